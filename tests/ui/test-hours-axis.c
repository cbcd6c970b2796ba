/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "ui/grid/stint-grid-geometry.h"
#include "ui/grid/stint-hours-layout.h"

#include <string.h>

#define HOUR 3600
#define HOUR_HEIGHT 60
#define ROUNDS 4000

static const char *const zones[] = {
  "Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "America/St_Johns", "UTC",
};

typedef struct
{
  const char *zone;
  int         year, month, mday;
  int         minutes;
  const char *parts;
} Vector;

static const Vector vectors[] = {
  { "UTC", 2026, 3, 29, 1440, "0:00-24:00" },
  { "Europe/Madrid", 2026, 3, 29, 1380, "0:00-2:00 3:00-24:00" },
  { "Europe/Madrid", 2026, 10, 25, 1500, "0:00-3:00 2:00-3:00' 3:00-24:00" },
  { "America/New_York", 2026, 3, 8, 1380, "0:00-2:00 3:00-24:00" },
  { "America/New_York", 2026, 11, 1, 1500, "0:00-2:00 1:00-2:00' 2:00-24:00" },
  { "Australia/Lord_Howe", 2026, 10, 4, 1410, "0:00-2:00 2:30-24:00" },
  { "Australia/Lord_Howe", 2026, 4, 5, 1470, "0:00-2:00 1:30-2:00' 2:00-24:00" },
  { "America/Sao_Paulo", 2018, 11, 4, 1380, "1:00-24:00" },
  { "America/Sao_Paulo", 2018, 2, 17, 1500, "0:00-24:00 23:00-24:00'" },
  { "America/Sao_Paulo", 2019, 11, 3, 1440, "0:00-24:00" },
  { "Asia/Beirut", 2026, 3, 29, 1380, "1:00-24:00" },
  { "Asia/Beirut", 2026, 10, 24, 1500, "0:00-24:00 23:00-24:00'" },
  { "Africa/Cairo", 2026, 4, 24, 1380, "1:00-24:00" },
  { "Africa/Cairo", 2026, 10, 29, 1500, "0:00-24:00 23:00-24:00'" },
  { "America/St_Johns", 2010, 11, 6, 1499, "0:00-24:00 23:01-24:00'" },
  { "Pacific/Apia", 2011, 12, 30, 1440, "0:00-24:00?" },
};

static char *
describe (const StintHoursAxis *axis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < axis->parts->len; i++)
    {
      const StintAxisPart *part = &g_array_index (axis->parts, StintAxisPart, i);

      g_string_append_printf (text, "%s%d:%02d-%d:%02d%s%s", i > 0 ? " " : "", part->from_s / HOUR, part->from_s % HOUR / 60, part->to_s / HOUR,
                              part->to_s % HOUR / 60, part->again ? "'" : "", part->columns == 0 ? "?" : "");
    }
  return g_string_free (text, FALSE);
}

static void
test_days_have_the_hours_that_pass (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      const Vector *vector = &vectors[i];
      g_autoptr (StintHoursAxis) axis = stint_hours_axis_new (vector->zone, stint_day_from_ymd (vector->year, vector->month, vector->mday), 1);
      g_autofree char *parts = describe (axis);

      g_test_message ("%s %d-%d-%d", vector->zone, vector->year, vector->month, vector->mday);
      g_assert_cmpstr (parts, ==, vector->parts);
      g_assert_cmpint (axis->length_s, ==, vector->minutes * 60);
    }
}

/* What is missing on one day, and what is there twice, is a part that the others have or have not. */
static void
test_a_week_has_the_hours_of_all_its_days (void)
{
  g_autoptr (StintHoursAxis) spring = stint_hours_axis_new ("Europe/Madrid", stint_day_from_ymd (2026, 3, 23), 7);
  g_autoptr (StintHoursAxis) autumn = stint_hours_axis_new ("Europe/Madrid", stint_day_from_ymd (2026, 10, 19), 7);
  const StintAxisPart *gap = &g_array_index (spring->parts, StintAxisPart, 1);
  const StintAxisPart *again = stint_hours_axis_get_part (autumn, 3 * HOUR);

  g_assert_cmpint (spring->length_s, ==, 24 * HOUR);
  g_assert_cmpint (gap->from_s, ==, 2 * HOUR);
  g_assert_cmpuint (gap->columns, ==, 0x3f);
  g_assert_cmpint (autumn->length_s, ==, 25 * HOUR);
  g_assert_true (again->again);
  g_assert_cmpuint (again->columns, ==, 0x40);
}

