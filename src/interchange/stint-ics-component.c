/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-component.h"

#include "interchange/stint-ics-lines.h"
#include "interchange/stint-import-text.h"

#include <string.h>

#define UID_MAX_BYTES 1000
#define NAME_MAX_CHARS 80

/* Its own lines: those between its BEGIN and END that no inner BEGIN and END hold. */
static GPtrArray *
split_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  int depth = 0;

  for (const char *p = text; *p != '\0';)
    {
      gsize length = strcspn (p, "\n");

      if (g_ascii_strncasecmp (p, "BEGIN:", 6) == 0)
        depth++;
      else if (g_ascii_strncasecmp (p, "END:", 4) == 0)
        depth--;
      else if (depth == 1)
        g_ptr_array_add (lines, g_strndup (p, length));
      p += length + (p[length] == '\n' ? 1 : 0);
    }
  return lines;
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
 * Returns: (transfer full) (nullable): %NULL if libical makes nothing of it
 */
StintIcsComponent *
stint_ics_component_new (const char *text,
                         guint       line)
{
  g_autoptr (StintIcsComponent) self = g_new0 (StintIcsComponent, 1);

  self->line = line;
  self->lines = split_lines (text);
  self->ical = icalparser_parse_string (text);
  if (self->ical == NULL || icalcomponent_isa (self->ical) == ICAL_XROOT_COMPONENT)
    return NULL;
  self->uid = make_uid (self);
  return g_steal_pointer (&self);
}

void
stint_ics_component_free (StintIcsComponent *self)
{
  g_free (self->uid);
  g_clear_pointer (&self->ical, icalcomponent_free);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

icalproperty *
stint_ics_component_get_property (const StintIcsComponent *self,
                                  icalproperty_kind        kind)
{
  return icalcomponent_get_first_property (self->ical, kind);
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
  const char *line = stint_ics_component_find_line (self, name);
  const char *value = line != NULL ? stint_ics_line_get_value (line) : NULL;

  return value != NULL ? stint_ics_text_unescape (value) : NULL;
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
