/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/ui-fixture.h"
#include "core/stint-task.h"
#include "ui/backlog/stint-backlog-row.h"
#include "ui/backlog/stint-backlog.h"

typedef struct
{
  UiFixture     parent;
  StintBacklog *backlog;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->parent, data);
}

static void
show_backlog (Fixture *self)
{
  self->backlog = STINT_BACKLOG (stint_backlog_new (self->parent.workspace, self->parent.settings));
  ui_fixture_show (&self->parent, GTK_WIDGET (self->backlog));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  ui_fixture_tear_down (&self->parent, data);
}

static guint
count (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (stint_backlog_get_list (self->backlog)));
}

static gboolean
has_one (gpointer data)
{
  Fixture *self = data;
  g_autoptr (StintTaskItem) item = NULL;

  if (count (self) != 1)
    return FALSE;
  item = g_list_model_get_item (G_LIST_MODEL (stint_backlog_get_list (self->backlog)), 0);
  return stint_task_item_get_row (item) != NULL;
}

static gboolean
has_two (gpointer data)
{
  return count (data) == 2;
}

static gboolean
is_empty_page (gpointer data)
{
  return g_strcmp0 (stint_backlog_get_page (((Fixture *) data)->backlog), "empty") == 0;
}

/* The row that draws the first task. */
static StintBacklogRow *
find_row (GtkWidget *widget)
{
  if (STINT_IS_BACKLOG_ROW (widget))
    return STINT_BACKLOG_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      StintBacklogRow *found = find_row (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_facts (gpointer data)
{
  StintBacklogRow *row = find_row (stint_backlog_get_list_view (((Fixture *) data)->backlog));

  return row != NULL && stint_backlog_row_get_facts (row)[0] != '\0';
}

static void
test_row_says_what_is_known (Fixture      *self,
                             gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report by fri 2h");

  show_backlog (self);
  ui_wait_until (has_facts, self);
  g_assert_cmpstr (stint_backlog_row_get_facts (find_row (stint_backlog_get_list_view (self->backlog))), ==, "2 h · due Fri");
}

static void
test_empty_list_says_so (Fixture      *self,
                         gconstpointer data)
{
  show_backlog (self);
  ui_wait_until (is_empty_page, self);
}

static void
test_what_is_added_elsewhere_appears (Fixture      *self,
                                      gconstpointer data)
{
  g_autofree char *id = NULL;

  show_backlog (self);
  ui_wait_until (is_empty_page, self);
  id = ui_fixture_add (&self->parent, "Report");
  ui_wait_until (has_one, self);
}

static void
test_view_done_shows_what_is_done (Fixture      *self,
                                   gconstpointer data)
{
  g_autofree char *open = ui_fixture_add (&self->parent, "Open one");
  g_autofree char *also_open = ui_fixture_add (&self->parent, "Another");
  g_autofree char *done = ui_fixture_add (&self->parent, "Done one");
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, done);
  g_autoptr (StintTaskItem) item = NULL;

  ui_fixture_apply (&self->parent, stint_command_complete_task (self->parent.workspace, task, TRUE));
  show_backlog (self);
  ui_wait_until (has_two, self);
  stint_backlog_filter_set_view (stint_backlog_get_filter (self->backlog), "done");
  ui_wait_until (has_one, self);
  item = g_list_model_get_item (G_LIST_MODEL (stint_backlog_get_list (self->backlog)), 0);
  g_assert_cmpstr (stint_task_get_title (stint_task_item_get_row (item)->record), ==, "Done one");
}

static gboolean
has_only_parcel (gpointer data)
{
  g_autoptr (StintTaskItem) item = NULL;

  if (!has_one (data))
    return FALSE;
  item = g_list_model_get_item (G_LIST_MODEL (stint_backlog_get_list (((Fixture *) data)->backlog)), 0);
  return g_str_equal (stint_task_get_title (stint_task_item_get_row (item)->record), "Parcel");
}

static void
test_search_looks_in_every_view (Fixture      *self,
                                 gconstpointer data)
{
  g_autofree char *open = ui_fixture_add (&self->parent, "Open one");
  g_autofree char *done = ui_fixture_add (&self->parent, "Parcel");
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, done);

  ui_fixture_apply (&self->parent, stint_command_complete_task (self->parent.workspace, task, TRUE));
  show_backlog (self);
  ui_wait_until (has_one, self);
  stint_backlog_search (self->backlog, "parc");
  ui_wait_until (has_only_parcel, self);
}

static void
test_sort_is_remembered (Fixture      *self,
                         gconstpointer data)
{
  g_autofree char *sort = NULL;

  show_backlog (self);
  stint_backlog_filter_set_sort (stint_backlog_get_filter (self->backlog), "title");
  sort = g_settings_get_string (self->parent.settings, "sidebar-sort");
  g_assert_cmpstr (sort, ==, "title");
  g_settings_reset (self->parent.settings, "sidebar-sort");
}

static gboolean
is_selected (gpointer data)
{
  return stint_backlog_get_selected_item (((Fixture *) data)->backlog) != NULL;
}

static void
test_a_task_selected_elsewhere_is_marked (Fixture      *self,
                                          gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");

  show_backlog (self);
  ui_wait_until (has_one, self);
  stint_backlog_set_selected_task (self->backlog, id);
  ui_wait_until (is_selected, self);
}

static void
test_delete_key_action_deletes (Fixture      *self,
                                gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");

  show_backlog (self);
  ui_wait_until (has_one, self);
  stint_backlog_set_selected_task (self->backlog, id);
  gtk_widget_activate_action (GTK_WIDGET (self->backlog), "task.delete", NULL);
  ui_wait_until (is_empty_page, self);
}

static void
test_finalizes (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");
  gpointer weak;

  show_backlog (self);
  ui_wait_until (has_one, self);
  weak = self->backlog;
  g_object_add_weak_pointer (G_OBJECT (self->backlog), &weak);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->parent.window)));
  ui_run_a_moment ();
  g_assert_null (weak);
}

#define ADD(path, function) g_test_add ("/ui/backlog/" path, Fixture, NULL, set_up, function, tear_down)

static gboolean
is_late (gpointer data)
{
  Fixture *self = data;
  StintBacklogRow *row = find_row (stint_backlog_get_list_view (self->backlog));

  return row != NULL && g_str_equal (stint_backlog_row_get_facts (row), "overdue since yesterday");
}

static void
test_midnight_makes_today_yesterday (Fixture      *self,
                                     gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Rent by today");

  show_backlog (self);
  ui_wait_until (has_one, self);
  stint_clock_set_unix_ms (self->parent.clock, stint_clock_get_unix_ms (self->parent.clock) + 24 * 3600 * G_GINT64_CONSTANT (1000));
  ui_wait_until (is_late, self);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("row-says-what-is-known", test_row_says_what_is_known);
  ADD ("empty-list-says-so", test_empty_list_says_so);
  ADD ("what-is-added-elsewhere-appears", test_what_is_added_elsewhere_appears);
  ADD ("view-done-shows-what-is-done", test_view_done_shows_what_is_done);
  ADD ("search-looks-in-every-view", test_search_looks_in_every_view);
  ADD ("sort-is-remembered", test_sort_is_remembered);
  ADD ("a-task-selected-elsewhere-is-marked", test_a_task_selected_elsewhere_is_marked);
  ADD ("midnight-makes-today-yesterday", test_midnight_makes_today_yesterday);
  ADD ("delete-deletes", test_delete_key_action_deletes);
  ADD ("finalizes", test_finalizes);
  return g_test_run ();
}
