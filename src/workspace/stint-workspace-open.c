/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace.h"

#include "store/stint-backup.h"
#include "workspace/stint-workspace-private.h"

/* How long after the start, or after midnight, the day's backup is made, so that it is never in the way of the first picture. */
#define BACKUP_AFTER_S 20

static gpointer
backup_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  if (!stint_backup_make_daily (database, *(gint64 *) data, error))
    return NULL;
  return g_strdup ("");
}

static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done = stint_store_run_finish (STINT_STORE (source), result, &error);

  if (done == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The daily backup was not made: %s", error != NULL ? error->message : "");
}

static gboolean
backup_due_cb (gpointer user_data)
{
  StintWorkspace *self = user_data;
  gint64 now_ms = stint_workspace_get_unix_ms (self);

  self->backup_id = 0;
  stint_store_run_async (self->store, backup_job, g_memdup2 (&now_ms, sizeof now_ms), g_free, g_free, NULL, backed_up_cb, NULL);
  return G_SOURCE_REMOVE;
}

static gpointer
first_job (StintDatabase *database,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return stint_outcome_new_first (database, data, error);
}

/* The day's backup, if there is none yet, some time from now. */
void
stint_workspace_plan_backup (StintWorkspace *self)
{
  if (self->is_open && self->backup_id == 0)
    self->backup_id = g_timeout_add_seconds_full (G_PRIORITY_LOW, BACKUP_AFTER_S, backup_due_cb, self, NULL);
}

static void
begin_open (StintWorkspace *self)
{
  self->store = stint_store_new (self->directory);
  self->sequence = stint_sequence_new ();
  self->lifetime = g_cancellable_new ();
}

static void
end_open (StintWorkspace *self,
          StintOutcome   *outcome)
{
  self->watch = stint_watch_new (self);
  stint_workspace_publish (self, outcome, STINT_CHANGE_ELSEWHERE);
  stint_workspace_set_is_open (self, TRUE);
  stint_workspace_plan_backup (self);
}

/* Whether @store is still the one that is being opened; if not, @task ends. */
static gboolean
is_wanted (StintWorkspace *self,
           StintStore     *store,
           GTask          *task)
{
  if (self->store == store)
    return TRUE;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The workspace was closed while it opened");
  return FALSE;
}

static void
first_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (StintOutcome) outcome = stint_store_run_finish (STINT_STORE (source), result, &error);

  if (outcome == NULL)
    {
      if (self->store == STINT_STORE (source))
        stint_workspace_close (self);
      g_task_return_error (task, error);
    }
  else if (is_wanted (self, STINT_STORE (source), task))
    {
      end_open (self, outcome);
      g_task_return_boolean (task, TRUE);
    }
}

static void
store_opened_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!stint_store_open_finish (STINT_STORE (source), result, &error))
    {
      if (self->store == STINT_STORE (source))
        stint_workspace_close (self);
      g_task_return_error (task, error);
    }
  else if (is_wanted (self, STINT_STORE (source), task))
    {
      stint_store_run_async (self->store, first_job, stint_sequence_ref (self->sequence), (GDestroyNotify) stint_sequence_unref,
                             (GDestroyNotify) stint_outcome_free, NULL, first_read_cb, g_steal_pointer (&task));
    }
}

/**
 * stint_workspace_open_async:
 *
 * Opens the store, or makes it. When it is open, `is-open` is notified before the callback.
 */
void
stint_workspace_open_async (StintWorkspace     *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (STINT_IS_WORKSPACE (self));

  g_task_set_source_tag (task, stint_workspace_open_async);
  if (self->store != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "The workspace is open already");
      return;
    }
  begin_open (self);
  stint_store_open_async (self->store, stint_workspace_get_unix_ms (self), cancellable, store_opened_cb, g_steal_pointer (&task));
}

gboolean
stint_workspace_open_finish (StintWorkspace *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Opens it and waits; what listens to `is-open` hears of it in the caller's context. */
gboolean
stint_workspace_open_sync (StintWorkspace *self,
                           GError        **error)
{
  g_autoptr (StintOutcome) outcome = NULL;

  begin_open (self);
  if (stint_wait_for_open (self->store, stint_workspace_get_unix_ms (self), error))
    outcome = stint_wait_for_job (self->store, first_job, stint_sequence_ref (self->sequence), (GDestroyNotify) stint_sequence_unref,
                                  (GDestroyNotify) stint_outcome_free, error);
  if (outcome == NULL)
    {
      stint_workspace_close (self);
      return FALSE;
    }
  end_open (self, outcome);
  return TRUE;
}

/**
 * stint_workspace_close:
 *
 * Lets the store go; what is being written is written first, but for an import, which is given up. Nothing happens if it is closed already.
 */
void
stint_workspace_close (StintWorkspace *self)
{
  g_autoptr (StintStore) store = g_steal_pointer (&self->store);

  g_clear_pointer (&self->watch, stint_watch_free);
  g_clear_handle_id (&self->backup_id, g_source_remove);
  g_clear_pointer (&self->sequence, stint_sequence_unref);
  g_cancellable_cancel (self->lifetime);
  g_clear_object (&self->lifetime);
  if (store != NULL)
    stint_store_close (store);
  stint_workspace_set_is_open (self, FALSE);
}

/**
 * Move:
 * @back: the folder to go back to
 * @error: (nullable): why it could not be opened where it was to go
 */
typedef struct
{
  char   *back;
  GError *error;
} Move;

static void
move_free (gpointer data)
{
  Move *self = data;

  g_free (self->back);
  g_clear_error (&self->error);
  g_free (self);
}

static void
set_directory (StintWorkspace *self,
               const char     *directory)
{
  g_autofree char *old = self->directory;

  self->directory = g_strdup (directory);
}

static void
went_back_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Move *move = g_task_get_task_data (task);

  if (stint_workspace_open_finish (STINT_WORKSPACE (source), result, NULL))
    stint_workspace_publish_all (STINT_WORKSPACE (source));
  g_task_return_error (task, g_steal_pointer (&move->error));
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintWorkspace *self = STINT_WORKSPACE (source);
  Move *move = g_task_get_task_data (task);

  if (stint_workspace_open_finish (self, result, &move->error))
    {
      stint_workspace_publish_all (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* Whoever closed it meanwhile does not want to see it open again. */
  if (g_error_matches (move->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_str_equal (move->back, self->directory))
    {
      g_task_return_error (task, g_steal_pointer (&move->error));
      return;
    }
  set_directory (self, move->back);
  stint_workspace_open_async (self, NULL, went_back_cb, g_steal_pointer (&task));
}

/**
 * stint_workspace_move_async:
 * @directory: of another store, which is made if there is none; the same one opens it again
 *
 * Closes the store that is open and opens another one in its place; whoever listens reads everything again. If the other one cannot be opened,
 * the workspace goes back to where it was.
 */
void
stint_workspace_move_async (StintWorkspace     *self,
                            const char         *directory,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Move *move = g_new0 (Move, 1);

  g_task_set_source_tag (task, stint_workspace_move_async);
  g_task_set_task_data (task, move, move_free);
  move->back = g_strdup (self->directory);
  stint_workspace_close (self);
  set_directory (self, directory);
  stint_workspace_open_async (self, NULL, moved_cb, task);
}

gboolean
stint_workspace_move_finish (StintWorkspace *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
