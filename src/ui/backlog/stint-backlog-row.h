/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/stint-clock.h"
#include "workspace/stint-task-list.h"

G_BEGIN_DECLS

/**
 * StintBacklogRow:
 *
 * One task of the backlog: a leaf that draws its circle, title, facts, ledger and project itself, since a list makes two hundred rows at once.
 * It can be dragged onto the grid (StintDragItem).
 *
 * Signal: `toggled`: the circle was clicked.
 */
#define STINT_TYPE_BACKLOG_ROW (stint_backlog_row_get_type ())
G_DECLARE_FINAL_TYPE (StintBacklogRow, stint_backlog_row, STINT, BACKLOG_ROW, GtkWidget)

GtkWidget     *stint_backlog_row_new      (StintClock      *clock);
void           stint_backlog_row_set_item (StintBacklogRow *self,
                                           StintTaskItem   *item);
StintTaskItem *stint_backlog_row_get_item (StintBacklogRow *self);
const char    *stint_backlog_row_get_facts (StintBacklogRow *self);

G_END_DECLS
