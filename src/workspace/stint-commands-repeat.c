/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-commands-private.h"

#include "core/stint-task.h"

/* Whether the first occurrence is rather there: at what comes next, else at what was last. */
static gboolean
is_nearer (gint64 start_s,
           gint64 found_s,
           gint64 today_s)
{
  if ((start_s >= today_s) != (found_s >= today_s))
    return start_s >= today_s;
  return start_s >= today_s ? start_s < found_s : start_s > found_s;
}

/* The block that would be the first occurrence. (nullable) */
static StintRecord *
find_block (StintWorkspace *workspace,
            GPtrArray      *blocks,
            StintWhen      *when)
{
  StintClock *clock = stint_workspace_get_clock (workspace);
  gint64 today_s = stint_clock_get_today (clock) * (gint64) STINT_DAY_S;
  StintRecord *found = NULL;
  gint64 found_s = 0;

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      StintRecord *block = g_ptr_array_index (blocks, i);
      StintWhen own;
      gint64 start_s;

      if (stint_block_is_done (block) || !stint_block_get_when (block, &own))
        continue;
      start_s = stint_time_to_local (&own.start, stint_clock_get_zone (clock));
      if (found != NULL && !is_nearer (start_s, found_s, today_s))
        continue;
      found = block;
      found_s = start_s;
      *when = own;
    }
  return found;
}

/* A day has 24 hours here, whatever its clock does. */
static int
get_minutes (const StintWhen *when,
             const char      *zone)
{
  if (when->start.date_only)
    return (int) ((when->end.local_s - when->start.local_s) / 60);
  return (int) stint_when_get_minutes (when, zone);
}

/**
 * stint_command_propose_repeat:
 * @blocks: (nullable) (element-type StintRecord): of the task
 *
 * Returns: (transfer full): how the task repeats; if it does not, its rule is %NULL, and it would begin where the task is: at its next
 * block or its last one, else at its deadline, else today
 */
StintRepeat *
stint_command_propose_repeat (StintWorkspace *workspace,
                              StintRecord    *task,
                              GPtrArray      *blocks)
{
  const char *zone = stint_clock_get_zone (stint_workspace_get_clock (workspace));
  g_autoptr (GVariant) value = stint_record_dup_member (task, STINT_TASK_REPEAT);
  StintTime start = stint_time_date (stint_clock_get_today (stint_workspace_get_clock (workspace)));
  StintRepeat *repeat;
  StintWhen when;

  stint_task_get_deadline (task, &start);
  repeat = stint_repeat_from_variant (value, &start);
  if (repeat != NULL)
    return repeat;
  if (find_block (workspace, blocks, &when) != NULL)
    return stint_repeat_new (NULL, &when.start, get_minutes (&when, zone), FALSE);
  return stint_repeat_new (NULL, &start, 0, FALSE);
}

/**
 * stint_command_set_repeat:
 * @blocks: (nullable) (element-type StintRecord): of the task
 * @repeat: one of the task's own, or one made of stint_command_propose_repeat()
 *
 * Makes a series of a task, or changes its rule. What it is made of, a block or the deadline, is its first occurrence then.
 */
StintEdit *
stint_command_set_repeat (StintWorkspace    *workspace,
                          StintRecord       *task,
                          GPtrArray         *blocks,
                          const StintRepeat *repeat)
{
  g_autoptr (GVariant) before = stint_record_dup_member (task, STINT_TASK_REPEAT);
  StintEdit *edit = stint_command_set_member (task, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, before));
  StintRecord *block;
  StintWhen when;

  if (before != NULL)
    return edit;
  block = repeat->minutes > 0 ? find_block (workspace, blocks, &when) : NULL;
  if (block != NULL)
    stint_edit_delete (edit, STINT_KIND_BLOCK, stint_record_get_id (block));
  else
    stint_edit_set (edit, STINT_KIND_TASK, stint_record_get_id (task), STINT_TASK_DEADLINE, NULL);
  return edit;
}

/**
 * stint_command_stop_repeat:
 * @next: the occurrence that the task becomes
 *
 * Makes a task of a series again: its next occurrence stays, as a block or a deadline.
 */
StintEdit *
stint_command_stop_repeat (StintWorkspace  *workspace,
                           StintRecord     *task,
                           const StintTime *next)
{
  const char *id = stint_record_get_id (task);
  g_autoptr (StintRepeat) repeat = stint_command_propose_repeat (workspace, task, NULL);
  StintEdit *edit = stint_command_set_member (task, STINT_TASK_REPEAT, NULL);

  stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_SKIPPED, NULL);
  if (repeat->minutes > 0)
    {
      StintWhen when = stint_when_new (next, repeat->minutes);

      stint_command_add_block (edit, workspace, id, &when, FALSE);
    }
  else
    stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_DEADLINE, stint_time_to_variant (next));
  return edit;
}
