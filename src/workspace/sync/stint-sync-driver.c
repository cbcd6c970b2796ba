/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "stint-config.h"
#include "workspace/stint-workspace-private.h"
#include "workspace/sync/stint-sync-private.h"

#include <glib/gi18n-lib.h>

static void begin_round (StintSync *self);

static gint64
get_ms (StintSync *self)
{
  return self->timers->get_ms (self->timers->data);
}

static void
due_cb (gpointer user_data)
{
  StintSync *self = user_data;

  self->timer_id = 0;
  begin_round (self);
}

/* Sets the timer to when the next round is due. */
static void
plan (StintSync *self)
{
  gint64 ms = -1;

  if (self->timer_id != 0)
    self->timers->remove (self->timers->data, self->timer_id);
  self->timer_id = 0;
  if (self->is_started && self->round == NULL && self->transport != NULL && !self->counts.is_erased)
    ms = stint_sync_schedule_get_ms (&self->schedule, get_ms (self));
  if (ms >= 0)
    self->timer_id = self->timers->add (self->timers->data, ms, due_cb, self);
}

static void
waiter_free (gpointer data)
{
  GTask *task = data;
  gulong *cancel_id = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), *cancel_id);
  g_object_unref (task);
}

/* (transfer full): whoever waits; they wait no more */
static GPtrArray *
take_waiting (StintSync *self)
{
  GPtrArray *waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (waiter_free);
  return waiting;
}

/* Takes @waiting. */
static void
answer (GPtrArray    *waiting,
        const GError *error)
{
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
  g_ptr_array_unref (waiting);
}

/* What whoever asked for a round is told when it ended as it did. (transfer full) (nullable) */
static GError *
make_error (StintSync *self)
{
  StintSyncProblem problem = stint_sync_get_problem (self);
  const char *message = self->result != NULL ? self->result->message : NULL;

  if (problem == STINT_SYNC_PROBLEM_NONE)
    return NULL;
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message != NULL ? message : stint_sync_problem_get_message (problem));
}

static void
progress_cb (const StintOutboxCounts *counts,
             guint                    n_done,
             guint                    n_total,
             gpointer                 user_data)
{
  StintSync *self = user_data;

  if (self->round_generation != self->generation || g_cancellable_is_cancelled (self->round))
    return;
  self->counts = *counts;
  stint_sync_show (self, n_total > 0 ? MIN (1.0, (double) n_done / n_total) : -1);
}

static void
end_round (StintSync       *self,
           StintSyncResult *result)
{
  g_clear_pointer (&self->result, stint_sync_result_free);
  self->result = result;
  if (result->has_counts)
    self->counts = result->counts;
  self->is_edited = FALSE;
  stint_sync_schedule_ended (&self->schedule, stint_sync_problem_get_end (result->problem), result->wait_ms, g_random_double (), get_ms (self));
}

static void
round_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (StintSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintSyncResult) ended = stint_sync_round_finish (STINT_WORKSPACE (source), result, &error);

  if (error == NULL)
    g_cancellable_set_error_if_cancelled (self->round, &error);
  g_clear_object (&self->round);
  if (self->round_generation != self->generation)
    {
      /* It was another account's; whoever waits now waits for one of this one's. */
      if (self->waiting->len > 0)
        begin_round (self);
      plan (self);
      stint_sync_show (self, -1);
      return;
    }
  if (error == NULL)
    {
      end_round (self, g_steal_pointer (&ended));
      error = make_error (self);
    }
  else
    {
      stint_sync_schedule_ended (&self->schedule, STINT_SYNC_END_DONE, 0, 0, get_ms (self));
    }
  stint_sync_show (self, -1);
  /* What was edited while the last answer was under way. */
  stint_sync_count (self);
  plan (self);
  answer (take_waiting (self), error);
}

static void
begin_round (StintSync *self)
{
  if (self->round != NULL || self->owner == NULL || self->transport == NULL || !stint_workspace_get_is_open (self->workspace))
    return;
  self->round = g_cancellable_new ();
  self->round_generation = self->generation;
  plan (self);
  stint_sync_show (self, -1);
  stint_sync_round_async (self->workspace, self->transport, self->owner, self->timers, progress_cb, self, self->round, round_cb,
                          g_object_ref (self));
}

typedef struct
{
  StintSync *sync;
  guint      generation;
} Counting;

static gpointer
count_job (StintDatabase *database,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree StintOutboxCounts *counts = g_new0 (StintOutboxCounts, 1);

  return stint_database_count_outbox (database, counts, error) ? g_steal_pointer (&counts) : NULL;
}

static void
take_counts (StintSync               *self,
             const StintOutboxCounts *counts)
{
  gboolean has_more = counts->n_pending > self->counts.n_pending;

  self->counts = *counts;
  if (!self->count_again)
    self->is_edited = FALSE;
  if (has_more)
    stint_sync_schedule_edited (&self->schedule, get_ms (self));
  if (has_more || counts->is_erased)
    plan (self);
  if (self->round == NULL)
    stint_sync_show (self, -1);
  else
    stint_sync_show (self, self->shown.progress);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Counting *counting = user_data;
  g_autoptr (StintSync) self = counting->sync;
  g_autofree StintOutboxCounts *counts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (counting->generation != self->generation)
    return;
  self->is_counting = FALSE;
  if (counts != NULL)
    take_counts (self, counts);
  if (self->count_again)
    stint_sync_count (self);
}

