/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-query.h"

G_BEGIN_DECLS

/**
 * StintGridPage:
 * @rows: (element-type StintGridRow): in the order of #StintGridResult, borrowed from @owners
 * @days: (element-type StintGridDay): one a day
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
} StintGridPage;

StintGridPage      *stint_grid_page_new     (int                first_day,
                                             int                n_days,
                                             GDestroyNotify     owner_free);
void                stint_grid_page_add     (StintGridPage      *self,
                                             gpointer            owner,
                                             const StintGridRow *row);
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
