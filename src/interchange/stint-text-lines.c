/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-text-lines.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "interchange/stint-import.h"

#define BUFFER_BYTES (64 * 1024)
#define END (-1)

struct _StintTextLines
{
  GInputStream *stream;
  guint64       n_bytes;
  guint         line;    /* the number of the line that comes next, from 1 */
  GString      *field;   /* of the record being read */
  gboolean      too_long;
  GCancellable *cancellable;
  GError       *error;   /* of the stream; every byte is END then */
  gsize         at;
  gsize         filled;
  guint8        buffer[BUFFER_BYTES];
};

StintTextLines *
stint_text_lines_new (GInputStream *stream)
{
  StintTextLines *self = g_new0 (StintTextLines, 1);

  self->stream = g_object_ref (stream);
  self->line = 1;
  self->field = g_string_new (NULL);
  return self;
}

void
stint_text_lines_free (StintTextLines *self)
{
  g_object_unref (self->stream);
  g_string_free (self->field, TRUE);
  g_clear_error (&self->error);
  g_free (self);
}

static int
peek (StintTextLines *self)
{
  gssize n;

  if (self->at < self->filled)
    return self->buffer[self->at];
  if (self->error != NULL)
    return END;
  n = g_input_stream_read (self->stream, self->buffer, sizeof self->buffer, self->cancellable, &self->error);
  self->at = 0;
  self->filled = MAX (n, 0);
  self->n_bytes += self->filled;
  return self->filled > 0 ? self->buffer[0] : END;
}

/* Takes an end of a line, whatever it is made of. */
static gboolean
take_line_end (StintTextLines *self)
{
  int c = peek (self);

  if (c != '\n' && c != '\r')
    return FALSE;
  self->at++;
  if (c == '\r' && peek (self) == '\n')
    self->at++;
  self->line++;
  return TRUE;
}

static void
append (StintTextLines *self,
        GString        *text,
        gsize           n_before,
        int             c)
{
  if (n_before + text->len < STINT_TEXT_MAX_BYTES)
    g_string_append_c (text, (char) c);
  else
    self->too_long = TRUE;
}

static gboolean
check (StintTextLines *self,
       const char     *text,
       gsize           length,
       guint           line)
{
  if (self->error != NULL)
    return FALSE;
  if (self->too_long || g_utf8_validate_len (text, length, NULL))
    return TRUE;
  if (memchr (text, '\0', length) != NULL)
    g_set_error (&self->error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_FORMAT, _("Line %u holds a zero byte: this is no text file"), line);
  else
    g_set_error (&self->error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_ENCODING,
                 _("Line %u is not UTF-8; save the file as UTF-8 and import it again"), line);
  return FALSE;
}

/* Ends a call: what went wrong in it is handed on. */
static gboolean
finish (StintTextLines *self,
        gboolean        found,
        const char    **reason,
        GError        **error)
{
  self->cancellable = NULL;
  if (self->too_long)
    *reason = _("It is longer than 256 KB");
  if (self->error == NULL)
    return found;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/**
 * stint_text_lines_next:
 * @text: what it held is replaced by the line, without its end
 * @reason: (out): why the line cannot be used, or %NULL
 *
 * Returns: %FALSE at the end, without @error, or on an error
 */
gboolean
stint_text_lines_next (StintTextLines *self,
                       GString        *text,
                       guint          *line,
                       const char    **reason,
                       GCancellable   *cancellable,
                       GError        **error)
{
  gboolean found;

  self->cancellable = cancellable;
  self->too_long = FALSE;
  *reason = NULL;
  *line = self->line;
  g_string_truncate (text, 0);
  found = peek (self) != END;
  while (peek (self) != END && !take_line_end (self))
    append (self, text, 0, self->buffer[self->at++]);
  found = check (self, text->str, text->len, *line) && found;
  return finish (self, found, reason, error);
}

/* A field in quotation marks, which may hold ends of lines. Returns FALSE if nothing closes it. */
static gboolean
read_quoted (StintTextLines *self,
             gsize           n_before)
{
  int c;

  self->at++;
  while ((c = peek (self)) != END)
    {
      if (self->too_long && (c == '\n' || c == '\r'))
        return TRUE;
      if (c == '\n' || c == '\r')
        {
          take_line_end (self);
          append (self, self->field, n_before, '\n');
          continue;
        }
      self->at++;
      if (c == '"')
        {
          if (peek (self) != '"')
            return TRUE;
          self->at++;
        }
      append (self, self->field, n_before, c);
    }
  return FALSE;
}

/* Reads one field, up to what ends it. */
static gboolean
read_field (StintTextLines *self,
            gsize           n_before)
{
  gboolean closed = TRUE;
  int c;

  g_string_truncate (self->field, 0);
  if (peek (self) == '"')
    closed = read_quoted (self, n_before);
  while ((c = peek (self)) != END && c != ',' && c != '\n' && c != '\r')
    {
      append (self, self->field, n_before, c);
      self->at++;
    }
  return closed;
}

/**
 * stint_text_lines_next_record:
 * @fields: (element-type utf8): what it held is replaced
 * @line: (out): where the record begins
 * @reason: (out): why the record cannot be used, or %NULL
 *
 * Returns: %FALSE at the end, without @error, or on an error
 */
gboolean
stint_text_lines_next_record (StintTextLines *self,
                              GPtrArray      *fields,
                              guint          *line,
                              const char    **reason,
                              GCancellable   *cancellable,
                              GError        **error)
{
  gsize n_bytes = 0;
  gboolean found;

  self->cancellable = cancellable;
  self->too_long = FALSE;
  *reason = NULL;
  *line = self->line;
  g_ptr_array_set_size (fields, 0);
  found = peek (self) != END;
  while (found)
    {
      if (!read_field (self, n_bytes))
        *reason = _("A quotation mark is not closed; all that follows it was taken as its text");
      if (!check (self, self->field->str, self->field->len, *line))
        break;
      n_bytes += self->field->len;
      g_ptr_array_add (fields, g_strndup (self->field->str, self->field->len));
      if (peek (self) != ',')
        break;
      self->at++;
    }
  take_line_end (self);
  return finish (self, found, reason, error);
}

/* Returns: how much of the stream has been read */
guint64
stint_text_lines_get_n_bytes (StintTextLines *self)
{
  return self->n_bytes;
}
