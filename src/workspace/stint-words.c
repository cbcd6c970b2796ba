/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-words.h"

/* The first of the person's languages that quick add knows. */
static const char *
get_language (void)
{
  const char *const *names = g_get_language_names ();

  for (gsize i = 0; names[i] != NULL; i++)
    if (stint_grammar_get (names[i]) != NULL)
      return names[i];
  return NULL;
}

StintQuickAdd *
stint_words_parse_besides (const char      *text,
                           gint64           now_local_s,
                           const StintSpan *literals,
                           gsize            n_literals)
{
  return stint_quick_add_parse_in (text, now_local_s, get_language (), literals, n_literals);
}

StintQuickAdd *
stint_words_parse (const char *text,
                   gint64      now_local_s)
{
  return stint_words_parse_besides (text, now_local_s, NULL, 0);
}
