/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

/**
 * StintIcsMoment:
 * @local_s: civil seconds as they are written
 * @in_utc: it is an instant, written in UTC
 *
 * A value of type DATE or DATE-TIME (RFC 5545 §3.3.4, §3.3.5), without the zone that its property names.
 */
typedef struct
{
  gint64 local_s;
  gboolean date_only;
  gboolean in_utc;
} StintIcsMoment;

/**
 * StintIcsDuration:
 * @days: of the calendar
 * @seconds: that pass; of the same sign as @days
 *
 * A value of type DURATION (RFC 5545 §3.3.6).
 */
typedef struct
{
  gint64 days;
  gint64 seconds;
} StintIcsDuration;

gboolean stint_ics_value_parse_moment   (const char             *text,
                                         StintIcsMoment         *moment);
gboolean stint_ics_value_parse_duration (const char             *text,
                                         StintIcsDuration       *duration);
gint64   stint_ics_duration_get_minutes (const StintIcsDuration *self);
void     stint_ics_duration_add         (const StintIcsDuration *self,
                                         StintTime              *time);
gboolean stint_ics_is_in_reach          (gint64                  local_s);

G_END_DECLS
