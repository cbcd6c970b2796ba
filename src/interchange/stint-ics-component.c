/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-component.h"

#include "interchange/stint-ics-lines.h"
#include "interchange/stint-import-text.h"

#include <string.h>

#define UID_MAX_BYTES 1000
#define NAME_MAX_CHARS 80

static StintIcsComponent *
new_part (char *kind,
          guint line)
{
  StintIcsComponent *self = g_new0 (StintIcsComponent, 1);

  self->line = line;
  self->kind = g_ascii_strup (g_strstrip (kind), -1);
  self->lines = g_ptr_array_new ();
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_ics_component_free);
  return self;
}

/* Reads the lines of @self from behind its BEGIN up to its END. Returns: where that leaves off */
static char *
read_lines (StintIcsComponent *self,
            char              *p)
{
  while (*p != '\0')
    {
      char *line = p;
      char *end = strchr (p, '\n');

      p = end != NULL ? end + 1 : p + strlen (p);
      if (end != NULL)
        *end = '\0';
      if (g_ascii_strncasecmp (line, "END:", 4) == 0)
        return p;
      if (g_ascii_strncasecmp (line, "BEGIN:", 6) == 0)
        {
          StintIcsComponent *part = new_part (line + 6, self->line);

          g_ptr_array_add (self->parts, part);
          p = read_lines (part, p);
        }
      else
        g_ptr_array_add (self->lines, line);
    }
  return p;
}

/* DTSTAMP says when the file was written, not what is in it. */
static char *
hash_content (GPtrArray *lines)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);

      if (stint_ics_line_has_name (line, "DTSTAMP"))
        continue;
      g_checksum_update (checksum, (const guchar *) line, -1);
      g_checksum_update (checksum, (const guchar *) "\n", 1);
    }
  return g_strconcat ("sha256-", g_checksum_get_string (checksum), NULL);
}

static char *
make_uid (const StintIcsComponent *self)
{
  g_autofree char *given = stint_ics_component_dup_value (self, "UID");
  g_autofree char *uid = stint_import_text_dup_line (given, G_MAXINT, NULL);
  g_autofree char *hash = NULL;

  if (uid[0] == '\0')
    return hash_content (self->lines);
  if (strlen (uid) <= UID_MAX_BYTES)
    return g_steal_pointer (&uid);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uid, -1);
  return g_strconcat ("sha256-", hash, NULL);
}

/**
 * stint_ics_component_new:
 * @text: a whole component, unfolded; within the limits of stint-ics-scanner.h
 *
 * Returns: (transfer full) (nullable): %NULL if it does not begin with a BEGIN
 */
StintIcsComponent *
stint_ics_component_new (const char *text,
                         guint       line)
{
  g_autofree char *copy = g_strdup (text);
  char *end = strchr (copy, '\n');
  StintIcsComponent *self;

  if (end == NULL || g_ascii_strncasecmp (copy, "BEGIN:", 6) != 0)
    return NULL;
  *end = '\0';
  self = new_part (copy + 6, line);
  self->text = g_steal_pointer (&copy);
  read_lines (self, end + 1);
  self->uid = make_uid (self);
  return self;
}

void
stint_ics_component_free (StintIcsComponent *self)
{
  g_free (self->kind);
  g_free (self->uid);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->parts);
  g_free (self->text);
  g_free (self);
}

gboolean
stint_ics_component_is (const StintIcsComponent *self,
                        const char              *kind)
{
  return strcmp (self->kind, kind) == 0;
}

/**
 * stint_ics_component_find_line:
 * @name: a property's name in upper case
 *
 * Returns: (nullable): the first content line of that name, as it stands there
 */
const char *
stint_ics_component_find_line (const StintIcsComponent *self,
                               const char              *name)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (stint_ics_line_has_name (g_ptr_array_index (self->lines, i), name))
      return g_ptr_array_index (self->lines, i);
  return NULL;
}

/* Returns: (nullable): the first value of that name, as it stands there */
const char *
stint_ics_component_find_value (const StintIcsComponent *self,
                                const char              *name)
{
  const char *line = stint_ics_component_find_line (self, name);

  return line != NULL ? stint_ics_line_get_value (line) : NULL;
}

/**
 * stint_ics_component_dup_value:
 * @name: the name of a property of type TEXT, in upper case
 *
 * Returns: (transfer full) (nullable): its value, unescaped
 */
char *
stint_ics_component_dup_value (const StintIcsComponent *self,
                               const char              *name)
{
  const char *value = stint_ics_component_find_value (self, name);

  return value != NULL ? stint_ics_text_unescape (value) : NULL;
}

/* Whether it has that word as the value, in whatever case. */
gboolean
stint_ics_component_has_value (const StintIcsComponent *self,
                               const char              *name,
                               const char              *value)
{
  const char *found = stint_ics_component_find_value (self, name);
  g_autofree char *word = NULL;

  if (found == NULL)
    return FALSE;
  word = g_strstrip (g_strdup (found));
  return g_ascii_strcasecmp (word, value) == 0;
}

/**
 * stint_ics_component_dup_name:
 *
 * Returns: (transfer full): what people know it by: its summary, else its UID
 */
char *
stint_ics_component_dup_name (const StintIcsComponent *self)
{
  g_autofree char *summary = stint_ics_component_dup_value (self, "SUMMARY");
  g_autofree char *name = stint_import_text_dup_line (summary, NAME_MAX_CHARS, NULL);

  return name[0] != '\0' ? g_steal_pointer (&name) : stint_import_text_dup_line (self->uid, NAME_MAX_CHARS, NULL);
}

static void
append_inside (const StintIcsComponent *self,
               GString                 *text)
{
  for (guint i = 0; i < self->lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (self->lines, i));
  for (guint i = 0; i < self->parts->len; i++)
    {
      const StintIcsComponent *part = g_ptr_array_index (self->parts, i);

      g_string_append_printf (text, "BEGIN:%s\n", part->kind);
      append_inside (part, text);
      g_string_append_printf (text, "END:%s\n", part->kind);
    }
}

/**
 * stint_ics_component_dup_inside:
 *
 * Returns: (transfer full): what stands between its BEGIN and its END, the components in it last; each line is ended by a newline
 */
char *
stint_ics_component_dup_inside (const StintIcsComponent *self)
{
  GString *text = g_string_new (NULL);

  append_inside (self, text);
  return g_string_free (text, FALSE);
}
