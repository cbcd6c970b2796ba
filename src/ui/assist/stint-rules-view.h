/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintRulesView:
 *
 * The planner's rules in words; each can be changed and deleted, and new ones are written by hand. Every step can be undone.
 *
 * Signals: `words-wanted`: a person would rather say it in words; `told (message)`: something for a toast.
 */
#define STINT_TYPE_RULES_VIEW (stint_rules_view_get_type ())
G_DECLARE_FINAL_TYPE (StintRulesView, stint_rules_view, STINT, RULES_VIEW, GtkWidget)

void        stint_rules_view_set_workspace (StintRulesView *self,
                                            StintWorkspace *workspace);
/* Whether there is an assistant that turns words into rules. */
void        stint_rules_view_set_has_words (StintRulesView *self,
                                            gboolean        has_words);
/* For tests. */
GListModel *stint_rules_view_get_rules     (StintRulesView *self);

G_END_DECLS
