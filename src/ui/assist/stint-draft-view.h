/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/assist/stint-draft.h"

G_BEGIN_DECLS

/**
 * StintDraftView:
 *
 * A draft to look through: where it comes from, what was asked back, its tasks and rules, and a button that takes what is kept.
 *
 * Signal: `taken`: a person pressed that button.
 */
#define STINT_TYPE_DRAFT_VIEW (stint_draft_view_get_type ())
G_DECLARE_FINAL_TYPE (StintDraftView, stint_draft_view, STINT, DRAFT_VIEW, GtkWidget)

/* @draft: (nullable) */
void        stint_draft_view_set_draft (StintDraftView *self,
                                        StintDraft     *draft,
                                        StintWorkspace *workspace);
StintDraft *stint_draft_view_get_draft (StintDraftView *self);
/* The keyboard begins with the first box. */
void        stint_draft_view_focus     (StintDraftView *self);

G_END_DECLS
