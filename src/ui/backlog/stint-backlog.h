/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/backlog/stint-backlog-filter.h"
#include "ui/backlog/stint-quick-add-entry.h"
#include "workspace/stint-task-list.h"

G_BEGIN_DECLS

/**
 * StintBacklog:
 *
 * The left pane: quick add, the tasks that are still to be planned, and a month to find one's way.
 *
 * Properties: `workspace` (construct only), `settings` (construct only, nullable), `selected-task` (nullable id).
 * Signals: `open-task (id)`: a row was activated; `schedule-task (id)`; `day-activated (day)`; `failed (message)`.
 * Actions: `task.open`, `task.schedule`, `task.complete`, `task.duplicate`, `task.delete`: for the selected task.
 */
#define STINT_TYPE_BACKLOG (stint_backlog_get_type ())
G_DECLARE_FINAL_TYPE (StintBacklog, stint_backlog, STINT, BACKLOG, GtkWidget)

GtkWidget          *stint_backlog_new               (StintWorkspace *workspace,
                                                     GSettings      *settings);
const char         *stint_backlog_get_selected_task (StintBacklog   *self);
void                stint_backlog_set_selected_task (StintBacklog   *self,
                                                     const char     *task_id);
StintTaskItem      *stint_backlog_get_selected_item (StintBacklog   *self);
void                stint_backlog_set_shown         (StintBacklog   *self,
                                                     int             first_day,
                                                     int             n_days,
                                                     int             day);
void                stint_backlog_start_quick_add   (StintBacklog   *self);
void                stint_backlog_start_search      (StintBacklog   *self);
void                stint_backlog_search            (StintBacklog   *self,
                                                     const char     *words);
gboolean            stint_backlog_end_search        (StintBacklog   *self);
StintTaskList      *stint_backlog_get_list          (StintBacklog   *self);
StintBacklogFilter *stint_backlog_get_filter        (StintBacklog   *self);
StintQuickAddEntry *stint_backlog_get_quick_add     (StintBacklog   *self);
const char         *stint_backlog_get_page          (StintBacklog   *self);
GtkWidget          *stint_backlog_get_list_view     (StintBacklog   *self);

G_END_DECLS
