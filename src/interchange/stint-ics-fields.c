/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-ics-values.h"
#include "interchange/stint-import-text.h"
#include "wire/stint-json.h"

#define TAG_MAX_CHARS 100
/* What is kept for other programs must leave room for the task itself. */
#define KEPT_MAX_BYTES (6 * 1024)

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
insert_set (GVariantDict *task,
            const char   *member,
            GPtrArray    *texts)
{
  if (texts->len == 0)
    return;
  g_ptr_array_sort (texts, compare_texts);
  g_variant_dict_insert_value (task, member, g_variant_new_strv ((const char *const *) texts->pdata, texts->len));
}

static void
read_texts (StintIcsMapper          *self,
            const StintIcsComponent *component,
            GVariantDict            *task)
{
  g_autofree char *summary = stint_ics_component_dup_value (component, "SUMMARY");
  g_autofree char *description = stint_ics_component_dup_value (component, "DESCRIPTION");
  gboolean title_cut = FALSE, notes_cut = FALSE;
  g_autofree char *title = stint_import_text_dup_line (summary, STINT_TITLE_MAX_CHARS, &title_cut);
  g_autofree char *notes = stint_import_text_dup (description, STINT_MEMBER_MAX_BYTES, &notes_cut);

  g_variant_dict_insert (task, STINT_TASK_TITLE, "s", title[0] != '\0' ? title : _("Without a title"));
  if (notes[0] != '\0')
    g_variant_dict_insert (task, STINT_TASK_NOTES, "s", notes);
  if (title_cut)
    stint_ics_mapper_note_part (self, component, _("Its title was too long and was cut"));
  if (notes_cut)
    stint_ics_mapper_note_part (self, component, _("Its notes were too long and were cut"));
}

static void
read_priority (const StintIcsComponent *component,
               GVariantDict            *task)
{
  icalproperty *property = stint_ics_component_get_property (component, ICAL_PRIORITY_PROPERTY);
  int priority = property != NULL ? icalproperty_get_priority (property) : 0;

  if (priority >= 1 && priority <= 9)
    g_variant_dict_insert (task, STINT_TASK_PRIORITY, "x", (gint64) priority);
}

/* Splits "a,b\,c" at the commas that nothing escapes. */
static void
add_tags (GPtrArray  *tags,
          const char *value)
{
  for (const char *start = value, *p = value;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == ',' || *p == '\0')
        {
          g_autofree char *escaped = g_strndup (start, p - start);
          g_autofree char *text = stint_ics_text_unescape (escaped);
          g_autofree char *tag = stint_import_text_dup_line (text, TAG_MAX_CHARS, NULL);

          if (tag[0] != '\0' && tags->len < STINT_SET_MAX_ELEMENTS && !g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
            g_ptr_array_add (tags, g_steal_pointer (&tag));
          if (*p == '\0')
            return;
          start = p + 1;
        }
    }
}

static void
read_tags (const StintIcsComponent *component,
           GVariantDict            *task)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      const char *value = stint_ics_line_get_value (line);

      if (value != NULL && stint_ics_line_has_name (line, "CATEGORIES"))
        add_tags (tags, value);
    }
  insert_set (task, STINT_TASK_TAGS, tags);
}

/* Stint writes each task's own project, with its id and colour; other programs name the calendar. */
static void
read_project (StintIcsMapper          *self,
              const StintIcsComponent *component,
              GVariantDict            *task)
{
  const char *line = stint_ics_component_find_line (component, "X-STINT-PROJECT");
  g_autofree char *name = stint_ics_component_dup_value (component, "X-STINT-PROJECT");
  g_autofree char *title = stint_import_text_dup_line (name, STINT_TITLE_MAX_CHARS, NULL);
  g_autofree char *id = line != NULL ? stint_ics_line_dup_parameter (line, "X-STINT-ID") : NULL;
  g_autofree char *color = line != NULL ? stint_ics_line_dup_parameter (line, "X-STINT-COLOR") : NULL;

  if (!stint_id_is_valid (id) || title[0] == '\0')
    {
      if (self->project != NULL)
        g_variant_dict_insert (task, STINT_TASK_PROJECT, "s", self->project);
      return;
    }

  if (g_hash_table_add (self->projects, g_strdup (id)))
    {
      g_auto (GVariantDict) project = G_VARIANT_DICT_INIT (NULL);
      g_autoptr (GVariant) members = NULL;

      g_variant_dict_insert (&project, STINT_PROJECT_NAME, "s", title);
      if (color != NULL)
        g_variant_dict_insert (&project, STINT_PROJECT_COLOR, "s", color);
      members = stint_ics_mapper_fit (self, component, STINT_KIND_PROJECT, &project);
      if (members != NULL)
        stint_import_sink_push (self->sink, STINT_KIND_PROJECT, id, members);
    }
  g_variant_dict_insert (task, STINT_TASK_PROJECT, "s", id);
}

