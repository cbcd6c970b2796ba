/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "stint-config.h"
#include "workspace/account/stint-account-private.h"
#include "workspace/account/stint-stores.h"
#include "workspace/stint-workspace-private.h"

#include <glib/gi18n-lib.h>

/**
 * Leave:
 * @left: the store that is removed
 * @next: (nullable): the store to go on with
 * @error: (nullable): what is told at the end
 */
typedef struct
{
  StintSession *session;
  gboolean      remove;
  char         *root;
  char         *left;
  char         *next;
  gint64        now_ms;
  GError       *error;
} Leave;

static void
leave_free (gpointer data)
{
  Leave *self = data;

  g_clear_object (&self->session);
  g_free (self->root);
  g_free (self->left);
  g_free (self->next);
  g_clear_error (&self->error);
  g_free (self);
}

/* Takes @task. */
static void
leave_end (GTask *task)
{
  Leave *data = g_task_get_task_data (task);

  if (data->error != NULL)
    g_task_return_error (task, g_steal_pointer (&data->error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  stint_account_reload_finish (STINT_ACCOUNT (source), result, NULL);
  leave_end (user_data);
}

static void
note_error (Leave  *data,
            GError *error)
{
  if (data->error == NULL)
    data->error = error;
  else
    g_clear_error (&error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!stint_workspace_move_finish (STINT_WORKSPACE (source), result, &error))
    note_error (g_task_get_task_data (task), error);
  stint_account_reload_async (g_task_get_source_object (task), reloaded_cb, task);
}

/* Who comes next is written down first: whatever happens in between, nobody's plan is opened, never half of a deleted one. */
static void
remove_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Leave *data = task_data;
  GError *error = NULL;

  data->next = stint_stores_dup_nobodys (data->root, data->left, data->now_ms);
  if (stint_stores_set_current (data->root, data->next, &error) && stint_stores_remove (data->root, data->left, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_error (task, error);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  StintAccount *self = STINT_ACCOUNT (source);
  GTask *task = user_data;
  Leave *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      stint_workspace_move_async (self->workspace, data->next, opened_cb, task);
      return;
    }
  note_error (data, error);
  stint_stores_set_current (self->root, data->left, NULL);
  stint_workspace_move_async (self->workspace, data->left, opened_cb, task);
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  Leave *data = g_task_get_task_data (task);
  g_autoptr (GTask) removing = NULL;
  GError *error = NULL;

  if (source != NULL && !stint_session_sign_out_finish (STINT_SESSION (source), result, &error))
    note_error (data, error);
  self->wants_fresh = TRUE;
  if (!data->remove)
    {
      leave_end (task);
      return;
    }
  stint_account_become (self, NULL, NULL, NULL);
  stint_workspace_close (self->workspace);
  removing = g_task_new (self, NULL, removed_cb, task);
  g_task_set_task_data (removing, data, NULL);
  g_task_run_in_thread (removing, remove_thread);
}

void
stint_account_leave_async (StintAccount       *self,
                           gboolean            remove,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Leave *data = g_new0 (Leave, 1);

  g_task_set_source_tag (task, stint_account_leave_async);
  g_task_set_task_data (task, data, leave_free);
  data->remove = remove;
  data->root = g_strdup (self->root);
  data->left = g_strdup (stint_workspace_get_directory (self->workspace));
  data->now_ms = stint_workspace_get_unix_ms (self->workspace);
  /* Without a session here there may still be one in the keyring: it was locked, or another program signed in. */
  if (self->session != NULL)
    data->session = g_object_ref (self->session);
  else if (self->connection != NULL && self->owner != NULL)
    data->session = stint_account_make_session (self, self->connection, self->owner->user);
  stint_account_become (self, g_steal_pointer (&self->owner), g_steal_pointer (&self->connection), NULL);
  if (data->session != NULL)
    stint_session_sign_out_async (data->session, NULL, signed_out_cb, task);
  else
    signed_out_cb (NULL, NULL, task);
}

gboolean
stint_account_leave_finish (StintAccount *self,
                            GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean left = stint_account_leave_finish (STINT_ACCOUNT (source), result, &error);

  stint_account_end (STINT_ACCOUNT (source));
  if (left)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
stint_account_sign_out_async (StintAccount       *self,
                              gboolean            remove,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = stint_account_begin (self, stint_account_sign_out_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  if (self->owner != NULL)
    {
      stint_account_leave_async (self, remove, left_cb, task);
      return;
    }
  /* Nobody's plan is not removed by signing out of nothing. */
  stint_account_end (self);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, _("This plan belongs to no account, so there is nothing to sign out of."));
  g_object_unref (task);
}

gboolean
stint_account_sign_out_finish (StintAccount *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
upload_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return stint_database_upload_again (database, error) ? g_strdup ("") : NULL;
}

static void
uploading_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *done = g_task_propagate_pointer (G_TASK (result), &error);

  stint_account_end (self);
  if (done == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* Begins to sync as if it had just been opened. */
  stint_sync_again (self->sync);
  g_task_return_boolean (task, TRUE);
}

static gpointer
settle_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return stint_database_settle_erased (database, error) ? g_strdup ("") : NULL;
}

/* It has been answered, so nobody asks again. */
static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *done = g_task_propagate_pointer (G_TASK (result), &error);

  if (done == NULL)
    {
      stint_account_end (self);
      g_task_return_error (task, error);
      return;
    }
  stint_account_leave_async (self, FALSE, left_cb, g_steal_pointer (&task));
}

void
stint_account_decide_erased_async (StintAccount       *self,
                                   StintErasedChoice   choice,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  GTask *task = stint_account_begin (self, stint_account_decide_erased_async, cancellable, callback, user_data);

  if (task == NULL)
    return;
  if (choice == STINT_ERASED_UPLOAD)
    stint_workspace_run_async (self->workspace, upload_job, NULL, NULL, g_free, stint_account_decide_erased_async, NULL, uploading_cb, task);
  else if (choice == STINT_ERASED_KEEP)
    stint_workspace_run_async (self->workspace, settle_job, NULL, NULL, g_free, stint_account_decide_erased_async, NULL, settled_cb, task);
  else
    stint_account_leave_async (self, TRUE, left_cb, task);
}

gboolean
stint_account_decide_erased_finish (StintAccount *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
