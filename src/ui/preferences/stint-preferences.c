/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/preferences/stint-preferences.h"

#include "ui/preferences/stint-page-window.h"
#include "ui/preferences/stint-preferences-page.h"

void
stint_preferences_present (GtkWindow      *parent,
                           StintWorkspace *workspace,
                           GSettings      *settings)
{
  stint_page_window_present (parent, stint_preferences_page_new (workspace, settings), NULL);
}
