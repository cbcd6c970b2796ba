/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-recurrence-form.h"

#include "core/stint-zone.h"

#define LIST(part) (1u << STINT_BY_ ## part)
#define WORKDAYS 0x1f
/* Every month has these. */
#define SAFE_DAYS 28
#define FEBRUARY 2
/* A year that has all days. */
#define LEAP_YEAR 2000
/* What is offered when someone lets a rule end. */
#define SOME_TIMES 10
#define SOME_MONTHS 3

static guint
get_lists (const StintRecurrenceRule *rule)
{
  guint lists = 0;

  for (int i = 0; i < STINT_N_BY_PARTS; i++)
    lists |= rule->by[i] != NULL ? 1u << i : 0;
  return lists;
}

/* Of how many days a month has at most, @mday is one. */
static gboolean
is_in_month (int month,
             int mday)
{
  return stint_day_is_valid_ymd (LEAP_YEAR, month, mday);
}

/* Whether a list of a rule has one element, and which. */
static gboolean
read_single (const StintRecurrenceRule *rule,
             StintByPart                part,
             int                       *value)
{
  if (stint_recurrence_rule_get_n (rule, part) != 1)
    return FALSE;
  *value = stint_recurrence_rule_get (rule, part, 0);
  return TRUE;
}

static guint
read_weekdays (const StintRecurrenceRule *rule)
{
  guint weekdays = 0;

  for (guint i = 0; i < stint_recurrence_rule_get_n (rule, STINT_BY_DAY); i++)
    {
      int value = stint_recurrence_rule_get (rule, STINT_BY_DAY, i);

      if (stint_by_day_get_nth (value) != 0)
        return 0;
      weekdays |= 1u << stint_by_day_get_weekday (value);
    }
  return weekdays;
}

/* Each day of some weekdays is each week on these weekdays. */
static gboolean
read_days (StintRecurrenceForm       *self,
           const StintRecurrenceRule *rule)
{
  if (get_lists (rule) == 0)
    return TRUE;
  if (get_lists (rule) != LIST (DAY) || rule->interval != 1)
    return FALSE;
  self->frequency = STINT_FREQUENCY_WEEKLY;
  self->weekdays = read_weekdays (rule);
  return self->weekdays != 0;
}

static gboolean
read_weeks (StintRecurrenceForm       *self,
            const StintRecurrenceRule *rule)
{
  if (get_lists (rule) == 0)
    return TRUE;
  self->weekdays = read_weekdays (rule);
  return get_lists (rule) == LIST (DAY) && self->weekdays != 0;
}

/* "-1FR", or what says the same with BYSETPOS: "FR;BYSETPOS=-1", "MO,TU,WE,TH,FR;BYSETPOS=-1" */
static gboolean
read_nth_weekday (StintRecurrenceForm       *self,
                  const StintRecurrenceRule *rule)
{
  int value = 0;

  self->by_weekday = TRUE;
  if (rule->by[STINT_BY_SETPOS] == NULL)
    {
      if (!read_single (rule, STINT_BY_DAY, &value))
        return FALSE;
      self->nth = stint_by_day_get_nth (value);
      self->weekday = stint_by_day_get_weekday (value);
    }
  else if (!read_single (rule, STINT_BY_SETPOS, &self->nth))
    return FALSE;
  else if (read_weekdays (rule) == WORKDAYS)
    self->weekday = STINT_RECURRENCE_FORM_WORKDAY;
  else if (read_single (rule, STINT_BY_DAY, &value) && stint_by_day_get_nth (value) == 0)
    self->weekday = value;
  else
    return FALSE;
  return self->nth == -1 || (self->nth >= 1 && self->nth <= 5);
}

static gboolean
read_month_day (StintRecurrenceForm       *self,
                const StintRecurrenceRule *rule)
{
  if (rule->by[STINT_BY_MONTHDAY] != NULL && !read_single (rule, STINT_BY_MONTHDAY, &self->month_day))
    return FALSE;
  self->month_end = rule->skip == STINT_SKIP_BACKWARD ? STINT_MONTH_END_CLAMP : STINT_MONTH_END_SKIP;
  return self->month_day >= -1;
}

static gboolean
read_months (StintRecurrenceForm       *self,
             const StintRecurrenceRule *rule)
{
  guint lists = get_lists (rule);

  if ((lists & ~LIST (MONTHDAY)) == 0)
    return read_month_day (self, rule);
  return (lists & ~(LIST (DAY) | LIST (SETPOS))) == 0 && read_nth_weekday (self, rule);
}

static gboolean
read_years (StintRecurrenceForm       *self,
            const StintRecurrenceRule *rule)
{
  guint lists = get_lists (rule);

  /* A day or weekday without a month is in each month, or counted in the year. */
  if (lists == 0)
    return read_month_day (self, rule);
  if (!read_single (rule, STINT_BY_MONTH, &self->month))
    return FALSE;
  if ((lists & ~(LIST (MONTH) | LIST (MONTHDAY))) == 0)
    return read_month_day (self, rule) && (self->month_day == -1 || is_in_month (self->month, self->month_day));
  return (lists & ~(LIST (MONTH) | LIST (DAY) | LIST (SETPOS))) == 0 && read_nth_weekday (self, rule);
}

