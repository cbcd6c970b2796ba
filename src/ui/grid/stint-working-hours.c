/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-working-hours.h"

#include "core/stint-time.h"

/* Nine hours with a break. The one place that knows, until they are a setting of the plan. */
#define START_S (8 * 3600)
#define END_S (17 * 3600)
#define AVAILABLE_MIN (8 * 60)
#define FIRST_FREE_WEEKDAY 5

/**
 * stint_working_hours_get:
 * @start_s: (out): second of the day
 *
 * Returns: whether there are working hours on this civil day
 */
gboolean
stint_working_hours_get (int  day,
                         int *start_s,
                         int *end_s)
{
  *start_s = START_S;
  *end_s = END_S;
  return stint_day_get_weekday (day) < FIRST_FREE_WEEKDAY;
}

/**
 * stint_working_hours_get_available:
 *
 * Returns: the minutes that can be planned on the day
 */
int
stint_working_hours_get_available (int day)
{
  int start_s, end_s;

  return stint_working_hours_get (day, &start_s, &end_s) ? AVAILABLE_MIN : 0;
}
