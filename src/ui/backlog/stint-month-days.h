/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define STINT_MONTH_DAYS_N 42

/**
 * StintMonthDays:
 *
 * Six weeks of day numbers, drawn by one widget. Arrow keys move its cursor, Enter or a click activates.
 *
 * Signals: `day-activated (day)`, `month-changed` (the cursor left the month).
 */
#define STINT_TYPE_MONTH_DAYS (stint_month_days_get_type ())
G_DECLARE_FINAL_TYPE (StintMonthDays, stint_month_days, STINT, MONTH_DAYS, GtkWidget)

void stint_month_days_set_today     (StintMonthDays *self,
                                     int             today);
void stint_month_days_set_cursor    (StintMonthDays *self,
                                     int             day);
int  stint_month_days_get_cursor    (StintMonthDays *self);
void stint_month_days_set_shown     (StintMonthDays *self,
                                     int             first_day,
                                     int             n_days);
int  stint_month_days_get_first_day (StintMonthDays *self);
void stint_month_days_set_loads     (StintMonthDays *self,
                                     int             first_day,
                                     const int      *minutes);

G_END_DECLS
