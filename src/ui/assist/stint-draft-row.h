/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/assist/stint-draft.h"

G_BEGIN_DECLS

/**
 * StintDraftRow:
 *
 * A task of a draft: whether it is kept, its title, and chips that can be changed. Whatever a title says is plain text.
 */
#define STINT_TYPE_DRAFT_ROW (stint_draft_row_get_type ())
G_DECLARE_FINAL_TYPE (StintDraftRow, stint_draft_row, STINT, DRAFT_ROW, GtkListBoxRow)

GtkWidget      *stint_draft_row_new      (StintDraft     *draft,
                                          StintDraftTask *task,
                                          StintWorkspace *workspace);
StintDraftTask *stint_draft_row_get_task (StintDraftRow  *self);

G_END_DECLS
