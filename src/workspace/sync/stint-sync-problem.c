/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "stint-config.h"
#include "workspace/sync/stint-sync-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char    *message;
  StintSyncHelp  help;
  StintSyncState state;
  StintSyncEnd   end;
} problems[] = {
  [STINT_SYNC_PROBLEM_NONE] = { NULL, STINT_SYNC_HELP_NONE, STINT_SYNC_SYNCED, STINT_SYNC_END_DONE },
  [STINT_SYNC_PROBLEM_OFFLINE] = {
    N_("The server does not answer. Your edits are kept on this computer and sent as soon as it does."),
    STINT_SYNC_HELP_RETRY, STINT_SYNC_OFFLINE, STINT_SYNC_END_PASSING,
  },
  [STINT_SYNC_PROBLEM_BUSY] = {
    N_("The server has too much to do just now. Your edits are kept on this computer and sent in a while."),
    STINT_SYNC_HELP_RETRY, STINT_SYNC_OFFLINE, STINT_SYNC_END_PASSING,
  },
  [STINT_SYNC_PROBLEM_SERVER] = {
    N_("The server answers with an error of its own. Your edits are kept on this computer and sent when it works again; if this lasts, "
       "tell whoever runs the server."),
    STINT_SYNC_HELP_RETRY, STINT_SYNC_PROBLEM, STINT_SYNC_END_PASSING,
  },
  [STINT_SYNC_PROBLEM_INCONSISTENT] = {
    N_("The server’s data contradicts itself, so nothing is synced until it has been repaired. Your edits are kept on this computer; tell "
       "whoever runs the server."),
    STINT_SYNC_HELP_RETRY, STINT_SYNC_PROBLEM, STINT_SYNC_END_LASTING,
  },
  [STINT_SYNC_PROBLEM_SIGN_IN] = {
    N_("You are signed out: the server has ended the session. Your edits are kept on this computer; sign in again to send them."),
    STINT_SYNC_HELP_SIGN_IN, STINT_SYNC_SIGNED_OUT, STINT_SYNC_END_PERSON,
  },
  [STINT_SYNC_PROBLEM_FORBIDDEN] = {
    N_("The server does not let this sign-in sync. Your edits are kept on this computer; sign in again, or tell whoever runs the server."),
    STINT_SYNC_HELP_SIGN_IN, STINT_SYNC_PROBLEM, STINT_SYNC_END_LASTING,
  },
  [STINT_SYNC_PROBLEM_FULL] = {
    N_("The account is full, so edits are no longer sent, but kept on this computer. Delete what you no longer need; what others send still "
       "arrives."),
    STINT_SYNC_HELP_RETRY, STINT_SYNC_PROBLEM, STINT_SYNC_END_LASTING,
  },
  [STINT_SYNC_PROBLEM_ADDRESS] = {
    N_("What answers at the server’s address is not the server that this plan belongs to, so nothing was sent. Check the network, or ask "
       "whoever runs the server for a new connect file."),
    STINT_SYNC_HELP_RETRY, STINT_SYNC_PROBLEM, STINT_SYNC_END_LASTING,
  },
  [STINT_SYNC_PROBLEM_TOO_OLD] = {
    N_("This version of Stint is too old for the server, so edits are kept on this computer and not sent. Install the new version."),
    STINT_SYNC_HELP_NONE, STINT_SYNC_PROBLEM, STINT_SYNC_END_LASTING,
  },
  [STINT_SYNC_PROBLEM_ERASED] = {
    N_("The account was deleted, on another computer or by whoever runs the server. The plan is still on this computer; say what shall "
       "become of it."),
    STINT_SYNC_HELP_DECIDE_ERASED, STINT_SYNC_PROBLEM, STINT_SYNC_END_PERSON,
  },
  [STINT_SYNC_PROBLEM_OTHER_USER] = {
    N_("This plan belongs to another account than the one that is signed in, so nothing was sent. Sign in as the person it belongs to."),
    STINT_SYNC_HELP_SIGN_IN, STINT_SYNC_PROBLEM, STINT_SYNC_END_PERSON,
  },
  [STINT_SYNC_PROBLEM_STORE] = {
    N_("The database on this computer could not take what the server sent, so nothing is synced. See whether the disk is full or cannot "
       "be written, then try again."),
    STINT_SYNC_HELP_RETRY, STINT_SYNC_PROBLEM, STINT_SYNC_END_LASTING,
  },
};

/**
 * stint_sync_problem_get_message:
 *
 * Returns: (nullable): what is wrong, what it means for one's edits, and what helps
 */
const char *
stint_sync_problem_get_message (StintSyncProblem problem)
{
  return problems[problem].message != NULL ? _(problems[problem].message) : NULL;
}

StintSyncHelp
stint_sync_problem_get_help (StintSyncProblem problem)
{
  return problems[problem].help;
}

StintSyncState
stint_sync_problem_get_state (StintSyncProblem problem)
{
  return problems[problem].state;
}

StintSyncEnd
stint_sync_problem_get_end (StintSyncProblem problem)
{
  return problems[problem].end;
}

void
stint_sync_result_free (StintSyncResult *self)
{
  g_free (self->message);
  g_free (self);
}
