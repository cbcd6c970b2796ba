/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"
#include "ui/grid/stint-grid-geometry.h"

#define ROUNDS 20000

static StintGridGeometry
make_any (GRand *rand)
{
  StintGridGeometry geometry = {
    g_rand_int_range (rand, -400000, 400000),
    g_rand_int_range (rand, 1, 8),
    g_rand_int_range (rand, 300, 4000),
    g_rand_int_range (rand, 0, 120),
    g_rand_int_range (rand, 24, 241),
    g_rand_boolean (rand),
  };

  return geometry;
}

/* A time, drawn and pointed at again, is the same time: in any zoom, for any first day, to either side. */
static void
test_a_time_comes_back_from_its_pixel (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + (guint32) round);
      StintGridGeometry geometry = make_any (rand);
      int day = geometry.first_day + g_rand_int_range (rand, 0, geometry.n_days);
      gint64 local_s = (gint64) day * STINT_DAY_S + g_rand_int_range (rand, 0, 96) * STINT_SNAP_S;
      double x, y, column_x, width;
      gint64 back_s;

      stint_grid_geometry_get_column (&geometry, day - geometry.first_day, &column_x, &width);
      stint_grid_geometry_get_point (&geometry, local_s, &x, &y);
      back_s = stint_grid_geometry_get_time (&geometry, column_x + g_rand_double_range (rand, 0.01, width - 0.01), y);
      back_s = stint_grid_snap (back_s, STINT_SNAP_S);
      if (back_s != local_s)
        g_error ("round %d: %" G_GINT64_FORMAT " came back as %" G_GINT64_FORMAT, round, local_s, back_s);
    }
}

static void
test_columns_share_borders_and_fill_the_width (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 2000; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + (guint32) round);
      StintGridGeometry geometry = make_any (rand);
      double end = geometry.mirrored ? geometry.width - geometry.gutter : geometry.gutter;

      for (int i = 0; i < geometry.n_days; i++)
        {
          double x, width;

          stint_grid_geometry_get_column (&geometry, i, &x, &width);
          g_assert_cmpfloat (width, >=, 1);
          g_assert_cmpfloat_with_epsilon (geometry.mirrored ? x + width : x, end, 0.001);
          end = geometry.mirrored ? x : x + width;
        }
      g_assert_cmpfloat_with_epsilon (end, geometry.mirrored ? 0 : geometry.width, 0.001);
    }
}

static void
test_every_pixel_is_in_the_column_it_shows (void)
{
  for (int mirrored = 0; mirrored < 2; mirrored++)
    {
      StintGridGeometry geometry = { 100, 7, 701, 56, 56, mirrored };

      for (int i = 0; i < 7; i++)
        {
          double x, width;

          stint_grid_geometry_get_column (&geometry, i, &x, &width);
          g_assert_cmpint (stint_grid_geometry_get_day (&geometry, x + 0.5), ==, 100 + i);
          g_assert_cmpint (stint_grid_geometry_get_day (&geometry, x + width - 0.5), ==, 100 + i);
        }
    }
}

static void
test_beside_the_columns_is_the_nearest_day (void)
{
  StintGridGeometry left = { 10, 7, 756, 56, 56, FALSE };
  StintGridGeometry right = { 10, 7, 756, 56, 56, TRUE };

  g_assert_cmpint (stint_grid_geometry_get_day (&left, 3), ==, 10);
  g_assert_cmpint (stint_grid_geometry_get_day (&left, 5000), ==, 16);
  g_assert_cmpint (stint_grid_geometry_get_day (&right, 750), ==, 10);
  g_assert_cmpint (stint_grid_geometry_get_day (&right, -5), ==, 16);
}

static void
test_above_and_below_is_the_day_s_border (void)
{
  StintGridGeometry geometry = { 0, 1, 300, 56, 50, FALSE };

  g_assert_cmpint (stint_grid_geometry_get_second (&geometry, 0, -40, NULL), ==, 0);
  g_assert_cmpint (stint_grid_geometry_get_second (&geometry, 0, 99999, NULL), ==, STINT_DAY_S);
}

static void
test_snapping_rounds_before_1970_too (void)
{
  g_assert_cmpint (stint_grid_snap (-1, STINT_SNAP_S), ==, 0);
  g_assert_cmpint (stint_grid_snap (-451, STINT_SNAP_S), ==, -900);
  g_assert_cmpint (stint_grid_snap_down (-1, STINT_SNAP_S), ==, -900);
  g_assert_cmpint (stint_grid_snap (450, STINT_SNAP_S), ==, 900);
  g_assert_cmpint (stint_grid_snap (449, STINT_SNAP_S), ==, 0);
}

static void
test_a_week_starts_on_its_first_weekday (void)
{
  int wednesday = stint_day_from_ymd (2026, 11, 25);

  g_assert_cmpint (stint_grid_week_start (wednesday, 0), ==, stint_day_from_ymd (2026, 11, 23));
  g_assert_cmpint (stint_grid_week_start (wednesday, 6), ==, stint_day_from_ymd (2026, 11, 22));
  g_assert_cmpint (stint_grid_week_start (wednesday, 5), ==, stint_day_from_ymd (2026, 11, 21));
  g_assert_cmpint (stint_grid_week_start (wednesday, 2), ==, wednesday);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grid-geometry/a-time-comes-back-from-its-pixel", test_a_time_comes_back_from_its_pixel);
  g_test_add_func ("/grid-geometry/columns-share-borders-and-fill-the-width", test_columns_share_borders_and_fill_the_width);
  g_test_add_func ("/grid-geometry/every-pixel-is-in-the-column-it-shows", test_every_pixel_is_in_the_column_it_shows);
  g_test_add_func ("/grid-geometry/beside-the-columns-is-the-nearest-day", test_beside_the_columns_is_the_nearest_day);
  g_test_add_func ("/grid-geometry/above-and-below-is-the-day-s-border", test_above_and_below_is_the_day_s_border);
  g_test_add_func ("/grid-geometry/snapping-rounds-before-1970-too", test_snapping_rounds_before_1970_too);
  g_test_add_func ("/grid-geometry/a-week-starts-on-its-first-weekday", test_a_week_starts_on_its_first_weekday);

  return g_test_run ();
}
