/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-recurrence-words.h"

#include "stint-config.h"
#include "planning/stint-planning-error.h"
#include "planning/stint-recurrence-form.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>

/* 5 January 1970, a Monday. */
#define SOME_MONDAY 4
#define A_LEAP_YEAR 2000
#define WORKDAYS 0x1f
#define ALL_DAYS 0x7f

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

static guint
count_weekdays (guint weekdays)
{
  guint n = 0;

  for (int i = 0; i < 7; i++)
    n += (weekdays >> i) & 1;
  return n;
}

/* "Monday, Wednesday and Friday", in the order of the rule's week */
static char *
name_weekdays (const StintRecurrenceForm *form)
{
  guint n = count_weekdays (form->weekdays);
  g_autofree char *names = NULL;
  guint n_named = 0;

  for (int i = 0; i < 7; i++)
    {
      int weekday = (form->week_start + i) % 7;
      g_autofree char *before = NULL;
      g_autofree char *name = NULL;

      if ((form->weekdays & 1u << weekday) == 0)
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

static char *
say_daily (int interval)
{
  if (interval == 2)
    return g_strdup (_("every second day"));
  return g_strdup_printf (ngettext ("every day", "every %d days", interval), interval);
}

static char *
say_weekly (const StintRecurrenceForm *form)
{
  g_autofree char *names = name_weekdays (form);
  gboolean is_one = count_weekdays (form->weekdays) == 1;

  if (form->interval == 1 && form->weekdays == WORKDAYS)
    return g_strdup (_("every weekday"));
  if (form->interval == 1 && form->weekdays == ALL_DAYS)
    return say_daily (1);
  if (is_one && form->interval == 1)
    /* Translators: a weekday: "every Friday" */
    return g_strdup_printf (_("every %s"), names);
  if (is_one && form->interval == 2)
    /* Translators: a weekday: "every second Friday" */
    return g_strdup_printf (_("every second %s"), names);
  if (form->interval == 2)
    /* Translators: weekdays: "every second week on Monday and Friday" */
    return g_strdup_printf (_("every second week on %s"), names);
  if (form->interval == 1)
    /* Translators: weekdays: "every week on Monday and Friday" */
    return g_strdup_printf (_("every week on %s"), names);
  /* Translators: how many weeks, and weekdays: "every 3 weeks on Monday and Friday" */
  return g_strdup_printf (ngettext ("every %1$d week on %2$s", "every %1$d weeks on %2$s", form->interval), form->interval, names);
}

static char *
say_nth_workday (int nth)
{
  switch (nth)
    {
    case 1:
      /* Translators: of Monday to Friday, in a month */
      return g_strdup (_("the first weekday"));

    case 2:
      return g_strdup (_("the second weekday"));

    case 3:
      return g_strdup (_("the third weekday"));

    case 4:
      return g_strdup (_("the fourth weekday"));

    case 5:
      return g_strdup (_("the fifth weekday"));

    case -1:
    default:
      return g_strdup (_("the last weekday"));
    }
}

/* "the last Friday" */
static char *
say_nth_weekday (const StintRecurrenceForm *form)
{
  g_autofree char *name = NULL;

  if (form->weekday == STINT_RECURRENCE_FORM_WORKDAY)
    return say_nth_workday (form->nth);
  name = name_weekday (form->weekday);
  switch (form->nth)
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
say_last_day (int interval)
{
  if (interval == 1)
    return g_strdup (_("every month on the last day"));
  return g_strdup_printf (ngettext ("every %d month on the last day", "every %d months on the last day", interval), interval);
}

/* A day that not all months have: what becomes of it is said. */
static char *
say_late_day (const StintRecurrenceForm *form)
{
  gboolean is_clamped = form->month_end == STINT_MONTH_END_CLAMP;
  int n = form->interval;

  if (is_clamped && n == 1)
    /* Translators: a day of the month: 29, 30 or 31 */
    return g_strdup_printf (_("every month on day %d, or the last day of a shorter month"), form->month_day);
  if (is_clamped)
    /* Translators: how many months, and a day of the month: 29, 30 or 31 */
    return g_strdup_printf (ngettext ("every %1$d month on day %2$d, or the last day of a shorter month",
                                      "every %1$d months on day %2$d, or the last day of a shorter month", n), n, form->month_day);
  if (n == 1)
    /* Translators: a day of the month: 29, 30 or 31 */
    return g_strdup_printf (_("every month on day %d, but not in shorter months"), form->month_day);
  /* Translators: how many months, and a day of the month: 29, 30 or 31 */
  return g_strdup_printf (ngettext ("every %1$d month on day %2$d, but not in shorter months",
                                    "every %1$d months on day %2$d, but not in shorter months", n), n, form->month_day);
}

static char *
say_monthly (const StintRecurrenceForm *form)
{
  int n = form->interval;

  if (form->by_weekday)
    {
      g_autofree char *weekday = say_nth_weekday (form);

      if (n == 1)
        /* Translators: "the last Friday" */
        return g_strdup_printf (_("every month on %s"), weekday);
      /* Translators: how many months, and "the last Friday" */
      return g_strdup_printf (ngettext ("every %1$d month on %2$s", "every %1$d months on %2$s", n), n, weekday);
    }
  if (form->month_day == -1)
    return say_last_day (n);
  if (stint_recurrence_form_needs_month_end (form))
    return say_late_day (form);
  if (n == 1)
    /* Translators: a day of the month */
    return g_strdup_printf (_("every month on day %d"), form->month_day);
  /* Translators: how many months, and a day of the month */
  return g_strdup_printf (ngettext ("every %1$d month on day %2$d", "every %1$d months on day %2$d", n), n, form->month_day);
}

/* "the last Friday of May" in a year, "the last day of February" */
static char *
say_part_of_year (const StintRecurrenceForm *form)
{
  g_autofree char *part = form->by_weekday ? say_nth_weekday (form) : g_strdup (_("the last day"));
  g_autofree char *name = format_day (stint_day_from_ymd (A_LEAP_YEAR, form->month, 1), "%OB");

  if (form->interval == 1)
    /* Translators: "the last Friday" or "the last day", and a month */
    return g_strdup_printf (_("every year on %1$s of %2$s"), part, name);
  /* Translators: how many years, "the last Friday" or "the last day", and a month */
  return g_strdup_printf (ngettext ("every %1$d year on %2$s of %3$s", "every %1$d years on %2$s of %3$s", form->interval),
                          form->interval, part, name);
}

static char *
say_yearly (const StintRecurrenceForm *form)
{
  g_autofree char *date = NULL;
  gboolean is_clamped = stint_recurrence_form_needs_month_end (form) && form->month_end == STINT_MONTH_END_CLAMP;

  if (form->by_weekday || form->month_day == -1)
    return say_part_of_year (form);
  /* Translators: a day of every year: "27 November". See the documentation of g_date_time_format().
     xgettext:no-c-format */
  date = format_day (stint_day_from_ymd (A_LEAP_YEAR, form->month, form->month_day), _("%-d %B"));
  if (is_clamped && form->interval == 1)
    /* Translators: the 29th of February */
    return g_strdup_printf (_("every year on %s, or the day before in other years"), date);
  if (is_clamped)
    /* Translators: how many years, and the 29th of February */
    return g_strdup_printf (ngettext ("every %1$d year on %2$s, or the day before in other years",
                                      "every %1$d years on %2$s, or the day before in other years", form->interval), form->interval, date);
  if (form->interval == 1)
    /* Translators: a day of the year: "27 November" */
    return g_strdup_printf (_("every year on %s"), date);
  /* Translators: how many years, and a day of the year */
  return g_strdup_printf (ngettext ("every %1$d year on %2$s", "every %1$d years on %2$s", form->interval), form->interval, date);
}

static char *
say_when (const StintRecurrenceForm *form)
{
  switch (form->frequency)
    {
    case STINT_FREQUENCY_DAILY:
      return say_daily (form->interval);

    case STINT_FREQUENCY_WEEKLY:
      return say_weekly (form);

    case STINT_FREQUENCY_MONTHLY:
      return say_monthly (form);

    case STINT_FREQUENCY_YEARLY:
    default:
      return say_yearly (form);
    }
}

/* Without a day of its own it is so long after what was done. */
static char *
say_after_completion (const StintRecurrenceForm *form)
{
  g_autofree char *when = NULL;
  int n = form->interval;

  if (form->is_as_start && form->frequency == STINT_FREQUENCY_DAILY)
    return g_strdup_printf (ngettext ("a day after it is done", "%d days after it is done", n), n);
  if (form->is_as_start && form->frequency == STINT_FREQUENCY_WEEKLY)
    return g_strdup_printf (ngettext ("a week after it is done", "%d weeks after it is done", n), n);
  if (form->is_as_start && form->frequency == STINT_FREQUENCY_MONTHLY)
    return g_strdup_printf (ngettext ("a month after it is done", "%d months after it is done", n), n);
  if (form->is_as_start)
    return g_strdup_printf (ngettext ("a year after it is done", "%d years after it is done", n), n);
  when = say_when (form);
  /* Translators: a rule: "every second Friday, counted from when it is done" */
  return g_strdup_printf (_("%s, counted from when it is done"), when);
}

static char *
say_until (const char *when,
           int         day)
{
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

static char *
say_end (const char                *when,
         const StintRecurrenceForm *form)
{
  if (form->end == STINT_RECURRENCE_END_UNTIL)
    return say_until (when, form->until_day);
  if (form->end == STINT_RECURRENCE_END_NEVER)
    return g_strdup (when);
  if (form->count == 1)
    /* Translators: a rule: "every Friday, once" */
    return g_strdup_printf (_("%s, once"), when);
  /* Translators: how often, and a rule: "every Friday, 3 times" */
  return g_strdup_printf (ngettext ("%1$s, %2$d time", "%1$s, %2$d times", (gulong) form->count), when, (int) form->count);
}

/**
 * stint_recurrence_to_words:
 * @start: what the rule does not say is as it is there
 * @from_completion: it counts from when it was done, each time
 *
 * Says a rule as people would: "every second Friday until the end of March 2027". A rule for which there are no such words is quoted.
 *
 * Returns: (transfer full): it begins with a small letter, for it may stand within a sentence
 */
char *
stint_recurrence_to_words (const StintRecurrenceRule *rule,
                           const StintTime           *start,
                           gboolean                   from_completion)
{
  g_autofree char *when = NULL;
  StintRecurrenceForm form;

  if (!stint_recurrence_form_read (&form, rule, start))
    {
      g_autofree char *text = stint_recurrence_rule_to_string (rule);

      /* Translators: a rule of RFC 5545 for which there are no words */
      return g_strdup_printf (_("by the rule %s"), text);
    }
  when = from_completion ? say_after_completion (&form) : say_when (&form);
  return say_end (when, &form);
}

/**
 * stint_recurrence_to_label:
 *
 * Returns: (transfer full): the same with a capital, for a place of its own; what is no rule, or not supported, is said to be that
 */
char *
stint_recurrence_to_label (const StintRepeat *repeat)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_rule_parse (repeat->rule, &error);
  g_autofree char *words = NULL;
  char first[7];

  if (g_error_matches (error, STINT_PLANNING_ERROR, STINT_PLANNING_ERROR_UNSUPPORTED))
    /* Translators: a rule of RFC 5545 */
    return g_strdup_printf (_("Not supported: %s"), repeat->rule);
  if (rule == NULL)
    /* Translators: what stands where a rule of RFC 5545 should */
    return g_strdup_printf (_("Not a rule: %s"), repeat->rule);
  words = stint_recurrence_to_words (rule, &repeat->start, repeat->from_completion);
  first[g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (words)), first)] = '\0';
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}
