/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintWidth:
 * @STINT_WIDTH_PHONE: below 480 pixels: one day, one pane
 * @STINT_WIDTH_NARROW: below 700: three days, the side panes lie over the grid
 * @STINT_WIDTH_MEDIUM: below 1040: the inspector lies over the grid
 * @STINT_WIDTH_WIDE: everything beside everything
 */
typedef enum
{
  STINT_WIDTH_PHONE,
  STINT_WIDTH_NARROW,
  STINT_WIDTH_MEDIUM,
  STINT_WIDTH_WIDE,
} StintWidth;

/**
 * StintWidthBin:
 *
 * Lets the window become as narrow as 360 pixels and says which width it has, before its child is given its place.
 *
 * Property: `child`. Signal: `width-changed (StintWidth)`.
 */
#define STINT_TYPE_WIDTH_BIN (stint_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (StintWidthBin, stint_width_bin, STINT, WIDTH_BIN, GtkWidget)

StintWidth stint_width_bin_get_width (StintWidthBin *self);
void       stint_width_bin_set_child (StintWidthBin *self,
                                      GtkWidget     *child);

G_END_DECLS
