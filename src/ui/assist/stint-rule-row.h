/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "workspace/assist/stint-draft.h"
#include "workspace/assist/stint-rules.h"

G_BEGIN_DECLS

/**
 * StintRuleRow:
 *
 * A rule in words: one that is kept, with a button to delete it, or one of a draft, with a box to tick and a button to change it.
 *
 * Signal: `removed`.
 */
#define STINT_TYPE_RULE_ROW (stint_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (StintRuleRow, stint_rule_row, STINT, RULE_ROW, AdwActionRow)

GtkWidget     *stint_rule_row_new           (StintRuleItem  *item,
                                             StintWorkspace *workspace);
GtkWidget     *stint_rule_row_new_for_draft (StintDraftRule *rule,
                                             StintWorkspace *workspace);
/* (nullable) */
StintRuleItem *stint_rule_row_get_item      (StintRuleRow   *self);

G_END_DECLS
