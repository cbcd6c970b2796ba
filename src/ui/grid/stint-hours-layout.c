/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-hours-layout.h"

#include "core/stint-columns.h"
#include "core/stint-time.h"

#include <math.h>

/* A block beside another is never narrower, nor shorter. */
#define COLUMN_MIN_WIDTH 28
#define WEEK_MAX_COLUMNS 4
#define DAY_MAX_COLUMNS 12
#define BLOCK_MIN_HEIGHT 16

#define START_GAP 2
#define END_GAP 4
#define ROW_GAP 1
#define CHIP_HEIGHT 18

#define MAX_LINES 3
#define LINE_GAP 2
#define LINE_PADDING 3

typedef struct
{
  const StintGridRow *row;
  int                 first_column;
  int                 last_column;
  int                 line;
} Lane;

static int
get_max_columns (const StintGridGeometry *geometry)
{
  double x, width;
  int most = geometry->n_days == 1 ? DAY_MAX_COLUMNS : WEEK_MAX_COLUMNS;

  stint_grid_geometry_get_column (geometry, 0, &x, &width);
  return CLAMP ((int) ((width - START_GAP - END_GAP) / COLUMN_MIN_WIDTH), 2, most);
}

/* The part of a column from one share to another, with a gap between neighbours. */
static void
get_share (const StintGridGeometry *geometry,
           int                      column,
           double                   from,
           double                   to,
           GdkRectangle            *area)
{
  double x, width, room, left, right;

  stint_grid_geometry_get_column (geometry, column, &x, &width);
  room = width - START_GAP - END_GAP;
  left = round (START_GAP + room * from);
  right = round (START_GAP + room * to) - (to < 1 ? 1 : 0);
  area->width = (int) MAX (right - left, 1);
  area->x = (int) (geometry->mirrored ? x + width - left - area->width : x + left);
}

/* The piece of a block that is on a day, in places of the axis. */
static void
get_span (const StintGridGeometry *geometry,
          const StintGridRow      *row,
          int                      day,
          StintSpan               *span)
{
  gint64 day_s = (gint64) day * STINT_DAY_S;

  span->start_s = 0;
  span->end_s = stint_grid_geometry_get_length (geometry);
  if (row->start_s >= day_s)
    span->start_s = stint_grid_geometry_get_position (geometry, (int) (row->start_s - day_s), row->start_again);
  if (row->end_s < day_s + STINT_DAY_S && geometry->axis == NULL)
    span->end_s = row->end_s - day_s;
  else if (row->end_s < day_s + STINT_DAY_S)
    span->end_s = stint_hours_axis_get_end_position (geometry->axis, day - geometry->first_day, (int) (row->end_s - day_s), row->end_again);
}

typedef struct
{
  const StintGridGeometry *geometry;
  int                      day;
} Order;

/* A repeated hour is later than what the clock reads alike. */
static int
compare_pieces (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Order *order = user_data;
  StintSpan span_a, span_b;

  get_span (order->geometry, *(const StintGridRow *const *) a, order->day, &span_a);
  get_span (order->geometry, *(const StintGridRow *const *) b, order->day, &span_b);
  return span_a.start_s < span_b.start_s ? -1 : span_a.start_s > span_b.start_s;
}

static void
place_day (const StintGridGeometry *geometry,
           int                      day,
           GPtrArray               *rows,
           GArray                  *places,
           GArray                  *chips)
{
  gint64 minimum_s = (gint64) ceil (BLOCK_MIN_HEIGHT * 3600 / geometry->hour_height);
  g_autofree StintSpan *spans = g_new0 (StintSpan, rows->len + 1);
  g_autoptr (GArray) more = NULL;
  int column = day - geometry->first_day;
  int n_columns = get_max_columns (geometry);

  if (geometry->axis != NULL && geometry->axis->parts->len > 1)
    g_ptr_array_sort_with_data (rows, compare_pieces, &(Order){ geometry, day });
  for (guint i = 0; i < rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (rows, i);

      get_span (geometry, row, day, &spans[i]);
      /* The last minutes of a day are as high as others: they move up. */
      spans[i].start_s = MIN (spans[i].start_s, stint_grid_geometry_get_length (geometry) - minimum_s);
    }
  more = stint_columns_place (spans, rows->len, n_columns, minimum_s);

  for (guint i = 0; i < rows->len; i++)
    {
      const StintSpan *span = &spans[i];
      StintBlockPlace place = { g_ptr_array_index (rows, i), day, STINT_BLOCK_BOX, { 0, 0, 0, 0 } };
      double top = stint_grid_geometry_get_y (geometry, span->start_s);
      double bottom = stint_grid_geometry_get_y (geometry, MAX (span->end_s, span->start_s + minimum_s));

      if (span->column < 0)
        continue;
      get_share (geometry, column, (double) span->column / span->n_columns, (double) (span->column + span->width) / span->n_columns,
                 &place.area);
      place.area.y = (int) round (top) + ROW_GAP;
      place.area.height = MAX ((int) round (bottom) - ROW_GAP - place.area.y, 1);
      g_array_append_val (places, place);
    }

  for (guint i = 0; i < more->len; i++)
    {
      const StintMore *stretch = &g_array_index (more, StintMore, i);
      StintMoreChip chip = { day, stretch->n_hidden, { 0, 0, 0, 0 } };

      get_share (geometry, column, (double) (n_columns - 1) / n_columns, 1, &chip.area);
      chip.area.y = (int) round (stint_grid_geometry_get_y (geometry, stretch->start_s)) + ROW_GAP;
      chip.area.height = MIN (CHIP_HEIGHT, (int) stint_grid_geometry_get_y (geometry, stretch->end_s - stretch->start_s) - 2 * ROW_GAP);
      g_array_append_val (chips, chip);
    }
}

