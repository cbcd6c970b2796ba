/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/ui-fixture.h"
#include "ui/transfer/stint-transfer-window.h"
#include "ui/window/stint-window-private.h"
#include "workspace/stint-workspace-private.h"

typedef struct
{
  UiFixture    parent;
  StintWindow *window;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->parent, data);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  ui_fixture_tear_down (&self->parent, data);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
show_window (Fixture *self,
             int      width)
{
  self->window = stint_window_new (NULL, self->parent.workspace, NULL, self->parent.settings);
  self->parent.window = GTK_WIDGET (self->window);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 700);
  stint_window_start (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_until (is_mapped, self->window);
}

static gboolean
is_welcome (gpointer data)
{
  return g_strcmp0 (stint_window_get_page (((Fixture *) data)->window), "welcome") == 0;
}

static gboolean
is_calendar (gpointer data)
{
  return g_strcmp0 (stint_window_get_page (((Fixture *) data)->window), "calendar") == 0;
}

static void
activate (Fixture    *self,
          const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

static void
test_an_empty_store_is_welcomed (Fixture      *self,
                                 gconstpointer data)
{
  show_window (self, 1280);
  ui_wait_until (is_welcome, self);
}

static void
test_the_first_task_ends_the_welcome (Fixture      *self,
                                      gconstpointer data)
{
  g_autofree char *id = NULL;

  show_window (self, 1280);
  ui_wait_until (is_welcome, self);
  id = ui_fixture_add (&self->parent, "Report");
  ui_wait_until (is_calendar, self);
}

static void
test_the_example_week_can_be_undone (Fixture      *self,
                                     gconstpointer data)
{
  show_window (self, 1280);
  ui_wait_until (is_welcome, self);
  activate (self, "example");
  ui_wait_until (is_calendar, self);
  activate (self, "undo");
  ui_wait_until (is_welcome, self);
}

static void
test_view_is_remembered (Fixture      *self,
                         gconstpointer data)
{
  g_autofree char *view = NULL;

  show_window (self, 1280);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "view", g_variant_new_string ("month"));
  view = g_settings_get_string (self->parent.settings, "view");
  g_assert_cmpstr (view, ==, "month");
  g_assert_cmpint (stint_calendar_get_view (stint_window_get_calendar (self->window)), ==, STINT_VIEW_MONTH);
}

static void
test_length_of_a_block_is_a_setting (Fixture      *self,
                                     gconstpointer data)
{
  show_window (self, 1280);
  g_settings_set_int (self->parent.settings, "default-block-minutes", 25);
  g_assert_cmpint (stint_workspace_get_default_block_min (self->parent.workspace), ==, 25);
  g_settings_reset (self->parent.settings, "default-block-minutes");
}

static void
test_next_and_today (Fixture      *self,
                     gconstpointer data)
{
  StintCalendar *calendar;
  int today = stint_clock_get_today (self->parent.clock);

  show_window (self, 1280);
  calendar = stint_window_get_calendar (self->window);
  activate (self, "next");
  g_assert_cmpint (stint_calendar_get_day (calendar), >, today);
  activate (self, "today");
  g_assert_cmpint (stint_calendar_get_day (calendar), ==, today);
}

static void
test_open_task_shows_the_inspector (Fixture      *self,
                                    gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");

  show_window (self, 1280);
  g_assert_false (stint_window_is_inspecting (self->window));
  stint_window_open_task (self->window, id);
  g_assert_true (stint_window_is_inspecting (self->window));
  g_assert_cmpstr (stint_backlog_get_selected_task (stint_window_get_backlog (self->window)), ==, id);
}

static gboolean
is_not_inspecting (gpointer data)
{
  return !stint_window_is_inspecting (((Fixture *) data)->window);
}

static void
test_deleting_the_task_closes_the_inspector (Fixture      *self,
                                             gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, id);

  show_window (self, 1280);
  stint_window_open_task (self->window, id);
  ui_fixture_apply (&self->parent, stint_command_delete_task (task));
  ui_wait_until (is_not_inspecting, self);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(gboolean *) user_data = stint_workspace_move_finish (STINT_WORKSPACE (source), result, NULL);
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_another_plan_closes_the_inspector (Fixture      *self,
                                        gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");
  g_autofree char *other = g_build_filename (self->parent.directory, "other", NULL);
  gboolean has_moved = FALSE;

  show_window (self, 1280);
  stint_window_open_task (self->window, id);
  stint_workspace_move_async (self->parent.workspace, other, moved_cb, &has_moved);
  ui_wait_until (is_true, &has_moved);
  g_assert_false (stint_window_is_inspecting (self->window));
  g_assert_null (stint_calendar_get_selected_task (stint_window_get_calendar (self->window)));
  ui_wait_until (is_welcome, self);
}

