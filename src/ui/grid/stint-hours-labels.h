/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-grid-page.h"

G_BEGIN_DECLS

/**
 * StintHoursLabel:
 * @position_s: the line of the axis that it names
 * @text, @second: what a clock reads then; @second in the second zone, empty if there is none
 */
typedef struct
{
  int position_s;
  PangoLayout *text;
  PangoLayout *second;
} StintHoursLabel;

/**
 * StintHoursLabels:
 *
 * The names of the hours beside the grid, and what time it is then in a second zone.
 */
typedef struct _StintHoursLabels StintHoursLabels;

StintHoursLabels      *stint_hours_labels_new       (GtkWidget            *widget);
void                   stint_hours_labels_free      (StintHoursLabels     *self);
void                   stint_hours_labels_update    (StintHoursLabels     *self,
                                                     StintGridPage        *page,
                                                     const char           *second_zone);
guint                  stint_hours_labels_get_n     (StintHoursLabels     *self);
const StintHoursLabel *stint_hours_labels_get       (StintHoursLabels     *self,
                                                     guint                 i);
void                   stint_hours_labels_get_width (StintHoursLabels     *self,
                                                     int                  *text,
                                                     int                  *second);

G_END_DECLS
