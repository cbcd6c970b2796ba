/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-change.h"
#include "store/stint-database.h"

G_BEGIN_DECLS

/**
 * StintApply:
 * @sequence: of the change in the log that the operations belong to
 * @counter: this device's count of edits
 * @n_created, @n_changed, @n_deleted: records so far
 *
 * A change that is being made, in a transaction that is open.
 */
typedef struct
{
  StintDatabase *database;
  StintChangeOrigin origin;
  gint64 now_ms;
  gint64 sequence;
  gint64 counter;
  guint n_created;
  guint n_changed;
  guint n_deleted;
} StintApply;

gboolean     stint_apply_begin     (StintApply         *self,
                                    StintDatabase      *database,
                                    const char         *label,
                                    StintChangeOrigin   origin,
                                    gint64              undoes,
                                    const char         *merge_key,
                                    gint64              now_ms,
                                    GError            **error);
gboolean     stint_apply_op        (StintApply         *self,
                                    const StintOp      *op,
                                    GError            **error);
gboolean     stint_apply_store     (StintApply         *self,
                                    StintRecord        *record,
                                    StintRecord        *was,
                                    gint64              rowid,
                                    gint64              pending,
                                    GError            **error);
gboolean     stint_apply_has_done  (const StintApply   *self);
StintChange *stint_apply_commit    (StintApply         *self,
                                    GError            **error);

G_END_DECLS
