/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-change.h"

G_BEGIN_DECLS

/**
 * StintUndoReason:
 *
 * Why an undo leaves a record as it is.
 */
typedef enum
{
  STINT_UNDO_CHANGED_SINCE,
  STINT_UNDO_DELETED_SINCE,
  STINT_UNDO_LIVES_AGAIN,
  STINT_UNDO_HAS_OWNED,
} StintUndoReason;
#define STINT_N_UNDO_REASONS (STINT_UNDO_HAS_OWNED + 1)

char *stint_undo_dup_name       (const StintDelta *delta,
                                 StintRecord      *record,
                                 StintLookup       lookup,
                                 gpointer          user_data);
char *stint_undo_explain        (StintKind         kind,
                                 StintUndoReason   reason,
                                 const char       *name);
char *stint_undo_explain_member (StintKind         kind,
                                 const char       *member,
                                 const char       *name);
char *stint_undo_point_to_inbox (const char       *sentence);

G_END_DECLS
