/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace-private.h"
#include "workspace/sync/stint-sync-private.h"
#include "workspace/sync/stint-sync-step.h"

/* How often a lock that another process holds is tried. */
#define LOCK_MS 200

/* A server that wants to be left alone for longer than this ends the round, so that nobody waits for its lock. */
#define LONG_WAIT_MS 30000

/* In a long round the window is told of what came so often: each time, its lists read themselves again. */
#define TELL_MS 300

/**
 * Run:
 * @store: (nullable): the store that it is about
 * @told_ms: when the window was told of changes last
 * @wait_id: while it waits for a lock, or because the server asked for it
 * @cancel_id: the handler of the task's cancellable
 */
typedef struct
{
  StintStore        *store;
  StintTransport    *transport;
  StintSyncShared   *shared;
  const StintTimers *timers;
  StintSyncProgress  progress;
  gpointer           progress_data;
  StintSyncResult   *result;
  gint64             told_ms;
  guint              wait_id;
  gulong             cancel_id;
  gboolean           is_long;
} Run;

static void run_step (GTask           *task,
                      StintApiRequest *request,
                      StintApiAnswer  *answer);

static void
run_free (gpointer data)
{
  Run *self = data;

  g_clear_object (&self->store);
  g_object_unref (self->transport);
  stint_sync_shared_unref (self->shared);
  g_clear_pointer (&self->result, stint_sync_result_free);
  g_free (self);
}

/* Lets the lock and the window go. */
static void
run_end (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->cancel_id != 0)
    g_cancellable_disconnect (cancellable, self->cancel_id);
  self->cancel_id = 0;
  if (self->wait_id != 0)
    self->timers->remove (self->timers->data, self->wait_id);
  self->wait_id = 0;
  stint_sync_shared_unlock (self->shared);
  stint_workspace_set_is_long (g_task_get_source_object (task), FALSE);
}

/* Takes @task. */
static void
run_fail (GTask  *task,
          GError *error)
{
  run_end (task);
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes @task. */
static void
run_finish (GTask           *task,
            StintSyncProblem problem,
            gint64           wait_ms,
            const char      *message)
{
  Run *self = g_task_get_task_data (task);

  self->result->problem = problem;
  self->result->wait_ms = wait_ms;
  self->result->message = g_strdup (message);
  run_end (task);
  g_task_return_pointer (task, g_steal_pointer (&self->result), (GDestroyNotify) stint_sync_result_free);
  g_object_unref (task);
}

static void
waited_cb (gpointer user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);

  self->wait_id = 0;
  run_step (task, NULL, NULL);
}

static void
run_wait (GTask *task,
          gint64 ms)
{
  Run *self = g_task_get_task_data (task);

  self->wait_id = self->timers->add (self->timers->data, ms, waited_cb, task);
}

/* A round that waits for nothing but a timer need not wait for it. */
static void
cancelled_cb (GCancellable *cancellable,
              GTask        *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->wait_id == 0)
    return;
  self->timers->remove (self->timers->data, self->wait_id);
  self->wait_id = 0;
  g_idle_add_once (waited_cb, task);
}

/* What only a person can mend is no matter of waiting for an answer. */
static StintSyncProblem
find_problem (const GError *error)
{
  if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN))
    return STINT_SYNC_PROBLEM_SIGN_IN;
  if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OTHER_USER))
    return STINT_SYNC_PROBLEM_OTHER_USER;
  if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_UNTRUSTED))
    return STINT_SYNC_PROBLEM_ADDRESS;
  return STINT_SYNC_PROBLEM_NONE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Run *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  StintApiAnswer *answer = stint_transport_send_finish (STINT_TRANSPORT (source), result, &error);
  StintSyncProblem problem = answer == NULL ? find_problem (error) : STINT_SYNC_PROBLEM_NONE;

  if (problem == STINT_SYNC_PROBLEM_ADDRESS)
    run_finish (task, problem, 0, error->message);
  else if (problem != STINT_SYNC_PROBLEM_NONE)
    run_finish (task, problem, 0, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    run_fail (task, g_steal_pointer (&error));
  else
    run_step (task, g_steal_pointer (&self->shared->sent), answer);
}

