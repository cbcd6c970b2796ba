/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-recurrence-preview.h"

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static StintRecurrence *
make_series (const char *rule,
             const char *start_text)
{
  g_autoptr (GError) error = NULL;
  StintRecurrence *series;
  StintTime start;

  g_assert_true (stint_time_parse (start_text, &start, NULL));
  series = stint_recurrence_new (rule, &start, &error);
  g_assert_no_error (error);
  return series;
}

static StintRecurrencePreview *
preview_series (StintRecurrence *series,
                const char      *from,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  StintTime day;

  g_assert_true (stint_time_parse (from, &day, NULL));
  stint_recurrence_preview_async (series, stint_time_get_day (&day), 5, cancellable, store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return stint_recurrence_preview_finish (result, error);
}

/* The first one, and the next ones from a day on. */
static char *
preview (const char *rule,
         const char *start,
         const char *from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrencePreview) dates = preview_series (make_series (rule, start), from, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  if (dates->has_first)
    {
      g_autofree char *first = stint_time_to_string (&dates->first);

      g_string_append_printf (text, "%s:", first);
    }
  for (guint i = 0; i < dates->times->len; i++)
    {
      g_autofree char *time = stint_time_to_string (&g_array_index (dates->times, StintTime, i));

      g_string_append_printf (text, " %s", time);
    }
  return g_string_free (text, FALSE);
}

static void
test_the_next_five_are_told (void)
{
  g_autofree char *dates = preview ("FREQ=WEEKLY;INTERVAL=2", "2026-11-25T09:00", "2026-11-25");

  g_assert_cmpstr (dates, ==, "2026-11-25T09:00: 2026-11-25T09:00 2026-12-09T09:00 2026-12-23T09:00 2027-01-06T09:00 2027-01-20T09:00");
}

static void
test_an_old_series_is_told_from_the_day_that_is_asked (void)
{
  g_autofree char *dates = preview ("FREQ=MONTHLY;COUNT=30", "2024-10-31", "2027-01-05");

  g_assert_cmpstr (dates, ==, "2024-10-31: 2027-01-31 2027-03-31 2027-05-31 2027-07-31 2027-08-31");
}

static void
test_a_rule_that_does_not_lead_to_its_start_has_a_later_first (void)
{
  g_autofree char *dates = preview ("FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-11-25", "2026-11-25");

  g_assert_cmpstr (dates, ==, "2026-11-30: 2026-11-30 2026-12-07");
}

static void
test_a_rule_that_never_matches_has_none (void)
{
  g_autofree char *dates = preview ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-11-25", "2026-11-25");

  g_assert_cmpstr (dates, ==, "");
}

static void
test_what_is_cancelled_says_so (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (StintRecurrencePreview) dates = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dates = preview_series (make_series ("FREQ=DAILY", "2026-11-25"), "2026-11-25", cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_a_date_that_is_left_out_is_not_told (void)
{
  StintRecurrence *series = make_series ("FREQ=DAILY;COUNT=3", "2026-11-25");
  g_autoptr (StintRecurrencePreview) dates = NULL;
  StintTime second = stint_time_date (stint_day_from_ymd (2026, 11, 26));

  stint_recurrence_skip (series, &second);
  dates = preview_series (series, "2026-11-25", NULL, NULL);
  g_assert_cmpuint (dates->times->len, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func ("/recurrence-preview/" path, function)
  ADD ("the-next-five-are-told", test_the_next_five_are_told);
  ADD ("an-old-series-is-told-from-the-day-that-is-asked", test_an_old_series_is_told_from_the_day_that_is_asked);
  ADD ("a-rule-that-does-not-lead-to-its-start-has-a-later-first", test_a_rule_that_does_not_lead_to_its_start_has_a_later_first);
  ADD ("a-rule-that-never-matches-has-none", test_a_rule_that_never_matches_has_none);
  ADD ("what-is-cancelled-says-so", test_what_is_cancelled_says_so);
  ADD ("a-date-that-is-left-out-is-not-told", test_a_date_that_is_left_out_is_not_told);
  return g_test_run ();
}
