/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-text.h"

#include "stint-config.h"
#include "cli/stint-cli-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A longer cell stands out of its column instead of pushing the others away. */
#define COLUMN_MAX_WIDTH 48

static gboolean stdout_was_closed;

/* What moves a terminal's cursor, colours it, or turns the reading direction. */
static gboolean
is_dangerous (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x2028 || c == 0x2029;
}

/**
 * stint_cli_text_escape:
 * @text: from anywhere
 *
 * Returns: (transfer full): the text on one line, with control characters as "\x1b" or "\u202e" so that a title cannot steer the terminal
 */
char *
stint_cli_text_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (!is_dangerous (c))
        g_string_append_unichar (out, c);
      else
        g_string_append_printf (out, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
    }
  return g_string_free (out, FALSE);
}

/**
 * stint_cli_text_quote:
 * @text: an argument, perhaps long or not UTF-8
 *
 * Returns: (transfer full): it in quotes, escaped and shortened, for a message
 */
char *
stint_cli_text_quote (const char *text)
{
  g_autofree char *escaped = stint_cli_text_escape (text);

  if (g_utf8_strlen (escaped, -1) > 60)
    {
      g_autofree char *head = g_utf8_substring (escaped, 0, 59);

      return g_strdup_printf (_("“%s…”"), head);
    }
  return g_strdup_printf (_("“%s”"), escaped);
}

/**
 * stint_cli_text_width:
 *
 * Returns: how many cells of a terminal @text takes
 */
int
stint_cli_text_width (const char *text)
{
  int width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

void
stint_cli_text_pad (GString    *out,
                    const char *text,
                    int         width)
{
  g_string_append (out, text);
  for (int i = stint_cli_text_width (text); i < width; i++)
    g_string_append_c (out, ' ');
}

/**
 * stint_cli_text_row:
 * @first: (nullable): the cells, ended by %NULL
 *
 * Returns: (transfer full): escaped copies
 */
char **
stint_cli_text_row (const char *first,
                    ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  va_list cells;

  va_start (cells, first);
  for (const char *cell = first; cell != NULL; cell = va_arg (cells, const char *))
    {
      g_autofree char *escaped = stint_cli_text_escape (cell);

      g_strv_builder_add (builder, escaped);
    }
  va_end (cells);
  return g_strv_builder_end (builder);
}

/* A row of one cell is a heading and has no column. */
static gboolean
is_heading (char **row)
{
  return row[0] == NULL || row[1] == NULL;
}

static void
put_cells (GString *out,
           char   **row,
           GArray  *widths)
{
  for (guint i = 0; row[i] != NULL; i++)
    {
      int width = g_array_index (widths, int, i);

      if (width > 0)
        stint_cli_text_pad (out, row[i], MIN (width, COLUMN_MAX_WIDTH) + 2);
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/**
 * stint_cli_text_table:
 * @rows: (element-type GStrv): cells, or a heading alone
 *
 * Columns two spaces apart, nothing at the ends of lines; a column that is empty in every row is left out.
 */
void
stint_cli_text_table (GString   *out,
                      GPtrArray *rows)
{
  g_autoptr (GArray) widths = g_array_new (FALSE, TRUE, sizeof (int));

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      g_array_set_size (widths, MAX (widths->len, g_strv_length (row)));
      for (guint j = 0; !is_heading (row) && row[j] != NULL; j++)
        g_array_index (widths, int, j) = MAX (g_array_index (widths, int, j), stint_cli_text_width (row[j]));
    }

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      if (is_heading (row))
        g_string_append (out, row[0] != NULL ? row[0] : "");
      else
        put_cells (out, row, widths);
      g_string_append_c (out, '\n');
    }
}

/**
 * stint_cli_guard_descriptors:
 *
 * With a standard descriptor closed, the database would be given its number, and a message would be written into the database.
 */
void
stint_cli_guard_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    {
      if (fcntl (fd, F_GETFD) != -1)
        continue;
      if (fd == STDOUT_FILENO)
        stdout_was_closed = TRUE;
      /* open() gives the lowest free number: this one. */
      if (open ("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY) == -1)
        return;
    }
}

static gboolean
fail_output (int      errnum,
             GError **error)
{
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_OUTPUT,
               _("Standard output cannot be written: %s"), g_strerror (errnum));
  return FALSE;
}

/**
 * stint_cli_write:
 * @text: UTF-8
 * @is_json: it stays UTF-8 in every locale
 * @error: %STINT_CLI_ERROR_OUTPUT
 */
gboolean
stint_cli_write (const char *text,
                 gboolean    is_json,
                 GError    **error)
{
  g_autofree char *converted = NULL;
  const char *charset;
  gsize length = strlen (text);

  if (length == 0)
    return TRUE;
  if (stdout_was_closed)
    return fail_output (EBADF, error);
  if (!is_json && !g_get_charset (&charset))
    {
      gsize n_converted = 0;

      converted = g_convert_with_fallback (text, length, charset, "UTF-8", "?", NULL, &n_converted, NULL);
      if (converted != NULL)
        {
          text = converted;
          length = n_converted;
        }
    }

  if (fwrite (text, 1, length, stdout) < length || fflush (stdout) != 0)
    return fail_output (errno, error);
  return TRUE;
}

/**
 * stint_cli_complain:
 * @text: what went wrong
 *
 * A line on standard error. That nobody can read it there is nothing to be done about.
 */
void
stint_cli_complain (const char *text)
{
  g_printerr ("%s\n", text);
}
