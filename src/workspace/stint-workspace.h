/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/stint-change.h"
#include "core/stint-clock.h"
#include "core/stint-query.h"
#include "store/stint-store-error.h" /* what its calls fail with is the store's, and callers may not include that layer */

G_BEGIN_DECLS

/* What a new block takes for a task without an estimate, until stint_workspace_set_default_block_min() says something else. */
#define STINT_DEFAULT_BLOCK_MIN 60

#define STINT_TYPE_WORKSPACE (stint_workspace_get_type ())
G_DECLARE_FINAL_TYPE (StintWorkspace, stint_workspace, STINT, WORKSPACE, GObject)

/**
 * StintChangeSource:
 * @STINT_CHANGE_HERE: a person did it in this process
 * @STINT_CHANGE_UNDONE: by undo or redo in this process
 * @STINT_CHANGE_ELSEWHERE: another process, or later a sync
 */
typedef enum
{
  STINT_CHANGE_HERE,
  STINT_CHANGE_UNDONE,
  STINT_CHANGE_ELSEWHERE,
} StintChangeSource;

/*
 * The application without a window. Main thread only; everything that touches the disk is asynchronous.
 *
 * Properties: `can-undo`, `can-redo` (booleans), `undo-label`, `redo-label` (nullable strings), `is-open`, `projects` (GListModel of StintProjectItem).
 * Signal `changed (StintChange *change, StintChangeSource source)`: after each commit; a NULL change says: too much, read everything again.
 */
StintWorkspace *stint_workspace_new             (const char           *directory,
                                                 StintClock           *clock);
StintClock     *stint_workspace_get_clock       (StintWorkspace       *self);
const char     *stint_workspace_get_directory   (StintWorkspace       *self);
GListModel     *stint_workspace_get_projects    (StintWorkspace       *self);
gboolean        stint_workspace_get_is_open     (StintWorkspace       *self);
gboolean        stint_workspace_get_can_undo    (StintWorkspace       *self);
gboolean        stint_workspace_get_can_redo    (StintWorkspace       *self);
const char     *stint_workspace_get_undo_label  (StintWorkspace       *self);
const char     *stint_workspace_get_redo_label  (StintWorkspace       *self);
int             stint_workspace_get_default_block_min (StintWorkspace *self);
void            stint_workspace_set_default_block_min (StintWorkspace *self,
                                                 int                   minutes);
char           *stint_workspace_dup_new_id      (StintWorkspace       *self);

void            stint_workspace_open_async      (StintWorkspace       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean        stint_workspace_open_finish     (StintWorkspace       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void            stint_workspace_close           (StintWorkspace       *self);

/* Applies an edit (stint-commands.h makes them), which it takes (transfer full); cancelling counts until it is begun. finish: (transfer full) (nullable): NULL without error if it changed nothing. */
void            stint_workspace_apply_async     (StintWorkspace       *self,
                                                 StintEdit            *edit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
StintChange    *stint_workspace_apply_finish    (StintWorkspace       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* finish: @left: (out) (optional) (nullable): sentences that say what could not be undone, and why. */
void            stint_workspace_undo_async      (StintWorkspace       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void            stint_workspace_redo_async      (StintWorkspace       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
StintChange    *stint_workspace_undo_finish     (StintWorkspace       *self,
                                                 GAsyncResult         *result,
                                                 GStrv                *left,
                                                 GError              **error);

/* Reading. Rows are copies; nobody is told when they change: the models (stint-grid-model.h, stint-task-list.h) are for that. */
void            stint_workspace_list_tasks_async  (StintWorkspace       *self,
                                                   const StintTaskQuery *query,
                                                   guint                 limit,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray      *stint_workspace_list_tasks_finish (StintWorkspace       *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void            stint_workspace_query_grid_async  (StintWorkspace       *self,
                                                   const StintGridQuery *query,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
StintGridResult *stint_workspace_query_grid_finish (StintWorkspace      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
/* The record whose id begins so; fails with NOT_FOUND or AMBIGUOUS. */
void            stint_workspace_find_async      (StintWorkspace       *self,
                                                 StintKind             kind,
                                                 const char           *id_prefix,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
StintRecord    *stint_workspace_find_finish     (StintWorkspace       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* A task with its blocks: finish gives a StintTaskDetails. */
typedef struct
{
  StintTaskRow *row;
  GPtrArray *blocks;
  GPtrArray *changes;
} StintTaskDetails;
void            stint_task_details_free         (StintTaskDetails     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintTaskDetails, stint_task_details_free)
void            stint_workspace_load_task_async (StintWorkspace       *self,
                                                 const char           *task_id,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
StintTaskDetails *stint_workspace_load_task_finish (StintWorkspace    *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void            stint_workspace_list_tags_async (StintWorkspace       *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GStrv           stint_workspace_list_tags_finish (StintWorkspace      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
/* The newest changes first: (element-type StintChange), without their deltas. */
void            stint_workspace_list_changes_async (StintWorkspace    *self,
                                                 guint                 limit,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray      *stint_workspace_list_changes_finish (StintWorkspace   *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
