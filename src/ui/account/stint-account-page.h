/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/stint-clock.h"
#include "workspace/account/stint-account.h"

G_BEGIN_DECLS

/**
 * StintAccountPage:
 *
 * Whose plan this is: connecting to a server; who is signed in, where, and how the sync is; the computers; signing out and deleting.
 *
 * Signal: `told (message)`: something happened that is said in passing.
 */
#define STINT_TYPE_ACCOUNT_PAGE (stint_account_page_get_type ())
G_DECLARE_FINAL_TYPE (StintAccountPage, stint_account_page, STINT, ACCOUNT_PAGE, AdwPreferencesPage)

AdwPreferencesPage *stint_account_page_new (StintAccount *account,
                                            StintClock   *clock,
                                            GSettings    *settings);

/* @text: what is in a connect file. Asks whether to sign in where it says, and does. */
void                stint_account_page_connect (StintAccountPage *self,
                                                const char       *text);
/* Returns: (transfer none): the page. Shows it in a window of its own, or a dialog where libadwaita has it. */
StintAccountPage   *stint_account_page_present (GtkWindow    *parent,
                                                StintAccount *account,
                                                StintClock   *clock,
                                                GSettings    *settings);

G_END_DECLS