static gboolean
read_when (StintRecurrenceForm       *self,
           const StintRecurrenceRule *rule)
{
  switch (rule->frequency)
    {
    case STINT_FREQUENCY_DAILY:
      return read_days (self, rule);

    case STINT_FREQUENCY_WEEKLY:
      return read_weeks (self, rule);

    case STINT_FREQUENCY_MONTHLY:
      return read_months (self, rule);

    case STINT_FREQUENCY_YEARLY:
    default:
      return read_years (self, rule);
    }
}

/* Whether an occurrence of that day, at the time of day of the start, is still within the rule. */
static gboolean
is_within (const StintTime *until,
           const StintTime *start,
           int              day)
{
  gint64 time_s = (gint64) day * STINT_DAY_S + start->local_s - (gint64) stint_time_get_day (start) * STINT_DAY_S;

  if (until->date_only || start->date_only)
    return day <= stint_time_get_day (until);
  if (until->zone != NULL && start->zone != NULL)
    return stint_zone_to_unix (start->zone, time_s) <= until->local_s;
  return time_s <= until->local_s;
}

static void
read_end (StintRecurrenceForm       *self,
          const StintRecurrenceRule *rule,
          const StintTime           *start)
{
  if (rule->has_until)
    {
      self->end = STINT_RECURRENCE_END_UNTIL;
      /* A zone is a day apart at most. */
      self->until_day = MIN (stint_time_get_day (&rule->until) + 1, STINT_DAY_MAX);
      while (self->until_day > STINT_DAY_MIN && !is_within (&rule->until, start, self->until_day))
        self->until_day--;
    }
  else if (rule->count != 0)
    {
      self->end = STINT_RECURRENCE_END_COUNT;
      self->count = rule->count;
    }
}

static void
put_weekdays (StintRecurrenceRule *rule,
              guint                weekdays)
{
  for (int i = 0; i < 7; i++)
    if (weekdays & 1u << i)
      stint_recurrence_rule_add (rule, STINT_BY_DAY, STINT_BY_DAY_VALUE (0, i));
}

static void
put_month_day (const StintRecurrenceForm *self,
               StintRecurrenceRule       *rule)
{
  if (self->by_weekday && self->weekday == STINT_RECURRENCE_FORM_WORKDAY)
    {
      put_weekdays (rule, WORKDAYS);
      stint_recurrence_rule_set (rule, STINT_BY_SETPOS, self->nth);
    }
  else if (self->by_weekday)
    stint_recurrence_rule_set (rule, STINT_BY_DAY, STINT_BY_DAY_VALUE (self->nth, self->weekday));
  else
    stint_recurrence_rule_set (rule, STINT_BY_MONTHDAY, self->month_day);
}

/* The end of its last day, in the words that the start asks for (RFC 5545 §3.3.10). */
static StintTime
make_until (const StintRecurrenceForm *self,
            const StintTime           *start)
{
  gint64 last_s = (gint64) self->until_day * STINT_DAY_S + STINT_DAY_S - 1;

  if (start->date_only)
    return stint_time_date (self->until_day);
  if (start->zone == NULL)
    return stint_time_floating (last_s);
  return stint_time_zoned (MIN (stint_zone_to_unix (start->zone, last_s), (STINT_DAY_MAX + 1) * (gint64) STINT_DAY_S - 1), "UTC");
}

/**
 * stint_recurrence_form_init:
 * @week_start: 0 for Monday: which day a week begins with, where that makes a difference
 *
 * Each day for ever; what else could be chosen is as it is at the start.
 */
void
stint_recurrence_form_init (StintRecurrenceForm *self,
                            const StintTime     *start,
                            int                  week_start)
{
  int day = stint_time_get_day (start);
  int year, month, mday;

  stint_day_to_ymd (day, &year, &month, &mday);
  *self = (StintRecurrenceForm) {
    .frequency = STINT_FREQUENCY_DAILY,
    .interval = 1,
    .week_start = week_start,
    .is_as_start = TRUE,
    .weekdays = 1u << stint_day_get_weekday (day),
      .month_day = mday,
      .month_end = STINT_MONTH_END_SKIP,
      .nth = (mday - 1) / 7 + 1,
      .weekday = stint_day_get_weekday (day),
      .month = month,
      .count = SOME_TIMES,
      .until_day = stint_day_add_months (day, SOME_MONTHS),
  };
}

/**
 * stint_recurrence_form_read:
 * @self: (out caller-allocates): of no use if this fails
 *
 * Returns: whether the rule can be filled in; %FALSE: it is custom. What stint_recurrence_form_make_rule() then gives has the same dates.
 */
gboolean
stint_recurrence_form_read (StintRecurrenceForm       *self,
                            const StintRecurrenceRule *rule,
                            const StintTime           *start)
{
  stint_recurrence_form_init (self, start, rule->week_start);
  self->frequency = rule->frequency;
  self->interval = rule->interval;
  self->is_as_start = get_lists (rule) == 0;
  read_end (self, rule, start);
  if (!read_when (self, rule))
    return FALSE;
  return rule->skip == STINT_SKIP_OMIT ||
         (rule->skip == STINT_SKIP_BACKWARD && self->frequency >= STINT_FREQUENCY_MONTHLY && !self->by_weekday);
}

