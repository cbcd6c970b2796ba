/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/ui-fixture.h"
#include "core/stint-task.h"
#include "ui/inspector/stint-inspector.h"
#include "ui/inspector/stint-ledger.h"
#include "ui/inspector/stint-time-picker.h"
#include "ui/repeat/stint-repeat-picker.h"

typedef struct
{
  UiFixture       parent;
  StintInspector *inspector;
  char           *id;
} Fixture;

static gboolean
is_filled (gpointer data)
{
  return stint_inspector_is_filled (((Fixture *) data)->inspector);
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->parent, data);
  self->id = ui_fixture_add (&self->parent, "Report 2h");
  self->inspector = STINT_INSPECTOR (stint_inspector_new (self->parent.workspace));
  ui_fixture_show (&self->parent, GTK_WIDGET (self->inspector));
  stint_inspector_set_task (self->inspector, self->id);
  ui_wait_until (is_filled, self);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_free (self->id);
  ui_fixture_tear_down (&self->parent, data);
}

static GtkTextBuffer *
title_buffer (Fixture *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (stint_inspector_get_field (self->inspector, STINT_TASK_TITLE)));
}

static char *
dup_title (Fixture *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (title_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (title_buffer (self), &start, &end, TRUE);
}

static void
type_into (Fixture    *self,
           const char *member,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (stint_inspector_get_field (self->inspector, member)), text);
  ui_wait_until (is_filled, self);
}

static void
test_shows_the_task (Fixture      *self,
                     gconstpointer data)
{
  g_autofree char *title = dup_title (self);
  GtkWidget *estimate = stint_inspector_get_field (self->inspector, STINT_TASK_ESTIMATE);

  g_assert_cmpstr (title, ==, "Report");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (estimate)), ==, "2 h");
}

static void
test_title_is_saved_as_typed (Fixture      *self,
                              gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;

  gtk_text_buffer_insert_at_cursor (title_buffer (self), "The ", -1);
  ui_wait_until (is_filled, self);
  task = ui_fixture_find (&self->parent, self->id);
  g_assert_nonnull (strstr (stint_task_get_title (task), "The"));
}

static void
test_an_empty_title_is_not_saved (Fixture      *self,
                                  gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;

  gtk_text_buffer_set_text (title_buffer (self), "", -1);
  ui_run_a_moment ();
  task = ui_fixture_find (&self->parent, self->id);
  g_assert_cmpstr (stint_task_get_title (task), ==, "Report");
}

static void
test_notes_are_saved (Fixture      *self,
                      gconstpointer data)
{
  GtkTextView *notes = GTK_TEXT_VIEW (stint_inspector_get_field (self->inspector, STINT_TASK_NOTES));
  g_autoptr (StintRecord) task = NULL;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (notes), "one\ntwo", -1);
  ui_wait_until (is_filled, self);
  task = ui_fixture_find (&self->parent, self->id);
  g_assert_cmpstr (stint_task_get_notes (task), ==, "one\ntwo");
}

static void
test_estimate_is_understood (Fixture      *self,
                             gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;

  type_into (self, STINT_TASK_ESTIMATE, "90m");
  task = ui_fixture_find (&self->parent, self->id);
  g_assert_cmpint (stint_task_get_estimate_min (task), ==, 90);
}

static void
test_nonsense_is_no_estimate (Fixture      *self,
                              gconstpointer data)
{
  GtkWidget *field = stint_inspector_get_field (self->inspector, STINT_TASK_ESTIMATE);
  g_autoptr (StintRecord) task = NULL;

  gtk_editable_set_text (GTK_EDITABLE (field), "soon");
  ui_run_a_moment ();
  task = ui_fixture_find (&self->parent, self->id);
  g_assert_cmpint (stint_task_get_estimate_min (task), ==, 120);
  g_assert_true (gtk_widget_has_css_class (field, "error"));
}

