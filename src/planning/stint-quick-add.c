/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-quick-add.h"

#include "core/stint-schema.h"
#include "planning/stint-quick-add-private.h"

#include <string.h>

#define TAG_MAX_CHARS 100

/* Writes down that the tokens [from, to) were understood. A day and a time beside each other are one reading. */
void
stint_parser_add_reading (StintParser     *self,
                          StintReadingKind kind,
                          guint            from,
                          guint            to)
{
  GArray *readings = self->result->readings;
  StintReading reading = { .kind = kind, .start = self->tokens[from].start, .end = self->tokens[to - 1].end };
  StintSpan cut = { reading.start, reading.end };
  StintReading *last = readings->len > 0 ? &g_array_index (readings, StintReading, readings->len - 1) : NULL;
  const StintToken *after = &self->tokens[to];

  /* "tomorrow, then": the comma goes with the word. */
  if (after->type == STINT_TOKEN_MARK && !after->spaced && after->mark != '?' && after->mark != '!' &&
      stint_reader_is_boundary (after))
    {
      cut.end = after->end;
      to++;
    }
  if (last != NULL && kind == STINT_READING_START && last->kind == kind && self->last_token == from)
    last->end = reading.end;
  else
    g_array_append_val (readings, reading);
  g_array_append_val (self->cuts, cut);
  self->last_token = to;
}

/* The name in [start, end), without quotation marks and the white space inside of them. */
static char *
dup_name (const char *text,
          gsize       start,
          gsize       end)
{
  gboolean quoted = text[start] == '"';

  return g_strstrip (g_strndup (text + start + quoted, end - start - 2 * quoted));
}

static gboolean
take_tag (StintParser      *self,
          const StintToken *token)
{
  g_autofree char *name = dup_name (self->text, token->start + 1, token->end);

  if (name[0] == '\0' || g_ascii_isdigit (name[0]) || g_utf8_strlen (name, -1) > TAG_MAX_CHARS)
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (self->tags, name, g_str_equal, NULL))
    {
      if (self->tags->len == STINT_SET_MAX_ELEMENTS)
        return FALSE;
      g_ptr_array_add (self->tags, g_steal_pointer (&name));
    }
  return TRUE;
}

static gboolean
take_project (StintParser      *self,
              const StintToken *token)
{
  g_autofree char *name = dup_name (self->text, token->start + 1, token->end);

  /* "#123" is the number of something. */
  if (self->result->project != NULL || name[strspn (name, "0123456789")] == '\0')
    return FALSE;
  self->result->project = g_steal_pointer (&name);
  return TRUE;
}

/* What the name of a priority comes to in the grammars, or 0. */
static int
find_priority (StintParser *self,
               const char  *name,
               gsize        length)
{
  for (int i = 0; i < STINT_MAX_GRAMMARS; i++)
    {
      guint word = self->grammars[i] != NULL ? stint_grammar_find_word (self->grammars[i], name, length) : 0;
      const StintWay *ways;
      guint n_ways = 0;

      if (word == 0)
        continue;
      ways = stint_grammar_get_ways (self->grammars[i], STINT_SYMBOL_PRIORITY, &n_ways);
      for (guint j = 0; j < n_ways; j++)
        if (ways[j].items[0].type == STINT_ITEM_WORD && ways[j].items[0].value == word)
          return ways[j].value;
    }
  return 0;
}

static gboolean
take_priority (StintParser      *self,
               const StintToken *token)
{
  const char *name = self->text + token->name_start;
  gsize length = token->name_end - token->name_start;

  if (self->result->priority != 0)
    return FALSE;
  if (length == 1 && *name >= '1' && *name <= '9')
    self->result->priority = *name - '0';
  else
    self->result->priority = find_priority (self, name, length);
  return self->result->priority != 0;
}

static void
read_name (StintParser *self,
           guint        at)
{
  const StintToken *token = &self->tokens[at];

  if (token->mark == '@' && take_tag (self, token))
    stint_parser_add_reading (self, STINT_READING_TAG, at, at + 1);
  else if (token->mark == '#' && take_project (self, token))
    stint_parser_add_reading (self, STINT_READING_PROJECT, at, at + 1);
  else if (token->mark == '!' && take_priority (self, token))
    stint_parser_add_reading (self, STINT_READING_PRIORITY, at, at + 1);
}

static void
read_all (StintParser *self)
{
  guint at = 0;

  while (self->tokens[at].type != STINT_TOKEN_END)
    {
      const StintToken *token = &self->tokens[at];
      StintMatch match = STINT_MATCH_NO;

      if (token->type == STINT_TOKEN_NAME)
        read_name (self, at);
      else if (token->spaced && token->type != STINT_TOKEN_QUOTED)
        match = stint_parser_read_moment (self, &at);
      if (match == STINT_MATCH_NO)
        at++;
    }
}

