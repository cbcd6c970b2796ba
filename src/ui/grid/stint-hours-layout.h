/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-block-pool.h"
#include "ui/grid/stint-grid-geometry.h"

G_BEGIN_DECLS

/**
 * StintMoreChip:
 * @day: of which it stands for blocks
 * @n_hidden: how many
 * @area: in the container's pixels
 *
 * "+N more".
 */
typedef struct
{
  int day;
  int n_hidden;
  GdkRectangle area;
} StintMoreChip;

void stint_hours_layout_place   (StintGridPage           *page,
                                 const StintGridGeometry *geometry,
                                 GArray                  *places,
                                 GArray                  *chips);
int  stint_all_day_layout_place (StintGridPage           *page,
                                 const StintGridGeometry *geometry,
                                 int                      line_height,
                                 GArray                  *places,
                                 GArray                  *chips);

G_END_DECLS
