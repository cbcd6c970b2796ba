/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-query.h"

#include <string.h>

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const StintGridRow *row_a = *(const StintGridRow *const *) a;
  const StintGridRow *row_b = *(const StintGridRow *const *) b;
  int day_a = stint_day_of_local (row_a->start_s);
  int day_b = stint_day_of_local (row_b->start_s);

  if (day_a != day_b)
    return day_a < day_b ? -1 : 1;
  if (row_a->all_day != row_b->all_day)
    return row_a->all_day ? -1 : 1;
  if (row_a->start_s != row_b->start_s)
    return row_a->start_s < row_b->start_s ? -1 : 1;
  if (row_a->end_s != row_b->end_s)
    return row_a->end_s > row_b->end_s ? -1 : 1;
  return strcmp (row_a->id, row_b->id);
}

/**
 * stint_grid_query_get_days:
 * @first, @last: (out): of the days that are asked for, those in which the row lies; none if @first is behind @last
 *
 * A moment without length lies in its day.
 */
void
stint_grid_query_get_days (const StintGridQuery *self,
                           const StintGridRow   *row,
                           int                  *first,
                           int                  *last)
{
  *first = MAX (0, stint_day_of_local (row->start_s) - self->first_day);
  *last = MIN (self->n_days - 1, stint_day_of_local (MAX (row->end_s - 1, row->start_s)) - self->first_day);
}

/**
 * stint_grid_result_count:
 *
 * Counts a row in the days in which it lies, whether it will be shown or not.
 */
void
stint_grid_result_count (StintGridResult      *self,
                         const StintGridQuery *query,
                         const StintGridRow   *row)
{
  int first, last;

  stint_grid_query_get_days (query, row, &first, &last);
  for (int i = first; i <= last; i++)
    {
      StintGridDay *day = &g_array_index (self->days, StintGridDay, i);
      gint64 midnight = (query->first_day + i) * (gint64) STINT_DAY_S;

      day->n_items++;
      if (!row->all_day)
        day->minutes += (int) ((MIN (row->end_s, midnight + STINT_DAY_S) - MAX (row->start_s, midnight)) / 60);
    }
}

/**
 * stint_grid_result_settle:
 *
 * Puts the rows in order and keeps those that are among the first of one of their days.
 */
void
stint_grid_result_settle (StintGridResult      *self,
                          const StintGridQuery *query)
{
  g_autofree int *n_in_day = g_new0 (int, query->n_days);
  guint kept = 0;

  g_ptr_array_sort (self->rows, compare_rows);
  if (query->limit_per_day <= 0)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      StintGridRow *row = self->rows->pdata[i];
      gboolean shown = FALSE;
      int first, last;

      stint_grid_query_get_days (query, row, &first, &last);
      for (int day = first; day <= last; day++)
        shown |= n_in_day[day]++ < query->limit_per_day;

      self->rows->pdata[i] = self->rows->pdata[kept];
      self->rows->pdata[kept] = row;
      kept += shown;
    }
  g_ptr_array_set_size (self->rows, (int) kept);
}