void
stint_sync_count (StintSync *self)
{
  Counting *counting;

  if (self->owner == NULL || !stint_workspace_get_is_open (self->workspace))
    return;
  self->count_again = self->is_counting;
  if (self->is_counting)
    return;
  self->is_counting = TRUE;
  counting = g_new0 (Counting, 1);
  counting->sync = g_object_ref (self);
  counting->generation = self->generation;
  stint_workspace_run_async (self->workspace, count_job, NULL, NULL, g_free, stint_sync_count, NULL, counted_cb, counting);
}

static void
changed_cb (StintWorkspace *workspace,
            StintChange    *change,
            int             source,
            StintSync      *self)
{
  if (self->owner == NULL || (change != NULL && stint_change_get_origin (change) == STINT_CHANGE_SYNC))
    return;
  if (change != NULL)
    {
      self->is_edited = TRUE;
      stint_sync_schedule_edited (&self->schedule, get_ms (self));
      plan (self);
      stint_sync_show (self, self->shown.progress);
    }
  stint_sync_count (self);
}

/* Whoever waits for a round may end it for all. */
static void
cancelled_cb (GCancellable *cancellable,
              StintSync    *self)
{
  stint_sync_cancel (self);
}

static void
open_changed_cb (StintSync *self)
{
  if (!stint_workspace_get_is_open (self->workspace))
    {
      stint_sync_cancel (self);
      return;
    }
  stint_sync_count (self);
  plan (self);
}

static void
network_changed_cb (StintSync *self,
                    gboolean   is_online)
{
  gboolean came_back = is_online && (!self->was_online || stint_sync_get_problem (self) == STINT_SYNC_PROBLEM_OFFLINE);

  self->was_online = is_online;
  if (!came_back)
    return;
  stint_sync_schedule_online (&self->schedule, get_ms (self));
  plan (self);
}

/* Begins to follow its workspace. */
void
stint_sync_watch (StintSync *self)
{
  self->waiting = g_ptr_array_new_with_free_func (waiter_free);
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (self->workspace, "notify::is-open", G_CALLBACK (open_changed_cb), self, G_CONNECT_SWAPPED);
}

/* @timers: borrowed for as long as it lives */
void
stint_sync_set_timers (StintSync         *self,
                       const StintTimers *timers)
{
  self->timers = timers;
}

/* @network: (nullable) */
void
stint_sync_set_network (StintSync       *self,
                        GNetworkMonitor *network)
{
  if (self->network == network)
    return;
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_set_object (&self->network, network);
  if (network == NULL)
    return;
  self->was_online = g_network_monitor_get_network_available (network);
  g_signal_connect_swapped (network, "network-changed", G_CALLBACK (network_changed_cb), self);
}

void
stint_sync_set_peer (StintSync               *self,
                     const StintStoreAccount *owner,
                     StintTransport          *transport)
{
  gboolean has_ended = owner != NULL && transport == NULL && self->owner != NULL && stint_store_account_is_same (owner, self->owner);
  GPtrArray *waiting = take_waiting (self);
  g_autoptr (GError) error = NULL;

  stint_sync_cancel (self);
  self->generation++;
  self->is_counting = self->count_again = self->is_edited = FALSE;
  self->counts = (StintOutboxCounts) { 0 };
  g_clear_pointer (&self->result, stint_sync_result_free);
  g_clear_pointer (&self->owner, stint_store_account_free);
  self->owner = owner != NULL ? stint_store_account_copy (owner) : NULL;
  g_set_object (&self->transport, transport);
  stint_sync_schedule_init (&self->schedule);
  stint_sync_schedule_start (&self->schedule, get_ms (self));
  stint_sync_show (self, -1);
  stint_sync_count (self);
  plan (self);
  /* Whoever waits hears that the session has ended, if that is what happened to the round. */
  error = has_ended ? g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, self->shown.message)
                    : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The plan is another account’s now");
  answer (waiting, error);
}

void
stint_sync_again (StintSync *self)
{
  g_clear_pointer (&self->result, stint_sync_result_free);
  self->counts.is_erased = FALSE;
  stint_sync_schedule_start (&self->schedule, get_ms (self));
  stint_sync_show (self, -1);
  stint_sync_count (self);
  plan (self);
}

void
stint_sync_start (StintSync *self)
{
  g_return_if_fail (STINT_IS_SYNC (self));

  self->is_started = TRUE;
  plan (self);
}

void
stint_sync_stop (StintSync *self)
{
  g_return_if_fail (STINT_IS_SYNC (self));

  self->is_started = FALSE;
  plan (self);
}

void
stint_sync_poke (StintSync *self)
{
  g_return_if_fail (STINT_IS_SYNC (self));

  stint_sync_schedule_poked (&self->schedule, get_ms (self));
  plan (self);
}

void
stint_sync_run_async (StintSync          *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gulong *cancel_id = g_new0 (gulong, 1);

  g_task_set_source_tag (task, stint_sync_run_async);
  g_task_set_task_data (task, cancel_id, g_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->owner == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, _("This plan belongs to no account. Sign in to one to sync it."));
  else if (self->transport == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "%s", self->shown.message);
  else if (!stint_workspace_get_is_open (self->workspace))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The tasks are not open"));
  else
    {
      if (cancellable != NULL)
        *cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
      g_ptr_array_add (self->waiting, g_steal_pointer (&task));
      begin_round (self);
    }
}

gboolean
stint_sync_run_finish (StintSync    *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
stint_sync_cancel (StintSync *self)
{
  if (self->round != NULL)
    g_cancellable_cancel (self->round);
}
