/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/stint-clock.h"
#include "workspace/sync/stint-sync.h"

G_BEGIN_DECLS

/**
 * StintSyncButton:
 *
 * How the sync is, in the header bar: an icon, and in words when it is pressed. It hides while the plan belongs to no account.
 *
 * It uses the actions `win.sync` and `win.account`.
 */
#define STINT_TYPE_SYNC_BUTTON (stint_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (StintSyncButton, stint_sync_button, STINT, SYNC_BUTTON, GtkWidget)

void        stint_sync_button_set_sync (StintSyncButton *self,
                                        StintSync       *sync,
                                        StintClock      *clock);
/* Where there is little room: only when there is something to say. */
void        stint_sync_button_set_terse (StintSyncButton *self,
                                         gboolean         is_terse);
void        stint_sync_button_popup    (StintSyncButton *self);
const char *stint_sync_button_get_name (StintSyncButton *self);

G_END_DECLS
