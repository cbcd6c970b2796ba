/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-format.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#include "core/stint-task.h"

static StintHours wanted_hours = STINT_HOURS_LOCALE;

static gint64
get_midnight (int day)
{
  return (gint64) day * STINT_DAY_S;
}

/* @pattern is one of g_date_time_format(). What a locale cannot say, or says in a broken encoding, is said in ISO 8601. */
static char *
format_civil (gint64      local_s,
              const char *pattern)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (local_s);
  g_autofree char *text = time != NULL ? g_date_time_format (time, pattern) : NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    {
      StintTime civil = stint_time_floating (CLAMP (local_s, get_midnight (STINT_DAY_MIN), get_midnight (STINT_DAY_MAX)));

      return stint_time_to_string (&civil);
    }
  return g_steal_pointer (&text);
}

static gboolean
is_12_hours (void)
{
  const char *format;

  if (wanted_hours != STINT_HOURS_LOCALE)
    return wanted_hours == STINT_HOURS_12;

  format = nl_langinfo (T_FMT);
  return strstr (format, "%I") != NULL || strstr (format, "%l") != NULL || strstr (format, "%r") != NULL;
}

static gboolean
is_same_half_day (gint64 a_s,
                  gint64 b_s)
{
  return stint_day_of_local (a_s * 2) == stint_day_of_local (b_s * 2);
}

/* "Fri 27": enough for a day of the coming week. */
static char *
format_near_day (int day)
{
  /* Translators: a day of the coming week: "Fri 27". See the documentation of g_date_time_format().
     xgettext:no-c-format */
  return format_civil (get_midnight (day), _("%a %-d"));
}

static gboolean
is_near (int day,
         int today)
{
  return day > today && day < today + 7;
}

static char *
format_date (int day,
             int today)
{
  int year, this_year, month, mday;

  stint_day_to_ymd (day, &year, &month, &mday);
  stint_day_to_ymd (today, &this_year, &month, &mday);
  if (year == this_year)
    /* Translators: a day of this year: "Fri 27 Nov". See the documentation of g_date_time_format().
       xgettext:no-c-format */
    return format_civil (get_midnight (day), _("%a %-d %b"));

  /* Translators: a day of another year: "Fri 27 Nov 2026". See the documentation of g_date_time_format().
     xgettext:no-c-format */
  return format_civil (get_midnight (day), _("%a %-d %b %Y"));
}

static char *
format_day_and_time (int         day,
                     int         today,
                     const char *time)
{
  g_autofree char *name = stint_format_day (day, today);

  if (day >= today - 1 && day < today + 7)
    /* Translators: a day and a time or range of times: "Tomorrow 14:00", "Friday 14:00–15:30" */
    return g_strdup_printf (_("%1$s %2$s"), name, time);
  /* Translators: a date and a time or range of times: "Fri 4 Dec, 14:00" */
  return g_strdup_printf (_("%1$s, %2$s"), name, time);
}

static char *
format_start_chip (const StintQuickAdd *words,
                   int                  today)
{
  g_autofree char *time = NULL;
  int day = stint_time_get_day (&words->start);

  if (words->start.date_only)
    return stint_format_day (day, today);
  if (words->range_min > 0)
    time = stint_format_time_range (words->start.local_s, words->start.local_s + words->range_min * 60);
  else
    time = stint_format_time (words->start.local_s);
  return format_day_and_time (day, today, time);
}

static char *
format_deadline_date_chip (int day,
                           int today)
{
  g_autofree char *name = NULL;

  if (day == today)
    return g_strdup (_("Deadline today"));
  if (day == today + 1)
    return g_strdup (_("Deadline tomorrow"));

  name = is_near (day, today) ? format_near_day (day) : format_date (day, today);
  /* Translators: "Deadline Fri 27", "Deadline Fri 4 Dec" */
  return g_strdup_printf (_("Deadline %s"), name);
}

static char *
format_deadline_chip (const StintTime *deadline,
                      int              today)
{
  g_autofree char *time = stint_format_time (deadline->local_s);
  g_autofree char *name = NULL;
  int day = stint_time_get_day (deadline);

  if (deadline->date_only)
    return format_deadline_date_chip (day, today);
  if (day == today)
    /* Translators: "Deadline today, 17:00" */
    return g_strdup_printf (_("Deadline today, %s"), time);
  if (day == today + 1)
    /* Translators: "Deadline tomorrow, 17:00" */
    return g_strdup_printf (_("Deadline tomorrow, %s"), time);

  name = is_near (day, today) ? format_near_day (day) : format_date (day, today);
  /* Translators: "Deadline Fri 27, 17:00", "Deadline Fri 4 Dec, 17:00" */
  return g_strdup_printf (_("Deadline %1$s, %2$s"), name, time);
}