static gboolean
offers_undo (gpointer data)
{
  return ((Fixture *) data)->window->undo_toast != NULL;
}

static void
test_another_plan_takes_the_undo_along (Fixture      *self,
                                        gconstpointer data)
{
  g_autofree char *kept = ui_fixture_add (&self->parent, "Letter");
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");
  g_autofree char *other = g_build_filename (self->parent.directory, "other", NULL);
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, id);
  gboolean has_moved = FALSE;

  show_window (self, 1280);
  ui_wait_until (is_calendar, self);
  ui_fixture_apply (&self->parent, stint_command_delete_task (task));
  ui_wait_until (offers_undo, self);
  stint_workspace_move_async (self->parent.workspace, other, moved_cb, &has_moved);
  ui_wait_until (is_true, &has_moved);
  g_assert_null (self->window->undo_toast);
}

static void
test_an_open_menu_has_no_tooltip_over_it (Fixture      *self,
                                          gconstpointer data)
{
  show_window (self, 1280);
  ui_wait_until (is_welcome, self);
  g_assert_true (gtk_widget_get_has_tooltip (GTK_WIDGET (self->window->menu_button)));
  gtk_menu_button_popup (self->window->menu_button);
  ui_run_a_moment ();
  g_assert_false (gtk_widget_get_has_tooltip (GTK_WIDGET (self->window->menu_button)));
  gtk_menu_button_popdown (self->window->menu_button);
  ui_run_a_moment ();
  g_assert_true (gtk_widget_get_has_tooltip (GTK_WIDGET (self->window->menu_button)));
  g_assert_nonnull (gtk_widget_get_tooltip_text (GTK_WIDGET (self->window->menu_button)));
}

static gboolean
shows_three_days (gpointer data)
{
  int first_day, n_days;

  stint_calendar_get_range (stint_window_get_calendar (((Fixture *) data)->window), &first_day, &n_days);
  return n_days == 3;
}

static void
test_a_narrow_window_shows_three_days (Fixture      *self,
                                       gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");

  show_window (self, 600);
  ui_wait_until (shows_three_days, self);
}

static void
test_trouble_is_shown_in_the_window (Fixture      *self,
                                     gconstpointer data)
{
  g_autoptr (GError) error = g_error_new (STINT_STORE_ERROR, STINT_STORE_ERROR_NEWER, "It is newer");

  self->window = stint_window_new (NULL, self->parent.workspace, NULL, self->parent.settings);
  self->parent.window = GTK_WIDGET (self->window);
  stint_window_show_trouble (self->window, error);
  g_assert_cmpstr (stint_window_get_page (self->window), ==, "trouble");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "new-task"));
}

