/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-block-widget.h"

G_BEGIN_DECLS

/**
 * StintBlockPlace:
 * @area: where the piece stands, in the container's pixels
 *
 * A piece of a row that shall be on the screen.
 */
typedef struct
{
  const StintGridRow *row;
  int day;
  StintBlockShape shape;
  GdkRectangle area;
} StintBlockPlace;

/**
 * StintBlockPool:
 *
 * The leaves of one container: as many as were ever in view at once, used again. A leaf stays with its block as long as both are in view, so that
 * the focus stays where it is when something else changes.
 */
typedef struct _StintBlockPool StintBlockPool;

StintBlockPool   *stint_block_pool_new          (GtkWidget         *parent,
                                                 const char        *css_class);
void              stint_block_pool_free         (StintBlockPool    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintBlockPool, stint_block_pool_free)

void              stint_block_pool_reserve      (StintBlockPool    *self,
                                                 guint              n_leaves);
gboolean          stint_block_pool_assign       (StintBlockPool    *self,
                                                 StintGridPage     *page,
                                                 GArray            *places,
                                                 gboolean           may_add);
void              stint_block_pool_clear        (StintBlockPool    *self);
void              stint_block_pool_allocate     (StintBlockPool    *self);
guint             stint_block_pool_get_n_used   (StintBlockPool    *self);
guint             stint_block_pool_get_n_made   (StintBlockPool    *self);
StintBlockWidget *stint_block_pool_get          (StintBlockPool    *self,
                                                 guint              position);
StintBlockWidget *stint_block_pool_find         (StintBlockPool    *self,
                                                 const char        *block_id,
                                                 int                day);
void              stint_block_pool_set_selected (StintBlockPool    *self,
                                                 const char        *block_id);
void              stint_block_pool_set_lifted   (StintBlockPool    *self,
                                                 const char        *block_id);
void              stint_block_pool_snapshot     (StintBlockPool    *self,
                                                 GtkSnapshot       *snapshot);

G_END_DECLS
