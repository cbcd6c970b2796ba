/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-values.h"

#include "core/stint-zone.h"

#include <string.h>

/* More digits are no duration of anything. */
#define MAX_DIGITS 9

/* Reads exactly so many digits. */
static gboolean
read_digits (const char **p,
             int          n,
             int         *number)
{
  *number = 0;
  for (int i = 0; i < n; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *number = *number * 10 + (**p - '0');
    }
  return TRUE;
}

/* What may stand behind a value: nothing, or the next one of a list or of a period. */
static gboolean
is_value_end (const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;
  return *p == '\0' || *p == ',' || *p == '/';
}

gboolean
stint_ics_is_in_reach (gint64 local_s)
{
  return local_s >= (gint64) STINT_DAY_MIN * STINT_DAY_S && local_s < ((gint64) STINT_DAY_MAX + 1) * STINT_DAY_S;
}

/**
 * stint_ics_value_parse_moment:
 * @text: up to the end, a comma or a slash
 * @moment: (out caller-allocates)
 *
 * What it is shows in its form, whatever VALUE says: programs forget that. A leap second is the second before it.
 *
 * Returns: %FALSE if there is no such time between the years 1 and 9999
 */
gboolean
stint_ics_value_parse_moment (const char     *text,
                              StintIcsMoment *moment)
{
  const char *p = text + strspn (text, " \t");
  int year, month, mday, hour, minute, second;

  if (!read_digits (&p, 4, &year) || !read_digits (&p, 2, &month) || !read_digits (&p, 2, &mday) ||
      !stint_day_is_valid_ymd (year, month, mday))
    return FALSE;
  *moment = (StintIcsMoment) { .local_s = (gint64) stint_day_from_ymd (year, month, mday) * STINT_DAY_S };
  if (*p != 'T' && *p != 't')
    {
      moment->date_only = TRUE;
      return is_value_end (p);
    }

  p++;
  if (!read_digits (&p, 2, &hour) || !read_digits (&p, 2, &minute) || !read_digits (&p, 2, &second) ||
      hour > 23 || minute > 59 || second > 60)
    return FALSE;
  moment->local_s += hour * 3600 + minute * 60 + MIN (second, 59);
  moment->in_utc = *p == 'Z' || *p == 'z';
  return is_value_end (p + moment->in_utc);
}

/* Reads "15M": a number and its unit, one of @units, each of which comes once and in that order. */
static gboolean
read_part (const char **p,
           const char **units,
           gint64      *number,
           char        *unit)
{
  int value;
  int n = (int) strspn (*p, "0123456789");
  const char *found;

  if (n == 0 || n > MAX_DIGITS || !read_digits (p, n, &value) || **p == '\0')
    return FALSE;
  *unit = g_ascii_toupper (*(*p)++);
  found = strchr (*units, *unit);
  if (found == NULL)
    return FALSE;
  *units = found + 1;
  *number = value;
  return TRUE;
}

static gboolean
read_parts (const char      **p,
            StintIcsDuration *duration)
{
  const char *units = "WD";
  gboolean any = FALSE;
  gint64 number;
  char unit;

  for (; !is_value_end (*p); any = TRUE)
    {
      if (**p == 'T' || **p == 't')
        {
          if (strcmp (units, "HMS") == 0)
            return FALSE;
          units = "HMS";
          (*p)++;
        }
      if (!read_part (p, &units, &number, &unit))
        return FALSE;
      if (unit == 'W' || unit == 'D')
        duration->days += number * (unit == 'W' ? 7 : 1);
      else
        duration->seconds += number * (unit == 'H' ? 3600 : unit == 'M' ? 60 : 1);
    }
  return any;
}

/**
 * stint_ics_value_parse_duration:
 * @duration: (out caller-allocates)
 */
gboolean
stint_ics_value_parse_duration (const char       *text,
                                StintIcsDuration *duration)
{
  const char *p = text + strspn (text, " \t");
  gboolean negative = *p == '-';

  p += *p == '-' || *p == '+';
  *duration = (StintIcsDuration) { 0, 0 };
  if (*p != 'P' && *p != 'p')
    return FALSE;
  p++;
  if (!read_parts (&p, duration))
    return FALSE;
  if (negative)
    *duration = (StintIcsDuration) { -duration->days, -duration->seconds }
  ;
  return TRUE;
}

/* Returns: its minutes, a day as 24 hours; negative if it goes back */
gint64
stint_ics_duration_get_minutes (const StintIcsDuration *self)
{
  return self->days * 24 * 60 + self->seconds / 60;
}

/**
 * stint_ics_duration_add:
 *
 * Days and weeks are those of the calendar, hours and minutes those that pass (RFC 5545 §3.3.6).
 */
void
stint_ics_duration_add (const StintIcsDuration *self,
                        StintTime              *time)
{
  time->local_s += self->days * STINT_DAY_S;
  if (time->date_only)
    time->local_s += self->seconds / STINT_DAY_S * STINT_DAY_S;
  else if (time->zone == NULL)
    time->local_s += self->seconds;
  else if (self->seconds != 0 && stint_ics_is_in_reach (time->local_s))
    time->local_s = stint_zone_to_local (time->zone, stint_zone_to_unix (time->zone, time->local_s) + self->seconds);

  time->local_s = CLAMP (time->local_s, (gint64) STINT_DAY_MIN * STINT_DAY_S, ((gint64) STINT_DAY_MAX + 1) * STINT_DAY_S - 1);
  if (time->date_only)
    time->local_s = (gint64) stint_time_get_day (time) * STINT_DAY_S;
}
