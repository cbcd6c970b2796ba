/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/account/stint-account-private.h"
#include "workspace/account/stint-stores.h"
#include "workspace/stint-workspace-private.h"

/**
 * GoTo:
 * @owner: (nullable): whose the plan there is to be
 * @error: (nullable): why it did not work
 */
typedef struct
{
  StintStoreAccount *owner;
  GError            *error;
} GoTo;

static void
go_to_free (gpointer data)
{
  GoTo *self = data;

  g_clear_pointer (&self->owner, stint_store_account_free);
  g_clear_error (&self->error);
  g_free (self);
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GoTo *data = g_task_get_task_data (task);

  stint_account_reload_finish (STINT_ACCOUNT (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&data->error));
}

/* Whatever is open now, it is shown with its own account. Takes @task and @error. */
static void
give_up (GTask  *task,
         GError *error)
{
  GoTo *data = g_task_get_task_data (task);

  data->error = error;
  stint_account_reload_async (g_task_get_source_object (task), reloaded_cb, task);
}

/* Takes @task. */
static void
note_current (StintAccount *self,
              GTask        *task)
{
  GError *error = NULL;

  if (!stint_stores_set_current (self->root, stint_workspace_get_directory (self->workspace), &error))
    {
      give_up (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
bound_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (stint_account_bind_finish (STINT_ACCOUNT (source), result, &error))
    note_current (STINT_ACCOUNT (source), task);
  else
    give_up (task, error);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  GoTo *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (!stint_workspace_move_finish (STINT_WORKSPACE (source), result, &error))
    give_up (task, error);
  else if (data->owner != NULL)
    stint_account_bind_async (self, data->owner, bound_cb, task);
  else
    note_current (self, task);
}

void
stint_account_go_to_async (StintAccount            *self,
                           const char              *directory,
                           const StintStoreAccount *owner,
                           GAsyncReadyCallback      callback,
                           gpointer                 user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  GoTo *data = g_new0 (GoTo, 1);

  g_task_set_source_tag (task, stint_account_go_to_async);
  g_task_set_task_data (task, data, go_to_free);
  data->owner = owner != NULL ? stint_store_account_copy (owner) : NULL;
  /* Nothing of the one plan's account may be seen with the other. */
  stint_account_become (self, NULL, NULL, NULL);
  stint_workspace_move_async (self->workspace, directory, moved_cb, task);
}

gboolean
stint_account_go_to_finish (StintAccount *self,
                            GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
