/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-project.h"
#include "core/stint-task.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-project-item.h"

#define AT(day, hour, minute) ((gint64) (FIXTURE_MONDAY + (day)) * STINT_DAY_S + ((hour) * 60 + (minute)) * 60)

/* Every command is tried on a store with this in it: a task in a project, with a block on Tuesday from nine to ten. */
typedef struct
{
  Fixture           parent;
  char             *project_id;
  char             *task_id;
  StintGridRow     *block;
  StintTaskDetails *details;
} Commands;

static void
reload (Commands *self)
{
  g_clear_pointer (&self->block, stint_grid_row_free);
  g_clear_pointer (&self->details, stint_task_details_free);
  self->block = get_row_now (self->parent.workspace, self->task_id);
  self->details = load_task_now (self->parent.workspace, self->task_id);
}

static void
set_up (Commands     *self,
        gconstpointer data)
{
  g_autoptr (StintChange) project = NULL;
  g_autoptr (StintChange) schedule = NULL;
  g_autoptr (StintChange) join = NULL;
  g_autoptr (StintTaskDetails) details = NULL;

  fixture_set_up (&self->parent, data);
  project = apply_now (self->parent.workspace, stint_command_add_project (self->parent.workspace, "Work", NULL, &self->project_id));
  self->task_id = add_task_now (self->parent.workspace, "Report", 150);
  details = load_task_now (self->parent.workspace, self->task_id);
  join = apply_now (self->parent.workspace,
                    stint_command_set_member (details->row->record, STINT_TASK_PROJECT, g_variant_new_string (self->project_id)));
  schedule = apply_now (self->parent.workspace, stint_command_schedule (self->parent.workspace, details->row, AT (1, 9, 0), 60, FALSE));
  reload (self);
  g_string_truncate (self->parent.log, 0);
}

static void
tear_down (Commands     *self,
           gconstpointer data)
{
  g_clear_pointer (&self->block, stint_grid_row_free);
  g_clear_pointer (&self->details, stint_task_details_free);
  g_free (self->project_id);
  g_free (self->task_id);
  fixture_tear_down (&self->parent, data);
}

/* Applies @edit and undoes it: one change of that label each way, and all is as it was. */
static void
assert_is_one_step (Commands   *self,
                    StintEdit  *edit,
                    const char *label)
{
  StintWorkspace *workspace = self->parent.workspace;
  g_autofree char *before = dump_now (workspace);
  g_autofree char *wanted_log = g_strdup_printf ("here:%s;", label);
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_auto (GStrv) left = NULL;

  g_assert_cmpstr (stint_edit_get_label (edit), ==, label);
  change = apply_now (workspace, edit);
  g_assert_nonnull (change);
  g_assert_cmpstr (self->parent.log->str, ==, wanted_log);
  g_assert_cmpstr (stint_workspace_get_undo_label (workspace), ==, label);
  between = dump_now (workspace);
  g_assert_cmpstr (between, !=, before);

  undone = undo_now (workspace, &left);
  g_assert_nonnull (undone);
  g_assert_true (left == NULL || left[0] == NULL);
  after = dump_now (workspace);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (stint_workspace_get_redo_label (workspace), ==, label);
}

/* Where the block of the task is, in words. */
static char *
describe_when (Commands *self)
{
  g_autoptr (StintTaskDetails) details = load_task_now (self->parent.workspace, self->task_id);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < details->blocks->len; i++)
    {
      StintWhen when;
      g_autofree char *start = NULL;
      g_autofree char *end = NULL;

      g_assert_true (stint_block_get_when (g_ptr_array_index (details->blocks, i), &when));
      start = stint_time_to_string (&when.start);
      end = stint_time_to_string (&when.end);
      g_string_append_printf (text, "%s%s–%s %s", i > 0 ? ", " : "", start, end, when.start.zone != NULL ? when.start.zone : "floating");
    }
  return g_string_free (text, FALSE);
}

static void
assert_when (Commands   *self,
             StintEdit  *edit,
             const char *wanted)
{
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, edit);
  g_autofree char *when = describe_when (self);

  g_assert_nonnull (change);
  g_assert_cmpstr (when, ==, wanted);
  reload (self);
}

