/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-reader.h"

#include "core/stint-time.h"

#define FIRST_YEAR 1900
#define LAST_YEAR 2199

/**
 * stint_reader_init:
 * @tokens: (element-type StintToken): stays, as do the @grammars
 */
void
stint_reader_init (StintReader              *self,
                   GArray                   *tokens,
                   const StintGrammar *const grammars[STINT_MAX_GRAMMARS],
                   gint64                    now_local_s)
{
  self->tokens = (const StintToken *) tokens->data;
  self->n_tokens = tokens->len;
  self->grammars = grammars;
  self->now_local_s = now_local_s;
  self->today = stint_day_of_local (now_local_s);
  self->nodes = g_new0 (StintNode, (gsize) tokens->len * STINT_N_SYMBOLS);
}

void
stint_reader_clear (StintReader *self)
{
  g_clear_pointer (&self->nodes, g_free);
}

gboolean
stint_reader_is_mark (const StintToken *token,
                      gunichar          mark)
{
  return token->type == STINT_TOKEN_MARK && token->mark == mark;
}

/**
 * stint_reader_is_boundary:
 *
 * Returns: whether a reading may end before this token: white space is there, or a mark that ends a clause and then white space
 */
gboolean
stint_reader_is_boundary (const StintToken *token)
{
  if (token->spaced)
    return TRUE;
  return token->type == STINT_TOKEN_MARK && token[1].spaced &&
         (token->mark == ',' || token->mark == ';' || token->mark == '.' || token->mark == ':' ||
          token->mark == '?' || token->mark == '!');
}

const StintNode *
stint_slots_find (const StintSlots *slots,
                  StintSymbol       symbol)
{
  for (guint i = 0; i < slots->n; i++)
    if (slots->symbols[i] == symbol)
      return slots->nodes[i];
  return NULL;
}

const StintNode *
stint_slots_find_second (const StintSlots *slots,
                         StintSymbol       symbol)
{
  const StintNode *first = NULL;

  for (guint i = 0; i < slots->n; i++)
    if (slots->symbols[i] == symbol && first != NULL)
      return slots->nodes[i];
    else if (slots->symbols[i] == symbol)
      first = slots->nodes[i];
  return NULL;
}

static gboolean
is_gap_right (const StintItem  *item,
              const StintToken *token)
{
  return item->gap == STINT_GAP_EITHER || token->spaced == (item->gap == STINT_GAP_SPACE);
}

/* Whether the token can be the item, if that is no slot. */
static gboolean
is_item (const StintItem  *item,
         const StintToken *token,
         int               grammar)
{
  switch (item->type)
    {
    case STINT_ITEM_WORD:
      return token->type == STINT_TOKEN_WORD && token->words[grammar] == item->value && (token->is_small || !item->is_small);
    case STINT_ITEM_NUMBER:
      return token->type == STINT_TOKEN_NUMBER && token->number == (int) item->value;
    case STINT_ITEM_MARK:
      return stint_reader_is_mark (token, item->value);
    default:
      return FALSE;
    }
}

/* The token behind the way's words, or 0. */
static guint
match_way (StintReader    *self,
           const StintWay *way,
           int             grammar,
           guint           at,
           StintSlots     *slots)
{
  slots->n = 0;
  for (guint i = 0; i < way->n_items; i++)
    {
      const StintItem *item = &way->items[i];
      const StintToken *token = &self->tokens[at];
      const StintNode *node;

      if (token->type == STINT_TOKEN_END || (i > 0 && !is_gap_right (item, token)))
        return 0;
      if (item->type != STINT_ITEM_SLOT)
        {
          if (!is_item (item, token, grammar))
            return 0;
          at++;
          continue;
        }
      node = stint_reader_read (self, item->value, at);
      if (node->end == 0 || slots->n == STINT_MAX_SLOTS)
        return 0;
      slots->symbols[slots->n] = item->value;
      slots->nodes[slots->n++] = node;
      at = node->end;
    }
  return at;
}

static gboolean
take_part (StintReader      *self,
           const StintWay   *way,
           const StintSlots *slots,
           StintNode        *node)
{
  const StintNode *digits = stint_slots_find (slots, STINT_SYMBOL_DIGITS);

  node->value = digits != NULL ? digits->value : way->value;
  node->is_word = digits == NULL;
  if (way->kind == STINT_PHRASE_EVERY && stint_reader_is_mark (&self->tokens[node->end], '!') && !self->tokens[node->end].spaced)
    {
      node->repeat.from_done = TRUE;
      node->end++;
    }
  return TRUE;
}

