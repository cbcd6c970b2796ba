/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-task-writer.h"

#include "core/stint-task.h"
#include "interchange/stint-ics-alarm.h"
#include "interchange/stint-ics-lines.h"

#include <string.h>

#define NAME_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
#define MAX_DEPTH 8

static gboolean
has_value_of (const char *key,
              const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (key, name, length) == 0 && (key[length] == '\0' || key[length] == ';');
}

/* A name of RFC 5545 §3.1, with or without parameters, that does not make something else of the component. */
static gboolean
is_property (const char *key)
{
  gsize length = strspn (key, NAME_LETTERS);

  if (length == 0 || (key[length] != '\0' && key[length] != ';') || strpbrk (key, "\r\n") != NULL)
    return FALSE;
  return !has_value_of (key, "BEGIN") && !has_value_of (key, "END") && !has_value_of (key, "RECURRENCE-ID") &&
         g_ascii_strncasecmp (key, "X-STINT-", 8) != 0;
}

/* What was said of how far it is, and is not so any more, is not said again. */
static gboolean
is_outdated (StintRecord *task,
             const char  *key,
             const char  *value)
{
  if (has_value_of (key, "STATUS"))
    return g_ascii_strcasecmp (value, "CANCELLED") == 0;
  if (has_value_of (key, "PERCENT-COMPLETE"))
    return (g_ascii_strtoll (value, NULL, 10) >= 100) != stint_task_is_done (task);
  return FALSE;
}

static void
add_kept_value (StintIcsTaskWriter *self,
                StintRecord        *task,
                const char         *key,
                const char         *value)
{
  if (is_property (key) && strpbrk (value, "\r\n") == NULL && !is_outdated (task, key, value))
    stint_ics_writer_add_raw (self->writer, key, value);
}

typedef void (*VisitKept) (StintIcsTaskWriter *self,
                           StintRecord        *task,
                           const char         *key,
                           const char         *value);

/* Calls @visit for each value of each key; what is of no form that an import makes is passed over. */
static void
visit_kept (StintIcsTaskWriter *self,
            StintRecord        *task,
            VisitKept           visit)
{
  g_autoptr (GVariant) kept = stint_record_dup_member (task, "ical");
  GVariantIter iter;
  const char *key;
  GVariant *value;

  if (kept == NULL || !g_variant_is_of_type (kept, G_VARIANT_TYPE_VARDICT))
    return;

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        visit (self, task, key, g_variant_get_string (value, NULL));
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
        {
          g_autofree const char **values = g_variant_get_strv (value, NULL);

          for (const char **each = values; *each != NULL; each++)
            visit (self, task, key, *each);
        }
    }
}

/**
 * stint_ics_task_writer_add_kept:
 *
 * Adds the properties that were kept for other programs, as they stood there.
 */
void
stint_ics_task_writer_add_kept (StintIcsTaskWriter *self,
                                StintRecord        *task)
{
  visit_kept (self, task, add_kept_value);
}

/**
 * stint_ics_task_dup_kept:
 * @key: (out) (transfer full): the name with its parameters
 *
 * Returns: (transfer full) (nullable): the value of the property of that name that was kept, if it is one
 */
char *
stint_ics_task_dup_kept (StintRecord *task,
                         const char  *name,
                         char       **key)
{
  g_autoptr (GVariant) kept = stint_record_dup_member (task, "ical");
  GVariantIter iter;
  const char *found;
  GVariant *boxed;

  if (kept == NULL || !g_variant_is_of_type (kept, G_VARIANT_TYPE_VARDICT))
    return NULL;
  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "{&sv}", &found, &boxed))
    {
      g_autoptr (GVariant) value = boxed;

      if (has_value_of (found, name) && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        {
          *key = g_strdup (found);
          return g_variant_dup_string (value, NULL);
        }
    }
  return NULL;
}

/**
 * stint_ics_task_dup_occurrence:
 * @key: (out) (transfer full): RECURRENCE-ID with its parameters
 *
 * Returns: (transfer full) (nullable): the value of RECURRENCE-ID of an occurrence that came in without its series
 */
char *
stint_ics_task_dup_occurrence (StintRecord *task,
                               char       **key)
{
  const char *uid = stint_record_get_string (task, STINT_TASK_UID);
  g_autofree char *value = uid != NULL ? stint_ics_task_dup_kept (task, "RECURRENCE-ID", key) : NULL;
  g_autofree char *id = value != NULL ? stint_ics_occurrence_derive_id (uid, value) : NULL;

  if (id == NULL || strcmp (id, stint_record_get_id (task)) != 0 || strpbrk (value, "\r\n") != NULL || strpbrk (*key, "\r\n") != NULL)
    return NULL;
  return g_steal_pointer (&value);
}

/* One that may stand in a task, and in one of its components: not beside it. */
static gboolean
is_inner (const char *kind)
{
  static const char *const outer[] = { "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VCALENDAR", NULL };

  return kind[0] != '\0' && kind[strspn (kind, NAME_LETTERS)] == '\0' && !g_strv_contains (outer, kind);
}

