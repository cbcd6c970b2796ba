/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace-private.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GDestroyNotify    free_result;
  StintChangeSource source;
} JobEnd;

static void
return_closed (GTask         *task,
               GDestroyNotify free_data,
               gpointer       data)
{
  if (free_data != NULL)
    free_data (data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The tasks are not open"));
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  JobEnd *end = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer value = stint_store_run_finish (STINT_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, end->free_result);
}

void
stint_workspace_run_async (StintWorkspace     *self,
                           StintStoreJob       job,
                           gpointer            data,
                           GDestroyNotify      free_data,
                           GDestroyNotify      free_result,
                           gpointer            source_tag,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  StintStore *store = stint_workspace_get_store (self);
  JobEnd *end = g_new0 (JobEnd, 1);

  end->free_result = free_result;
  g_task_set_task_data (task, end, g_free);
  g_task_set_source_tag (task, source_tag);
  if (store == NULL)
    return_closed (task, free_data, data);
  else
    stint_store_run_async (store, job, data, free_data, free_result, cancellable, job_done_cb, g_steal_pointer (&task));
}

static void
commit_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  JobEnd *end = g_task_get_task_data (task);
  GError *error = NULL;
  StintOutcome *outcome = stint_store_run_finish (STINT_STORE (source), result, &error);

  if (outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  stint_workspace_publish (g_task_get_source_object (task), outcome, end->source);
  g_task_return_pointer (task, outcome, end->free_result);
}

void
stint_workspace_commit_async (StintWorkspace     *self,
                              StintStoreJob       job,
                              gpointer            data,
                              GDestroyNotify      free_data,
                              StintChangeSource   source,
                              gpointer            source_tag,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  StintStore *store = stint_workspace_get_store (self);
  JobEnd *end = g_new0 (JobEnd, 1);

  end->free_result = (GDestroyNotify) stint_outcome_free;
  end->source = source;
  g_task_set_task_data (task, end, g_free);
  g_task_set_source_tag (task, source_tag);
  if (store == NULL)
    return_closed (task, free_data, data);
  else
    stint_store_run_async (store, job, data, free_data, end->free_result, NULL, commit_done_cb, g_steal_pointer (&task));
}

typedef struct
{
  GAsyncResult *result;
} SyncWait;

static void
sync_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  SyncWait *wait = user_data;

  wait->result = g_object_ref (result);
}

/* Waits in a context of its own, so that nothing else of the main loop runs in between. */
gpointer
stint_workspace_run_sync (StintWorkspace *self,
                          StintStoreJob   job,
                          gpointer        data,
                          GDestroyNotify  free_data,
                          GDestroyNotify  free_result,
                          GError        **error)
{
  g_autoptr (StintStore) store = NULL;
  g_autoptr (GMainContext) context = NULL;
  SyncWait wait = { NULL };
  gpointer value;

  if (!stint_workspace_get_is_open (self))
    {
      if (free_data != NULL)
        free_data (data);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The tasks are not open"));
      return NULL;
    }

  store = g_object_ref (stint_workspace_get_store (self));
  context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  stint_store_run_async (store, job, data, free_data, free_result, NULL, sync_done_cb, &wait);
  while (wait.result == NULL)
    g_main_context_iteration (context, TRUE);
  value = stint_store_run_finish (store, wait.result, error);
  g_object_unref (wait.result);
  g_main_context_pop_thread_default (context);
  return value;
}

gboolean
stint_workspace_open_sync (StintWorkspace *self,
                           GError        **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  SyncWait wait = { NULL };
  gboolean opened;

  g_main_context_push_thread_default (context);
  stint_workspace_open_async (self, NULL, sync_done_cb, &wait);
  while (wait.result == NULL)
    g_main_context_iteration (context, TRUE);
  opened = stint_workspace_open_finish (self, wait.result, error);
  g_object_unref (wait.result);
  g_main_context_pop_thread_default (context);
  return opened;
}
