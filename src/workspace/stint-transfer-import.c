/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-transfer.h"

#include "stint-config.h"

#include "workspace/stint-workspace-private.h"

#include <glib/gi18n-lib.h>

/* How often the progress is told. */
#define PROGRESS_MS 33

/* How many of what was left out are told one by one. */
#define MAX_SKIPPED 100

/* How far an import is; written in the store's thread, read in the main thread. */
typedef struct
{
  gint per_mille;
} Meter;

typedef struct
{
  GPtrArray         *files;
  StintFileFormat    format;
  gboolean           dry_run;
  const char        *zone;
  gint64             now_ms;
  StintSequence     *sequence;
  GCancellable      *cancellable;
  GCancellable      *lifetime;
  Meter             *meter;

  /* Where it is; in the store's thread only. */
  guint              n_opened;
  char              *name;
  StintFileReader   *reader;
  guint64            n_bytes_before;
  guint64            n_bytes_total;
  StintImportSummary summary;
} ImportJob;

static void
skipped_free (gpointer data)
{
  StintSkipped *skipped = data;

  g_free (skipped->name);
  g_free (skipped->reason);
  g_free (skipped);
}

static void
import_job_free (gpointer data)
{
  ImportJob *self = data;

  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->sequence, stint_sequence_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->lifetime);
  g_atomic_rc_box_release (self->meter);
  g_free (self->name);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->summary.skipped, g_ptr_array_unref);
  g_free (self);
}

void
stint_import_result_free (StintImportResult *self)
{
  g_clear_pointer (&self->summary.skipped, g_ptr_array_unref);
  g_clear_pointer (&self->change, stint_change_unref);
  g_free (self);
}

/* Adds what one file held to what all of them hold. */
static void
add_summary (StintImportSummary       *sum,
             const StintImportSummary *summary,
             const char               *file_name,
             gboolean                  is_first)
{
  sum->format = is_first || sum->format == summary->format ? summary->format : STINT_FILE_ANY;
  sum->n_tasks += summary->n_tasks;
  sum->n_blocks += summary->n_blocks;
  sum->n_skipped += summary->n_skipped;
  for (guint i = 0; summary->skipped != NULL && i < summary->skipped->len && sum->skipped->len < MAX_SKIPPED; i++)
    {
      const StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);
      StintSkipped *copy = g_new0 (StintSkipped, 1);

      copy->line = skipped->line;
      /* What is about a whole file is named after it: there may be several. */
      copy->name = g_strdup (skipped->name != NULL && *skipped->name != '\0' ? skipped->name : file_name);
      copy->reason = g_strdup (skipped->reason);
      g_ptr_array_add (sum->skipped, copy);
    }
}

static void
measure (ImportJob *job)
{
  for (guint i = 0; i < job->files->len; i++)
    {
      g_autoptr (GFileInfo) info = g_file_query_info (g_ptr_array_index (job->files, i), G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                      G_FILE_QUERY_INFO_NONE, job->cancellable, NULL);

      if (info != NULL)
        job->n_bytes_total += g_file_info_get_size (info);
    }
}

static char *
dup_file_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL ? g_filename_display_name (base) : g_file_get_uri (file);
}

static gboolean
open_next (ImportJob *job,
           GError   **error)
{
  GFile *file = g_ptr_array_index (job->files, job->n_opened);
  g_autoptr (GFileInputStream) stream = NULL;

  g_free (job->name);
  job->name = dup_file_name (file);
  stream = g_file_read (file, job->cancellable, error);
  if (stream == NULL)
    return FALSE;
  job->n_opened++;
  job->reader = stint_file_reader_open (G_INPUT_STREAM (stream), job->format,
                                        &(StintFileContext) { job->name, job->zone, job->now_ms / 1000 }, job->cancellable, error);
  return job->reader != NULL;
}

static void
show_progress (ImportJob *job)
{
  guint64 n_bytes = job->n_bytes_before + stint_file_reader_get_n_bytes (job->reader);

  if (job->n_bytes_total > 0)
    g_atomic_int_set (&job->meter->per_mille, (gint) (MIN (n_bytes, job->n_bytes_total) * 1000 / job->n_bytes_total));
}

/* A StintOpSource: the operations of all files, one after the other. */
static gboolean
next_op (StintOp *op,
         gpointer user_data,
         GError **error)
{
  ImportJob *job = user_data;
  GError *local_error = NULL;

  while (job->reader != NULL || job->n_opened < job->files->len)
    {
      if (g_cancellable_set_error_if_cancelled (job->cancellable, error) ||
          g_cancellable_set_error_if_cancelled (job->lifetime, error))
        return FALSE;
      if ((job->reader != NULL || open_next (job, &local_error)) &&
          stint_file_reader_next (job->reader, op, job->cancellable, &local_error))
        {
          show_progress (job);
          return TRUE;
        }
      if (local_error != NULL)
        {
          /* Which of the files it was; of a cancelled import nobody asks. */
          if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            g_prefix_error (&local_error, "%s: ", job->name);
          g_propagate_error (error, local_error);
          return FALSE;
        }

      job->n_bytes_before += stint_file_reader_get_n_bytes (job->reader);
      add_summary (&job->summary, stint_file_reader_get_summary (job->reader), job->name, job->n_opened == 1);
      g_clear_object (&job->reader);
    }
  return FALSE;
}

