/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-transfer.h"

#include "stint-config.h"
#include "core/stint-project.h"
#include "core/stint-task.h"
#include "workspace/stint-import-files.h"
#include "workspace/stint-workspace-private.h"

/* So many projects of the files are known by name; others are looked up. */
#define MAX_NAMES 2000

/**
 * Look:
 * @seen: hashes of the records that came already: a file may hold one twice, and 100,000 ids are not worth their memory
 * @listed: (element-type utf8 StintImportEntry): by id
 * @names: (element-type utf8 utf8): the files' projects
 */
typedef struct
{
  StintImportFiles   *files;
  StintDatabase      *database;
  StintImportPreview *preview;
  GHashTable         *seen;
  GHashTable         *listed;
  GHashTable         *names;
} Look;

/* FNV-1a in 64 bits: that two of a million ids have the same is less likely than one in ten million. */
static gboolean
see (Look          *look,
     const StintOp *op)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) + op->kind;

  for (const char *p = op->id; *p != '\0'; p++)
    hash = (hash ^ (guchar) * p) * G_GUINT64_CONSTANT (0x100000001b3);
  return g_hash_table_add (look->seen, GSIZE_TO_POINTER ((gsize) hash));
}

/* Whether @op changes @record; each changed member is noted in @entry, if there is one. */
static gboolean
compare (const StintOp    *op,
         StintRecord      *record,
         StintImportEntry *entry)
{
  gboolean differs = FALSE;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, op->members);
  while ((!differs || entry != NULL) && g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) wanted = value;
      g_autoptr (GVariant) here = stint_record_dup_member (record, name);

      if (stint_members_is_unset (wanted) ? here == NULL : here != NULL && g_variant_equal (here, wanted))
        continue;
      differs = TRUE;
      if (entry != NULL)
        stint_import_entry_add_member (entry, name);
    }
  return differs;
}

/* Returns: (transfer none) (nullable): %NULL if enough is listed */
static StintImportEntry *
list (Look            *look,
      StintImportState state,
      StintRecord     *record)
{
  GPtrArray *entries = look->preview->entries[state];
  StintImportEntry *entry;

  if (entries->len >= STINT_IMPORT_MAX_ENTRIES)
    return NULL;
  entry = stint_import_entry_new (state, record);
  g_ptr_array_add (entries, entry);
  g_hash_table_insert (look->listed, g_strdup (stint_record_get_id (record)), entry);
  return entry;
}

/* @was: (nullable): as it is here, and lives. Returns: (transfer full): as it will be */
static StintRecord *
dup_after (const StintOp *op,
           StintRecord   *was)
{
  g_autoptr (GVariant) members = stint_members_overlay (was != NULL ? stint_record_get_data (was) : NULL, op->members);

  return stint_record_new (op->kind, op->id, members);
}

static void
look_at_block (Look            *look,
               const StintOp   *op,
               StintRecord     *was,
               StintImportState state)
{
  g_autoptr (StintRecord) block = dup_after (op, was);
  const char *task = stint_block_get_task (block);
  StintImportEntry *entry;
  StintWhen when;

  if (task == NULL)
    return;
  entry = g_hash_table_lookup (look->listed, task);
  if (entry == NULL && state != STINT_IMPORT_UNCHANGED)
    {
      /* Of its task only this changes; a task that is not here is new, and was listed if there was room. */
      g_autoptr (StintRecord) owner = stint_database_get (look->database, STINT_KIND_TASK, task, NULL);

      if (owner != NULL && !stint_record_is_deleted (owner))
        entry = list (look, STINT_IMPORT_CHANGED, owner);
    }
  if (entry == NULL)
    return;
  if (entry->state == STINT_IMPORT_CHANGED && state != STINT_IMPORT_UNCHANGED)
    stint_import_entry_add_member (entry, STINT_BLOCK_WHEN);
  if (stint_block_get_when (block, &when) && entry->n_blocks++ == 0)
    entry->block = when;
}

static void
look_at_other (Look            *look,
               const StintOp   *op,
               StintRecord     *was,
               StintImportState state)
{
  g_autoptr (StintRecord) after = NULL;
  StintImportEntry *entry;
  const char *name = NULL;

  if (op->kind == STINT_KIND_PROJECT && g_hash_table_size (look->names) < MAX_NAMES &&
      g_variant_lookup (op->members, STINT_PROJECT_NAME, "&s", &name))
    g_hash_table_insert (look->names, g_strdup (op->id), g_strdup (name));
  if (state == STINT_IMPORT_UNCHANGED || look->preview->entries[state]->len >= STINT_IMPORT_MAX_ENTRIES)
    return;
  after = dup_after (op, was);
  entry = list (look, state, after);
  if (state == STINT_IMPORT_CHANGED)
    compare (op, was, entry);
}

