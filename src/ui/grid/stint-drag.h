/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-calendar.h"
#include "workspace/stint-task-list.h"

G_BEGIN_DECLS

/**
 * StintDragItem:
 *
 * Implemented by a widget from which a task can be dragged onto the grid (a row of the backlog).
 */
#define STINT_TYPE_DRAG_ITEM (stint_drag_item_get_type ())
G_DECLARE_INTERFACE (StintDragItem, stint_drag_item, STINT, DRAG_ITEM, GtkWidget)

struct _StintDragItemInterface
{
  GTypeInterface parent_iface;

  StintTaskItem *(*get_task) (StintDragItem *self);
};

StintTaskItem *stint_drag_item_get_task (StintDragItem *self);

/**
 * StintDrag:
 *
 * The one drag gesture of the window: it sits on the window's content, takes tasks from any #StintDragItem and blocks from the grid, shows the
 * ghost through the #StintCalendar, scrolls at the edges, turns the page over @previous and @next, and unschedules over the backlog.
 */
#define STINT_TYPE_DRAG (stint_drag_get_type ())
G_DECLARE_FINAL_TYPE (StintDrag, stint_drag, STINT, DRAG, GObject)

StintDrag *stint_drag_new        (GtkWidget     *content,
                                  StintCalendar *calendar);
void       stint_drag_set_unschedule_target (StintDrag *self,
                                             GtkWidget *target);
void       stint_drag_set_page_buttons      (StintDrag *self,
                                             GtkWidget *previous,
                                             GtkWidget *next);
gboolean   stint_drag_is_active  (StintDrag     *self);

G_END_DECLS
