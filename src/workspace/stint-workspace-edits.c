/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace-private.h"

typedef struct
{
  StintEdit     *edit;
  gint64         now_ms;
  StintSequence *sequence;
  GCancellable  *cancellable;
} EditJob;

static EditJob *
edit_job_new (StintWorkspace *workspace,
              StintEdit      *edit,
              GCancellable   *cancellable)
{
  StintSequence *sequence = stint_workspace_get_sequence (workspace);
  EditJob *self = g_new0 (EditJob, 1);

  self->edit = edit;
  self->now_ms = stint_workspace_get_unix_ms (workspace);
  self->sequence = sequence != NULL ? stint_sequence_ref (sequence) : NULL;
  g_set_object (&self->cancellable, cancellable);
  return self;
}

static void
edit_job_free (gpointer data)
{
  EditJob *self = data;

  g_clear_pointer (&self->edit, stint_edit_free);
  g_clear_pointer (&self->sequence, stint_sequence_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* Cancelling counts until the edit is begun; after that it is committed, and told. */
static gpointer
apply_job (StintDatabase *database,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  EditJob *job = data;
  GError *local_error = NULL;
  StintChange *own;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return NULL;
  own = stint_database_apply (database, job->edit, job->now_ms, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return stint_outcome_new (database, job->sequence, own);
}

typedef StintChange *(*StepBack) (StintDatabase *database,
                                  gint64         now_ms,
                                  GStrv         *left,
                                  GError       **error);

static gpointer
step (StintDatabase *database,
      EditJob       *job,
      StepBack       step_back,
      GError       **error)
{
  GError *local_error = NULL;
  g_auto (GStrv) left = NULL;
  StintOutcome *outcome;
  StintChange *own;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return NULL;
  own = step_back (database, job->now_ms, &left, &local_error);
  /* That all of it was left is an answer, which says why: nothing is an error only where there was nothing. */
  if (left != NULL && g_error_matches (local_error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING))
    g_clear_error (&local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  outcome = stint_outcome_new (database, job->sequence, own);
  outcome->left = g_steal_pointer (&left);
  stint_outcome_read_labels (outcome, database);
  return outcome;
}

static gpointer
undo_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return step (database, data, stint_database_undo, error);
}

static gpointer
redo_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return step (database, data, stint_database_redo, error);
}

/**
 * stint_workspace_apply_async:
 * @edit: (transfer full): what shall happen
 *
 * Carries an edit out as one undoable change. `changed` is emitted before the callback.
 */
void
stint_workspace_apply_async (StintWorkspace     *self,
                             StintEdit          *edit,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));

  stint_workspace_commit_async (self, apply_job, edit_job_new (self, edit, cancellable), edit_job_free,
                                STINT_CHANGE_HERE, stint_workspace_apply_async, callback, user_data);
}

StintChange *
stint_workspace_apply_finish (StintWorkspace *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_autoptr (StintOutcome) outcome = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  outcome = g_task_propagate_pointer (G_TASK (result), error);
  return outcome != NULL ? g_steal_pointer (&outcome->own) : NULL;
}

void
stint_workspace_undo_async (StintWorkspace     *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));

  stint_workspace_commit_async (self, undo_job, edit_job_new (self, NULL, cancellable), edit_job_free,
                                STINT_CHANGE_UNDONE, stint_workspace_undo_async, callback, user_data);
}

void
stint_workspace_redo_async (StintWorkspace     *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));

  stint_workspace_commit_async (self, redo_job, edit_job_new (self, NULL, cancellable), edit_job_free,
                                STINT_CHANGE_UNDONE, stint_workspace_undo_async, callback, user_data);
}

/**
 * stint_workspace_undo_finish:
 * @left: (out) (optional) (nullable) (transfer full): sentences that say what could not be undone, and why
 * @error: %STINT_STORE_ERROR_NOTHING if there was nothing to undo or redo
 *
 * Ends an undo or a redo.
 *
 * Returns: (transfer full) (nullable): the change that undid it; %NULL without @error if all of it was left as it is
 */
StintChange *
stint_workspace_undo_finish (StintWorkspace *self,
                             GAsyncResult   *result,
                             GStrv          *left,
                             GError        **error)
{
  g_autoptr (StintOutcome) outcome = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (left != NULL)
    *left = NULL;
  outcome = g_task_propagate_pointer (G_TASK (result), error);
  if (outcome == NULL)
    return NULL;
  if (left != NULL)
    *left = g_steal_pointer (&outcome->left);
  return g_steal_pointer (&outcome->own);
}
