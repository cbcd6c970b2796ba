/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence-sieve.h"

#include "planning/stint-recurrence-source.h"

#include <string.h>

/* As STINT_RECURRENCE_MAX_YEARS, and one to be behind it: a rule that never matches ends. */
#define MAX_DAYS (201 * 366)
#define NO_DAY G_MININT

/* A day in all the ways in which the lists of a rule can speak of it. */
typedef struct
{
  int day;
  int year, month, mday;
  int month_days;
  int year_day; /* from 1 */
  int year_days;
  int weekday;
} Day;

struct _StintRecurrenceSieve
{
  const StintRecurrenceRule *rule;
  StintTime                  start;
  Day                        start_day;
  GArray                    *clock; /* the seconds of a day at which it is, sorted */
  gint64                     count; /* 0: not counted here */
  gint64                     n_given;

  GArray                    *days;   /* of the period that was read last */
  GArray                    *chosen; /* positions in its times, sorted; unused without BYSETPOS */
  gint64                     next;
  int                        ahead;  /* the first day after it, NO_DAY if nothing was read ahead */
};

static void
describe_day (Day *self,
              int  day)
{
  int first;

  self->day = day;
  stint_day_to_ymd (day, &self->year, &self->month, &self->mday);
  first = stint_day_from_ymd (self->year, 1, 1);
  self->year_day = day - first + 1;
  self->year_days = stint_day_from_ymd (self->year, 12, 31) - first + 1;
  self->month_days = self->month == 12 ? 31
    : stint_day_from_ymd (self->year, self->month + 1, 1) - stint_day_from_ymd (self->year, self->month, 1);
  self->weekday = stint_day_get_weekday (day);
}

static gboolean
has_value (GArray *list,
           int     value)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, int, i) == value)
      return TRUE;
  return FALSE;
}

/* Whether a list leads to the element that is @nth of @n. */
static gboolean
has_nth (GArray *list,
         int     nth,
         int     n)
{
  return has_value (list, nth) || has_value (list, nth - n - 1);
}

/* RFC 5545: week 1 is the first with at least four days in the year, so a week belongs to the year of its fourth day. */
static gboolean
is_in_week (GArray    *weeks,
            const Day *day,
            int        week_start)
{
  Day fourth;

  describe_day (&fourth, day->day - (day->weekday - week_start + 7) % 7 + 3);
  return has_nth (weeks, (fourth.year_day - 1) / 7 + 1, (fourth.year_days - 1 - (fourth.year_day - 1) % 7) / 7 + 1);
}

/* "2MO" counts within the month if the rule is of months or names some, else within the year. */
static gboolean
is_weekday (const StintRecurrenceRule *rule,
            const Day                 *day)
{
  gboolean in_month = rule->frequency == STINT_FREQUENCY_MONTHLY || rule->by[STINT_BY_MONTH] != NULL;
  int position = in_month ? day->mday : day->year_day;
  int n_days = in_month ? day->month_days : day->year_days;
  int nth = (position - 1) / 7 + 1;
  int from_end = -((n_days - position) / 7 + 1);
  GArray *list = rule->by[STINT_BY_DAY];

  return has_value (list, STINT_BY_DAY_VALUE (0, day->weekday)) || has_value (list, STINT_BY_DAY_VALUE (nth, day->weekday)) ||
         has_value (list, STINT_BY_DAY_VALUE (from_end, day->weekday));
}

/* What a rule does not say is as it is at the start. */
static gboolean
is_like_start (StintRecurrenceSieve *self,
               const Day            *day)
{
  const StintRecurrenceRule *rule = self->rule;

  if (rule->frequency == STINT_FREQUENCY_DAILY || rule->by[STINT_BY_DAY] != NULL || rule->by[STINT_BY_MONTHDAY] != NULL ||
      rule->by[STINT_BY_YEARDAY] != NULL)
    return TRUE;
  if (rule->frequency == STINT_FREQUENCY_WEEKLY || rule->by[STINT_BY_WEEKNO] != NULL)
    return day->weekday == self->start_day.weekday;
  if (rule->frequency == STINT_FREQUENCY_YEARLY && rule->by[STINT_BY_MONTH] == NULL && day->month != self->start_day.month)
    return FALSE;
  return day->mday == self->start_day.mday;
}

