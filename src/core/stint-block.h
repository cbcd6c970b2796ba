/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"
#include "core/stint-time.h"

G_BEGIN_DECLS

/* The members of a block. */
#define STINT_BLOCK_TASK "task"
#define STINT_BLOCK_WHEN "when"
#define STINT_BLOCK_PINNED "pinned"
#define STINT_BLOCK_DONE "done"
#define STINT_BLOCK_UID "uid"

/**
 * StintWhen:
 * @start: its first moment
 * @end: the moment after its last; of the same form and zone as @start
 *
 * A stretch of civil time: dates for whole days, else times that float or are in one zone. A value.
 */
typedef struct
{
  StintTime start;
  StintTime end;
} StintWhen;

const char *stint_block_get_task   (StintRecord      *block);
gboolean    stint_block_get_when   (StintRecord      *block,
                                    StintWhen        *when);
gboolean    stint_block_is_pinned  (StintRecord      *block);
gboolean    stint_block_is_done    (StintRecord      *block);

StintWhen   stint_when_new         (const StintTime  *start,
                                    int               minutes);
void        stint_when_settle      (StintWhen        *self);
gint64      stint_when_get_minutes (const StintWhen  *self,
                                    const char       *zone);
GVariant   *stint_when_to_variant  (const StintWhen  *self);
gboolean    stint_when_from_variant (GVariant        *object,
                                     StintWhen       *when,
                                     GError         **error);

G_END_DECLS
