/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/stint-rule.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintRuleEditor:
 *
 * A window in which a rule is written by hand: only what belongs to its kind is shown, and what is no rule is not saved.
 *
 * Signal: `saved (rule)`: a GVariant that was checked; the window closes after it.
 */
#define STINT_TYPE_RULE_EDITOR (stint_rule_editor_get_type ())
G_DECLARE_FINAL_TYPE (StintRuleEditor, stint_rule_editor, STINT, RULE_EDITOR, AdwWindow)

/* @parent, @rule: (nullable): without a rule, a new one */
StintRuleEditor *stint_rule_editor_new      (GtkWindow       *parent,
                                             StintWorkspace  *workspace,
                                             const StintRule *rule);

/* For tests: what Save does. Returns: whether it was saved */
gboolean         stint_rule_editor_save     (StintRuleEditor *self);
GtkWidget       *stint_rule_editor_get_part (StintRuleEditor *self,
                                             const char      *name);

G_END_DECLS
