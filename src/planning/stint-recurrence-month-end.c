/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence-rule.h"

/* Every month has these. */
#define SAFE_DAYS 28

/* Which day of the month the rule is about: -1 is the last one, 0 says that it is about none or several. */
static int
get_month_day (const StintRecurrenceRule *self,
               const StintTime           *start)
{
  int year, month, mday;

  if (self->by[STINT_BY_DAY] != NULL || self->by[STINT_BY_WEEKNO] != NULL || self->by[STINT_BY_YEARDAY] != NULL ||
      self->by[STINT_BY_SETPOS] != NULL || self->frequency < STINT_FREQUENCY_MONTHLY)
    return 0;
  if (stint_recurrence_rule_get_n (self, STINT_BY_MONTHDAY) > 1)
    return 0;
  if (self->by[STINT_BY_MONTHDAY] != NULL)
    return stint_recurrence_rule_get (self, STINT_BY_MONTHDAY, 0);
  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  return mday;
}

/* A rule of the years knows its month from the start; once it names a day, it must name the month too. */
static void
name_month (StintRecurrenceRule *self,
            const StintTime     *start)
{
  int year, month, mday;

  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  if (self->frequency == STINT_FREQUENCY_YEARLY && self->by[STINT_BY_MONTH] == NULL && self->by[STINT_BY_MONTHDAY] == NULL)
    stint_recurrence_rule_set (self, STINT_BY_MONTH, month);
}

/**
 * stint_recurrence_rule_get_month_end:
 *
 * Returns: what the rule does at the end of a month, %STINT_MONTH_END_NONE if it cannot come to that
 */
StintMonthEnd
stint_recurrence_rule_get_month_end (const StintRecurrenceRule *self,
                                     const StintTime           *start)
{
  int day = get_month_day (self, start);

  if (day == -1)
    return STINT_MONTH_END_LAST_DAY;
  if (day <= SAFE_DAYS || self->skip == STINT_SKIP_FORWARD)
    return STINT_MONTH_END_NONE;
  return self->skip == STINT_SKIP_BACKWARD ? STINT_MONTH_END_CLAMP : STINT_MONTH_END_SKIP;
}

/**
 * stint_recurrence_rule_set_month_end:
 * @start: of the series
 *
 * Returns: whether the rule is of a kind for which that can be chosen; otherwise it is as it was
 */
gboolean
stint_recurrence_rule_set_month_end (StintRecurrenceRule *self,
                                     const StintTime     *start,
                                     StintMonthEnd        choice)
{
  int day = get_month_day (self, start);

  if (choice == STINT_MONTH_END_NONE || (day <= SAFE_DAYS && day != -1))
    return FALSE;
  name_month (self, start);
  if (choice == STINT_MONTH_END_LAST_DAY)
    stint_recurrence_rule_set (self, STINT_BY_MONTHDAY, -1);
  else if (day == -1)
    stint_recurrence_rule_unset (self, STINT_BY_MONTHDAY);
  self->skip = choice == STINT_MONTH_END_CLAMP ? STINT_SKIP_BACKWARD : STINT_SKIP_OMIT;
  return TRUE;
}