/* Whether applying @op would change anything of @record. */
static gboolean
differs (const StintOp *op,
         StintRecord   *record)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, op->members);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) wanted = value;
      g_autoptr (GVariant) here = stint_record_dup_member (record, name);

      if (stint_members_is_unset (wanted) ? here != NULL : here == NULL || !g_variant_equal (here, wanted))
        return TRUE;
    }
  return FALSE;
}

/* Reads everything and writes nothing. */
static gboolean
try_out (ImportJob         *job,
         StintDatabase     *database,
         StintImportResult *result,
         GError           **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *local_error = NULL;
  StintOp op = { 0 };

  while (next_op (&op, job, &local_error))
    {
      if (g_hash_table_add (seen, g_strdup (op.id)))
        {
          g_autoptr (StintRecord) record = stint_database_get (database, op.kind, op.id, NULL);

          if (record == NULL || stint_record_is_deleted (record))
            result->n_created++;
          else if (op.members != NULL && differs (&op, record))
            result->n_updated++;
        }
      stint_op_clear (&op);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* What the change is called in the history. Returns: (transfer full) */
static char *
make_label (ImportJob *job)
{
  g_autofree char *name = NULL;

  if (job->files->len != 1)
    return g_strdup_printf (ngettext ("Import %u file", "Import %u files", job->files->len), job->files->len);
  name = dup_file_name (g_ptr_array_index (job->files, 0));
  return g_strdup_printf (_("Import “%s”"), name);
}

static gpointer
import_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  ImportJob *job = data;
  g_autoptr (StintImportResult) result = g_new0 (StintImportResult, 1);
  g_autofree char *label = make_label (job);
  GError *local_error = NULL;
  StintOutcome *outcome;
  StintChange *own = NULL;

  measure (job);
  if (job->dry_run)
    try_out (job, database, result, &local_error);
  else
    own = stint_database_apply_stream (database, label, next_op, job, job->now_ms, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  if (own != NULL)
    stint_database_get_last_counts (database, &result->n_created, &result->n_updated, NULL);
  result->summary = job->summary;
  job->summary.skipped = NULL;
  outcome = stint_outcome_new (database, job->sequence, own);
  outcome->extra = g_steal_pointer (&result);
  outcome->free_extra = (GDestroyNotify) stint_import_result_free;
  return outcome;
}

typedef struct
{
  Meter        *meter;
  int           told;
  StintProgress progress;
  gpointer      progress_data;
  guint         source_id;
} Teller;

static void
teller_free (gpointer data)
{
  Teller *self = data;

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_atomic_rc_box_release (self->meter);
  g_free (self);
}

static gboolean
tell_cb (gpointer user_data)
{
  Teller *self = user_data;
  int per_mille = g_atomic_int_get (&self->meter->per_mille);

  if (per_mille != self->told)
    self->progress (per_mille / 1000.0, self->progress_data);
  self->told = per_mille;
  return G_SOURCE_CONTINUE;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Teller *teller = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (StintOutcome) outcome = g_task_propagate_pointer (G_TASK (result), &error);
  StintImportResult *import;

  g_clear_handle_id (&teller->source_id, g_source_remove);
  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (teller->progress != NULL)
    teller->progress (1.0, teller->progress_data);
  import = g_steal_pointer (&outcome->extra);
  outcome->free_extra = NULL;
  import->change = g_steal_pointer (&outcome->own);
  g_task_return_pointer (task, import, (GDestroyNotify) stint_import_result_free);
}

/**
 * stint_transfer_import_async:
 * @files: (array length=n_files)
 * @format: what they all are, or %STINT_FILE_ANY to find out for each
 * @dry_run: count what would come in, and write nothing
 * @progress: (nullable) (scope notified): until the callback
 * @cancellable: (nullable): cancelled, nothing of any file comes in
 *
 * Brings in files of Stint and of other programs as one undoable change. A file that cannot be read ends the import, and nothing comes in; the error names the file.
 */
void
stint_transfer_import_async (StintWorkspace     *workspace,
                             GFile             **files,
                             guint               n_files,
                             StintFileFormat     format,
                             gboolean            dry_run,
                             StintProgress       progress,
                             gpointer            progress_data,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = g_task_new (workspace, NULL, callback, user_data);
  StintSequence *sequence = stint_workspace_get_sequence (workspace);
  ImportJob *job = g_new0 (ImportJob, 1);
  Teller *teller = g_new0 (Teller, 1);

  job->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (job->files, g_object_ref (files[i]));
  job->format = format;
  job->dry_run = dry_run;
  job->zone = stint_clock_get_zone (stint_workspace_get_clock (workspace));
  job->now_ms = stint_workspace_get_unix_ms (workspace);
  job->sequence = sequence != NULL ? stint_sequence_ref (sequence) : NULL;
  g_set_object (&job->cancellable, cancellable);
  g_set_object (&job->lifetime, stint_workspace_get_lifetime (workspace));
  job->meter = g_atomic_rc_box_new0 (Meter);
  job->summary.skipped = g_ptr_array_new_with_free_func (skipped_free);

  teller->meter = g_atomic_rc_box_acquire (job->meter);
  teller->progress = progress;
  teller->progress_data = progress_data;
  if (progress != NULL)
    teller->source_id = g_timeout_add (PROGRESS_MS, tell_cb, teller);

  g_task_set_source_tag (task, stint_transfer_import_async);
  g_task_set_task_data (task, teller, teller_free);
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
