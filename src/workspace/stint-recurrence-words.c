/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-recurrence-words.h"

#include "stint-config.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>

/* 5 January 1970, a Monday. */
#define SOME_MONDAY 4
/* Every month has these. */
#define SAFE_DAYS 28

static char *
format_day (int         day,
            const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) day * STINT_DAY_S);

  return g_date_time_format (time, format);
}

static char *
name_weekday (int weekday)
{
  return stint_format_weekday (SOME_MONDAY + weekday, FALSE);
}

/* "Monday, Wednesday and Friday", in the order of the rule's week */
static char *
name_weekdays (const StintRecurrenceRule *rule)
{
  guint n = stint_recurrence_rule_get_n (rule, STINT_BY_DAY);
  g_autofree char *names = NULL;
  guint n_named = 0;

  for (int i = 0; i < 7; i++)
    for (guint j = 0; j < n; j++)
      {
        int weekday = stint_by_day_get_weekday (stint_recurrence_rule_get (rule, STINT_BY_DAY, j));
        g_autofree char *before = NULL;
        g_autofree char *name = NULL;

        if (weekday != (rule->week_start + i) % 7)
          continue;
        before = g_steal_pointer (&names);
        name = name_weekday (weekday);
        n_named++;
        if (before == NULL)
          names = g_steal_pointer (&name);
        else if (n_named < n)
          /* Translators: a list of weekdays that goes on */
          names = g_strdup_printf (_("%1$s, %2$s"), before, name);
        else
          /* Translators: a list of weekdays and its last one */
          names = g_strdup_printf (_("%1$s and %2$s"), before, name);
      }
  return g_steal_pointer (&names);
}

static gboolean
is_monday_to_friday (const StintRecurrenceRule *rule)
{
  if (stint_recurrence_rule_get_n (rule, STINT_BY_DAY) != 5)
    return FALSE;
  for (int i = 0; i < 5; i++)
    if (stint_recurrence_rule_get (rule, STINT_BY_DAY, i) != STINT_BY_DAY_VALUE (0, i))
      return FALSE;
  return TRUE;
}

/* Whether the rule has no other lists than these. */
static gboolean
has_only (const StintRecurrenceRule *rule,
          guint                      lists)
{
  for (int i = 0; i < STINT_N_BY_PARTS; i++)
    if (rule->by[i] != NULL && (lists & (1u << i)) == 0)
      return FALSE;
  return TRUE;
}

static char *
say_days (int interval)
{
  return g_strdup_printf (ngettext ("every day", "every %d days", interval), interval);
}

static char *
say_daily (const StintRecurrenceRule *rule)
{
  if (rule->interval == 1 && is_monday_to_friday (rule) && has_only (rule, 1u << STINT_BY_DAY))
    return g_strdup (_("every weekday"));
  if (!has_only (rule, 0))
    return NULL;
  if (rule->interval == 2)
    return g_strdup (_("every second day"));
  return say_days (rule->interval);
}

static char *
say_weekly (const StintRecurrenceRule *rule,
            const StintTime           *start)
{
  g_autofree char *names = NULL;
  guint n = stint_recurrence_rule_get_n (rule, STINT_BY_DAY);

  if (!has_only (rule, 1u << STINT_BY_DAY))
    return NULL;
  if (rule->interval == 1 && is_monday_to_friday (rule))
    return g_strdup (_("every weekday"));
  if (rule->interval == 1 && n == 7)
    return say_days (1);
  names = n > 0 ? name_weekdays (rule) : name_weekday (stint_day_get_weekday (stint_time_get_day (start)));
  if (n <= 1 && rule->interval == 1)
    /* Translators: a weekday: "every Friday" */
    return g_strdup_printf (_("every %s"), names);
  if (n <= 1 && rule->interval == 2)
    /* Translators: a weekday: "every second Friday" */
    return g_strdup_printf (_("every second %s"), names);
  if (rule->interval == 2)
    /* Translators: weekdays: "every second week on Monday and Friday" */
    return g_strdup_printf (_("every second week on %s"), names);
  if (rule->interval == 1)
    /* Translators: weekdays: "every week on Monday and Friday" */
    return g_strdup_printf (_("every week on %s"), names);
  /* Translators: how many weeks, and weekdays: "every 3 weeks on Monday and Friday" */
  return g_strdup_printf (ngettext ("every %1$d week on %2$s", "every %1$d weeks on %2$s", rule->interval), rule->interval, names);
}

