/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-system-clock.h"

static void
test_runs (void)
{
  g_autoptr (StintClock) clock = stint_system_clock_new ("Europe/Berlin");
  gint64 now_ms = g_get_real_time () / 1000;

  g_assert_cmpint (ABS (stint_clock_get_unix_ms (clock) - now_ms), <, 1000);
  g_assert_cmpstr (stint_clock_get_zone (clock), ==, "Europe/Berlin");
  g_assert_finalize_object (g_steal_pointer (&clock));
}

static void
test_takes_tz (void)
{
  StintClock *clock;

  g_setenv ("TZ", ":America/Sao_Paulo", TRUE);
  clock = stint_system_clock_new (NULL);
  g_assert_cmpstr (stint_clock_get_zone (clock), ==, "America/Sao_Paulo");
  g_assert_finalize_object (clock);
  g_setenv ("TZ", "UTC", TRUE);
}

static void
test_unknown_zone_is_utc (void)
{
  StintClock *clock = stint_system_clock_new ("Nowhere/Atlantis");

  g_assert_cmpstr (stint_clock_get_zone (clock), ==, "UTC");
  g_assert_finalize_object (clock);
}

static void
day_changed_cb (StintClock *clock,
                gpointer    user_data)
{
  (*(int *) user_data)++;
}

/* Kiritimati and Pago Pago are 25 hours apart: never on the same day. */
static void
test_travel_changes_day (void)
{
  StintClock *clock = stint_system_clock_new ("Pacific/Kiritimati");
  int n_changed = 0;
  int today = stint_clock_get_today (clock);

  g_signal_connect (clock, "day-changed", G_CALLBACK (day_changed_cb), &n_changed);
  stint_clock_set_zone (clock, "Pacific/Pago_Pago");
  g_assert_cmpint (n_changed, ==, 1);
  g_assert_cmpint (stint_clock_get_today (clock), <, today);
  g_assert_finalize_object (clock);
}

static void
test_is_quiet (void)
{
  StintClock *clock = stint_system_clock_new ("UTC");

  /* Nothing is due: an iteration that would not wait does nothing. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (g_main_context_pending (NULL));
  g_assert_finalize_object (clock);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/system-clock/runs", test_runs);
  g_test_add_func ("/system-clock/zone/is-taken-from-the-environment", test_takes_tz);
  g_test_add_func ("/system-clock/zone/unknown-is-utc", test_unknown_zone_is_utc);
  g_test_add_func ("/system-clock/day/changes-with-the-zone", test_travel_changes_day);
  g_test_add_func ("/system-clock/is-quiet", test_is_quiet);

  return g_test_run ();
}
