/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-project.h"
#include "core/stint-task.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-task-list.h"
#include "workspace/stint-transfer.h"

#define N_TASKS 5000

/* Five thousand tasks, sorted by title, and what the list has said. */
typedef struct
{
  Fixture        parent;
  StintTaskList *list;
  GString       *changes;
  gboolean       changed;
  gboolean       loaded;
} List;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  List *self = user_data;

  g_string_append_printf (self->changes, "%u-%u+%u;", position, removed, added);
  self->changed = TRUE;
}

static void
loaded_cb (StintTaskList *list,
           gpointer       user_data)
{
  List *self = user_data;

  self->loaded = TRUE;
}

static void
add_tasks (List *self)
{
  StintEdit *edit = stint_edit_new ("Many");
  g_autoptr (StintChange) change = NULL;

  for (int i = 0; i < N_TASKS; i++)
    {
      g_autofree char *id = stint_workspace_dup_new_id (self->parent.workspace);
      GVariantDict members;

      g_variant_dict_init (&members, NULL);
      g_variant_dict_insert_value (&members, "title", g_variant_new_take_string (g_strdup_printf ("Task %05d", i)));
      stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&members));
    }
  change = apply_now (self->parent.workspace, edit);
  g_assert_nonnull (change);
}

static void
set_up (List         *self,
        gconstpointer data)
{
  StintTaskQuery query = { .view = STINT_TASK_VIEW_ALL, .sort = STINT_TASK_SORT_TITLE };

  fixture_set_up (&self->parent, data);
  add_tasks (self);
  self->changes = g_string_new (NULL);
  self->list = stint_task_list_new (self->parent.workspace);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (self->list, "loaded", G_CALLBACK (loaded_cb), self);
  stint_task_list_set_query (self->list, &query);
  wait_for (&self->loaded);
  settle (self->parent.workspace);
}

static void
tear_down (List         *self,
           gconstpointer data)
{
  settle (self->parent.workspace);
  g_assert_finalize_object (self->list);
  g_string_free (self->changes, TRUE);
  fixture_tear_down (&self->parent, data);
}

static StintTaskItem *
dup_item (List *self,
          guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->list), position);
}

static void
assert_title (List       *self,
              guint       position,
              const char *title)
{
  g_autoptr (StintTaskItem) item = dup_item (self, position);

  settle (self->parent.workspace);
  g_assert_nonnull (item);
  g_assert_nonnull (stint_task_item_get_row (item));
  g_assert_cmpstr (stint_task_get_title (stint_task_item_get_row (item)->record), ==, title);
}

static void
test_first_page_first (List         *self,
                       gconstpointer data)
{
  g_assert_cmpstr (self->changes->str, ==, "0-0+100;100-0+4900;");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, N_TASKS);
  g_assert_true (stint_task_list_is_loaded (self->list));
}

static void
test_first_page_is_read (List         *self,
                         gconstpointer data)
{
  g_autoptr (StintTaskItem) item = dup_item (self, 42);

  g_assert_nonnull (stint_task_item_get_row (item));
}

static void
row_cb (GObject    *object,
        GParamSpec *pspec,
        gpointer    user_data)
{
  (*(int *) user_data)++;
}

static void
test_page_on_demand (List         *self,
                     gconstpointer data)
{
  g_autoptr (StintTaskItem) item = dup_item (self, 3210);
  g_autoptr (StintTaskItem) neighbour = NULL;
  int n_notified = 0;

  g_assert_null (stint_task_item_get_row (item));
  g_signal_connect (item, "notify::row", G_CALLBACK (row_cb), &n_notified);
  settle (self->parent.workspace);
  g_assert_cmpint (n_notified, ==, 1);
  g_assert_cmpstr (stint_task_get_title (stint_task_item_get_row (item)->record), ==, "Task 03210");
  neighbour = dup_item (self, 3299);
  g_assert_nonnull (stint_task_item_get_row (neighbour));
}

static void
test_same_item_twice (List         *self,
                      gconstpointer data)
{
  g_autoptr (StintTaskItem) first = dup_item (self, 4000);
  g_autoptr (StintTaskItem) second = dup_item (self, 4000);

  g_assert_true (first == second);
}