/* The file has the record once more: what comes later is laid over it. */
static void
look_again (Look          *look,
            const StintOp *op)
{
  StintImportEntry *entry = op->kind != STINT_KIND_BLOCK ? g_hash_table_lookup (look->listed, op->id) : NULL;
  StintRecord *after;

  if (entry == NULL)
    return;
  if (entry->state == STINT_IMPORT_CHANGED)
    compare (op, entry->record, entry);
  after = dup_after (op, entry->record);
  stint_record_unref (entry->record);
  entry->record = after;
}

static void
look_at (Look          *look,
         const StintOp *op)
{
  g_autoptr (StintRecord) was = NULL;
  StintImportState state = STINT_IMPORT_NEW;

  if (!see (look, op))
    {
      look_again (look, op);
      return;
    }
  was = stint_database_get (look->database, op->kind, op->id, NULL);
  if (was != NULL && stint_record_is_deleted (was))
    g_clear_pointer (&was, stint_record_unref);
  if (was != NULL)
    state = compare (op, was, NULL) ? STINT_IMPORT_CHANGED : STINT_IMPORT_UNCHANGED;
  look->preview->counts[op->kind][state]++;
  if (op->kind == STINT_KIND_BLOCK)
    look_at_block (look, op, was, state);
  else
    look_at_other (look, op, was, state);
}

static void
name_projects (Look *look)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, look->listed);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      StintImportEntry *entry = value;
      const char *id = stint_record_get_string (entry->record, STINT_TASK_PROJECT);
      g_autoptr (StintRecord) project = NULL;

      if (id == NULL)
        continue;
      entry->project = g_strdup (g_hash_table_lookup (look->names, id));
      if (entry->project == NULL)
        project = stint_database_get (look->database, STINT_KIND_PROJECT, id, NULL);
      if (project != NULL && !stint_record_is_deleted (project))
        entry->project = g_strdup (stint_project_get_name (project));
    }
}

static gpointer
preview_job (StintDatabase *database,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  StintImportFiles *files = data;
  g_autoptr (StintImportPreview) preview = stint_import_preview_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Look look = { files, database, preview, seen, listed, names };
  GError *local_error = NULL;
  StintOp op = { 0 };

  while (stint_import_files_next (&op, files, &local_error))
    {
      look_at (&look, &op);
      stint_op_clear (&op);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  name_projects (&look);
  preview->summary = stint_import_files_steal_summary (files);
  preview->name = stint_import_files_dup_name (files);
  g_ptr_array_add (files->digests, NULL);
  preview->digests = g_strdupv ((char **) files->digests->pdata);
  preview->zone = g_strdup (files->zone);
  preview->now_ms = files->now_ms;
  return g_steal_pointer (&preview);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  StintImportPreview *preview = g_task_propagate_pointer (G_TASK (result), &error);

  stint_meter_stop (g_task_get_task_data (task), preview != NULL);
  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) stint_import_preview_free);
  else
    g_task_return_error (task, error);
}

/**
 * stint_transfer_preview_async:
 * @files: (array length=n_files)
 * @format: what they all are, or %STINT_FILE_ANY to find out for each
 * @progress: (nullable) (scope notified): until the callback
 * @cancellable: (nullable)
 *
 * Reads files as an import would, and writes nothing. What is kept of them in memory does not grow with them but by some bytes an entry.
 */
void
stint_transfer_preview_async (StintWorkspace     *workspace,
                              GFile             **files,
                              guint               n_files,
                              StintFileFormat     format,
                              StintProgress       progress,
                              gpointer            progress_data,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = g_task_new (workspace, NULL, callback, user_data);
  StintMeter *meter = stint_meter_new (progress, progress_data);
  StintImportFiles *job = stint_import_files_new (workspace, files, n_files, format, NULL, meter, cancellable);

  g_task_set_source_tag (task, stint_transfer_preview_async);
  g_task_set_task_data (task, meter, (GDestroyNotify) stint_meter_unref);
  stint_workspace_run_async (workspace, preview_job, job, (GDestroyNotify) stint_import_files_free,
                             (GDestroyNotify) stint_import_preview_free, stint_transfer_preview_async, cancellable, looked_cb, task);
}

/**
 * stint_transfer_preview_finish:
 * @error: what an import would fail with, too; it names the file
 *
 * Returns: (transfer full)
 */
StintImportPreview *
stint_transfer_preview_finish (StintWorkspace *workspace,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
