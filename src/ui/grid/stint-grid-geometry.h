/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STINT_SNAP_S (15 * 60)
#define STINT_FINE_SNAP_S (5 * 60)

/**
 * StintGridGeometry:
 * @width: of the columns and the gutter, in pixels
 * @gutter: the width of the hour labels, where lines begin
 * @mirrored: days go from right to left
 *
 * Where civil time lies on the hours grid. Pure: no widget, no clock; a day is always 24 hours high. Pixels count from the top of 0:00.
 */
typedef struct
{
  int first_day;
  int n_days;
  double width;
  double gutter;
  double hour_height;
  gboolean mirrored;
} StintGridGeometry;

void   stint_grid_geometry_get_column (const StintGridGeometry *self,
                                       int                      column,
                                       double                  *x,
                                       double                  *width);
int    stint_grid_geometry_get_day    (const StintGridGeometry *self,
                                       double                   x);
double stint_grid_geometry_get_y      (const StintGridGeometry *self,
                                       gint64                   second);
int    stint_grid_geometry_get_second (const StintGridGeometry *self,
                                       double                   y);
gint64 stint_grid_geometry_get_time   (const StintGridGeometry *self,
                                       double                   x,
                                       double                   y);
void   stint_grid_geometry_get_point  (const StintGridGeometry *self,
                                       gint64                   local_s,
                                       double                  *x,
                                       double                  *y);
double stint_grid_geometry_get_height (const StintGridGeometry *self);

gint64 stint_grid_snap                (gint64                   local_s,
                                       int                      step_s);
gint64 stint_grid_snap_down           (gint64                   local_s,
                                       int                      step_s);
int    stint_grid_week_start          (int                      day,
                                       int                      first_weekday);

G_END_DECLS
