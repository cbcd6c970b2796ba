/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintQuickAddEntry:
 *
 * One line that becomes a task: what is understood is tinted while it is typed and told by the chips below.
 *
 * Signals: `added (id)`: the task is in the store; `failed (message)`: it was refused, and the text is still there.
 */
#define STINT_TYPE_QUICK_ADD_ENTRY (stint_quick_add_entry_get_type ())
G_DECLARE_FINAL_TYPE (StintQuickAddEntry, stint_quick_add_entry, STINT, QUICK_ADD_ENTRY, GtkWidget)

void           stint_quick_add_entry_set_workspace (StintQuickAddEntry *self,
                                                    StintWorkspace     *workspace);
void           stint_quick_add_entry_set_text      (StintQuickAddEntry *self,
                                                    const char         *text);
const char    *stint_quick_add_entry_get_text      (StintQuickAddEntry *self);
PangoAttrList *stint_quick_add_entry_get_tints     (StintQuickAddEntry *self);
guint          stint_quick_add_entry_get_n_chips   (StintQuickAddEntry *self);
void           stint_quick_add_entry_take_back     (StintQuickAddEntry *self,
                                                    guint               chip);
void           stint_quick_add_entry_submit        (StintQuickAddEntry *self);

G_END_DECLS
