/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-week-steps.h"

#include "core/stint-time.h"
#include "ui/grid/stint-grid-geometry.h"

#define STEP_S 3600

/* Where one comes down from the all-day row. */
#define FIRST_S (8 * 3600)

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return stint_grid_row_compare (*(const StintGridRow *const *) a, *(const StintGridRow *const *) b, GPOINTER_TO_INT (user_data));
}

/* (transfer full): the rows of one day from its top to its bottom. */
static GPtrArray *
list_day (StintGridPage *page,
          int            day)
{
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < page->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (page->rows, i);
      int first_day, last_day;

      stint_grid_row_get_days (row, &first_day, &last_day);
      if (day >= first_day && day <= last_day)
        g_ptr_array_add (rows, (gpointer) row);
    }
  g_ptr_array_sort_with_data (rows, compare_rows, GINT_TO_POINTER (day));

  return rows;
}

static int
get_start (const StintGridRow *row,
           int                 day)
{
  return (int) MAX (row->start_s - (gint64) day * STINT_DAY_S, 0);
}

static int
get_end (const StintGridRow *row,
         int                 day)
{
  return (int) MIN (row->end_s - (gint64) day * STINT_DAY_S, STINT_DAY_S);
}

static void
stand_on (StintWeekStep      *step,
          const StintGridRow *row)
{
  step->row = row;
  step->second = stint_grid_row_is_chip (row) ? 0 : get_start (row, step->day);
}

static void
stand_at (StintWeekStep *step,
          int            second)
{
  step->row = NULL;
  step->second = CLAMP (second, 0, STINT_DAY_S - STEP_S);
}

/* The first timed row that begins in [from, to) and is not before @after in the day's order; -1: none. */
static int
find_beginning (GPtrArray *rows,
                int        day,
                int        after,
                int        from,
                int        to)
{
  for (int i = after + 1; i < (int) rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (rows, i);

      if (!stint_grid_row_is_chip (row) && get_start (row, day) >= from && get_start (row, day) < to)
        return i;
    }

  return -1;
}

/* The last timed row before @before in the day's order that stands in [from, to); -1: none. */
static int
find_standing (GPtrArray *rows,
               int        day,
               int        before,
               int        from,
               int        to)
{
  for (int i = before - 1; i >= 0; i--)
    {
      const StintGridRow *row = g_ptr_array_index (rows, i);

      if (!stint_grid_row_is_chip (row) && get_start (row, day) < to && get_end (row, day) > from)
        return i;
    }

  return -1;
}

static int
find_row (GPtrArray          *rows,
          const StintGridRow *row)
{
  for (guint i = 0; row != NULL && i < rows->len; i++)
    if (g_ptr_array_index (rows, i) == row)
      return (int) i;

  return -1;
}

static void
step_down (GPtrArray     *rows,
           StintWeekStep *step)
{
  int position = find_row (rows, step->row);
  int next, from;

  if (step->row != NULL && stint_grid_row_is_chip (step->row))
    {
      if (position + 1 < (int) rows->len && stint_grid_row_is_chip (g_ptr_array_index (rows, position + 1)))
        {
          stand_on (step, g_ptr_array_index (rows, position + 1));
          return;
        }
      next = find_beginning (rows, step->day, position, 0, FIRST_S + STEP_S);
      from = FIRST_S;
    }
  else if (step->row != NULL)
    {
      from = (int) stint_grid_snap_down (get_end (step->row, step->day) + STEP_S - 1, STEP_S);
      next = find_beginning (rows, step->day, position, 0, from + STEP_S);
    }
  else
    {
      from = step->second + STEP_S;
      next = find_beginning (rows, step->day, -1, step->second + 1, from + STEP_S);
    }

  if (next >= 0)
    stand_on (step, g_ptr_array_index (rows, next));
  else if (from < STINT_DAY_S)
    stand_at (step, from);
}

static void
step_up (GPtrArray     *rows,
         StintWeekStep *step)
{
  int position = step->row != NULL ? find_row (rows, step->row) : (int) rows->len;
  gboolean on_chip = step->row != NULL && stint_grid_row_is_chip (step->row);
  int to = (int) stint_grid_snap_down (step->second - 1, STEP_S);
  int previous = -1;

  if (!on_chip)
    previous = find_standing (rows, step->day, position, to, step->row != NULL ? STINT_DAY_S : step->second);
  if (previous < 0 && (on_chip || to < 0))
    {
      for (previous = MIN (position, (int) rows->len) - 1; previous >= 0; previous--)
        if (stint_grid_row_is_chip (g_ptr_array_index (rows, previous)))
          break;
      if (previous < 0)
        return;
    }

  if (previous >= 0)
    stand_on (step, g_ptr_array_index (rows, previous));
  else
    stand_at (step, to);
}

/**
 * stint_week_step_enter:
 *
 * Stands on the first block of the step's day that is there in its hour, else on the hour.
 */
void
stint_week_step_enter (StintGridPage *page,
                       StintWeekStep *step)
{
  g_autoptr (GPtrArray) rows = list_day (page, step->day);
  int second = (int) stint_grid_snap_down (step->second, STEP_S);

  for (guint i = 0; i < rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (rows, i);

      if (!stint_grid_row_is_chip (row) && get_start (row, step->day) < second + STEP_S && get_end (row, step->day) > second)
        {
          stand_on (step, row);
          return;
        }
    }
  stand_at (step, second);
}

/**
 * stint_week_step_move:
 * @direction: an arrow
 * @mirrored: days go from right to left
 *
 * Returns: %FALSE if it would leave the page's days; the step is then as before
 */
gboolean
stint_week_step_move (StintGridPage   *page,
                      StintWeekStep   *step,
                      GtkDirectionType direction,
                      gboolean         mirrored)
{
  g_autoptr (GPtrArray) rows = list_day (page, step->day);
  int day = step->day;

  if (direction == GTK_DIR_DOWN)
    step_down (rows, step);
  else if (direction == GTK_DIR_UP)
    step_up (rows, step);
  if (direction != GTK_DIR_LEFT && direction != GTK_DIR_RIGHT)
    return TRUE;

  day += (direction == GTK_DIR_RIGHT) == mirrored ? -1 : 1;
  if (day < page->first_day || day >= page->first_day + page->n_days)
    return FALSE;

  step->day = day;
  if (step->row != NULL && stint_grid_row_is_chip (step->row))
    {
      g_autoptr (GPtrArray) there = list_day (page, day);

      if (there->len > 0 && stint_grid_row_is_chip (g_ptr_array_index (there, 0)))
        {
          stand_on (step, g_ptr_array_index (there, 0));
          return TRUE;
        }
      step->second = FIRST_S;
    }
  step->row = NULL;
  stint_week_step_enter (page, step);

  return TRUE;
}
