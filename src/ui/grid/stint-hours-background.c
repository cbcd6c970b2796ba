/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-hours-background.h"

#include "core/stint-time.h"
#include "ui/grid/stint-shapes.h"
#include "ui/grid/stint-working-hours.h"

#include <math.h>

#define NOW_THICKNESS 2
#define NOW_DOT 8
#define HATCH_STEP 5
#define HATCH_SHARE 0.6f

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
      double start_y = stint_grid_geometry_get_y (geometry, stint_grid_geometry_get_position (geometry, start_s, FALSE));
      double end_y = stint_grid_geometry_get_y (geometry, stint_grid_geometry_get_position (geometry, end_s, FALSE));

      append_rect (snapshot, &colors->shade, x, 0, width, start_y);
      append_rect (snapshot, &colors->shade, x, end_y, width, height - end_y);
    }
  else
    {
      append_rect (snapshot, &colors->shade, x, 0, width, height);
    }
  append_rect (snapshot, &colors->line, geometry->mirrored ? x + width - 1 : x, 0, 1, height);
}

/* @from: how far from the columns it ends */
static void
draw_label (const StintGridGeometry *geometry,
            PangoLayout             *layout,
            double                   y,
            int                      from,
            GtkSnapshot             *snapshot,
            const StintHoursColors  *colors)
{
  double width = geometry->width - geometry->gutter;
  graphene_point_t point;
  int label_width, label_height;

  pango_layout_get_pixel_size (layout, &label_width, &label_height);
  point.x = (float) (geometry->mirrored ? width + from : geometry->gutter - from - label_width);
  point.y = (float) (y - floor (label_height / 2.0));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &point);
  gtk_snapshot_append_layout (snapshot, layout, &colors->label);
  gtk_snapshot_restore (snapshot);
}

static void
draw_hours (const StintGridGeometry *geometry,
            StintHoursLabels        *labels,
            GtkSnapshot             *snapshot,
            const StintHoursColors  *colors)
{
  double width = geometry->width - geometry->gutter;
  double x = geometry->mirrored ? 0 : geometry->gutter;

  int text_width, second_width;
  double last_y = -G_MAXDOUBLE;

  stint_hours_labels_get_width (labels, &text_width, &second_width);
  for (guint i = 0; i < stint_hours_labels_get_n (labels); i++)
    {
      const StintHoursLabel *label = stint_hours_labels_get (labels, i);
      double y = round (stint_grid_geometry_get_y (geometry, label->position_s));
      int label_height;

      append_rect (snapshot, &colors->line, x, y, width, 1);
      /* A clock that jumps within an hour has lines so near that there is no room for both names. */
      pango_layout_get_pixel_size (label->text, NULL, &label_height);
      if (y - last_y < label_height)
        continue;
      last_y = y;
      draw_label (geometry, label->text, y, STINT_HOURS_LABEL_MARGIN, snapshot, colors);
      if (second_width > 0)
        draw_label (geometry, label->second, y, text_width + 2 * STINT_HOURS_LABEL_MARGIN, snapshot, colors);
    }
}

/**
 * stint_hours_background_new:
 *
 * Returns: (transfer full) (nullable): what lies under the blocks: hours off, lines and the hours' names
 */
GskRenderNode *
stint_hours_background_new (const StintGridGeometry *geometry,
                            StintHoursLabels        *labels,
                            const StintHoursColors  *colors)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  for (int column = 0; column < geometry->n_days; column++)
    draw_day (geometry, snapshot, column, colors);
  draw_hours (geometry, labels, snapshot, colors);

  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * stint_hours_missing_append:
 * @ground: the colour of the page
 *
 * Draws over the blocks what is on the axis but not on the day: when clocks are set, some days have hours that the others lack. A block that
 * goes on after it is cut there, and so as high as the time that passes.
 */