/* Remembers every widget below @widget by its weak reference, with its type's name to be told. */
static void
watch_widgets (GtkWidget *widget,
               GPtrArray *living)
{
  GWeakRef *reference;

  /* GTK's own, which it does not free. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow"))
    return;
  reference = g_new (GWeakRef, 1);
  g_weak_ref_init (reference, widget);
  g_ptr_array_add (living, reference);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    watch_widgets (child, living);
}

static void
weak_ref_free (gpointer reference)
{
  g_weak_ref_clear (reference);
  g_free (reference);
}

static void
test_no_widget_outlives_it (Fixture      *self,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) living = g_ptr_array_new_with_free_func (weak_ref_free);
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");
  guint n_left = 0;

  show_window (self, 1280);
  stint_window_open_task (self->window, id);
  for (int view = STINT_VIEW_DAY; view <= STINT_VIEW_AGENDA; view++)
    {
      g_settings_set_enum (self->parent.settings, "view", view);
      ui_run_a_moment ();
    }
  watch_widgets (GTK_WIDGET (self->window), living);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->parent.window)));
  ui_run_a_moment ();
  for (guint i = 0; i < living->len; i++)
    {
      g_autoptr (GtkWidget) widget = g_weak_ref_get (g_ptr_array_index (living, i));

      if (widget == NULL)
        continue;
      g_test_message ("%s lives on, with %u references", G_OBJECT_TYPE_NAME (widget), G_OBJECT (widget)->ref_count - 1);
      n_left++;
    }
  g_assert_cmpuint (n_left, ==, 0);
}

static void
test_finalizes (Fixture      *self,
                gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");
  gpointer weak;

  show_window (self, 1280);
  stint_window_open_task (self->window, id);
  ui_run_a_moment ();
  weak = self->window;
  g_object_add_weak_pointer (G_OBJECT (self->window), &weak);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->parent.window)));
  ui_run_a_moment ();
  g_assert_null (weak);
}

static gboolean
has_width (gpointer data)
{
  return gtk_widget_get_width (data) > 0;
}

static void
test_what_was_understood_does_not_widen_the_pane (Fixture      *self,
                                                  gconstpointer data)
{
  StintBacklog *backlog;
  int width;

  show_window (self, 1280);
  ui_wait_until (is_welcome, self);
  backlog = stint_window_get_backlog (self->window);
  ui_wait_until (has_width, backlog);
  width = gtk_widget_get_width (GTK_WIDGET (backlog));

  stint_quick_add_entry_set_text (stint_backlog_get_quick_add (backlog), "Letter by fri 5pm 2h #work @mail !high tomorrow 2pm");
  ui_run_a_moment ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (backlog)), ==, width);
}

#define ADD(path, function) g_test_add ("/ui/window/" path, Fixture, NULL, set_up, function, tear_down)

/* Returns: (transfer full) (nullable): the first drop target below @widget */
static GtkEventController *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return g_steal_pointer (&controller);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkEventController *target = find_drop_target (child);

      if (target != NULL)
        return target;
    }
  return NULL;
}

/* Whether what would come in is shown. */
static gboolean
has_import_window (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (STINT_IS_TRANSFER_WINDOW (link->data) && gtk_window_get_default_widget (link->data) != NULL)
      return gtk_widget_get_mapped (gtk_window_get_default_widget (link->data));
  return FALSE;
}

/* What GTK does when another program's file is let go over the window; the protocol before that is GTK's own. */
static void
test_a_calendar_file_that_is_dropped_is_shown_first (Fixture      *self,
                                                     gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->parent.directory, "dropped.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GtkEventController) target = NULL;
  g_autoptr (GError) error = NULL;
  GSList link = { .data = file };
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_file_set_contents (path,
                       "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:dropped@example.org\r\nSUMMARY:Dropped\r\n"
                       "DTSTART:20261125T100000Z\r\nDTEND:20261125T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                       -1, &error);
  g_assert_no_error (error);
  show_window (self, 1280);
  ui_wait_until (is_welcome, self);

  target = find_drop_target (GTK_WIDGET (self->window));
  g_assert_nonnull (target);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &link);
  g_signal_emit_by_name (target, "drop", &value, 300.0, 300.0, &taken);
  g_assert_true (taken);
  ui_wait_until (has_import_window, NULL);
  g_assert_null (stint_workspace_get_undo_label (self->parent.workspace));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("an-empty-store-is-welcomed", test_an_empty_store_is_welcomed);
  ADD ("the-first-task-ends-the-welcome", test_the_first_task_ends_the_welcome);
  ADD ("the-example-week-can-be-undone", test_the_example_week_can_be_undone);
  ADD ("view-is-remembered", test_view_is_remembered);
  ADD ("length-of-a-block-is-a-setting", test_length_of_a_block_is_a_setting);
  ADD ("next-and-today", test_next_and_today);
  ADD ("open-task-shows-the-inspector", test_open_task_shows_the_inspector);
  ADD ("deleting-the-task-closes-the-inspector", test_deleting_the_task_closes_the_inspector);
  ADD ("another-plan-closes-the-inspector", test_another_plan_closes_the_inspector);
  ADD ("another-plan-takes-the-undo-along", test_another_plan_takes_the_undo_along);
  ADD ("an-open-menu-has-no-tooltip-over-it", test_an_open_menu_has_no_tooltip_over_it);
  ADD ("a-narrow-window-shows-three-days", test_a_narrow_window_shows_three_days);
  ADD ("trouble-is-shown-in-the-window", test_trouble_is_shown_in_the_window);
  ADD ("finalizes", test_finalizes);
  ADD ("no-widget-outlives-it", test_no_widget_outlives_it);
  ADD ("a-calendar-file-that-is-dropped-is-shown-first", test_a_calendar_file_that_is_dropped_is_shown_first);
  ADD ("what-was-understood-does-not-widen-the-pane", test_what_was_understood_does_not_widen_the_pane);

  return g_test_run ();
}
