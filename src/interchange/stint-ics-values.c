/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-values.h"

#include "core/stint-zone.h"

#include <string.h>

static gboolean
is_in_reach (gint64 local_s)
{
  return local_s >= (gint64) STINT_DAY_MIN * STINT_DAY_S && local_s < ((gint64) STINT_DAY_MAX + 1) * STINT_DAY_S;
}

static const char *
get_tzid (icalproperty *property)
{
  icalparameter *parameter = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  return parameter != NULL ? icalparameter_get_tzid (parameter) : NULL;
}

/**
 * stint_ics_value_read_time:
 * @property: what the value belongs to: its TZID is asked
 * @zone: the zone in which the plan is shown
 * @time: (out caller-allocates)
 * @unknown_zone: (out) (nullable): the TZID if nobody knows it; the time floats then
 *
 * A time in UTC is an instant, and becomes the time at which the clock in @zone reads it. Any other time stays as it is written:
 * a date, floating, or in its own zone.
 *
 * Returns: %FALSE if there is no such time
 */
gboolean
stint_ics_value_read_time (icalproperty       *property,
                           struct icaltimetype value,
                           StintIcsZones      *zones,
                           const char         *zone,
                           StintTime          *time,
                           char              **unknown_zone)
{
  const char *tzid;
  gint64 local_s;

  *unknown_zone = NULL;
  if (!stint_day_is_valid_ymd (value.year, value.month, value.day))
    return FALSE;

  local_s = (gint64) stint_day_from_ymd (value.year, value.month, value.day) * STINT_DAY_S;
  if (value.is_date)
    {
      *time = stint_time_date (stint_day_of_local (local_s));
      return TRUE;
    }
  if (value.hour < 0 || value.hour > 23 || value.minute < 0 || value.minute > 59 || value.second < 0 || value.second > 60)
    return FALSE;
  local_s += value.hour * 3600 + value.minute * 60 + MIN (value.second, 59);

  /* libical calls EXDATE;TZID=UTC an instant and DTSTART;TZID=UTC not: a zone that is named counts, for both alike. */
  tzid = get_tzid (property);
  if (icaltime_is_utc (value) && tzid == NULL)
    {
      *time = stint_time_zoned (stint_zone_to_local (zone, local_s), zone);
      return is_in_reach (time->local_s);
    }

  *time = stint_time_floating (local_s);
  if (tzid != NULL && (time->zone = stint_ics_zones_find (zones, tzid)) == NULL)
    *unknown_zone = g_strdup (tzid);
  return TRUE;
}

/**
 * stint_ics_value_get_minutes:
 *
 * Returns: the minutes of a duration, a day as 24 hours; negative if it goes back
 */
gint64
stint_ics_value_get_minutes (struct icaldurationtype duration)
{
  gint64 days = (gint64) duration.weeks * 7 + duration.days;
  gint64 minutes = (days * 24 + duration.hours) * 60 + duration.minutes + duration.seconds / 60;

  return duration.is_neg ? -minutes : minutes;
}

/**
 * stint_ics_value_add_duration:
 *
 * Days and weeks are those of the calendar, hours and minutes those that pass (RFC 5545 §3.3.6).
 */
void
stint_ics_value_add_duration (StintTime              *time,
                              struct icaldurationtype duration)
{
  gint64 sign = duration.is_neg ? -1 : 1;
  gint64 seconds = sign * (((gint64) duration.hours * 60 + duration.minutes) * 60 + duration.seconds);

  time->local_s += sign * ((gint64) duration.weeks * 7 + duration.days) * STINT_DAY_S;
  if (time->date_only)
    time->local_s += seconds / STINT_DAY_S * STINT_DAY_S;
  else if (time->zone == NULL)
    time->local_s += seconds;
  else if (seconds != 0 && is_in_reach (time->local_s))
    time->local_s = stint_zone_to_local (time->zone, stint_zone_to_unix (time->zone, time->local_s) + seconds);

  time->local_s = CLAMP (time->local_s, (gint64) STINT_DAY_MIN * STINT_DAY_S, ((gint64) STINT_DAY_MAX + 1) * STINT_DAY_S - 1);
  if (time->date_only)
    time->local_s = (gint64) stint_time_get_day (time) * STINT_DAY_S;
}
