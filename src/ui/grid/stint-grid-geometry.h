/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "ui/grid/stint-hours-axis.h"

G_BEGIN_DECLS

#define STINT_SNAP_S (15 * 60)
#define STINT_FINE_SNAP_S (5 * 60)

/**
 * StintGridGeometry:
 * @width: of the columns and the gutter, in pixels
 * @gutter: the width of the hour labels, where lines begin
 * @mirrored: days go from right to left
 * @axis: (nullable): the hours that the days have; %NULL: 24 of them
 *
 * Where civil time lies on the hours grid. Pure: no widget, no clock. Pixels count from the top of the axis, and a position is a number of
 * seconds from there; a second is one that a clock reads.
 */
typedef struct
{
  int first_day;
  int n_days;
  double width;
  double gutter;
  double hour_height;
  gboolean mirrored;
  const StintHoursAxis *axis;
} StintGridGeometry;

void   stint_grid_geometry_get_column (const StintGridGeometry *self,
                                       int                      column,
                                       double                  *x,
                                       double                  *width);
int    stint_grid_geometry_get_day    (const StintGridGeometry *self,
                                       double                   x);
gboolean stint_grid_geometry_has      (const StintGridGeometry *self,
                                       gint64                   local_s);
double stint_grid_geometry_get_y      (const StintGridGeometry *self,
                                       gint64                   position_s);
int    stint_grid_geometry_get_position (const StintGridGeometry *self,
                                         int                      second,
                                         gboolean                 again);
int    stint_grid_geometry_get_second (const StintGridGeometry *self,
                                       int                      day,
                                       double                   y,
                                       gboolean                *again);
gint64 stint_grid_geometry_get_time   (const StintGridGeometry *self,
                                       double                   x,
                                       double                   y);
void   stint_grid_geometry_get_point  (const StintGridGeometry *self,
                                       gint64                   local_s,
                                       double                  *x,
                                       double                  *y);
int    stint_grid_geometry_get_length (const StintGridGeometry *self);
double stint_grid_geometry_get_height (const StintGridGeometry *self);

gint64 stint_grid_snap                (gint64                   local_s,
                                       int                      step_s);
gint64 stint_grid_snap_down           (gint64                   local_s,
                                       int                      step_s);
int    stint_grid_week_start          (int                      day,
                                       int                      first_weekday);

G_END_DECLS
