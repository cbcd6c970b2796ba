/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-text.h"
#include "stint-config.h"
#include "wire/stint-json.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

/* Says on standard error what went wrong, and returns the exit status for it. */
static int
report_error (const GError *error,
              gboolean      json)
{
  g_autofree char *escaped = stint_cli_text_escape (error->message);
  g_autofree char *line = NULL;

  if (json)
    {
      g_autofree char *message = g_utf8_make_valid (error->message, -1);
      g_autoptr (GVariant) object = NULL;
      GVariantBuilder inner, outer;

      g_variant_builder_init (&inner, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&inner, "code", stint_cli_error_get_code (error));
      stint_cli_json_add_string (&inner, "message", message);
      g_variant_builder_init (&outer, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add (&outer, "error", g_variant_builder_end (&inner));
      object = g_variant_ref_sink (g_variant_builder_end (&outer));
      line = stint_json_to_string (object);
    }
  else
    {
      line = g_strdup_printf ("stint-cli: %s", escaped);
    }
  stint_cli_complain (line);
  return stint_cli_error_get_exit (error);
}

static gboolean
run_command (StintCliArguments *arguments,
             GError           **error)
{
  StintCliSession session;
  gboolean succeeded =
    stint_cli_session_start (&session, arguments, error) &&
    (arguments->command->runs_closed || stint_cli_session_open (&session, error)) &&
    arguments->command->run (&session, arguments, error) &&
    stint_cli_write (session.out->str, session.json, error);

  stint_cli_session_clear (&session);
  return succeeded;
}

static gboolean
show_help (StintCliArguments *arguments,
           GError           **error)
{
  g_autofree char *text = stint_cli_arguments_has (arguments, STINT_CLI_OPTION_VERSION)
    ? g_strdup ("stint-cli " STINT_VERSION "\n")
    : stint_cli_help (arguments->command);

  return stint_cli_write (text, FALSE, error);
}

int
main (int    argc,
      char **argv)
{
  StintCliArguments arguments;
  g_autoptr (GError) error = NULL;
  gboolean succeeded;
  int status = 0;

  stint_cli_guard_descriptors ();
  /* A reader that has gone away is an error of writing, which is said, and not a sudden death in the middle of a change. */
  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, STINT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!stint_cli_arguments_parse (&arguments, argc, argv, &error))
    succeeded = FALSE;
  else if (stint_cli_arguments_has (&arguments, STINT_CLI_OPTION_HELP) || stint_cli_arguments_has (&arguments, STINT_CLI_OPTION_VERSION))
    succeeded = show_help (&arguments, &error);
  else
    succeeded = run_command (&arguments, &error);

  if (!succeeded)
    status = report_error (error, stint_cli_arguments_has (&arguments, STINT_CLI_OPTION_JSON));
  stint_cli_arguments_clear (&arguments);
  return status;
}
