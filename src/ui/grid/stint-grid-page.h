/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-query.h"
#include "ui/grid/stint-hours-axis.h"

G_BEGIN_DECLS

/**
 * StintGridPage:
 * @rows: (element-type StintGridRow): in the order of #StintGridResult, borrowed from @owners
 * @days: (element-type StintGridDay): one a day
 * @zone: (nullable): in which its times are civil
 * @axis: (nullable): the hours that its days have; %NULL: 24, or it is of too many days to have hours
 *
 * What one picture of the grid shows: a view keeps its page until it gets the next one, so that it never shows half of each. Immutable, counted.
 */
typedef struct
{
  gatomicrefcount refs;
  int first_day;
  int n_days;
  GPtrArray *owners;
  GPtrArray *rows;
  GArray *days;
  const char *zone;
  StintHoursAxis *axis;
} StintGridPage;

StintGridPage      *stint_grid_page_new     (int                first_day,
                                             int                n_days,
                                             GDestroyNotify     owner_free);
void                stint_grid_page_add     (StintGridPage      *self,
                                             gpointer            owner,
                                             const StintGridRow *row);
void                stint_grid_page_set_zone (StintGridPage     *self,
                                              const char        *zone);
StintGridPage      *stint_grid_page_ref     (StintGridPage      *self);
void                stint_grid_page_unref   (StintGridPage      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintGridPage, stint_grid_page_unref)

StintGridDay        stint_grid_page_get_day (StintGridPage      *self,
                                             int                 day);
const StintGridRow *stint_grid_page_find    (StintGridPage      *self,
                                             const char         *id);
gboolean            stint_grid_row_is_chip  (const StintGridRow *row);
void                stint_grid_row_get_days (const StintGridRow *row,
                                             int                *first_day,
                                             int                *last_day);
int                 stint_grid_row_compare  (const StintGridRow *a,
                                             const StintGridRow *b,
                                             int                 day);

G_END_DECLS
