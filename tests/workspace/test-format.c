/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-format.h"

#include <locale.h>

/* Tuesday, 24 November 2026. */
static int
get_today (void)
{
  return stint_day_from_ymd (2026, 11, 24);
}

static gint64
get_local (int year,
           int month,
           int mday,
           int hour,
           int minute)
{
  return (gint64) stint_day_from_ymd (year, month, mday) * STINT_DAY_S + (hour * 60 + minute) * 60;
}

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
assert_day (int         offset,
            const char *expected)
{
  assert_text (stint_format_day (get_today () + offset, get_today ()), expected);
}

static void
assert_chip (const char *words,
             guint       reading,
             const char *expected)
{
  g_autoptr (StintQuickAdd) parsed = stint_quick_add_parse (words, get_local (2026, 11, 24, 9, 12));

  assert_text (stint_format_chip (parsed, reading, get_today ()), expected);
}

static void
test_time_of_24_hours (void)
{
  stint_format_set_hours (STINT_HOURS_24);
  assert_text (stint_format_time (get_local (2026, 11, 24, 14, 30)), "14:30");
  assert_text (stint_format_time (get_local (2026, 11, 24, 8, 5)), "8:05");
  assert_text (stint_format_hour (0), "0:00");
  assert_text (stint_format_hour (24), "0:00");
}

static void
test_time_of_12_hours (void)
{
  stint_format_set_hours (STINT_HOURS_12);
  assert_text (stint_format_time (get_local (2026, 11, 24, 14, 30)), "2:30 PM");
  assert_text (stint_format_time (get_local (2026, 11, 24, 0, 0)), "12:00 AM");
  assert_text (stint_format_hour (14), "2 PM");
}

static void
test_hours_follow_the_locale (void)
{
  stint_format_set_hours (STINT_HOURS_LOCALE);
  assert_text (stint_format_hour (14), "14:00");
}

static void
test_range_says_pm_once (void)
{
  stint_format_set_hours (STINT_HOURS_12);
  assert_text (stint_format_time_range (get_local (2026, 11, 24, 14, 30), get_local (2026, 11, 24, 16, 0)), "2:30–4:00 PM");
  assert_text (stint_format_time_range (get_local (2026, 11, 24, 11, 0), get_local (2026, 11, 24, 13, 0)), "11:00 AM–1:00 PM");
  assert_text (stint_format_time_range (get_local (2026, 11, 24, 23, 0), get_local (2026, 11, 25, 23, 30)), "11:00 PM–11:30 PM");
}

static void
test_range_of_24_hours_has_an_en_dash (void)
{
  stint_format_set_hours (STINT_HOURS_24);
  assert_text (stint_format_time_range (get_local (2026, 11, 24, 14, 30), get_local (2026, 11, 24, 16, 0)), "14:30–16:00");
}

static void
test_minutes_are_hours_and_minutes (void)
{
  assert_text (stint_format_minutes (0), "0 min");
  assert_text (stint_format_minutes (45), "45 min");
  assert_text (stint_format_minutes (60), "1 h");
  assert_text (stint_format_minutes (90), "1 h 30 min");
  assert_text (stint_format_minutes (2 * 60), "2 h");
  assert_text (stint_format_minutes (40 * 60 + 5), "40 h 5 min");
}

static void
test_near_days_have_names (void)
{
  assert_day (0, "Today");
  assert_day (1, "Tomorrow");
  assert_day (-1, "Yesterday");
  assert_day (3, "Friday");
  assert_day (6, "Monday");
}

static void
test_other_days_are_dates (void)
{
  assert_day (7, "Tue 1 Dec");
  assert_day (-2, "Sun 22 Nov");
  assert_day (38, "Fri 1 Jan 2027");
}

static void
test_days_in_full (void)
{
  assert_text (stint_format_long_day (get_today ()), "Tuesday, 24 November 2026");
  assert_text (stint_format_month (get_today ()), "November 2026");
  assert_text (stint_format_weekday (get_today (), TRUE), "Tue");
  assert_text (stint_format_weekday (get_today (), FALSE), "Tuesday");
}

static void
test_first_and_last_day_have_text (void)
{
  assert_text (stint_format_weekday (STINT_DAY_MIN, TRUE), "Mon");
  assert_text (stint_format_weekday (STINT_DAY_MAX, TRUE), "Fri");
  assert_text (stint_format_time (G_MAXINT64), "9999-12-31T00:00");
}

static void
test_week_is_that_of_its_thursday (void)
{
  assert_text (stint_format_week_title (stint_day_from_ymd (2026, 11, 23), 7), "Week 48");
  assert_text (stint_format_week_title (stint_day_from_ymd (2026, 11, 22), 7), "Week 48");
  assert_text (stint_format_week_title (stint_day_from_ymd (2026, 11, 28), 7), "Week 49");
  assert_text (stint_format_week_title (stint_day_from_ymd (2026, 11, 28), 2), "Week 48");
  assert_text (stint_format_week_title (stint_day_from_ymd (2027, 1, 1), 1), "Week 53");
}