/* The number of the period that a day is in; libical counts the intervals of days. */
static int
get_period (StintRecurrenceSieve *self,
            const Day            *day)
{
  switch (self->rule->frequency)
    {
    case STINT_FREQUENCY_WEEKLY:
      return (day->day - (day->weekday - self->rule->week_start + 7) % 7 - 4 * STINT_DAY_MIN) / 7;

    case STINT_FREQUENCY_MONTHLY:
      return day->year * 12 + day->month;

    case STINT_FREQUENCY_YEARLY:
      return day->year;

    case STINT_FREQUENCY_DAILY:
    default:
      return day->day;
    }
}

static gboolean
keeps_day (StintRecurrenceSieve *self,
           const Day            *day)
{
  const StintRecurrenceRule *rule = self->rule;
  GArray *const *by = rule->by;

  if (rule->frequency != STINT_FREQUENCY_DAILY && (get_period (self, day) - get_period (self, &self->start_day)) % rule->interval != 0)
    return FALSE;
  return (by[STINT_BY_MONTH] == NULL || has_value (by[STINT_BY_MONTH], day->month)) &&
         (by[STINT_BY_WEEKNO] == NULL || is_in_week (by[STINT_BY_WEEKNO], day, rule->week_start)) &&
         (by[STINT_BY_YEARDAY] == NULL || has_nth (by[STINT_BY_YEARDAY], day->year_day, day->year_days)) &&
         (by[STINT_BY_MONTHDAY] == NULL || has_nth (by[STINT_BY_MONTHDAY], day->mday, day->month_days)) &&
         (by[STINT_BY_DAY] == NULL || is_weekday (rule, day)) && is_like_start (self, day);
}

static int
get_or (const StintRecurrenceRule *rule,
        StintByPart                part,
        guint                      position,
        int                        otherwise)
{
  return rule->by[part] != NULL ? stint_recurrence_rule_get (rule, part, position) : otherwise;
}

static GArray *
make_clock (const StintRecurrenceRule *rule,
            const StintTime           *start)
{
  GArray *clock = g_array_new (FALSE, FALSE, sizeof (int));
  int second_of_day = (int) (start->local_s - (gint64) stint_time_get_day (start) * STINT_DAY_S);

  /* RFC 5545: the lists of hours, minutes and seconds are passed over if the start is a date. */
  if (start->date_only)
    {
      g_array_append_val (clock, second_of_day);
      return clock;
    }
  for (guint i = 0; i < MAX (1, stint_recurrence_rule_get_n (rule, STINT_BY_HOUR)); i++)
    for (guint j = 0; j < MAX (1, stint_recurrence_rule_get_n (rule, STINT_BY_MINUTE)); j++)
      for (guint k = 0; k < MAX (1, stint_recurrence_rule_get_n (rule, STINT_BY_SECOND)); k++)
        {
          int second = (get_or (rule, STINT_BY_HOUR, i, second_of_day / 3600) * 60 +
                        get_or (rule, STINT_BY_MINUTE, j, second_of_day / 60 % 60)) * 60 +
            get_or (rule, STINT_BY_SECOND, k, second_of_day % 60);

          g_array_append_val (clock, second);
        }
  return clock;
}

/* libical is right about the n-th of some weekdays of a month, at one time a day, and finds it if every month has so many. */
static gboolean
is_nth_of_month (const StintRecurrenceRule *rule)
{
  GArray *const *by = rule->by;
  int most = 4 * (int) stint_recurrence_rule_get_n (rule, STINT_BY_DAY);

  if (rule->frequency != STINT_FREQUENCY_MONTHLY || by[STINT_BY_DAY] == NULL || by[STINT_BY_MONTHDAY] != NULL ||
      by[STINT_BY_HOUR] != NULL || by[STINT_BY_MINUTE] != NULL || by[STINT_BY_SECOND] != NULL)
    return FALSE;
  for (guint i = 0; i < by[STINT_BY_DAY]->len; i++)
    if (stint_by_day_get_nth (g_array_index (by[STINT_BY_DAY], int, i)) != 0)
      return FALSE;
  for (guint i = 0; i < by[STINT_BY_SETPOS]->len; i++)
    if (ABS (g_array_index (by[STINT_BY_SETPOS], int, i)) > most)
      return FALSE;
  return TRUE;
}

/**
 * stint_recurrence_sieve_is_needed:
 *
 * libical 3.0.16, beside what the RFC says: BYSETPOS is passed over in rules of days and weeks, and chooses days where there are
 * several times a day; BYWEEKNO loses weeks at the turn of a year; BYMONTHDAY in a rule of years is of one month only, and does not
 * count from the end in a rule of days; the first week of a rule of every second one is lost if the start is on none of its
 * days; of several lists of days in a rule of years only some are obeyed. And it searches for up to
 * two seconds where two lists of days never meet.
 *
 * Returns: whether the rule is such a one
 */
