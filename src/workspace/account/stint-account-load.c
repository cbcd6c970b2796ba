/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/account/stint-account-private.h"
#include "workspace/account/stint-stores.h"
#include "workspace/stint-workspace-private.h"

/**
 * Load:
 * @generation: of the account when it was begun
 */
typedef struct
{
  guint              generation;
  StintStoreAccount *owner;
  StintConnection   *connection;
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  g_clear_pointer (&self->owner, stint_store_account_free);
  g_clear_pointer (&self->connection, stint_connection_unref);
  g_free (self);
}

/* A result that may be nothing: a store of nobody is no failure. */
typedef struct
{
  StintStoreAccount *owner;
} Owner;

static void
owner_free (gpointer data)
{
  Owner *self = data;

  g_clear_pointer (&self->owner, stint_store_account_free);
  g_free (self);
}

static gpointer
owner_job (StintDatabase *database,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Owner *result = g_new0 (Owner, 1);
  GError *local_error = NULL;

  result->owner = stint_database_read_account (database, &local_error);
  if (local_error == NULL)
    return result;
  g_propagate_error (error, local_error);
  owner_free (result);
  return NULL;
}

/* Whether something else has come in between; then @task ends. */
static gboolean
is_late (StintAccount *self,
         GTask        *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->generation == self->generation)
    return FALSE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The account has changed meanwhile");
  return TRUE;
}

/* Whether this is what is shown already: then what the last round said stays. */
static gboolean
is_known (StintAccount *self,
          Load         *load)
{
  if (self->session != NULL || (self->owner == NULL) != (load->owner == NULL))
    return FALSE;
  return load->owner == NULL || (self->connection != NULL && stint_store_account_is_same (self->owner, load->owner));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  g_autoptr (StintSession) session = g_object_ref (STINT_SESSION (source));
  g_autoptr (GError) error = NULL;
  Load *load = g_task_get_task_data (task);
  gboolean has_session = stint_session_look_finish (session, result, &error);

  if (is_late (self, task))
    return;
  if (has_session || !is_known (self, load))
    stint_account_become (self, g_steal_pointer (&load->owner), g_steal_pointer (&load->connection),
                          has_session ? g_steal_pointer (&session) : NULL);
  g_free (self->locked);
  self->locked = error != NULL ? g_strdup (error->message) : NULL;
  g_object_notify (G_OBJECT (self), "keyring-problem");
  g_task_return_boolean (task, TRUE);
}

static void
owner_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintAccount *self = g_task_get_source_object (task);
  g_autoptr (StintSession) session = NULL;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  Owner *owner = g_task_propagate_pointer (G_TASK (result), &error);

  if (owner != NULL)
    {
      load->owner = g_steal_pointer (&owner->owner);
      owner_free (owner);
    }
  if (error == NULL && is_late (self, task))
    return;
  if (error == NULL && load->owner != NULL)
    load->connection = stint_account_parse (load->owner->connection, -1, &error);
  if (error == NULL && load->owner == NULL && is_known (self, load))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (load->connection == NULL)
    {
      stint_account_become (self, g_steal_pointer (&load->owner), NULL, NULL);
      if (error != NULL)
        g_task_return_error (task, error);
      else
        g_task_return_boolean (task, TRUE);
      return;
    }
  session = stint_account_make_session (self, load->connection, load->owner->user);
  stint_session_look_async (session, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

static void
begin_load (StintAccount *self,
            GTask        *task)
{
  Load *data = g_new0 (Load, 1);

  data->generation = ++self->generation;
  g_task_set_task_data (task, data, load_free);
  stint_workspace_run_async (self->workspace, owner_job, NULL, NULL, owner_free, begin_load, NULL, owner_read_cb, task);
}

void
stint_account_reload_async (StintAccount       *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, stint_account_reload_async);
  begin_load (self, task);
}

gboolean
stint_account_reload_finish (StintAccount *self,
                             GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
stint_account_load_async (StintAccount       *self,
                          gboolean            automatic,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, stint_account_load_async);
  self->automatic = automatic;
  self->is_loaded = TRUE;
  begin_load (self, task);
}

gboolean
stint_account_load_finish (StintAccount *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
bind_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return stint_database_write_account (database, data, error) ? g_strdup ("") : NULL;
}

static void
bound_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *done = g_task_propagate_pointer (G_TASK (result), &error);

  if (done == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
stint_account_bind_async (StintAccount            *self,
                          const StintStoreAccount *owner,
                          GAsyncReadyCallback      callback,
                          gpointer                 user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, stint_account_bind_async);
  stint_workspace_run_async (self->workspace, bind_job, stint_store_account_copy (owner), (GDestroyNotify) stint_store_account_free, g_free,
                             stint_account_bind_async, NULL, bound_cb, task);
}

gboolean
stint_account_bind_finish (StintAccount *self,
                           GAsyncResult *result,
                           GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
