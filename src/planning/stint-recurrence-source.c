/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence-source.h"

#include "planning/stint-recurrence-sieve.h"

#include <libical/ical.h>

/* The Gregorian calendar, weekdays too, is the same again after 400 years. */
#define CYCLE_DAYS 146097
/* libical ends in 2582 and counts by Julius Caesar before 1583: every series is moved to where it starts within these. */
#define FIRST_YEAR 1970

/* The most days of 201 years: a COUNT beyond what they can hold never ends a series. */
#define MAX_DAYS (201 * 366)

struct _StintRecurrenceSource
{
  struct icalrecurrencetype rule;
  struct icaltimetype       start;
  gint64                    shift_s;
  gint64                    start_s;
  icalrecur_iterator       *iterator;
  gboolean                  is_counted;
  StintRecurrenceSieve     *sieve; /* NULL if libical gets the rule right */
};

static struct icaltimetype
to_ical (gint64 local_s)
{
  struct icaltimetype time = icaltime_null_time ();
  int day = stint_day_of_local (local_s);
  int second = (int) (local_s - (gint64) day * STINT_DAY_S);

  stint_day_to_ymd (day, &time.year, &time.month, &time.day);
  time.hour = second / 3600;
  time.minute = second / 60 % 60;
  time.second = second % 60;
  return time;
}

static gint64
from_ical (const struct icaltimetype *time)
{
  return (gint64) stint_day_from_ymd (time->year, time->month, time->day) * STINT_DAY_S +
         (time->hour * 60 + time->minute) * 60 + time->second;
}

/* How far a series is moved so that it starts in the 400 years that libical knows best. */
static gint64
get_shift (const StintTime *start)
{
  int day = stint_time_get_day (start) - stint_day_from_ymd (FIRST_YEAR, 1, 1);
  int cycles = day >= 0 ? day / CYCLE_DAYS : -((-day + CYCLE_DAYS - 1) / CYCLE_DAYS);

  return (gint64) - cycles * CYCLE_DAYS * STINT_DAY_S;
}

static void
copy_list (short                     *list,
           const StintRecurrenceRule *rule,
           StintByPart                part)
{
  guint n = stint_recurrence_rule_get_n (rule, part);

  for (guint i = 0; i < n; i++)
    list[i] = (short) stint_recurrence_rule_get (rule, part, i);
  list[n] = ICAL_RECURRENCE_ARRAY_MAX;
}

/* In the order of the rule's week, as libical's own parser leaves them. libical: Sunday is 1; which of them in the month is above the lowest three bits, and the sign is of the whole. */
static void
copy_weekdays (short                     *list,
               const StintRecurrenceRule *rule)
{
  guint n = 0;

  for (int i = 0; i < 7; i++)
    for (guint j = 0; j < stint_recurrence_rule_get_n (rule, STINT_BY_DAY); j++)
      {
        int value = stint_recurrence_rule_get (rule, STINT_BY_DAY, j);
        int nth = stint_by_day_get_nth (value);
        int weekday = (stint_by_day_get_weekday (value) + 1) % 7 + 1;

        if (stint_by_day_get_weekday (value) == (rule->week_start + i) % 7)
          list[n++] = (short) (nth < 0 ? nth * 8 - weekday : nth * 8 + weekday);
      }
  list[n] = ICAL_RECURRENCE_ARRAY_MAX;
}

static gint64
get_times_a_day (const StintRecurrenceRule *rule)
{
  return (gint64) MAX (1, stint_recurrence_rule_get_n (rule, STINT_BY_HOUR)) *
         MAX (1, stint_recurrence_rule_get_n (rule, STINT_BY_MINUTE)) *
         MAX (1, stint_recurrence_rule_get_n (rule, STINT_BY_SECOND));
}

/* RFC 5545: the lists of hours, minutes and seconds are passed over if the start is a date. The sieve has what is too long for libical. */
static void
copy_rule (struct icalrecurrencetype *ical,
           const StintRecurrenceRule *rule,
           gboolean                   date_only)
{
  static const icalrecurrencetype_frequency frequencies[] = {
    ICAL_DAILY_RECURRENCE, ICAL_WEEKLY_RECURRENCE, ICAL_MONTHLY_RECURRENCE, ICAL_YEARLY_RECURRENCE,
  };
  static const icalrecurrencetype_skip skips[] = { ICAL_SKIP_OMIT, ICAL_SKIP_BACKWARD, ICAL_SKIP_FORWARD };

  icalrecurrencetype_clear (ical);
  ical->freq = frequencies[rule->frequency];
  ical->interval = (short) rule->interval;
  ical->week_start = (rule->week_start + 1) % 7 + 1;
  ical->skip = skips[rule->skip];
  copy_list (ical->by_month, rule, STINT_BY_MONTH);
  copy_list (ical->by_year_day, rule, STINT_BY_YEARDAY);
  copy_list (ical->by_month_day, rule, STINT_BY_MONTHDAY);
  copy_list (ical->by_set_pos, rule, STINT_BY_SETPOS);
  copy_weekdays (ical->by_day, rule);
  if (date_only)
    return;
  copy_list (ical->by_hour, rule, STINT_BY_HOUR);
  copy_list (ical->by_minute, rule, STINT_BY_MINUTE);
  copy_list (ical->by_second, rule, STINT_BY_SECOND);
}