static void
read_skipped (StintIcsMapper          *self,
              const StintIcsComponent *component,
              GVariantDict            *task)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func (g_free);
  gboolean left = FALSE;

  for (icalproperty *property = icalcomponent_get_first_property (component->ical, ICAL_EXDATE_PROPERTY); property != NULL;
       property = icalcomponent_get_next_property (component->ical, ICAL_EXDATE_PROPERTY))
    {
      g_autofree char *unknown_zone = NULL;
      g_autofree char *date = NULL;
      StintTime time;

      if (!stint_ics_value_read_time (property, icalproperty_get_exdate (property), self->zones, self->zone, &time, &unknown_zone) ||
          dates->len >= STINT_SET_MAX_ELEMENTS)
        {
          left = TRUE;
          continue;
        }
      time = stint_time_date (stint_time_get_day (&time));
      date = stint_time_to_string (&time);
      if (!g_ptr_array_find_with_equal_func (dates, date, g_str_equal, NULL))
        g_ptr_array_add (dates, g_steal_pointer (&date));
    }
  insert_set (task, STINT_TASK_SKIPPED, dates);
  if (left)
    stint_ics_mapper_note_part (self, component, _("Not all days on which it does not repeat could be read"));
}

/* The rule is kept as it is written: nothing is expanded here (an hostile rule takes libical seconds). */
static void
read_repeat (StintIcsMapper          *self,
             const StintIcsComponent *component,
             GVariantDict            *task)
{
  const char *line = stint_ics_component_find_line (component, "RRULE");
  const char *rule = line != NULL ? stint_ics_line_get_value (line) : NULL;
  g_autofree char *clean = stint_import_text_dup_line (rule, STINT_MEMBER_MAX_BYTES, NULL);
  g_auto (GVariantDict) repeat = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *start = NULL;
  StintTime time;

  if (clean[0] == '\0')
    return;

  g_variant_dict_insert (&repeat, "rule", "s", clean);
  if (stint_ics_mapper_read_time (self, component, ICAL_DTSTART_PROPERTY, "DTSTART", &time) ||
      stint_ics_mapper_read_time (self, component, ICAL_DUE_PROPERTY, "DUE", &time))
    {
      start = stint_time_to_string (&time);
      g_variant_dict_insert (&repeat, "start", "s", start);
      if (time.zone != NULL)
        g_variant_dict_insert (&repeat, "zone", "s", time.zone);
    }
  g_variant_dict_insert_value (task, STINT_TASK_REPEAT, g_variant_dict_end (&repeat));
  read_skipped (self, component, task);
  self->n_repeating++;
}

/* Minutes before, -1 if the alarm rings at a fixed time or later. */
static gint64
get_minutes_before (icalcomponent *alarm)
{
  icalproperty *property = icalcomponent_get_first_property (alarm, ICAL_TRIGGER_PROPERTY);
  struct icaltriggertype trigger;
  gint64 minutes;

  if (property == NULL)
    return -1;
  trigger = icalproperty_get_trigger (property);
  if (!icaltime_is_null_time (trigger.time) || icaldurationtype_is_bad_duration (trigger.duration))
    return -1;
  minutes = -stint_ics_value_get_minutes (trigger.duration);
  return minutes <= STINT_ESTIMATE_MAX_MIN ? minutes : -1;
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
read_reminders (StintIcsMapper          *self,
                const StintIcsComponent *component,
                GVariantDict            *task)
{
  g_autoptr (GArray) reminders = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean left = FALSE;
  GVariantBuilder builder;

  for (icalcomponent *alarm = icalcomponent_get_first_component (component->ical, ICAL_VALARM_COMPONENT); alarm != NULL;
       alarm = icalcomponent_get_next_component (component->ical, ICAL_VALARM_COMPONENT))
    {
      gint64 minutes = get_minutes_before (alarm);

      if (minutes < 0 || reminders->len >= STINT_SET_MAX_ELEMENTS)
        left = TRUE;
      else
        g_array_append_val (reminders, minutes);
    }
  if (left)
    stint_ics_mapper_note_part (self, component, _("A reminder at a fixed time, or after the start, was left out"));
  if (reminders->len == 0)
    return;

  g_array_sort (reminders, compare_minutes);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < reminders->len; i++)
    if (i == 0 || g_array_index (reminders, gint64, i) != g_array_index (reminders, gint64, i - 1))
      g_variant_builder_add (&builder, "v", g_variant_new_int64 (g_array_index (reminders, gint64, i)));
  g_variant_dict_insert_value (task, STINT_TASK_REMINDERS, g_variant_builder_end (&builder));
}

