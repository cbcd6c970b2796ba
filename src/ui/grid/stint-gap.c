/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-gap.h"

#include "core/stint-query.h"
#include "core/stint-time.h"
#include "ui/grid/stint-grid-geometry.h"
#include "ui/grid/stint-working-hours.h"

/* Where the next @length_s without a timed block begin, in [from, to); later than to - length: there are none. */
static gint64
skip_busy (GPtrArray *rows,
           gint64     from_s,
           gint64     to_s,
           gint64     length_s)
{
  gboolean moved = TRUE;

  while (moved && from_s + length_s <= to_s)
    {
      moved = FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          const StintGridRow *row = g_ptr_array_index (rows, i);

          if (row->kind != STINT_GRID_BLOCK || row->all_day || row->start_s >= from_s + length_s || row->end_s <= from_s)
            continue;
          from_s = stint_grid_snap_down (row->end_s + STINT_SNAP_S - 1, STINT_SNAP_S);
          moved = TRUE;
        }
    }

  return from_s;
}

/**
 * stint_gap_find:
 * @rows: (element-type StintGridRow): all that stands on the days
 * @from_s: not before this
 * @start_s: (out): where the gap begins, on a whole quarter of an hour
 *
 * The first stretch of working hours that holds no timed block and is long enough.
 *
 * Returns: whether there is one on these days
 */
gboolean
stint_gap_find (GPtrArray *rows,
                int        first_day,
                int        n_days,
                gint64     from_s,
                int        minutes,
                gint64    *start_s)
{
  gint64 length_s = (gint64) minutes * 60;

  for (int day = first_day; day < first_day + n_days; day++)
    {
      gint64 day_s = (gint64) day * STINT_DAY_S;
      int opens_s, closes_s;

      if (!stint_working_hours_get (day, &opens_s, &closes_s))
        continue;
      *start_s = stint_grid_snap_down (MAX (day_s + opens_s, from_s) + STINT_SNAP_S - 1, STINT_SNAP_S);
      *start_s = skip_busy (rows, *start_s, day_s + closes_s, length_s);
      if (*start_s + length_s <= day_s + closes_s)
        return TRUE;
    }

  return FALSE;
}
