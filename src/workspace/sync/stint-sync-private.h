/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-transport.h"
#include "store/stint-sync-store.h"
#include "workspace/stint-workspace.h"
#include "workspace/sync/stint-round.h"
#include "workspace/sync/stint-sync-schedule.h"
#include "workspace/sync/stint-sync.h"

G_BEGIN_DECLS

/**
 * StintTimers:
 * @get_ms: a clock that never goes back, and goes on while the machine sleeps
 * @add: calls @func once after @ms; an id that is not 0
 *
 * What waits; tests have one of their own, so that nothing sleeps.
 */
typedef struct
{
  gint64 (*get_ms) (gpointer        data);
  guint  (*add)    (gpointer        data,
                    gint64          ms,
                    GSourceOnceFunc func,
                    gpointer        user_data);
  void   (*remove) (gpointer        data,
                    guint           id);
  gpointer data;
} StintTimers;

extern const StintTimers stint_timers_of_system;

/**
 * StintSyncResult:
 * @problem: why it did not get to its end
 * @wait_ms: how long the server asked to be left alone
 * @message: (nullable): what is better said than the sentence for @problem
 * @has_counts: @counts is how the outbox was at the end
 *
 * How a round ended.
 */
typedef struct
{
  StintSyncProblem problem;
  gint64 wait_ms;
  char *message;
  gboolean has_counts;
  StintOutboxCounts counts;
} StintSyncResult;

void stint_sync_result_free (StintSyncResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintSyncResult, stint_sync_result_free)

/* After each step; @n_total: 0 if it is no long round */
typedef void (*StintSyncProgress) (const StintOutboxCounts *counts,
                                   guint                    n_done,
                                   guint                    n_total,
                                   gpointer                 user_data);

/* One round, under the store's lock, of the store that @workspace has open now. @owner: whose store it must be. @timers: not copied. finish:
 * (transfer full); fails only if it was cancelled, or the workspace was closed. */
void             stint_sync_round_async     (StintWorkspace          *workspace,
                                             StintTransport          *transport,
                                             const StintStoreAccount *owner,
                                             const StintTimers       *timers,
                                             StintSyncProgress        progress,
                                             gpointer                 progress_data,
                                             GCancellable            *cancellable,
                                             GAsyncReadyCallback      callback,
                                             gpointer                 user_data);
StintSyncResult *stint_sync_round_finish    (StintWorkspace          *workspace,
                                             GAsyncResult            *result,
                                             GError                 **error);

/* What is said about a problem, what helps, and when to try again. */
const char      *stint_sync_problem_get_message (StintSyncProblem     problem);
StintSyncHelp    stint_sync_problem_get_help    (StintSyncProblem     problem);
StintSyncState   stint_sync_problem_get_state   (StintSyncProblem     problem);
StintSyncEnd     stint_sync_problem_get_end     (StintSyncProblem     problem);

/* Whether two stores belong to the same account (sync.md S1). */
gboolean           stint_store_account_is_same (const StintStoreAccount *self,
                                                const StintStoreAccount *other);
StintStoreAccount *stint_store_account_copy    (const StintStoreAccount *self);

/**
 * StintSync:
 * @owner: (nullable): whose the open store is
 * @transport: (nullable): %NULL: nobody is signed in
 * @round: (nullable): cancels the round that runs
 * @waiting: (element-type GTask): who wants to hear of its end
 * @generation: changes with the owner: what was asked for another one's sake is dropped
 * @is_edited: something was edited and the outbox not counted since
 * @count_again: something happened while it was counted
 * @result: (nullable): how the last round ended
 * @shown: what the properties say
 */
struct _StintSync
{
  GObject            parent_instance;

  StintWorkspace    *workspace;
  GNetworkMonitor   *network;
  StintStoreAccount *owner;
  StintTransport    *transport;
  const StintTimers *timers;
  StintSyncSchedule  schedule;
  GCancellable      *round;
  GPtrArray         *waiting;
  StintSyncResult   *result;
  StintOutboxCounts  counts;
  guint              timer_id;
  guint              generation;
  guint              round_generation;
  gboolean           is_started;
  gboolean           is_edited;
  gboolean           is_counting;
  gboolean           count_again;
  gboolean           was_online;

  struct
  {
    StintSyncState state;
    StintSyncHelp  help;
    char          *message;
    gint64         last_success_ms;
    guint          n_pending;
    guint          n_parked;
    double         progress;
  } shown;
};

/* For its other files. @progress: 0 to 1, or -1. */
void             stint_sync_show            (StintSync               *self,
                                             double                   progress);
StintSyncProblem stint_sync_get_problem     (StintSync               *self);
void             stint_sync_watch           (StintSync               *self);

/* For StintAccount. @owner: (nullable): whose the open store is. @transport: (nullable): %NULL: nobody is signed in. */
StintSync       *stint_sync_new             (StintWorkspace          *workspace);
void             stint_sync_set_timers      (StintSync               *self,
                                             const StintTimers       *timers);
void             stint_sync_set_network     (StintSync               *self,
                                             GNetworkMonitor         *network);
void             stint_sync_set_peer        (StintSync               *self,
                                             const StintStoreAccount *owner,
                                             StintTransport          *transport);
/* A person has answered what it waited for: forgets how the last round ended, and begins another one. */
void             stint_sync_again           (StintSync               *self);
/* Reads how much is waiting, and whether there is a question to answer. */
void             stint_sync_count           (StintSync               *self);

G_END_DECLS
