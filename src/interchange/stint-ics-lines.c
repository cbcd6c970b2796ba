/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-lines.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "interchange/stint-import.h"
#include "wire/stint-json.h"

#define BUFFER_BYTES (64 * 1024)

struct _StintIcsLines
{
  GInputStream *stream;
  guint64       n_bytes;
  guint         line; /* the number of the physical line that comes next, from 1 */
  gboolean      started;
  gsize         at;
  gsize         filled;
  char          buffer[BUFFER_BYTES];
};

/* Returns FALSE at the end, or with @error set. */
static gboolean
fill (StintIcsLines *self,
      GCancellable  *cancellable,
      GError       **error)
{
  gssize n;

  if (self->at < self->filled)
    return TRUE;

  n = g_input_stream_read (self->stream, self->buffer, sizeof self->buffer, cancellable, error);
  self->at = 0;
  self->filled = MAX (n, 0);
  self->n_bytes += self->filled;
  return n > 0;
}

/* A byte order mark is skipped if it is UTF-8's, and refused if it is another's. */
static gboolean
skip_byte_order_mark (StintIcsLines *self,
                      GCancellable  *cancellable,
                      GError       **error)
{
  const guint8 *bytes = (const guint8 *) self->buffer;

  self->started = TRUE;
  while (self->filled < 3)
    {
      gssize n = g_input_stream_read (self->stream, self->buffer + self->filled, sizeof self->buffer - self->filled, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      self->filled += n;
      self->n_bytes += n;
    }

  if (self->filled >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
    {
      g_set_error_literal (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_ENCODING,
                           _("The file is in UTF-16; save it as UTF-8 and import it again"));
      return FALSE;
    }
  if (self->filled >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf)
    self->at = 3;
  return TRUE;
}

/* Appends the physical line up to its end, which is consumed. */
static gboolean
append_physical_line (StintIcsLines *self,
                      GString       *text,
                      guint          first_line,
                      GCancellable  *cancellable,
                      GError       **error)
{
  while (fill (self, cancellable, error))
    {
      const char *start = self->buffer + self->at;
      const char *end = memchr (start, '\n', self->filled - self->at);
      gsize length = end != NULL ? (gsize) (end - start) : self->filled - self->at;

      if (text->len + length > STINT_ICS_LINE_MAX_BYTES)
        {
          g_set_error (error, STINT_INTERCHANGE_ERROR, STINT_INTERCHANGE_ERROR_LIMIT,
                       _("Line %u is longer than %d KB, which no calendar needs; nothing was imported"),
                       first_line, STINT_ICS_LINE_MAX_BYTES / 1024);
          return FALSE;
        }
      g_string_append_len (text, start, length);
      self->at += length + (end != NULL ? 1 : 0);
      if (end != NULL)
        break;
    }

  while (text->len > 0 && text->str[text->len - 1] == '\r')
    g_string_truncate (text, text->len - 1);
  self->line++;
  return *error == NULL;
}

static const char *
find_value_sign (const char *text)
{
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (*p == ':' && !quoted)
        return p;
    }
  /* A quotation mark that nothing closes is taken as a letter. */
  return strchr (text, ':');
}

StintIcsLines *
stint_ics_lines_new (GInputStream *stream)
{
  StintIcsLines *self = g_new0 (StintIcsLines, 1);

  self->stream = g_object_ref (stream);
  self->line = 1;
  return self;
}

void
stint_ics_lines_free (StintIcsLines *self)
{
  g_object_unref (self->stream);
  g_free (self);
}

/**
 * stint_ics_lines_next:
 * @text: what it held is replaced by the unfolded line, without its end; bytes, not yet known to be UTF-8
 * @line: (out): the number of its first physical line, from 1
 * @error: %STINT_INTERCHANGE_ERROR_LIMIT, _ENCODING for UTF-16, or #GIOErrorEnum
 *
 * Software folds in the middle of a character, so UTF-8 is for the caller to check.
 *
 * Returns: %FALSE at the end, without @error, or on an error
 */
gboolean
stint_ics_lines_next (StintIcsLines *self,
                      GString       *text,
                      guint         *line,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  g_string_truncate (text, 0);
  *line = self->line;
  if (!self->started && !skip_byte_order_mark (self, cancellable, error))
    return FALSE;

  if (fill (self, cancellable, &local_error))
    {
      do
        {
          if (!append_physical_line (self, text, *line, cancellable, &local_error))
            break;
          if (!fill (self, cancellable, &local_error) || (self->buffer[self->at] != ' ' && self->buffer[self->at] != '\t'))
            break;
          self->at++;
        }
      while (TRUE);
      if (local_error == NULL)
        return TRUE;
    }

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

guint64
stint_ics_lines_get_n_bytes (StintIcsLines *self)
{
  return self->n_bytes;
}

/**
 * stint_ics_line_has_name:
 * @name: in upper case
 *
 * Returns: whether it is the content line of that property
 */
gboolean
stint_ics_line_has_name (const char *text,
                         const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (text, name, length) == 0 && (text[length] == ':' || text[length] == ';');
}

/**
 * stint_ics_line_get_value:
 *
 * Returns: (nullable): what stands behind the first ":" outside of quotation marks
 */
const char *
stint_ics_line_get_value (const char *text)
{
  const char *sign = find_value_sign (text);

  return sign != NULL ? sign + 1 : NULL;
}

/**
 * stint_ics_line_dup_parameter:
 * @name: in upper case
 *
 * Returns: (transfer full) (nullable): the parameter's value without quotation marks
 */
char *
stint_ics_line_dup_parameter (const char *text,
                              const char *name)
{
  const char *end = find_value_sign (text);
  gsize length = strlen (name);
  gboolean quoted = FALSE;

  for (const char *p = text; end != NULL && p < end; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      if (*p == ';' && !quoted && g_ascii_strncasecmp (p + 1, name, length) == 0 && p[1 + length] == '=')
        {
          const char *start = p + length + 2;

          if (start < end && *start == '"')
            {
              const char *close = memchr (start + 1, '"', end - start - 1);

              return close != NULL ? g_strndup (start + 1, close - start - 1) : NULL;
            }
          return g_strndup (start, MIN (strcspn (start, ";:"), (gsize) (end - start)));
        }
    }
  return NULL;
}

/**
 * stint_ics_text_unescape:
 * @value: a value of type TEXT (RFC 5545 §3.3.11)
 *
 * Returns: (transfer full)
 */
char *
stint_ics_text_unescape (const char *value)
{
  GString *text = g_string_sized_new (strlen (value));

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          g_string_append_c (text, *p == 'n' || *p == 'N' ? '\n' : *p);
        }
      else
        g_string_append_c (text, *p);
    }
  return g_string_free (text, FALSE);
}