static const char *
format_priority_chip (int priority)
{
  if (priority < STINT_PRIORITY_MEDIUM)
    return _("High priority");
  return priority == STINT_PRIORITY_MEDIUM ? _("Medium priority") : _("Low priority");
}

static gboolean
has_earlier_start (const StintQuickAdd *words,
                   guint                reading)
{
  for (guint i = 0; i < reading; i++)
    if (g_array_index (words->readings, StintReading, i).kind == STINT_READING_START)
      return TRUE;
  return FALSE;
}

/**
 * stint_format_set_hours:
 *
 * For the whole process; main thread only.
 */
void
stint_format_set_hours (StintHours hours)
{
  wanted_hours = hours;
}

char *
stint_format_time (gint64 local_s)
{
  if (is_12_hours ())
    /* Translators: a time on a clock of 12 hours: "2:30 PM". See the documentation of g_date_time_format().
       xgettext:no-c-format */
    return format_civil (local_s, _("%-I:%M %p"));

  /* Translators: a time on a clock of 24 hours: "14:30". See the documentation of g_date_time_format().
     xgettext:no-c-format */
  return format_civil (local_s, _("%-H:%M"));
}

/**
 * stint_format_hour:
 * @hour: 0 to 24
 *
 * Returns: (transfer full): the label of a line of the grid
 */
char *
stint_format_hour (int hour)
{
  if (is_12_hours ())
    /* Translators: a full hour on a clock of 12 hours: "2 PM". See the documentation of g_date_time_format().
       xgettext:no-c-format */
    return format_civil (hour * 3600, _("%-I %p"));
  return stint_format_time (hour * 3600);
}

/**
 * stint_format_time_range:
 *
 * Returns: (transfer full): the two times; "AM" or "PM" only once if both are in the same half of a day
 */
char *
stint_format_time_range (gint64 start_s,
                         gint64 end_s)
{
  g_autofree char *start = NULL;
  g_autofree char *end = stint_format_time (end_s);

  if (is_12_hours () && is_same_half_day (start_s, end_s))
    /* Translators: a time on a clock of 12 hours at the start of a range, "2:30" in "2:30–4:00 PM".
       See the documentation of g_date_time_format().
       xgettext:no-c-format */
    start = format_civil (start_s, _("%-I:%M"));
  else
    start = stint_format_time (start_s);

  /* Translators: a range of times: "14:30–16:00" */
  return g_strdup_printf (_("%1$s–%2$s"), start, end);
}

/**
 * stint_format_minutes:
 *
 * Returns: (transfer full): "45 min", "2 h", "1 h 30 min"
 */
char *
stint_format_minutes (int minutes)
{
  int hours = MAX (minutes, 0) / 60;
  int rest = MAX (minutes, 0) % 60;

  if (hours == 0)
    /* Translators: a duration in minutes */
    return g_strdup_printf (ngettext ("%d min", "%d min", rest), rest);
  if (rest == 0)
    /* Translators: a duration in hours */
    return g_strdup_printf (ngettext ("%d h", "%d h", hours), hours);
  /* Translators: a duration in hours and minutes; the plural is that of the hours */
  return g_strdup_printf (ngettext ("%1$d h %2$d min", "%1$d h %2$d min", hours), hours, rest);
}

char *
stint_format_weekday (int      day,
                      gboolean abbreviated)
{
  return format_civil (get_midnight (day), abbreviated ? "%a" : "%A");
}

/**
 * stint_format_day:
 *
 * Returns: (transfer full): "Today", "Tomorrow", "Yesterday", "Friday" within the coming week, "Fri 4 Dec", "Fri 3 Dec 2027"
 */
char *
stint_format_day (int day,
                  int today)
{
  if (day == today)
    return g_strdup (_("Today"));
  if (day == today + 1)
    return g_strdup (_("Tomorrow"));
  if (day == today - 1)
    return g_strdup (_("Yesterday"));
  return is_near (day, today) ? stint_format_weekday (day, FALSE) : format_date (day, today);
}