/* "the last Friday"; NULL if it is not one weekday and which of them */
static char *
say_nth_weekday (const StintRecurrenceRule *rule)
{
  g_autofree char *name = NULL;
  int value, nth;

  if (stint_recurrence_rule_get_n (rule, STINT_BY_SETPOS) == 1 && is_monday_to_friday (rule))
    {
      nth = stint_recurrence_rule_get (rule, STINT_BY_SETPOS, 0);
      /* Translators: of Monday to Friday, in a month */
      return nth == -1 ? g_strdup (_("the last weekday")) : nth == 1 ? g_strdup (_("the first weekday")) : NULL;
    }
  if (stint_recurrence_rule_get_n (rule, STINT_BY_DAY) != 1 || rule->by[STINT_BY_SETPOS] != NULL)
    return NULL;
  value = stint_recurrence_rule_get (rule, STINT_BY_DAY, 0);
  nth = stint_by_day_get_nth (value);
  if (nth < -1 || nth > 5 || nth == 0)
    return NULL;
  name = name_weekday (stint_by_day_get_weekday (value));
  switch (nth)
    {
    case 1:
      return g_strdup_printf (_("the first %s"), name);

    case 2:
      return g_strdup_printf (_("the second %s"), name);

    case 3:
      return g_strdup_printf (_("the third %s"), name);

    case 4:
      return g_strdup_printf (_("the fourth %s"), name);

    case 5:
      return g_strdup_printf (_("the fifth %s"), name);

    case -1:
    default:
      return g_strdup_printf (_("the last %s"), name);
    }
}

static char *
say_month_day (const StintRecurrenceRule *rule,
               int                        day)
{
  gboolean is_clamped = day > SAFE_DAYS && rule->skip == STINT_SKIP_BACKWARD;

  if (day < -1 || rule->skip == STINT_SKIP_FORWARD)
    return NULL;
  if (day == -1 && rule->interval == 1)
    return g_strdup (_("every month on the last day"));
  if (day == -1)
    return g_strdup_printf (ngettext ("every %d month on the last day", "every %d months on the last day", rule->interval), rule->interval);
  if (is_clamped && rule->interval == 1)
    /* Translators: a day of the month: 29, 30 or 31 */
    return g_strdup_printf (_("every month on day %d, or the last day of a shorter month"), day);
  if (is_clamped)
    /* Translators: how many months, and a day of the month: 29, 30 or 31 */
    return g_strdup_printf (ngettext ("every %1$d month on day %2$d, or the last day of a shorter month",
                                      "every %1$d months on day %2$d, or the last day of a shorter month", rule->interval),
                            rule->interval, day);
  if (rule->interval == 1)
    /* Translators: a day of the month */
    return g_strdup_printf (_("every month on day %d"), day);
  /* Translators: how many months, and a day of the month */
  return g_strdup_printf (ngettext ("every %1$d month on day %2$d", "every %1$d months on day %2$d", rule->interval), rule->interval, day);
}

static char *
say_monthly (const StintRecurrenceRule *rule,
             const StintTime           *start)
{
  int year, month, mday;

  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  if (has_only (rule, 0))
    return say_month_day (rule, mday);
  if (has_only (rule, 1u << STINT_BY_MONTHDAY) && stint_recurrence_rule_get_n (rule, STINT_BY_MONTHDAY) == 1)
    return say_month_day (rule, stint_recurrence_rule_get (rule, STINT_BY_MONTHDAY, 0));
  if (has_only (rule, 1u << STINT_BY_DAY | 1u << STINT_BY_SETPOS))
    {
      g_autofree char *weekday = say_nth_weekday (rule);

      if (weekday == NULL)
        return NULL;
      if (rule->interval == 1)
        /* Translators: "the last Friday" */
        return g_strdup_printf (_("every month on %s"), weekday);
      /* Translators: how many months, and "the last Friday" */
      return g_strdup_printf (ngettext ("every %1$d month on %2$s", "every %1$d months on %2$s", rule->interval), rule->interval, weekday);
    }
  return NULL;
}

/* "the last Friday of May" in a year */
static char *
say_weekday_of_year (const StintRecurrenceRule *rule,
                     int                        month)
{
  g_autofree char *weekday = say_nth_weekday (rule);
  g_autofree char *name = format_day (stint_day_from_ymd (2000, month, 1), "%OB");

  if (weekday == NULL)
    return NULL;
  if (rule->interval == 1)
    /* Translators: "the last Friday", and a month */
    return g_strdup_printf (_("every year on %1$s of %2$s"), weekday, name);
  /* Translators: how many years, "the last Friday", and a month */
  return g_strdup_printf (ngettext ("every %1$d year on %2$s of %3$s", "every %1$d years on %2$s of %3$s", rule->interval),
                          rule->interval, weekday, name);
}

