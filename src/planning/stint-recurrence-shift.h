/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-recurrence-rule.h"

G_BEGIN_DECLS

/**
 * StintRecurrenceSplit:
 * @before: the rule that ends before the moment; the start stays
 * @after: (nullable): the rule that goes on from there; %NULL if it has no occurrence there
 * @start: the first occurrence of @after
 */
typedef struct
{
  char *before;
  char *after;
  StintTime start;
} StintRecurrenceSplit;

void     stint_recurrence_split_clear (StintRecurrenceSplit      *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StintRecurrenceSplit, stint_recurrence_split_clear)

gboolean stint_recurrence_split       (const char                *rule,
                                       const StintTime           *start,
                                       gint64                     at_s,
                                       StintRecurrenceSplit      *split,
                                       GError                   **error);
gboolean stint_recurrence_rule_shift  (StintRecurrenceRule       *self,
                                       const StintTime           *from,
                                       const StintTime           *to);

G_END_DECLS
