/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "planning/stint-quick-add.h"

G_BEGIN_DECLS

/*
 * Times, days and durations in the words of the person's language. All return (transfer full) text, valid UTF-8 in every locale. The
 * 12 or 24 hours follow stint_format_set_hours(), which the application sets from the desktop; before that, the locale.
 */
typedef enum
{
  STINT_HOURS_LOCALE,
  STINT_HOURS_12,
  STINT_HOURS_24,
} StintHours;

void  stint_format_set_hours     (StintHours           hours);
char *stint_format_time          (gint64               local_s);
char *stint_format_hour          (int                  hour);
char *stint_format_time_range    (gint64               start_s,
                                  gint64               end_s);
char *stint_format_minutes       (int                  minutes);
char *stint_format_weekday       (int                  day,
                                  gboolean             abbreviated);
char *stint_format_day           (int                  day,
                                  int                  today);
char *stint_format_long_day      (int                  day);
char *stint_format_month         (int                  day);
char *stint_format_week_title    (int                  first_day,
                                  int                  n_days);
char *stint_format_stint_time    (const StintTime     *time,
                                  const char          *zone,
                                  int                  today);
char *stint_format_when          (const StintWhen     *when,
                                  const char          *zone,
                                  int                  today);
/* (nullable): NULL for a reading that an earlier chip already shows: a time that stands apart from its day. */
char *stint_format_chip          (const StintQuickAdd *words,
                                  guint                reading,
                                  int                  today);
/* The same for the kinds that are no day, time or name. */
char *stint_format_fact_chip     (const StintQuickAdd *words,
                                  guint                reading,
                                  int                  today);
/* 0 for Monday to 6 for Sunday. */
int   stint_format_first_weekday (void);

G_END_DECLS
