/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-workspace-private.h"
#include "workspace/sync/stint-sync-private.h"

G_BEGIN_DECLS

/**
 * StintSyncShared:
 * @round: used in the store's thread only
 * @owner: whose store it must be
 * @lock_fd: -1 until the lock is had
 * @sent: (nullable): the request that is under way; the main thread's
 *
 * What a round has from step to step. Only one step runs at a time, and between two of them nobody uses it.
 */
typedef struct
{
  StintRound *round;
  StintStoreAccount *owner;
  int lock_fd;
  StintApiRequest *sent;
} StintSyncShared;

StintSyncShared *stint_sync_shared_new    (const StintStoreAccount *owner);
void             stint_sync_shared_unref  (StintSyncShared         *self);
void             stint_sync_shared_unlock (StintSyncShared         *self);

typedef enum
{
  STINT_SYNC_STEP_SEND,
  STINT_SYNC_STEP_WAIT,
  STINT_SYNC_STEP_STOP,
  STINT_SYNC_STEP_DONE,
  STINT_SYNC_STEP_LOCKED,
} StintSyncStepOutcome;

/**
 * StintSyncStep:
 * @request: (nullable): what is to be sent next
 * @message: (nullable): what the database said
 * @was_read: the change log was read, so the window is told
 *
 * What a step found out: the `extra` of its #StintOutcome.
 */
typedef struct
{
  StintSyncStepOutcome outcome;
  StintApiRequest *request;
  gint64 wait_ms;
  StintSyncProblem problem;
  char *message;
  gboolean has_counts;
  StintOutboxCounts counts;
  guint n_done;
  guint n_total;
  gboolean was_read;
} StintSyncStep;

/**
 * StintSyncStepJob:
 * @request, @answer: (nullable): what was asked before, and what came
 * @may_skip_reading: the change log need not be read if the round goes on
 */
typedef struct
{
  StintSyncShared *shared;
  StintApiRequest *request;
  StintApiAnswer *answer;
  StintSequence *sequence;
  gint64 now_ms;
  gboolean may_skip_reading;
} StintSyncStepJob;

/* Takes @request and @answer. */
StintSyncStepJob *stint_sync_step_job_new  (StintSyncShared   *shared,
                                            StintApiRequest   *request,
                                            StintApiAnswer    *answer);
void              stint_sync_step_job_free (StintSyncStepJob  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintSyncStepJob, stint_sync_step_job_free)

/* A #StintStoreJob: tells the round the answer and asks it what is next. */
gpointer          stint_sync_step_job      (StintDatabase     *database,
                                            gpointer           data,
                                            GCancellable      *cancellable,
                                            GError           **error);

G_END_DECLS