/* What is left when the cuts are taken out, with each run of white space as one space. */
static char *
build_title (const char *text,
             GArray     *cuts)
{
  GString *title = g_string_new (NULL);
  gboolean space = FALSE;
  const char *p = text;
  guint next = 0;

  while (*p != '\0')
    {
      if (next < cuts->len && (gsize) (p - text) == g_array_index (cuts, StintSpan, next).start)
        {
          p = text + g_array_index (cuts, StintSpan, next++).end;
          /* "Lunch tomorrow?" asks for "Lunch?". */
          space = *p != '?' && *p != '!';
          continue;
        }
      if (g_unichar_isspace (g_utf8_get_char (p)))
        space = TRUE;
      else
        {
          if (space && title->len > 0)
            g_string_append_c (title, ' ');
          space = FALSE;
          g_string_append_unichar (title, g_utf8_get_char (p));
        }
      p = g_utf8_next_char (p);
    }
  return g_string_free (title, FALSE);
}

/* Control characters become spaces, as many bytes of them, so that offsets hold. */
static char *
blank_control_characters (const char *text)
{
  char *copy = g_strdup (text);

  for (char *p = copy; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      {
        gsize length = g_utf8_next_char (p) - p;

        memset (p, ' ', length);
        p += length - 1;
      }
  return copy;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Sorts the tags and says in each reading of one which it is. */
static void
resolve_tags (StintQuickAdd *result,
              const char    *text,
              GPtrArray     *tags)
{
  g_ptr_array_sort (tags, compare_names);
  for (guint i = 0; i < result->readings->len; i++)
    {
      StintReading *reading = &g_array_index (result->readings, StintReading, i);

      if (reading->kind == STINT_READING_TAG)
        {
          g_autofree char *name = dup_name (text, reading->start + 1, reading->end);

          g_ptr_array_find_with_equal_func (tags, name, g_str_equal, &reading->tag);
        }
    }
  g_ptr_array_add (tags, NULL);
}

static void
parse_tokens (StintQuickAdd   *result,
              StintParser     *parser,
              const char      *language,
              const StintSpan *literals,
              gsize            n_literals)
{
  const StintGrammar *english = stint_grammar_get ("en");
  const StintGrammar *own = stint_grammar_get (language);
  const StintGrammar *const grammars[STINT_MAX_GRAMMARS] = { own != english ? own : NULL, english };
  g_autoptr (GArray) tokens = stint_tokens_split (parser->text, grammars, literals, n_literals);

  parser->result = result;
  parser->grammars = grammars;
  parser->tokens = (const StintToken *) tokens->data;
  parser->last_token = G_MAXUINT;
  stint_reader_init (&parser->reader, tokens, grammars, parser->now_local_s);
  read_all (parser);
  stint_parser_resolve (parser);
  stint_reader_clear (&parser->reader);
}

/**
 * stint_quick_add_parse_in:
 * @text: one line as typed; any bytes
 * @now_local_s: what the clock on the wall reads
 * @language: (nullable): "de", "fr_CA"; English is understood beside each, and alone if quick add does not know the language
 * @literals: (nullable): stretches of the text in which nothing is read
 *
 * Never fails: what is not understood is the title.
 *
 * Returns: (transfer full): what was understood
 */
StintQuickAdd *
stint_quick_add_parse_in (const char      *text,
                          gint64           now_local_s,
                          const char      *language,
                          const StintSpan *literals,
                          gsize            n_literals)
{
  StintQuickAdd *result = g_new0 (StintQuickAdd, 1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *clean = blank_control_characters (valid);
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (StintSpan));
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  result->readings = g_array_new (FALSE, FALSE, sizeof (StintReading));
  result->reminders = g_array_new (FALSE, FALSE, sizeof (int));
  if (strcmp (valid, text) == 0 && g_utf8_strlen (clean, -1) <= STINT_QUICK_ADD_MAX_CHARS)
    {
      StintParser parser = {
        .text = clean,
        .now_local_s = now_local_s,
        .today = stint_day_of_local (now_local_s),
        .cuts = cuts,
        .tags = tags,
      };

      parse_tokens (result, &parser, language, literals, n_literals);
    }

  result->title = build_title (clean, cuts);
  resolve_tags (result, clean, tags);
  result->tags = (char **) g_ptr_array_free (g_steal_pointer (&tags), FALSE);
  return result;
}

/* The same in English. */
StintQuickAdd *
stint_quick_add_parse (const char *text,
                       gint64      now_local_s)
{
  return stint_quick_add_parse_in (text, now_local_s, NULL, NULL, 0);
}

void
stint_quick_add_free (StintQuickAdd *self)
{
  g_free (self->title);
  g_free (self->project);
  g_free (self->repeat_rule);
  g_strfreev (self->tags);
  g_array_unref (self->reminders);
  g_array_unref (self->readings);
  g_free (self);
}