static char *
say_yearly (const StintRecurrenceRule *rule,
            const StintTime           *start)
{
  g_autofree char *date = NULL;
  int year, month, mday;

  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  if (rule->skip != STINT_SKIP_OMIT || stint_recurrence_rule_get_n (rule, STINT_BY_MONTH) > 1)
    return NULL;
  if (rule->by[STINT_BY_MONTH] != NULL)
    month = stint_recurrence_rule_get (rule, STINT_BY_MONTH, 0);
  if (rule->by[STINT_BY_MONTH] != NULL && rule->by[STINT_BY_DAY] != NULL && has_only (rule, 1u << STINT_BY_MONTH | 1u << STINT_BY_DAY))
    return say_weekday_of_year (rule, month);
  if (stint_recurrence_rule_get_n (rule, STINT_BY_MONTHDAY) == 1 && rule->by[STINT_BY_MONTH] != NULL)
    mday = stint_recurrence_rule_get (rule, STINT_BY_MONTHDAY, 0);
  else if (rule->by[STINT_BY_MONTHDAY] != NULL)
    return NULL;
  if (!has_only (rule, 1u << STINT_BY_MONTH | 1u << STINT_BY_MONTHDAY) || mday < 1 || !stint_day_is_valid_ymd (2000, month, mday))
    return NULL;
  /* Translators: a day of every year: "27 November". See the documentation of g_date_time_format().
     xgettext:no-c-format */
  date = format_day (stint_day_from_ymd (2000, month, mday), _("%-d %B"));
  if (rule->interval == 1)
    /* Translators: a day of the year: "27 November" */
    return g_strdup_printf (_("every year on %s"), date);
  /* Translators: how many years, and a day of the year */
  return g_strdup_printf (ngettext ("every %1$d year on %2$s", "every %1$d years on %2$s", rule->interval), rule->interval, date);
}

static char *
say_when (const StintRecurrenceRule *rule,
          const StintTime           *start)
{
  switch (rule->frequency)
    {
    case STINT_FREQUENCY_DAILY:
      return say_daily (rule);

    case STINT_FREQUENCY_WEEKLY:
      return say_weekly (rule, start);

    case STINT_FREQUENCY_MONTHLY:
      return say_monthly (rule, start);

    case STINT_FREQUENCY_YEARLY:
    default:
      return say_yearly (rule, start);
    }
}

static char *
say_until (const char      *when,
           const StintTime *until)
{
  int day = stint_time_get_day (until);
  int year, month, mday;
  g_autofree char *date = NULL;

  stint_day_to_ymd (day + 1, &year, &month, &mday);
  if (mday == 1)
    {
      date = stint_format_month (day);
      /* Translators: a rule, and a month: "every second Friday until the end of March 2027" */
      return g_strdup_printf (_("%1$s until the end of %2$s"), when, date);
    }
  /* Translators: the day on which a rule ends: "27 November 2026". See the documentation of g_date_time_format().
     xgettext:no-c-format */
  date = format_day (day, _("%-d %B %Y"));
  /* Translators: a rule, and a day: "every day until 27 November 2026" */
  return g_strdup_printf (_("%1$s until %2$s"), when, date);
}

/**
 * stint_recurrence_to_words:
 * @start: what the rule does not say is as it is there
 *
 * Says a rule as people would: "every second Friday until the end of March 2027". A rule for which there are no such words is quoted.
 *
 * Returns: (transfer full): it begins with a small letter, for it may stand within a sentence
 */
char *
stint_recurrence_to_words (const StintRecurrenceRule *rule,
                           const StintTime           *start)
{
  g_autofree char *when = say_when (rule, start);

  if (when == NULL)
    {
      g_autofree char *text = stint_recurrence_rule_to_string (rule);

      /* Translators: a rule of RFC 5545 for which there are no words */
      return g_strdup_printf (_("by the rule %s"), text);
    }
  if (rule->has_until)
    return say_until (when, &rule->until);
  if (rule->count == 1)
    /* Translators: a rule: "every Friday, once" */
    return g_strdup_printf (_("%s, once"), when);
  if (rule->count != 0)
    /* Translators: how often, and a rule: "every Friday, 3 times" */
    return g_strdup_printf (ngettext ("%1$s, %2$d time", "%1$s, %2$d times", (gulong) rule->count), when, (int) rule->count);
  return g_steal_pointer (&when);
}
