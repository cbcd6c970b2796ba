/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-account.h"
#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "cloud/stint-cloud-error.h"
#include "core/stint-zone.h"
#include "stint-config.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>

static gboolean
check_belongs (StintAccount *account,
               GError      **error)
{
  if (stint_account_get_state (account) != STINT_ACCOUNT_NONE)
    return TRUE;
  g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED,
                       _("This plan belongs to no account. Sign in first: stint-cli sign-in FILE, where FILE is the connect file of your server."));
  return FALSE;
}

static gboolean
check_signed_in (StintAccount *account,
                 GError      **error)
{
  const char *keyring_problem = stint_account_get_keyring_problem (account);

  if (!check_belongs (account, error))
    return FALSE;
  if (stint_account_get_state (account) == STINT_ACCOUNT_SIGNED_IN)
    return TRUE;
  if (keyring_problem != NULL)
    g_set_error_literal (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_KEYRING, keyring_problem);
  else
    g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_SIGNED_OUT,
                         _("Nobody is signed in. Nothing is lost; stint-cli sign-in goes on where it stopped."));
  return FALSE;
}

static gboolean
upload_again (StintAccount *account,
              GError      **error)
{
  g_autoptr (GAsyncResult) slot = NULL;

  stint_account_decide_erased_async (account, STINT_ERASED_UPLOAD, NULL, stint_cli_ready_cb, &slot);
  return stint_account_decide_erased_finish (account, stint_cli_wait (&slot), error);
}

gboolean
stint_cli_run_sync (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  g_autoptr (StintAccount) account = stint_cli_account_load (session, error);
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;
  StintCliRound round;

  if (account == NULL || !check_signed_in (account, error))
    return FALSE;
  if (stint_cli_arguments_has (arguments, STINT_CLI_OPTION_UPLOAD) && !upload_again (account, error))
    return FALSE;
  if (!stint_cli_account_sync (session, account, &round, error))
    return FALSE;
  if (!session->json)
    {
      stint_cli_put_round (session, account, &round);
      return TRUE;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_round (&builder, account, &round);
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
  return TRUE;
}

static const char *
name_state (StintSyncState state)
{
  switch (state)
    {
    case STINT_SYNC_SIGNED_OUT:
      return "signed-out";

    case STINT_SYNC_SYNCED:
      return "synced";

    case STINT_SYNC_WAITING:
      return "waiting";

    case STINT_SYNC_SYNCING:
      return "syncing";

    case STINT_SYNC_OFFLINE:
      return "offline";

    case STINT_SYNC_PROBLEM:
      return "problem";

    case STINT_SYNC_OFF:
    default:
      return "off";
    }
}

/* Returns: (nullable): an instant in UTC */
static char *
format_instant (gint64 unix_ms)
{
  g_autoptr (GDateTime) time = NULL;

  if (unix_ms == 0)
    return NULL;
  time = g_date_time_new_from_unix_utc (unix_ms / 1000);
  return g_date_time_format_iso8601 (time);
}

static void
put_status_json (StintCliSession *session,
                 StintAccount    *account)
{
  StintSync *sync = stint_account_get_sync (account);
  g_autofree char *last_success = format_instant (stint_sync_get_last_success_ms (sync));
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_string (&builder, "account", stint_account_get_user (account));
  stint_cli_json_add_string (&builder, "server", stint_account_get_server (account));
  stint_cli_json_add_string (&builder, "server_name", stint_account_get_server_name (account));
  stint_cli_json_add_boolean (&builder, "signed_in", stint_account_get_state (account) == STINT_ACCOUNT_SIGNED_IN);
  stint_cli_json_add_string (&builder, "state", name_state (stint_sync_get_state (sync)));
  stint_cli_json_add_string (&builder, "last_success", last_success);
  stint_cli_json_add_int (&builder, "n_pending", stint_sync_get_n_pending (sync));
  stint_cli_json_add_int (&builder, "n_refused", stint_sync_get_n_parked (sync));
  stint_cli_json_add_string (&builder, "problem", stint_sync_get_message (sync));
  stint_cli_json_add_string (&builder, "keyring_problem", stint_account_get_keyring_problem (account));
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
}

static void
add_row (GPtrArray  *rows,
         const char *name,
         const char *value)
{
  g_autofree char *shown = value != NULL ? stint_cli_text_escape (value) : NULL;

  if (shown != NULL)
    g_ptr_array_add (rows, stint_cli_text_row (name, shown, NULL));
}

static char *
describe_last_success (StintCliSession *session,
                       gint64           unix_ms)
{
  gint64 local_s = stint_zone_to_local (session->zone, unix_ms / 1000);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (unix_ms == 0)
    return g_strdup (_("never"));
  day = stint_format_day (stint_day_of_local (local_s), session->today);
  time = stint_format_time (local_s);
  return g_strdup_printf ("%s %s", day, time);
}

static void
put_status (StintCliSession *session,
            StintAccount    *account)
{
  StintSync *sync = stint_account_get_sync (account);
  guint n_pending = stint_sync_get_n_pending (sync);
  guint n_parked = stint_sync_get_n_parked (sync);
  g_autofree char *last_success = describe_last_success (session, stint_sync_get_last_success_ms (sync));
  g_autofree char *pending = g_strdup_printf (ngettext ("%u record", "%u records", n_pending), n_pending);
  g_autofree char *parked = g_strdup_printf (ngettext ("%u record", "%u records", n_parked), n_parked);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  add_row (rows, _("Account"), stint_account_get_user (account));
  add_row (rows, _("Server"), stint_account_get_server (account));
  add_row (rows, _("Signed in"), stint_account_get_state (account) == STINT_ACCOUNT_SIGNED_IN ? _("yes") : _("no"));
  add_row (rows, _("Last sync"), last_success);
  add_row (rows, _("Not yet sent"), n_pending > 0 ? pending : _("nothing"));
  add_row (rows, _("Refused"), n_parked > 0 ? parked : NULL);
  add_row (rows, _("Problem"), stint_sync_get_message (sync));
  add_row (rows, _("Keyring"), stint_account_get_keyring_problem (account));
  stint_cli_text_table (session->out, rows);
}

gboolean
stint_cli_run_status (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  g_autoptr (StintAccount) account = stint_cli_account_load (session, error);

  if (account == NULL)
    return FALSE;
  if (session->json)
    put_status_json (session, account);
  else if (stint_account_get_state (account) == STINT_ACCOUNT_NONE)
    stint_cli_put_line (session, "%s", _("This plan belongs to no account."));
  else
    put_status (session, account);
  return TRUE;
}