static gboolean
take (StintReader      *self,
      const StintWay   *way,
      const StintSlots *slots,
      StintNode        *node)
{
  if (way->kind <= STINT_PHRASE_EVERY || way->kind == STINT_PHRASE_PRIORITY || way->kind == STINT_PHRASE_BY ||
      way->kind == STINT_PHRASE_FROM)
    return take_part (self, way, slots, node);

  /* Inside of these a reading may end only where a word ends. */
  if (!(way->kind >= STINT_PHRASE_CLOCK && way->kind <= STINT_PHRASE_CLOCK_PAST) &&
      !stint_reader_is_boundary (&self->tokens[node->end]))
    return FALSE;
  for (guint i = 0; i < slots->n; i++)
    node->is_invalid |= slots->nodes[i]->is_invalid;
  if (node->is_invalid)
    return TRUE;

  if (way->kind >= STINT_PHRASE_REPEAT)
    return stint_reader_take_repeat (self, way, slots, node);
  if (way->kind >= STINT_PHRASE_SPAN || way->kind == STINT_PHRASE_OFFSET)
    return stint_reader_take_span (self, way, slots, node);
  if (way->kind >= STINT_PHRASE_CLOCK)
    return stint_reader_take_clock (self, way, slots, node);
  return stint_reader_take_day (self, way, slots, node);
}

/* A language's own "an hour" is more than its number and its unit. */
static gboolean
is_better (const StintNode *node,
           const StintNode *best)
{
  return node->end > best->end || (node->end != 0 && node->end == best->end && best->is_word && !node->is_word && best->unit != 0);
}

/* The longest of the phrases, unless what was read without them is as long. */
static void
read_phrases (StintReader *self,
              StintSymbol  symbol,
              guint        at,
              StintNode   *best)
{
  for (int grammar = 0; grammar < STINT_MAX_GRAMMARS; grammar++)
    {
      const StintWay *ways;
      guint n_ways = 0;

      if (self->grammars[grammar] == NULL)
        continue;
      ways = stint_grammar_find_ways (self->grammars[grammar], symbol, self->tokens[at].words[grammar], &n_ways);
      for (guint i = 0; i < n_ways; i++)
        {
          StintNode node = { 0 };
          StintSlots slots;

          node.end = match_way (self, &ways[i], grammar, at, &slots);
          if (!is_better (&node, best) || !take (self, &ways[i], &slots, &node))
            continue;
          if (is_better (&node, best))
            *best = node;
        }
    }
}

static void
read_digits (StintReader *self,
             StintSymbol  symbol,
             guint        at,
             StintNode   *node)
{
  const StintToken *token = &self->tokens[at];
  gboolean fits = FALSE;

  if (token->type != STINT_TOKEN_NUMBER)
    return;
  if (symbol == STINT_SYMBOL_NUMBER)
    fits = TRUE;
  else if (symbol == STINT_SYMBOL_DIGITS || symbol == STINT_SYMBOL_MONTH_DAY)
    fits = token->n_digits <= 2;
  else if (symbol == STINT_SYMBOL_YEAR)
    fits = token->n_digits == 4 && token->number >= FIRST_YEAR && token->number <= LAST_YEAR;
  else if (symbol == STINT_SYMBOL_MINUTES)
    fits = token->n_digits == 2 && token->number < 60;
  if (fits)
    *node = (StintNode) { .end = at + 1, .value = token->number }
  ;
}

/**
 * stint_reader_read:
 *
 * Returns: (transfer none): the longest such thing that begins at the token; its end is 0 if there is none
 */
const StintNode *
stint_reader_read (StintReader *self,
                   StintSymbol  symbol,
                   guint        at)
{
  StintNode *known = &self->nodes[(gsize) at * STINT_N_SYMBOLS + symbol];
  StintNode node = { 0 };

  if (known->is_tried)
    return known;
  /* A phrase that would need itself at the same place is none. */
  known->is_tried = TRUE;

  read_digits (self, symbol, at, &node);
  stint_reader_read_days (self, symbol, at, &node);
  stint_reader_read_clocks (self, symbol, at, &node);
  if (symbol == STINT_SYMBOL_SPAN)
    stint_reader_read_spans (self, at, &node);
  read_phrases (self, symbol, at, &node);
  node.is_tried = TRUE;
  *known = node;
  return known;
}

/* The same, but only where white space is before it. */
const StintNode *
stint_reader_read_spaced (StintReader *self,
                          StintSymbol  symbol,
                          guint        at)
{
  static const StintNode none = { 0 };

  return self->tokens[at].spaced ? stint_reader_read (self, symbol, at) : &none;
}
