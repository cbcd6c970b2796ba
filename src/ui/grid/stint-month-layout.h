/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-hours-layout.h"

G_BEGIN_DECLS

/**
 * StintMonthGeometry:
 * @top: the height of the weekday names
 * @line_height: of an item
 * @head: of a cell: what its number takes
 *
 * Where the days of some weeks lie. A value.
 */
typedef struct
{
  int first_day;
  int n_weeks;
  int width;
  int height;
  int top;
  int line_height;
  int head;
  gboolean mirrored;
} StintMonthGeometry;

void stint_month_layout_get_cell (const StintMonthGeometry *geometry,
                                  int                       day,
                                  GdkRectangle             *area);
int  stint_month_layout_get_day  (const StintMonthGeometry *geometry,
                                  double                    x,
                                  double                    y);
void stint_month_layout_place    (StintGridPage            *page,
                                  const StintMonthGeometry *geometry,
                                  GArray                   *places,
                                  GArray                   *chips);

G_END_DECLS
