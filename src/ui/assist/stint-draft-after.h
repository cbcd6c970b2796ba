/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/assist/stint-draft.h"

G_BEGIN_DECLS

/**
 * StintDraftAfter:
 *
 * What a task of a draft comes after: a chip whose popover lists the tasks above it, each with a box to tick. Only those can be chosen, so
 * that no order can go in a circle.
 */
#define STINT_TYPE_DRAFT_AFTER (stint_draft_after_get_type ())
G_DECLARE_FINAL_TYPE (StintDraftAfter, stint_draft_after, STINT, DRAFT_AFTER, GtkWidget)

GtkWidget *stint_draft_after_new (StintDraft     *draft,
                                  StintDraftTask *task);

G_END_DECLS
