/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-system-clock.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

/* ---- Travelling ---- */

static void
point_to (const char *folder,
          const char *zone)
{
  g_autofree char *target = g_strdup_printf ("/usr/share/zoneinfo/%s", zone);
  g_autofree char *link = g_build_filename (folder, "localtime", NULL);
  g_autofree char *next = g_build_filename (folder, "localtime.next", NULL);

  /* As systemd does it: there is a link at any time. */
  g_assert_cmpint (symlink (target, next), ==, 0);
  g_assert_cmpint (rename (next, link), ==, 0);
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_error ("It did not happen");
  return G_SOURCE_REMOVE;
}

static void
wait_until (const int *n_happened)
{
  guint timeout_id = g_timeout_add_seconds (20, give_up_cb, NULL);

  while (*n_happened == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

static void
test_travel_is_noticed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("stint-zone-XXXXXX", NULL);
  g_autofree char *link = g_build_filename (folder, "localtime", NULL);
  StintClock *clock;
  int n_changed = 0;

  point_to (folder, "Europe/Madrid");
  clock = stint_system_clock_new_following (link);
  g_assert_cmpstr (stint_clock_get_zone (clock), ==, "Europe/Madrid");
  g_signal_connect (clock, "zone-changed", G_CALLBACK (day_changed_cb), &n_changed);
  point_to (folder, "Asia/Tokyo");
  wait_until (&n_changed);
  g_assert_cmpstr (stint_clock_get_zone (clock), ==, "Asia/Tokyo");

  g_assert_finalize_object (clock);
  g_unlink (link);
  g_rmdir (folder);
}

/* ---- Midnight ---- */

/* A zone of its own in which it is midnight in so many seconds: a file with one offset (RFC 8536, version 1). */
static char *
make_zone (int seconds_to_midnight)
{
  char *folder = g_dir_make_tmp ("stint-midnight-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "Midnight", NULL);
  gint32 offset_s = 86400 - seconds_to_midnight - (gint32) (g_get_real_time () / 1000000 % 86400);
  guint32 bits = GUINT32_TO_BE ((guint32) (offset_s > 43200 ? offset_s - 86400 : offset_s));
  guint8 file[44 + 6 + 4] = "TZif";

  file[39] = 1;
  file[43] = 4;
  memcpy (file + 44, &bits, 4);
  memcpy (file + 50, "MID", 4);
  g_assert_true (g_file_set_contents (path, (const char *) file, sizeof file, NULL));
  return folder;
}

static void
test_midnight_comes (void)
{
  g_autofree char *folder = make_zone (2);
  g_autofree char *path = g_build_filename (folder, "Midnight", NULL);
  StintClock *clock;
  int n_changed = 0, today;

  g_setenv ("TZDIR", folder, TRUE);
  clock = stint_system_clock_new ("Midnight");
  g_unsetenv ("TZDIR");
  g_assert_cmpstr (stint_clock_get_zone (clock), ==, "Midnight");
  today = stint_clock_get_today (clock);
  g_signal_connect (clock, "day-changed", G_CALLBACK (day_changed_cb), &n_changed);
  wait_until (&n_changed);
  g_assert_cmpint (stint_clock_get_today (clock), ==, today + 1);

  g_assert_finalize_object (clock);
  g_unlink (path);
  g_rmdir (folder);
}

/* Whether some timer of this process stands on the clock that a suspend does not stop, and fires when that clock is set: so it does on waking. */
static gboolean
has_timer_of_the_wall_clock (void)
{
  g_autoptr (GDir) files = g_dir_open ("/proc/self/fdinfo", 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/fdinfo", name, NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "clockid: 0\n") != NULL && strstr (text, "settime flags: 03\n") != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_timer_outlives_a_suspend (void)
{
  StintClock *clock;

  g_assert_false (has_timer_of_the_wall_clock ());
  clock = stint_system_clock_new ("UTC");
  g_assert_true (has_timer_of_the_wall_clock ());
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
  g_test_add_func ("/system-clock/zone/travel-is-noticed", test_travel_is_noticed);
  g_test_add_func ("/system-clock/day/midnight-comes", test_midnight_comes);
  g_test_add_func ("/system-clock/day/the-timer-outlives-a-suspend", test_timer_outlives_a_suspend);
  g_test_add_func ("/system-clock/is-quiet", test_is_quiet);

  return g_test_run ();
}
