/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-ghost.h"

#include "core/stint-time.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

static void
free_row (gpointer row)
{
  stint_grid_row_free (row);
}

/**
 * stint_ghost_new:
 * @title: (nullable): %NULL for what has no name yet
 * @color: (nullable): of its project
 *
 * Returns: (transfer full): a page of the one row that would stand there
 */
StintGridPage *
stint_ghost_new (const char           *title,
                 const char           *color,
                 const StintPlacement *placement,
                 gboolean              is_deadline)
{
  StintGridRow *row = g_new0 (StintGridRow, 1);
  StintGridPage *page;
  int first_day, last_day;

  row->kind = is_deadline ? STINT_GRID_DEADLINE : STINT_GRID_BLOCK;
  row->id = g_strdup ("ghost");
  row->task_id = g_strdup ("ghost");
  row->title = g_strdup (title != NULL ? title : _("New task"));
  row->color = g_strdup (color);
  row->start_s = placement->start_s;
  row->end_s = placement->end_s;
  row->all_day = placement->all_day;

  stint_grid_row_get_days (row, &first_day, &last_day);
  page = stint_grid_page_new (first_day, last_day - first_day + 1, free_row);
  stint_grid_page_add (page, row, row);

  return page;
}

/**
 * stint_placement_format:
 *
 * Returns: (transfer full): "14:00–16:00 · 2 h", or the day
 */
char *
stint_placement_format (const StintPlacement *placement)
{
  g_autofree char *range = NULL;
  g_autofree char *length = NULL;

  if (placement->all_day)
    return stint_format_long_day (stint_day_of_local (placement->start_s));

  range = stint_format_time_range (placement->start_s, placement->end_s);
  length = stint_format_minutes ((int) ((placement->end_s - placement->start_s) / 60));
  /* Translators: beside a dragged block: its times, its length */
  return g_strdup_printf (_("%1$s · %2$s"), range, length);
}

/**
 * stint_placement_say:
 *
 * Returns: (transfer full): for a screen reader: "Tuesday 24 November, 10:00 to 11:30"
 */
char *
stint_placement_say (const StintPlacement *placement)
{
  g_autofree char *day = stint_format_long_day (stint_day_of_local (placement->start_s));
  g_autofree char *start = stint_format_time (placement->start_s);
  g_autofree char *end = stint_format_time (placement->end_s);

  if (placement->all_day)
    /* Translators: where a block stands: day */
    return g_strdup_printf (_("%s, all day"), day);

  /* Translators: where a block stands: day, start, end */
  return g_strdup_printf (_("%1$s, %2$s to %3$s"), day, start, end);
}
