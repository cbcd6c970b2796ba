/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-merge.h"

G_BEGIN_DECLS

/**
 * StintKnown:
 * @mine: (nullable): the record as it is here; %NULL if it was never heard of
 * @base: (nullable): the state that both sides come from: what the server confirmed last
 * @seen: (nullable): `a{sx}`: the edits that the server is known to have; %NULL or empty: it is not known to have the record
 * @again: it is ours to give back after a 410: until that is confirmed the vectors decide
 *
 * What is known of a record before a state of it comes from the server.
 */
typedef struct
{
  StintRecord *mine;
  StintRecord *base;
  GVariant *seen;
  gboolean again;
} StintKnown;

/**
 * StintReconciled:
 * @record: (transfer full): what the record becomes
 * @base: (transfer full): what it has in common with the server from now on
 * @again: as in #StintKnown
 * @is_pending: the server has not got it as it is
 * @counts: it is neither side's: whoever stores it counts an edit of its own on top
 * @lost: (element-type StintRecord): entries for the inbox
 */
typedef struct
{
  StintRecord *record;
  StintRecord *base;
  gboolean again;
  gboolean is_pending;
  gboolean counts;
  GPtrArray *lost;
} StintReconciled;

void stint_reconciled_clear (StintReconciled  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StintReconciled, stint_reconciled_clear)

void stint_reconcile        (const StintKnown *known,
                             StintRecord      *theirs,
                             gboolean          from_snapshot,
                             const char       *device,
                             gint64            now_ms,
                             StintReconciled  *result);

G_END_DECLS