/**
 * stint_ics_line_parse_object:
 *
 * Returns: (transfer full) (nullable): its value if that is the text of a JSON object, `a{sv}`
 */
GVariant *
stint_ics_line_parse_object (const char *text)
{
  const char *value = stint_ics_line_get_value (text);
  g_autofree char *json = value != NULL ? stint_ics_text_unescape (value) : NULL;
  g_autoptr (GVariant) object = json != NULL ? stint_json_parse (json, -1, NULL) : NULL;

  return object != NULL && g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT) ? g_steal_pointer (&object) : NULL;
}

/**
 * stint_ics_line_get_relation:
 * @text: any content line
 *
 * Returns: %STINT_ICS_RELATION_NONE as well if it names no task, but an address
 */
StintIcsRelation
stint_ics_line_get_relation (const char *text)
{
  g_autofree char *type = NULL;
  g_autofree char *value_type = NULL;

  if (!stint_ics_line_has_name (text, "RELATED-TO") || stint_ics_line_get_value (text) == NULL)
    return STINT_ICS_RELATION_NONE;
  type = stint_ics_line_dup_parameter (text, "RELTYPE");
  value_type = stint_ics_line_dup_parameter (text, "VALUE");
  if (value_type != NULL && g_ascii_strcasecmp (value_type, "URI") == 0)
    return STINT_ICS_RELATION_NONE;
  if (type == NULL || g_ascii_strcasecmp (type, "PARENT") == 0)
    return STINT_ICS_RELATION_PARENT;
  if (g_ascii_strcasecmp (type, "CHILD") == 0)
    return STINT_ICS_RELATION_CHILD;
  return g_ascii_strcasecmp (type, "DEPENDS-ON") == 0 ? STINT_ICS_RELATION_DEPENDS_ON : STINT_ICS_RELATION_NONE;
}
