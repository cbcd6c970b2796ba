/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/preferences/stint-about.h"

#include "stint-config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static const char *const developers[] = { "The Stint authors", NULL };

void
stint_about_present (GtkWindow *parent)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  AdwDialog *about = adw_about_dialog_new ();
#else
  GtkWidget *about = adw_about_window_new ();
#endif

  g_object_set (about,
                "application-name", _("Stint"),
                "application-icon", STINT_APP_ID,
                "version", STINT_VERSION,
                "developer-name", _("The Stint authors"),
                "developers", developers,
                "copyright", "© 2026 The Stint authors",
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _("A calendar grid of tasks: write down what there is to do, drag it onto the hours you have, and the plan holds."),
                /* Translators: your name, and those of others who translated into your language, one a line. */
                "translator-credits", _("translator-credits"),
                NULL);
#if ADW_CHECK_VERSION (1, 5, 0)
  adw_dialog_present (about, GTK_WIDGET (parent));
#else
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
#endif
}
