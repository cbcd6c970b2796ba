/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-account.h"

#include "stint-config.h"
#include "cli/stint-cli-ask.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "cloud/stint-cloud-error.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <unistd.h>

/* Faster than this, no progress is shown. */
#define PROGRESS_AFTER_US (G_USEC_PER_SEC / 2)

static gboolean
interrupted_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

void
stint_cli_interrupt_init (StintCliInterrupt *self)
{
  self->cancellable = g_cancellable_new ();
  self->interrupted = g_unix_signal_add (SIGINT, interrupted_cb, self->cancellable);
  self->terminated = g_unix_signal_add (SIGTERM, interrupted_cb, self->cancellable);
}

void
stint_cli_interrupt_clear (StintCliInterrupt *self)
{
  g_source_remove (self->interrupted);
  g_source_remove (self->terminated);
  g_clear_object (&self->cancellable);
}

/* The address goes to the person as well: there may be no browser on this computer, or none that opens by itself. */
static gboolean
open_uri_cb (const char *uri,
             gpointer    user_data,
             GError    **error)
{
  stint_cli_tell ("%s\n\n  %s\n", _("The browser opens this page; if it does not, open it yourself on this computer:"), uri);
  g_app_info_launch_default_for_uri (uri, NULL, NULL);
  return TRUE;
}

/* The store's thread takes one job after the other: when this one is over, what the account has asked before is known. */
static void
wait_for_counts (StintCliSession *session)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  stint_workspace_list_changes_async (session->workspace, 1, NULL, stint_cli_ready_cb, &slot);
  changes = stint_workspace_list_changes_finish (session->workspace, stint_cli_wait (&slot), NULL);
}

StintAccount *
stint_cli_account_load (StintCliSession *session,
                        GError         **error)
{
  g_autoptr (StintAccount) account = stint_account_new (session->workspace, session->root, open_uri_cb, NULL);
  g_autoptr (GAsyncResult) slot = NULL;

  stint_account_load_async (account, FALSE, NULL, stint_cli_ready_cb, &slot);
  if (!stint_account_load_finish (account, stint_cli_wait (&slot), error))
    return NULL;
  wait_for_counts (session);
  return g_steal_pointer (&account);
}

/**
 * stint_cli_account_describe:
 *
 * Returns: (transfer full): who and where, safe for a terminal
 */
char *
stint_cli_account_describe (StintAccount *account)
{
  const char *user = stint_account_get_user (account);
  const char *server = stint_account_get_server (account);
  g_autofree char *shown_user = stint_cli_text_escape (user != NULL ? user : "");
  g_autofree char *shown_server = stint_cli_text_escape (server != NULL ? server : "");

  /* Translators: who is signed in, and at which server, as in "eva@example.org at api.example.org" */
  return g_strdup_printf (_("%s at %s"), shown_user, shown_server);
}

typedef struct
{
  StintCliRound *round;
  gint64         started_us;
  int            percent;
} Watch;

static void
changed_cb (StintWorkspace   *workspace,
            StintChange      *change,
            StintChangeSource source,
            Watch            *watch)
{
  if (change == NULL)
    watch->round->is_much = TRUE;
  else if (stint_change_get_origin (change) == STINT_CHANGE_SYNC)
    watch->round->n_received += stint_change_get_n_deltas (change);
}

static void
progress_cb (StintSync  *sync,
             GParamSpec *property,
             Watch      *watch)
{
  int percent = (int) (stint_sync_get_progress (sync) * 100);

  if (percent < 0 || percent == watch->percent || g_get_monotonic_time () - watch->started_us < PROGRESS_AFTER_US)
    return;
  watch->percent = percent;
  g_printerr ("\r");
  g_printerr (_("Syncing… %d %%"), percent);
}

static void
set_error (GError    **error,
           GQuark      domain,
           int         code,
           const char *message)
{
  g_autofree char *text = g_strdup (message);

  g_clear_error (error);
  g_set_error_literal (error, domain, code, text);
}

