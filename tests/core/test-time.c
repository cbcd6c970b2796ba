/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-error.h"
#include "core/stint-time.h"
#include "core/stint-zone.h"

static void
days_and_dates_agree_with_glib (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1);

  for (int day = STINT_DAY_MIN; day <= STINT_DAY_MAX; day++)
    {
      int year, month, mday;

      stint_day_to_ymd (day, &year, &month, &mday);
      g_assert_cmpint (stint_day_from_ymd (year, month, mday), ==, day);
      if (day % 97 == 0)
        {
          g_date_set_julian (date, day - STINT_DAY_MIN + 1);
          g_assert_cmpint (g_date_get_year (date), ==, year);
          g_assert_cmpint (g_date_get_month (date), ==, month);
          g_assert_cmpint (g_date_get_day (date), ==, mday);
          g_assert_cmpint (g_date_get_weekday (date), ==, stint_day_get_weekday (day) + 1);
          g_assert_cmpint (g_date_get_iso8601_week_of_year (date), ==, stint_day_get_iso_week (day, NULL));
        }
    }
}

static void
text_comes_back_as_it_was (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      int day = g_rand_int_range (rand, STINT_DAY_MIN, STINT_DAY_MAX + 1);
      gboolean whole_day = g_rand_boolean (rand);
      StintTime time = whole_day ? stint_time_date (day) : stint_time_floating ((gint64) day * STINT_DAY_S + g_rand_int_range (rand, 0, STINT_DAY_S));
      g_autofree char *text = stint_time_to_string (&time);
      StintTime read;
      g_autoptr (GError) error = NULL;

      stint_time_parse (text, &read, &error);
      g_assert_no_error (error);
      g_assert_true (stint_time_equal (&time, &read));
    }
}

static void
odd_texts_are_refused (void)
{
  static const char *const odd[] = {
    "", "2026", "2026-13-01", "2026-02-29", "0000-01-01", "10000-01-01", "2026-11-27T", "2026-11-27T24:00", "2026-11-27T7:00",
    "2026-11-27T17:60", "2026-11-27T17:00:61", "2026-11-27T17:00Z", "2026-11-27 ", "26-11-27", "2026-1-1", "2026/11/27", "-026-11-27",
    "２０２６-11-27", "2026-11-27T17:00:00.5",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      StintTime time;
      g_autoptr (GError) error = NULL;

      if (stint_time_parse (odd[i], &time, &error))
        g_error ("“%s” was taken", odd[i]);
      g_assert_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE);
    }
}

static void
the_years_1_and_9999_are_in (void)
{
  StintTime time;

  g_assert_true (stint_time_parse ("0001-01-01", &time, NULL));
  g_assert_cmpint (stint_time_get_day (&time), ==, STINT_DAY_MIN);
  g_assert_true (stint_time_parse ("9999-12-31T23:59:59", &time, NULL));
  g_assert_cmpint (stint_time_get_day (&time), ==, STINT_DAY_MAX);
  g_assert_true (stint_time_parse ("0999-02-28T10:00", &time, NULL));
}

static void
the_three_forms_survive_a_variant (void)
{
  StintTime forms[] = {
    stint_time_date (20000), stint_time_floating (1760000000), stint_time_zoned (1760000000, "Europe/Berlin"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GVariant) object = g_variant_ref_sink (stint_time_to_variant (&forms[i]));
      StintTime read;
      g_autoptr (GError) error = NULL;

      stint_time_from_variant (object, &read, &error);
      g_assert_no_error (error);
      g_assert_true (stint_time_equal (&forms[i], &read));
    }
}

