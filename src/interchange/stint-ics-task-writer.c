/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-task-writer.h"

#include "core/stint-id.h"
#include "core/stint-task.h"

#include <string.h>

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
  g_autofree char *uid = stint_ics_task_dup_uid (task);
  g_auto (StintIcsReading) reading = { 0 };
  StintTime earliest, deadline;
  gboolean has_earliest = stint_task_get_earliest (task, &earliest);
  g_autofree char *key = NULL;
  g_autofree char *alone = stint_ics_task_dup_occurrence (task, &key);

  stint_ics_task_writer_add_head (self, "VTODO", uid, alone == NULL ? stint_record_get_id (task) : NULL);
  if (alone != NULL)
    stint_ics_writer_add_raw (self->writer, key, alone);
  if (has_earliest)
    stint_ics_writer_add_time (self->writer, "DTSTART", &earliest);
  if (stint_task_get_deadline (task, &deadline))
    stint_ics_writer_add_time (self->writer, "DUE", &deadline);
  stint_ics_task_writer_add_todo_fields (self, task);
  stint_ics_task_writer_add_fields (self, task, !has_earliest);
  stint_ics_task_writer_finish (self, start, "VTODO", task, &reading);
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
  g_autofree char *uid = stint_ics_task_dup_uid (block);
  g_auto (StintIcsReading) reading = { 0 };
  StintWhen when;

  if (!stint_block_get_when (block, &when))
    return;

  stint_ics_task_writer_add_head (self, "VEVENT", uid, stint_record_get_id (block));
  stint_ics_writer_add_raw (self->writer, "X-STINT-TASK", task_id);
  if (task != NULL)
    {
      stint_ics_task_writer_add_relation (self, "PARENT", task_id);
      if (stint_record_get_string (task, STINT_TASK_TITLE) != NULL)
        stint_ics_writer_add_text (self->writer, "SUMMARY", stint_task_get_title (task));
    }
  stint_ics_task_writer_add_when (self, &when);
  stint_ics_task_writer_add_block_fields (self, block);
  stint_ics_task_writer_finish (self, start, "VEVENT", block, &reading);
}

/* Members that only a VTODO can say to other programs. */
static gboolean
has_todo_members (StintRecord *task)
{
  static const char *const members[] = {
    STINT_TASK_BLOCKERS, STINT_TASK_DEADLINE, STINT_TASK_DONE, STINT_TASK_EARLIEST, STINT_TASK_ESTIMATE, STINT_TASK_PARENT,
    STINT_TASK_SERIES,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GVariant) value = stint_record_dup_member (task, members[i]);

      if (value != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * stint_ics_task_is_event:
 * @block: its only block
 *
 * Returns: whether they are the one event that they came as, and have got nothing since that an event does not have
 */
gboolean
stint_ics_task_is_event (StintRecord *task,
                         StintRecord *block)
{
  const char *uid = stint_record_get_string (task, STINT_TASK_UID);
  g_autofree char *key = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *task_id = NULL;
  g_autofree char *block_id = NULL;

  if (uid == NULL || has_todo_members (task))
    return FALSE;
  alone = stint_ics_task_dup_occurrence (task, &key);
  task_id = alone != NULL ? g_strdup (stint_record_get_id (task)) : stint_id_derive ("task", uid);
  block_id = alone != NULL ? stint_id_derive ("occurrence-block", task_id) : stint_id_derive ("block", uid);
  return strcmp (task_id, stint_record_get_id (task)) == 0 && strcmp (block_id, stint_record_get_id (block)) == 0;
}

/**
 * stint_ics_task_writer_event:
 * @task: an event, as stint_ics_task_is_event() says
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
  g_autofree char *key = NULL;
  g_autofree char *alone = stint_ics_task_dup_occurrence (task, &key);
  g_auto (StintIcsReading) reading = { 0 };
  StintWhen when;

  if (!stint_block_get_when (block, &when))
    return FALSE;

  stint_ics_task_writer_add_head (self, "VEVENT", uid, NULL);
  if (alone != NULL)
    stint_ics_writer_add_raw (self->writer, key, alone);
  stint_ics_task_writer_add_when (self, &when);
  stint_ics_task_writer_add_block_fields (self, block);
  stint_ics_task_writer_add_fields (self, task, FALSE);
  stint_ics_task_writer_finish (self, start, "VEVENT", task, &reading);

  if (reading.block != NULL && g_variant_equal (reading.block, stint_record_get_data (block)))
    return TRUE;
  g_string_truncate (self->writer->lines, start);
  return FALSE;
}
