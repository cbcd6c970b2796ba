/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-grid-view.h"
#include "ui/grid/stint-placement.h"

G_BEGIN_DECLS

#define STINT_BLOCK_MIN_S (5 * 60)

/**
 * StintDragKind:
 * @STINT_DRAG_MOVE: a block or a deadline is carried
 * @STINT_DRAG_START, @STINT_DRAG_END: an edge is drawn
 * @STINT_DRAG_CREATE: a new block is drawn on empty space
 * @STINT_DRAG_SCHEDULE: a task comes from the backlog
 */
typedef enum
{
  STINT_DRAG_MOVE,
  STINT_DRAG_START,
  STINT_DRAG_END,
  STINT_DRAG_CREATE,
  STINT_DRAG_SCHEDULE,
} StintDragKind;

/**
 * StintDragOrigin:
 * @start_s, @end_s, @all_day: the block as it is; for @STINT_DRAG_SCHEDULE only the difference counts
 * @is_deadline: it is a deadline: only its day moves
 * @grabbed: where the pointer took hold
 * @zone: (nullable): of the grid
 *
 * What a drag began with. A value.
 */
typedef struct
{
  StintDragKind kind;
  gint64 start_s;
  gint64 end_s;
  gboolean all_day;
  gboolean is_deadline;
  StintGridSpot grabbed;
  const char *zone;
} StintDragOrigin;

gboolean stint_drag_plan       (const StintDragOrigin *origin,
                                const StintGridSpot   *spot,
                                int                    step_s,
                                StintPlacement        *placement);

G_END_DECLS
