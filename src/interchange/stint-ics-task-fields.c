/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-task-writer.h"

#include "core/stint-project.h"
#include "core/stint-task.h"

static void
add_record_text (StintIcsTaskWriter *self,
                 const char         *name,
                 StintRecord        *record,
                 const char         *member)
{
  const char *text = stint_record_get_string (record, member);

  if (text != NULL && text[0] != '\0')
    stint_ics_writer_add_text (self->writer, name, text);
}

/**
 * stint_ics_task_writer_add_head:
 * @id: (nullable): the record's id, if the UID does not give it
 */
void
stint_ics_task_writer_add_head (StintIcsTaskWriter *self,
                                const char         *kind,
                                const char         *uid,
                                const char         *id)
{
  stint_ics_writer_add_raw (self->writer, "BEGIN", kind);
  stint_ics_writer_add_text (self->writer, "UID", uid);
  stint_ics_writer_add_instant (self->writer, "DTSTAMP", self->stamp_s);
  if (id != NULL)
    stint_ics_writer_add_raw (self->writer, "X-STINT-ID", id);
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

/**
 * stint_ics_task_writer_add_fields:
 * @by_end: its reminders are before the deadline
 *
 * Adds what tasks and events have alike, the components in them last.
 */
void
stint_ics_task_writer_add_fields (StintIcsTaskWriter *self,
                                  StintRecord        *task,
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
  stint_ics_task_writer_add_kept (self, task);
  stint_ics_task_writer_add_alarms (self, task, by_end);
}

void
stint_ics_task_writer_add_relation (StintIcsTaskWriter *self,
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

/* Adds what only a VTODO has, but for its times. */
void
stint_ics_task_writer_add_todo_fields (StintIcsTaskWriter *self,
                                       StintRecord        *task)
{
  g_auto (GStrv) blockers = stint_record_dup_strings (task, STINT_TASK_BLOCKERS);
  const char *parent = stint_record_get_string (task, STINT_TASK_PARENT);
  int estimate_min = stint_task_get_estimate_min (task);
  gint64 unix_s;

  if (estimate_min > 0)
    g_string_append_printf (self->writer->lines, "ESTIMATED-DURATION:PT%dM\n", estimate_min);
  if (read_done (task, STINT_TASK_DONE, &unix_s))
    {
      stint_ics_writer_add_raw (self->writer, "STATUS", "COMPLETED");
      stint_ics_writer_add_instant (self->writer, "COMPLETED", unix_s);
    }
  if (parent != NULL)
    stint_ics_task_writer_add_relation (self, "PARENT", parent);
  for (char **blocker = blockers; *blocker != NULL; blocker++)
    stint_ics_task_writer_add_relation (self, "DEPENDS-ON", *blocker);
}

void
stint_ics_task_writer_add_when (StintIcsTaskWriter *self,
                                const StintWhen    *when)
{
  stint_ics_writer_add_time (self->writer, "DTSTART", &when->start);
  stint_ics_writer_add_time (self->writer, "DTEND", &when->end);
}

/* Adds what a block has beside its time. */
void
stint_ics_task_writer_add_block_fields (StintIcsTaskWriter *self,
                                        StintRecord        *block)
{
  g_autoptr (GVariant) pinned = stint_record_dup_member (block, STINT_BLOCK_PINNED);
  gint64 unix_s;

  if (pinned != NULL)
    stint_ics_writer_add_raw (self->writer, "X-STINT-PINNED", stint_block_is_pinned (block) ? "TRUE" : "FALSE");
  if (read_done (block, STINT_BLOCK_DONE, &unix_s))
    {
      g_autofree char *at = stint_instant_to_string (unix_s);

      stint_ics_writer_add_raw (self->writer, "X-STINT-DONE", at);
    }
}
