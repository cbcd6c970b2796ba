/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-repeat.h"
#include "planning/stint-recurrence-rule.h"

G_BEGIN_DECLS

char *stint_recurrence_to_words (const StintRecurrenceRule *rule,
                                 const StintTime           *start,
                                 gboolean                   from_completion);
char *stint_recurrence_to_label (const StintRepeat         *repeat);

G_END_DECLS