/* Ten years, in the days around a change and in others: what is drawn on a day is what passes since its first moment. */
static void
test_a_place_on_a_day_is_the_time_since_it_began (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + (guint32) round);
      const char *zone = zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones) - 2)];
      gint64 from_s = stint_zone_to_unix (zone, (gint64) stint_day_from_ymd (g_rand_int_range (rand, 2014, 2024), 1, 1) * STINT_DAY_S);
      StintZoneChange change = { from_s, 0, 0, FALSE };
      int day;
      gint64 start_s, end_s, unix_s, local_s;
      g_autoptr (StintHoursAxis) axis = NULL;

      stint_zone_find_change (zone, from_s, from_s + 366 * (gint64) STINT_DAY_S, &change);
      day = stint_day_of_local (stint_zone_to_local (zone, change.unix_s)) + g_rand_int_range (rand, -2, 3);
      start_s = stint_zone_day_start (zone, day);
      end_s = stint_zone_day_start (zone, day + 1);
      axis = stint_hours_axis_new (zone, day, 1);
      unix_s = start_s + g_rand_int_range (rand, 0, (int) (end_s - start_s));
      local_s = stint_zone_to_local (zone, unix_s);

      g_assert_cmpint (axis->length_s, ==, end_s - start_s);
      g_assert_cmpint (stint_hours_axis_get_position (axis, (int) (local_s - (gint64) day * STINT_DAY_S), stint_zone_is_again (zone, unix_s)),
                       ==, unix_s - start_s);
    }
}

static void
test_any_time_comes_back_from_its_pixel (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + (guint32) round);
      const char *zone = zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))];
      gint64 from_s = (gint64) stint_day_from_ymd (g_rand_int_range (rand, 2008, 2019), g_rand_int_range (rand, 1, 13), 1) * STINT_DAY_S;
      StintZoneChange change = { from_s, 0, 0, FALSE };
      StintGridGeometry geometry = { 0, g_rand_int_range (rand, 1, 8), g_rand_int_range (rand, 300, 2000), 56, g_rand_int_range (rand, 24, 241),
                                     g_rand_boolean (rand), NULL };
      g_autoptr (StintHoursAxis) axis = NULL;
      gint64 unix_s, local_s;
      int day, second, position_s;
      gboolean again, again_back;
      double x, width;

      stint_zone_find_change (zone, from_s, from_s + 366 * (gint64) STINT_DAY_S, &change);
      unix_s = (change.unix_s + g_rand_int_range (rand, -8 * HOUR, 8 * HOUR)) / 300 * 300;
      local_s = stint_zone_to_local (zone, unix_s);
      again = stint_zone_is_again (zone, unix_s);
      day = stint_day_of_local (local_s);
      second = (int) (local_s - (gint64) day * STINT_DAY_S);
      geometry.first_day = day - g_rand_int_range (rand, 0, geometry.n_days);
      geometry.axis = axis = stint_hours_axis_new (zone, geometry.first_day, geometry.n_days);

      position_s = stint_grid_geometry_get_position (&geometry, second, again);
      stint_grid_geometry_get_column (&geometry, day - geometry.first_day, &x, &width);
      g_assert_cmpint (stint_grid_geometry_get_day (&geometry, x + width / 2), ==, day);
      g_assert_cmpint (stint_grid_geometry_get_second (&geometry, day, stint_grid_geometry_get_y (&geometry, position_s), &again_back), ==, second);
      g_assert_cmpint (again_back, ==, again);
    }
}

static void
test_where_an_hour_is_missing_its_reading_is_named (void)
{
  g_autoptr (StintHoursAxis) spring = stint_hours_axis_new ("Europe/Madrid", stint_day_from_ymd (2026, 3, 23), 7);
  g_autoptr (StintHoursAxis) autumn = stint_hours_axis_new ("Europe/Madrid", stint_day_from_ymd (2026, 10, 19), 7);

  g_assert_cmpint (stint_hours_axis_get_second (spring, 6, 2 * HOUR + 1800, NULL), ==, 2 * HOUR + 1800);
  g_assert_cmpint (stint_hours_axis_get_second (autumn, 0, 3 * HOUR + 1800, NULL), ==, 3 * HOUR);
}

static void
free_row (gpointer row)
{
  stint_grid_row_free (row);
}

