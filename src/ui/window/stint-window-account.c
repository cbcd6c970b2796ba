/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include "ui/account/stint-account-page.h"
#include "ui/account/stint-leave-flow.h"
#include "ui/account/stint-sign-in-flow.h"

#include <glib/gi18n.h>

static void
tell (GtkWidget  *window,
      const char *message)
{
  stint_window_tell (STINT_WINDOW (window), message);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (stint_sync_run_finish (STINT_SYNC (source), result, &error) || self->workspace == NULL)
    return;
  /* What has a banner has been said. */
  if (self->banner_reason == STINT_BANNER_NOTHING && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stint_window_tell (self, error->message);
}

static void
sync_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  StintWindow *self = user_data;

  stint_sync_run_async (stint_account_get_sync (self->account), self->cancellable, synced_cb, g_object_ref (self));
}

static void
sign_in_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  StintWindow *self = user_data;

  stint_sign_in_flow_again (GTK_WIDGET (self), self->account, tell);
}

static void
account_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  StintWindow *self = user_data;

  stint_account_page_present (GTK_WINDOW (self), self->account, stint_workspace_get_clock (self->workspace), self->settings);
}

void
stint_window_add_account_actions (StintWindow *self)
{
  static const GActionEntry entries[] = {
    { "account", account_action },
    { "sign-in", sign_in_action },
    { "sync", sync_action },
  };

  if (self->account != NULL)
    g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
set_enabled (StintWindow *self,
             const char  *name,
             gboolean     enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

static void
account_cb (StintWindow *self)
{
  StintAccountState state = stint_account_get_state (self->account);

  set_enabled (self, "sync", state == STINT_ACCOUNT_SIGNED_IN);
  set_enabled (self, "sign-in", state == STINT_ACCOUNT_SIGNED_OUT);
  if (state == STINT_ACCOUNT_SIGNED_IN)
    g_settings_set_boolean (self->settings, "stay-signed-out", FALSE);
  stint_window_update_banner (self);
}

/* What the account and its sync say is shown in the header bar and, if it lasts, in the banner. */
void
stint_window_watch_account (StintWindow *self)
{
  StintSync *sync;

  if (self->account == NULL)
    return;
  sync = stint_account_get_sync (self->account);
  stint_sync_button_set_sync (self->sync_button, sync, stint_workspace_get_clock (self->workspace));
  g_signal_connect_object (self->account, "notify", G_CALLBACK (account_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify", G_CALLBACK (stint_window_update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::stay-signed-out", G_CALLBACK (stint_window_update_banner), self,
                           G_CONNECT_SWAPPED);
  account_cb (self);
}

/* Does the one thing that helps against what is wrong with the sync. */
void
stint_window_help_sync (StintWindow *self)
{
  switch (stint_sync_get_help (stint_account_get_sync (self->account)))
    {
    case STINT_SYNC_HELP_RETRY:
      sync_action (NULL, NULL, self);
      break;

    case STINT_SYNC_HELP_SIGN_IN:
      sign_in_action (NULL, NULL, self);
      break;

    case STINT_SYNC_HELP_DECIDE_ERASED:
      stint_leave_flow_decide_erased (GTK_WIDGET (self), self->account, self->settings, tell);
      break;

    case STINT_SYNC_HELP_NONE:
    default:
      break;
    }
}

/* The page says what such a file is for, and stays when the question is refused. */
void
stint_window_connect (StintWindow *self,
                      const char  *text)
{
  StintAccountPage *page;

  g_return_if_fail (STINT_IS_WINDOW (self));
  if (self->account == NULL)
    return;
  page = stint_account_page_present (GTK_WINDOW (self), self->account, stint_workspace_get_clock (self->workspace), self->settings);
  stint_account_page_connect (page, text);
}
