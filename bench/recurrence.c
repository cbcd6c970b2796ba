/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a year of 1,000 mixed series costs: worked out anew, and from what is remembered, beside libical's own iterator set to the
 * same year. The best of several runs, each with series that nobody has asked before.
 */
#include "planning/stint-recurrence.h"

#include <libical/ical.h>
#include <stdio.h>

#define N_SERIES 1000
#define N_RUNS 7
#define FIRST_YEAR 2026

/* As people have them: most are weekly, some end, few are odd. */
static const char *const rules[] = {
  "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH",
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=4", "FREQ=WEEKLY;BYDAY=SA,SU",
  "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
  "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
  "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=WEEKLY;COUNT=60", "FREQ=DAILY;COUNT=400", "FREQ=MONTHLY;COUNT=24",
};

static StintTime
get_start (guint i)
{
  return stint_time_floating ((gint64) (stint_day_from_ymd (FIRST_YEAR - 2, 1, 1) + (int) (i * 7919 % 700)) * STINT_DAY_S + 9 * 3600);
}

static struct icaltimetype
to_ical (int day,
         int hour)
{
  struct icaltimetype time = icaltime_null_time ();

  stint_day_to_ymd (day, &time.year, &time.month, &time.day);
  time.hour = hour;
  return time;
}

static double
run_libical (guint *n)
{
  gint64 begun_us = g_get_monotonic_time ();
  struct icaltimetype from = to_ical (stint_day_from_ymd (FIRST_YEAR, 1, 1), 0);

  *n = 0;
  for (guint i = 0; i < N_SERIES; i++)
    {
      StintTime start = get_start (i);
      struct icalrecurrencetype rule = icalrecurrencetype_from_string (rules[i % G_N_ELEMENTS (rules)]);
      struct icaltimetype time = to_ical (stint_time_get_day (&start), 9);
      icalrecur_iterator *iterator = icalrecur_iterator_new (rule, time);

      if (rule.count == 0 && icaltime_compare (time, from) < 0)
        icalrecur_iterator_set_start (iterator, from);
      for (time = icalrecur_iterator_next (iterator); !icaltime_is_null_time (time) && time.year <= FIRST_YEAR;
           time = icalrecur_iterator_next (iterator))
        *n += time.year == FIRST_YEAR;
      icalrecur_iterator_free (iterator);
      free (rule.rscale);
    }
  return (double) (g_get_monotonic_time () - begun_us) / 1000;
}

static double
run_stint (StintRecurrence **series,
           guint            *n)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 begun_us = g_get_monotonic_time ();
  gint64 from_s = (gint64) stint_day_from_ymd (FIRST_YEAR, 1, 1) * STINT_DAY_S;
  gint64 to_s = (gint64) stint_day_from_ymd (FIRST_YEAR + 1, 1, 1) * STINT_DAY_S;

  for (guint i = 0; i < N_SERIES; i++)
    {
      StintTime start = get_start (i);

      if (series[i] == NULL)
        series[i] = stint_recurrence_new (rules[i % G_N_ELEMENTS (rules)], &start, NULL);
      if (!stint_recurrence_expand (series[i], from_s, to_s, G_MAXUINT / 2, times, NULL))
        g_error ("%s was not expanded", rules[i % G_N_ELEMENTS (rules)]);
    }
  *n = times->len;
  return (double) (g_get_monotonic_time () - begun_us) / 1000;
}

int
main (int    argc,
      char **argv)
{
  double libical_ms = G_MAXDOUBLE, cold_ms = G_MAXDOUBLE, again_ms = G_MAXDOUBLE;
  guint n_libical = 0, n_stint = 0;

  for (int run = 0; run < N_RUNS; run++)
    {
      g_autofree StintRecurrence **series = g_new0 (StintRecurrence *, N_SERIES);

      double libical = run_libical (&n_libical);
      double cold = run_stint (series, &n_stint);
      double again = run_stint (series, &n_stint);

      libical_ms = MIN (libical_ms, libical);
      cold_ms = MIN (cold_ms, cold);
      again_ms = MIN (again_ms, again);
      for (guint i = 0; i < N_SERIES; i++)
        stint_recurrence_free (series[i]);
    }
  printf ("a year of %d series, %u occurrences: %.1f ms, %.2f of libical's iterator (%.1f ms, %u); again: %.2f ms\n",
          N_SERIES, n_stint, cold_ms, cold_ms / libical_ms, libical_ms, n_libical, again_ms);
  return cold_ms <= 1.3 * libical_ms && again_ms <= 5 ? 0 : 1;
}
