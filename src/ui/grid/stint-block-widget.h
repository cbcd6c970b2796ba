/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-grid-page.h"

G_BEGIN_DECLS

/**
 * StintBlockShape:
 * @STINT_BLOCK_BOX: a box on the hours: title, then times
 * @STINT_BLOCK_CHIP: one line on a coloured ground: all-day blocks and deadlines
 * @STINT_BLOCK_LINE: one line with its time first: a timed block in a month's cell
 */
typedef enum
{
  STINT_BLOCK_BOX,
  STINT_BLOCK_CHIP,
  STINT_BLOCK_LINE,
} StintBlockShape;

/* Within so many pixels of an edge, a drag resizes. */
#define STINT_BLOCK_EDGE 8

/**
 * StintBlockWidget:
 *
 * A block or deadline on the grid: a leaf that is used again for others as pages turn. Its name for a screen reader says title, day, times and state.
 */
#define STINT_TYPE_BLOCK_WIDGET (stint_block_widget_get_type ())
G_DECLARE_FINAL_TYPE (StintBlockWidget, stint_block_widget, STINT, BLOCK_WIDGET, GtkWidget)

GtkWidget          *stint_block_widget_new          (void);
void                stint_block_widget_set          (StintBlockWidget   *self,
                                                     StintGridPage      *page,
                                                     const StintGridRow *row,
                                                     int                 day,
                                                     StintBlockShape     shape);
void                stint_block_widget_set_ground   (StintBlockWidget   *self,
                                                     GtkWidget          *ground);
const StintGridRow *stint_block_widget_get_row      (StintBlockWidget   *self);
int                 stint_block_widget_get_day      (StintBlockWidget   *self);
StintBlockShape     stint_block_widget_get_shape    (StintBlockWidget   *self);
int                 stint_block_widget_get_edge     (StintBlockWidget   *self,
                                                     double              y);
void                stint_block_widget_set_selected (StintBlockWidget   *self,
                                                     gboolean            selected);

G_END_DECLS
