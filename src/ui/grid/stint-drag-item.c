/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-drag.h"

G_DEFINE_INTERFACE (StintDragItem, stint_drag_item, GTK_TYPE_WIDGET)

static void
stint_drag_item_default_init (StintDragItemInterface *iface)
{
}

/**
 * stint_drag_item_get_task:
 *
 * Returns: (nullable) (transfer none): the task that it shows now
 */
StintTaskItem *
stint_drag_item_get_task (StintDragItem *self)
{
  return STINT_DRAG_ITEM_GET_IFACE (self)->get_task (self);
}
