/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cloud/stint-transport.h"
#include "store/stint-database.h"

G_BEGIN_DECLS

/**
 * StintSyncProblem:
 * @STINT_SYNC_PROBLEM_NONE: all is well
 * @STINT_SYNC_PROBLEM_OFFLINE: no answer, or one that is not the API's (a captive portal's page)
 * @STINT_SYNC_PROBLEM_BUSY: the server has too much to do, or asks to wait
 * @STINT_SYNC_PROBLEM_SERVER: it fails
 * @STINT_SYNC_PROBLEM_INCONSISTENT: its table contradicts itself: whoever runs it has to look
 * @STINT_SYNC_PROBLEM_SIGN_IN: a person must sign in again
 * @STINT_SYNC_PROBLEM_FORBIDDEN: it does not take this program's tokens
 * @STINT_SYNC_PROBLEM_FULL: the account is full; what is new there still comes
 * @STINT_SYNC_PROBLEM_ADDRESS: what answers at this address is not the API
 * @STINT_SYNC_PROBLEM_TOO_OLD: this version is too old to write; what is new there still comes
 * @STINT_SYNC_PROBLEM_ERASED: the account was erased: a person must say what becomes of the plan here
 * @STINT_SYNC_PROBLEM_OTHER_USER: signed in as somebody whose plan this is not
 * @STINT_SYNC_PROBLEM_STORE: the database here refused
 *
 * Why the last round did not get to its end.
 */
typedef enum
{
  STINT_SYNC_PROBLEM_NONE,
  STINT_SYNC_PROBLEM_OFFLINE,
  STINT_SYNC_PROBLEM_BUSY,
  STINT_SYNC_PROBLEM_SERVER,
  STINT_SYNC_PROBLEM_INCONSISTENT,
  STINT_SYNC_PROBLEM_SIGN_IN,
  STINT_SYNC_PROBLEM_FORBIDDEN,
  STINT_SYNC_PROBLEM_FULL,
  STINT_SYNC_PROBLEM_ADDRESS,
  STINT_SYNC_PROBLEM_TOO_OLD,
  STINT_SYNC_PROBLEM_ERASED,
  STINT_SYNC_PROBLEM_OTHER_USER,
  STINT_SYNC_PROBLEM_STORE,
} StintSyncProblem;

/**
 * StintRound:
 *
 * One round of sync (sync.md R6) as a machine without input or output: it says which request is next, and is told the answer. All that
 * must outlive the program is in the database, so a round can be given up anywhere and another begun. Synchronous; the store's thread.
 *
 *     round = stint_round_new (...);
 *     while ((request = stint_round_next (round, database, now_ms, &error)) != NULL)
 *       {
 *         answer = ...; // %NULL if none came
 *         step = stint_round_take (round, database, request, answer, now_ms, &wait_ms, &error);
 *         // GO_ON: ask again; WAIT: the same after wait_ms; STOP: stint_round_get_problem() says why
 *       }
 *     // NULL without error: the round is over, all is in sync
 */
typedef struct _StintRound StintRound;

typedef enum
{
  STINT_ROUND_GO_ON,
  STINT_ROUND_WAIT,
  STINT_ROUND_STOP,
} StintRoundStep;

/* @device_name: what the device list calls this machine. @offset_ms: the server's clock less this one's, by an earlier answer; 0 if not known. */
StintRound       *stint_round_new          (const char             *device_name);
void              stint_round_free         (StintRound             *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRound, stint_round_free)

StintApiRequest  *stint_round_next         (StintRound             *self,
                                            StintDatabase          *database,
                                            gint64                  now_ms,
                                            GError                **error);
StintRoundStep    stint_round_take         (StintRound             *self,
                                            StintDatabase          *database,
                                            const StintApiRequest  *request,
                                            const StintApiAnswer   *answer,
                                            gint64                  now_ms,
                                            gint64                 *wait_ms,
                                            GError                **error);
StintSyncProblem  stint_round_get_problem  (StintRound             *self);
/* (nullable): what the server said about it, for the details */
const char       *stint_round_get_detail   (StintRound             *self);
/* How far a long round is: records, of how many. @n_total is 0 if there is nothing to wait for. */
void              stint_round_get_progress (StintRound             *self,
                                            guint                  *n_done,
                                            guint                  *n_total);

G_END_DECLS
