/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/sync/stint-sync-schedule.h"

#define S 1000
#define MIN_MS (60 * S)

static void
test_nothing_is_planned (void)
{
  StintSyncSchedule schedule;

  stint_sync_schedule_init (&schedule);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, 0), ==, -1);
}

static void
test_first_at_once (void)
{
  StintSyncSchedule schedule;

  stint_sync_schedule_init (&schedule);
  stint_sync_schedule_start (&schedule, 5);
  stint_sync_schedule_edited (&schedule, 5);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, 5), ==, 0);
}

static void
test_edits_without_a_pause (void)
{
  StintSyncSchedule schedule;

  stint_sync_schedule_init (&schedule);
  for (gint64 now_ms = 0; now_ms <= 9 * S; now_ms += S)
    stint_sync_schedule_edited (&schedule, now_ms);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, 9 * S), ==, S);
}

static void
test_edits_do_not_hurry_failures (void)
{
  StintSyncSchedule schedule;

  stint_sync_schedule_init (&schedule);
  for (int i = 0; i < 20; i++)
    stint_sync_schedule_ended (&schedule, STINT_SYNC_END_PASSING, 0, 1, 0);
  stint_sync_schedule_edited (&schedule, S);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, S), ==, 59 * S);
}

static void
test_the_network_hurries_failures (void)
{
  StintSyncSchedule schedule;

  stint_sync_schedule_init (&schedule);
  for (int i = 0; i < 20; i++)
    stint_sync_schedule_ended (&schedule, STINT_SYNC_END_PASSING, 0, 1, 0);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, 0), ==, 15 * MIN_MS);
  stint_sync_schedule_online (&schedule, S);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, S), ==, S);
}

static void
test_a_person_is_waited_for (void)
{
  StintSyncSchedule schedule;

  stint_sync_schedule_init (&schedule);
  stint_sync_schedule_ended (&schedule, STINT_SYNC_END_PERSON, 0, 1, 0);
  stint_sync_schedule_edited (&schedule, S);
  stint_sync_schedule_online (&schedule, S);
  stint_sync_schedule_poked (&schedule, 100 * S);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, 100 * S), ==, -1);
  stint_sync_schedule_start (&schedule, 100 * S);
  g_assert_cmpint (stint_sync_schedule_get_ms (&schedule, 100 * S), ==, 0);
}

static void
test_chance_spreads (void)
{
  StintSyncSchedule early, late;

  stint_sync_schedule_init (&early);
  stint_sync_schedule_init (&late);
  for (int i = 0; i < 7; i++)
    {
      stint_sync_schedule_ended (&early, STINT_SYNC_END_PASSING, 0, 0, 0);
      stint_sync_schedule_ended (&late, STINT_SYNC_END_PASSING, 0, 1, 0);
    }
  g_assert_cmpint (stint_sync_schedule_get_ms (&early, 0), ==, 32 * S);
  g_assert_cmpint (stint_sync_schedule_get_ms (&late, 0), ==, 64 * S);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-schedule/nothing-is-planned-at-first", test_nothing_is_planned);
  g_test_add_func ("/sync-schedule/the-first-round-is-at-once", test_first_at_once);
  g_test_add_func ("/sync-schedule/edits-without-a-pause-are-sent-after-ten-seconds", test_edits_without_a_pause);
  g_test_add_func ("/sync-schedule/edits-do-not-hurry-failures", test_edits_do_not_hurry_failures);
  g_test_add_func ("/sync-schedule/the-network-hurries-failures", test_the_network_hurries_failures);
  g_test_add_func ("/sync-schedule/a-person-is-waited-for", test_a_person_is_waited_for);
  g_test_add_func ("/sync-schedule/chance-spreads-the-machines", test_chance_spreads);
  return g_test_run ();
}
