/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintBacklogFilter:
 *
 * The head of the list: which tasks it shows, how many those are, and in what order. Its menu is made when it is opened.
 *
 * Signal: `changed`: the query is another one.
 */
#define STINT_TYPE_BACKLOG_FILTER (stint_backlog_filter_get_type ())
G_DECLARE_FINAL_TYPE (StintBacklogFilter, stint_backlog_filter, STINT, BACKLOG_FILTER, GtkWidget)

void            stint_backlog_filter_set_workspace (StintBacklogFilter *self,
                                                    StintWorkspace     *workspace);
StintTaskQuery *stint_backlog_filter_dup_query     (StintBacklogFilter *self);
void            stint_backlog_filter_set_search    (StintBacklogFilter *self,
                                                    const char         *words);
void            stint_backlog_filter_set_view      (StintBacklogFilter *self,
                                                    const char         *view);
void            stint_backlog_filter_set_sort      (StintBacklogFilter *self,
                                                    const char         *sort);
const char     *stint_backlog_filter_get_sort      (StintBacklogFilter *self);
void            stint_backlog_filter_set_count     (StintBacklogFilter *self,
                                                    guint               n_tasks,
                                                    int                 minutes);
gboolean        stint_backlog_filter_is_narrowed   (StintBacklogFilter *self);

G_END_DECLS
