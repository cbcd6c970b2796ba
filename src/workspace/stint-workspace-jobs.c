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

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GMainContext *
begin_waiting (void)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  return context;
}

static void
wait_for_result (GMainContext  *context,
                 GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
}

/**
 * stint_wait_for_open:
 *
 * Opens a store and waits for it, in a context of its own: nothing else of the main loop runs in between.
 */
gboolean
stint_wait_for_open (StintStore *store,
                     gint64      now_ms,
                     GError    **error)
{
  GMainContext *context = begin_waiting ();
  g_autoptr (GAsyncResult) result = NULL;

  stint_store_open_async (store, now_ms, NULL, waited_cb, &result);
  wait_for_result (context, &result);
  return stint_store_open_finish (store, result, error);
}

gpointer
stint_wait_for_job (StintStore    *store,
                    StintStoreJob  job,
                    gpointer       data,
                    GDestroyNotify free_data,
                    GDestroyNotify free_result,
                    GError       **error)
{
  GMainContext *context = begin_waiting ();
  g_autoptr (GAsyncResult) result = NULL;

  stint_store_run_async (store, job, data, free_data, free_result, NULL, waited_cb, &result);
  wait_for_result (context, &result);
  return stint_store_run_finish (store, result, error);
}

gpointer
stint_workspace_run_sync (StintWorkspace *self,
                          StintStoreJob   job,
                          gpointer        data,
                          GDestroyNotify  free_data,
                          GDestroyNotify  free_result,
                          GError        **error)
{
  StintStore *store = stint_workspace_get_store (self);

  if (store != NULL)
    return stint_wait_for_job (store, job, data, free_data, free_result, error);
  if (free_data != NULL)
    free_data (data);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The tasks are not open"));
  return NULL;
}
