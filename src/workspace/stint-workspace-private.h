/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-store.h"
#include "workspace/stint-project-item.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintSequence:
 *
 * How far in the change log this workspace has read. Made in the main thread, then used in the store's thread only.
 */
typedef struct _StintSequence StintSequence;

StintSequence *stint_sequence_new   (void);
StintSequence *stint_sequence_ref   (StintSequence *self);
void           stint_sequence_unref (StintSequence *self);

/**
 * StintOutcome:
 * @own: (nullable): the change that the job made
 * @others: (element-type StintChange): what other processes committed since
 * @too_many: they committed more than is worth telling one by one
 * @has_labels: the labels were read
 * @projects: (nullable) (element-type StintRecord): all of them, if they may have changed
 * @left: (nullable): what an undo left as it was, and why
 * @extra, @free_extra: what else the job found out
 *
 * What a job that may have committed something brings back to the main thread.
 */
typedef struct
{
  StintChange *own;
  GPtrArray *others;
  gboolean too_many;
  gboolean has_labels;
  char *undo_label;
  char *redo_label;
  GPtrArray *projects;
  GStrv left;
  gpointer extra;
  GDestroyNotify free_extra;
} StintOutcome;

StintOutcome *stint_outcome_new      (StintDatabase       *database,
                                      StintSequence       *sequence,
                                      StintChange         *own);
StintOutcome *stint_outcome_new_unread (void);
StintOutcome *stint_outcome_new_first (StintDatabase      *database,
                                      StintSequence       *sequence,
                                      GError             **error);
void          stint_outcome_read_labels (StintOutcome     *self,
                                      StintDatabase       *database);
void          stint_outcome_free     (StintOutcome        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintOutcome, stint_outcome_free)

/**
 * StintWatch:
 *
 * Tells when another process has written to the same store.
 */
typedef struct _StintWatch StintWatch;

StintWatch *stint_watch_new  (StintWorkspace *workspace);
void        stint_watch_free (StintWatch     *self);
void        stint_watch_look (StintWatch     *self);

struct _StintWorkspace
{
  GObject        parent_instance;

  char          *directory;
  StintClock    *clock;
  GRand         *rand;
  GListStore    *projects;
  char          *undo_label;
  char          *redo_label;
  int            default_block_min;

  /* While it is open, and while it is being opened. */
  StintStore    *store;
  StintSequence *sequence;
  StintWatch    *watch;
  GCancellable  *lifetime;
  guint          backup_id;
  gboolean       is_open;
  gboolean       is_long;
};

/* For its other files. */
void           stint_workspace_set_is_open  (StintWorkspace    *self,
                                             gboolean           is_open);
void           stint_workspace_plan_backup  (StintWorkspace    *self);
StintStore    *stint_workspace_get_store    (StintWorkspace    *self);
StintSequence *stint_workspace_get_sequence (StintWorkspace    *self);
/* (nullable): cancelled when the workspace is closed */
GCancellable  *stint_workspace_get_lifetime (StintWorkspace    *self);
gint64         stint_workspace_get_unix_ms  (StintWorkspace    *self);
void           stint_workspace_publish      (StintWorkspace    *self,
                                             StintOutcome      *outcome,
                                             StintChangeSource  source);

/* While much is written that is told of now and then, the watch does not tell of each page. */
void           stint_workspace_set_is_long  (StintWorkspace    *self,
                                             gboolean           is_long);

/* Says that everything may be different. */
void           stint_workspace_publish_all  (StintWorkspace    *self);

/* Runs a job and gives its result to the task that is made here; fails if the workspace is not open. */
void           stint_workspace_run_async    (StintWorkspace      *self,
                                             StintStoreJob        job,
                                             gpointer             data,
                                             GDestroyNotify       free_data,
                                             GDestroyNotify       free_result,
                                             gpointer             source_tag,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* The same for a job whose result is a StintOutcome; it is published before the task returns. It cannot be lost by cancelling. */
void           stint_workspace_commit_async (StintWorkspace      *self,
                                             StintStoreJob        job,
                                             gpointer             data,
                                             GDestroyNotify       free_data,
                                             StintChangeSource    source,
                                             gpointer             source_tag,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* Runs a job and waits for it; only for what the command line and dialogs of repair need. */
gpointer       stint_workspace_run_sync     (StintWorkspace      *self,
                                             StintStoreJob        job,
                                             gpointer             data,
                                             GDestroyNotify       free_data,
                                             GDestroyNotify       free_result,
                                             GError             **error);
gboolean       stint_wait_for_open          (StintStore          *store,
                                             gint64               now_ms,
                                             GError             **error);
gpointer       stint_wait_for_job           (StintStore          *store,
                                             StintStoreJob        job,
                                             gpointer             data,
                                             GDestroyNotify       free_data,
                                             GDestroyNotify       free_result,
                                             GError             **error);
gboolean       stint_workspace_open_sync    (StintWorkspace      *self,
                                             GError             **error);
void           stint_workspace_move_async   (StintWorkspace      *self,
                                             const char          *directory,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       stint_workspace_move_finish  (StintWorkspace      *self,
                                             GAsyncResult        *result,
                                             GError             **error);

void        stint_project_item_set_record (StintProjectItem *self,
                                           StintRecord      *record);
void        stint_project_items_update    (GListStore       *items,
                                           GPtrArray        *records);

G_END_DECLS