/* libical gives the days then, from before the period of the start on; all the rest of the rule is the sieve's. */
static void
use_sieve (StintRecurrenceSource     *self,
           const StintRecurrenceRule *rule,
           const StintTime           *start)
{
  int step = rule->frequency == STINT_FREQUENCY_DAILY ? rule->interval : 1;
  int first_day;

  self->sieve = stint_recurrence_sieve_new (rule, start);
  first_day = stint_recurrence_sieve_begin (self->sieve, stint_time_get_day (start)) - step;
  icalrecurrencetype_clear (&self->rule);
  self->rule.freq = ICAL_DAILY_RECURRENCE;
  self->rule.interval = (short) step;
  copy_list (self->rule.by_month, rule, STINT_BY_MONTH);
  /* Of every week it gives the right days, and steps over the others. */
  if (rule->frequency == STINT_FREQUENCY_WEEKLY && rule->by[STINT_BY_DAY] != NULL)
    {
      self->rule.freq = ICAL_WEEKLY_RECURRENCE;
      self->rule.week_start = (rule->week_start + 1) % 7 + 1;
      copy_weekdays (self->rule.by_day, rule);
    }
  self->start = to_ical ((gint64) first_day * STINT_DAY_S + self->shift_s);
}

static void
open_iterator (StintRecurrenceSource *self)
{
  icalerror_clear_errno ();
  g_clear_pointer (&self->iterator, icalrecur_iterator_free);
  /* NULL: libical sees that it never matches. */
  self->iterator = icalrecur_iterator_new (self->rule, self->start);
}

/**
 * stint_recurrence_source_new:
 *
 * Returns: (transfer full): a source that begins at the start of the series; the first call may be the slow one
 */
StintRecurrenceSource *
stint_recurrence_source_new (const StintRecurrenceRule *rule,
                             const StintTime           *start)
{
  StintRecurrenceSource *self = g_new0 (StintRecurrenceSource, 1);

  self->shift_s = get_shift (start);
  self->start_s = start->local_s;
  self->start = to_ical (start->local_s + self->shift_s);
  if (rule->count <= MAX_DAYS * get_times_a_day (rule))
    self->is_counted = rule->count != 0;
  if (stint_recurrence_sieve_is_needed (rule, start))
    {
      use_sieve (self, rule, start);
      return self;
    }
  copy_rule (&self->rule, rule, start->date_only);
  if (self->is_counted)
    self->rule.count = (int) rule->count;
  return self;
}

void
stint_recurrence_source_free (StintRecurrenceSource *self)
{
  g_clear_pointer (&self->iterator, icalrecur_iterator_free);
  g_clear_pointer (&self->sieve, stint_recurrence_sieve_free);
  g_free (self);
}

/* What is counted has to be counted from the start. */
gboolean
stint_recurrence_source_can_seek (StintRecurrenceSource *self)
{
  return !self->is_counted;
}

/**
 * stint_recurrence_source_seek:
 * @from_s: civil seconds
 *
 * Goes to the first time at or after @from_s, or a little before it; with a rule that counts, to the start.
 */
void
stint_recurrence_source_seek (StintRecurrenceSource *self,
                              gint64                 from_s)
{
  open_iterator (self);
  if (self->sieve != NULL)
    {
      stint_recurrence_sieve_restart (self->sieve);
      if (!self->is_counted && from_s > self->start_s)
        from_s = (gint64) stint_recurrence_sieve_begin (self->sieve, stint_day_of_local (from_s)) * STINT_DAY_S;
    }
  if (self->iterator != NULL && !self->is_counted && from_s > self->start_s)
    icalrecur_iterator_set_start (self->iterator, to_ical (from_s + self->shift_s));
}

/* Civil seconds or STINT_RECURRENCE_END. */
static gint64
pull_time (StintRecurrenceSource *self)
{
  struct icaltimetype time;

  if (self->iterator == NULL)
    return STINT_RECURRENCE_END;
  time = icalrecur_iterator_next (self->iterator);
  return icaltime_is_null_time (time) ? STINT_RECURRENCE_END : from_ical (&time) - self->shift_s;
}

static int
pull_day (gpointer self)
{
  gint64 time_s = pull_time (self);

  return time_s == STINT_RECURRENCE_END ? G_MAXINT : stint_day_of_local (time_s);
}

/**
 * stint_recurrence_source_next:
 * @horizon_s: what lies at or after it need not be looked for
 *
 * Returns: civil seconds, %STINT_RECURRENCE_LATER or %STINT_RECURRENCE_END
 */
gint64
stint_recurrence_source_next (StintRecurrenceSource *self,
                              gint64                 horizon_s)
{
  if (self->iterator == NULL)
    open_iterator (self);
  return self->sieve != NULL ? stint_recurrence_sieve_next (self->sieve, horizon_s, pull_day, self) : pull_time (self);
}
