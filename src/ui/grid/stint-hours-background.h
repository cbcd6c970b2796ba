/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-grid-geometry.h"

G_BEGIN_DECLS

/* 1:00 to 23:00: midnight is the border. */
#define STINT_HOURS_N_LABELS 23
#define STINT_HOURS_LABEL_MARGIN 8

typedef struct
{
  GdkRGBA line;
  GdkRGBA shade;
  GdkRGBA label;
} StintHoursColors;

GskRenderNode *stint_hours_background_new (const StintGridGeometry *geometry,
                                           PangoLayout            **labels,
                                           const StintHoursColors  *colors);
void           stint_hours_now_append     (GtkSnapshot             *snapshot,
                                           const StintGridGeometry *geometry,
                                           gint64                   now_s,
                                           const GdkRGBA           *color);

G_END_DECLS
