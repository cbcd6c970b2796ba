/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STINT_DAY_S 86400

/* Civil days since 1970-01-01 of 0001-01-01 and 9999-12-31: no time is outside of them. */
#define STINT_DAY_MIN (-719162)
#define STINT_DAY_MAX 2932896

/**
 * StintTime:
 * @local_s: civil seconds since 1970-01-01T00:00:00 as a clock on the wall reads them: no zone is applied
 * @zone: (nullable): an IANA zone's interned name; %NULL: the time floats (RFC 5545 §3.3.5, form 1)
 * @date_only: it is a date; @local_s is its midnight and @zone is %NULL
 *
 * Which of the three a time is, is stored, never guessed. A value; copy it by assignment.
 */
typedef struct
{
  gint64 local_s;
  const char *zone;
  gboolean date_only;
} StintTime;

StintTime stint_time_date          (int               day);
StintTime stint_time_floating      (gint64            local_s);
StintTime stint_time_zoned         (gint64            local_s,
                                    const char       *zone);
gboolean  stint_time_equal         (const StintTime  *a,
                                    const StintTime  *b);
int       stint_time_get_day       (const StintTime  *self);
gint64    stint_time_to_unix       (const StintTime  *self,
                                    const char       *zone);
gint64    stint_time_to_local      (const StintTime  *self,
                                    const char       *zone);

gboolean  stint_time_parse         (const char       *text,
                                    StintTime        *time,
                                    GError          **error);
char     *stint_time_to_string     (const StintTime  *self);

GVariant *stint_time_to_variant    (const StintTime  *self);
gboolean  stint_time_from_variant  (GVariant         *object,
                                    StintTime        *time,
                                    GError          **error);

/* Civil days: an int counts days since 1970-01-01. */
int       stint_day_from_ymd       (int               year,
                                    int               month,
                                    int               day);
void      stint_day_to_ymd         (int               day,
                                    int              *year,
                                    int              *month,
                                    int              *mday);
gboolean  stint_day_is_valid_ymd   (int               year,
                                    int               month,
                                    int               day);
int       stint_day_get_weekday    (int               day);
int       stint_day_get_iso_week   (int               day,
                                    int              *year);
int       stint_day_add_months     (int               day,
                                    int               months);
int       stint_day_of_local       (gint64            local_s);

/* RFC 3339 instants in UTC, as `done` and the log write them. */
char     *stint_instant_to_string  (gint64            unix_s);
gboolean  stint_instant_parse      (const char       *text,
                                    gint64           *unix_s,
                                    GError          **error);

G_END_DECLS
