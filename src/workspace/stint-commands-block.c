/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-commands.h"

#include "stint-config.h"

#include "core/stint-task.h"
#include "core/stint-zone.h"
#include "workspace/stint-commands-private.h"

#include <glib/gi18n-lib.h>

/* Nobody works longer in one go: what is left of a large estimate is put on the grid in pieces of this. */
#define LONGEST_BLOCK_MIN (8 * 60)

static const char *
get_zone (StintWorkspace *workspace)
{
  return stint_clock_get_zone (stint_workspace_get_clock (workspace));
}

static gint64
to_midnight (gint64 local_s)
{
  return (gint64) stint_day_of_local (local_s) * STINT_DAY_S;
}

/**
 * stint_command_make_when:
 * @start_s: civil seconds in the workspace's zone
 * @minutes: of work; not looked at for @all_day
 *
 * Returns: where a block goes that a person puts there: in the zone one is in, or on the day
 */
StintWhen
stint_command_make_when (StintWorkspace *workspace,
                         gint64          start_s,
                         int             minutes,
                         gboolean        all_day)
{
  StintTime start = all_day ? stint_time_date (stint_day_of_local (start_s)) : stint_time_zoned (start_s, get_zone (workspace));
  StintWhen when;

  if (all_day)
    return stint_when_new (&start, 24 * 60);
  when = (StintWhen) { .start = start, .end = start };
  stint_when_settle (&when);
  return stint_when_new (&when.start, minutes);
}

/**
 * stint_command_add_block:
 * @done: it is done already
 *
 * Adds to @edit a block that is put there by hand, and so pinned.
 */
void
stint_command_add_block (StintEdit       *edit,
                         StintWorkspace  *workspace,
                         const char      *task_id,
                         const StintWhen *when,
                         gboolean         done)
{
  g_autofree char *id = stint_workspace_dup_new_id (workspace);
  GVariantDict members;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_BLOCK_TASK, "s", task_id);
  g_variant_dict_insert_value (&members, STINT_BLOCK_WHEN, stint_when_to_variant (when));
  g_variant_dict_insert (&members, STINT_BLOCK_PINNED, "b", TRUE);
  if (done)
    g_variant_dict_insert_value (&members, STINT_BLOCK_DONE, stint_command_done_value (workspace));
  stint_edit_create (edit, STINT_KIND_BLOCK, id, g_variant_dict_end (&members));
}

/* What is left of the estimate, in one piece. */
static int
get_minutes_left (StintWorkspace     *workspace,
                  const StintTaskRow *task)
{
  int left = stint_task_get_estimate_min (task->record) - task->planned_min;

  return left > 0 ? MIN (left, LONGEST_BLOCK_MIN) : stint_workspace_get_default_block_min (workspace);
}

/**
 * stint_command_schedule_at:
 * @start: a date, a time that floats, or one in any zone
 * @minutes: 0: what is left of the estimate, else the default
 */
StintEdit *
stint_command_schedule_at (StintWorkspace     *workspace,
                           const StintTaskRow *task,
                           const StintTime    *start,
                           int                 minutes)
{
  g_autofree char *name = stint_command_shorten (stint_task_get_title (task->record));
  g_autofree char *label = g_strdup_printf (_("Schedule “%s”"), name);
  StintWhen when = { *start, *start };
  StintEdit *edit = stint_edit_new (label);

  stint_when_settle (&when);
  when = stint_when_new (&when.start, start->date_only ? 24 * 60 : minutes > 0 ? minutes : get_minutes_left (workspace, task));

  stint_command_add_block (edit, workspace, stint_record_get_id (task->record), &when, FALSE);
  return edit;
}

StintEdit *
stint_command_schedule (StintWorkspace     *workspace,
                        const StintTaskRow *task,
                        gint64              start_s,
                        int                 minutes,
                        gboolean            all_day)
{
  StintTime start = all_day ? stint_time_date (stint_day_of_local (start_s)) : stint_time_zoned (start_s, get_zone (workspace));

  return stint_command_schedule_at (workspace, task, &start, minutes);
}

