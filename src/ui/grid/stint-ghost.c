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
