/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-grid-view.h"

G_BEGIN_DECLS

/* At most so many items of a day are asked for: no cell shows more. */
#define STINT_MONTH_LIMIT_PER_DAY 12

/**
 * StintMonthView:
 *
 * The weeks that hold a month; what does not fit into a day's cell is counted.
 */
#define STINT_TYPE_MONTH_VIEW (stint_month_view_get_type ())
G_DECLARE_FINAL_TYPE (StintMonthView, stint_month_view, STINT, MONTH_VIEW, GtkWidget)

GtkWidget *stint_month_view_new (gint64 now_s);

G_END_DECLS
