/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-grid-page.h"

G_BEGIN_DECLS

typedef enum
{
  STINT_AREA_NONE,
  STINT_AREA_HOURS,
  STINT_AREA_ALL_DAY,
  STINT_AREA_MONTH,
} StintArea;

/**
 * StintGridSpot:
 * @day: the civil day
 * @local_s: civil seconds on the hours, not snapped; elsewhere the day's midnight
 *
 * What lies at a point of a view. A value.
 */
typedef struct
{
  StintArea area;
  int day;
  gint64 local_s;
} StintGridSpot;

/**
 * StintGridViewInterface:
 * @set_page: shows another page, at once
 * @find_spot: what lies at a point, in the view's pixels
 * @show_ghost: (nullable) @ghost: a page whose row is drawn above the others, with @tip beside it
 * @set_lifted: (nullable) @id: the row that is on its way: faded where it still stands
 * @set_selected: (nullable) @block_id
 * @get_scroll: (nullable): what scrolls at a point, and by how many pixels a frame; 0 away from the edges
 * @move_focus: by an arrow; FALSE: it would leave the page
 * @get_cursor: the place that has the keyboard's attention
 * @reveal: brings the spot into view and gives it, or the block that stands there, the focus
 * @update_now: the time or the day is another; @again: the clock reads so for the second time
 *
 * Week (and Day), Month and Agenda, as the calendar, the drag and the keyboard see them.
 */
#define STINT_TYPE_GRID_VIEW (stint_grid_view_get_type ())
G_DECLARE_INTERFACE (StintGridView, stint_grid_view, STINT, GRID_VIEW, GtkWidget)

struct _StintGridViewInterface
{
  GTypeInterface parent_iface;

  void (*set_page) (StintGridView *self,
                    StintGridPage *page);
  gboolean (*find_spot) (StintGridView *self,
                         double         x,
                         double         y,
                         StintGridSpot *spot);
  void (*show_ghost) (StintGridView *self,
                      StintGridPage *ghost,
                      const char    *tip);
  void (*set_lifted) (StintGridView *self,
                      const char    *id);
  void (*set_selected) (StintGridView *self,
                        const char    *block_id);
  GtkAdjustment *(*get_scroll) (StintGridView *self,
                                double         x,
                                double         y,
                                double        *speed);
  gboolean (*move_focus) (StintGridView    *self,
                          GtkDirectionType  direction);
  gboolean (*get_cursor) (StintGridView *self,
                          StintGridSpot *spot);
  void (*reveal) (StintGridView       *self,
                  const StintGridSpot *spot,
                  const char          *block_id);
  void (*update_now) (StintGridView *self,
                      gint64         now_s,
                      gboolean       again);
};

void           stint_grid_view_set_page     (StintGridView       *self,
                                             StintGridPage       *page);
gboolean       stint_grid_view_find_spot    (StintGridView       *self,
                                             double               x,
                                             double               y,
                                             StintGridSpot       *spot);
void           stint_grid_view_show_ghost   (StintGridView       *self,
                                             StintGridPage       *ghost,
                                             const char          *tip);
void           stint_grid_view_set_lifted   (StintGridView       *self,
                                             const char          *id);
void           stint_grid_view_set_selected (StintGridView       *self,
                                             const char          *block_id);
GtkAdjustment *stint_grid_view_get_scroll   (StintGridView       *self,
                                             double               x,
                                             double               y,
                                             double              *speed);
gboolean       stint_grid_view_move_focus   (StintGridView       *self,
                                             GtkDirectionType     direction);
gboolean       stint_grid_view_get_cursor   (StintGridView       *self,
                                             StintGridSpot       *spot);
void           stint_grid_view_reveal       (StintGridView       *self,
                                             const StintGridSpot *spot,
                                             const char          *block_id);
void           stint_grid_view_update_now   (StintGridView       *self,
                                             gint64               now_s,
                                             gboolean             again);

G_END_DECLS
