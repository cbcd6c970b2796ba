/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-transfer.h"

#include "workspace/stint-import-files.h"
#include "workspace/stint-workspace-private.h"

typedef struct
{
  StintImportFiles *files;
  StintSequence    *sequence;
} ImportJob;

static void
import_job_free (gpointer data)
{
  ImportJob *self = data;

  stint_import_files_free (self->files);
  g_clear_pointer (&self->sequence, stint_sequence_unref);
  g_free (self);
}

void
stint_import_result_free (StintImportResult *self)
{
  g_clear_pointer (&self->summary.skipped, g_ptr_array_unref);
  g_clear_pointer (&self->change, stint_change_unref);
  g_free (self);
}

static gpointer
import_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  ImportJob *job = data;
  g_autoptr (StintImportResult) result = g_new0 (StintImportResult, 1);
  g_autofree char *label = stint_import_files_dup_label (job->files);
  GError *local_error = NULL;
  StintOutcome *outcome;
  StintChange *own;

  own = stint_database_apply_stream (database, label, stint_import_files_next, job->files, job->files->now_ms, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  if (own != NULL)
    stint_database_get_last_counts (database, &result->n_created, &result->n_updated, NULL);
  result->summary = stint_import_files_steal_summary (job->files);
  outcome = stint_outcome_new (database, job->sequence, own);
  outcome->extra = g_steal_pointer (&result);
  outcome->free_extra = (GDestroyNotify) stint_import_result_free;
  return outcome;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (StintOutcome) outcome = g_task_propagate_pointer (G_TASK (result), &error);
  StintImportResult *import;

  stint_meter_stop (g_task_get_task_data (task), outcome != NULL);
  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  import = g_steal_pointer (&outcome->extra);
  outcome->free_extra = NULL;
  import->change = g_steal_pointer (&outcome->own);
  g_task_return_pointer (task, import, (GDestroyNotify) stint_import_result_free);
}

/**
 * stint_transfer_import_async:
 * @files: (array length=n_files)
 * @format: what they all are, or %STINT_FILE_ANY to find out for each
 * @shown: (nullable): what a person has seen of them; %G_IO_ERROR_WRONG_ETAG if a file is another one by now, and nothing comes in
 * @progress: (nullable) (scope notified): until the callback
 * @cancellable: (nullable): cancelled, nothing of any file comes in
 *
 * Brings in files of Stint and of other programs as one undoable change. A file that cannot be read ends the import, and nothing comes in; the error names the file.
 */
void
stint_transfer_import_async (StintWorkspace           *workspace,
                             GFile                   **files,
                             guint                     n_files,
                             StintFileFormat           format,
                             const StintImportPreview *shown,
                             StintProgress             progress,
                             gpointer                  progress_data,
                             GCancellable             *cancellable,
                             GAsyncReadyCallback       callback,
                             gpointer                  user_data)
{
  GTask *task = g_task_new (workspace, NULL, callback, user_data);
  StintSequence *sequence = stint_workspace_get_sequence (workspace);
  StintMeter *meter = stint_meter_new (progress, progress_data);
  ImportJob *job = g_new0 (ImportJob, 1);

  job->files = stint_import_files_new (workspace, files, n_files, format, shown, meter, cancellable);
  job->sequence = sequence != NULL ? stint_sequence_ref (sequence) : NULL;
  g_task_set_source_tag (task, stint_transfer_import_async);
  g_task_set_task_data (task, meter, (GDestroyNotify) stint_meter_unref);
  stint_workspace_commit_async (workspace, import_job, job, import_job_free, STINT_CHANGE_HERE,
                                stint_transfer_import_async, imported_cb, task);
}

/**
 * stint_transfer_import_finish:
 *
 * Returns: (transfer full): what came in and what did not
 */
StintImportResult *
stint_transfer_import_finish (StintWorkspace *workspace,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
