/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/ui-fixture.h"

#include "ui/inspector/stint-time-picker.h"
#include "ui/repeat/stint-repeat-editor.h"
#include "ui/repeat/stint-repeat-picker.h"

/* The window or the button under test, and the rule that came of it last. */
typedef struct
{
  UiFixture          parent;
  StintRepeatEditor *editor;
  StintRepeatPicker *picker;
  StintRepeat       *result;
  guint              n_results;
  gboolean           is_stopped;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->parent, data);
  ui_fixture_show (&self->parent, gtk_label_new ("the window behind"));
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_clear_pointer (&self->result, stint_repeat_free);
  ui_fixture_tear_down (&self->parent, data);
}

static void
result_cb (Fixture     *self,
           StintRepeat *repeat)
{
  g_clear_pointer (&self->result, stint_repeat_free);
  self->result = stint_repeat_copy (repeat);
  self->n_results++;
}

static void
stopped_cb (Fixture *self)
{
  self->is_stopped = TRUE;
}

static StintRepeat *
make_repeat (const char *rule,
             const char *start_text,
             gboolean    from_completion)
{
  StintTime start;

  g_assert_true (stint_time_parse (start_text, &start, NULL));
  return stint_repeat_new (rule, &start, 0, from_completion);
}

static GtkWidget *
part (Fixture    *self,
      const char *name)
{
  return stint_repeat_editor_get_part (self->editor, name);
}

static const char *
get_label (Fixture    *self,
           const char *name)
{
  return gtk_label_get_label (GTK_LABEL (part (self, name)));
}

static gboolean
is_worked_out (gpointer data)
{
  Fixture *self = data;

  return gtk_widget_get_sensitive (part (self, "save")) || gtk_widget_get_visible (part (self, "problem"));
}

static void
edit (Fixture    *self,
      const char *rule,
      const char *start,
      gboolean    from_completion)
{
  g_autoptr (StintRepeat) repeat = make_repeat (rule, start, from_completion);

  self->editor = stint_repeat_editor_new (GTK_WINDOW (self->parent.window), self->parent.clock, repeat);
  g_signal_connect_swapped (self->editor, "saved", G_CALLBACK (result_cb), self);
  gtk_window_present (GTK_WINDOW (self->editor));
  ui_wait_until (is_worked_out, self);
}

static void
save (Fixture *self)
{
  ui_wait_until (is_worked_out, self);
  g_assert_true (stint_repeat_editor_save (self->editor));
}

static void
choose (Fixture    *self,
        const char *row,
        guint       position)
{
  g_object_set (part (self, row), "selected", position, NULL);
}

static void
set_number (Fixture    *self,
            const char *spin,
            int         value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (part (self, spin)), value);
}

static void
test_the_rule_is_said_and_its_dates_are_shown (Fixture      *self,
                                               gconstpointer data)
{
  edit (self, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27", FALSE);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every second Friday");
  g_assert_cmpstr (get_label (self, "dates"), ==,
                   "Next: Friday\u00a0· Fri\u00a011\u00a0Dec\u00a0· Fri\u00a025\u00a0Dec\u00a0· Fri\u00a08\u00a0Jan\u00a02027\u00a0· "
                   "Fri\u00a022\u00a0Jan\u00a02027");
  gtk_window_close (GTK_WINDOW (self->editor));
}

static void
test_what_was_not_changed_is_not_saved (Fixture      *self,
                                        gconstpointer data)
{
  edit (self, "FREQ=WEEKLY;WKST=MO;BYDAY=WE", "2026-11-25", FALSE);
  save (self);
  g_assert_cmpuint (self->n_results, ==, 0);
}

static void
test_a_choice_taken_back_leaves_the_rule_as_it_came (Fixture      *self,
                                                     gconstpointer data)
{
  edit (self, "RRULE:FREQ=WEEKLY;BYDAY=WE", "2026-11-25", FALSE);
  set_number (self, "interval", 3);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every 3 weeks on Wednesday");
  set_number (self, "interval", 1);
  save (self);
  g_assert_cmpuint (self->n_results, ==, 0);
}

static void
test_weekdays_are_chosen (Fixture      *self,
                          gconstpointer data)
{
  GtkWidget *monday;

  edit (self, "FREQ=WEEKLY", "2026-11-25", FALSE);
  monday = ui_find_widget (part (self, "weekdays_box"), GTK_TYPE_TOGGLE_BUTTON, 0);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (monday)), "Mon") != 0)
    monday = ui_find_widget (part (self, "weekdays_box"), GTK_TYPE_TOGGLE_BUTTON, 1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (monday), TRUE);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every week on Monday and Wednesday");
  save (self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=WEEKLY;BYDAY=MO,WE");
}