static void
test_add_task (Commands     *self,
               gconstpointer data)
{
  assert_is_one_step (self, stint_command_add_task (self->parent.workspace, "Call", NULL, NULL), "Add “Call”");
}

static void
test_add_task_at (Commands     *self,
                  gconstpointer data)
{
  assert_is_one_step (self, stint_command_add_task_at (self->parent.workspace, "Call", AT (2, 14, 0), 30, NULL), "Add “Call”");
}

static void
test_quick_add (Commands     *self,
                gconstpointer data)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse ("Call #home tomorrow 2pm 30m @phone !high by friday after thursday "
                                                           "every week remind 15m", AT (1, 9, 12));

  assert_is_one_step (self, stint_command_quick_add (self->parent.workspace, words, NULL), "Add “Call”");
}

static void
test_set_member (Commands     *self,
                 gconstpointer data)
{
  assert_is_one_step (self, stint_command_set_member (self->details->row->record, STINT_TASK_TITLE, g_variant_new_string ("Essay")),
                      "Rename “Report”");
}

static void
test_unset_member (Commands     *self,
                   gconstpointer data)
{
  assert_is_one_step (self, stint_command_set_member (self->details->row->record, STINT_TASK_ESTIMATE, NULL),
                      "Change the estimate of “Report”");
}

static void
test_complete_task (Commands     *self,
                    gconstpointer data)
{
  assert_is_one_step (self, stint_command_complete_task (self->parent.workspace, self->details->row->record, TRUE), "Complete “Report”");
}

static void
test_delete_task (Commands     *self,
                  gconstpointer data)
{
  assert_is_one_step (self, stint_command_delete_task (self->details->row->record), "Delete “Report”");
}

static void
test_duplicate_task (Commands     *self,
                     gconstpointer data)
{
  assert_is_one_step (self, stint_command_duplicate_task (self->parent.workspace, self->details->row->record), "Duplicate “Report”");
}

static void
test_schedule (Commands     *self,
               gconstpointer data)
{
  assert_is_one_step (self, stint_command_schedule (self->parent.workspace, self->details->row, AT (3, 9, 0), 0, FALSE), "Schedule “Report”");
}

static void
test_move (Commands     *self,
           gconstpointer data)
{
  assert_is_one_step (self, stint_command_place_block (self->parent.workspace, self->block, AT (2, 13, 0), AT (2, 14, 0), FALSE),
                      "Move “Report”");
}

static void
test_resize_end (Commands     *self,
                 gconstpointer data)
{
  assert_is_one_step (self, stint_command_place_block (self->parent.workspace, self->block, AT (1, 9, 0), AT (1, 11, 0), FALSE),
                      "Resize “Report”");
}

static void
test_resize_start (Commands     *self,
                   gconstpointer data)
{
  assert_is_one_step (self, stint_command_place_block (self->parent.workspace, self->block, AT (1, 8, 30), AT (1, 10, 0), FALSE),
                      "Resize “Report”");
}

static void
test_copy (Commands     *self,
           gconstpointer data)
{
  assert_is_one_step (self, stint_command_copy_block (self->parent.workspace, self->block, AT (2, 9, 0)), "Copy “Report”");
}

static void
test_split (Commands     *self,
            gconstpointer data)
{
  assert_is_one_step (self, stint_command_split_block (self->parent.workspace, self->block, AT (1, 9, 45)), "Split “Report”");
}

static void
test_unschedule (Commands     *self,
                 gconstpointer data)
{
  assert_is_one_step (self, stint_command_unschedule (self->block), "Unschedule “Report”");
}

static void
test_complete_block (Commands     *self,
                     gconstpointer data)
{
  assert_is_one_step (self, stint_command_complete_block (self->parent.workspace, self->block, TRUE), "Complete a block of “Report”");
}

static void
test_add_project (Commands     *self,
                  gconstpointer data)
{
  assert_is_one_step (self, stint_command_add_project (self->parent.workspace, "Home", NULL, NULL), "Add the project “Home”");
}

static void
test_delete_project (Commands     *self,
                     gconstpointer data)
{
  g_autoptr (StintProjectItem) item = g_list_model_get_item (stint_workspace_get_projects (self->parent.workspace), 0);

  assert_is_one_step (self, stint_command_delete_project (stint_project_item_get_record (item)), "Delete the project “Work”");
}

