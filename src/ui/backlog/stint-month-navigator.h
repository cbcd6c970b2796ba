/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintMonthNavigator:
 *
 * The small month below the backlog: today is filled, the days that the grid shows are marked, a dot says that a day has work.
 * The days are one leaf widget (StintMonthDays).
 *
 * Signal: `day-activated (day)`.
 */
#define STINT_TYPE_MONTH_NAVIGATOR (stint_month_navigator_get_type ())
G_DECLARE_FINAL_TYPE (StintMonthNavigator, stint_month_navigator, STINT, MONTH_NAVIGATOR, GtkWidget)

void stint_month_navigator_set_workspace (StintMonthNavigator *self,
                                          StintWorkspace      *workspace);
void stint_month_navigator_set_shown     (StintMonthNavigator *self,
                                          int                  first_day,
                                          int                  n_days,
                                          int                  day);

G_END_DECLS
