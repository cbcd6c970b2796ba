/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-account-page.h"
#include "ui/preferences/stint-page-window.h"

#include <glib/gi18n.h>

void
stint_account_page_present (GtkWindow    *parent,
                            StintAccount *account,
                            StintClock   *clock,
                            GSettings    *settings)
{
  stint_page_window_present (parent, stint_account_page_new (account, clock, settings), _("Account"));
}
