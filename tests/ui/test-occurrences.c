/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"
#include "core/stint-time.h"
#include "tests/ui/ui-fixture.h"
#include "ui/grid/stint-block-name.h"
#include "ui/grid/stint-calendar-private.h"
#include "ui/inspector/stint-inspector.h"
#include "ui/repeat/stint-repeat-picker.h"

#define HOUR 3600
#define DAY ((gint64) STINT_DAY_S)

/* Tuesday, 24 November 2026: the fixture's today. */
#define TODAY 20781

/* A week with an hour at ten of each day from today on, until Saturday. */
#define UNTOUCHED "0:10 1:10 2:10 3:10 4:10"

typedef struct
{
  UiFixture         ui;
  StintCalendar    *calendar;
  StintInspector   *inspector;
  StintScopeChoice *choice;
  char             *announced;
  char             *failed;
  char             *task_id;
  const char       *wanted;
} Fixture;

static void
take_text (char      **text,
           const char *message)
{
  g_free (*text);
  *text = g_strdup (message);
}

static void
announce_cb (Fixture    *self,
             const char *message)
{
  take_text (&self->announced, message);
}

static void
failed_cb (Fixture    *self,
           const char *message)
{
  take_text (&self->failed, message);
}

static void
choice_cb (Fixture          *self,
           StintScopeChoice *choice)
{
  g_set_object (&self->choice, choice);
  g_signal_connect_swapped (choice, "failed", G_CALLBACK (failed_cb), self);
}

/* Where its occurrences are in the week: days from today, and hours; a done one has a "+". */
static char *
describe (Fixture *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; self->calendar->page != NULL && i < self->calendar->page->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (self->calendar->page->rows, i);
      int day = stint_day_of_local (row->start_s);

      g_string_append_printf (text, "%s%d:%d%s", i > 0 ? " " : "", day - TODAY, (int) ((row->start_s - day * DAY) / HOUR), row->done ? "+" : "");
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_as_wanted (gpointer data)
{
  Fixture *self = data;
  g_autofree char *shown = describe (self);

  return g_str_equal (shown, self->wanted);
}

static void
wait_for (Fixture    *self,
          const char *wanted)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  self->wanted = wanted;
  while (!is_as_wanted (self))
    {
      g_main_context_iteration (NULL, FALSE);
      if (g_get_monotonic_time () > end)
        {
          g_autofree char *shown = describe (self);

          g_assert_cmpstr (shown, ==, wanted);
        }
    }
}

static void
add_series (Fixture *self,
            int      minutes)
{
  StintTime start = stint_time_zoned (TODAY * DAY + 10 * HOUR, "Europe/Berlin");
  g_autoptr (StintRecord) task = NULL;
  g_autoptr (StintRepeat) repeat = NULL;

  self->task_id = ui_fixture_add (&self->ui, "Standup");
  task = ui_fixture_find (&self->ui, self->task_id);
  repeat = stint_repeat_new ("FREQ=DAILY", &start, minutes, FALSE);
  ui_fixture_apply (&self->ui, stint_command_set_repeat (self->ui.workspace, task, NULL, repeat));
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->ui, data);
  self->calendar = STINT_CALENDAR (stint_calendar_new (self->ui.workspace));
  g_signal_connect_swapped (self->calendar, "announce", G_CALLBACK (announce_cb), self);
  g_signal_connect_swapped (self->calendar, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (self->calendar, "occurrence-changed", G_CALLBACK (choice_cb), self);
  ui_fixture_show (&self->ui, GTK_WIDGET (self->calendar));
  add_series (self, 60);
  wait_for (self, UNTOUCHED);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_object (&self->choice);
  ui_fixture_tear_down (&self->ui, data);
  g_free (self->announced);
  g_free (self->failed);
  g_free (self->task_id);
}

static const StintGridRow *
get_row (Fixture *self,
         guint    position)
{
  return g_ptr_array_index (self->calendar->page->rows, position);
}

/* Two hours later. */
static void
move (Fixture *self,
      guint    position)
{
  const StintGridRow *row = get_row (self, position);
  StintPlacement placement = { row->start_s + 2 * HOUR, row->end_s + 2 * HOUR, FALSE };

  stint_placement_settle (&placement, "Europe/Berlin");
  stint_calendar_place (self->calendar, row, &placement, FALSE);
}

static gboolean
has_choice (gpointer data)
{
  Fixture *self = data;

  return self->choice != NULL && stint_scope_choice_get_is_open (self->choice);
}

static void
undo_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (StintChange) change = stint_workspace_undo_finish (STINT_WORKSPACE (source), result, NULL, NULL);
}

static void
undo (Fixture *self)
{
  stint_workspace_undo_async (self->ui.workspace, NULL, undo_cb, NULL);
}

