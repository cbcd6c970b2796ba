/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-grammar.h"

#include <string.h>

#define MAX_WORD_BYTES 48

struct _StintGrammar
{
  gboolean    has_loose_accents;
  GHashTable *words;                   /* folded word → its number, from 1 */
  GArray     *ways[STINT_N_SYMBOLS];   /* StintWay */
  GArray     *others[STINT_N_SYMBOLS]; /* those that begin with no word */
  GHashTable *begins[STINT_N_SYMBOLS]; /* a word's number → those and the ones that begin with it, in the order of all */
};

/* Which symbol a phrase is one of: those of a kind are in the order of the kinds. */
static StintSymbol
get_symbol (StintPhraseKind kind)
{
  static const StintSymbol symbols[] = {
    [STINT_PHRASE_DATE] = STINT_SYMBOL_DATE,
    [STINT_PHRASE_DATE_WITH_WEEKDAY] = STINT_SYMBOL_DATE_WITH_WEEKDAY,
    [STINT_PHRASE_OFFSET] = STINT_SYMBOL_OFFSET,
    [STINT_PHRASE_CLOCK] = STINT_SYMBOL_CLOCK,
    [STINT_PHRASE_CLOCK_HOUR] = STINT_SYMBOL_CLOCK,
    [STINT_PHRASE_CLOCK_PAST] = STINT_SYMBOL_CLOCK,
    [STINT_PHRASE_AT] = STINT_SYMBOL_TIME,
    [STINT_PHRASE_SPAN] = STINT_SYMBOL_SPAN,
    [STINT_PHRASE_SPAN_UNITS] = STINT_SYMBOL_SPAN,
    [STINT_PHRASE_LENGTH] = STINT_SYMBOL_LENGTH,
    [STINT_PHRASE_ABOUT] = STINT_SYMBOL_ABOUT,
    [STINT_PHRASE_REMIND] = STINT_SYMBOL_REMIND,
    [STINT_PHRASE_BY] = STINT_SYMBOL_BY,
    [STINT_PHRASE_FROM] = STINT_SYMBOL_FROM,
    [STINT_PHRASE_PRIORITY] = STINT_SYMBOL_PRIORITY,
    [STINT_PHRASE_REPEAT] = STINT_SYMBOL_REPEAT,
    [STINT_PHRASE_REPEAT_DAYS] = STINT_SYMBOL_REPEAT,
    [STINT_PHRASE_REPEAT_OF_MONTH] = STINT_SYMBOL_REPEAT,
    [STINT_PHRASE_REPEAT_DATE] = STINT_SYMBOL_REPEAT,
    [STINT_PHRASE_UNTIL] = STINT_SYMBOL_UNTIL,
    [STINT_PHRASE_TIMES] = STINT_SYMBOL_TIMES,
  };

  if (kind <= STINT_PHRASE_EVERY)
    return (StintSymbol) kind;
  return kind < STINT_PHRASE_DATE ? STINT_SYMBOL_DAY : symbols[kind];
}

