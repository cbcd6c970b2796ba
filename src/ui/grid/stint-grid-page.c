/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-grid-page.h"

#include "core/stint-time.h"

#include <string.h>

/**
 * stint_grid_page_new:
 * @owner_free: frees what stint_grid_page_add() is given
 */
StintGridPage *
stint_grid_page_new (int            first_day,
                     int            n_days,
                     GDestroyNotify owner_free)
{
  StintGridPage *self = g_new0 (StintGridPage, 1);

  g_atomic_ref_count_init (&self->refs);
  self->first_day = first_day;
  self->n_days = n_days;
  self->owners = g_ptr_array_new_with_free_func (owner_free);
  self->rows = g_ptr_array_new ();
  self->days = g_array_new (FALSE, TRUE, sizeof (StintGridDay));
  g_array_set_size (self->days, (guint) n_days);

  return self;
}

/**
 * stint_grid_page_add:
 * @owner: (transfer full): keeps @row alive
 */
void
stint_grid_page_add (StintGridPage      *self,
                     gpointer            owner,
                     const StintGridRow *row)
{
  g_ptr_array_add (self->owners, owner);
  g_ptr_array_add (self->rows, (gpointer) row);
}

/**
 * stint_grid_page_set_zone:
 * @zone: an interned name
 *
 * Before it is shown. Where the days of a page of hours have 23 of them, or 25, it shall have them too.
 */
void
stint_grid_page_set_zone (StintGridPage *self,
                          const char    *zone)
{
  g_clear_pointer (&self->axis, stint_hours_axis_free);
  self->zone = zone;
  if (self->n_days <= STINT_AXIS_MAX_DAYS)
    self->axis = stint_hours_axis_new (zone, self->first_day, self->n_days);
}

StintGridPage *
stint_grid_page_ref (StintGridPage *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
stint_grid_page_unref (StintGridPage *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->owners);
  g_array_unref (self->days);
  g_clear_pointer (&self->axis, stint_hours_axis_free);
  g_free (self);
}

StintGridDay
stint_grid_page_get_day (StintGridPage *self,
                         int            day)
{
  if (day < self->first_day || day >= self->first_day + self->n_days)
    return (StintGridDay){ 0, 0 }
  ;

  return g_array_index (self->days, StintGridDay, day - self->first_day);
}

/**
 * stint_grid_page_find:
 * @id: (nullable): a block's
 *
 * Returns: (nullable) (transfer none): valid as long as the page
 */
const StintGridRow *
stint_grid_page_find (StintGridPage *self,
                      const char    *id)
{
  for (guint i = 0; id != NULL && i < self->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (self->rows, i);

      if (row->kind == STINT_GRID_BLOCK && strcmp (row->id, id) == 0)
        return row;
    }

  return NULL;
}

/**
 * stint_grid_row_is_chip:
 *
 * Returns: whether it stands above the hours: a day long, or a deadline
 */
gboolean
stint_grid_row_is_chip (const StintGridRow *row)
{
  return row->all_day || row->kind == STINT_GRID_DEADLINE;
}

/**
 * stint_grid_row_get_days:
 * @last_day: (out): the last one that it covers; an end at midnight does not touch the next
 */
void
stint_grid_row_get_days (const StintGridRow *row,
                         int                *first_day,
                         int                *last_day)
{
  *first_day = stint_day_of_local (row->start_s);
  *last_day = MAX (stint_day_of_local (row->end_s - 1), *first_day);
}

/**
 * stint_grid_row_compare:
 *
 * The order within one day: what began on an earlier day first, then all-day and deadlines, then by time, then id.
 */
int
stint_grid_row_compare (const StintGridRow *a,
                        const StintGridRow *b,
                        int                 day)
{
  gint64 day_s = (gint64) day * STINT_DAY_S;
  gint64 a_s = MAX (a->start_s, day_s);
  gint64 b_s = MAX (b->start_s, day_s);
  gboolean a_chip = stint_grid_row_is_chip (a);
  gboolean b_chip = stint_grid_row_is_chip (b);

  if (a_chip != b_chip)
    return a_chip ? -1 : 1;
  if (!a_chip && a_s != b_s)
    return a_s < b_s ? -1 : 1;
  if (a->start_s != b->start_s)
    return a->start_s < b->start_s ? -1 : 1;
  if (a->end_s != b->end_s)
    return a->end_s > b->end_s ? -1 : 1;

  return strcmp (a->id, b->id);
}