/* An item that is held stays the item of its row, though thousands were asked for in between. */
static void
test_held_item_stays_current (List         *self,
                              gconstpointer data)
{
  g_autoptr (StintTaskItem) held = dup_item (self, 10);
  g_autoptr (StintTaskItem) again = NULL;
  g_autoptr (StintChange) change = NULL;

  for (guint i = 1000; i < N_TASKS; i++)
    {
      g_autoptr (StintTaskItem) item = dup_item (self, i);

      g_assert_nonnull (item);
    }
  settle (self->parent.workspace);
  again = dup_item (self, 10);
  g_assert_true (held == again);
  change = apply_now (self->parent.workspace,
                      stint_command_set_member (stint_task_item_get_row (held)->record, STINT_TASK_TITLE, g_variant_new_string ("Task 00010b")));
  settle (self->parent.workspace);
  g_assert_cmpstr (stint_task_get_title (stint_task_item_get_row (held)->record), ==, "Task 00010b");
}

static void
test_insert (List         *self,
             gconstpointer data)
{
  g_autofree char *id = NULL;

  g_string_truncate (self->changes, 0);
  id = add_task_now (self->parent.workspace, "Task 02000b", 0);
  settle (self->parent.workspace);
  g_assert_cmpstr (self->changes->str, ==, "2001-0+1;");
  assert_title (self, 2001, "Task 02000b");
}

static void
test_remove (List         *self,
             gconstpointer data)
{
  g_autoptr (StintTaskItem) item = dup_item (self, 7);
  g_autoptr (StintChange) change = NULL;

  g_string_truncate (self->changes, 0);
  change = apply_now (self->parent.workspace, stint_command_delete_task (stint_task_item_get_row (item)->record));
  settle (self->parent.workspace);
  g_assert_cmpstr (self->changes->str, ==, "7-1+0;");
  assert_title (self, 7, "Task 00008");
}

static void
test_edit_is_no_items_change (List         *self,
                              gconstpointer data)
{
  g_autoptr (StintTaskItem) item = dup_item (self, 7);
  g_autoptr (StintTaskItem) other = dup_item (self, 8);
  g_autoptr (StintChange) change = NULL;
  int n_notified = 0, n_other = 0;

  g_string_truncate (self->changes, 0);
  g_signal_connect (item, "notify::row", G_CALLBACK (row_cb), &n_notified);
  g_signal_connect (other, "notify::row", G_CALLBACK (row_cb), &n_other);
  change = apply_now (self->parent.workspace,
                      stint_command_set_member (stint_task_item_get_row (item)->record, STINT_TASK_ESTIMATE, g_variant_new_int64 (45)));
  settle (self->parent.workspace);
  g_assert_cmpstr (self->changes->str, ==, "");
  g_assert_cmpint (n_notified, ==, 1);
  g_assert_cmpint (n_other, ==, 0);
  g_assert_cmpint (stint_task_get_estimate_min (stint_task_item_get_row (item)->record), ==, 45);
}

static void
test_block_changes_its_task (List         *self,
                             gconstpointer data)
{
  g_autoptr (StintTaskItem) item = dup_item (self, 7);
  g_autoptr (StintChange) scheduled = NULL;
  g_autoptr (StintChange) resized = NULL;
  g_autoptr (StintChange) removed = NULL;
  StintGridRow *row;
  gint64 start_s = (gint64) FIXTURE_MONDAY * STINT_DAY_S + 9 * 3600;

  scheduled = apply_now (self->parent.workspace,
                         stint_command_schedule (self->parent.workspace, stint_task_item_get_row (item), start_s, 60, FALSE));
  settle (self->parent.workspace);
  g_assert_cmpint (stint_task_item_get_row (item)->n_blocks, ==, 1);

  row = get_row_now (self->parent.workspace, stint_record_get_id (stint_task_item_get_row (item)->record));
  resized = apply_now (self->parent.workspace, stint_command_place_block (self->parent.workspace, row, start_s, start_s + 7200, FALSE));
  settle (self->parent.workspace);
  g_assert_cmpint (stint_task_item_get_row (item)->planned_min, ==, 120);

  removed = apply_now (self->parent.workspace, stint_command_unschedule (row));
  settle (self->parent.workspace);
  g_assert_cmpint (stint_task_item_get_row (item)->n_blocks, ==, 0);
  stint_grid_row_free (row);
}