/**
 * stint_recurrence_form_make_rule:
 *
 * Returns: (transfer full)
 */
StintRecurrenceRule *
stint_recurrence_form_make_rule (const StintRecurrenceForm *self,
                                 const StintTime           *start)
{
  StintRecurrenceRule *rule = stint_recurrence_rule_new (self->frequency);

  rule->interval = self->interval;
  /* Without a BYWEEKNO only that asks where a week begins. */
  if (self->frequency == STINT_FREQUENCY_WEEKLY && self->interval > 1)
    rule->week_start = self->week_start;
  if (!self->is_as_start && self->frequency == STINT_FREQUENCY_WEEKLY)
    put_weekdays (rule, self->weekdays);
  if (!self->is_as_start && self->frequency == STINT_FREQUENCY_YEARLY)
    stint_recurrence_rule_set (rule, STINT_BY_MONTH, self->month);
  if (!self->is_as_start && self->frequency >= STINT_FREQUENCY_MONTHLY)
    put_month_day (self, rule);
  if (stint_recurrence_form_needs_month_end (self) && self->month_end == STINT_MONTH_END_CLAMP)
    rule->skip = STINT_SKIP_BACKWARD;
  if (self->end == STINT_RECURRENCE_END_COUNT)
    rule->count = self->count;
  rule->has_until = self->end == STINT_RECURRENCE_END_UNTIL;
  if (rule->has_until)
    rule->until = make_until (self, start);
  return rule;
}

/**
 * stint_recurrence_form_needs_month_end:
 *
 * Returns: whether there are months, or years, without that day, so that somebody has to say what becomes of it there
 */
gboolean
stint_recurrence_form_needs_month_end (const StintRecurrenceForm *self)
{
  if (self->by_weekday && !self->is_as_start)
    return FALSE;
  if (self->frequency == STINT_FREQUENCY_MONTHLY)
    return self->month_day > SAFE_DAYS;
  return self->frequency == STINT_FREQUENCY_YEARLY && self->month == FEBRUARY && self->month_day > SAFE_DAYS;
}

/**
 * stint_recurrence_form_is_said_by_start:
 *
 * Returns: whether @is_as_start, if it were set, would leave the dates as they are
 */
gboolean
stint_recurrence_form_is_said_by_start (const StintRecurrenceForm *self,
                                        const StintTime           *start)
{
  StintRecurrenceForm plain;

  stint_recurrence_form_init (&plain, start, self->week_start);
  if (self->frequency == STINT_FREQUENCY_DAILY || self->is_as_start)
    return TRUE;
  if (self->frequency == STINT_FREQUENCY_WEEKLY)
    return self->weekdays == plain.weekdays;
  return !self->by_weekday && self->month_day == plain.month_day &&
         (self->frequency == STINT_FREQUENCY_MONTHLY || self->month == plain.month);
}

/* Where a day is not in every month, both of what can become of it. */
static void
add_usual (GPtrArray          *rules,
           StintRecurrenceForm form,
           const StintTime    *start)
{
  g_ptr_array_add (rules, stint_recurrence_form_make_rule (&form, start));
  if (!stint_recurrence_form_needs_month_end (&form))
    return;
  form.month_end = STINT_MONTH_END_CLAMP;
  g_ptr_array_add (rules, stint_recurrence_form_make_rule (&form, start));
}

static void
add_usual_months (GPtrArray          *rules,
                  StintRecurrenceForm form,
                  const StintTime    *start)
{
  int year, month, mday;

  form.frequency = STINT_FREQUENCY_MONTHLY;
  add_usual (rules, form, start);
  form.is_as_start = FALSE;
  form.by_weekday = TRUE;
  if (form.nth < 5)
    add_usual (rules, form, start);
  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  if (mday + 7 > g_date_get_days_in_month (month, year))
    {
      form.nth = -1;
      add_usual (rules, form, start);
    }
  form.by_weekday = FALSE;
  form.month_day = -1;
  add_usual (rules, form, start);
}

/**
 * stint_recurrence_form_list_usual:
 *
 * Returns: (transfer full) (element-type StintRecurrenceRule): the rules that most people want, for a series that begins on that day
 */
GPtrArray *
stint_recurrence_form_list_usual (const StintTime *start)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_recurrence_rule_free);
  StintRecurrenceForm form, weekdays;

  stint_recurrence_form_init (&form, start, 0);
  add_usual (rules, form, start);
  form.frequency = STINT_FREQUENCY_WEEKLY;
  weekdays = form;
  weekdays.is_as_start = FALSE;
  weekdays.weekdays = WORKDAYS;
  add_usual (rules, weekdays, start);
  add_usual (rules, form, start);
  form.interval = 2;
  add_usual (rules, form, start);
  form.interval = 1;
  add_usual_months (rules, form, start);
  form.frequency = STINT_FREQUENCY_YEARLY;
  add_usual (rules, form, start);
  return rules;
}