/* Whether these lines, between a BEGIN and an END, leave everything as it is around them. */
static gboolean
is_inside (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  if (strchr (text, '\r') != NULL)
    return FALSE;
  for (char **line = lines; *line != NULL; line++)
    {
      gsize length = strspn (*line, NAME_LETTERS);

      if (g_str_has_prefix (*line, "BEGIN:"))
        {
          if (!is_inner (*line + 6) || open->len >= MAX_DEPTH)
            return FALSE;
          g_ptr_array_add (open, *line + 6);
        }
      else if (g_str_has_prefix (*line, "END:"))
        {
          if (open->len == 0 || strcmp (g_ptr_array_index (open, open->len - 1), *line + 4) != 0)
            return FALSE;
          g_ptr_array_set_size (open, (int) open->len - 1);
        }
      else if (**line == '\0' ? line[1] != NULL
               : length == 0 || has_value_of (*line, "BEGIN") || has_value_of (*line, "END") ||
               g_ascii_strncasecmp (*line, "BEGIN:", 6) == 0 || g_ascii_strncasecmp (*line, "END:", 4) == 0)
        return FALSE;
    }
  return open->len == 0 && g_str_has_suffix (text, "\n");
}

/* Minutes before, of a kept alarm; -1 if it is none that Stint knows. */
static gint64
get_minutes (const char *inside)
{
  g_autofree char *text = g_strdup_printf ("BEGIN:VALARM\n%sEND:VALARM\n", inside);
  g_autoptr (StintIcsComponent) alarm = stint_ics_component_new (text, 1);

  return stint_ics_alarm_get_minutes (alarm);
}

/* Returns: (transfer full) (element-type gint64) */
static GArray *
read_reminders (StintRecord *task)
{
  g_autoptr (GVariant) reminders = stint_record_dup_member (task, STINT_TASK_REMINDERS);
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (reminders == NULL || !g_variant_is_of_type (reminders, G_VARIANT_TYPE ("av")))
    return minutes;
  for (gsize i = 0; i < g_variant_n_children (reminders); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (reminders, i);
      g_autoptr (GVariant) value = g_variant_get_variant (boxed);

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        {
          gint64 number = g_variant_get_int64 (value);

          g_array_append_val (minutes, number);
        }
    }
  return minutes;
}

static gboolean
has_minutes (GArray *minutes,
             gint64  value)
{
  for (guint i = 0; i < minutes->len; i++)
    if (g_array_index (minutes, gint64, i) == value)
      return TRUE;
  return FALSE;
}

/* A kept alarm that is a reminder is there as long as the reminder is. */
static void
add_kept_part (StintIcsTaskWriter *self,
               StintRecord        *task,
               const char         *key,
               const char         *value)
{
  g_autoptr (GArray) reminders = NULL;
  gint64 minutes;

  if (!g_str_has_prefix (key, "BEGIN:") || !is_inner (key + 6) || !is_inside (value))
    return;
  minutes = strcmp (key + 6, "VALARM") == 0 ? get_minutes (value) : -1;
  if (minutes >= 0)
    {
      reminders = read_reminders (task);
      if (!has_minutes (reminders, minutes))
        return;
    }
  g_string_append_printf (self->writer->lines, "%s\n%sEND:%s\n", key, value, key + 6);
}

static void
add_alarm (StintIcsTaskWriter *self,
           StintRecord        *task,
           gint64              minutes,
           gboolean            by_end)
{
  g_autofree char *trigger = g_strdup_printf ("-PT%" G_GINT64_FORMAT "M", minutes);

  stint_ics_writer_add_raw (self->writer, "BEGIN", "VALARM");
  stint_ics_writer_add_raw (self->writer, "ACTION", "DISPLAY");
  stint_ics_writer_add_text (self->writer, "DESCRIPTION", stint_task_get_title (task));
  stint_ics_writer_add_raw (self->writer, by_end ? "TRIGGER;RELATED=END" : "TRIGGER", trigger);
  stint_ics_writer_add_raw (self->writer, "END", "VALARM");
}

/* The minutes that kept alarms ring at. Returns: (transfer full) (element-type gint64) */
static GArray *
read_kept_minutes (StintRecord *task)
{
  g_autoptr (GVariant) kept = stint_record_dup_member (task, "ical");
  g_autoptr (GVariant) alarms = NULL;
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree const char **texts = NULL;
  gsize n = 0;

  if (kept == NULL || !g_variant_is_of_type (kept, G_VARIANT_TYPE_VARDICT))
    return minutes;
  alarms = g_variant_lookup_value (kept, "BEGIN:VALARM", NULL);
  if (alarms != NULL && g_variant_is_of_type (alarms, G_VARIANT_TYPE_STRING_ARRAY))
    texts = g_variant_get_strv (alarms, &n);
  else if (alarms != NULL && g_variant_is_of_type (alarms, G_VARIANT_TYPE_STRING))
    {
      texts = g_new0 (const char *, 2);
      texts[n++] = g_variant_get_string (alarms, NULL);
    }
  for (gsize i = 0; i < n; i++)
    {
      gint64 value = is_inside (texts[i]) ? get_minutes (texts[i]) : -1;

      g_array_append_val (minutes, value);
    }
  return minutes;
}

/**
 * stint_ics_task_writer_add_alarms:
 * @by_end: the minutes are those before the deadline
 *
 * Adds the reminders, and the alarms and other components that were kept for other programs.
 */
void
stint_ics_task_writer_add_alarms (StintIcsTaskWriter *self,
                                  StintRecord        *task,
                                  gboolean            by_end)
{
  g_autoptr (GArray) reminders = read_reminders (task);
  g_autoptr (GArray) kept = read_kept_minutes (task);

  for (guint i = 0; i < reminders->len; i++)
    if (!has_minutes (kept, g_array_index (reminders, gint64, i)))
      add_alarm (self, task, g_array_index (reminders, gint64, i), by_end);
  visit_kept (self, task, add_kept_part);
}