static void
test_project_colours_its_tasks (List         *self,
                                gconstpointer data)
{
  g_autoptr (StintTaskItem) item = dup_item (self, 7);
  g_autoptr (StintChange) added = NULL;
  g_autoptr (StintChange) joined = NULL;
  g_autoptr (StintChange) coloured = NULL;
  g_autoptr (StintRecord) project = NULL;
  g_autofree char *id = NULL;

  added = apply_now (self->parent.workspace, stint_command_add_project (self->parent.workspace, "Work", "#3584e4", &id));
  joined = apply_now (self->parent.workspace,
                      stint_command_set_member (stint_task_item_get_row (item)->record, STINT_TASK_PROJECT, g_variant_new_string (id)));
  settle (self->parent.workspace);
  g_assert_cmpstr (stint_task_item_get_row (item)->color, ==, "#3584e4");

  project = stint_record_new (STINT_KIND_PROJECT, id, g_variant_new ("a{sv}", NULL));
  coloured = apply_now (self->parent.workspace, stint_command_set_member (project, STINT_PROJECT_COLOR, g_variant_new_string ("#c01c28")));
  settle (self->parent.workspace);
  g_assert_cmpstr (stint_task_item_get_row (item)->color, ==, "#c01c28");
}

static void
test_other_query_replaces_the_middle (List         *self,
                                      gconstpointer data)
{
  StintTaskQuery query = { .view = STINT_TASK_VIEW_ALL, .sort = STINT_TASK_SORT_TITLE, .search = (char *) "00042" };

  self->loaded = FALSE;
  g_string_truncate (self->changes, 0);
  stint_task_list_set_query (self->list, &query);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, N_TASKS);
  wait_for (&self->loaded);
  settle (self->parent.workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 1);
  assert_title (self, 0, "Task 00042");
}

static void
test_last_query_counts (List         *self,
                        gconstpointer data)
{
  StintTaskQuery query = { .view = STINT_TASK_VIEW_ALL, .sort = STINT_TASK_SORT_TITLE };

  self->loaded = FALSE;
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *search = g_strdup_printf ("0004%d", i);

      query.search = search;
      stint_task_list_set_query (self->list, &query);
    }
  wait_for (&self->loaded);
  settle (self->parent.workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 1);
  assert_title (self, 0, "Task 00049");
}

static void
test_many_elsewhere (List         *self,
                     gconstpointer data)
{
  g_autoptr (StintChange) undone = NULL;

  undone = undo_now (self->parent.workspace, NULL);
  settle (self->parent.workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 0);
}

/* The restored store gives the same row ids to other rows. */
static void
test_restore (List         *self,
              gconstpointer data)
{
  g_autoptr (StintChange) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = stint_transfer_backup (self->parent.workspace, &error);
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  undone = undo_now (self->parent.workspace, NULL);
  id = add_task_now (self->parent.workspace, "Another", 0);
  settle (self->parent.workspace);
  assert_title (self, 0, "Another");
  stint_transfer_restore (self->parent.workspace, path, NULL, &error);
  g_assert_no_error (error);
  settle (self->parent.workspace);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, N_TASKS);
  assert_title (self, 0, "Task 00000");
  assert_title (self, N_TASKS - 1, "Task 04999");
}

#define ADD(path, function) g_test_add (path, List, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/task-list/query/first-page-then-the-rest", test_first_page_first);
  ADD ("/task-list/query/first-page-is-read-at-once", test_first_page_is_read);
  ADD ("/task-list/query/old-stays-until-new", test_other_query_replaces_the_middle);
  ADD ("/task-list/query/only-the-last-counts", test_last_query_counts);
  ADD ("/task-list/item/page-is-read-on-demand", test_page_on_demand);
  ADD ("/task-list/item/is-the-same-twice", test_same_item_twice);
  ADD ("/task-list/item/held-stays-current", test_held_item_stays_current);
  ADD ("/task-list/change/insert-is-one-row", test_insert);
  ADD ("/task-list/change/remove-is-one-row", test_remove);
  ADD ("/task-list/change/edit-replaces-one-row", test_edit_is_no_items_change);
  ADD ("/task-list/change/block-changes-its-task", test_block_changes_its_task);
  ADD ("/task-list/change/project-colours-its-tasks", test_project_colours_its_tasks);
  ADD ("/task-list/change/one-of-thousands", test_many_elsewhere);
  ADD ("/task-list/restore/shows-the-other-store", test_restore);

  return g_test_run ();
}