static StintSymbol
get_slot (char name)
{
  static const struct
  {
    char        name;
    StintSymbol symbol;
  } slots[] = {
    { 'n', STINT_SYMBOL_NUMBER }, { 'o', STINT_SYMBOL_ORDINAL }, { 'w', STINT_SYMBOL_WEEKDAY }, { 'm', STINT_SYMBOL_MONTH },
    { 'u', STINT_SYMBOL_UNIT }, { 'h', STINT_SYMBOL_HALF }, { 'x', STINT_SYMBOL_MONTH_DAY }, { 'e', STINT_SYMBOL_EVERY },
    { 'D', STINT_SYMBOL_DAY }, { 'c', STINT_SYMBOL_CLOCK }, { 's', STINT_SYMBOL_SPAN }, { 'd', STINT_SYMBOL_DIGITS },
    { 'y', STINT_SYMBOL_YEAR }, { 'M', STINT_SYMBOL_MINUTES }, { 'r', STINT_SYMBOL_RANGE }, { 'W', STINT_SYMBOL_WEEKDAYS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (slots); i++)
    if (slots[i].name == name)
      return slots[i].symbol;
  g_return_val_if_reached (STINT_SYMBOL_NUMBER);
}

/* Into @folded, without case and, where they are loose, without accents. Returns: whether it fitted */
static gboolean
fold (const StintGrammar *self,
      const char         *word,
      gsize               length,
      char               *folded)
{
  g_autofree char *whole = NULL;
  g_autofree char *small = NULL;
  gsize i = 0;

  if (length >= MAX_WORD_BYTES)
    return FALSE;
  while (i < length && (guchar) word[i] < 0x80)
    i++;
  if (i == length)
    {
      for (i = 0; i < length; i++)
        folded[i] = g_ascii_tolower (word[i]);
      folded[length] = '\0';
      return TRUE;
    }

  small = g_utf8_casefold (word, length);
  whole = g_utf8_normalize (small, -1, self->has_loose_accents ? G_NORMALIZE_DEFAULT : G_NORMALIZE_DEFAULT_COMPOSE);
  i = 0;
  for (const char *p = whole; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize bytes = g_utf8_next_char (p) - p;

      if (self->has_loose_accents && g_unichar_combining_class (g_utf8_get_char (p)) != 0)
        continue;
      if (i + bytes >= MAX_WORD_BYTES)
        return FALSE;
      memcpy (folded + i, p, bytes);
      i += bytes;
    }
  folded[i] = '\0';
  return i > 0;
}

static guint
add_word (StintGrammar *self,
          const char   *word,
          gsize         length)
{
  char folded[MAX_WORD_BYTES];
  guint number;

  if (!fold (self, word, length, folded))
    g_return_val_if_reached (0);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->words, folded));
  if (number == 0)
    {
      number = g_hash_table_size (self->words) + 1;
      g_hash_table_insert (self->words, g_strdup (folded), GUINT_TO_POINTER (number));
    }
  return number;
}

/* The item that begins at @p, which is no space. Returns: what is behind it */
static const char *
read_item (StintGrammar *self,
           const char   *p,
           StintItem    *item)
{
  const char *start = p;

  item->value = g_utf8_get_char (p);
  if (*p == '<')
    {
      item->type = STINT_ITEM_SLOT;
      item->value = get_slot (p[1]);
      return p + 3;
    }
  if (g_ascii_isdigit (*p))
    {
      item->type = STINT_ITEM_NUMBER;
      item->value = g_ascii_strtoull (p, (char **) &p, 10);
      return p;
    }
  while (*p != '\0' && (g_unichar_isalpha (g_utf8_get_char (p)) || g_unichar_ismark (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);
  if (p == start)
    {
      item->type = STINT_ITEM_MARK;
      return g_utf8_next_char (p);
    }
  item->type = STINT_ITEM_WORD;
  item->value = add_word (self, start, p - start);
  return p;
}

static void
add_way (StintGrammar      *self,
         const StintPhrase *phrase,
         const char        *words)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (StintItem));
  StintWay way = { .kind = phrase->kind, .value = phrase->value };
  StintItem item = { 0 };

  for (const char *p = words; *p != '\0';)
    {
      if (*p == ' ')
        item.gap = STINT_GAP_SPACE;
      else if (*p == '_')
        item.gap = STINT_GAP_EITHER;
      else if (*p == '=')
        item.is_small = TRUE;
      else
        {
          p = read_item (self, p, &item);
          g_array_append_val (items, item);
          item = (StintItem) { 0 };
          continue;
        }
      p++;
    }
  way.n_items = items->len;
  way.items = (const StintItem *) g_array_free (g_steal_pointer (&items), FALSE);
  g_array_append_val (self->ways[get_symbol (phrase->kind)], way);
}

/* Where the bracket at @open closes. */
static const char *
find_close (const char *open)
{
  int depth = 0;

  for (const char *p = open; *p != '\0'; p++)
    {
      depth += *p == '(' || *p == '[';
      depth -= *p == ')' || *p == ']';
      if (depth == 0)
        return p;
    }
  g_return_val_if_reached (open);
}

/* Adds each way to say @rest behind @before, the first of what may stand there first. */
static void
expand (StintGrammar      *self,
        const StintPhrase *phrase,
        const char        *before,
        const char        *rest)
{
  gsize plain = strcspn (rest, "([");
  const char *open = rest + plain;
  const char *close, *start;
  int depth = 0;

  if (*open == '\0')
    {
      g_autofree char *words = g_strconcat (before, rest, NULL);

      add_way (self, phrase, words);
      return;
    }
  close = find_close (open);
  start = open + 1;
  for (const char *p = start; p <= close; p++)
    {
      depth += *p == '(' || *p == '[';
      if (p == close || (*p == '|' && depth == 0))
        {
          g_autofree char *head = g_strndup (rest, plain);
          g_autofree char *choice = g_strndup (start, p - start);
          g_autofree char *behind = g_strconcat (choice, close + 1, NULL);
          g_autofree char *done = g_strconcat (before, head, NULL);

          expand (self, phrase, done, behind);
          start = p + 1;
        }
      depth -= *p == ')' || *p == ']';
    }
  if (*open == '[')
    {
      g_autofree char *done = g_strdup_printf ("%s%.*s", before, (int) plain, rest);

      expand (self, phrase, done, close + 1);
    }
}

