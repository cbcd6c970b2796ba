/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-search-text.h"

/* A sorting key need not tell longer titles apart. */
#define KEY_MAX_CHARS 80

/* Nobody types more words into a search; somebody may paste a book. */
#define MATCH_MAX_WORDS 32

/* Letters that Unicode does not take apart into a letter and a mark; FTS5's remove_diacritics leaves them as they are. */
static const char *
fold_letter (gunichar letter)
{
  switch (letter)
    {
    case 0x0111: /* đ */
    case 0x00f0: /* ð */
      return "d";
    case 0x0142: /* ł */
      return "l";
    case 0x00f8: /* ø */
      return "o";
    case 0x00e6: /* æ */
      return "ae";
    case 0x0153: /* œ */
      return "oe";
    case 0x00df: /* ß */
    case 0x1e9e: /* ẞ */
      return "ss";
    case 0x0131: /* ı */
      return "i";
    case 0x00fe: /* þ */
      return "th";
    case 0x0127: /* ħ */
      return "h";
    case 0x0167: /* ŧ */
      return "t";
    default:
      return NULL;
    }
}

/* Scripts that write words without spaces: each letter is a word, so that any part of the text is found. */
static gboolean
is_written_without_spaces (gunichar letter)
{
  switch (g_unichar_get_script (letter))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_folded (GString *folded,
               gunichar letter)
{
  const char *replacement;

  if (letter < 0x80)
    {
      g_string_append_c (folded, g_ascii_tolower ((char) letter));
      return;
    }
  if (g_unichar_ismark (letter))
    return;

  letter = g_unichar_tolower (letter);
  replacement = fold_letter (letter);
  if (replacement != NULL)
    {
      g_string_append (folded, replacement);
    }
  else if (is_written_without_spaces (letter))
    {
      g_string_append_c (folded, ' ');
      g_string_append_unichar (folded, letter);
      g_string_append_c (folded, ' ');
    }
  else
    {
      g_string_append_unichar (folded, letter);
    }
}

/**
 * stint_search_text_fold:
 *
 * Returns: (transfer full): the text without case, accents and other differences that nobody types into a search
 */
char *
stint_search_text_fold (const char *text)
{
  g_autofree char *lower = NULL;
  g_autofree char *apart = NULL;
  GString *folded;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  lower = g_utf8_casefold (text, -1);
  apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  if (apart == NULL)
    return g_strdup (text);

  folded = g_string_sized_new (32);
  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (folded, g_utf8_get_char (p));
  return g_string_free (folded, FALSE);
}

/**
 * stint_search_text_make_key:
 *
 * Returns: (transfer full): what titles are sorted by; the same on every machine, as the language of the window is not
 */
char *
stint_search_text_make_key (const char *text)
{
  g_autofree char *begin = g_utf8_substring (text, 0, MIN (KEY_MAX_CHARS, g_utf8_strlen (text, -1)));

  return stint_search_text_fold (begin);
}

static void
append_word (GString    *match,
             const char *word)
{
  gboolean open = FALSE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_unichar_isalnum (letter))
        {
          if (!open)
            g_string_append (match, match->len > 0 ? " \"" : "\"");
          open = TRUE;
          g_string_append_unichar (match, letter);
        }
      else if (open)
        {
          g_string_append_c (match, ' ');
        }
    }
  if (open)
    g_string_append (match, "\"*");
}

/**
 * stint_search_text_make_match:
 * @words: what a person typed, any text at all
 *
 * The words become strings in quotation marks with nothing but letters and digits in them: none of FTS5's grammar is left.
 *
 * Returns: (transfer full) (nullable): FTS5's query for texts where each of the words begins a word; %NULL if no word is in it
 */
char *
stint_search_text_make_match (const char *words)
{
  g_autofree char *valid = g_utf8_make_valid (words, -1);
  g_auto (GStrv) parts = g_strsplit_set (valid, " \t\n\r", -1);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0, n = 0; parts[i] != NULL && n < MATCH_MAX_WORDS; i++)
    {
      g_autofree char *folded = stint_search_text_fold (parts[i]);

      append_word (match, folded);
      n += parts[i][0] != '\0';
    }
  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}
