/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-task-list.h"

G_BEGIN_DECLS

struct _StintTaskItem
{
  GObject parent_instance;

  gint64 rowid;
  StintTaskRow *row;
  GHashTable *registry;

  /* Its place among the list's recently used items, which hold a reference; NULL if it is none of them. Only the list looks at it. */
  GList *link;
};

StintTaskItem *stint_task_item_new_unread (gint64         rowid,
                                           GHashTable    *registry);
void           stint_task_item_take_row   (StintTaskItem *self,
                                           StintTaskRow  *row);

G_END_DECLS
