/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What leaf widgets draw with: colours that follow the style, text that follows the direction, and rounded shapes. */

void stint_paint_get_color  (GtkWidget       *widget,
                             GdkRGBA         *color);
void stint_paint_get_accent (GtkWidget       *widget,
                             GdkRGBA         *accent);
void stint_paint_get_error  (GtkWidget       *widget,
                             GdkRGBA         *error);
void stint_paint_fade       (GdkRGBA         *color,
                             double           factor);
void stint_paint_dim        (GtkWidget       *widget,
                             GdkRGBA         *color,
                             double           factor);

int  stint_paint_text       (GtkSnapshot     *snapshot,
                             PangoLayout     *layout,
                             int              x,
                             int              y,
                             int              width,
                             gboolean         from_right,
                             const GdkRGBA   *color);
void stint_paint_pill       (GtkSnapshot     *snapshot,
                             const graphene_rect_t *area,
                             float            radius,
                             const GdkRGBA   *color);
void stint_paint_ring       (GtkSnapshot     *snapshot,
                             const graphene_rect_t *area,
                             float            width,
                             const GdkRGBA   *color);
void stint_paint_check      (GtkSnapshot     *snapshot,
                             const graphene_rect_t *area,
                             const GdkRGBA   *color);
PangoLayout *
     stint_paint_new_layout (GtkWidget       *widget,
                             double           scale,
                             PangoWeight      weight);

G_END_DECLS
