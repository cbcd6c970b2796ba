/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-account-page.h"
#include "ui/preferences/stint-page-window.h"

#include <glib/gi18n.h>

StintAccountPage *
stint_account_page_present (GtkWindow    *parent,
                            StintAccount *account,
                            StintClock   *clock,
                            GSettings    *settings)
{
  AdwPreferencesPage *page = stint_account_page_new (account, clock, settings);

  stint_page_window_present (parent, page, _("Account"));
  return STINT_ACCOUNT_PAGE (page);
}
