/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-account.h"
#include "cli/stint-cli-ask.h"
#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A connect file is small; a whole disk piped into this is a mistake. */
#define CONNECT_FILE_MAX (64 * 1024)

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, sentence);
  return FALSE;
}

static gboolean
give_up (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled; nothing was changed"));
  return FALSE;
}

/* Returns: (transfer full) (nullable): the text; %NULL with @error */
static char *
read_connect_file (const char *argument,
                   gsize      *length,
                   GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (strcmp (argument, "-") == 0 ? "/dev/stdin" : argument);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = g_malloc (CONNECT_FILE_MAX + 1);

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, CONNECT_FILE_MAX, length, NULL, error))
    return NULL;
  text[*length] = '\0';
  return g_steal_pointer (&text);
}

/* A connect file is an address that everything is sent to (sync.md S5): a person looks at it first. */
static gboolean
confirm_server (StintAccount *account,
                const char   *text,
                gsize         length,
                gboolean      is_agreed,
                GError      **error)
{
  g_autoptr (StintServerInfo) info = stint_account_read_connect_file (account, text, length, error);
  g_autofree char *name = NULL;

  if (info == NULL)
    return FALSE;
  name = stint_cli_text_escape (info->name);
  stint_cli_tell (_("Everything in your plan goes to %s (%s).\nYou sign in at %s."), info->api_host, name, info->sign_in_host);
  if (is_agreed)
    return TRUE;
  if (!stint_cli_can_ask ())
    return refuse (error, _("Nobody can be asked here whether this server is the right one; --yes says that it is."));
  return stint_cli_ask_yes (_("Sign in there?")) || give_up (error);
}

static gboolean
adopt (StintAccount *account,
       StintAdopt    how,
       GError      **error)
{
  g_autoptr (GAsyncResult) slot = NULL;

  stint_account_adopt_async (account, how, NULL, stint_cli_ready_cb, &slot);
  return stint_account_adopt_finish (account, stint_cli_wait (&slot), error);
}

/* The plan here is nobody's and not empty. */
static gboolean
decide_ask (StintCliArguments *arguments,
            const char        *user,
            guint              n_tasks,
            StintAdopt        *how,
            GError           **error)
{
  g_autofree char *question = g_strdup_printf (ngettext ("Add the %u task here to %s?", "Add the %u tasks here to %s?", n_tasks), n_tasks, user);

  *how = stint_cli_arguments_has (arguments, STINT_CLI_OPTION_ADD) ? STINT_ADOPT_HERE : STINT_ADOPT_OWN_STORE;
  if (stint_cli_arguments_has (arguments, STINT_CLI_OPTION_ADD) || stint_cli_arguments_has (arguments, STINT_CLI_OPTION_SEPARATE))
    return TRUE;
  if (!stint_cli_can_ask ())
    return refuse (error, _("There are tasks here already. --add puts them into the account, --separate leaves them as they are and gives the account a plan of its own."));
  if (stint_cli_ask_yes (question))
    {
      *how = STINT_ADOPT_HERE;
      return TRUE;
    }
  return stint_cli_ask_yes (_("Leave them as they are, and give the account a plan of its own?")) || give_up (error);
}

/* The plan here is somebody else's, and stays so. */
static gboolean
decide_other (StintCliArguments *arguments,
              const char        *user,
              StintAdopt        *how,
              GError           **error)
{
  g_autofree char *question = g_strdup_printf (_("The plan that is open belongs to another account and stays as it is. Go on with the plan of %s?"), user);

  *how = STINT_ADOPT_OWN_STORE;
  if (stint_cli_arguments_has (arguments, STINT_CLI_OPTION_SEPARATE))
    return TRUE;
  if (stint_cli_arguments_has (arguments, STINT_CLI_OPTION_ADD) || !stint_cli_can_ask ())
    return refuse (error, _("The plan that is open belongs to another account, and is never mixed with this one. --separate goes on with a plan of its own."));
  return stint_cli_ask_yes (question) || give_up (error);
}