static void
test_an_occurrence_says_that_it_repeats (Fixture      *self,
                                         gconstpointer data)
{
  g_autofree char *name = stint_block_describe (get_row (self, 0), "Europe/Berlin");

  g_assert_true (g_str_has_suffix (name, ", repeats"));
}

static void
test_a_move_is_of_this_one (Fixture      *self,
                            gconstpointer data)
{
  move (self, 1);
  wait_for (self, "0:10 1:12 2:10 3:10 4:10");
  ui_wait_until (has_choice, self);
  g_assert_nonnull (strstr (self->announced, "Only this one"));
}

static void
test_a_move_is_widened_to_the_following (Fixture      *self,
                                         gconstpointer data)
{
  move (self, 1);
  ui_wait_until (has_choice, self);
  g_assert_true (stint_calendar_widen (self->calendar, GDK_KEY_2));
  wait_for (self, "0:10 1:12 2:12 3:12 4:12");
}

static void
test_a_move_is_widened_to_all (Fixture      *self,
                               gconstpointer data)
{
  move (self, 3);
  ui_wait_until (has_choice, self);
  g_assert_true (stint_calendar_widen (self->calendar, GDK_KEY_3));
  wait_for (self, "0:12 1:12 2:12 3:12 4:12");
  g_assert_false (has_choice (self));
  g_assert_cmpstr (self->announced, ==, "All: Move “Standup”");
}

static void
test_one_undo_takes_back_what_was_widened (Fixture      *self,
                                           gconstpointer data)
{
  move (self, 3);
  ui_wait_until (has_choice, self);
  stint_calendar_widen (self->calendar, GDK_KEY_3);
  wait_for (self, "0:12 1:12 2:12 3:12 4:12");
  undo (self);
  wait_for (self, UNTOUCHED);
  g_assert_cmpstr (stint_workspace_get_undo_label (self->ui.workspace), ==, "Change the repetition of “Standup”");
}

static void
test_this_one_closes_the_choice (Fixture      *self,
                                 gconstpointer data)
{
  move (self, 1);
  ui_wait_until (has_choice, self);
  g_assert_true (stint_calendar_widen (self->calendar, GDK_KEY_Escape));
  g_assert_false (has_choice (self));
  g_assert_false (stint_calendar_widen (self->calendar, GDK_KEY_3));
  wait_for (self, "0:10 1:12 2:10 3:10 4:10");
}

static void
test_another_change_closes_the_choice (Fixture      *self,
                                       gconstpointer data)
{
  move (self, 1);
  ui_wait_until (has_choice, self);
  wait_for (self, "0:10 1:12 2:10 3:10 4:10");
  undo (self);
  wait_for (self, UNTOUCHED);
  g_assert_false (has_choice (self));
}

static void
test_delete_skips_this_one (Fixture      *self,
                            gconstpointer data)
{
  stint_calendar_select_row (self->calendar, get_row (self, 2));
  gtk_widget_activate_action (GTK_WIDGET (self->calendar), "calendar.delete", NULL);
  wait_for (self, "0:10 1:10 3:10 4:10");
  ui_wait_until (has_choice, self);
}

static void
test_skipping_the_following_ends_the_series (Fixture      *self,
                                             gconstpointer data)
{
  stint_calendar_select_row (self->calendar, get_row (self, 2));
  gtk_widget_activate_action (GTK_WIDGET (self->calendar), "calendar.unschedule", NULL);
  ui_wait_until (has_choice, self);
  stint_calendar_widen (self->calendar, GDK_KEY_2);
  wait_for (self, "0:10 1:10");
}

static void
test_skipping_all_deletes_the_series_and_undo_brings_it_back (Fixture      *self,
                                                              gconstpointer data)
{
  stint_calendar_select_row (self->calendar, get_row (self, 2));
  gtk_widget_activate_action (GTK_WIDGET (self->calendar), "calendar.delete", NULL);
  ui_wait_until (has_choice, self);
  stint_calendar_widen (self->calendar, GDK_KEY_3);
  wait_for (self, "");
  undo (self);
  wait_for (self, UNTOUCHED);
}

static void
test_one_is_done_and_the_others_are_not (Fixture      *self,
                                         gconstpointer data)
{
  stint_calendar_select_row (self->calendar, get_row (self, 1));
  gtk_widget_activate_action (GTK_WIDGET (self->calendar), "calendar.complete", NULL);
  wait_for (self, "0:10 1:10+ 2:10 3:10 4:10");
  g_assert_null (self->choice);
}

static gboolean
is_filled (gpointer data)
{
  return stint_inspector_is_filled (((Fixture *) data)->inspector);
}