static void
test_the_last_weekday_cannot_be_taken_away (Fixture      *self,
                                            gconstpointer data)
{
  edit (self, "FREQ=WEEKLY", "2026-11-25", FALSE);
  for (guint i = 0; i < 7; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_widget (part (self, "weekdays_box"), GTK_TYPE_TOGGLE_BUTTON, i)), FALSE);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every Wednesday");
  gtk_window_close (GTK_WINDOW (self->editor));
}

static void
test_the_end_of_a_month_is_asked_only_where_it_matters (Fixture      *self,
                                                        gconstpointer data)
{
  edit (self, "FREQ=MONTHLY", "2026-10-28", FALSE);
  g_assert_false (gtk_widget_get_visible (part (self, "month_end")));
  set_number (self, "month_day", 31);
  g_assert_true (gtk_widget_get_visible (part (self, "month_end")));
  choose (self, "month_end", 1);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every month on day 31, or the last day of a shorter month");
  choose (self, "month_end", 2);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every month on the last day");
  g_assert_false (gtk_widget_get_visible (part (self, "month_end")));
  save (self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=MONTHLY;BYMONTHDAY=-1");
  g_assert_cmpint (stint_time_get_day (&self->result->start), ==, stint_day_from_ymd (2026, 10, 31));
}

static void
test_the_nth_weekday_is_chosen (Fixture      *self,
                                gconstpointer data)
{
  edit (self, "FREQ=YEARLY", "2026-11-25", FALSE);
  choose (self, "day_kind", 1);
  choose (self, "nth", 5);
  choose (self, "weekday", 3);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every year on the last Thursday of November");
  save (self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=YEARLY;BYMONTH=11;BYDAY=-1TH");
}

static void
test_it_ends_after_a_number_or_on_a_day (Fixture      *self,
                                         gconstpointer data)
{
  edit (self, "FREQ=DAILY", "2026-11-25", FALSE);
  choose (self, "end", 1);
  set_number (self, "count", 3);
  g_assert_cmpstr (get_label (self, "words"), ==, "Every day, 3 times");
  choose (self, "end", 2);
  g_assert_true (stint_time_picker_enter (STINT_TIME_PICKER (part (self, "until")), "31 dec"));
  g_assert_cmpstr (get_label (self, "words"), ==, "Every day until the end of December 2026");
  save (self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=DAILY;UNTIL=20261231");
}

static void
test_an_end_before_the_beginning_is_not_saved (Fixture      *self,
                                               gconstpointer data)
{
  edit (self, "FREQ=DAILY", "2026-12-25", FALSE);
  choose (self, "end", 2);
  g_assert_true (stint_time_picker_enter (STINT_TIME_PICKER (part (self, "until")), "1 dec"));
  ui_wait_until (is_worked_out, self);
  g_assert_cmpstr (get_label (self, "problem"), ==, "It would end before it begins.");
  g_assert_false (stint_repeat_editor_save (self->editor));
  gtk_window_close (GTK_WINDOW (self->editor));
}

static void
test_what_the_start_says_follows_it (Fixture      *self,
                                     gconstpointer data)
{
  edit (self, "FREQ=WEEKLY", "2026-11-25", FALSE);
  g_assert_true (stint_time_picker_enter (STINT_TIME_PICKER (part (self, "start")), "friday"));
  g_assert_cmpstr (get_label (self, "words"), ==, "Every Friday");
  save (self);
  g_assert_cmpint (stint_time_get_day (&self->result->start), ==, stint_day_from_ymd (2026, 11, 27));
}

static void
test_counting_from_completion_has_no_weekdays (Fixture      *self,
                                               gconstpointer data)
{
  edit (self, "FREQ=WEEKLY;INTERVAL=2", "2026-11-25", FALSE);
  gtk_switch_set_active (GTK_SWITCH (part (self, "completion")), TRUE);
  g_assert_cmpstr (get_label (self, "words"), ==, "2 weeks after it is done");
  g_assert_false (gtk_widget_get_visible (part (self, "weekdays_row")));
  save (self);
  g_assert_true (self->result->from_completion);
}

static void
test_a_custom_rule_is_kept (Fixture      *self,
                            gconstpointer data)
{
  edit (self, "FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-11-01", FALSE);
  g_assert_true (gtk_widget_get_visible (part (self, "custom")));
  g_assert_cmpstr (get_label (self, "words"), ==, "By the rule FREQ=MONTHLY;BYMONTHDAY=1,15");
  save (self);
  g_assert_cmpuint (self->n_results, ==, 0);
}

static void
test_a_custom_rule_is_replaced_by_a_choice (Fixture      *self,
                                            gconstpointer data)
{
  edit (self, "FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-11-01", FALSE);
  choose (self, "unit", 0);
  g_assert_false (gtk_widget_get_visible (part (self, "custom")));
  save (self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=DAILY");
}

static void
test_an_unsupported_rule_says_so (Fixture      *self,
                                  gconstpointer data)
{
  edit (self, "FREQ=HOURLY", "2026-11-25T09:00", FALSE);
  g_assert_cmpstr (get_label (self, "words"), ==, "Not supported: FREQ=HOURLY");
  g_assert_cmpstr (get_label (self, "problem"), ==, "Rules that repeat more often than every day are not supported");
  gtk_window_close (GTK_WINDOW (self->editor));
}

static void
pick (Fixture    *self,
      const char *rule,
      const char *start)
{
  g_autoptr (StintRepeat) repeat = make_repeat (rule, start, FALSE);

  self->picker = g_object_new (STINT_TYPE_REPEAT_PICKER, NULL);
  stint_repeat_picker_set_clock (self->picker, self->parent.clock);
  stint_repeat_picker_set_repeat (self->picker, repeat);
  g_signal_connect_swapped (self->picker, "picked", G_CALLBACK (result_cb), self);
  g_signal_connect_swapped (self->picker, "stopped", G_CALLBACK (stopped_cb), self);
  adw_window_set_content (ADW_WINDOW (self->parent.window), GTK_WIDGET (self->picker));
}

static gboolean
has_result (gpointer data)
{
  return ((Fixture *) data)->n_results > 0;
}

static GtkListBox *
open_list (Fixture *self)
{
  GtkWidget *button = ui_find_widget (GTK_WIDGET (self->picker), GTK_TYPE_MENU_BUTTON, 0);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return GTK_LIST_BOX (ui_find_widget (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), GTK_TYPE_LIST_BOX, 0));
}

static void
activate (GtkListBox *list,
          int         position)
{
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, position));
}

static void
test_a_usual_rule_is_one_click (Fixture      *self,
                                gconstpointer data)
{
  pick (self, NULL, "2026-11-25");
  g_assert_cmpstr (stint_repeat_picker_get_label (self->picker), ==, "Never");
  activate (open_list (self), 3);
  ui_wait_until (has_result, self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=WEEKLY");
}

static void
test_a_usual_rule_begins_with_its_first_day (Fixture      *self,
                                             gconstpointer data)
{
  pick (self, NULL, "2026-11-28");
  activate (open_list (self), 2);
  ui_wait_until (has_result, self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
  g_assert_cmpint (stint_time_get_day (&self->result->start), ==, stint_day_from_ymd (2026, 11, 30));
}

static void
test_never_stops_it (Fixture      *self,
                     gconstpointer data)
{
  pick (self, "FREQ=DAILY", "2026-11-25");
  activate (open_list (self), 0);
  g_assert_true (self->is_stopped);
}

static void
test_the_rule_it_has_is_no_change (Fixture      *self,
                                   gconstpointer data)
{
  pick (self, "FREQ=WEEKLY;BYDAY=WE", "2026-11-25");
  activate (open_list (self), 3);
  ui_run_a_moment ();
  g_assert_cmpuint (self->n_results, ==, 0);
}

static void
test_a_rule_is_typed_in_words (Fixture      *self,
                               gconstpointer data)
{
  pick (self, NULL, "2026-11-25T09:00");
  stint_repeat_picker_enter (self->picker, "every! 10 days");
  ui_wait_until (has_result, self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=DAILY;INTERVAL=10");
  g_assert_true (self->result->from_completion);
}

static void
test_an_end_in_words_is_of_the_form_of_the_start (Fixture      *self,
                                                  gconstpointer data)
{
  pick (self, NULL, "2026-11-25T09:00");
  stint_repeat_picker_enter (self->picker, "every tuesday until 3 march");
  ui_wait_until (has_result, self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270303T235959");
  g_assert_cmpint (stint_time_get_day (&self->result->start), ==, stint_day_from_ymd (2026, 12, 1));
}

static void
test_a_rule_is_typed_as_it_is_written (Fixture      *self,
                                       gconstpointer data)
{
  pick (self, NULL, "2026-11-25");
  stint_repeat_picker_enter (self->picker, "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15");
  ui_wait_until (has_result, self);
  g_assert_cmpstr (self->result->rule, ==, "FREQ=MONTHLY;BYMONTHDAY=1,15");
}

static void
assert_refused (Fixture    *self,
                const char *words,
                const char *message)
{
  GtkListBox *list = open_list (self);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);

  stint_repeat_picker_enter (self->picker, words);
  ui_run_a_moment ();
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (ui_find_widget (popover, GTK_TYPE_LABEL, 1))), ==, message);
  g_assert_cmpuint (self->n_results, ==, 0);
}

static void
test_a_bad_rule_says_what_is_wrong (Fixture      *self,
                                    gconstpointer data)
{
  pick (self, NULL, "2026-11-25");
  assert_refused (self, "FREQ=DAILY;COUNT=0", "“COUNT” must be a whole number from 1 to 2147483647");
}

static void
test_a_rule_without_a_date_says_so (Fixture      *self,
                                    gconstpointer data)
{
  pick (self, NULL, "2026-11-25");
  assert_refused (self, "FREQ=DAILY;UNTIL=20250101", "There is no such day.");
}

static void
test_finalizes (Fixture      *self,
                gconstpointer data)
{
  gpointer weak;

  edit (self, "FREQ=WEEKLY", "2026-11-25", FALSE);
  weak = self->editor;
  g_object_add_weak_pointer (weak, &weak);
  gtk_window_close (GTK_WINDOW (self->editor));
  ui_run_a_moment ();
  g_assert_null (weak);
}

#define ADD(path, function) g_test_add ("/ui/repeat/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("the-rule-is-said-and-its-dates-are-shown", test_the_rule_is_said_and_its_dates_are_shown);
  ADD ("what-was-not-changed-is-not-saved", test_what_was_not_changed_is_not_saved);
  ADD ("a-choice-taken-back-leaves-the-rule-as-it-came", test_a_choice_taken_back_leaves_the_rule_as_it_came);
  ADD ("weekdays-are-chosen", test_weekdays_are_chosen);
  ADD ("the-last-weekday-cannot-be-taken-away", test_the_last_weekday_cannot_be_taken_away);
  ADD ("the-end-of-a-month-is-asked-only-where-it-matters", test_the_end_of_a_month_is_asked_only_where_it_matters);
  ADD ("the-nth-weekday-is-chosen", test_the_nth_weekday_is_chosen);
  ADD ("it-ends-after-a-number-or-on-a-day", test_it_ends_after_a_number_or_on_a_day);
  ADD ("an-end-before-the-beginning-is-not-saved", test_an_end_before_the_beginning_is_not_saved);
  ADD ("what-the-start-says-follows-it", test_what_the_start_says_follows_it);
  ADD ("counting-from-completion-has-no-weekdays", test_counting_from_completion_has_no_weekdays);
  ADD ("a-custom-rule-is-kept", test_a_custom_rule_is_kept);
  ADD ("a-custom-rule-is-replaced-by-a-choice", test_a_custom_rule_is_replaced_by_a_choice);
  ADD ("an-unsupported-rule-says-so", test_an_unsupported_rule_says_so);
  ADD ("a-usual-rule-is-one-click", test_a_usual_rule_is_one_click);
  ADD ("a-usual-rule-begins-with-its-first-day", test_a_usual_rule_begins_with_its_first_day);
  ADD ("never-stops-it", test_never_stops_it);
  ADD ("the-rule-it-has-is-no-change", test_the_rule_it_has_is_no_change);
  ADD ("a-rule-is-typed-in-words", test_a_rule_is_typed_in_words);
  ADD ("an-end-in-words-is-of-the-form-of-the-start", test_an_end_in_words_is_of_the_form_of_the_start);
  ADD ("a-rule-is-typed-as-it-is-written", test_a_rule_is_typed_as_it_is_written);
  ADD ("a-bad-rule-says-what-is-wrong", test_a_bad_rule_says_what_is_wrong);
  ADD ("a-rule-without-a-date-says-so", test_a_rule_without_a_date_says_so);
  ADD ("finalizes", test_finalizes);
  return g_test_run ();
}