static void
an_unknown_zone_is_refused (void)
{
  static const char *const names[] = {
    "Mars/Phobos", "", "../../etc/passwd", "+02:00", "W. Europe Standard Time", "EST5EDT4,M3", "/etc/localtime", "UTC-11", "GMT+0100",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (stint_zone_intern (names[i]) != NULL)
      g_error ("“%s” was taken", names[i]);
  g_assert_nonnull (stint_zone_intern ("Asia/Ho_Chi_Minh"));
  g_assert_nonnull (stint_zone_intern ("UTC"));
  g_assert_nonnull (stint_zone_intern ("EST5EDT"));
  g_assert_nonnull (stint_zone_intern ("Etc/GMT+11"));
}

/* RFC 5545 §3.3.5: before a gap's offset counts, of two readings the first. */
static void
gaps_and_folds_follow_the_rfc (void)
{
  static const struct
  {
    const char *zone;
    const char *local;
    const char *instant;
  } vectors[] = {
    { "Europe/Madrid", "2026-03-29T02:30", "2026-03-29T01:30:00Z" },
    { "Europe/Madrid", "2026-10-25T02:30", "2026-10-25T00:30:00Z" },
    { "America/New_York", "2007-03-11T02:30", "2007-03-11T07:30:00Z" },
    { "America/New_York", "2007-11-04T01:30", "2007-11-04T05:30:00Z" },
    { "America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T03:30:00Z" },
    { "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z" },
    { "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z" },
    { "Asia/Kathmandu", "2026-06-01T12:00", "2026-06-01T06:15:00Z" },
    { "UTC", "2026-06-01T12:00", "2026-06-01T12:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      StintTime local;
      g_autofree char *instant = NULL;

      g_assert_true (stint_time_parse (vectors[i].local, &local, NULL));
      instant = stint_instant_to_string (stint_zone_to_unix (vectors[i].zone, local.local_s));
      g_assert_cmpstr (instant, ==, vectors[i].instant);
    }
}

static void
instants_come_back_from_every_zone (void)
{
  static const char *const zones[] = {
    "Europe/Madrid", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Gaza", "Pacific/Apia", "UTC",
  };

  for (gsize z = 0; z < G_N_ELEMENTS (zones); z++)
    for (gint64 unix_s = 946684800; unix_s < 1893456000; unix_s += 10799)
      {
        gint64 local_s = stint_zone_to_local (zones[z], unix_s);
        gint64 back = stint_zone_to_unix (zones[z], local_s);

        /* Only the second reading of an hour that comes twice does not come back; the first one stands for it. */
        if (back != unix_s)
          {
            g_assert_cmpint (back, <, unix_s);
            g_assert_cmpint (stint_zone_to_local (zones[z], back), ==, local_s);
          }
      }
}

static void
a_day_without_midnight_begins_after_the_gap (void)
{
  int day = stint_day_from_ymd (2018, 11, 4);
  g_autofree char *start = stint_instant_to_string (stint_zone_day_start ("America/Sao_Paulo", day));
  gint64 length_s = stint_zone_day_start ("America/Sao_Paulo", day + 1) - stint_zone_day_start ("America/Sao_Paulo", day);

  g_assert_cmpstr (start, ==, "2018-11-04T03:00:00Z");
  g_assert_cmpint (length_s, ==, 23 * 3600);
}

static void
days_are_23_and_25_and_23_and_a_half_hours_long (void)
{
  static const struct
  {
    const char *zone;
    int         year, month, mday;
    int         minutes;
  } days[] = {
    { "Europe/Madrid", 2026, 3, 29, 23 * 60 }, { "Europe/Madrid", 2026, 10, 25, 25 * 60 },
    { "Australia/Lord_Howe", 2026, 10, 4, 23 * 60 + 30 }, { "Australia/Lord_Howe", 2026, 4, 5, 24 * 60 + 30 },
    { "Europe/Madrid", 2026, 6, 1, 24 * 60 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      int day = stint_day_from_ymd (days[i].year, days[i].month, days[i].mday);

      g_assert_cmpint ((stint_zone_day_start (days[i].zone, day + 1) - stint_zone_day_start (days[i].zone, day)) / 60, ==, days[i].minutes);
    }
}

/* Every change of ten years is found once, with what is missing or there twice. */
static void
changes_are_found (void)
{
  static const struct
  {
    const char *zone;
    int         n_changes;
    int         length_s;
  } vectors[] = {
    { "Europe/Madrid", 20, 3600 }, { "America/New_York", 20, 3600 }, { "Australia/Lord_Howe", 20, 1800 }, { "Asia/Beirut", 20, 3600 },
    { "America/Sao_Paulo", 10, 3600 }, { "UTC", 0, 0 }, { "Asia/Tokyo", 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      gint64 from_s = (gint64) stint_day_from_ymd (2014, 6, 1) * STINT_DAY_S, until_s = (gint64) stint_day_from_ymd (2024, 6, 1) * STINT_DAY_S;
      StintZoneChange change;
      int n_changes = 0;

      while (stint_zone_find_change (vectors[i].zone, from_s, until_s, &change))
        {
          gint64 before_s = stint_zone_to_local (vectors[i].zone, change.unix_s - 1), then_s = stint_zone_to_local (vectors[i].zone, change.unix_s);

          n_changes++;
          from_s = change.unix_s;
          g_assert_cmpint (change.to_s - change.from_s, ==, vectors[i].length_s);
          g_assert_cmpint (then_s - before_s - 1, ==, change.repeated ? -vectors[i].length_s : vectors[i].length_s);
          g_assert_cmpint (change.from_s, ==, change.repeated ? then_s : before_s + 1);
        }
      g_test_message ("%s", vectors[i].zone);
      g_assert_cmpint (n_changes, ==, vectors[i].n_changes);
    }
}

static void
a_repeated_hour_has_two_instants (void)
{
  gint64 local_s = (gint64) stint_day_from_ymd (2026, 10, 25) * STINT_DAY_S + 2 * 3600 + 1800;
  gint64 first_s = stint_zone_to_unix_again ("Europe/Madrid", local_s, FALSE);
  gint64 second_s = stint_zone_to_unix_again ("Europe/Madrid", local_s, TRUE);

  g_assert_cmpint (second_s - first_s, ==, 3600);
  g_assert_cmpint (stint_zone_to_local ("Europe/Madrid", second_s), ==, local_s);
  g_assert_false (stint_zone_is_again ("Europe/Madrid", first_s));
  g_assert_true (stint_zone_is_again ("Europe/Madrid", second_s));
  g_assert_cmpint (stint_zone_to_unix_again ("Europe/Madrid", local_s + STINT_DAY_S, TRUE), ==,
                   stint_zone_to_unix ("Europe/Madrid", local_s + STINT_DAY_S));
}

static void
months_end_where_they_end (void)
{
  g_assert_cmpint (stint_day_add_months (stint_day_from_ymd (2026, 1, 31), 1), ==, stint_day_from_ymd (2026, 2, 28));
  g_assert_cmpint (stint_day_add_months (stint_day_from_ymd (2028, 1, 31), 1), ==, stint_day_from_ymd (2028, 2, 29));
  g_assert_cmpint (stint_day_add_months (stint_day_from_ymd (2026, 1, 15), -1), ==, stint_day_from_ymd (2025, 12, 15));
  g_assert_cmpint (stint_day_add_months (stint_day_from_ymd (9999, 12, 31), 1), ==, STINT_DAY_MAX);
  g_assert_cmpint (stint_day_add_months (stint_day_from_ymd (1, 1, 1), -1), ==, STINT_DAY_MIN);
}

static void
instants_are_rfc_3339 (void)
{
  gint64 unix_s;

  g_assert_true (stint_instant_parse ("2026-11-24T09:12:00+01:00", &unix_s, NULL));
  g_assert_cmpint (unix_s, ==, 1795507920);
  g_assert_true (stint_instant_parse ("2026-11-24T08:12Z", &unix_s, NULL));
  g_assert_cmpint (unix_s, ==, 1795507920);
  g_assert_false (stint_instant_parse ("2026-11-24T08:12:00", &unix_s, NULL));
  g_assert_false (stint_instant_parse ("2026-11-24T08:12:00+1:00", &unix_s, NULL));
  g_assert_false (stint_instant_parse ("now", &unix_s, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/days-and-dates-agree-with-glib", days_and_dates_agree_with_glib);
  g_test_add_func ("/time/text-comes-back-as-it-was", text_comes_back_as_it_was);
  g_test_add_func ("/time/odd-texts-are-refused", odd_texts_are_refused);
  g_test_add_func ("/time/the-years-1-and-9999-are-in", the_years_1_and_9999_are_in);
  g_test_add_func ("/time/the-three-forms-survive-a-variant", the_three_forms_survive_a_variant);
  g_test_add_func ("/time/an-unknown-zone-is-refused", an_unknown_zone_is_refused);
  g_test_add_func ("/time/gaps-and-folds-follow-the-rfc", gaps_and_folds_follow_the_rfc);
  g_test_add_func ("/time/instants-come-back-from-every-zone", instants_come_back_from_every_zone);
  g_test_add_func ("/time/a-day-without-midnight-begins-after-the-gap", a_day_without_midnight_begins_after_the_gap);
  g_test_add_func ("/time/days-are-23-and-25-and-23-and-a-half-hours-long", days_are_23_and_25_and_23_and_a_half_hours_long);
  g_test_add_func ("/time/changes-are-found", changes_are_found);
  g_test_add_func ("/time/a-repeated-hour-has-two-instants", a_repeated_hour_has_two_instants);
  g_test_add_func ("/time/months-end-where-they-end", months_end_where_they_end);
  g_test_add_func ("/time/instants-are-rfc-3339", instants_are_rfc_3339);

  return g_test_run ();
}
