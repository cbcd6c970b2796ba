/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-task-writer.h"

#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-ics-values.h"
#include "wire/stint-json.h"

#include <string.h>

static void
add_record_text (StintIcsTaskWriter *self,
                 const char         *name,
                 StintRecord        *record,
                 const char         *member)
{
  const char *text = stint_record_get_string (record, member);

  if (text != NULL)
    stint_ics_writer_add_text (self->writer, name, text);
}

static void
add_head (StintIcsTaskWriter *self,
          const char         *kind,
          StintRecord        *record,
          gboolean            with_id)
{
  g_autofree char *uid = stint_ics_task_dup_uid (record);

  stint_ics_writer_add_raw (self->writer, "BEGIN", kind);
  stint_ics_writer_add_text (self->writer, "UID", uid);
  stint_ics_writer_add_instant (self->writer, "DTSTAMP", self->stamp_s);
  if (with_id)
    stint_ics_writer_add_raw (self->writer, "X-STINT-ID", stint_record_get_id (record));
}

static void
add_project (StintIcsTaskWriter *self,
             StintRecord        *task)
{
  const char *id = stint_task_get_project (task);
  StintRecord *project = id != NULL ? g_hash_table_lookup (self->projects, id) : NULL;
  const char *name = project != NULL ? stint_project_get_name (project) : NULL;
  const char *color = project != NULL ? stint_record_get_string (project, STINT_PROJECT_COLOR) : NULL;
  g_autofree char *property = NULL;

  if (name == NULL)
    return;
  property = g_strdup_printf ("X-STINT-PROJECT;X-STINT-ID=%s%s%s", id, color != NULL ? ";X-STINT-COLOR=" : "", color != NULL ? color : "");
  stint_ics_writer_add_text (self->writer, property, name);
}

/* A name of RFC 5545 §3.1, with or without parameters, that does not make something else of the component. */
static gboolean
is_property (const char *key)
{
  gsize length = strspn (key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

  if (length == 0 || (key[length] != '\0' && key[length] != ';') || strpbrk (key, "\r\n") != NULL)
    return FALSE;
  return g_ascii_strcasecmp (key, "BEGIN") != 0 && g_ascii_strcasecmp (key, "END") != 0 &&
         g_ascii_strncasecmp (key, "RECURRENCE-ID", strlen ("RECURRENCE-ID")) != 0 && g_ascii_strncasecmp (key, "X-STINT-", 8) != 0;
}

static void
add_kept_value (StintIcsTaskWriter *self,
                const char         *key,
                const char         *value)
{
  if (strpbrk (value, "\r\n") == NULL && !(g_ascii_strncasecmp (key, "STATUS", 6) == 0 && g_ascii_strcasecmp (value, "CANCELLED") == 0))
    stint_ics_writer_add_raw (self->writer, key, value);
}

/* What was kept for other programs, as it stood there. */
static void
add_kept (StintIcsTaskWriter *self,
          StintRecord        *task)
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
      if (!is_property (key))
        continue;
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        add_kept_value (self, key, g_variant_get_string (value, NULL));
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
        {
          g_autofree const char **values = g_variant_get_strv (value, NULL);

          for (const char **each = values; *each != NULL; each++)
            add_kept_value (self, key, *each);
        }
    }
}

