/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-pick-up.h"

#include "core/stint-time.h"
#include "ui/grid/stint-grid-geometry.h"

/**
 * stint_pick_up_new:
 * @row: (transfer full)
 * @zone: (nullable): of the grid; must outlive it
 */
StintPickUp *
stint_pick_up_new (StintGridRow *row,
                   const char   *zone)
{
  StintPickUp *self = g_new0 (StintPickUp, 1);

  self->row = row;
  self->placement = (StintPlacement){ row->start_s, row->end_s, stint_grid_row_is_chip (row) };
  if (row->kind == STINT_GRID_DEADLINE)
    {
      self->placement.start_s = (gint64) stint_day_of_local (row->start_s) * STINT_DAY_S;
      self->placement.end_s = self->placement.start_s + STINT_DAY_S;
    }
  self->zone = zone;
  self->wanted = self->placement;
  stint_placement_settle (&self->placement, zone);

  return self;
}

void
stint_pick_up_free (StintPickUp *self)
{
  stint_grid_row_free (self->row);
  g_free (self);
}

static void
shift (StintPlacement *placement,
       gint64          by_s)
{
  placement->start_s += by_s;
  placement->end_s += by_s;
}

/* The first step of a block that stands askew leads to a whole slot. */
static void
shift_slot (StintPlacement *placement,
            const char     *zone,
            gboolean        later)
{
  StintPlacement settled;

  /* Slots that the clocks leave out are passed over. */
  do
    {
      gint64 to_s = later ? stint_grid_snap_down (placement->start_s + STINT_SNAP_S, STINT_SNAP_S)
                          : stint_grid_snap_down (placement->start_s - 1, STINT_SNAP_S);

      shift (placement, to_s - placement->start_s);
      settled = *placement;
      stint_placement_settle (&settled, zone);
    }
  while (settled.start_s != placement->start_s);
}

static void
resize (StintPlacement *placement,
        gboolean        longer)
{
  gint64 to_s = longer ? stint_grid_snap_down (placement->end_s + STINT_SNAP_S, STINT_SNAP_S)
                       : stint_grid_snap_down (placement->end_s - 1, STINT_SNAP_S);

  placement->end_s = MAX (to_s, placement->start_s + STINT_BLOCK_MIN_S);
}

/**
 * stint_pick_up_move:
 *
 * Returns: whether it changed anything: a deadline has no hours, and time ends
 */
gboolean
stint_pick_up_move (StintPickUp    *self,
                    StintPickUpMove move)
{
  gboolean by_day = move != STINT_PICK_UP_EARLIER && move != STINT_PICK_UP_LATER && move != STINT_PICK_UP_SHORTER && move != STINT_PICK_UP_LONGER;
  StintPlacement to = by_day ? self->wanted : self->placement;
  StintPlacement settled;

  switch (move)
    {
    case STINT_PICK_UP_EARLIER:
    case STINT_PICK_UP_LATER:
      if (!to.all_day)
        shift_slot (&to, self->zone, move == STINT_PICK_UP_LATER);
      break;

    case STINT_PICK_UP_DAY_BEFORE:
    case STINT_PICK_UP_DAY_AFTER:
      shift (&to, move == STINT_PICK_UP_DAY_AFTER ? STINT_DAY_S : -STINT_DAY_S);
      break;

    case STINT_PICK_UP_WEEK_BEFORE:
    case STINT_PICK_UP_WEEK_AFTER:
      shift (&to, (move == STINT_PICK_UP_WEEK_AFTER ? 7 : -7) * (gint64) STINT_DAY_S);
      break;

    case STINT_PICK_UP_SHORTER:
    case STINT_PICK_UP_LONGER:
    default:
      if (self->row->kind == STINT_GRID_DEADLINE)
        break;
      if (!to.all_day)
        resize (&to, move == STINT_PICK_UP_LONGER);
      else if (move == STINT_PICK_UP_LONGER)
        to.end_s += STINT_DAY_S;
      else if (to.end_s - to.start_s > STINT_DAY_S)
        to.end_s -= STINT_DAY_S;
      break;
    }

  if (to.start_s < (gint64) STINT_DAY_MIN * STINT_DAY_S || to.end_s > (gint64) STINT_DAY_MAX * STINT_DAY_S)
    return FALSE;
  settled = to;
  stint_placement_settle (&settled, self->zone);
  if (stint_placement_equal (&settled, &self->placement))
    return FALSE;

  self->wanted = to;
  self->placement = settled;
  return TRUE;
}
