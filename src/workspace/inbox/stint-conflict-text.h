/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-clock.h"
#include "workspace/inbox/stint-commands-conflict.h"
#include "workspace/inbox/stint-conflict-item.h"

G_BEGIN_DECLS

/* A conflict in the words of the person's language. All return (transfer full) text of one or more lines, never NULL. */
char *stint_conflict_describe_title   (StintConflictItem   *item);
char *stint_conflict_describe_field   (StintConflictItem   *item);
char *stint_conflict_describe_reason  (StintConflictItem   *item);
char *stint_conflict_describe_current (StintConflictItem   *item,
                                       StintClock          *clock);
char *stint_conflict_describe_other   (StintConflictItem   *item,
                                       StintClock          *clock);
/* Who changed it, and when; empty if neither is known. */
char *stint_conflict_describe_current_edit (StintConflictItem *item,
                                       StintClock          *clock);
char *stint_conflict_describe_other_edit (StintConflictItem *item,
                                       StintClock          *clock);
/* What a button of that choice says. */
char *stint_conflict_describe_choice  (StintConflictItem   *item,
                                       StintConflictChoice  choice);
/* @value: (nullable): of the member that the item is about */
char *stint_conflict_describe_value   (StintConflictItem   *item,
                                       GVariant            *value,
                                       StintClock          *clock);
/* @value: a block's `when` */
char *stint_conflict_describe_when    (StintConflictItem   *item,
                                       GVariant            *value,
                                       StintClock          *clock);

G_END_DECLS
