/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-sync-step.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_FILE "sync.lock"

StintSyncShared *
stint_sync_shared_new (const StintStoreAccount *owner)
{
  StintSyncShared *self = g_atomic_rc_box_new0 (StintSyncShared);

  self->round = stint_round_new (g_get_host_name ());
  self->owner = stint_store_account_copy (owner);
  self->lock_fd = -1;
  return self;
}

static void
shared_clear (gpointer data)
{
  StintSyncShared *self = data;

  stint_sync_shared_unlock (self);
  stint_round_free (self->round);
  stint_store_account_free (self->owner);
  g_clear_pointer (&self->sent, stint_api_request_free);
}

void
stint_sync_shared_unref (StintSyncShared *self)
{
  g_atomic_rc_box_release_full (self, shared_clear);
}

void
stint_sync_shared_unlock (StintSyncShared *self)
{
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
}

StintSyncStepJob *
stint_sync_step_job_new (StintSyncShared *shared,
                         StintApiRequest *request,
                         StintApiAnswer  *answer)
{
  StintSyncStepJob *self = g_new0 (StintSyncStepJob, 1);

  self->shared = g_atomic_rc_box_acquire (shared);
  self->request = request;
  self->answer = answer;
  return self;
}

void
stint_sync_step_job_free (StintSyncStepJob *self)
{
  stint_sync_shared_unref (self->shared);
  g_clear_pointer (&self->request, stint_api_request_free);
  g_clear_pointer (&self->answer, stint_api_answer_free);
  g_clear_pointer (&self->sequence, stint_sequence_unref);
  g_free (self);
}

static void
step_free (gpointer data)
{
  StintSyncStep *self = data;

  g_clear_pointer (&self->request, stint_api_request_free);
  g_free (self->message);
  g_free (self);
}

/* What the database refuses is said in its words, which are for people. Takes @error. */
static void
stop_for_store (StintSyncStep *step,
                GError        *error)
{
  step->outcome = STINT_SYNC_STEP_STOP;
  step->problem = STINT_SYNC_PROBLEM_STORE;
  if (error != NULL && error->domain == STINT_STORE_ERROR)
    step->message = g_strdup (error->message);
  else
    g_message ("A step of the sync: %s", error != NULL ? error->message : "no reason given");
  g_clear_error (&error);
}

/* Returns: whether this process may sync now: nobody else does, and the store is whom it should be of (sync.md R17, S1) */
static gboolean
enter (StintSyncStepJob *job,
       StintDatabase    *database,
       StintSyncStep    *step)
{
  g_autofree char *path = g_build_filename (stint_database_get_directory (database), LOCK_FILE, NULL);
  g_autoptr (StintStoreAccount) owner = NULL;
  StintSyncShared *shared = job->shared;
  GError *error = NULL;

  if (shared->lock_fd < 0)
    shared->lock_fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (shared->lock_fd < 0 || flock (shared->lock_fd, LOCK_EX | LOCK_NB) < 0)
    {
      if (shared->lock_fd >= 0 && (errno == EWOULDBLOCK || errno == EINTR))
        step->outcome = STINT_SYNC_STEP_LOCKED;
      else
        stop_for_store (step, g_error_new (G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno)));
      return FALSE;
    }

  owner = stint_database_read_account (database, &error);
  if (error != NULL)
    {
      stop_for_store (step, error);
      return FALSE;
    }
  if (owner == NULL || !stint_store_account_is_same (owner, shared->owner))
    {
      step->outcome = STINT_SYNC_STEP_STOP;
      step->problem = STINT_SYNC_PROBLEM_OTHER_USER;
      return FALSE;
    }
  return TRUE;
}

/* Tells the round the answer. Returns: whether it wants to go on now */
static gboolean
take_answer (StintSyncStepJob *job,
             StintDatabase    *database,
             StintSyncStep    *step)
{
  StintRound *round = job->shared->round;
  GError *error = NULL;
  StintRoundStep next;

  if (job->request == NULL)
    return TRUE;
  next = stint_round_take (round, database, job->request, job->answer, job->now_ms, &step->wait_ms, &error);
  step->problem = stint_round_get_problem (round);
  if (error != NULL)
    stop_for_store (step, error);
  else if (next == STINT_ROUND_GO_ON)
    return TRUE;
  else
    step->outcome = next == STINT_ROUND_WAIT ? STINT_SYNC_STEP_WAIT : STINT_SYNC_STEP_STOP;
  return FALSE;
}

static void
ask_next (StintSyncStepJob *job,
          StintDatabase    *database,
          StintSyncStep    *step)
{
  StintRound *round = job->shared->round;
  GError *error = NULL;

  step->request = stint_round_next (round, database, job->now_ms, &error);
  step->problem = stint_round_get_problem (round);
  if (error != NULL)
    stop_for_store (step, error);
  else if (step->request != NULL)
    step->outcome = STINT_SYNC_STEP_SEND;
  else if (step->problem != STINT_SYNC_PROBLEM_NONE)
    step->outcome = STINT_SYNC_STEP_STOP;
  else if (stint_database_note_success (database, job->now_ms, &error))
    step->outcome = STINT_SYNC_STEP_DONE;
  else
    stop_for_store (step, error);
}

gpointer
stint_sync_step_job (StintDatabase *database,
                     gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  StintSyncStepJob *job = data;
  StintSyncStep *step = g_new0 (StintSyncStep, 1);
  StintOutcome *outcome;

  if (enter (job, database, step))
    {
      if (take_answer (job, database, step))
        ask_next (job, database, step);
      step->has_counts = stint_database_count_outbox (database, &step->counts, NULL);
      stint_round_get_progress (job->shared->round, &step->n_done, &step->n_total);
    }

  step->was_read = !job->may_skip_reading || step->outcome != STINT_SYNC_STEP_SEND;
  outcome = step->was_read ? stint_outcome_new (database, job->sequence, NULL) : stint_outcome_new_unread ();
  outcome->extra = step;
  outcome->free_extra = step_free;
  return outcome;
}
