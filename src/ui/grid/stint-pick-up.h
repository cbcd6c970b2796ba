/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-query.h"
#include "ui/grid/stint-drag-plan.h"

G_BEGIN_DECLS

/**
 * StintPickUpMove:
 *
 * What the keyboard does with a block that it holds. A slot is a quarter of an hour; in a month up and down are weeks.
 */
typedef enum
{
  STINT_PICK_UP_EARLIER,
  STINT_PICK_UP_LATER,
  STINT_PICK_UP_DAY_BEFORE,
  STINT_PICK_UP_DAY_AFTER,
  STINT_PICK_UP_WEEK_BEFORE,
  STINT_PICK_UP_WEEK_AFTER,
  STINT_PICK_UP_SHORTER,
  STINT_PICK_UP_LONGER,
} StintPickUpMove;

/**
 * StintPickUp:
 * @row: the block as it stands
 * @zone: (nullable): of the grid
 * @wanted: where it was carried to by the times of the clock
 * @placement: where it would stand: @wanted, settled
 *
 * The keyboard's twin of a drag: a block that was picked up and not yet put down.
 */
typedef struct
{
  StintGridRow *row;
  const char *zone;
  StintPlacement wanted;
  StintPlacement placement;
} StintPickUp;

StintPickUp *stint_pick_up_new  (StintGridRow    *row,
                                 const char      *zone);
void         stint_pick_up_free (StintPickUp     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintPickUp, stint_pick_up_free)

gboolean     stint_pick_up_move (StintPickUp     *self,
                                 StintPickUpMove  move);

G_END_DECLS
