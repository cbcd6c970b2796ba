/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "app/stint-application.h"
#include "app/stint-options.h"
#include "stint-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#define EXIT_USAGE 2

int
main (int    argc,
      char **argv)
{
  g_autoptr (StintApplication) application = NULL;
  g_autoptr (StintOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, STINT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (STINT_APP_ID);
  g_set_application_name (_("Stint"));

  options = stint_options_new (&argc, &argv, &error);
  if (options == NULL)
    {
      g_printerr ("stint: %s\n%s\n", error->message, _("“stint --help” says what can be given."));
      return EXIT_USAGE;
    }
  if (options->show_version)
    {
      g_print ("stint %s\n", STINT_VERSION);
      return EXIT_SUCCESS;
    }
  application = stint_application_new (options);
  return stint_application_start (application, argv[0]);
}