static void
test_example_week (Commands     *self,
                   gconstpointer data)
{
  assert_is_one_step (self, stint_command_example_week (self->parent.workspace), "Example week");
}

static void
test_set_deadline (Commands     *self,
                   gconstpointer data)
{
  StintTime deadline = stint_time_floating (AT (4, 17, 0));
  StintGridRow row = { .kind = STINT_GRID_DEADLINE, .task_id = self->task_id, .title = (char *) "Report", .start_s = AT (4, 17, 0) };
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintTaskDetails) details = NULL;

  change = apply_now (self->parent.workspace,
                      stint_command_set_member (self->details->row->record, STINT_TASK_DEADLINE, stint_time_to_variant (&deadline)));
  g_string_truncate (self->parent.log, 0);
  assert_is_one_step (self, stint_command_set_deadline (self->parent.workspace, &row, FIXTURE_MONDAY + 5), "Change the deadline of “Report”");
  g_clear_pointer (&change, stint_change_unref);
  change = redo_now (self->parent.workspace);
  details = load_task_now (self->parent.workspace, self->task_id);
  g_assert_true (stint_task_get_deadline (details->row->record, &deadline));
  g_assert_cmpint (deadline.local_s, ==, AT (5, 17, 0));
  g_assert_null (deadline.zone);
}

static void
test_long_titles_are_cut (Commands     *self,
                          gconstpointer data)
{
  g_autoptr (StintEdit) edit =
    stint_command_add_task (self->parent.workspace, "Nước chảy đá mòn, có công mài sắt có ngày nên kim", NULL, NULL);

  g_assert_cmpstr (stint_edit_get_label (edit), ==, "Add “Nước chảy đá mòn, có công mài sắt có ng…”");
}

static void
test_estimate_that_is_left (Commands     *self,
                            gconstpointer data)
{
  assert_when (self, stint_command_schedule (self->parent.workspace, self->details->row, AT (3, 9, 0), 0, FALSE),
               "2026-11-24T09:00–2026-11-24T10:00 Europe/Berlin, 2026-11-26T09:00–2026-11-26T10:30 Europe/Berlin");
}

static void
test_nothing_left_is_an_hour (Commands     *self,
                              gconstpointer data)
{
  self->details->row->planned_min = 500;
  assert_when (self, stint_command_schedule (self->parent.workspace, self->details->row, AT (3, 9, 0), 0, FALSE),
               "2026-11-24T09:00–2026-11-24T10:00 Europe/Berlin, 2026-11-26T09:00–2026-11-26T10:00 Europe/Berlin");
}

static void
test_floating_stays_floating (Commands     *self,
                              gconstpointer data)
{
  StintWhen when = { stint_time_floating (AT (1, 9, 0)), stint_time_floating (AT (1, 10, 0)) };

  assert_when (self, stint_command_set_member (g_ptr_array_index (self->details->blocks, 0), STINT_BLOCK_WHEN, stint_when_to_variant (&when)),
               "2026-11-24T09:00–2026-11-24T10:00 floating");
  assert_when (self, stint_command_place_block (self->parent.workspace, self->block, AT (2, 13, 0), AT (2, 14, 0), FALSE),
               "2026-11-25T13:00–2026-11-25T14:00 floating");
}

static void
test_other_zone_stays (Commands     *self,
                       gconstpointer data)
{
  StintWhen when = { stint_time_zoned (AT (1, 9, 0), "America/New_York"), stint_time_zoned (AT (1, 10, 0), "America/New_York") };

  assert_when (self, stint_command_set_member (g_ptr_array_index (self->details->blocks, 0), STINT_BLOCK_WHEN, stint_when_to_variant (&when)),
               "2026-11-24T09:00–2026-11-24T10:00 America/New_York");
  g_assert_cmpint (self->block->start_s, ==, AT (1, 15, 0));
  assert_when (self, stint_command_place_block (self->parent.workspace, self->block, AT (2, 16, 0), AT (2, 17, 0), FALSE),
               "2026-11-25T10:00–2026-11-25T11:00 America/New_York");
}

