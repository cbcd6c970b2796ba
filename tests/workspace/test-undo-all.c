/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-project.h"
#include "core/stint-task.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-project-item.h"

#define N_STEPS 120

/* What random commands work on. */
typedef struct
{
  Fixture    parent;
  GPtrArray *task_ids;
} Random;

static void
set_up (Random       *self,
        gconstpointer data)
{
  fixture_set_up (&self->parent, data);
  self->task_ids = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Random       *self,
           gconstpointer data)
{
  g_ptr_array_unref (self->task_ids);
  fixture_tear_down (&self->parent, data);
}

static gint64
pick_time (void)
{
  return (gint64) (FIXTURE_MONDAY + g_test_rand_int_range (0, 14)) * STINT_DAY_S + g_test_rand_int_range (0, 90) * 900;
}

static StintEdit *
add_something (Random *self)
{
  StintWorkspace *workspace = self->parent.workspace;
  char *id = NULL;
  StintEdit *edit;

  if (g_test_rand_int_range (0, 5) == 0)
    return stint_command_add_project (workspace, "Project", NULL, NULL);
  edit = g_test_rand_bit () ? stint_command_add_task (workspace, "Task", NULL, &id)
                            : stint_command_add_task_at (workspace, "Task", pick_time (), 60, &id);
  g_ptr_array_add (self->task_ids, id);
  return edit;
}

static StintEdit *
change_task (Random      *self,
             StintRecord *task)
{
  StintWorkspace *workspace = self->parent.workspace;
  GListModel *projects = stint_workspace_get_projects (workspace);
  g_autoptr (StintProjectItem) project = NULL;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return stint_command_set_member (task, STINT_TASK_TITLE, g_variant_new_take_string (g_strdup_printf ("Task %d", g_test_rand_int ())));

    case 1:
      return stint_command_set_member (task, STINT_TASK_ESTIMATE, g_variant_new_int64 (g_test_rand_int_range (1, 1000)));

    case 2:
      return stint_command_complete_task (workspace, task, !stint_task_is_done (task));

    case 3:
      return stint_command_duplicate_task (workspace, task);

    case 4:
      project = g_list_model_get_item (projects, 0);
      if (project == NULL)
        return NULL;
      if (g_test_rand_bit ())
        return stint_command_delete_project (stint_project_item_get_record (project));
      return stint_command_set_member (task, STINT_TASK_PROJECT, g_variant_new_string (stint_project_item_get_id (project)));

    default:
      return stint_command_delete_task (task);
    }
}

static StintEdit *
change_block (Random             *self,
              const StintTaskRow *task,
              const StintGridRow *block)
{
  StintWorkspace *workspace = self->parent.workspace;
  gint64 start_s = pick_time ();

  if (block == NULL)
    return stint_command_schedule (workspace, task, start_s, 0, g_test_rand_int_range (0, 4) == 0);

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return stint_command_place_block (workspace, block, start_s, start_s + 3600, FALSE);

    case 1:
      return stint_command_place_block (workspace, block, start_s - start_s % STINT_DAY_S, start_s, TRUE);

    case 2:
      return stint_command_copy_block (workspace, block, start_s);

    case 3:
      return stint_command_split_block (workspace, block, (block->start_s + block->end_s) / 2);

    case 4:
      return stint_command_complete_block (workspace, block, !block->done);

    default:
      return stint_command_unschedule (block);
    }
}

/* Does one thing that a person could do. Returns: whether it was a change */
static gboolean
do_something (Random *self)
{
  const char *id = self->task_ids->len > 0 ? g_ptr_array_index (self->task_ids, g_test_rand_int_range (0, self->task_ids->len)) : NULL;
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (StintChange) change = NULL;
  StintGridRow *block = NULL;
  StintEdit *edit = NULL;
  int kind = g_test_rand_int_range (0, 10);

  if (id == NULL || kind < 3)
    {
      edit = add_something (self);
    }
  else
    {
      block = get_row_now (self->parent.workspace, id);
      if (find_task_now (self->parent.workspace, id))
        details = load_task_now (self->parent.workspace, id);
      if (details != NULL)
        edit = kind < 6 ? change_task (self, details->row->record) : change_block (self, details->row, block);
    }
  if (edit != NULL)
    change = apply_now (self->parent.workspace, edit);
  g_clear_pointer (&block, stint_grid_row_free);
  return change != NULL;
}

static void
test_undo_all (Random       *self,
               gconstpointer data)
{
  g_autofree char *first = dump_now (self->parent.workspace);
  g_autofree char *last = NULL;
  g_autofree char *undone_dump = NULL;
  g_autofree char *redone_dump = NULL;

  for (int i = 0; i < N_STEPS; i++)
    do_something (self);
  last = dump_now (self->parent.workspace);

  fixture_restart (&self->parent);
  while (stint_workspace_get_can_undo (self->parent.workspace))
    {
      g_autoptr (StintChange) undone = undo_now (self->parent.workspace, NULL);

      g_assert_nonnull (undone);
    }
  undone_dump = dump_now (self->parent.workspace);
  g_assert_cmpstr (undone_dump, ==, first);

  fixture_restart (&self->parent);
  while (stint_workspace_get_can_redo (self->parent.workspace))
    {
      g_autoptr (StintChange) redone = redo_now (self->parent.workspace);

      g_assert_nonnull (redone);
    }
  redone_dump = dump_now (self->parent.workspace);
  g_assert_cmpstr (redone_dump, ==, last);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/undo-all/random-commands-undo-and-redo", Random, NULL, set_up, test_undo_all, tear_down);

  return g_test_run ();
}