/* A reading of the grid's clock as the block's own form has it; @again: the second time that the clock reads so. */
StintTime
stint_command_to_own_form (StintWorkspace     *workspace,
                           const StintGridRow *row,
                           gint64              local_s,
                           gboolean            again)
{
  const char *grid_zone = get_zone (workspace);
  StintTime time = stint_time_zoned (local_s, grid_zone);

  /* What was a date has no zone yet: it gets the one one is in. */
  if (row->all_day)
    return time;
  if (row->zone == NULL)
    return stint_time_floating (local_s);
  return stint_time_zoned (stint_zone_to_local (row->zone, stint_zone_to_unix_again (grid_zone, local_s, again)), row->zone);
}

/* Where a block goes that is put there; see stint_command_place_block(). */
StintWhen
stint_command_make_placed_when (StintWorkspace     *workspace,
                                const StintGridRow *row,
                                gint64              start_s,
                                gint64              end_s,
                                gboolean            all_day)
{
  StintWhen when;

  if (all_day)
    {
      int first_day = stint_day_of_local (start_s);
      int n_days = row->all_day ? (int) ((end_s - to_midnight (start_s) + STINT_DAY_S - 1) / STINT_DAY_S) : 1;

      when.start = stint_time_date (first_day);
      when.end = stint_time_date (first_day + MAX (1, n_days));
      return when;
    }

  when.start = stint_time_zoned (start_s, get_zone (workspace));
  when.end = stint_time_zoned (end_s, get_zone (workspace));
  stint_when_settle (&when);
  when.start = stint_command_to_own_form (workspace, row, when.start.local_s, row->start_again && start_s == row->start_s);
  when.end = stint_command_to_own_form (workspace, row, when.end.local_s, row->end_again && end_s == row->end_s);
  when.end.local_s = MAX (when.end.local_s, when.start.local_s + 60);
  return when;
}

/**
 * stint_command_place_block:
 * @block: as the grid shows it
 * @start_s, @end_s: where it shall be; for @all_day midnights
 * @all_day: it shall be of whole days
 *
 * Moves or resizes a block. It keeps its form: what floats floats on, what is in another zone stays in that zone; between the hours and the
 * row of whole days it changes it. What a person has placed is pinned.
 */
StintEdit *
stint_command_place_block (StintWorkspace     *workspace,
                           const StintGridRow *block,
                           gint64              start_s,
                           gint64              end_s,
                           gboolean            all_day)
{
  g_autofree char *name = stint_command_shorten (block->title);
  gboolean same_form = !all_day == !block->all_day;
  gboolean is_move = !same_form || (end_s - start_s == block->end_s - block->start_s) ||
    (start_s != block->start_s && end_s != block->end_s);
  g_autofree char *label = is_move ? g_strdup_printf (_("Move “%s”"), name) : g_strdup_printf (_("Resize “%s”"), name);
  StintWhen when = stint_command_make_placed_when (workspace, block, start_s, end_s, all_day);
  StintEdit *edit = stint_edit_new (label);

  stint_edit_set (edit, STINT_KIND_BLOCK, block->id, STINT_BLOCK_WHEN, stint_when_to_variant (&when));
  if (!block->pinned)
    stint_edit_set (edit, STINT_KIND_BLOCK, block->id, STINT_BLOCK_PINNED, g_variant_new_boolean (TRUE));
  return edit;
}

StintEdit *
stint_command_set_when (StintRecord     *block,
                        const StintWhen *when)
{
  StintEdit *edit = stint_edit_new (_("Move a block"));
  const char *id = stint_record_get_id (block);
  StintWhen settled = *when;

  stint_when_settle (&settled);
  stint_edit_set (edit, STINT_KIND_BLOCK, id, STINT_BLOCK_WHEN, stint_when_to_variant (&settled));
  if (!stint_block_is_pinned (block))
    stint_edit_set (edit, STINT_KIND_BLOCK, id, STINT_BLOCK_PINNED, g_variant_new_boolean (TRUE));
  return edit;
}

