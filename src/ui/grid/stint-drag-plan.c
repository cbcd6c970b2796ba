/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-drag-plan.h"

#include "core/stint-time.h"
#include "ui/grid/stint-grid-geometry.h"

/* What an all-day block becomes when it is put onto the hours. */
#define DEFAULT_S 3600

static void
place_day (int             day,
           int             n_days,
           StintPlacement *placement)
{
  placement->start_s = (gint64) day * STINT_DAY_S;
  placement->end_s = placement->start_s + (gint64) n_days * STINT_DAY_S;
  placement->all_day = TRUE;
}

static void
place_hours (gint64          start_s,
             gint64          length_s,
             StintPlacement *placement)
{
  placement->start_s = start_s;
  placement->end_s = start_s + MAX (length_s, STINT_BLOCK_MIN_S);
  placement->all_day = FALSE;
}

/* On the hours the pointer keeps its hold of the block; on days a timed block keeps its time of day, and above the hours it loses it. */
static void
plan_move (const StintDragOrigin *origin,
           const StintGridSpot   *spot,
           int                    step_s,
           StintPlacement        *placement)
{
  int moved_days = spot->day - origin->grabbed.day;
  gint64 length_s = origin->end_s - origin->start_s;

  if (origin->is_deadline)
    place_day (stint_day_of_local (origin->start_s) + moved_days, 1, placement);
  else if (origin->all_day && spot->area == STINT_AREA_HOURS)
    place_hours (stint_grid_snap_down (spot->local_s, step_s), DEFAULT_S, placement);
  else if (origin->all_day)
    place_day (stint_day_of_local (origin->start_s) + moved_days, (int) (length_s / STINT_DAY_S), placement);
  else if (spot->area == STINT_AREA_HOURS && origin->grabbed.area == STINT_AREA_HOURS)
    place_hours (stint_grid_snap (spot->local_s - (origin->grabbed.local_s - origin->start_s), step_s), length_s, placement);
  else if (spot->area == STINT_AREA_HOURS)
    place_hours (stint_grid_snap_down (spot->local_s, step_s), length_s, placement);
  else if (spot->area == STINT_AREA_MONTH)
    place_hours (origin->start_s + (gint64) moved_days * STINT_DAY_S, length_s, placement);
  else
    place_day (spot->day, 1, placement);
}

/* An edge stays on its own day, wherever the pointer strays to the sides. */
static gboolean
plan_edge (const StintDragOrigin *origin,
           const StintGridSpot   *spot,
           int                    step_s,
           StintPlacement        *placement)
{
  gboolean is_start = origin->kind == STINT_DRAG_START;
  int day = stint_day_of_local (is_start ? origin->start_s : origin->end_s - 1);
  gint64 edge_s;

  if (spot->area != STINT_AREA_HOURS || origin->all_day)
    return FALSE;

  edge_s = stint_grid_snap ((gint64) day * STINT_DAY_S + (spot->local_s - (gint64) spot->day * STINT_DAY_S), step_s);
  placement->start_s = is_start ? MIN (edge_s, origin->end_s - STINT_BLOCK_MIN_S) : origin->start_s;
  placement->end_s = is_start ? origin->end_s : MAX (edge_s, origin->start_s + STINT_BLOCK_MIN_S);
  placement->all_day = FALSE;

  return TRUE;
}

/* From where the pointer went down to where it is, in either direction; on the hours within that day. */
static void
plan_create (const StintDragOrigin *origin,
             const StintGridSpot   *spot,
             int                    step_s,
             StintPlacement        *placement)
{
  int day = origin->grabbed.day;

  if (origin->grabbed.area == STINT_AREA_HOURS)
    {
      gint64 day_s = (gint64) day * STINT_DAY_S;
      gint64 second = spot->area == STINT_AREA_HOURS ? spot->local_s - (gint64) spot->day * STINT_DAY_S : 0;
      gint64 anchor_s = MIN (stint_grid_snap_down (origin->grabbed.local_s, step_s), day_s + STINT_DAY_S - step_s);
      gint64 other_s = stint_grid_snap (day_s + second, step_s);

      placement->start_s = MIN (anchor_s, other_s);
      placement->end_s = MAX (anchor_s, other_s);
      if (placement->end_s - placement->start_s < step_s)
        placement->end_s = placement->start_s + step_s;
      placement->all_day = FALSE;
    }
  else
    {
      place_day (MIN (day, spot->day), ABS (spot->day - day) + 1, placement);
    }
}

static gboolean
is_in_calendar (const StintPlacement *placement)
{
  return placement->start_s >= (gint64) STINT_DAY_MIN * STINT_DAY_S && placement->end_s <= (gint64) STINT_DAY_MAX * STINT_DAY_S;
}

/**
 * stint_drag_plan:
 * @step_s: what times snap to
 * @placement: (out): where it would stand if it were let go here, settled
 *
 * What is carried to another day keeps the times of the clock, whatever passes between them there; a task from the backlog keeps its minutes.
 *
 * Returns: whether it can be let go here
 */
gboolean
stint_drag_plan (const StintDragOrigin *origin,
                 const StintGridSpot   *spot,
                 int                    step_s,
                 StintPlacement        *placement)
{
  if (spot->area == STINT_AREA_NONE)
    return FALSE;

  switch (origin->kind)
    {
    case STINT_DRAG_MOVE:
      plan_move (origin, spot, step_s, placement);
      break;

    case STINT_DRAG_START:
    case STINT_DRAG_END:
      if (!plan_edge (origin, spot, step_s, placement))
        return FALSE;
      break;

    case STINT_DRAG_CREATE:
      plan_create (origin, spot, step_s, placement);
      break;

    case STINT_DRAG_SCHEDULE:
    default:
      if (spot->area == STINT_AREA_HOURS)
        place_hours (stint_grid_snap_down (spot->local_s, step_s), origin->end_s - origin->start_s, placement);
      else
        place_day (spot->day, 1, placement);
      break;
    }

  if (!is_in_calendar (placement))
    return FALSE;
  if (origin->kind == STINT_DRAG_SCHEDULE)
    stint_placement_settle_minutes (placement, origin->zone, (int) ((origin->end_s - origin->start_s) / 60));
  else
    stint_placement_settle (placement, origin->zone);
  return TRUE;
}