/* Returns: the height in hours of a block on the first of so many days, without what is cut out of it */
static double
measure (const char *zone,
         int         day,
         int         n_days,
         int         start_h,
         int         end_h,
         gboolean    again)
{
  g_autoptr (StintGridPage) page = stint_grid_page_new (day, n_days, free_row);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  g_autoptr (GArray) chips = g_array_new (FALSE, FALSE, sizeof (StintMoreChip));
  StintGridGeometry geometry = { day, n_days, 700, 56, HOUR_HEIGHT, FALSE, NULL };
  StintGridRow *row = g_new0 (StintGridRow, 1);
  const StintBlockPlace *place;
  double missing = 0;

  row->id = g_strdup ("block");
  row->task_id = g_strdup ("task");
  row->start_s = (gint64) day * STINT_DAY_S + start_h * HOUR;
  row->end_s = (gint64) day * STINT_DAY_S + end_h * HOUR;
  row->start_again = again;
  stint_grid_page_add (page, row, row);
  stint_grid_page_set_zone (page, zone);
  geometry.axis = page->axis;
  stint_hours_layout_place (page, &geometry, places, chips);
  g_assert_cmpuint (places->len, ==, 1);
  place = &g_array_index (places, StintBlockPlace, 0);

  for (guint i = 0; i < page->axis->parts->len; i++)
    {
      const StintAxisPart *part = &g_array_index (page->axis->parts, StintAxisPart, i);
      int from = MAX (part->at_s / 60, place->area.y);
      int to = MIN ((part->at_s + part->to_s - part->from_s) / 60, place->area.y + place->area.height);

      if ((part->columns & 1) == 0)
        missing += MAX (0, to - from);
    }
  return (place->area.height - missing + 2) / HOUR_HEIGHT;
}

static void
test_a_block_is_as_high_as_the_time_that_passes (void)
{
  int spring = stint_day_from_ymd (2026, 3, 29);
  int autumn = stint_day_from_ymd (2026, 10, 25);

  for (int n_days = 1; n_days <= 7; n_days += 6)
    {
      g_assert_cmpfloat (measure ("Europe/Madrid", spring, n_days, 1, 4, FALSE), ==, 2);
      g_assert_cmpfloat (measure ("Europe/Madrid", autumn, n_days, 1, 4, FALSE), ==, 4);
      g_assert_cmpfloat (measure ("Europe/Madrid", autumn, n_days, 2, 4, FALSE), ==, 3);
      g_assert_cmpfloat (measure ("Europe/Madrid", autumn, n_days, 2, 4, TRUE), ==, 2);
      g_assert_cmpfloat (measure ("Australia/Lord_Howe", stint_day_from_ymd (2026, 10, 4), n_days, 1, 4, FALSE), ==, 2.5);
      g_assert_cmpfloat (measure ("Australia/Lord_Howe", stint_day_from_ymd (2026, 4, 5), n_days, 1, 4, FALSE), ==, 3.5);
      g_assert_cmpfloat (measure ("UTC", spring, n_days, 1, 4, FALSE), ==, 3);
    }
}

static void
test_what_ends_where_an_hour_is_missing_does_not_reach_over_it (void)
{
  int spring = stint_day_from_ymd (2026, 3, 29);
  g_autoptr (StintHoursAxis) axis = stint_hours_axis_new ("Europe/Madrid", spring, 7);

  g_assert_cmpint (stint_hours_axis_get_end_position (axis, 0, 3 * HOUR, FALSE), ==, 2 * HOUR);
  g_assert_cmpint (stint_hours_axis_get_end_position (axis, 1, 3 * HOUR, FALSE), ==, 3 * HOUR);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hours-axis/days-have-the-hours-that-pass", test_days_have_the_hours_that_pass);
  g_test_add_func ("/hours-axis/a-week-has-the-hours-of-all-its-days", test_a_week_has_the_hours_of_all_its_days);
  g_test_add_func ("/hours-axis/a-place-on-a-day-is-the-time-since-it-began", test_a_place_on_a_day_is_the_time_since_it_began);
  g_test_add_func ("/hours-axis/any-time-comes-back-from-its-pixel", test_any_time_comes_back_from_its_pixel);
  g_test_add_func ("/hours-axis/where-an-hour-is-missing-its-reading-is-named", test_where_an_hour_is_missing_its_reading_is_named);
  g_test_add_func ("/hours-axis/a-block-is-as-high-as-the-time-that-passes", test_a_block_is_as_high_as_the_time_that_passes);
  g_test_add_func ("/hours-axis/what-ends-where-an-hour-is-missing-does-not-reach-over-it",
                   test_what_ends_where_an_hour_is_missing_does_not_reach_over_it);

  return g_test_run ();
}