/* What a sign-in asks for, after somebody has signed in. */
static gboolean
settle (StintAccount      *account,
        StintCliArguments *arguments,
        StintSignedIn      outcome,
        const char        *user,
        guint              n_tasks,
        GError           **error)
{
  g_autofree char *shown = stint_cli_text_escape (user);
  gboolean is_decided;
  StintAdopt how;

  if (outcome == STINT_SIGNED_IN_READY)
    return TRUE;
  is_decided = outcome == STINT_SIGNED_IN_ASK ? decide_ask (arguments, shown, n_tasks, &how, error) : decide_other (arguments, shown, &how, error);
  if (!is_decided)
    {
      adopt (account, STINT_ADOPT_CANCEL, NULL);
      return FALSE;
    }
  return adopt (account, how, error);
}

static gboolean
sign_in (StintAccount      *account,
         StintCliArguments *arguments,
         const char        *text,
         GError           **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autofree char *user = NULL;
  StintSignedIn outcome;
  StintCliInterrupt interrupt;
  gboolean succeeded;
  guint n_tasks = 0;

  stint_cli_interrupt_init (&interrupt);
  stint_account_sign_in_async (account, text, interrupt.cancellable, stint_cli_ready_cb, &slot);
  succeeded = stint_account_sign_in_finish (account, stint_cli_wait (&slot), &outcome, &user, &n_tasks, error);
  stint_cli_interrupt_clear (&interrupt);
  if (error != NULL && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (error);
      return give_up (error);
    }
  return succeeded && settle (account, arguments, outcome, user, n_tasks, error);
}

/* @problem: (nullable): why the first sync did not get to its end: the next one goes on, so it is no failure of signing in */
static void
report (StintCliSession     *session,
        StintAccount        *account,
        const StintCliRound *round,
        const GError        *problem)
{
  const char *keyring_problem = stint_account_get_keyring_problem (account);
  g_autofree char *who = stint_cli_account_describe (account);
  g_autoptr (GVariant) object = NULL;
  GVariantBuilder builder;

  if (session->json)
    {
      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&builder, "account", stint_account_get_user (account));
      stint_cli_json_add_string (&builder, "server", stint_account_get_server (account));
      stint_cli_json_add_boolean (&builder, "remembered", stint_account_get_is_remembered (account));
      stint_cli_json_add_string (&builder, "keyring_problem", keyring_problem);
      stint_cli_json_add_round (&builder, account, round);
      stint_cli_json_add_string (&builder, "problem", problem != NULL ? problem->message : NULL);
      object = g_variant_ref_sink (g_variant_builder_end (&builder));
      stint_cli_put_json (session, object);
      return;
    }
  stint_cli_put_line (session, _("Signed in: %s"), who);
  if (problem != NULL)
    stint_cli_put_line (session, _("Not in sync yet: %s"), problem->message);
  else
    stint_cli_put_round (session, account, round);
  if (!stint_account_get_is_remembered (account))
    {
      stint_cli_put_line (session, "%s", _("No keyring keeps this session, so it ends with this command: the next sync needs a new sign-in."));
      if (keyring_problem != NULL)
        stint_cli_put_line (session, "%s", keyring_problem);
    }
}

static gboolean
begin (StintAccount      *account,
       StintCliArguments *arguments,
       GError           **error)
{
  const char *argument = stint_cli_arguments_get_word (arguments, 0);
  g_autofree char *text = NULL;
  gsize length;

  if (argument == NULL && stint_account_get_state (account) == STINT_ACCOUNT_NONE)
    return refuse (error, _("This plan belongs to no account yet. Name the connect file of your server: stint-cli sign-in FILE"));
  if (argument != NULL)
    {
      text = read_connect_file (argument, &length, error);
      if (text == NULL || !confirm_server (account, text, length, stint_cli_arguments_has (arguments, STINT_CLI_OPTION_YES), error))
        return FALSE;
    }
  return sign_in (account, arguments, text, error);
}

gboolean
stint_cli_run_sign_in (StintCliSession   *session,
                       StintCliArguments *arguments,
                       GError           **error)
{
  g_autoptr (StintAccount) account = NULL;
  g_autoptr (GError) problem = NULL;
  StintCliRound round = { 0 };

  if (stint_cli_arguments_has (arguments, STINT_CLI_OPTION_ADD) && stint_cli_arguments_has (arguments, STINT_CLI_OPTION_SEPARATE))
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("--add and --separate exclude each other"));
      return FALSE;
    }
  account = stint_cli_account_load (session, error);
  if (account == NULL || !begin (account, arguments, error))
    return FALSE;
  /* Without a keyring this process is the only one that can. */
  stint_cli_account_sync (session, account, &round, &problem);
  report (session, account, &round, problem);
  return TRUE;
}