void
stint_hours_missing_append (GtkSnapshot             *snapshot,
                            const StintGridGeometry *geometry,
                            const GdkRGBA           *ground,
                            const GdkRGBA           *hatch)
{
  const GdkRGBA line = { hatch->red, hatch->green, hatch->blue, hatch->alpha * HATCH_SHARE };
  const GdkRGBA none = { hatch->red, hatch->green, hatch->blue, 0 };
  const GskColorStop stops[] = { { 0, line }, { 0.2f, line }, { 0.2f, none }, { 1, none } };

  for (guint i = 0; geometry->axis != NULL && i < geometry->axis->parts->len; i++)
    {
      const StintAxisPart *part = &g_array_index (geometry->axis->parts, StintAxisPart, i);
      double top = round (stint_grid_geometry_get_y (geometry, part->at_s));
      double bottom = round (stint_grid_geometry_get_y (geometry, part->at_s + part->to_s - part->from_s));

      for (int column = 0; column < geometry->n_days; column++)
        {
          graphene_rect_t bounds;
          double x, width;

          if ((part->columns & 1u << column) != 0)
            continue;
          stint_grid_geometry_get_column (geometry, column, &x, &width);
          graphene_rect_init (&bounds, (float) x + (geometry->mirrored ? 0 : 1), (float) top + 1, (float) width - 1, (float) (bottom - top) - 1);
          gtk_snapshot_append_color (snapshot, ground, &bounds);
          gtk_snapshot_append_repeating_linear_gradient (snapshot, &bounds, &bounds.origin,
                                                         &GRAPHENE_POINT_INIT (bounds.origin.x + HATCH_STEP, bounds.origin.y + HATCH_STEP),
                                                         stops, G_N_ELEMENTS (stops));
        }
    }
}

/**
 * stint_hours_cursor_append:
 * @cursor_s: civil seconds
 *
 * Draws the outline of the hour that the keyboard is on, if its day is among the days.
 */
void
stint_hours_cursor_append (GtkSnapshot             *snapshot,
                           const StintGridGeometry *geometry,
                           gint64                   cursor_s,
                           const GdkRGBA           *color)
{
  int column = stint_day_of_local (cursor_s) - geometry->first_day;
  GskRoundedRect outline;
  graphene_rect_t bounds;
  double x, y, width;

  if (column < 0 || column >= geometry->n_days)
    return;

  stint_grid_geometry_get_column (geometry, column, &x, &width);
  stint_grid_geometry_get_point (geometry, cursor_s, &x, &y);
  graphene_rect_init (&bounds, (float) x + 2, (float) y + 1, (float) width - 5, (float) geometry->hour_height - 2);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, 7);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ *color, *color, *color, *color });
}

/**
 * stint_hours_now_append:
 * @now_s: civil seconds
 * @again: the clock reads so for the second time
 *
 * Draws the line of the time now across its day, if that is among the days.
 */
void
stint_hours_now_append (GtkSnapshot             *snapshot,
                        const StintGridGeometry *geometry,
                        gint64                   now_s,
                        gboolean                 again,
                        const GdkRGBA           *color)
{
  int today = stint_day_of_local (now_s);
  int column = today - geometry->first_day;
  double x, width, y;

  if (column < 0 || column >= geometry->n_days)
    return;

  stint_grid_geometry_get_column (geometry, column, &x, &width);
  y = round (stint_grid_geometry_get_y (geometry, stint_grid_geometry_get_position (geometry, (int) (now_s - (gint64) today * STINT_DAY_S), again)));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y - NOW_THICKNESS / 2.0f, (float) width, NOW_THICKNESS));
  stint_shapes_append_rounded (snapshot,
                               &GRAPHENE_RECT_INIT ((float) (geometry->mirrored ? x + width : x) - NOW_DOT / 2.0f,
                                                    (float) y - NOW_DOT / 2.0f, NOW_DOT, NOW_DOT),
                               NOW_DOT / 2.0f, color);
}
