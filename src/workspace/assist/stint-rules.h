/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/stint-edit.h"
#include "core/stint-rule.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintRuleItem:
 *
 * A planner's rule that is kept: its record and what it says.
 */
#define STINT_TYPE_RULE_ITEM (stint_rule_item_get_type ())
G_DECLARE_FINAL_TYPE (StintRuleItem, stint_rule_item, STINT, RULE_ITEM, GObject)

StintRecord     *stint_rule_item_get_record (StintRuleItem   *self);
const StintRule *stint_rule_item_get_rule   (StintRuleItem   *self);

/**
 * StintRules:
 *
 * The rules of a plan, in the order in which they were made; it follows the workspace. What is no rule that this version knows is left
 * alone. A GListModel of StintRuleItem.
 */
#define STINT_TYPE_RULES (stint_rules_get_type ())
G_DECLARE_FINAL_TYPE (StintRules, stint_rules, STINT, RULES, GObject)

StintRules      *stint_rules_new            (StintWorkspace  *workspace);
/* Whether they have been read once. */
gboolean         stint_rules_get_is_read    (StintRules      *self);

/* What a person can do with them, each one step to undo. All return (transfer full). @rule must be one: stint_rule_check(). */
StintEdit       *stint_command_add_rule     (StintWorkspace  *workspace,
                                             GVariant        *rule);
StintEdit       *stint_command_set_rule     (StintRecord     *record,
                                             GVariant        *rule);
StintEdit       *stint_command_delete_rule  (StintRecord     *record);
/* Adds a rule to an edit that does more. */
void             stint_rules_add_op         (StintEdit       *edit,
                                             StintWorkspace  *workspace,
                                             GVariant        *rule);

/* A rule in words: what it wants, and (nullable) when, and what was noted. Both (transfer full), plain text. */
char            *stint_rule_describe        (const StintRule *rule,
                                             StintWorkspace  *workspace);
char            *stint_rule_describe_when   (const StintRule *rule);

G_END_DECLS