/**
 * stint_command_copy_block:
 * @start_s: where the copy starts; for a block of whole days in the day it starts on
 */
StintEdit *
stint_command_copy_block (StintWorkspace     *workspace,
                          const StintGridRow *block,
                          gint64              start_s)
{
  g_autofree char *name = stint_command_shorten (block->title);
  g_autofree char *label = g_strdup_printf (_("Copy “%s”"), name);
  gint64 from_s = block->all_day ? to_midnight (start_s) : start_s;
  StintWhen when = stint_command_make_placed_when (workspace, block, from_s, from_s + block->end_s - block->start_s, block->all_day);
  StintEdit *edit = stint_edit_new (label);

  stint_command_add_block (edit, workspace, block->task_id, &when, FALSE);
  return edit;
}

/**
 * stint_command_split_block:
 * @at_s: a moment inside of the block: midnight of one of its days, if it is of whole days
 *
 * Returns: (transfer full): an edit that changes nothing if @at_s is not inside of it
 */
StintEdit *
stint_command_split_block (StintWorkspace     *workspace,
                           const StintGridRow *block,
                           gint64              at_s)
{
  g_autofree char *name = stint_command_shorten (block->title);
  g_autofree char *label = g_strdup_printf (_("Split “%s”"), name);
  gint64 cut_s = block->all_day ? to_midnight (at_s) : at_s;
  StintEdit *edit = stint_edit_new (label);
  StintWhen first, second;

  if (cut_s <= block->start_s || cut_s >= block->end_s)
    return edit;
  first = stint_command_make_placed_when (workspace, block, block->start_s, cut_s, block->all_day);
  second = stint_command_make_placed_when (workspace, block, cut_s, block->end_s, block->all_day);
  stint_edit_set (edit, STINT_KIND_BLOCK, block->id, STINT_BLOCK_WHEN, stint_when_to_variant (&first));
  stint_command_add_block (edit, workspace, block->task_id, &second, block->done);
  return edit;
}

StintEdit *
stint_command_unschedule (const StintGridRow *block)
{
  g_autofree char *name = stint_command_shorten (block->title);
  g_autofree char *label = g_strdup_printf (_("Unschedule “%s”"), name);
  StintEdit *edit = stint_edit_new (label);

  stint_edit_delete (edit, STINT_KIND_BLOCK, block->id);
  return edit;
}

StintEdit *
stint_command_complete_block (StintWorkspace     *workspace,
                              const StintGridRow *block,
                              gboolean            done)
{
  g_autofree char *name = stint_command_shorten (block->title);
  g_autofree char *label = done ? g_strdup_printf (_("Complete a block of “%s”"), name) : g_strdup_printf (_("Reopen a block of “%s”"), name);
  StintEdit *edit = stint_edit_new (label);

  stint_edit_set (edit, STINT_KIND_BLOCK, block->id, STINT_BLOCK_DONE, done ? stint_command_done_value (workspace) : NULL);
  return edit;
}

/**
 * stint_command_set_deadline:
 * @deadline: a row of kind %STINT_GRID_DEADLINE
 * @day: the day it shall be on; its time of day, if it has one, stays
 */
StintEdit *
stint_command_set_deadline (StintWorkspace     *workspace,
                            const StintGridRow *deadline,
                            int                 day)
{
  g_autofree char *name = stint_command_shorten (deadline->title);
  g_autofree char *label = g_strdup_printf (_("Change the deadline of “%s”"), name);
  gint64 second_of_day = deadline->start_s - to_midnight (deadline->start_s);
  StintTime time = stint_time_date (day);
  StintEdit *edit = stint_edit_new (label);

  if (!deadline->all_day)
    time = stint_command_to_own_form (workspace, deadline, (gint64) day * STINT_DAY_S + second_of_day, FALSE);
  stint_edit_set (edit, STINT_KIND_TASK, deadline->task_id, STINT_TASK_DEADLINE, stint_time_to_variant (&time));
  return edit;
}
