/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-block-pool.h"
#include "ui/grid/stint-grid-geometry.h"

G_BEGIN_DECLS

#define STINT_HOUR_HEIGHT_MIN 24
#define STINT_HOUR_HEIGHT_MAX 240
#define STINT_HOUR_HEIGHT_DEFAULT 56

/* One step of the keyboard's cursor on empty hours. */
#define STINT_CURSOR_STEP_S 3600

/**
 * StintHoursGrid:
 *
 * The hours of some days, to be put into a scrolled window: it allocates the leaves of the blocks that are in or near the view of its
 * adjustment, and draws lines, shades, the now-line and the ghost in layers. Focused itself, it has a cursor: a day and an hour.
 */
#define STINT_TYPE_HOURS_GRID (stint_hours_grid_get_type ())
G_DECLARE_FINAL_TYPE (StintHoursGrid, stint_hours_grid, STINT, HOURS_GRID, GtkWidget)

GtkWidget               *stint_hours_grid_new             (void);
void                     stint_hours_grid_set_adjustment  (StintHoursGrid *self,
                                                           GtkAdjustment  *adjustment);
void                     stint_hours_grid_set_page        (StintHoursGrid *self,
                                                           StintGridPage  *page);
void                     stint_hours_grid_set_hour_height (StintHoursGrid *self,
                                                           double          hour_height);
void                     stint_hours_grid_set_gutter      (StintHoursGrid *self,
                                                           double          gutter);
void                     stint_hours_grid_set_now         (StintHoursGrid *self,
                                                           gint64          now_s,
                                                           gboolean        again);
void                     stint_hours_grid_show_ghost      (StintHoursGrid *self,
                                                           StintGridPage  *ghost,
                                                           const char     *tip);
void                     stint_hours_grid_set_cursor      (StintHoursGrid *self,
                                                           gint64          local_s);
gint64                   stint_hours_grid_get_cursor      (StintHoursGrid *self);
const StintGridGeometry *stint_hours_grid_get_geometry    (StintHoursGrid *self);
StintBlockPool          *stint_hours_grid_get_pool        (StintHoursGrid *self);
int                      stint_hours_grid_get_label_width (StintHoursGrid *self);
void                     stint_hours_grid_update_labels   (StintHoursGrid *self);
void                     stint_hours_grid_set_second_zone (StintHoursGrid *self,
                                                           const char     *zone);
void                     stint_hours_grid_place           (StintHoursGrid *self);

G_END_DECLS