static gboolean
is_begun_by (const StintWay *way,
             guint           word)
{
  return way->items[0].type != STINT_ITEM_WORD || way->items[0].value == word;
}

static GArray *
select_ways (GArray *ways,
             guint   word)
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (StintWay));

  for (guint i = 0; i < ways->len; i++)
    if (is_begun_by (&g_array_index (ways, StintWay, i), word))
      g_array_append_val (selected, g_array_index (ways, StintWay, i));
  return selected;
}

/* Most words of a text begin nothing, and few of the many ways begin with one word. */
static void
index_ways (StintGrammar *self)
{
  for (int symbol = 0; symbol < STINT_N_SYMBOLS; symbol++)
    {
      GArray *ways = self->ways[symbol];

      self->others[symbol] = select_ways (ways, 0);
      self->begins[symbol] = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < ways->len; i++)
        {
          const StintItem *first = &g_array_index (ways, StintWay, i).items[0];

          if (first->type == STINT_ITEM_WORD && !g_hash_table_contains (self->begins[symbol], GUINT_TO_POINTER (first->value)))
            g_hash_table_insert (self->begins[symbol], GUINT_TO_POINTER (first->value), select_ways (ways, first->value));
        }
    }
}

static StintGrammar *
grammar_new (const StintLanguage *language)
{
  StintGrammar *self = g_new0 (StintGrammar, 1);

  self->has_loose_accents = language->has_loose_accents;
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; i < STINT_N_SYMBOLS; i++)
    self->ways[i] = g_array_new (FALSE, TRUE, sizeof (StintWay));
  for (gsize i = 0; i < language->n_phrases; i++)
    expand (self, &language->phrases[i], "", language->phrases[i].words);
  index_ways (self);
  return self;
}

/**
 * stint_grammar_get:
 * @language: a language's name, with or without a country: "de", "de_AT"
 *
 * It is made when it is first asked for, and then kept. May be called in any thread.
 *
 * Returns: (nullable) (transfer none): %NULL if quick add does not know the language
 */
const StintGrammar *
stint_grammar_get (const char *language)
{
  static const StintLanguage *const languages[] = {
    &stint_language_de, &stint_language_en, &stint_language_es, &stint_language_fr, &stint_language_vi,
  };
  static gsize grammars[G_N_ELEMENTS (languages)];

  for (gsize i = 0; language != NULL && i < G_N_ELEMENTS (languages); i++)
    if (strncmp (language, languages[i]->name, 2) == 0 && !g_ascii_isalpha (language[2]))
      {
        if (g_once_init_enter (&grammars[i]))
          g_once_init_leave (&grammars[i], (gsize) grammar_new (languages[i]));
        return (const StintGrammar *) grammars[i];
      }
  return NULL;
}

const StintWay *
stint_grammar_get_ways (const StintGrammar *self,
                        StintSymbol         symbol,
                        guint              *n_ways)
{
  *n_ways = self->ways[symbol]->len;
  return (const StintWay *) self->ways[symbol]->data;
}

/* Those that can begin with the word; 0: with something else than a word that is known. */
const StintWay *
stint_grammar_find_ways (const StintGrammar *self,
                         StintSymbol         symbol,
                         guint               word,
                         guint              *n_ways)
{
  GArray *ways = word != 0 ? g_hash_table_lookup (self->begins[symbol], GUINT_TO_POINTER (word)) : NULL;

  if (ways == NULL)
    ways = self->others[symbol];
  *n_ways = ways->len;
  return (const StintWay *) ways->data;
}

/**
 * stint_grammar_find_word:
 *
 * Returns: the word's number, whatever its case; 0 if no phrase has it
 */
guint
stint_grammar_find_word (const StintGrammar *self,
                         const char         *word,
                         gsize               length)
{
  char folded[MAX_WORD_BYTES];

  return fold (self, word, length, folded) ? GPOINTER_TO_UINT (g_hash_table_lookup (self->words, folded)) : 0;
}
