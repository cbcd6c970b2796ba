/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-tokens.h"

#include <string.h>

#define MAX_DIGITS 9
#define RIGHT_QUOTE 0x2019

/* The end of the quoted run that begins at @start, past its closing quotation mark; 0 if there is none. */
static gsize
find_quote_end (const char *text,
                gsize       start)
{
  static const char *const pairs[][2] = { { "\"", "\"" }, { "“", "”" }, { "„", "“" }, { "„", "”" }, { "«", "»" }, { "»", "«" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (g_str_has_prefix (text + start, pairs[i][0]))
      {
        const char *inside = text + start + strlen (pairs[i][0]);
        const char *close = strstr (inside, pairs[i][1]);

        if (close != NULL && close > inside)
          return (gsize) (close + strlen (pairs[i][1]) - text);
      }
  return 0;
}

static gsize
find_space (const char *text,
            gsize       start)
{
  const char *p = text + start;

  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p - text;
}

/* "#work," names "work": marks that end a clause do not belong to a name. */
static gsize
trim_clause_marks (const char *text,
                   gsize       start,
                   gsize       end)
{
  while (end > start && strchr (",;.:?!", text[end - 1]) != NULL)
    end--;
  return end;
}

static gboolean
read_name (const char *text,
           StintToken *token)
{
  gsize start = token->start + 1;

  if (text[start] == '"')
    {
      gsize end = find_quote_end (text, start);

      if (end == 0)
        return FALSE;
      token->name_start = start + 1;
      token->name_end = end - 1;
      token->end = end;
    }
  else
    {
      token->name_start = start;
      token->name_end = token->end = trim_clause_marks (text, start, find_space (text, start));
    }
  token->mark = text[token->start];
  token->type = STINT_TOKEN_NAME;
  return token->name_end > token->name_start;
}

static void
read_number (const char *text,
             StintToken *token)
{
  gsize end = token->start;

  while (g_ascii_isdigit (text[end]))
    end++;
  token->end = end;
  token->n_digits = (int) MIN (end - token->start, MAX_DIGITS + 1);
  token->type = STINT_TOKEN_NUMBER;

  if (token->n_digits > MAX_DIGITS)
    token->type = STINT_TOKEN_WORD;
  else
    for (gsize i = token->start; i < end; i++)
      token->number = token->number * 10 + (text[i] - '0');
}

static void
read_word (const char               *text,
           const StintGrammar *const grammars[STINT_MAX_GRAMMARS],
           StintToken               *token)
{
  const char *p = text + token->start;

  token->is_small = token->start == 0 || !g_unichar_isupper (g_utf8_get_char (p));
  while (*p != '\0' && (g_unichar_isalpha (g_utf8_get_char (p)) || g_unichar_ismark (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);
  token->end = p - text;
  token->type = STINT_TOKEN_WORD;
  for (int i = 0; i < STINT_MAX_GRAMMARS; i++)
    if (grammars[i] != NULL)
      token->words[i] = stint_grammar_find_word (grammars[i], text + token->start, token->end - token->start);
}

static void
read_mark (const char *text,
           StintToken *token)
{
  token->mark = g_utf8_get_char (text + token->start);
  if (token->mark == RIGHT_QUOTE)
    token->mark = '\'';
  token->end = g_utf8_next_char (text + token->start) - text;
  token->type = STINT_TOKEN_MARK;
}

static void
read_token (const char               *text,
            const StintGrammar *const grammars[STINT_MAX_GRAMMARS],
            StintToken               *token)
{
  const char *p = text + token->start;

  if (token->spaced && find_quote_end (text, token->start) != 0)
    {
      token->end = find_quote_end (text, token->start);
      token->type = STINT_TOKEN_QUOTED;
    }
  else if (token->spaced && (*p == '#' || *p == '@' || *p == '!') && read_name (text, token))
    return;
  else if (g_ascii_isdigit (*p))
    read_number (text, token);
  else if (g_unichar_isalpha (g_utf8_get_char (p)))
    read_word (text, grammars, token);
  else
    read_mark (text, token);
}

/* Whether the token lies in a stretch that is not to be read. */
static gboolean
is_literal (const StintToken *token,
            const StintSpan  *literals,
            gsize             n_literals)
{
  for (gsize i = 0; i < n_literals; i++)
    if (token->start < literals[i].end && token->end > literals[i].start)
      return TRUE;
  return FALSE;
}

/**
 * stint_tokens_split:
 * @text: valid UTF-8
 * @grammars: (element-type StintGrammar): the first may be %NULL, or each of them
 * @literals: stretches whose words only are words
 *
 * Returns: (transfer full) (element-type StintToken): the tokens of the text without its white space, and an end
 */
GArray *
stint_tokens_split (const char               *text,
                    const StintGrammar *const grammars[STINT_MAX_GRAMMARS],
                    const StintSpan          *literals,
                    gsize                     n_literals)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (StintToken));
  gboolean spaced = TRUE;
  gsize at = 0;

  while (text[at] != '\0')
    {
      StintToken token = { .start = at, .spaced = spaced };

      if (g_unichar_isspace (g_utf8_get_char (text + at)))
        {
          at = g_utf8_next_char (text + at) - text;
          spaced = TRUE;
          continue;
        }
      read_token (text, grammars, &token);
      if (is_literal (&token, literals, n_literals))
        token.type = STINT_TOKEN_QUOTED;
      g_array_append_val (tokens, token);
      at = token.end;
      spaced = FALSE;
    }

  g_array_append_val (tokens, ((StintToken) { .type = STINT_TOKEN_END, .start = at, .end = at, .spaced = TRUE }));
  return tokens;
}
