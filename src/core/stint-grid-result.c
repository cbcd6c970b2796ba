/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-query.h"

#include "core/stint-zone.h"

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
 * stint_grid_row_set_instants:
 * @zone: (nullable): of the grid
 *
 * Where a timed row stands: at what the clocks of the grid read then. What floats can turn around where clocks are set: it then takes no time.
 */
void
stint_grid_row_set_instants (StintGridRow *self,
                             const char   *zone,
                             gint64        start_unix_s,
                             gint64        end_unix_s)
{
  end_unix_s = MAX (end_unix_s, start_unix_s);
  self->start_s = stint_zone_to_local (zone, start_unix_s);
  self->end_s = stint_zone_to_local (zone, end_unix_s);
  self->start_again = stint_zone_is_again (zone, start_unix_s);
  self->end_again = stint_zone_is_again (zone, end_unix_s);
}

/**
 * stint_grid_row_get_start_unix:
 * @zone: (nullable): of the grid
 *
 * Returns: the instant at which a timed row begins, in seconds since the epoch
 */
gint64
stint_grid_row_get_start_unix (const StintGridRow *self,
                               const char         *zone)
{
  return stint_zone_to_unix_again (zone, self->start_s, self->start_again);
}

gint64
stint_grid_row_get_end_unix (const StintGridRow *self,
                             const char         *zone)
{
  return stint_zone_to_unix_again (zone, self->end_s, self->end_again);
}

/**
 * stint_grid_row_get_when:
 * @zone: (nullable): of the grid
 *
 * Returns: where a block stands in its own form: dates, times that float, or what the clocks in its own zone read
 */
StintWhen
stint_grid_row_get_when (const StintGridRow *self,
                         const char         *zone)
{
  StintWhen when;

  if (self->all_day)
    return (StintWhen){ stint_time_date (stint_day_of_local (self->start_s)), stint_time_date (stint_day_of_local (self->end_s)) }
  ;
  if (self->zone == NULL)
    return (StintWhen){ stint_time_floating (self->start_s), stint_time_floating (self->end_s) }
  ;

  when.start = stint_time_zoned (stint_zone_to_local (self->zone, stint_grid_row_get_start_unix (self, zone)), self->zone);
  when.end = stint_time_zoned (stint_zone_to_local (self->zone, stint_grid_row_get_end_unix (self, zone)), self->zone);
  return when;
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
 * Counts a row in the days in which it lies, whether it will be shown or not. Its minutes are those that pass.
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
      int civil_day = query->first_day + i;

      day->n_items++;
      if (!row->all_day)
        day->minutes += (int) (MAX (0, MIN (stint_grid_row_get_end_unix (row, query->zone), stint_zone_day_start (query->zone, civil_day + 1)) -
                                    MAX (stint_grid_row_get_start_unix (row, query->zone), stint_zone_day_start (query->zone, civil_day))) / 60);
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
