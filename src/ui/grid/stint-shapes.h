/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void stint_shapes_append_rounded (GtkSnapshot           *snapshot,
                                  const graphene_rect_t *bounds,
                                  float                  radius,
                                  const GdkRGBA         *color);
void stint_shapes_append_diamond (GtkSnapshot           *snapshot,
                                  const graphene_rect_t *bounds,
                                  const GdkRGBA         *color);
void stint_shapes_append_icon    (GtkSnapshot           *snapshot,
                                  GtkWidget             *widget,
                                  const char            *icon_name,
                                  int                    x,
                                  int                    y,
                                  int                    size,
                                  const GdkRGBA         *color);
void stint_shapes_mix            (const GdkRGBA         *ground,
                                  const GdkRGBA         *color,
                                  float                  share,
                                  GdkRGBA               *mixed);

G_END_DECLS