/* Opens the inspector on an occurrence, in place of the grid. */
static void
inspect (Fixture *self,
         guint    position)
{
  StintGridRow *row = stint_grid_row_copy (get_row (self, position));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->inspector = STINT_INSPECTOR (stint_inspector_new (self->ui.workspace));
  g_signal_connect_swapped (self->inspector, "failed", G_CALLBACK (failed_cb), self);
  adw_window_set_content (ADW_WINDOW (self->ui.window), box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->inspector));
  stint_inspector_set_occurrence (self->inspector, row->task_id, row->series_id, &row->original);
  stint_grid_row_free (row);
  ui_wait_until (is_filled, self);
}

static void
rename_it (Fixture    *self,
           const char *scope_name,
           guint       scope)
{
  GtkWidget *title = stint_inspector_get_field (self->inspector, STINT_TASK_TITLE);
  GtkWidget *drop_down = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self->inspector), STINT_TYPE_INSPECTOR, "scope"));

  g_assert_nonnull (drop_down);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), scope);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (title)), scope_name, -1);
  ui_wait_until (is_filled, self);
  g_assert_null (self->failed);
}

/* (transfer full): the titles of that week, each as often as it is there */
static char *
list_titles (Fixture *self)
{
  GtkWidget *calendar = stint_calendar_new (self->ui.workspace);
  GString *text = g_string_new (NULL);

  adw_window_set_content (ADW_WINDOW (self->ui.window), calendar);
  self->calendar = STINT_CALENDAR (calendar);
  wait_for (self, UNTOUCHED);
  for (guint i = 0; i < self->calendar->page->rows->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", get_row (self, i)->title);
  return g_string_free (text, FALSE);
}

static void
test_the_inspector_changes_this_one (Fixture      *self,
                                     gconstpointer data)
{
  g_autofree char *titles = NULL;

  inspect (self, 1);
  rename_it (self, "Review", STINT_SCOPE_THIS);
  titles = list_titles (self);
  g_assert_cmpstr (titles, ==, "Standup Review Standup Standup Standup");
}

static void
test_the_inspector_changes_all (Fixture      *self,
                                gconstpointer data)
{
  g_autofree char *titles = NULL;

  inspect (self, 1);
  rename_it (self, "Review", STINT_SCOPE_ALL);
  titles = list_titles (self);
  g_assert_cmpstr (titles, ==, "Review Review Review Review Review");
}

static void
test_the_inspector_changes_the_following (Fixture      *self,
                                          gconstpointer data)
{
  g_autofree char *titles = NULL;

  inspect (self, 3);
  rename_it (self, "Rev", STINT_SCOPE_FOLLOWING);
  /* What is typed on belongs to the series that begins there. */
  rename_it (self, "Review", STINT_SCOPE_FOLLOWING);
  titles = list_titles (self);
  g_assert_cmpstr (titles, ==, "Standup Standup Standup Review Review");
}

static void
test_the_inspector_says_the_rule_of_the_series (Fixture      *self,
                                                gconstpointer data)
{
  GtkWidget *picker;

  inspect (self, 1);
  rename_it (self, "Review", STINT_SCOPE_THIS);
  ui_run_a_moment ();
  picker = stint_inspector_get_field (self->inspector, STINT_TASK_REPEAT);
  g_assert_cmpstr (stint_repeat_picker_get_label (STINT_REPEAT_PICKER (picker)), ==, "Every day");
}

#define ADD(path, function) g_test_add ("/ui/occurrences/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("an-occurrence-says-that-it-repeats", test_an_occurrence_says_that_it_repeats);
  ADD ("a-move-is-of-this-one", test_a_move_is_of_this_one);
  ADD ("a-move-is-widened-to-the-following", test_a_move_is_widened_to_the_following);
  ADD ("a-move-is-widened-to-all", test_a_move_is_widened_to_all);
  ADD ("one-undo-takes-back-what-was-widened", test_one_undo_takes_back_what_was_widened);
  ADD ("this-one-closes-the-choice", test_this_one_closes_the_choice);
  ADD ("another-change-closes-the-choice", test_another_change_closes_the_choice);
  ADD ("delete-skips-this-one", test_delete_skips_this_one);
  ADD ("skipping-the-following-ends-the-series", test_skipping_the_following_ends_the_series);
  ADD ("skipping-all-deletes-the-series-and-undo-brings-it-back", test_skipping_all_deletes_the_series_and_undo_brings_it_back);
  ADD ("one-is-done-and-the-others-are-not", test_one_is_done_and_the_others_are_not);
  ADD ("the-inspector-changes-this-one", test_the_inspector_changes_this_one);
  ADD ("the-inspector-changes-all", test_the_inspector_changes_all);
  ADD ("the-inspector-changes-the-following", test_the_inspector_changes_the_following);
  ADD ("the-inspector-says-the-rule-of-the-series", test_the_inspector_says_the_rule_of_the_series);
  return g_test_run ();
}