gboolean
stint_recurrence_sieve_is_needed (const StintRecurrenceRule *rule,
                                  const StintTime           *start)
{
  /* libical keeps a list in an array that holds no more and an end. */
  static const guint longest[STINT_N_BY_PARTS] = {
    [STINT_BY_MONTH] = 12, [STINT_BY_YEARDAY] = 366, [STINT_BY_MONTHDAY] = 31, [STINT_BY_DAY] = 366, [STINT_BY_HOUR] = 24,
    [STINT_BY_MINUTE] = 60, [STINT_BY_SECOND] = 60, [STINT_BY_SETPOS] = 366,
  };
  GArray *const *by = rule->by;
  int n_day_lists = (by[STINT_BY_DAY] != NULL) + (by[STINT_BY_MONTHDAY] != NULL) + (by[STINT_BY_YEARDAY] != NULL);

  if (by[STINT_BY_SETPOS] != NULL && !is_nth_of_month (rule))
    return TRUE;
  if (by[STINT_BY_WEEKNO] != NULL || n_day_lists > 1)
    return TRUE;
  for (int i = 0; i < STINT_N_BY_PARTS; i++)
    if (stint_recurrence_rule_get_n (rule, i) > longest[i])
      return TRUE;
  if (by[STINT_BY_YEARDAY] != NULL && by[STINT_BY_MONTH] != NULL)
    return TRUE;
  if (rule->frequency == STINT_FREQUENCY_WEEKLY && rule->interval > 1 && by[STINT_BY_DAY] != NULL &&
      (rule->week_start != 0 || !has_value (by[STINT_BY_DAY], STINT_BY_DAY_VALUE (0, stint_day_get_weekday (stint_time_get_day (start))))))
    return TRUE;
  return by[STINT_BY_MONTHDAY] != NULL && (rule->frequency == STINT_FREQUENCY_DAILY ||
                                           (rule->frequency == STINT_FREQUENCY_YEARLY && by[STINT_BY_MONTH] == NULL));
}

/**
 * stint_recurrence_sieve_new:
 * @rule: must live as long
 */
StintRecurrenceSieve *
stint_recurrence_sieve_new (const StintRecurrenceRule *rule,
                            const StintTime           *start)
{
  StintRecurrenceSieve *self = g_new0 (StintRecurrenceSieve, 1);

  self->rule = rule;
  self->start = *start;
  self->count = rule->count;
  describe_day (&self->start_day, stint_time_get_day (start));
  self->clock = make_clock (rule, start);
  self->days = g_array_new (FALSE, FALSE, sizeof (int));
  self->chosen = g_array_new (FALSE, FALSE, sizeof (gint64));
  stint_recurrence_sieve_restart (self);
  return self;
}

void
stint_recurrence_sieve_free (StintRecurrenceSieve *self)
{
  g_array_unref (self->clock);
  g_array_unref (self->days);
  g_array_unref (self->chosen);
  g_free (self);
}

void
stint_recurrence_sieve_restart (StintRecurrenceSieve *self)
{
  self->n_given = 0;
  self->next = 0;
  self->ahead = NO_DAY;
  g_array_set_size (self->days, 0);
  g_array_set_size (self->chosen, 0);
}

