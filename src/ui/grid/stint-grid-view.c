/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-grid-view.h"

G_DEFINE_INTERFACE (StintGridView, stint_grid_view, GTK_TYPE_WIDGET)

static void
stint_grid_view_default_init (StintGridViewInterface *iface)
{
}

void
stint_grid_view_set_page (StintGridView *self,
                          StintGridPage *page)
{
  STINT_GRID_VIEW_GET_IFACE (self)->set_page (self, page);
}

gboolean
stint_grid_view_find_spot (StintGridView *self,
                           double         x,
                           double         y,
                           StintGridSpot *spot)
{
  *spot = (StintGridSpot){ STINT_AREA_NONE, 0, 0 };
  if (STINT_GRID_VIEW_GET_IFACE (self)->find_spot == NULL)
    return FALSE;

  return STINT_GRID_VIEW_GET_IFACE (self)->find_spot (self, x, y, spot);
}

/**
 * stint_grid_view_show_ghost:
 * @ghost: (nullable): a page of one row; %NULL takes it away
 * @tip: (nullable): its times
 */
void
stint_grid_view_show_ghost (StintGridView *self,
                            StintGridPage *ghost,
                            const char    *tip)
{
  if (STINT_GRID_VIEW_GET_IFACE (self)->show_ghost != NULL)
    STINT_GRID_VIEW_GET_IFACE (self)->show_ghost (self, ghost, tip);
}

void
stint_grid_view_set_lifted (StintGridView *self,
                            const char    *id)
{
  if (STINT_GRID_VIEW_GET_IFACE (self)->set_lifted != NULL)
    STINT_GRID_VIEW_GET_IFACE (self)->set_lifted (self, id);
}

void
stint_grid_view_set_selected (StintGridView *self,
                              const char    *block_id)
{
  STINT_GRID_VIEW_GET_IFACE (self)->set_selected (self, block_id);
}

GtkAdjustment *
stint_grid_view_get_scroll (StintGridView *self,
                            double         x,
                            double         y,
                            double        *speed)
{
  *speed = 0;
  if (STINT_GRID_VIEW_GET_IFACE (self)->get_scroll == NULL)
    return NULL;

  return STINT_GRID_VIEW_GET_IFACE (self)->get_scroll (self, x, y, speed);
}

gboolean
stint_grid_view_move_focus (StintGridView   *self,
                            GtkDirectionType direction)
{
  return STINT_GRID_VIEW_GET_IFACE (self)->move_focus (self, direction);
}

gboolean
stint_grid_view_get_cursor (StintGridView *self,
                            StintGridSpot *spot)
{
  return STINT_GRID_VIEW_GET_IFACE (self)->get_cursor (self, spot);
}

void
stint_grid_view_reveal (StintGridView       *self,
                        const StintGridSpot *spot,
                        const char          *block_id)
{
  STINT_GRID_VIEW_GET_IFACE (self)->reveal (self, spot, block_id);
}

void
stint_grid_view_update_now (StintGridView *self,
                            gint64         now_s,
                            gboolean       again)
{
  STINT_GRID_VIEW_GET_IFACE (self)->update_now (self, now_s, again);
}
