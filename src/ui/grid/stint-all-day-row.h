/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-block-pool.h"
#include "ui/grid/stint-grid-geometry.h"

G_BEGIN_DECLS

/**
 * StintAllDayRow:
 *
 * The row above the hours: blocks of whole days and deadlines. It is as high as its page needs, up to three lines.
 */
#define STINT_TYPE_ALL_DAY_ROW (stint_all_day_row_get_type ())
G_DECLARE_FINAL_TYPE (StintAllDayRow, stint_all_day_row, STINT, ALL_DAY_ROW, GtkWidget)

GtkWidget      *stint_all_day_row_new          (void);
void            stint_all_day_row_set_page     (StintAllDayRow *self,
                                                StintGridPage  *page);
void            stint_all_day_row_set_gutter   (StintAllDayRow *self,
                                                double          gutter);
int             stint_all_day_row_get_day      (StintAllDayRow *self,
                                                double          x);
void            stint_all_day_row_show_ghost   (StintAllDayRow *self,
                                                StintGridPage  *ghost);
StintBlockPool *stint_all_day_row_get_pool     (StintAllDayRow *self);
int             stint_all_day_row_get_label_width (StintAllDayRow *self);

G_END_DECLS