static void
test_tags_are_a_set (Fixture      *self,
                     gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;
  g_auto (GStrv) tags = NULL;
  g_autofree char *joined = NULL;

  type_into (self, STINT_TASK_TAGS, "phone, @desk phone");
  task = ui_fixture_find (&self->parent, self->id);
  tags = stint_task_dup_tags (task);
  joined = g_strjoinv (" ", tags);
  g_assert_cmpstr (joined, ==, "desk phone");
}

static void
test_reminders_are_saved (Fixture      *self,
                          gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;
  g_autoptr (GVariant) reminders = NULL;

  type_into (self, STINT_TASK_REMINDERS, "15m, 1h");
  task = ui_fixture_find (&self->parent, self->id);
  reminders = stint_record_dup_member (task, STINT_TASK_REMINDERS);
  g_assert_nonnull (reminders);
  g_assert_cmpuint (g_variant_n_children (reminders), ==, 2);
}

static void
test_deadline_is_understood (Fixture      *self,
                             gconstpointer data)
{
  StintTimePicker *picker = STINT_TIME_PICKER (stint_inspector_get_field (self->inspector, STINT_TASK_DEADLINE));
  g_autoptr (StintRecord) task = NULL;
  StintTime deadline;

  g_assert_true (stint_time_picker_enter (picker, "12 dec"));
  ui_wait_until (is_filled, self);
  task = ui_fixture_find (&self->parent, self->id);
  g_assert_true (stint_task_get_deadline (task, &deadline));
  g_assert_cmpint (stint_time_get_day (&deadline), ==, stint_day_from_ymd (2026, 12, 12));
}

static gboolean
has_timed_deadline (gpointer data)
{
  Fixture *self = data;
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, self->id);
  StintTime deadline;

  return stint_task_get_deadline (task, &deadline) && !deadline.date_only;
}

static gboolean
has_floating_deadline (gpointer data)
{
  Fixture *self = data;
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, self->id);
  StintTime deadline;

  return stint_task_get_deadline (task, &deadline) && !deadline.date_only && deadline.zone == NULL;
}

static gboolean
has_deadline_in_tokyo (gpointer data)
{
  Fixture *self = data;
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, self->id);
  StintTime deadline;

  return stint_task_get_deadline (task, &deadline) && g_strcmp0 (deadline.zone, "Asia/Tokyo") == 0 && deadline.local_s % STINT_DAY_S == 17 * 3600;
}

static void
test_a_deadline_takes_a_zone_or_floats (Fixture      *self,
                                        gconstpointer data)
{
  StintTimePicker *picker = STINT_TIME_PICKER (stint_inspector_get_field (self->inspector, STINT_TASK_DEADLINE));

  g_assert_true (stint_time_picker_enter (picker, "12 dec 17:00"));
  ui_wait_until (has_timed_deadline, self);
  stint_time_picker_choose_zone (picker, "Asia/Tokyo");
  ui_wait_until (has_deadline_in_tokyo, self);
  stint_time_picker_choose_zone (picker, NULL);
  ui_wait_until (has_floating_deadline, self);
}

static void
test_nonsense_is_no_deadline (Fixture      *self,
                              gconstpointer data)
{
  StintTimePicker *picker = STINT_TIME_PICKER (stint_inspector_get_field (self->inspector, STINT_TASK_DEADLINE));

  g_assert_false (stint_time_picker_enter (picker, "some day"));
}

static StintRepeatPicker *
repeat_picker (Fixture *self)
{
  return STINT_REPEAT_PICKER (stint_inspector_get_field (self->inspector, STINT_TASK_REPEAT));
}

static gboolean
repeats (gpointer data)
{
  return is_filled (data) && !g_str_equal (stint_repeat_picker_get_label (repeat_picker (data)), "Never");
}

static gboolean
does_not_repeat (gpointer data)
{
  return is_filled (data) && !repeats (data);
}

static void
test_a_rule_makes_a_series_of_the_task (Fixture      *self,
                                        gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;
  g_autoptr (GVariant) repeat = NULL;

  stint_repeat_picker_enter (repeat_picker (self), "every 2nd friday");
  ui_wait_until (repeats, self);
  task = ui_fixture_find (&self->parent, self->id);
  repeat = stint_record_dup_member (task, STINT_TASK_REPEAT);
  g_assert_nonnull (repeat);
  g_assert_cmpstr (stint_repeat_picker_get_label (repeat_picker (self)), ==, "Every second Friday");
}

