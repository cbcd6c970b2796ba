/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"

static gboolean
read_time (StintRecord *task,
           const char  *member,
           StintTime   *time)
{
  g_autoptr (GVariant) object = stint_record_dup_member (task, member);

  return object != NULL && stint_time_from_variant (object, time, NULL);
}

/**
 * stint_task_get_title:
 *
 * Returns: (not nullable)
 */
const char *
stint_task_get_title (StintRecord *task)
{
  const char *title = stint_record_get_string (task, STINT_TASK_TITLE);

  return title != NULL ? title : "";
}

/**
 * stint_task_get_notes:
 *
 * Returns: (not nullable): its notes, Markdown
 */
const char *
stint_task_get_notes (StintRecord *task)
{
  const char *notes = stint_record_get_string (task, STINT_TASK_NOTES);

  return notes != NULL ? notes : "";
}

/**
 * stint_task_get_project:
 *
 * Returns: (nullable): the project's id; such a project need not live
 */
const char *
stint_task_get_project (StintRecord *task)
{
  return stint_record_get_string (task, STINT_TASK_PROJECT);
}

int
stint_task_get_priority (StintRecord *task)
{
  return (int) stint_record_get_int (task, STINT_TASK_PRIORITY, STINT_PRIORITY_NONE);
}

/**
 * stint_task_get_estimate_min:
 *
 * Returns: the minutes of work it needs, 0 if nobody has said
 */
int
stint_task_get_estimate_min (StintRecord *task)
{
  return (int) stint_record_get_int (task, STINT_TASK_ESTIMATE, 0);
}

gboolean
stint_task_get_deadline (StintRecord *task,
                         StintTime   *deadline)
{
  return read_time (task, STINT_TASK_DEADLINE, deadline);
}

gboolean
stint_task_get_earliest (StintRecord *task,
                         StintTime   *earliest)
{
  return read_time (task, STINT_TASK_EARLIEST, earliest);
}

gboolean
stint_task_is_done (StintRecord *task)
{
  g_autoptr (GVariant) done = stint_record_dup_member (task, STINT_TASK_DONE);

  return done != NULL;
}

/**
 * stint_task_dup_tags:
 *
 * Returns: (transfer full): sorted; empty if it has none
 */
char **
stint_task_dup_tags (StintRecord *task)
{
  return stint_record_dup_strings (task, STINT_TASK_TAGS);
}
