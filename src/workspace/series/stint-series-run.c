/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-edit.h"
#include "workspace/stint-workspace-private.h"

typedef struct
{
  StintSeriesCommand *command;
  gint64              now_ms;
  StintSequence      *sequence;
  GCancellable       *cancellable;
} RunJob;

static void
run_job_free (gpointer data)
{
  RunJob *self = data;

  g_clear_pointer (&self->command, stint_series_command_free);
  g_clear_pointer (&self->sequence, stint_sequence_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* Reading and writing are two steps of one thread; what another process does in between is met by the edit as by any other. */
static gpointer
run_job (StintDatabase *database,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  RunJob *job = data;
  g_autoptr (StintEdit) edit = NULL;
  GError *local_error = NULL;
  StintChange *own;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return NULL;
  edit = stint_series_make_edit (database, job->command, error);
  if (edit == NULL)
    return NULL;
  own = stint_database_apply (database, edit, job->now_ms, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return stint_outcome_new (database, job->sequence, own);
}

/**
 * stint_series_run_async:
 * @command: (transfer full)
 *
 * Works out what a command changes and carries it out as one undoable change. `changed` is emitted before the callback.
 */
void
stint_series_run_async (StintWorkspace     *workspace,
                        StintSeriesCommand *command,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  StintSequence *sequence;
  RunJob *job = g_new0 (RunJob, 1);

  g_return_if_fail (STINT_IS_WORKSPACE (workspace));

  sequence = stint_workspace_get_sequence (workspace);
  job->command = command;
  job->now_ms = stint_workspace_get_unix_ms (workspace);
  job->sequence = sequence != NULL ? stint_sequence_ref (sequence) : NULL;
  g_set_object (&job->cancellable, cancellable);
  stint_workspace_commit_async (workspace, run_job, job, run_job_free, STINT_CHANGE_HERE, stint_series_run_async, callback, user_data);
}

StintChange *
stint_series_run_finish (StintWorkspace *workspace,
                         GAsyncResult   *result,
                         GError        **error)
{
  return stint_workspace_apply_finish (workspace, result, error);
}
