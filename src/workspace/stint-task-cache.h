/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-change.h"
#include "workspace/stint-task-item-private.h"

G_BEGIN_DECLS

/**
 * StintTaskCache:
 *
 * The items that a list has made: it finds each as long as somebody holds it, holds those used last itself, and knows whose rows have
 * changed since they were read.
 */
typedef struct _StintTaskCache StintTaskCache;

StintTaskCache *stint_task_cache_new          (void);
void            stint_task_cache_free         (StintTaskCache *self);

StintTaskItem  *stint_task_cache_peek_item    (StintTaskCache *self,
                                               gint64          rowid);
StintTaskItem  *stint_task_cache_dup_item     (StintTaskCache *self,
                                               gint64          rowid);
void            stint_task_cache_forget       (StintTaskCache *self);
gboolean        stint_task_cache_touch        (StintTaskCache *self,
                                               StintChange    *change);
GArray         *stint_task_cache_find_touched (StintTaskCache *self);

G_END_DECLS