static void
test_stint_time_is_read_in_the_zone (void)
{
  StintTime zoned = stint_time_zoned (get_local (2026, 11, 25, 23, 0), "America/New_York");
  StintTime date = stint_time_date (get_today () + 1);
  StintTime floating = stint_time_floating (get_local (2026, 12, 4, 14, 0));

  stint_format_set_hours (STINT_HOURS_24);
  assert_text (stint_format_stint_time (&zoned, "Europe/Berlin", get_today ()), "Thursday 5:00");
  assert_text (stint_format_stint_time (&date, "Europe/Berlin", get_today ()), "Tomorrow");
  assert_text (stint_format_stint_time (&floating, "Europe/Berlin", get_today ()), "Fri 4 Dec, 14:00");
}

static void
test_chips_say_what_was_understood (void)
{
  stint_format_set_hours (STINT_HOURS_24);
  assert_chip ("Report by fri 5pm 2h #Work", 0, "Deadline Fri 27, 17:00");
  assert_chip ("Report by fri 5pm 2h #Work", 1, "2 h");
  assert_chip ("Report by fri 5pm 2h #Work", 2, "Work");
  assert_chip ("Report tomorrow 2pm @b @a !1 ", 0, "Tomorrow 14:00");
  assert_chip ("Report tomorrow 2pm @b @a !1 ", 1, "@b");
  assert_chip ("Report tomorrow 2pm @b @a !1 ", 2, "@a");
  assert_chip ("Report tomorrow 2pm @b @a !1 ", 3, "High priority");
  assert_chip ("Report fri 14:30-16:00", 0, "Friday 14:30–16:00");
  assert_chip ("Report by tomorrow", 0, "Deadline tomorrow");
  assert_chip ("Report by 5pm", 0, "Deadline today, 17:00");
  assert_chip ("Report due 3 dec 2027", 0, "Deadline Fri 3 Dec 2027");
  assert_chip ("Report !low", 0, "Low priority");
}

static void
test_chips_of_what_repeats_and_reminds (void)
{
  stint_format_set_hours (STINT_HOURS_24);
  assert_chip ("Report every 2 weeks", 0, "Repeats every 2 weeks");
  assert_chip ("Report daily", 0, "Repeats every day");
  assert_chip ("Report monthly on the last day", 0, "Repeats every month");
  assert_chip ("Report every 3 dec", 0, "Repeats every year");
  assert_chip ("Report every! 10 days", 0, "Repeats 10 days after it is done");
  assert_chip ("Report every day at 9 until friday", 2, NULL);
  assert_chip ("Report remind 15m", 0, "Reminder 15 min before");
  assert_chip ("Report remind 1 day before", 0, "Reminder a day before");
  assert_chip ("Report remind 2 days before", 0, "Reminder 2 days before");
  assert_chip ("Report from monday 9:00", 0, "Not before Monday 9:00");
}

static void
test_an_estimate_apart_has_a_chip_of_its_own (void)
{
  assert_chip ("Report ~2h", 0, "Estimate 2 h");
  assert_chip ("Report 1h ~4h", 0, "1 h");
  assert_chip ("Report 1h ~4h", 1, "Estimate 4 h");
}

static void
test_a_time_apart_has_no_second_chip (void)
{
  stint_format_set_hours (STINT_HOURS_24);
  assert_chip ("tomorrow call mum at 2pm", 0, "Tomorrow 14:00");
  assert_chip ("tomorrow call mum at 2pm", 1, NULL);
}

static void
test_week_begins_on_sunday_in_the_c_locale (void)
{
  g_assert_cmpint (stint_format_first_weekday (), ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/time-of-24-hours", test_time_of_24_hours);
  g_test_add_func ("/format/time-of-12-hours", test_time_of_12_hours);
  g_test_add_func ("/format/hours-follow-the-locale", test_hours_follow_the_locale);
  g_test_add_func ("/format/range-says-pm-once", test_range_says_pm_once);
  g_test_add_func ("/format/range-of-24-hours-has-an-en-dash", test_range_of_24_hours_has_an_en_dash);
  g_test_add_func ("/format/minutes-are-hours-and-minutes", test_minutes_are_hours_and_minutes);
  g_test_add_func ("/format/near-days-have-names", test_near_days_have_names);
  g_test_add_func ("/format/other-days-are-dates", test_other_days_are_dates);
  g_test_add_func ("/format/days-in-full", test_days_in_full);
  g_test_add_func ("/format/first-and-last-day-have-text", test_first_and_last_day_have_text);
  g_test_add_func ("/format/week-is-that-of-its-thursday", test_week_is_that_of_its_thursday);
  g_test_add_func ("/format/stint-time-is-read-in-the-zone", test_stint_time_is_read_in_the_zone);
  g_test_add_func ("/format/chips-say-what-was-understood", test_chips_say_what_was_understood);
  g_test_add_func ("/format/chips-of-what-repeats-and-reminds", test_chips_of_what_repeats_and_reminds);
  g_test_add_func ("/format/an-estimate-apart-has-a-chip-of-its-own", test_an_estimate_apart_has_a_chip_of_its_own);
  g_test_add_func ("/format/a-time-apart-has-no-second-chip", test_a_time_apart_has_no_second_chip);
  g_test_add_func ("/format/week-begins-on-sunday-in-the-c-locale", test_week_begins_on_sunday_in_the_c_locale);
  return g_test_run ();
}
