/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-grid-geometry.h"
#include "ui/grid/stint-hours-labels.h"

G_BEGIN_DECLS

#define STINT_HOURS_LABEL_MARGIN 8

typedef struct
{
  GdkRGBA line;
  GdkRGBA shade;
  GdkRGBA label;
} StintHoursColors;

GskRenderNode *stint_hours_background_new (const StintGridGeometry *geometry,
                                           StintHoursLabels        *labels,
                                           const StintHoursColors  *colors);
void           stint_hours_missing_append (GtkSnapshot             *snapshot,
                                           const StintGridGeometry *geometry,
                                           const GdkRGBA           *ground,
                                           const GdkRGBA           *hatch);
void           stint_hours_cursor_append  (GtkSnapshot             *snapshot,
                                           const StintGridGeometry *geometry,
                                           gint64                   cursor_s,
                                           const GdkRGBA           *color);
void           stint_hours_now_append     (GtkSnapshot             *snapshot,
                                           const StintGridGeometry *geometry,
                                           gint64                   now_s,
                                           gboolean                 again,
                                           const GdkRGBA           *color);

G_END_DECLS
