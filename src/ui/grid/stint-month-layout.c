/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-month-layout.h"

#include <math.h>

#define LINE_GAP 1
#define MARGIN 3

static int
get_column_border (const StintMonthGeometry *geometry,
                   int                       column)
{
  return (int) round (geometry->width * column / 7.0);
}

static int
get_row_border (const StintMonthGeometry *geometry,
                int                       row)
{
  return geometry->top + (int) round ((geometry->height - geometry->top) * row / (double) geometry->n_weeks);
}

/**
 * stint_month_layout_get_cell:
 * @area: (out): with the borders at its start and top
 */
void
stint_month_layout_get_cell (const StintMonthGeometry *geometry,
                             int                       day,
                             GdkRectangle             *area)
{
  int column = (day - geometry->first_day) % 7;
  int row = (day - geometry->first_day) / 7;

  if (geometry->mirrored)
    column = 6 - column;
  area->x = get_column_border (geometry, column);
  area->width = get_column_border (geometry, column + 1) - area->x;
  area->y = get_row_border (geometry, row);
  area->height = get_row_border (geometry, row + 1) - area->y;
}

/**
 * stint_month_layout_get_day:
 *
 * Returns: the day at a point; outside of the cells that of the nearest
 */
int
stint_month_layout_get_day (const StintMonthGeometry *geometry,
                            double                    x,
                            double                    y)
{
  int column = 0;
  int row = 0;

  while (column < 6 && x >= get_column_border (geometry, column + 1))
    column++;
  while (row < geometry->n_weeks - 1 && y >= get_row_border (geometry, row + 1))
    row++;
  if (geometry->mirrored)
    column = 6 - column;

  return geometry->first_day + row * 7 + column;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return stint_grid_row_compare (*(const StintGridRow *const *) a, *(const StintGridRow *const *) b, GPOINTER_TO_INT (user_data));
}

static void
place_day (StintGridPage            *page,
           const StintMonthGeometry *geometry,
           int                       day,
           GPtrArray                *rows,
           GArray                   *places,
           GArray                   *chips)
{
  int n_items = MAX (stint_grid_page_get_day (page, day).n_items, (int) rows->len);
  int pitch = geometry->line_height + LINE_GAP;
  int n_fit, n_shown;
  GdkRectangle cell;

  stint_month_layout_get_cell (geometry, day, &cell);
  n_fit = MAX ((cell.height - geometry->head) / pitch, 0);
  n_shown = MIN (n_items <= n_fit ? n_items : n_fit - 1, (int) rows->len);

  for (int i = 0; i < n_shown; i++)
    {
      const StintGridRow *row = g_ptr_array_index (rows, i);
      StintBlockPlace place = { row, day, stint_grid_row_is_chip (row) ? STINT_BLOCK_CHIP : STINT_BLOCK_LINE, cell };

      place.area.x += MARGIN;
      place.area.width = MAX (place.area.width - 2 * MARGIN, 1);
      place.area.y += geometry->head + i * pitch;
      place.area.height = geometry->line_height;
      g_array_append_val (places, place);
    }

  if (n_items > n_shown)
    {
      StintMoreChip chip = { day, n_items - MAX (n_shown, 0), cell };

      chip.area.x += MARGIN;
      chip.area.width = MAX (chip.area.width - 2 * MARGIN, 1);
      chip.area.y += geometry->head + MAX (n_shown, 0) * pitch;
      chip.area.height = geometry->line_height;
      /* A cell with room for nothing has the sign beside its number. */
      if (n_fit == 0)
        {
          chip.area.y = cell.y + 4;
          chip.area.width = cell.width / 2;
          chip.area.x = geometry->mirrored ? cell.x + MARGIN : cell.x + cell.width - chip.area.width - MARGIN;
        }
      g_array_append_val (chips, chip);
    }
}

/**
 * stint_month_layout_place:
 * @places, @chips: as for stint_hours_layout_place()
 *
 * As many items of each day as fit, and how many more it has, by the page's own count.
 */
void
stint_month_layout_place (StintGridPage            *page,
                          const StintMonthGeometry *geometry,
                          GArray                   *places,
                          GArray                   *chips)
{
  int n_days = geometry->n_weeks * 7;
  g_autofree GPtrArray **by_day = g_new0 (GPtrArray *, (gsize) n_days);

  for (int i = 0; i < n_days; i++)
    by_day[i] = g_ptr_array_new ();

  for (guint i = 0; i < page->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (page->rows, i);
      int first_day, last_day;

      stint_grid_row_get_days (row, &first_day, &last_day);
      first_day = MAX (first_day, geometry->first_day);
      last_day = MIN (last_day, geometry->first_day + n_days - 1);
      for (int day = first_day; day <= last_day; day++)
        g_ptr_array_add (by_day[day - geometry->first_day], (gpointer) row);
    }

  for (int i = 0; i < n_days; i++)
    {
      int day = geometry->first_day + i;

      g_ptr_array_sort_with_data (by_day[i], compare_rows, GINT_TO_POINTER (day));
      place_day (page, geometry, day, by_day[i], places, chips);
      g_ptr_array_unref (by_day[i]);
    }
}
