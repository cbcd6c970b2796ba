/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid of a zone on the days on which its clocks are set. */

#include "store-fixture.h"

#include "store/stint-database-private.h"

#define TEST(path, function) g_test_add ("/store/clock-changes/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static StintGridResult *
read_day (Fixture *self,
          int      day)
{
  StintGridQuery query = { day, 1, 0, "Europe/Madrid" };
  g_autoptr (GError) error = NULL;
  StintGridResult *result = stint_database_query_grid (self->database, &query, &error);

  g_assert_no_error (error);
  return result;
}

static int
count_minutes (Fixture *self,
               int      day)
{
  g_autoptr (StintGridResult) result = read_day (self, day);

  return g_array_index (result->days, StintGridDay, 0).minutes;
}

static void
a_day_s_minutes_are_those_that_pass (Fixture      *self,
                                     gconstpointer unused)
{
  g_autofree char *a = fixture_add_task (self, "a");

  for (int floats = 0; floats < 2; floats++)
    {
      const char *zone = floats ? NULL : "Europe/Madrid";

      g_free (fixture_add_block (self, a, "2026-03-29T01:00:00", "2026-03-29T04:00:00", zone));
      g_free (fixture_add_block (self, a, "2026-10-25T01:00:00", "2026-10-25T04:00:00", zone));
    }
  g_assert_cmpint (count_minutes (self, stint_day_from_ymd (2026, 3, 29)), ==, 2 * 120);
  g_assert_cmpint (count_minutes (self, stint_day_from_ymd (2026, 10, 25)), ==, 2 * 240);
}

static void
the_second_time_that_a_clock_reads_so_is_told (Fixture      *self,
                                               gconstpointer unused)
{
  g_autofree char *a = fixture_add_task (self, "a");
  g_autoptr (StintGridResult) result = NULL;
  StintGridRow *first, *second;

  g_free (fixture_add_block (self, a, "2026-10-25T00:15:00", "2026-10-25T00:45:00", "UTC"));
  g_free (fixture_add_block (self, a, "2026-10-25T01:15:00", "2026-10-25T01:45:00", "UTC"));
  result = read_day (self, stint_day_from_ymd (2026, 10, 25));
  g_assert_cmpuint (result->rows->len, ==, 2);
  first = result->rows->pdata[0];
  second = result->rows->pdata[1];
  g_assert_cmpint (first->start_s, ==, second->start_s);
  g_assert_true (first->start_again != second->start_again && first->end_again != second->end_again);
}

static void
what_floats_stands_where_its_reading_is (Fixture      *self,
                                         gconstpointer unused)
{
  g_autofree char *a = fixture_add_task (self, "a");
  g_autoptr (StintGridResult) result = NULL;

  /* In Madrid there is no 2:15 on that day. */
  g_free (fixture_add_block (self, a, "2026-03-29T02:15:00", "2026-03-29T02:45:00", NULL));
  result = read_day (self, stint_day_from_ymd (2026, 3, 29));
  g_assert_cmpint (((StintGridRow *) result->rows->pdata[0])->start_s % STINT_DAY_S, ==, 3 * 3600 + 900);
  g_assert_cmpint (((StintGridRow *) result->rows->pdata[0])->end_s % STINT_DAY_S, ==, 3 * 3600 + 2700);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("a-day-s-minutes-are-those-that-pass", a_day_s_minutes_are_those_that_pass);
  TEST ("the-second-time-that-a-clock-reads-so-is-told", the_second_time_that_a_clock_reads_so_is_told);
  TEST ("what-floats-stands-where-its-reading-is", what_floats_stands_where_its_reading_is);

  return g_test_run ();
}
