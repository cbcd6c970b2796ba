/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-hours-background.h"

#include "core/stint-time.h"
#include "ui/grid/stint-shapes.h"
#include "ui/grid/stint-working-hours.h"

#include <math.h>

#define NOW_THICKNESS 2
#define NOW_DOT 8

static void
append_rect (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             double         x,
             double         y,
             double         width,
             double         height)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
draw_day (const StintGridGeometry *geometry,
          GtkSnapshot             *snapshot,
          int                      column,
          const StintHoursColors  *colors)
{
  double height = stint_grid_geometry_get_height (geometry);
  double x, width;
  int start_s, end_s;

  stint_grid_geometry_get_column (geometry, column, &x, &width);
  if (stint_working_hours_get (geometry->first_day + column, &start_s, &end_s))
    {
      double start_y = stint_grid_geometry_get_y (geometry, start_s);
      double end_y = stint_grid_geometry_get_y (geometry, end_s);

      append_rect (snapshot, &colors->shade, x, 0, width, start_y);
      append_rect (snapshot, &colors->shade, x, end_y, width, height - end_y);
    }
  else
    {
      append_rect (snapshot, &colors->shade, x, 0, width, height);
    }
  append_rect (snapshot, &colors->line, geometry->mirrored ? x + width - 1 : x, 0, 1, height);
}

static void
draw_hours (const StintGridGeometry *geometry,
            PangoLayout            **labels,
            GtkSnapshot             *snapshot,
            const StintHoursColors  *colors)
{
  double width = geometry->width - geometry->gutter;
  double x = geometry->mirrored ? 0 : geometry->gutter;

  for (int i = 0; i < STINT_HOURS_N_LABELS; i++)
    {
      double y = round (stint_grid_geometry_get_y (geometry, (i + 1) * 3600));
      graphene_point_t point;
      int label_width, label_height;

      append_rect (snapshot, &colors->line, x, y, width, 1);
      pango_layout_get_pixel_size (labels[i], &label_width, &label_height);
      point.x = (float) (geometry->mirrored ? width + STINT_HOURS_LABEL_MARGIN : geometry->gutter - STINT_HOURS_LABEL_MARGIN - label_width);
      point.y = (float) (y - floor (label_height / 2.0));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &point);
      gtk_snapshot_append_layout (snapshot, labels[i], &colors->label);
      gtk_snapshot_restore (snapshot);
    }
}

/**
 * stint_hours_background_new:
 * @labels: (array fixed-size=23): 1:00 to 23:00
 *
 * Returns: (transfer full) (nullable): what lies under the blocks: hours off, lines and the hours' names
 */
GskRenderNode *
stint_hours_background_new (const StintGridGeometry *geometry,
                            PangoLayout            **labels,
                            const StintHoursColors  *colors)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  for (int column = 0; column < geometry->n_days; column++)
    draw_day (geometry, snapshot, column, colors);
  draw_hours (geometry, labels, snapshot, colors);

  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * stint_hours_now_append:
 * @now_s: civil seconds
 *
 * Draws the line of the time now across its day, if that is among the days.
 */
void
stint_hours_now_append (GtkSnapshot             *snapshot,
                        const StintGridGeometry *geometry,
                        gint64                   now_s,
                        const GdkRGBA           *color)
{
  int today = stint_day_of_local (now_s);
  int column = today - geometry->first_day;
  double x, width, y;

  if (column < 0 || column >= geometry->n_days)
    return;

  stint_grid_geometry_get_column (geometry, column, &x, &width);
  y = round (stint_grid_geometry_get_y (geometry, now_s - (gint64) today * STINT_DAY_S));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y - NOW_THICKNESS / 2.0f, (float) width, NOW_THICKNESS));
  stint_shapes_append_rounded (snapshot,
                               &GRAPHENE_RECT_INIT ((float) (geometry->mirrored ? x + width : x) - NOW_DOT / 2.0f,
                                                    (float) y - NOW_DOT / 2.0f, NOW_DOT, NOW_DOT),
                               NOW_DOT / 2.0f, color);
}