/* Properties that members stand for, or that say something of the file and not of the task. */
static gboolean
is_understood (const StintIcsComponent *component,
               const char              *line)
{
  static const char *const names[] = {
    "CATEGORIES", "COMPLETED", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DUE", "DURATION", "ESTIMATED-DURATION", "EXDATE",
    "LAST-MODIFIED", "PRIORITY", "SUMMARY", "UID",
  };
  gboolean todo = icalcomponent_isa (component->ical) == ICAL_VTODO_COMPONENT;
  g_autofree char *type = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (stint_ics_line_has_name (line, names[i]))
      return TRUE;
  if (g_ascii_strncasecmp (line, "X-STINT-", 8) == 0)
    return TRUE;
  if (stint_ics_line_has_name (line, "RRULE"))
    return line == stint_ics_component_find_line (component, "RRULE");
  if (todo && stint_ics_line_has_name (line, "STATUS"))
    return g_ascii_strcasecmp (stint_ics_line_get_value (line), "IN-PROCESS") != 0;
  if (todo && stint_ics_line_has_name (line, "RELATED-TO"))
    {
      type = stint_ics_line_dup_parameter (line, "RELTYPE");
      return type == NULL || g_ascii_strcasecmp (type, "PARENT") == 0 || g_ascii_strcasecmp (type, "DEPENDS-ON") == 0;
    }
  return FALSE;
}

static void
keep_line (GHashTable *kept,
           const char *line,
           const char *value)
{
  g_autofree char *key = g_strndup (line, value - 1 - line);
  GPtrArray *values = g_hash_table_lookup (kept, key);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (kept, g_steal_pointer (&key), values);
    }
  g_ptr_array_add (values, g_strdup (value));
}

/* What Stint does not understand is kept for other programs: "NAME;PARAMETER=…" → the raw value, or a list of them. */
static void
read_kept (StintIcsMapper          *self,
           const StintIcsComponent *component,
           GVariantDict            *task)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);
  gsize n_bytes = 0;
  gboolean left = FALSE;
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      const char *text = stint_ics_line_get_value (line);

      if (text == NULL || is_understood (component, line))
        left |= text == NULL;
      else if (n_bytes + strlen (line) > KEPT_MAX_BYTES)
        left = TRUE;
      else
        {
          n_bytes += strlen (line);
          keep_line (kept, line, text);
        }
    }
  if (left)
    stint_ics_mapper_note_part (self, component, _("Some of what other programs keep in it was too long or damaged, and was left out"));
  if (g_hash_table_size (kept) == 0)
    return;

  g_hash_table_iter_init (&iter, kept);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GPtrArray *values = value;

      if (values->len == 1)
        g_variant_dict_insert (&members, key, "s", g_ptr_array_index (values, 0));
      else
        g_variant_dict_insert_value (&members, key, g_variant_new_strv ((const char *const *) values->pdata, values->len));
    }
  g_variant_dict_insert_value (task, "ical", stint_members_sort (g_variant_dict_end (&members)));
}

/**
 * stint_ics_mapper_read_fields:
 *
 * Reads what tasks and events have alike.
 */
void
stint_ics_mapper_read_fields (StintIcsMapper          *self,
                              const StintIcsComponent *component,
                              GVariantDict            *task)
{
  read_texts (self, component, task);
  read_priority (component, task);
  read_tags (component, task);
  read_project (self, component, task);
  read_repeat (self, component, task);
  read_reminders (self, component, task);
  read_kept (self, component, task);
}

/**
 * stint_ics_mapper_read_own:
 *
 * Reads the members that iCalendar has no words for: Stint writes them as JSON (stint-export.h). A null says that there is no such
 * member, whatever the other properties say.
 */
void
stint_ics_mapper_read_own (StintIcsMapper          *self,
                           const StintIcsComponent *component,
                           GVariantDict            *members)
{
  g_autofree char *text = stint_ics_component_dup_value (component, "X-STINT-MEMBERS");
  g_autoptr (GVariant) own = text != NULL ? stint_json_parse (text, -1, NULL) : NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (own == NULL || !g_variant_is_of_type (own, G_VARIANT_TYPE_VARDICT))
    {
      if (text != NULL)
        stint_ics_mapper_note_part (self, component, _("Its X-STINT-MEMBERS are damaged and were left out"));
      return;
    }

  g_variant_iter_init (&iter, own);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (g_variant_is_of_type (value, G_VARIANT_TYPE ("mv")))
        g_variant_dict_remove (members, name);
      else
        g_variant_dict_insert_value (members, name, value);
    }
}
