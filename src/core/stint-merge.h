/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/* Edit vectors, `a{sx}`: who edited a record how often (sync.md R5 calls them `edits`). */
gboolean   stint_edits_descend (GVariant   *ancestor,
                                GVariant   *descendant);
GVariant  *stint_edits_join    (GVariant   *a,
                                GVariant   *b);
GVariant  *stint_edits_bump    (GVariant   *edits,
                                const char *device,
                                gint64      counter);

/**
 * StintMergeResult:
 * @record: (transfer full): the merged record
 * @lost: (element-type StintRecord): records of kind conflict, one for each member whose other value was not kept
 */
typedef struct
{
  StintRecord *record;
  GPtrArray *lost;
} StintMergeResult;

void stint_merge_result_clear (StintMergeResult *self);

/**
 * StintMergeSide:
 * @record: (nullable): as that side has it; a deleted one is a tombstone
 * @device: whose it is: of two edits of the same age the larger device id wins
 */
typedef struct
{
  StintRecord *record;
  const char *device;
} StintMergeSide;

void stint_merge (StintRecord          *base,
                  const StintMergeSide *mine,
                  const StintMergeSide *theirs,
                  gint64                now_ms,
                  StintMergeResult     *result);

G_END_DECLS
