/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The strip at a cell's top that holds its number. */
#define STINT_DAY_CELL_HEAD 26

/**
 * StintDayCell:
 *
 * A day of the month: its number and its ground. What stands on the day lies above it.
 */
#define STINT_TYPE_DAY_CELL (stint_day_cell_get_type ())
G_DECLARE_FINAL_TYPE (StintDayCell, stint_day_cell, STINT, DAY_CELL, GtkWidget)

GtkWidget *stint_day_cell_new     (void);
void       stint_day_cell_set     (StintDayCell *self,
                                   int           day,
                                   int           n_items,
                                   gboolean      is_today,
                                   gboolean      is_other_month);
int        stint_day_cell_get_day (StintDayCell *self);

G_END_DECLS
