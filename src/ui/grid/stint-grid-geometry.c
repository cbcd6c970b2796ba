/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-grid-geometry.h"

#include "core/stint-time.h"

#include <math.h>

/* Borders lie on whole pixels, so that lines are sharp and neighbours share them. */
static double
get_border (const StintGridGeometry *self,
            int                      column)
{
  return round ((self->width - self->gutter) * column / self->n_days);
}

/**
 * stint_grid_geometry_get_column:
 * @column: 0 for the first day
 * @x: (out): its left border
 */
void
stint_grid_geometry_get_column (const StintGridGeometry *self,
                                int                      column,
                                double                  *x,
                                double                  *width)
{
  double left = get_border (self, column);
  double right = get_border (self, column + 1);

  *width = right - left;
  *x = self->mirrored ? self->width - self->gutter - right : self->gutter + left;
}

/**
 * stint_grid_geometry_get_day:
 *
 * Returns: the civil day at @x; beside the columns that of the nearest
 */
int
stint_grid_geometry_get_day (const StintGridGeometry *self,
                             double                   x)
{
  double along = self->mirrored ? self->width - self->gutter - x : x - self->gutter;
  int column = (int) CLAMP (along * self->n_days / MAX (self->width - self->gutter, 1), 0, self->n_days - 1);

  /* The borders are rounded: the guess may be one off. Mirrored, a column's own first pixel is its last along the way. */
  while (column > 0 && (self->mirrored ? along <= get_border (self, column) : along < get_border (self, column)))
    column--;
  while (column < self->n_days - 1 &&
         (self->mirrored ? along > get_border (self, column + 1) : along >= get_border (self, column + 1)))
    column++;

  return self->first_day + column;
}

double
stint_grid_geometry_get_y (const StintGridGeometry *self,
                           gint64                   position_s)
{
  return (double) position_s * self->hour_height / 3600;
}

/**
 * stint_grid_geometry_has:
 *
 * Returns: whether the clocks read so at all; also if the day is not among the days
 */
gboolean
stint_grid_geometry_has (const StintGridGeometry *self,
                         gint64                   local_s)
{
  int day = stint_day_of_local (local_s);
  int column = day - self->first_day;
  int second = (int) (local_s - (gint64) day * STINT_DAY_S);
  const StintAxisPart *part;

  if (self->axis == NULL || column < 0 || column >= self->n_days)
    return TRUE;
  part = stint_hours_axis_get_part (self->axis, stint_hours_axis_get_position (self->axis, second, FALSE));
  return (part->columns & 1u << column) != 0 && second >= part->from_s && second < part->to_s;
}

/**
 * stint_grid_geometry_get_position:
 * @second: of the civil day
 * @again: the second time that the clock reads so
 */
int
stint_grid_geometry_get_position (const StintGridGeometry *self,
                                  int                      second,
                                  gboolean                 again)
{
  return self->axis != NULL ? stint_hours_axis_get_position (self->axis, second, again) : second;
}

/**
 * stint_grid_geometry_get_length:
 *
 * Returns: the seconds that the axis is long
 */
int
stint_grid_geometry_get_length (const StintGridGeometry *self)
{
  return self->axis != NULL ? self->axis->length_s : STINT_DAY_S;
}

/**
 * stint_grid_geometry_get_second:
 *
 * @again: (out) (optional): whether the clock reads so for the second time
 *
 * Returns: the second of the day at @y, to the nearest: 0 to 86400
 */
int
stint_grid_geometry_get_second (const StintGridGeometry *self,
                                int                      day,
                                double                   y,
                                gboolean                *again)
{
  int position_s = (int) CLAMP (round (y * 3600 / self->hour_height), 0, stint_grid_geometry_get_length (self));

  if (self->axis != NULL)
    return stint_hours_axis_get_second (self->axis, day - self->first_day, position_s, again);
  if (again != NULL)
    *again = FALSE;
  return position_s;
}

/**
 * stint_grid_geometry_get_time:
 *
 * Returns: the civil seconds at a point; the end of a day at its bottom
 */
gint64
stint_grid_geometry_get_time (const StintGridGeometry *self,
                              double                   x,
                              double                   y)
{
  int day = stint_grid_geometry_get_day (self, x);

  return (gint64) day * STINT_DAY_S + stint_grid_geometry_get_second (self, day, y, NULL);
}

/**
 * stint_grid_geometry_get_point:
 * @local_s: civil seconds; the first time that the clock reads so
 * @x: (out): the left border of the column
 * @y: (out): the top
 */
void
stint_grid_geometry_get_point (const StintGridGeometry *self,
                               gint64                   local_s,
                               double                  *x,
                               double                  *y)
{
  int day = stint_day_of_local (local_s);
  double width;

  stint_grid_geometry_get_column (self, day - self->first_day, x, &width);
  *y = stint_grid_geometry_get_y (self, stint_grid_geometry_get_position (self, (int) (local_s - (gint64) day * STINT_DAY_S), FALSE));
}

double
stint_grid_geometry_get_height (const StintGridGeometry *self)
{
  return stint_grid_geometry_get_y (self, stint_grid_geometry_get_length (self));
}

/**
 * stint_grid_snap:
 *
 * Returns: the nearest whole step of its day, half a step upwards
 */
gint64
stint_grid_snap (gint64 local_s,
                 int    step_s)
{
  return stint_grid_snap_down (local_s + step_s / 2, step_s);
}

gint64
stint_grid_snap_down (gint64 local_s,
                      int    step_s)
{
  gint64 rest = local_s % step_s;

  return local_s - (rest < 0 ? rest + step_s : rest);
}

/**
 * stint_grid_week_start:
 * @first_weekday: 0 for Monday to 6 for Sunday
 *
 * Returns: the first day of the week that holds @day
 */
int
stint_grid_week_start (int day,
                       int first_weekday)
{
  return day - (stint_day_get_weekday (day) - first_weekday + 7) % 7;
}