static void
test_never_keeps_the_next_date (Fixture      *self,
                                gconstpointer data)
{
  g_autoptr (StintRecord) task = NULL;
  StintTime deadline;

  stint_repeat_picker_enter (repeat_picker (self), "every friday");
  ui_wait_until (repeats, self);
  g_signal_emit_by_name (repeat_picker (self), "stopped");
  ui_wait_until (does_not_repeat, self);
  task = ui_fixture_find (&self->parent, self->id);
  g_assert_true (stint_task_get_deadline (task, &deadline));
  g_assert_cmpint (stint_time_get_day (&deadline), ==, stint_day_from_ymd (2026, 11, 27));
}

static gboolean
has_other_title (gpointer data)
{
  g_autofree char *title = dup_title (data);

  return g_str_equal (title, "Report of the year");
}

static void
test_a_value_from_elsewhere_leaves_the_cursor (Fixture      *self,
                                               gconstpointer data)
{
  g_autoptr (StintRecord) task = ui_fixture_find (&self->parent, self->id);
  GtkTextIter cursor;

  gtk_widget_grab_focus (stint_inspector_get_field (self->inspector, STINT_TASK_TITLE));
  gtk_text_buffer_get_iter_at_offset (title_buffer (self), &cursor, 3);
  gtk_text_buffer_place_cursor (title_buffer (self), &cursor);
  ui_fixture_apply (&self->parent, stint_command_set_member (task, STINT_TASK_TITLE, g_variant_new_string ("Report of the year")));
  ui_wait_until (has_other_title, self);
  gtk_text_buffer_get_iter_at_mark (title_buffer (self), &cursor, gtk_text_buffer_get_insert (title_buffer (self)));
  g_assert_cmpint (gtk_text_iter_get_offset (&cursor), ==, 3);
}

static void
test_ledger_has_words (Fixture      *self,
                       gconstpointer data)
{
  g_autofree char *words = stint_ledger_describe (60, 120, 360);
  g_autofree char *over = stint_ledger_describe (0, 180, 120);

  g_assert_cmpstr (words, ==, "1 h done · 2 h planned · 3 h left");
  g_assert_cmpstr (over, ==, "3 h planned · 1 h more than estimated");
}

static void
test_finalizes (Fixture      *self,
                gconstpointer data)
{
  gpointer weak = self->inspector;

  g_object_add_weak_pointer (G_OBJECT (self->inspector), &weak);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->parent.window)));
  ui_run_a_moment ();
  g_assert_null (weak);
}

#define ADD(path, function) g_test_add ("/ui/inspector/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("shows-the-task", test_shows_the_task);
  ADD ("title-is-saved-as-typed", test_title_is_saved_as_typed);
  ADD ("an-empty-title-is-not-saved", test_an_empty_title_is_not_saved);
  ADD ("notes-are-saved", test_notes_are_saved);
  ADD ("estimate-is-understood", test_estimate_is_understood);
  ADD ("nonsense-is-no-estimate", test_nonsense_is_no_estimate);
  ADD ("tags-are-a-set", test_tags_are_a_set);
  ADD ("reminders-are-saved", test_reminders_are_saved);
  ADD ("deadline-is-understood", test_deadline_is_understood);
  ADD ("a-deadline-takes-a-zone-or-floats", test_a_deadline_takes_a_zone_or_floats);
  ADD ("nonsense-is-no-deadline", test_nonsense_is_no_deadline);
  ADD ("a-value-from-elsewhere-leaves-the-cursor", test_a_value_from_elsewhere_leaves_the_cursor);
  ADD ("a-rule-makes-a-series-of-the-task", test_a_rule_makes_a_series_of_the_task);
  ADD ("never-keeps-the-next-date", test_never_keeps_the_next_date);
  ADD ("ledger-has-words", test_ledger_has_words);
  ADD ("finalizes", test_finalizes);
  return g_test_run ();
}
