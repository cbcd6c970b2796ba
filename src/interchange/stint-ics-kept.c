/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-record.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-alarm.h"
#include "interchange/stint-ics-lines.h"

/* What is kept for other programs must leave room for the task itself. */
#define KEPT_MAX_BYTES (6 * 1024)

/**
 * Kept:
 * @values: (element-type utf8 GPtrArray): by key
 * @left: not all of it could be kept
 */
typedef struct
{
  GHashTable *values;
  gsize       n_bytes;
  gboolean    left;
} Kept;

static void
keep (Kept       *self,
      char       *key,
      const char *value)
{
  g_autofree char *owned = key;
  GPtrArray *values = g_hash_table_lookup (self->values, key);
  gsize n_bytes = strlen (key) + strlen (value);

  if (self->n_bytes + n_bytes > KEPT_MAX_BYTES)
    {
      self->left = TRUE;
      return;
    }
  self->n_bytes += n_bytes;
  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->values, g_steal_pointer (&owned), values);
    }
  g_ptr_array_add (values, g_strdup (value));
}

/* Names of properties that members stand for, or that say something of the file and not of the task. */
static gboolean
is_understood_name (const char *line)
{
  static const char *const names[] = {
    "CATEGORIES", "COMPLETED", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DUE", "DURATION", "ESTIMATED-DURATION",
    "LAST-MODIFIED", "PRIORITY", "RECURRENCE-ID", "SUMMARY", "UID",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (stint_ics_line_has_name (line, names[i]))
      return TRUE;
  return g_ascii_strncasecmp (line, "X-STINT-", 8) == 0;
}

static gboolean
is_understood (const StintIcsComponent *component,
               gboolean                 repeats,
               const char              *line)
{
  gboolean todo = stint_ics_component_is (component, "VTODO");

  if (is_understood_name (line))
    return TRUE;
  if (stint_ics_line_has_name (line, "RRULE"))
    return repeats && line == stint_ics_component_find_line (component, "RRULE");
  if (stint_ics_line_has_name (line, "RDATE") || stint_ics_line_has_name (line, "EXDATE"))
    return repeats;
  if (stint_ics_line_has_name (line, "STATUS"))
    return todo && !stint_ics_component_has_value (component, "STATUS", "IN-PROCESS");
  return todo && stint_ics_line_get_relation (line) != STINT_ICS_RELATION_NONE;
}

static void
keep_properties (Kept                    *kept,
                 const StintIcsComponent *component)
{
  gboolean repeats = stint_ics_component_repeats (component);

  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      const char *value = stint_ics_line_get_value (line);

      if (value == NULL)
        kept->left = TRUE;
      else if (!is_understood (component, repeats, line))
        keep (kept, g_strndup (line, value - 1 - line), value);
    }
}

static int
compare_minutes (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
insert_reminders (GVariantDict *task,
                  GArray       *reminders)
{
  GVariantBuilder builder;

  if (reminders->len == 0)
    return;
  g_array_sort (reminders, compare_minutes);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < reminders->len; i++)
    if (i == 0 || g_array_index (reminders, gint64, i) != g_array_index (reminders, gint64, i - 1))
      g_variant_builder_add (&builder, "v", g_variant_new_int64 (g_array_index (reminders, gint64, i)));
  g_variant_dict_insert_value (task, STINT_TASK_REMINDERS, g_variant_builder_end (&builder));
}

/* An alarm is a reminder of so many minutes before, if it is one; and it is kept as well, if it says more than that. */
static void
keep_parts (StintIcsMapper          *self,
            Kept                    *kept,
            const StintIcsComponent *component,
            GVariantDict            *task)
{
  g_autoptr (GArray) reminders = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean fixed = FALSE;

  for (guint i = 0; i < component->parts->len; i++)
    {
      const StintIcsComponent *part = g_ptr_array_index (component->parts, i);
      gboolean alarm = stint_ics_component_is (part, "VALARM");
      gint64 minutes = alarm ? stint_ics_alarm_get_minutes (part) : -1;
      g_autofree char *inside = NULL;

      if (minutes >= 0 && reminders->len < STINT_SET_MAX_ELEMENTS)
        g_array_append_val (reminders, minutes);
      fixed |= alarm && minutes < 0;
      if (minutes >= 0 && stint_ics_alarm_is_plain (part, component))
        continue;
      inside = stint_ics_component_dup_inside (part);
      keep (kept, g_strconcat ("BEGIN:", part->kind, NULL), inside);
    }
  insert_reminders (task, reminders);
  if (fixed)
    stint_ics_mapper_note_part (self, component,
                                _("A reminder at a fixed time, or after the start, is kept for other programs, but does not ring here"));
}

/**
 * stint_ics_mapper_read_kept:
 *
 * Reads the alarms, and keeps for other programs what Stint does not understand: "NAME;PARAMETER=…" → the raw value, or a list of them;
 * "BEGIN:NAME" → the lines in a component of that name, or a list of those.
 */
void
stint_ics_mapper_read_kept (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            GVariantDict            *task)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);
  Kept kept = { values, 0, FALSE };
  g_autoptr (GVariant) sorted = NULL;
  GHashTableIter iter;
  gpointer key, value;

  keep_properties (&kept, component);
  if (component->parts->len > 0)
    keep_parts (self, &kept, component, task);
  if (kept.left)
    stint_ics_mapper_note_part (self, component, _("Some of what other programs keep in it was too long or damaged, and was left out"));
  if (g_hash_table_size (values) == 0)
    return;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *texts = value;

      if (texts->len == 1)
        g_variant_dict_insert (&members, key, "s", g_ptr_array_index (texts, 0));
      else
        g_variant_dict_insert_value (&members, key, g_variant_new_strv ((const char *const *) texts->pdata, texts->len));
    }
  sorted = stint_members_sort (g_variant_dict_end (&members));
  g_variant_dict_insert_value (task, "ical", sorted);
}
