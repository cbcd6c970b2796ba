/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/* Shows the preferences of @parent's program: AdwPreferencesDialog where libadwaita has it, else AdwPreferencesWindow. */
void stint_preferences_present (GtkWindow      *parent,
                                StintWorkspace *workspace,
                                GSettings      *settings);

G_END_DECLS
