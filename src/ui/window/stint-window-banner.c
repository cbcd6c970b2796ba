/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include <glib/gi18n.h>

/* A server that does not answer is nothing to shout about, until edits have waited for it this long. */
#define OFFLINE_PATIENCE_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static gboolean
has_waited_long (StintWindow *self,
                 StintSync   *sync)
{
  gint64 now_ms = stint_clock_get_unix_ms (stint_workspace_get_clock (self->workspace));

  return stint_sync_get_n_pending (sync) > 0 && now_ms - stint_sync_get_last_success_ms (sync) > OFFLINE_PATIENCE_MS;
}

/* What a sync has to say that lasts. */
static StintBannerReason
find_sync_reason (StintWindow *self,
                  StintSync   *sync)
{
  StintSyncState state = stint_sync_get_state (sync);

  if (state == STINT_SYNC_PROBLEM && stint_sync_get_help (sync) == STINT_SYNC_HELP_DECIDE_ERASED)
    return STINT_BANNER_ERASED;
  if (state == STINT_SYNC_PROBLEM)
    return STINT_BANNER_PROBLEM;
  if (state == STINT_SYNC_SIGNED_OUT && !g_settings_get_boolean (self->settings, "stay-signed-out"))
    return STINT_BANNER_SIGNED_OUT;
  if (state == STINT_SYNC_OFFLINE && has_waited_long (self, sync))
    return STINT_BANNER_OFFLINE;
  return STINT_BANNER_NOTHING;
}

static gboolean
is_about_sync (StintBannerReason reason)
{
  return reason >= STINT_BANNER_ERASED && reason <= STINT_BANNER_OFFLINE;
}

/* The one place that decides which of the lasting states is said. */
static StintBannerReason
find_reason (StintWindow *self)
{
  StintSync *sync = self->account != NULL ? stint_account_get_sync (self->account) : NULL;
  StintBannerReason reason = sync != NULL ? find_sync_reason (self, sync) : STINT_BANNER_NOTHING;

  if (self->refused != NULL)
    return STINT_BANNER_REFUSED;
  /* While it tries again, what was wrong may still be: the banner does not jump. */
  if (sync != NULL && stint_sync_get_state (sync) == STINT_SYNC_SYNCING && is_about_sync (self->banner_reason))
    return self->banner_reason;
  if (reason != STINT_BANNER_NOTHING)
    return reason;
  if (stint_inbox_get_count (self->inbox) > 0)
    return STINT_BANNER_CONFLICTS;
  if (self->account != NULL && stint_account_get_keyring_problem (self->account) != NULL && !self->keyring_dismissed)
    return STINT_BANNER_KEYRING;
  return STINT_BANNER_NOTHING;
}

/* (nullable): what pressing the button does */
static const char *
get_button (StintWindow      *self,
            StintBannerReason reason)
{
  switch (reason)
    {
    case STINT_BANNER_REFUSED:
    case STINT_BANNER_KEYRING:
      return _("Dismiss");
    case STINT_BANNER_ERASED:
      return _("Decide…");
    case STINT_BANNER_SIGNED_OUT:
      return _("Sign In…");
    case STINT_BANNER_OFFLINE:
      return _("Try Again");
    case STINT_BANNER_CONFLICTS:
      return _("Review…");
    case STINT_BANNER_PROBLEM:
      switch (stint_sync_get_help (stint_account_get_sync (self->account)))
        {
        case STINT_SYNC_HELP_RETRY:
          return _("Try Again");
        case STINT_SYNC_HELP_SIGN_IN:
          return _("Sign In…");
        case STINT_SYNC_HELP_DECIDE_ERASED:
        case STINT_SYNC_HELP_NONE:
        default:
          return NULL;
        }
    case STINT_BANNER_NOTHING:
    default:
      return NULL;
    }
}

/* (transfer full) */
static char *
make_text (StintWindow      *self,
           StintBannerReason reason)
{
  guint n_conflicts = stint_inbox_get_count (self->inbox);
  const char *message;

  switch (reason)
    {
    case STINT_BANNER_REFUSED:
      return g_strdup (self->refused);
    case STINT_BANNER_CONFLICTS:
      return g_strdup_printf (ngettext ("%u edit was made differently on two computers. Nothing is lost: choose which one holds.",
                                        "%u edits were made differently on two computers. Nothing is lost: choose which ones hold.",
                                        n_conflicts), n_conflicts);
    case STINT_BANNER_KEYRING:
      return g_strdup (stint_account_get_keyring_problem (self->account));
    case STINT_BANNER_ERASED:
    case STINT_BANNER_PROBLEM:
    case STINT_BANNER_SIGNED_OUT:
    case STINT_BANNER_OFFLINE:
    case STINT_BANNER_NOTHING:
    default:
      message = stint_sync_get_message (stint_account_get_sync (self->account));
      return g_strdup (message != NULL ? message : _("The plan is not being synced."));
    }
}

void
stint_window_update_banner (StintWindow *self)
{
  StintBannerReason reason = find_reason (self);
  StintSync *sync = self->account != NULL ? stint_account_get_sync (self->account) : NULL;
  gboolean is_trying = sync != NULL && stint_sync_get_state (sync) == STINT_SYNC_SYNCING;
  g_autofree char *text = NULL;

  if (is_trying && reason == self->banner_reason && is_about_sync (reason))
    return;
  self->banner_reason = reason;
  if (reason == STINT_BANNER_NOTHING)
    {
      stint_banner_hide (self->banner);
      return;
    }
  text = make_text (self, reason);
  stint_banner_show (self->banner, text, get_button (self, reason));
}

/* Its button does the one thing that helps. */
void
stint_window_banner_pressed (StintWindow *self)
{
  switch (self->banner_reason)
    {
    case STINT_BANNER_REFUSED:
      g_clear_pointer (&self->refused, g_free);
      break;

    case STINT_BANNER_KEYRING:
      self->keyring_dismissed = TRUE;
      break;

    case STINT_BANNER_ERASED:
    case STINT_BANNER_PROBLEM:
    case STINT_BANNER_SIGNED_OUT:
    case STINT_BANNER_OFFLINE:
      stint_window_help_sync (self);
      return;

    case STINT_BANNER_CONFLICTS:
      stint_window_open_inbox (self);
      break;

    case STINT_BANNER_NOTHING:
    default:
      break;
    }
  stint_window_update_banner (self);
}