/* @start: (nullable): the time that the occurrences have */
static void
add_repeat (StintIcsTaskWriter *self,
            StintRecord        *task,
            const StintTime    *start)
{
  g_autoptr (GVariant) repeat = stint_record_dup_member (task, STINT_TASK_REPEAT);
  g_auto (GStrv) skipped = stint_record_dup_strings (task, STINT_TASK_SKIPPED);
  const char *rule = NULL;
  StintTime time;

  if (repeat == NULL || !g_variant_is_of_type (repeat, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (repeat, "rule", "&s", &rule))
    return;

  stint_ics_writer_add_raw (self->writer, "RRULE", rule);
  for (char **date = skipped; *date != NULL; date++)
    if (stint_time_parse (*date, &time, NULL))
      {
        if (start != NULL && !start->date_only)
          {
            time.local_s += start->local_s - (gint64) stint_time_get_day (start) * STINT_DAY_S;
            time.zone = start->zone;
            time.date_only = FALSE;
          }
        stint_ics_writer_add_time (self->writer, "EXDATE", &time);
      }
}

/* @by_end: the minutes are those before the deadline */
static void
add_reminders (StintIcsTaskWriter *self,
               StintRecord        *task,
               gboolean            by_end)
{
  g_autoptr (GVariant) reminders = stint_record_dup_member (task, STINT_TASK_REMINDERS);

  if (reminders == NULL || !g_variant_is_of_type (reminders, G_VARIANT_TYPE ("av")))
    return;

  for (gsize i = 0; i < g_variant_n_children (reminders); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (reminders, i);
      g_autoptr (GVariant) minutes = g_variant_get_variant (boxed);
      g_autofree char *trigger = NULL;

      if (!g_variant_is_of_type (minutes, G_VARIANT_TYPE_INT64))
        continue;
      trigger = g_strdup_printf ("-PT%" G_GINT64_FORMAT "M", g_variant_get_int64 (minutes));
      stint_ics_writer_add_raw (self->writer, "BEGIN", "VALARM");
      stint_ics_writer_add_raw (self->writer, "ACTION", "DISPLAY");
      stint_ics_writer_add_text (self->writer, "DESCRIPTION", stint_task_get_title (task));
      stint_ics_writer_add_raw (self->writer, by_end ? "TRIGGER;RELATED=END" : "TRIGGER", trigger);
      stint_ics_writer_add_raw (self->writer, "END", "VALARM");
    }
}

static void
add_fields (StintIcsTaskWriter *self,
            StintRecord        *task,
            const StintTime    *start,
            gboolean            by_end)
{
  g_auto (GStrv) tags = stint_task_dup_tags (task);
  int priority = stint_task_get_priority (task);

  add_record_text (self, "SUMMARY", task, STINT_TASK_TITLE);
  add_record_text (self, "DESCRIPTION", task, STINT_TASK_NOTES);
  if (priority != STINT_PRIORITY_NONE)
    g_string_append_printf (self->writer->lines, "PRIORITY:%d\n", priority);
  if (tags[0] != NULL)
    stint_ics_writer_add_texts (self->writer, "CATEGORIES", tags);
  add_project (self, task);
  add_repeat (self, task, start);
  add_kept (self, task);
  add_reminders (self, task, by_end);
}

static void
add_relation (StintIcsTaskWriter *self,
              const char         *type,
              const char         *id)
{
  StintRecord *other = g_hash_table_lookup (self->tasks, id);
  g_autofree char *uid = other != NULL ? stint_ics_task_dup_uid (other) : g_strdup (id);
  g_autofree char *property = g_strdup_printf ("RELATED-TO;RELTYPE=%s;X-STINT-ID=%s", type, id);

  stint_ics_writer_add_text (self->writer, property, uid);
}

/* When something was done, from {at}; FALSE if it is not. */
static gboolean
read_done (StintRecord *record,
           const char  *member,
           gint64      *unix_s)
{
  g_autoptr (GVariant) done = stint_record_dup_member (record, member);
  const char *at = NULL;

  return done != NULL && g_variant_is_of_type (done, G_VARIANT_TYPE_VARDICT) && g_variant_lookup (done, "at", "&s", &at) &&
         stint_instant_parse (at, unix_s, NULL);
}

static void
add_todo_fields (StintIcsTaskWriter *self,
                 StintRecord        *task,
                 const StintTime    *earliest,
                 const StintTime    *deadline)
{
  g_auto (GStrv) blockers = stint_record_dup_strings (task, STINT_TASK_BLOCKERS);
  const char *parent = stint_record_get_string (task, STINT_TASK_PARENT);
  int estimate_min = stint_task_get_estimate_min (task);
  gint64 unix_s;

  if (earliest != NULL)
    stint_ics_writer_add_time (self->writer, "DTSTART", earliest);
  if (deadline != NULL)
    stint_ics_writer_add_time (self->writer, "DUE", deadline);
  if (estimate_min > 0)
    g_string_append_printf (self->writer->lines, "ESTIMATED-DURATION:PT%dM\n", estimate_min);
  if (read_done (task, STINT_TASK_DONE, &unix_s))
    {
      stint_ics_writer_add_raw (self->writer, "STATUS", "COMPLETED");
      stint_ics_writer_add_instant (self->writer, "COMPLETED", unix_s);
    }
  if (parent != NULL)
    add_relation (self, "PARENT", parent);
  for (char **blocker = blockers; *blocker != NULL; blocker++)
    add_relation (self, "DEPENDS-ON", *blocker);
}

static void
add_block_fields (StintIcsTaskWriter *self,
                  StintRecord        *block,
                  const StintWhen    *when)
{
  g_autoptr (GVariant) pinned = stint_record_dup_member (block, STINT_BLOCK_PINNED);
  gint64 unix_s;

  stint_ics_writer_add_time (self->writer, "DTSTART", &when->start);
  stint_ics_writer_add_time (self->writer, "DTEND", &when->end);
  if (pinned != NULL)
    stint_ics_writer_add_raw (self->writer, "X-STINT-PINNED", stint_block_is_pinned (block) ? "TRUE" : "FALSE");
  if (read_done (block, STINT_BLOCK_DONE, &unix_s))
    {
      g_autofree char *at = stint_instant_to_string (unix_s);

      stint_ics_writer_add_raw (self->writer, "X-STINT-DONE", at);
    }
}

/* What @self has and @read has not, or has otherwise; null for what only @read has. */
static GVariant *
subtract (GVariant *self,
          GVariant *read)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, self);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) other = read != NULL ? g_variant_lookup_value (read, name, NULL) : NULL;

      if (other == NULL || !g_variant_equal (value, other))
        g_variant_builder_add (&builder, "{sv}", name, value);
    }
  if (read != NULL)
    {
      g_variant_iter_init (&iter, read);
      while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
        {
          g_autoptr (GVariant) own = g_variant_lookup_value (self, name, NULL);

          if (own == NULL)
            g_variant_builder_add (&builder, "{sv}", name, g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
        }
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* What a component gives when it is read: the members of a task, of a block, or of both; NULL of what it does not give. */
typedef struct
{
  GVariant *task;
  GVariant *block;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->task, g_variant_unref);
  g_clear_pointer (&self->block, g_variant_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Reads the component that begins at @start again. */
static void
read_again (StintIcsTaskWriter *self,
            gsize               start,
            Reading            *reading)
{
  StintOp op;

  stint_ics_mapper_add (self->checker, self->writer->lines->str + start, 1);
  while (stint_import_sink_take (self->checker->sink, &op))
    {
      if (op.kind == STINT_KIND_TASK && reading->task == NULL)
        reading->task = g_variant_ref (op.members);
      else if (op.kind == STINT_KIND_BLOCK && reading->block == NULL)
        reading->block = g_variant_ref (op.members);
      stint_op_clear (&op);
    }
}

/* Ends the component that begins at @start, after what iCalendar has no words for. @reading is what it gave without that. */
static void
finish (StintIcsTaskWriter *self,
        gsize               start,
        const char         *kind,
        StintRecord        *record,
        Reading            *reading)
{
  gsize end = self->writer->lines->len;
  g_autofree char *json = NULL;
  g_autoptr (GVariant) rest = NULL;

  stint_ics_writer_add_raw (self->writer, "END", kind);
  read_again (self, start, reading);
  rest = subtract (stint_record_get_data (record),
                   stint_record_get_kind (record) == STINT_KIND_TASK ? reading->task : reading->block);
  if (g_variant_n_children (rest) == 0)
    return;

  g_string_truncate (self->writer->lines, end);
  json = stint_json_to_string (rest);
  stint_ics_writer_add_text (self->writer, "X-STINT-MEMBERS", json);
  stint_ics_writer_add_raw (self->writer, "END", kind);
}

/**
 * stint_ics_task_dup_uid:
 *
 * Returns: (transfer full): the UID a task or block came with, else its id
 */
char *
stint_ics_task_dup_uid (StintRecord *record)
{
  const char *uid = stint_record_get_string (record, STINT_TASK_UID);

  return g_strdup (uid != NULL && uid[0] != '\0' ? uid : stint_record_get_id (record));
}

/**
 * stint_ics_task_writer_todo:
 *
 * Adds the task as a VTODO.
 */
void
stint_ics_task_writer_todo (StintIcsTaskWriter *self,
                            StintRecord        *task)
{
  gsize start = self->writer->lines->len;
  StintTime earliest, deadline;
  gboolean has_earliest = stint_task_get_earliest (task, &earliest);
  gboolean has_deadline = stint_task_get_deadline (task, &deadline);
  g_auto (Reading) reading = { 0 };

  add_head (self, "VTODO", task, TRUE);
  add_todo_fields (self, task, has_earliest ? &earliest : NULL, has_deadline ? &deadline : NULL);
  add_fields (self, task, has_earliest ? &earliest : has_deadline ? &deadline : NULL, !has_earliest && has_deadline);
  finish (self, start, "VTODO", task, &reading);
}

/**
 * stint_ics_task_writer_block:
 *
 * Adds the block as a VEVENT that knows its task.
 */
void
stint_ics_task_writer_block (StintIcsTaskWriter *self,
                             StintRecord        *block)
{
  gsize start = self->writer->lines->len;
  const char *task_id = stint_block_get_task (block);
  StintRecord *task = g_hash_table_lookup (self->tasks, task_id);
  g_auto (Reading) reading = { 0 };
  StintWhen when;

  if (!stint_block_get_when (block, &when))
    return;

  add_head (self, "VEVENT", block, TRUE);
  stint_ics_writer_add_raw (self->writer, "X-STINT-TASK", task_id);
  if (task != NULL)
    {
      add_relation (self, "PARENT", task_id);
      add_record_text (self, "SUMMARY", task, STINT_TASK_TITLE);
    }
  add_block_fields (self, block, &when);
  finish (self, start, "VEVENT", block, &reading);
}

/**
 * stint_ics_task_writer_event:
 * @task: a task that has the members of an event only
 * @block: its only block
 *
 * Adds both as the one VEVENT that they came from.
 *
 * Returns: %FALSE, and nothing is added, if they would not come back as they are
 */
gboolean
stint_ics_task_writer_event (StintIcsTaskWriter *self,
                             StintRecord        *task,
                             StintRecord        *block)
{
  gsize start = self->writer->lines->len;
  g_autofree char *uid = stint_ics_task_dup_uid (task);
  g_autofree char *task_id = stint_id_derive ("task", uid);
  g_autofree char *block_id = stint_id_derive ("block", uid);
  g_auto (Reading) reading = { 0 };
  StintWhen when;

  if (strcmp (task_id, stint_record_get_id (task)) != 0 || strcmp (block_id, stint_record_get_id (block)) != 0 ||
      !stint_block_get_when (block, &when))
    return FALSE;

  add_head (self, "VEVENT", task, FALSE);
  add_block_fields (self, block, &when);
  add_fields (self, task, &when.start, FALSE);
  finish (self, start, "VEVENT", task, &reading);

  if (reading.block != NULL && g_variant_equal (reading.block, stint_record_get_data (block)))
    return TRUE;
  g_string_truncate (self->writer->lines, start);
  return FALSE;
}