static void
run_send (GTask           *task,
          StintApiRequest *request)
{
  Run *self = g_task_get_task_data (task);

  self->shared->sent = request;
  stint_transport_send_async (self->transport, request, g_task_get_cancellable (task), answered_cb, task);
}

static void
note_step (GTask               *task,
           const StintSyncStep *step)
{
  Run *self = g_task_get_task_data (task);

  if (step->was_read)
    self->told_ms = self->timers->get_ms (self->timers->data);
  self->is_long = step->n_total > 0;
  stint_workspace_set_is_long (g_task_get_source_object (task), self->is_long);
  if (!step->has_counts)
    return;
  self->result->counts = step->counts;
  self->result->has_counts = TRUE;
  if (self->progress != NULL)
    self->progress (&step->counts, step->n_done, step->n_total, self->progress_data);
}

static void
run_go_on (GTask         *task,
           StintSyncStep *step)
{
  switch (step->outcome)
    {
    case STINT_SYNC_STEP_LOCKED:
      run_wait (task, LOCK_MS);
      break;

    case STINT_SYNC_STEP_SEND:
      run_send (task, g_steal_pointer (&step->request));
      break;

    case STINT_SYNC_STEP_WAIT:
      if (step->wait_ms > LONG_WAIT_MS)
        run_finish (task, step->problem != STINT_SYNC_PROBLEM_NONE ? step->problem : STINT_SYNC_PROBLEM_BUSY, step->wait_ms, NULL);
      else
        run_wait (task, step->wait_ms);
      break;

    case STINT_SYNC_STEP_STOP:
      run_finish (task, step->problem, step->wait_ms, step->message);
      break;

    case STINT_SYNC_STEP_DONE:
    default:
      run_finish (task, STINT_SYNC_PROBLEM_NONE, 0, NULL);
      break;
    }
}

static void
stepped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (StintOutcome) outcome = g_task_propagate_pointer (G_TASK (result), &error);

  if (outcome == NULL)
    {
      run_fail (task, error);
      return;
    }
  note_step (task, outcome->extra);
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    run_fail (task, error);
  else
    run_go_on (task, outcome->extra);
}

/* Takes @request and @answer: what was asked, if anything, and what came. */
static void
run_step (GTask           *task,
          StintApiRequest *request,
          StintApiAnswer  *answer)
{
  Run *self = g_task_get_task_data (task);
  StintWorkspace *workspace = g_task_get_source_object (task);
  g_autoptr (StintSyncStepJob) job = stint_sync_step_job_new (self->shared, request, answer);
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      run_fail (task, error);
      return;
    }
  if (stint_workspace_get_store (workspace) != self->store)
    {
      run_fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "The workspace was closed"));
      return;
    }
  job->now_ms = stint_workspace_get_unix_ms (workspace);
  job->sequence = stint_sequence_ref (stint_workspace_get_sequence (workspace));
  job->may_skip_reading = self->is_long && self->timers->get_ms (self->timers->data) - self->told_ms < TELL_MS;
  stint_workspace_commit_async (workspace, stint_sync_step_job, g_steal_pointer (&job), (GDestroyNotify) stint_sync_step_job_free,
                                STINT_CHANGE_ELSEWHERE, stint_sync_round_async, stepped_cb, task);
}

void
stint_sync_round_async (StintWorkspace          *workspace,
                        StintTransport          *transport,
                        const StintStoreAccount *owner,
                        const StintTimers       *timers,
                        StintSyncProgress        progress,
                        gpointer                 progress_data,
                        GCancellable            *cancellable,
                        GAsyncReadyCallback      callback,
                        gpointer                 user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  g_task_set_source_tag (task, stint_sync_round_async);
  g_task_set_task_data (task, self, run_free);
  g_task_set_check_cancellable (task, FALSE);
  g_set_object (&self->store, stint_workspace_get_store (workspace));
  self->transport = g_object_ref (transport);
  self->shared = stint_sync_shared_new (owner);
  self->timers = timers;
  self->progress = progress;
  self->progress_data = progress_data;
  self->result = g_new0 (StintSyncResult, 1);
  if (self->store == NULL)
    {
      run_fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "The workspace is not open"));
      return;
    }
  if (cancellable != NULL)
    self->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
  run_step (task, NULL, NULL);
}

StintSyncResult *
stint_sync_round_finish (StintWorkspace *workspace,
                         GAsyncResult   *result,
                         GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
