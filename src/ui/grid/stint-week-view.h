/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-grid-view.h"

G_BEGIN_DECLS

/**
 * StintWeekView:
 *
 * One to seven days beside each other: their heads, the all-day row, and the hours in a scrolled window. Day and Week are both this.
 */
#define STINT_TYPE_WEEK_VIEW (stint_week_view_get_type ())
G_DECLARE_FINAL_TYPE (StintWeekView, stint_week_view, STINT, WEEK_VIEW, GtkWidget)

GtkWidget *stint_week_view_new             (double         hour_height,
                                            gint64         now_s);
void       stint_week_view_set_hour_height (StintWeekView *self,
                                            double         hour_height);
void       stint_week_view_set_second_zone (StintWeekView *self,
                                            const char    *zone);
void       stint_week_view_set_cursor      (StintWeekView *self,
                                            gint64         local_s);

G_END_DECLS
