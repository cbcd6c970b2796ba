/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-transfer.h"

#include "interchange/stint-export.h"
#include "workspace/stint-workspace-private.h"

typedef struct
{
  StintFileFormat format;
  gint64          now_s;
  const char     *zone;
} ExportJob;

/* What other programs can make something of. */
static char *
export_plan (StintDatabase   *database,
             const ExportJob *job,
             GError         **error)
{
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GPtrArray) projects = NULL;

  tasks = stint_database_list (database, STINT_KIND_TASK, error);
  if (tasks == NULL)
    return NULL;
  blocks = stint_database_list (database, STINT_KIND_BLOCK, error);
  if (blocks == NULL)
    return NULL;
  projects = stint_database_list (database, STINT_KIND_PROJECT, error);
  if (projects == NULL)
    return NULL;
  if (job->format == STINT_FILE_CSV)
    return stint_export_csv (tasks, blocks, projects);
  if (job->format == STINT_FILE_TODO_TXT)
    return stint_export_todo_txt (tasks, projects, job->zone);
  return stint_export_ics (tasks, blocks, projects, job->now_s);
}

static char *
export_json (StintDatabase *database,
             GError       **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);

  for (int kind = 0; kind < STINT_N_KINDS; kind++)
    {
      GPtrArray *some = stint_database_list (database, kind, error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (records, some);
    }
  return stint_export_json (records);
}

static gpointer
export_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  ExportJob *job = data;

  return job->format == STINT_FILE_STINT ? export_json (database, error) : export_plan (database, job, error);
}

/**
 * stint_transfer_export_async:
 * @format: one that stint_file_format_can_write()
 *
 * Writes down everything that lives: as Stint's own JSON every record with all its members, else tasks, blocks and projects
 * as far as the format has words for them.
 */
void
stint_transfer_export_async (StintWorkspace     *workspace,
                             StintFileFormat     format,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  ExportJob *job = g_new0 (ExportJob, 1);

  job->format = format;
  job->zone = stint_clock_get_zone (stint_workspace_get_clock (workspace));
  job->now_s = stint_workspace_get_unix_ms (workspace) / 1000;
  stint_workspace_run_async (workspace, export_job, job, g_free, g_free, stint_transfer_export_async, cancellable, callback, user_data);
}

/**
 * stint_transfer_export_finish:
 *
 * Returns: (transfer full): the text of the file
 */
char *
stint_transfer_export_finish (StintWorkspace *workspace,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
