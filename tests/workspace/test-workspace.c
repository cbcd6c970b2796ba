/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"
#include "store/stint-store-error.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-project-item.h"

static void
test_undo_after_restart (Fixture      *self,
                         gconstpointer data)
{
  g_autofree char *empty = dump_now (self->workspace);
  g_autofree char *id = add_task_now (self->workspace, "Report", 60);
  g_autofree char *full = dump_now (self->workspace);
  g_autofree char *undone_dump = NULL;
  g_autofree char *redone_dump = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_autoptr (StintChange) redone = NULL;

  fixture_restart (self);
  g_assert_cmpstr (stint_workspace_get_undo_label (self->workspace), ==, "Add “Report”");
  undone = undo_now (self->workspace, NULL);
  undone_dump = dump_now (self->workspace);
  g_assert_cmpstr (undone_dump, ==, empty);

  fixture_restart (self);
  g_assert_cmpstr (stint_workspace_get_redo_label (self->workspace), ==, "Add “Report”");
  redone = redo_now (self->workspace);
  redone_dump = dump_now (self->workspace);
  g_assert_cmpstr (redone_dump, ==, full);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  GString *text = user_data;

  g_string_append_printf (text, "%s;", pspec->name);
}

static void
test_labels_are_notified (Fixture      *self,
                          gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_signal_connect (self->workspace, "notify::can-undo", G_CALLBACK (count_cb), text);
  g_signal_connect (self->workspace, "notify::undo-label", G_CALLBACK (count_cb), text);
  g_assert_false (stint_workspace_get_can_undo (self->workspace));
  first = add_task_now (self->workspace, "One", 0);
  second = add_task_now (self->workspace, "Two", 0);
  g_assert_true (stint_workspace_get_can_undo (self->workspace));
  g_assert_cmpstr (text->str, ==, "can-undo;undo-label;undo-label;");
}

static void
test_undo_emits_once (Fixture      *self,
                      gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "One", 0);
  g_autoptr (StintChange) change = NULL;

  g_string_truncate (self->log, 0);
  change = undo_now (self->workspace, NULL);
  settle (self->workspace);
  g_assert_true (g_str_has_prefix (self->log->str, "undone:"));
  g_assert_null (strchr (strchr (self->log->str, ';') + 1, ';'));
}

static void
nothing_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_undo_finish (STINT_WORKSPACE (source), result, NULL, &error);

  g_assert_null (change);
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING);
  *(gboolean *) user_data = TRUE;
}

static void
test_nothing_to_undo (Fixture      *self,
                      gconstpointer data)
{
  gboolean done = FALSE;

  stint_workspace_undo_async (self->workspace, NULL, nothing_cb, &done);
  wait_for (&done);
  g_assert_cmpstr (self->log->str, ==, "");
}

static void
test_same_value_is_no_change (Fixture      *self,
                              gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "One", 0);
  g_autoptr (StintTaskDetails) details = load_task_now (self->workspace, id);
  g_autoptr (StintChange) change = NULL;

  g_string_truncate (self->log, 0);
  change = apply_now (self->workspace, stint_command_set_member (details->row->record, STINT_TASK_TITLE, g_variant_new_string ("One")));
  g_assert_null (change);
  g_assert_cmpstr (self->log->str, ==, "");
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  g_assert_null (change);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancelled_before_it_began (Fixture      *self,
                                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  stint_workspace_apply_async (self->workspace, stint_command_add_task (self->workspace, "One", NULL, NULL), cancellable, cancelled_cb, &done);
  wait_for (&done);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  g_assert_null (change);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  *(gboolean *) user_data = TRUE;
}

static void
test_closed_refuses (Fixture      *self,
                     gconstpointer data)
{
  gboolean done = FALSE;
  StintEdit *edit = stint_command_add_task (self->workspace, "One", NULL, NULL);

  stint_workspace_close (self->workspace);
  stint_workspace_apply_async (self->workspace, edit, NULL, closed_cb, &done);
  wait_for (&done);
}

static void
elsewhere_cb (StintWorkspace *workspace,
              StintChange    *change,
              int             source,
              gpointer        user_data)
{
  if (source == STINT_CHANGE_ELSEWHERE && change != NULL && g_strcmp0 (stint_change_get_label (change), "Add “Theirs”") == 0)
    *(gboolean *) user_data = TRUE;
}

static void
test_sees_other_processes (Fixture      *self,
                           gconstpointer data)
{
  g_autoptr (StintWorkspace) other = fixture_open_other (self);
  g_autofree char *id = NULL;
  gboolean seen = FALSE;
  gint64 start_us;

  g_signal_connect (self->workspace, "changed", G_CALLBACK (elsewhere_cb), &seen);
  start_us = g_get_monotonic_time ();
  id = add_task_now (other, "Theirs", 0);
  wait_for (&seen);
  g_test_message ("seen after %d ms", (int) ((g_get_monotonic_time () - start_us) / 1000));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, G_USEC_PER_SEC);
  g_assert_cmpstr (stint_workspace_get_undo_label (self->workspace), ==, "Add “Theirs”");
  g_assert_cmpstr (self->log->str, ==, "elsewhere:Add “Theirs”;");
}

