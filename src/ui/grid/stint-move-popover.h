/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/stint-query.h"
#include "ui/grid/stint-drag-plan.h"

G_BEGIN_DECLS

/**
 * StintMovePopover:
 *
 * The click twin of a drag: a day, a time and a length. Signal `move (StintPlacement *)`: it shall stand there; it then closes.
 */
#define STINT_TYPE_MOVE_POPOVER (stint_move_popover_get_type ())
G_DECLARE_FINAL_TYPE (StintMovePopover, stint_move_popover, STINT, MOVE_POPOVER, GtkPopover)

GtkWidget    *stint_move_popover_new     (StintGridRow     *row);
StintGridRow *stint_move_popover_get_row (StintMovePopover *self);

G_END_DECLS
