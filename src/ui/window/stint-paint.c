/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-paint.h"

#include <adwaita.h>

/* The colour of a widget's text, by the CSS that applies to it. */
void
stint_paint_get_color (GtkWidget *widget,
                       GdkRGBA   *color)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}

/* The accent as a background: what is selected, today, understood. */
void
stint_paint_get_accent (GtkWidget *widget,
                        GdkRGBA   *accent)
{
#if ADW_CHECK_VERSION (1, 6, 0)
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  GdkRGBA *found = adw_style_manager_get_accent_color_rgba (manager);

  *accent = *found;
  gdk_rgba_free (found);
#else
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", accent))
    gdk_rgba_parse (accent, "#3584e4");
#endif
}

/* Text that says that something is late or wrong: dark red on light, light red on dark, as libadwaita's error_color. */
void
stint_paint_get_error (GtkWidget *widget,
                       GdkRGBA   *error)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  gdk_rgba_parse (error, adw_style_manager_get_dark (manager) ? "#ff7b63" : "#c01c28");
}

void
stint_paint_fade (GdkRGBA *color,
                  double   factor)
{
  color->alpha *= factor;
}

/* For what is written or drawn fainter than the rest, and must still be read in high contrast. */
void
stint_paint_dim (GtkWidget *widget,
                 GdkRGBA   *color,
                 double     factor)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  stint_paint_fade (color, adw_style_manager_get_high_contrast (manager) ? MAX (factor, 0.9) : factor);
}

/**
 * stint_paint_text:
 * @width: the space there is; the layout must have been given this width, or none
 * @from_right: the text stands at the right end of the space
 *
 * Returns: how wide the text is, in pixels
 */
int
stint_paint_text (GtkSnapshot   *snapshot,
                  PangoLayout   *layout,
                  int            x,
                  int            y,
                  int            width,
                  gboolean       from_right,
                  const GdkRGBA *color)
{
  PangoRectangle logical;
  int left;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  left = from_right ? x + width - logical.width : x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left - logical.x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return logical.width;
}

void
stint_paint_pill (GtkSnapshot           *snapshot,
                  const graphene_rect_t *area,
                  float                  radius,
                  const GdkRGBA         *color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, MIN (radius, MIN (area->size.width, area->size.height) / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, area);
  gtk_snapshot_pop (snapshot);
}

void
stint_paint_ring (GtkSnapshot           *snapshot,
                  const graphene_rect_t *area,
                  float                  width,
                  const GdkRGBA         *color)
{
  GskRoundedRect outline;
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };

  gsk_rounded_rect_init_from_rect (&outline, area, MIN (area->size.width, area->size.height) / 2);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

/* A tick that fills @area, drawn with two strokes. */
void
stint_paint_check (GtkSnapshot           *snapshot,
                   const graphene_rect_t *area,
                   const GdkRGBA         *color)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, area);
  double x = area->origin.x, y = area->origin.y, size = area->size.width;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, MAX (size / 9, 1.5));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x + size * 0.28, y + size * 0.53);
  cairo_line_to (cr, x + size * 0.44, y + size * 0.68);
  cairo_line_to (cr, x + size * 0.73, y + size * 0.34);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* @scale: of the widget's font; 1.0 leaves it. Returns: (transfer full): one line, cut with an ellipsis where it is given a width. */
PangoLayout *
stint_paint_new_layout (GtkWidget  *widget,
                        double      scale,
                        PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}