/* Returns: the day with which the period of that day begins: BYSETPOS needs the whole of it */
int
stint_recurrence_sieve_begin (StintRecurrenceSieve *self,
                              int                   day)
{
  Day of;

  describe_day (&of, day);
  switch (self->rule->frequency)
    {
    case STINT_FREQUENCY_WEEKLY:
      return day - (of.weekday - self->rule->week_start + 7) % 7;

    case STINT_FREQUENCY_MONTHLY:
      return day - of.mday + 1;

    case STINT_FREQUENCY_YEARLY:
      return day - of.year_day + 1;

    case STINT_FREQUENCY_DAILY:
    default:
      return day;
    }
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* Works out which times of the period BYSETPOS means, without making them all: a year can have 31 million. */
static void
choose (StintRecurrenceSieve *self)
{
  gint64 n_times = (gint64) self->days->len * self->clock->len;

  g_array_set_size (self->chosen, 0);
  for (guint i = 0; i < stint_recurrence_rule_get_n (self->rule, STINT_BY_SETPOS); i++)
    {
      int wanted = stint_recurrence_rule_get (self->rule, STINT_BY_SETPOS, i);
      gint64 position = wanted > 0 ? wanted - 1 : n_times + wanted;

      if (position >= 0 && position < n_times)
        g_array_append_val (self->chosen, position);
    }
  g_array_sort (self->chosen, compare_positions);
  /* The first can be the last as well: it is there once. */
  for (guint i = 1; i < self->chosen->len;)
    if (g_array_index (self->chosen, gint64, i) == g_array_index (self->chosen, gint64, i - 1))
      g_array_remove_index (self->chosen, i);
    else
      i++;
}

/* Reads the days of one period, or without BYSETPOS one day; without days, it says by @ahead whether it is at the end. */
static void
read_period (StintRecurrenceSieve *self,
             int                   horizon,
             StintRecurrencePull   pull,
             gpointer              data)
{
  gboolean has_positions = self->rule->by[STINT_BY_SETPOS] != NULL;
  int period = 0;

  self->next = 0;
  g_array_set_size (self->days, 0);
  for (int day = self->ahead != NO_DAY ? self->ahead : pull (data); day != G_MAXINT; day = pull (data))
    {
      Day of;

      self->ahead = day;
      if (day > self->start_day.day + MAX_DAYS || day > STINT_DAY_MAX)
        {
          self->ahead = G_MAXINT;
          return;
        }
      if (day > horizon && self->days->len == 0)
        return;
      describe_day (&of, day);
      if (!keeps_day (self, &of))
        continue;
      if (self->days->len > 0 && get_period (self, &of) != period)
        return;
      period = get_period (self, &of);
      g_array_append_val (self->days, day);
      if (!has_positions)
        {
          self->ahead = NO_DAY;
          return;
        }
    }
  self->ahead = G_MAXINT;
}

static gint64
get_time (StintRecurrenceSieve *self,
          gint64                position)
{
  guint n = self->clock->len;

  if (self->rule->by[STINT_BY_SETPOS] != NULL)
    position = g_array_index (self->chosen, gint64, position);
  return (gint64) g_array_index (self->days, int, position / n) * STINT_DAY_S + g_array_index (self->clock, int, position % n);
}

/**
 * stint_recurrence_sieve_next:
 * @horizon_s: what lies at or after it need not be looked for
 *
 * Returns: civil seconds, %STINT_RECURRENCE_LATER or %STINT_RECURRENCE_END
 */
gint64
stint_recurrence_sieve_next (StintRecurrenceSieve *self,
                             gint64                horizon_s,
                             StintRecurrencePull   pull,
                             gpointer              data)
{
  gboolean has_positions = self->rule->by[STINT_BY_SETPOS] != NULL;
  int horizon = horizon_s > (gint64) STINT_DAY_MAX * STINT_DAY_S ? STINT_DAY_MAX : stint_day_of_local (horizon_s);

  if (self->count != 0 && self->n_given == self->count)
    return STINT_RECURRENCE_END;
  for (;;)
    {
      gint64 n_times = has_positions ? self->chosen->len : (gint64) self->days->len * self->clock->len;

      while (self->next < n_times)
        {
          gint64 time_s = get_time (self, self->next++);

          if (time_s >= self->start.local_s)
            {
              self->n_given++;
              return time_s;
            }
        }
      read_period (self, horizon, pull, data);
      if (self->days->len == 0)
        return self->ahead == G_MAXINT ? STINT_RECURRENCE_END : STINT_RECURRENCE_LATER;
      if (has_positions)
        choose (self);
    }
}

/* The next of the days from @data on. */
static int
pull_day (gpointer data)
{
  int *day = data;

  return *day <= STINT_DAY_MAX ? (*day)++ : G_MAXINT;
}

/**
 * stint_recurrence_sieve_hits_start:
 *
 * Looks at one period of the rule at most, whatever the rule is. What RFC 7529 shifts into another day is not found.
 *
 * Returns: whether the rule leads to its start
 */
gboolean
stint_recurrence_sieve_hits_start (const StintRecurrenceRule *rule,
                                   const StintTime           *start)
{
  StintRecurrenceSieve *sieve = stint_recurrence_sieve_new (rule, start);
  int day = MAX (stint_recurrence_sieve_begin (sieve, stint_time_get_day (start)), STINT_DAY_MIN);
  gboolean hits = stint_recurrence_sieve_next (sieve, start->local_s, pull_day, &day) == start->local_s;

  stint_recurrence_sieve_free (sieve);
  return hits;
}
