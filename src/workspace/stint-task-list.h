/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintTaskItem:
 *
 * A task as a list shows it. Its row is %NULL until it has been read (`notify::row`); when the task changes, the row is replaced.
 */
#define STINT_TYPE_TASK_ITEM (stint_task_item_get_type ())
G_DECLARE_FINAL_TYPE (StintTaskItem, stint_task_item, STINT, TASK_ITEM, GObject)

const StintTaskRow *stint_task_item_get_row (StintTaskItem *self);
StintTaskItem      *stint_task_item_new     (StintTaskRow  *row);

/**
 * StintTaskList:
 *
 * The tasks that a query finds: a #GListModel of #StintTaskItem over row ids; items are made when asked for, and their rows are read a page
 * at a time. Property `n-tasks`: how many. `items-changed` names the smallest stretch that changed.
 * Signal `loaded`: the query set last has its first answer, be it empty.
 */
#define STINT_TYPE_TASK_LIST (stint_task_list_get_type ())
G_DECLARE_FINAL_TYPE (StintTaskList, stint_task_list, STINT, TASK_LIST, GObject)

StintTaskList *stint_task_list_new       (StintWorkspace       *workspace);
void           stint_task_list_set_query (StintTaskList        *self,
                                          const StintTaskQuery *query);
gboolean       stint_task_list_is_loaded (StintTaskList        *self);

G_END_DECLS
