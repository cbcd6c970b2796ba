/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-drag-plan.h"

G_BEGIN_DECLS

/**
 * StintCreatePopover:
 *
 * Asks what shall be done in a stretch of time. Signal `create (title)`: Enter was pressed on a title; it then closes.
 */
#define STINT_TYPE_CREATE_POPOVER (stint_create_popover_get_type ())
G_DECLARE_FINAL_TYPE (StintCreatePopover, stint_create_popover, STINT, CREATE_POPOVER, GtkPopover)

GtkWidget            *stint_create_popover_new           (const StintPlacement *placement);
const StintPlacement *stint_create_popover_get_placement (StintCreatePopover   *self);

G_END_DECLS