/* Both have the other's tasks, and each has told of each commit once. */
static void
test_both_write (Fixture      *self,
                 gconstpointer data)
{
  g_autoptr (StintWorkspace) other = fixture_open_other (self);
  g_autofree char *mine = NULL;
  g_autofree char *last = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  gboolean seen = FALSE;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *a = add_task_now (self->workspace, "Mine", 0);
      g_autofree char *b = add_task_now (other, "Other", 0);
    }
  g_signal_connect (self->workspace, "changed", G_CALLBACK (elsewhere_cb), &seen);
  last = add_task_now (other, "Theirs", 0);
  wait_for (&seen);

  here = dump_now (self->workspace);
  there = dump_now (other);
  g_assert_cmpstr (here, ==, there);
  for (int i = 0; i < 2; i++)
    {
      g_auto (GStrv) parts = g_strsplit (self->log->str, i == 0 ? "here:Add “Mine”;" : "elsewhere:Add “Other”;", -1);

      g_assert_cmpuint (g_strv_length (parts), ==, 21);
    }
}

static void
test_other_projects_come (Fixture      *self,
                          gconstpointer data)
{
  g_autoptr (StintWorkspace) other = fixture_open_other (self);
  g_autoptr (StintChange) project = NULL;
  g_autoptr (StintProjectItem) item = NULL;
  g_autofree char *id = NULL;
  gboolean seen = FALSE;

  g_signal_connect (self->workspace, "changed", G_CALLBACK (elsewhere_cb), &seen);
  project = apply_now (other, stint_command_add_project (other, "Garden", "#2ec27e", NULL));
  id = add_task_now (other, "Theirs", 0);
  wait_for (&seen);
  item = g_list_model_get_item (stint_workspace_get_projects (self->workspace), 0);
  g_assert_nonnull (item);
  g_assert_cmpstr (stint_project_item_get_name (item), ==, "Garden");
}

static void
test_renamed_project_keeps_its_item (Fixture      *self,
                                     gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (StintChange) added = NULL;
  g_autoptr (StintChange) renamed = NULL;
  g_autoptr (StintProjectItem) item = NULL;
  g_autoptr (StintProjectItem) item_after = NULL;

  added = apply_now (self->workspace, stint_command_add_project (self->workspace, "Garden", NULL, NULL));
  item = g_list_model_get_item (stint_workspace_get_projects (self->workspace), 0);
  g_signal_connect (item, "notify", G_CALLBACK (count_cb), text);
  renamed = apply_now (self->workspace, stint_command_set_member (stint_project_item_get_record (item), "name", g_variant_new_string ("Park")));
  item_after = g_list_model_get_item (stint_workspace_get_projects (self->workspace), 0);
  g_assert_true (item == item_after);
  g_assert_cmpstr (text->str, ==, "name;");
}

static void
changes_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = stint_workspace_list_changes_finish (STINT_WORKSPACE (source), result, &error);

  g_assert_no_error (error);
  *(GPtrArray **) user_data = changes;
}

static void
test_history_is_newest_first (Fixture      *self,
                              gconstpointer data)
{
  g_autofree char *one = add_task_now (self->workspace, "One", 0);
  g_autofree char *two = add_task_now (self->workspace, "Two", 0);
  g_autoptr (GPtrArray) changes = NULL;

  stint_workspace_list_changes_async (self->workspace, 10, NULL, changes_cb, &changes);
  while (changes == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (stint_change_get_label (changes->pdata[0]), ==, "Add “Two”");
}

static void
find_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) record = stint_workspace_find_finish (STINT_WORKSPACE (source), result, &error);
  char **found = user_data;

  *found = record != NULL ? g_strdup (stint_record_get_id (record)) : g_strdup (g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND) ? "none" : "?");
}

static void
test_find_by_prefix (Fixture      *self,
                     gconstpointer data)
{
  g_autofree char *id = add_task_now (self->workspace, "One", 0);
  g_autofree char *prefix = g_strndup (id, 13);
  g_autofree char *found = NULL;
  g_autofree char *missing = NULL;

  stint_workspace_find_async (self->workspace, STINT_KIND_TASK, prefix, NULL, find_cb, &found);
  stint_workspace_find_async (self->workspace, STINT_KIND_TASK, "ffffffff", NULL, find_cb, &missing);
  while (found == NULL || missing == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (found, ==, id);
  g_assert_cmpstr (missing, ==, "none");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/undo/works-after-a-restart", test_undo_after_restart);
  ADD ("/workspace/undo/labels-are-notified-once", test_labels_are_notified);
  ADD ("/workspace/undo/emits-changed-once", test_undo_emits_once);
  ADD ("/workspace/undo/says-when-there-is-nothing", test_nothing_to_undo);
  ADD ("/workspace/apply/same-value-is-no-change", test_same_value_is_no_change);
  ADD ("/workspace/apply/cancelled-before-it-began-changes-nothing", test_cancelled_before_it_began);
  ADD ("/workspace/apply/closed-refuses", test_closed_refuses);
  ADD ("/workspace/elsewhere/is-seen-within-a-second", test_sees_other_processes);
  ADD ("/workspace/elsewhere/each-commit-is-told-once", test_both_write);
  ADD ("/workspace/elsewhere/projects-come-along", test_other_projects_come);
  ADD ("/workspace/projects/a-renamed-one-keeps-its-item", test_renamed_project_keeps_its_item);
  ADD ("/workspace/history/is-newest-first", test_history_is_newest_first);
  ADD ("/workspace/find/by-prefix", test_find_by_prefix);

  return g_test_run ();
}