char *
stint_format_long_day (int day)
{
  /* Translators: a day in full: "Friday, 27 November 2026". See the documentation of g_date_time_format().
     xgettext:no-c-format */
  return format_civil (get_midnight (day), _("%A, %-d %B %Y"));
}

char *
stint_format_month (int day)
{
  /* Translators: a month as a heading: "November 2026"; %OB is the month's name when no day stands beside it.
     See the documentation of g_date_time_format().
     xgettext:no-c-format */
  return format_civil (get_midnight (day), _("%OB %Y"));
}

/**
 * stint_format_week_title:
 *
 * Returns: (transfer full): "Week 48", by ISO 8601: the week of the Thursday among these days, or of the first if there is none
 */
char *
stint_format_week_title (int first_day,
                         int n_days)
{
  int thursday = first_day + (3 - stint_day_get_weekday (first_day) + 7) % 7;
  int week = stint_day_get_iso_week (thursday < first_day + n_days ? thursday : first_day, NULL);

  /* Translators: the number of a week of the year */
  return g_strdup_printf (_("Week %d"), week);
}

/**
 * stint_format_stint_time:
 * @zone: (nullable): where one is
 *
 * Returns: (transfer full): "Tomorrow", "Tomorrow 14:00", "Fri 4 Dec, 14:00", as the clock there reads it
 */
char *
stint_format_stint_time (const StintTime *time,
                         const char      *zone,
                         int              today)
{
  gint64 local_s = stint_time_to_local (time, zone);
  g_autofree char *clock = NULL;

  if (time->date_only)
    return stint_format_day (stint_day_of_local (local_s), today);
  clock = stint_format_time (local_s);
  return format_day_and_time (stint_day_of_local (local_s), today, clock);
}

/**
 * stint_format_when:
 * @zone: (nullable): where one is
 *
 * Returns: (transfer full): "Tomorrow", "Tomorrow, 14:30–16:00", "Fri 4 Dec – Sun 6 Dec", as the clock there reads it
 */
char *
stint_format_when (const StintWhen *when,
                   const char      *zone,
                   int              today)
{
  gint64 start_s = stint_time_to_local (&when->start, zone);
  gint64 end_s = stint_time_to_local (&when->end, zone);
  g_autofree char *day = stint_format_day (stint_day_of_local (start_s), today);
  g_autofree char *last = NULL;
  g_autofree char *times = NULL;

  if (when->start.date_only)
    {
      if (end_s - start_s <= STINT_DAY_S)
        return g_steal_pointer (&day);
      last = stint_format_day (stint_day_of_local (end_s - 1), today);
      /* Translators: a range of days: “Fri 4 Dec – Sun 6 Dec” */
      return g_strdup_printf (_("%1$s – %2$s"), day, last);
    }
  times = stint_format_time_range (start_s, end_s);
  /* Translators: a day and a range of times: “Tomorrow, 14:30–16:00” */
  return g_strdup_printf (_("%1$s, %2$s"), day, times);
}

char *
stint_format_chip (const StintQuickAdd *words,
                   guint                reading,
                   int                  today)
{
  const StintReading *self;

  g_return_val_if_fail (reading < words->readings->len, NULL);

  self = &g_array_index (words->readings, StintReading, reading);
  switch (self->kind)
    {
    case STINT_READING_START:
      return has_earlier_start (words, reading) ? NULL : format_start_chip (words, today);
    case STINT_READING_ESTIMATE:
    case STINT_READING_EARLIEST:
    case STINT_READING_REPEAT:
    case STINT_READING_REMINDER:
      return stint_format_fact_chip (words, reading, today);
    case STINT_READING_DEADLINE:
      return format_deadline_chip (&words->deadline, today);
    case STINT_READING_PROJECT:
      return g_strdup (words->project);
    case STINT_READING_TAG:
      return g_strconcat ("@", words->tags[self->tag], NULL);
    case STINT_READING_PRIORITY:
      return g_strdup (format_priority_chip (words->priority));
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * stint_format_first_weekday:
 *
 * The C library counts from the day that _NL_TIME_WEEK_1STDAY names as a date: 1997-11-30, a Sunday, or 1997-12-01, a Monday.
 * In the C locale a week begins on Sunday.
 */
int
stint_format_first_weekday (void)
{
  union
  {
    char        *string;
    unsigned int word;
  } origin = { .string = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  int first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];
  int base = origin.word == 19971201 ? 0 : 6;

  return (base + MAX (first, 1) - 1) % 7;
}