/* The sentence is for people; a script goes by the code. What a window asks in a dialog is here in the message. */
static void
explain_failure (StintSync *sync,
                 GError   **error)
{
  if (error == NULL || *error == NULL)
    return;
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled; what was done is kept, and the next sync goes on"));
  else if (stint_sync_get_help (sync) == STINT_SYNC_HELP_DECIDE_ERASED)
    set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_ERASED,
               _("This account was erased on another computer. Nothing was changed here. “stint-cli sync --upload” sends everything again, "
                 "“stint-cli sign-out” keeps it on this computer only, and “stint-cli sign-out --remove” removes it here too."));
  else if (stint_sync_get_state (sync) == STINT_SYNC_SIGNED_OUT)
    set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_SIGNED_OUT, (*error)->message);
  else if (stint_sync_get_state (sync) == STINT_SYNC_OFFLINE)
    set_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE, (*error)->message);
  else
    set_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_FAILED, (*error)->message);
}

/**
 * stint_cli_account_sync:
 * @round: (out caller-allocates): filled also when it fails half-way
 *
 * One round to its end. Ctrl-C gives it up; what was done stays done.
 */
gboolean
stint_cli_account_sync (StintCliSession *session,
                        StintAccount    *account,
                        StintCliRound   *round,
                        GError         **error)
{
  StintSync *sync = stint_account_get_sync (account);
  Watch watch = { .round = round, .started_us = g_get_monotonic_time (), .percent = -1 };
  gboolean is_watched = isatty (STDERR_FILENO) && !session->json;
  gulong changed = g_signal_connect (session->workspace, "changed", G_CALLBACK (changed_cb), &watch);
  gulong progressed = is_watched ? g_signal_connect (sync, "notify::progress", G_CALLBACK (progress_cb), &watch) : 0;
  g_autoptr (GAsyncResult) slot = NULL;
  StintCliInterrupt interrupt;
  gboolean succeeded;
  guint n_before, n_after;

  *round = (StintCliRound) { 0 };
  wait_for_counts (session);
  n_before = stint_sync_get_n_pending (sync);
  stint_cli_interrupt_init (&interrupt);
  stint_sync_run_async (sync, interrupt.cancellable, stint_cli_ready_cb, &slot);
  succeeded = stint_sync_run_finish (sync, stint_cli_wait (&slot), error);
  stint_cli_interrupt_clear (&interrupt);
  if (watch.percent >= 0)
    g_printerr ("\r\033[K");
  g_signal_handler_disconnect (session->workspace, changed);
  g_clear_signal_handler (&progressed, sync);

  wait_for_counts (session);
  n_after = stint_sync_get_n_pending (sync);
  round->n_sent = n_before > n_after ? n_before - n_after : 0;
  if (!succeeded)
    explain_failure (sync, error);
  return succeeded;
}

void
stint_cli_put_round (StintCliSession     *session,
                     StintAccount        *account,
                     const StintCliRound *round)
{
  guint n_parked = stint_sync_get_n_parked (stint_account_get_sync (account));

  if (round->n_sent > 0)
    stint_cli_put_line (session, ngettext ("%u record was sent", "%u records were sent", round->n_sent), round->n_sent);
  if (round->is_much)
    stint_cli_put_line (session, "%s", _("Many records came"));
  else if (round->n_received > 0)
    stint_cli_put_line (session, ngettext ("%u record came", "%u records came", round->n_received), round->n_received);
  if (round->n_sent == 0 && round->n_received == 0 && !round->is_much)
    stint_cli_put_line (session, "%s", _("Nothing was new"));
  if (n_parked > 0)
    stint_cli_put_line (session, ngettext ("%u record was refused by the server; it is tried again after its next edit",
                                           "%u records were refused by the server; they are tried again after their next edit", n_parked), n_parked);
}

void
stint_cli_json_add_round (GVariantBuilder     *object,
                          StintAccount        *account,
                          const StintCliRound *round)
{
  StintSync *sync = stint_account_get_sync (account);

  stint_cli_json_add_int (object, "n_sent", round->n_sent);
  if (round->is_much)
    stint_cli_json_add_string (object, "n_received", NULL);
  else
    stint_cli_json_add_int (object, "n_received", round->n_received);
  stint_cli_json_add_int (object, "n_pending", stint_sync_get_n_pending (sync));
  stint_cli_json_add_int (object, "n_refused", stint_sync_get_n_parked (sync));
}