/**
 * stint_hours_layout_place:
 * @places: (element-type StintBlockPlace): the pieces of timed blocks are added, day by day, in the order in which they begin
 * @chips: (element-type StintMoreChip): added
 *
 * Where each timed block of the page stands on the hours: a block over midnight has a piece on each day.
 */
void
stint_hours_layout_place (StintGridPage           *page,
                          const StintGridGeometry *geometry,
                          GArray                  *places,
                          GArray                  *chips)
{
  g_autofree GPtrArray **by_day = g_new0 (GPtrArray *, (gsize) geometry->n_days);

  for (int i = 0; i < geometry->n_days; i++)
    by_day[i] = g_ptr_array_new ();

  for (guint i = 0; i < page->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (page->rows, i);
      int first_day, last_day;

      if (stint_grid_row_is_chip (row))
        continue;
      stint_grid_row_get_days (row, &first_day, &last_day);
      first_day = MAX (first_day, geometry->first_day);
      last_day = MIN (last_day, geometry->first_day + geometry->n_days - 1);
      for (int day = first_day; day <= last_day; day++)
        g_ptr_array_add (by_day[day - geometry->first_day], (gpointer) row);
    }

  for (int i = 0; i < geometry->n_days; i++)
    {
      if (by_day[i]->len > 0)
        place_day (geometry, geometry->first_day + i, by_day[i], places, chips);
      g_ptr_array_unref (by_day[i]);
    }
}

/* Gives each chip the first line that is free on all its days. Returns how many lines there are. */
static int
fill_lines (StintGridPage           *page,
            const StintGridGeometry *geometry,
            GArray                  *lanes)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < page->rows->len; i++)
    {
      Lane lane = { g_ptr_array_index (page->rows, i), 0, 0, 0 };

      if (!stint_grid_row_is_chip (lane.row))
        continue;
      stint_grid_row_get_days (lane.row, &lane.first_column, &lane.last_column);
      lane.first_column = MAX (lane.first_column - geometry->first_day, 0);
      lane.last_column = MIN (lane.last_column - geometry->first_day, geometry->n_days - 1);
      if (lane.last_column < lane.first_column)
        continue;

      while (lane.line < (int) ends->len && g_array_index (ends, int, lane.line) >= lane.first_column)
        lane.line++;
      if (lane.line == (int) ends->len)
        g_array_append_val (ends, lane.last_column);
      else
        g_array_index (ends, int, lane.line) = lane.last_column;
      g_array_append_val (lanes, lane);
    }

  return (int) ends->len;
}

static void
get_chip_area (const StintGridGeometry *geometry,
               int                      first_column,
               int                      last_column,
               int                      line,
               int                      line_height,
               GdkRectangle            *area)
{
  double first_x, last_x, first_width, last_width;
  double left, right;

  stint_grid_geometry_get_column (geometry, first_column, &first_x, &first_width);
  stint_grid_geometry_get_column (geometry, last_column, &last_x, &last_width);
  left = MIN (first_x, last_x);
  right = MAX (first_x + first_width, last_x + last_width);
  area->x = (int) left + (geometry->mirrored ? END_GAP : LINE_PADDING);
  area->width = MAX ((int) (right - left) - LINE_PADDING - END_GAP, 1);
  area->y = LINE_PADDING + line * (line_height + LINE_GAP);
  area->height = line_height;
}

/**
 * stint_all_day_layout_place:
 * @places, @chips: as for stint_hours_layout_place()
 *
 * Where all-day blocks and deadlines stand above the hours: at most three lines; beyond, the third says how many more a day has.
 *
 * Returns: the height that it takes
 */
int
stint_all_day_layout_place (StintGridPage           *page,
                            const StintGridGeometry *geometry,
                            int                      line_height,
                            GArray                  *places,
                            GArray                  *chips)
{
  g_autoptr (GArray) lanes = g_array_new (FALSE, FALSE, sizeof (Lane));
  g_autofree int *n_hidden = g_new0 (int, (gsize) geometry->n_days);
  int n_lines = fill_lines (page, geometry, lanes);
  int n_shown = n_lines > MAX_LINES ? MAX_LINES - 1 : n_lines;

  for (guint i = 0; i < lanes->len; i++)
    {
      const Lane *lane = &g_array_index (lanes, Lane, i);
      StintBlockPlace place = { lane->row, geometry->first_day + lane->first_column, STINT_BLOCK_CHIP, { 0, 0, 0, 0 } };

      if (lane->line >= n_shown)
        {
          for (int column = lane->first_column; column <= lane->last_column; column++)
            n_hidden[column]++;
          continue;
        }
      get_chip_area (geometry, lane->first_column, lane->last_column, lane->line, line_height, &place.area);
      g_array_append_val (places, place);
    }

  for (int column = 0; column < geometry->n_days; column++)
    {
      StintMoreChip chip = { geometry->first_day + column, n_hidden[column], { 0, 0, 0, 0 } };

      if (n_hidden[column] == 0)
        continue;
      get_chip_area (geometry, column, column, n_shown, line_height, &chip.area);
      g_array_append_val (chips, chip);
    }

  return 2 * LINE_PADDING + MIN (n_lines, MAX_LINES) * (line_height + LINE_GAP) - (n_lines > 0 ? LINE_GAP : 0);
}
