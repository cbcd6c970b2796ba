/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StintSyncState:
 * @STINT_SYNC_OFF: this plan belongs to no account
 * @STINT_SYNC_SIGNED_OUT: it belongs to one, and nobody is signed in
 * @STINT_SYNC_SYNCED: at the last look, here and there was the same
 * @STINT_SYNC_WAITING: edits wait to be sent, and will be in a moment
 * @STINT_SYNC_SYNCING: a round is running
 * @STINT_SYNC_OFFLINE: the server does not answer; tried again by itself
 * @STINT_SYNC_PROBLEM: `message` says what is wrong and what helps
 */
typedef enum
{
  STINT_SYNC_OFF,
  STINT_SYNC_SIGNED_OUT,
  STINT_SYNC_SYNCED,
  STINT_SYNC_WAITING,
  STINT_SYNC_SYNCING,
  STINT_SYNC_OFFLINE,
  STINT_SYNC_PROBLEM,
} StintSyncState;

/**
 * StintSyncHelp:
 *
 * The one thing that helps against a lasting state: what a banner's button does.
 */
typedef enum
{
  STINT_SYNC_HELP_NONE,
  STINT_SYNC_HELP_RETRY,
  STINT_SYNC_HELP_SIGN_IN,
  STINT_SYNC_HELP_DECIDE_ERASED,
} StintSyncHelp;

/**
 * StintSync:
 *
 * Keeps a workspace in sync by itself: soon after an edit, when somebody looks at the window, every five minutes, later and later while the
 * server does not answer. One round at a time, also across processes (sync.md R17). Main thread only.
 *
 * Properties, all notified: `state` (int, #StintSyncState), `message` (nullable string: a whole sentence for a person, about state PROBLEM or
 * OFFLINE), `help` (int, #StintSyncHelp), `last-success-ms` (int64; 0: never), `n-pending` (uint: records not yet sent),
 * `n-parked` (uint: records that the server refused), `progress` (double: 0 to 1 while a long round runs, else -1).
 */
#define STINT_TYPE_SYNC (stint_sync_get_type ())
G_DECLARE_FINAL_TYPE (StintSync, stint_sync, STINT, SYNC, GObject)

StintSyncState stint_sync_get_state           (StintSync            *self);
const char    *stint_sync_get_message         (StintSync            *self);
StintSyncHelp  stint_sync_get_help            (StintSync            *self);
gint64         stint_sync_get_last_success_ms (StintSync            *self);
guint          stint_sync_get_n_pending       (StintSync            *self);
guint          stint_sync_get_n_parked        (StintSync            *self);
double         stint_sync_get_progress        (StintSync            *self);

/* Begins to sync by itself, and ends it. */
void           stint_sync_start               (StintSync            *self);
void           stint_sync_stop                (StintSync            *self);
/* Somebody looks: sync if the last time was a while ago. */
void           stint_sync_poke                (StintSync            *self);
/* A round now (or the end of the one that runs). Cancelling leaves everything for the next round. finish: FALSE with an error whose message
 * is the sentence of `message` if it did not get to its end. */
void           stint_sync_run_async           (StintSync            *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       stint_sync_run_finish          (StintSync            *self,
                                               GAsyncResult         *result,
                                               GError              **error);
/* Gives up the round that runs; what was done stays done. */
void           stint_sync_cancel              (StintSync            *self);

G_END_DECLS
