/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-account.h"
#include "cli/stint-cli-ask.h"
#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>

/* Only what cannot be taken back is asked about: what would be gone from this computer, or never come to the server. */
static gboolean
confirm (StintAccount *account,
         gboolean      remove,
         GError      **error)
{
  guint n_pending = stint_sync_get_n_pending (stint_account_get_sync (account));
  g_autofree char *unsent = g_strdup_printf (ngettext ("%u record has not been sent to the server yet.",
                                                       "%u records have not been sent to the server yet.", n_pending), n_pending);

  if (n_pending == 0 && !remove)
    return TRUE;
  if (!stint_cli_can_ask ())
    {
      if (n_pending > 0)
        g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("%s Nobody can be asked here; --yes signs out all the same."), unsent);
      else
        g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED,
                             _("The plan would be removed from this computer. Nobody can be asked here; --yes does it."));
      return FALSE;
    }
  if (n_pending > 0)
    stint_cli_tell ("%s", unsent);
  if (stint_cli_ask_yes (remove ? _("Sign out and remove the plan from this computer?") : _("Sign out and keep the plan on this computer?")))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled; nothing was changed"));
  return FALSE;
}

static gboolean
sign_out (StintAccount *account,
          gboolean      remove,
          GError      **error)
{
  g_autoptr (GAsyncResult) slot = NULL;

  stint_account_sign_out_async (account, remove, NULL, stint_cli_ready_cb, &slot);
  return stint_account_sign_out_finish (account, stint_cli_wait (&slot), error);
}

gboolean
stint_cli_run_sign_out (StintCliSession   *session,
                        StintCliArguments *arguments,
                        GError           **error)
{
  gboolean remove = stint_cli_arguments_has (arguments, STINT_CLI_OPTION_REMOVE);
  g_autoptr (StintAccount) account = stint_cli_account_load (session, error);
  g_autoptr (GVariant) object = NULL;
  g_autofree char *who = NULL;
  GVariantBuilder builder;

  if (account == NULL)
    return FALSE;
  if (stint_account_get_state (account) == STINT_ACCOUNT_NONE)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("This plan belongs to no account, so nobody can sign out."));
      return FALSE;
    }
  who = stint_cli_account_describe (account);
  if (!stint_cli_arguments_has (arguments, STINT_CLI_OPTION_YES) && !confirm (account, remove, error))
    return FALSE;
  if (!sign_out (account, remove, error))
    return FALSE;

  if (!session->json)
    {
      stint_cli_put_line (session, _("Signed out: %s"), who);
      stint_cli_put_line (session, "%s", remove ? _("The plan was removed from this computer.") :
                          _("The plan stays on this computer, and stays that account’s."));
      return TRUE;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  stint_cli_json_add_boolean (&builder, "signed_out", TRUE);
  stint_cli_json_add_boolean (&builder, "removed", remove);
  object = g_variant_ref_sink (g_variant_builder_end (&builder));
  stint_cli_put_json (session, object);
  return TRUE;
}
