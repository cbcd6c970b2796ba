/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/preferences/stint-page-window.h"

#if ADW_CHECK_VERSION (1, 5, 0)

static void
told_cb (AdwPreferencesPage   *page,
         const char           *message,
         AdwPreferencesDialog *dialog)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_preferences_dialog_add_toast (dialog, adw_toast_new (escaped));
}

void
stint_page_window_present (GtkWindow          *parent,
                           AdwPreferencesPage *page,
                           const char         *title)
{
  AdwPreferencesDialog *dialog = ADW_PREFERENCES_DIALOG (adw_preferences_dialog_new ());

  g_signal_connect_object (page, "told", G_CALLBACK (told_cb), dialog, 0);
  if (title != NULL)
    adw_dialog_set_title (ADW_DIALOG (dialog), title);
  adw_preferences_dialog_set_search_enabled (dialog, FALSE);
  adw_preferences_dialog_add (dialog, page);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
}

#else

static void
told_cb (AdwPreferencesPage   *page,
         const char           *message,
         AdwPreferencesWindow *window)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_preferences_window_add_toast (window, adw_toast_new (escaped));
}

void
stint_page_window_present (GtkWindow          *parent,
                           AdwPreferencesPage *page,
                           const char         *title)
{
  GtkWidget *window = adw_preferences_window_new ();

  g_signal_connect_object (page, "told", G_CALLBACK (told_cb), window, 0);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  if (title != NULL)
    gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 640);
  gtk_window_present (GTK_WINDOW (window));
}

#endif
