/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/preferences/stint-preferences.h"

#include "ui/preferences/stint-preferences-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#if ADW_CHECK_VERSION (1, 5, 0)

static void
told_cb (StintPreferencesPage *page,
         const char           *message,
         AdwPreferencesDialog *dialog)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_preferences_dialog_add_toast (dialog, adw_toast_new (escaped));
}

void
stint_preferences_present (GtkWindow      *parent,
                           StintWorkspace *workspace,
                           GSettings      *settings)
{
  AdwPreferencesDialog *dialog = ADW_PREFERENCES_DIALOG (adw_preferences_dialog_new ());
  AdwPreferencesPage *page = stint_preferences_page_new (workspace, settings);

  g_signal_connect_object (page, "told", G_CALLBACK (told_cb), dialog, 0);
  adw_preferences_dialog_add (dialog, page);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
}

#else

static void
told_cb (StintPreferencesPage *page,
         const char           *message,
         AdwPreferencesWindow *window)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_preferences_window_add_toast (window, adw_toast_new (escaped));
}

void
stint_preferences_present (GtkWindow      *parent,
                           StintWorkspace *workspace,
                           GSettings      *settings)
{
  GtkWidget *window = adw_preferences_window_new ();
  AdwPreferencesPage *page = stint_preferences_page_new (workspace, settings);

  g_signal_connect_object (page, "told", G_CALLBACK (told_cb), window, 0);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 600);
  gtk_window_present (GTK_WINDOW (window));
}

#endif
