/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "workspace/inbox/stint-inbox.h"

G_BEGIN_DECLS

/**
 * StintInboxWindow:
 *
 * The conflicts, to be settled one by one. It closes when there is none left; who opened it says so.
 */
#define STINT_TYPE_INBOX_WINDOW (stint_inbox_window_get_type ())
G_DECLARE_FINAL_TYPE (StintInboxWindow, stint_inbox_window, STINT, INBOX_WINDOW, AdwWindow)

StintInboxWindow *stint_inbox_window_new (GtkWindow      *parent,
                                          StintWorkspace *workspace,
                                          StintInbox     *inbox);

G_END_DECLS