static void
test_to_all_day_and_back (Commands     *self,
                          gconstpointer data)
{
  assert_when (self, stint_command_place_block (self->parent.workspace, self->block, AT (3, 0, 0), AT (4, 0, 0), TRUE),
               "2026-11-26–2026-11-27 floating");
  g_assert_true (self->block->all_day);
  assert_when (self, stint_command_place_block (self->parent.workspace, self->block, AT (3, 10, 0), AT (3, 11, 0), FALSE),
               "2026-11-26T10:00–2026-11-26T11:00 Europe/Berlin");
}

static void
test_spring_gap_keeps_length (Commands     *self,
                              gconstpointer data)
{
  gint64 gap_s = (gint64) stint_day_from_ymd (2027, 3, 28) * STINT_DAY_S + 2 * 3600 + 1800;

  assert_when (self, stint_command_place_block (self->parent.workspace, self->block, gap_s, gap_s + 3600, FALSE),
               "2027-03-28T03:30–2027-03-28T04:30 Europe/Berlin");
}

static void
test_place_pins (Commands     *self,
                 gconstpointer data)
{
  g_autoptr (StintChange) first = NULL;
  g_autoptr (StintChange) second = NULL;

  first = apply_now (self->parent.workspace,
                     stint_command_set_member (g_ptr_array_index (self->details->blocks, 0), STINT_BLOCK_PINNED, g_variant_new_boolean (FALSE)));
  reload (self);
  g_assert_false (self->block->pinned);
  second = apply_now (self->parent.workspace,
                      stint_command_place_block (self->parent.workspace, self->block, AT (2, 13, 0), AT (2, 14, 0), FALSE));
  reload (self);
  g_assert_true (self->block->pinned);
}

static void
test_typing_is_one_step (Commands     *self,
                         gconstpointer data)
{
  static const char *const texts[] = { "E", "Es", "Ess", "Essa", "Essay" };
  g_autofree char *before = dump_now (self->parent.workspace);
  g_autofree char *after = NULL;
  g_autoptr (StintChange) undone = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (StintChange) change =
        apply_now (self->parent.workspace,
                   stint_command_set_member (self->details->row->record, STINT_TASK_TITLE, g_variant_new_string (texts[i])));

      g_assert_nonnull (change);
    }
  undone = undo_now (self->parent.workspace, NULL);
  after = dump_now (self->parent.workspace);
  g_assert_cmpstr (after, ==, before);
}

static void
test_quick_add_finds_project (Commands     *self,
                              gconstpointer data)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse ("Call #wORK", AT (1, 9, 12));
  g_autofree char *id = NULL;
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, stint_command_quick_add (self->parent.workspace, words, &id));
  g_autoptr (StintTaskDetails) details = load_task_now (self->parent.workspace, id);

  g_assert_cmpstr (stint_task_get_project (details->row->record), ==, self->project_id);
  g_assert_cmpuint (g_list_model_get_n_items (stint_workspace_get_projects (self->parent.workspace)), ==, 1);
}

static void
test_quick_add_makes_project (Commands     *self,
                              gconstpointer data)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse ("Call #garden", AT (1, 9, 12));
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, stint_command_quick_add (self->parent.workspace, words, NULL));
  g_autoptr (StintProjectItem) item = g_list_model_get_item (stint_workspace_get_projects (self->parent.workspace), 1);

  g_assert_nonnull (item);
  g_assert_cmpstr (stint_project_item_get_name (item), ==, "garden");
  g_assert_cmpstr (stint_project_item_get_color (item), ==, stint_project_pick_color (1));
}

static void
test_quick_add_day_is_all_day (Commands     *self,
                               gconstpointer data)
{
  g_autoptr (StintQuickAdd) words = stint_quick_add_parse ("Call tomorrow", AT (1, 9, 12));
  g_autofree char *id = NULL;
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, stint_command_quick_add (self->parent.workspace, words, &id));
  StintGridRow *row = get_row_now (self->parent.workspace, id);

  g_assert_nonnull (row);
  g_assert_true (row->all_day);
  g_assert_cmpint (row->start_s, ==, AT (2, 0, 0));
  g_assert_cmpint (row->end_s, ==, AT (3, 0, 0));
  stint_grid_row_free (row);
}

