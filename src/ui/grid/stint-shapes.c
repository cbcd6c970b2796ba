/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-shapes.h"

#define LINE_WIDTH 1.3

/**
 * stint_shapes_append_rounded:
 *
 * Fills a rectangle with round corners. It is a border that leaves no middle: every renderer draws one in a single step, while a rounded clip
 * costs one renderer a mask and the other a group.
 */
void
stint_shapes_append_rounded (GtkSnapshot           *snapshot,
                             const graphene_rect_t *bounds,
                             float                  radius,
                             const GdkRGBA         *color)
{
  float across = bounds->size.width / 2;
  float along = bounds->size.height / 2;
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, bounds, MIN (radius, MIN (across, along)));
  gtk_snapshot_append_border (snapshot, &rounded, (float[4]){ along, across, along, across },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

/**
 * stint_shapes_append_diamond:
 *
 * Draws a hollow diamond: the sign of a deadline, so that it is not told by its colour alone.
 */
void
stint_shapes_append_diamond (GtkSnapshot           *snapshot,
                             const graphene_rect_t *bounds,
                             const GdkRGBA         *color)
{
  graphene_rect_t room;
  graphene_point_t center;
  double left = bounds->origin.x;
  double top = bounds->origin.y;
  double right = left + bounds->size.width;
  double bottom = top + bounds->size.height;
  cairo_t *cr;

  graphene_rect_get_center (bounds, &center);
  graphene_rect_inset_r (bounds, -1, -1, &room);
  cr = gtk_snapshot_append_cairo (snapshot, &room);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_move_to (cr, center.x, top);
  cairo_line_to (cr, right, center.y);
  cairo_line_to (cr, center.x, bottom);
  cairo_line_to (cr, left, center.y);
  cairo_close_path (cr);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/**
 * stint_shapes_append_icon:
 * @widget: whose icon theme has it
 * @icon_name: of a symbolic icon
 */
void
stint_shapes_append_icon (GtkSnapshot   *snapshot,
                          GtkWidget     *widget,
                          const char    *icon_name,
                          int            x,
                          int            y,
                          int            size,
                          const GdkRGBA *color)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (theme, icon_name, NULL, size, gtk_widget_get_scale_factor (widget),
                                                                  gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, color, 1);
  gtk_snapshot_restore (snapshot);
}

/**
 * stint_shapes_mix:
 * @share: of @color in the result, which is opaque
 */
void
stint_shapes_mix (const GdkRGBA *ground,
                  const GdkRGBA *color,
                  float          share,
                  GdkRGBA       *mixed)
{
  mixed->red = ground->red + (color->red - ground->red) * share;
  mixed->green = ground->green + (color->green - ground->green) * share;
  mixed->blue = ground->blue + (color->blue - ground->blue) * share;
  mixed->alpha = 1;
}
