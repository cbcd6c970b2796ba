/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import-text.h"

#include <string.h>

/* What no title and no line may hold (stint-schema.c): controls and the separators of lines and paragraphs. */
static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

/**
 * stint_import_text_dup_line:
 * @text: (nullable): any text
 * @cut: (out) (optional): set to %TRUE if it was longer
 *
 * Returns: (transfer full): one line of at most so many characters: controls are spaces, and none is at its ends
 */
char *
stint_import_text_dup_line (const char *text,
                            gsize       max_chars,
                            gboolean   *cut)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, is_control (c) ? ' ' : c);
    }
  g_strstrip (line->str);
  line->len = strlen (line->str);

  if ((gsize) g_utf8_strlen (line->str, -1) > max_chars)
    {
      g_string_truncate (line, g_utf8_offset_to_pointer (line->str, (glong) max_chars - 1) - line->str);
      g_string_append (line, "…");
      if (cut != NULL)
        *cut = TRUE;
    }
  return g_string_free (line, FALSE);
}

/**
 * stint_import_text_dup:
 * @text: (nullable): any text
 * @cut: (out) (optional): set to %TRUE if it was longer
 *
 * Returns: (transfer full): text of any lines of at most so many bytes, without other controls than tabs and newlines
 */
char *
stint_import_text_dup (const char *text,
                       gsize       max_bytes,
                       gboolean   *cut)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      if (c == '\r' || c == 0x2028 || c == 0x2029)
        c = '\n';
      g_string_append_unichar (clean, is_control (c) && c != '\n' && c != '\t' ? ' ' : c);
    }

  if (clean->len > max_bytes)
    {
      const char *end = g_utf8_find_prev_char (clean->str, clean->str + max_bytes - strlen ("…") + 1);

      g_string_truncate (clean, end != NULL ? (gsize) (end - clean->str) : 0);
      g_string_append (clean, "…");
      if (cut != NULL)
        *cut = TRUE;
    }
  return g_string_free (clean, FALSE);
}