static void
test_tasks_outlive_their_project (Commands     *self,
                                  gconstpointer data)
{
  g_autoptr (StintProjectItem) item = g_list_model_get_item (stint_workspace_get_projects (self->parent.workspace), 0);
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintTaskDetails) details = NULL;

  change = apply_now (self->parent.workspace, stint_command_delete_project (stint_project_item_get_record (item)));
  details = load_task_now (self->parent.workspace, self->task_id);
  g_assert_nonnull (details);
  g_assert_null (details->row->project_name);
  g_assert_cmpuint (g_list_model_get_n_items (stint_workspace_get_projects (self->parent.workspace)), ==, 0);
}

static void
test_example_week_fills_the_week (Commands     *self,
                                  gconstpointer data)
{
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, stint_command_example_week (self->parent.workspace));
  guint n_blocks = 0, n_tasks = 0, n_projects = 0, n_done = 0;

  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);
      StintWhen when;

      n_projects += delta->kind == STINT_KIND_PROJECT;
      n_tasks += delta->kind == STINT_KIND_TASK;
      if (delta->kind != STINT_KIND_BLOCK)
        continue;
      n_blocks++;
      n_done += stint_block_is_done (delta->record);
      g_assert_true (stint_block_get_when (delta->record, &when));
      g_assert_cmpint (stint_time_get_day (&when.start), >=, FIXTURE_MONDAY);
      g_assert_cmpint (stint_time_get_day (&when.start), <, FIXTURE_MONDAY + 7);
    }
  g_assert_cmpuint (n_projects, ==, 4);
  g_assert_cmpuint (n_tasks, ==, 17);
  g_assert_cmpuint (n_blocks, ==, 18);
  /* Monday's three, and Tuesday's mail. */
  g_assert_cmpuint (n_done, ==, 4);
}

#define ADD(path, function) g_test_add (path, Commands, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/commands/add-task/is-one-step", test_add_task);
  ADD ("/commands/add-task-at/is-one-step", test_add_task_at);
  ADD ("/commands/quick-add/is-one-step", test_quick_add);
  ADD ("/commands/set-member/is-one-step", test_set_member);
  ADD ("/commands/unset-member/is-one-step", test_unset_member);
  ADD ("/commands/complete-task/is-one-step", test_complete_task);
  ADD ("/commands/delete-task/is-one-step", test_delete_task);
  ADD ("/commands/duplicate-task/is-one-step", test_duplicate_task);
  ADD ("/commands/schedule/is-one-step", test_schedule);
  ADD ("/commands/move/is-one-step", test_move);
  ADD ("/commands/resize-end/is-one-step", test_resize_end);
  ADD ("/commands/resize-start/is-one-step", test_resize_start);
  ADD ("/commands/copy/is-one-step", test_copy);
  ADD ("/commands/split/is-one-step", test_split);
  ADD ("/commands/unschedule/is-one-step", test_unschedule);
  ADD ("/commands/complete-block/is-one-step", test_complete_block);
  ADD ("/commands/set-deadline/keeps-the-time-of-day", test_set_deadline);
  ADD ("/commands/add-project/is-one-step", test_add_project);
  ADD ("/commands/delete-project/is-one-step", test_delete_project);
  ADD ("/commands/example-week/is-one-step", test_example_week);
  ADD ("/commands/label/long-titles-are-cut", test_long_titles_are_cut);
  ADD ("/commands/schedule/takes-what-is-left-of-the-estimate", test_estimate_that_is_left);
  ADD ("/commands/schedule/takes-an-hour-if-nothing-is-left", test_nothing_left_is_an_hour);
  ADD ("/commands/place/floating-stays-floating", test_floating_stays_floating);
  ADD ("/commands/place/other-zone-stays", test_other_zone_stays);
  ADD ("/commands/place/to-all-day-and-back", test_to_all_day_and_back);
  ADD ("/commands/place/spring-gap-keeps-the-length", test_spring_gap_keeps_length);
  ADD ("/commands/place/pins", test_place_pins);
  ADD ("/commands/set-member/typing-is-one-step", test_typing_is_one_step);
  ADD ("/commands/quick-add/finds-the-project", test_quick_add_finds_project);
  ADD ("/commands/quick-add/makes-the-project", test_quick_add_makes_project);
  ADD ("/commands/quick-add/a-day-alone-is-all-day", test_quick_add_day_is_all_day);
  ADD ("/commands/delete-project/tasks-stay", test_tasks_outlive_their_project);
  ADD ("/commands/example-week/fills-this-week", test_example_week_fills_the_week);

  return g_test_run ();
}
