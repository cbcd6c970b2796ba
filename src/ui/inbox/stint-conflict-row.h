/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/stint-clock.h"
#include "workspace/inbox/stint-conflict-item.h"

G_BEGIN_DECLS

/**
 * StintConflictRow:
 *
 * One conflict: the field, why it is here, and both versions beside each other, each with the button that chooses it.
 *
 * Signal: `chosen (int)`: a #StintConflictChoice.
 */
#define STINT_TYPE_CONFLICT_ROW (stint_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (StintConflictRow, stint_conflict_row, STINT, CONFLICT_ROW, GtkListBoxRow)

GtkWidget         *stint_conflict_row_new         (StintConflictItem *item,
                                                   StintClock        *clock);
StintConflictItem *stint_conflict_row_get_item    (StintConflictRow  *self);
/* Whether the versions stand one below the other. */
void               stint_conflict_row_set_stacked (StintConflictRow  *self,
                                                   gboolean           stacked);

G_END_DECLS
