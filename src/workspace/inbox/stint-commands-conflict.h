/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-edit.h"
#include "workspace/inbox/stint-conflict-item.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintConflictChoice:
 * @STINT_CONFLICT_KEEP: the record stays as it is
 * @STINT_CONFLICT_SWAP: it gets the value that was lost; a record that was kept though it was deleted goes
 * @STINT_CONFLICT_BOTH: see #StintConflictBoth
 *
 * How a conflict is settled. Each takes the entry out of the inbox, in the same step.
 */
typedef enum
{
  STINT_CONFLICT_KEEP,
  STINT_CONFLICT_SWAP,
  STINT_CONFLICT_BOTH,
} StintConflictChoice;

gboolean   stint_conflict_item_offers          (StintConflictItem   *self,
                                                StintConflictChoice  choice);
/* All return (transfer full); NULL if that is not offered. */
StintEdit *stint_command_settle_conflict       (StintWorkspace      *workspace,
                                                StintConflictItem   *item,
                                                StintConflictChoice  choice);
StintEdit *stint_command_keep_all_conflicts    (GListModel          *items);

G_END_DECLS
