/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-sync-words.h"

#include "core/stint-zone.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)

static const struct
{
  const char *words;
  const char *icon;
} states[] = {
  [STINT_SYNC_OFF] = { N_("On This Computer Only"), "stint-cloud-symbolic" },
  [STINT_SYNC_SIGNED_OUT] = { N_("Signed Out"), "stint-cloud-signed-out-symbolic" },
  [STINT_SYNC_SYNCED] = { N_("In Sync"), "stint-cloud-synced-symbolic" },
  [STINT_SYNC_WAITING] = { N_("Edits Wait to Be Sent"), "stint-cloud-waiting-symbolic" },
  [STINT_SYNC_SYNCING] = { N_("Syncing…"), "stint-cloud-symbolic" },
  [STINT_SYNC_OFFLINE] = { N_("Offline"), "stint-cloud-offline-symbolic" },
  [STINT_SYNC_PROBLEM] = { N_("Sync Needs Attention"), "stint-cloud-problem-symbolic" },
};

const char *
stint_sync_words_get_state (StintSyncState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "");
  return _(states[state].words);
}

const char *
stint_sync_words_get_icon (StintSyncState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), "");
  return states[state].icon;
}

/* A whole sentence about the state that it is in. (transfer full) */
char *
stint_sync_words_describe (StintSync *sync)
{
  const char *message = stint_sync_get_message (sync);

  if (message != NULL)
    return g_strdup (message);
  switch (stint_sync_get_state (sync))
    {
    case STINT_SYNC_OFF:
      return g_strdup (_("This plan is on this computer only."));
    case STINT_SYNC_SIGNED_OUT:
      return g_strdup (_("You are signed out. Your edits are kept on this computer."));
    case STINT_SYNC_SYNCED:
      return g_strdup (_("Everything is the same here and at the server."));
    case STINT_SYNC_WAITING:
      return g_strdup (_("Your edits are sent in a moment."));
    case STINT_SYNC_SYNCING:
      if (stint_sync_get_progress (sync) >= 0)
        return g_strdup (_("The plan is being transferred. You can go on working."));
      return g_strdup (_("Edits are being sent and fetched."));
    case STINT_SYNC_OFFLINE:
      return g_strdup (_("The server does not answer. Your edits are kept on this computer and sent as soon as it does."));
    case STINT_SYNC_PROBLEM:
    default:
      return g_strdup (_("The last sync did not get to its end. Your edits are kept on this computer."));
    }
}

/* (transfer full) */
char *
stint_sync_words_pending (guint n_pending)
{
  if (n_pending == 0)
    return g_strdup (_("Nothing waits to be sent"));
  return g_strdup_printf (ngettext ("%u edit is not sent yet", "%u edits are not sent yet", n_pending), n_pending);
}

/* (transfer full) */
char *
stint_sync_words_refused (guint n_parked)
{
  return g_strdup_printf (ngettext ("The server refused %u edit", "The server refused %u edits", n_parked), n_parked);
}

/**
 * stint_sync_words_ago:
 * @unix_ms: when; 0: never
 *
 * Returns: (transfer full): how long ago that was, in words that stand by themselves
 */
char *
stint_sync_words_ago (StintClock *clock,
                      gint64      unix_ms)
{
  gint64 ago_s = (stint_clock_get_unix_ms (clock) - unix_ms) / 1000;
  const char *zone = stint_clock_get_zone (clock);
  StintTime time;

  if (unix_ms <= 0)
    return g_strdup (_("Never"));
  /* A clock that was set back since is no reason to speak of the future. */
  if (ago_s < MINUTE_S)
    return g_strdup (_("Just now"));
  if (ago_s < HOUR_S)
    {
      int minutes = (int) (ago_s / MINUTE_S);

      return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", minutes), minutes);
    }
  time = stint_time_floating (stint_zone_to_local (zone, unix_ms / 1000));
  return stint_format_stint_time (&time, zone, stint_clock_get_today (clock));
}
