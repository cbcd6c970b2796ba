/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-cache.h"
#include "workspace/stint-workspace-private.h"

/* How many changes the history of one task shows. */
#define TASK_HISTORY 50

typedef struct
{
  StintTaskQuery *query;
  guint           limit;
} ListJob;

static void
list_job_free (gpointer data)
{
  ListJob *self = data;

  g_clear_pointer (&self->query, stint_task_query_free);
  g_free (self);
}

static gpointer
list_tasks_job (StintDatabase *database,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  ListJob *job = data;
  g_autoptr (GArray) rowids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (!stint_series_cache_ask (database, job->query, error))
    return NULL;
  rowids = stint_database_query_task_rowids (database, job->query, job->limit, error);
  if (rowids == NULL)
    return NULL;
  rows = stint_database_read_task_rows (database, (const gint64 *) (gpointer) rowids->data, rowids->len, error);

  /* Another process may have deleted one between the two. */
  for (guint i = rows != NULL ? rows->len : 0; i-- > 0;)
    if (stint_record_is_deleted (((StintTaskRow *) g_ptr_array_index (rows, i))->record))
      g_ptr_array_remove_index (rows, i);
  return rows != NULL && stint_series_cache_add_next (database, rows, error) ? g_steal_pointer (&rows) : NULL;
}

static gpointer
query_grid_job (StintDatabase *database,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (StintGridResult) result = stint_database_query_grid (database, data, error);

  if (result == NULL || !stint_series_cache_add_rows (database, data, result, error))
    return NULL;
  return g_steal_pointer (&result);
}

typedef struct
{
  StintKind kind;
  char     *id;
} FindJob;

static void
find_job_free (gpointer data)
{
  FindJob *self = data;

  g_free (self->id);
  g_free (self);
}

static gpointer
find_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  FindJob *job = data;

  return stint_database_find (database, job->kind, job->id, error);
}

static gpointer
load_task_job (StintDatabase *database,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (StintTaskDetails) details = g_new0 (StintTaskDetails, 1);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  details->row = stint_database_read_task_row (database, data, error);
  if (details->row == NULL)
    return NULL;
  g_ptr_array_add (rows, details->row);
  if (!stint_series_cache_add_next (database, rows, error))
    return NULL;
  details->blocks = stint_database_list_blocks (database, data, error);
  if (details->blocks == NULL)
    return NULL;
  details->changes = stint_database_list_changes (database, data, TASK_HISTORY, error);
  if (details->changes == NULL)
    return NULL;
  return g_steal_pointer (&details);
}

static gpointer
list_tags_job (StintDatabase *database,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return stint_database_list_tags (database, error);
}

static gpointer
list_changes_job (StintDatabase *database,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return stint_database_list_changes (database, NULL, GPOINTER_TO_UINT (data), error);
}

/**
 * stint_workspace_list_tasks_async:
 * @query: what is asked for; its zone and time are the caller's, so that today is what the caller says
 * @limit: at most so many; 0: all
 */
void
stint_workspace_list_tasks_async (StintWorkspace       *self,
                                  const StintTaskQuery *query,
                                  guint                 limit,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data)
{
  ListJob *job = g_new0 (ListJob, 1);

  g_return_if_fail (STINT_IS_WORKSPACE (self));

  job->query = stint_task_query_copy (query);
  job->query->zone = g_intern_string (query->zone);
  job->limit = limit;
  stint_workspace_run_async (self, list_tasks_job, job, list_job_free, (GDestroyNotify) g_ptr_array_unref,
                             stint_workspace_list_tasks_async, cancellable, callback, user_data);
}

/**
 * stint_workspace_list_tasks_finish:
 *
 * Returns: (transfer full) (element-type StintTaskRow): the rows, in the order of the query
 */
GPtrArray *
stint_workspace_list_tasks_finish (StintWorkspace *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
stint_workspace_query_grid_async (StintWorkspace       *self,
                                  const StintGridQuery *query,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data)
{
  StintGridQuery *copy = g_memdup2 (query, sizeof *query);

  g_return_if_fail (STINT_IS_WORKSPACE (self));

  copy->zone = g_intern_string (query->zone);
  stint_workspace_run_async (self, query_grid_job, copy, g_free, (GDestroyNotify) stint_grid_result_free,
                             stint_workspace_query_grid_async, cancellable, callback, user_data);
}

StintGridResult *
stint_workspace_query_grid_finish (StintWorkspace *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
stint_workspace_find_async (StintWorkspace     *self,
                            StintKind           kind,
                            const char         *id_prefix,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  FindJob *job = g_new0 (FindJob, 1);

  g_return_if_fail (STINT_IS_WORKSPACE (self));

  job->kind = kind;
  job->id = g_strdup (id_prefix);
  stint_workspace_run_async (self, find_job, job, find_job_free, (GDestroyNotify) stint_record_unref,
                             stint_workspace_find_async, cancellable, callback, user_data);
}

StintRecord *
stint_workspace_find_finish (StintWorkspace *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
stint_task_details_free (StintTaskDetails *self)
{
  g_clear_pointer (&self->row, stint_task_row_free);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

/**
 * stint_workspace_load_task_async:
 *
 * Reads a task with its blocks and its history; fails with %STINT_STORE_ERROR_NOT_FOUND if it does not live.
 */
void
stint_workspace_load_task_async (StintWorkspace     *self,
                                 const char         *task_id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));

  stint_workspace_run_async (self, load_task_job, g_strdup (task_id), g_free, (GDestroyNotify) stint_task_details_free,
                             stint_workspace_load_task_async, cancellable, callback, user_data);
}

StintTaskDetails *
stint_workspace_load_task_finish (StintWorkspace *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
stint_workspace_list_tags_async (StintWorkspace     *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));

  stint_workspace_run_async (self, list_tags_job, NULL, NULL, (GDestroyNotify) g_strfreev,
                             stint_workspace_list_tags_async, cancellable, callback, user_data);
}

GStrv
stint_workspace_list_tags_finish (StintWorkspace *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
stint_workspace_list_changes_async (StintWorkspace     *self,
                                    guint               limit,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));

  stint_workspace_run_async (self, list_changes_job, GUINT_TO_POINTER (limit), NULL, (GDestroyNotify) g_ptr_array_unref,
                             stint_workspace_list_changes_async, cancellable, callback, user_data);
}

GPtrArray *
stint_workspace_list_changes_finish (StintWorkspace *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
