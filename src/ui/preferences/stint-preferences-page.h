/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintPreferencesPage:
 *
 * Projects (name, colour, delete), the length of a new block, and the backups.
 *
 * Signal: `told (message)`: something happened that is said in passing.
 */
#define STINT_TYPE_PREFERENCES_PAGE (stint_preferences_page_get_type ())
G_DECLARE_FINAL_TYPE (StintPreferencesPage, stint_preferences_page, STINT, PREFERENCES_PAGE, AdwPreferencesPage)

AdwPreferencesPage *stint_preferences_page_new (StintWorkspace *workspace,
                                                GSettings      *settings);

G_END_DECLS
