/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-grid-item-private.h"

struct _StintGridItem
{
  GObject       parent_instance;

  StintGridRow *row;
};

G_DEFINE_FINAL_TYPE (StintGridItem, stint_grid_item, G_TYPE_OBJECT)

static void
stint_grid_item_finalize (GObject *object)
{
  StintGridItem *self = STINT_GRID_ITEM (object);

  g_clear_pointer (&self->row, stint_grid_row_free);

  G_OBJECT_CLASS (stint_grid_item_parent_class)->finalize (object);
}

static void
stint_grid_item_class_init (StintGridItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_grid_item_finalize;
}

static void
stint_grid_item_init (StintGridItem *self)
{
}

/**
 * stint_grid_item_new:
 * @row: (transfer full): what it shows
 */
StintGridItem *
stint_grid_item_new (StintGridRow *row)
{
  StintGridItem *self = g_object_new (STINT_TYPE_GRID_ITEM, NULL);

  self->row = row;
  return self;
}

/**
 * stint_grid_item_shows:
 *
 * Returns: whether it shows just what @row says
 */
gboolean
stint_grid_item_shows (StintGridItem      *self,
                       const StintGridRow *row)
{
  const StintGridRow *mine = self->row;

  return mine->kind == row->kind && mine->start_s == row->start_s && mine->end_s == row->end_s &&
         mine->zone == row->zone && !mine->start_again == !row->start_again && !mine->end_again == !row->end_again &&
         !mine->all_day == !row->all_day && !mine->pinned == !row->pinned && !mine->done == !row->done &&
         g_strcmp0 (mine->id, row->id) == 0 && g_strcmp0 (mine->task_id, row->task_id) == 0 &&
         g_strcmp0 (mine->title, row->title) == 0 && g_strcmp0 (mine->color, row->color) == 0 &&
         g_strcmp0 (mine->series_id, row->series_id) == 0 && stint_time_equal (&mine->original, &row->original);
}

const StintGridRow *
stint_grid_item_get_row (StintGridItem *self)
{
  g_return_val_if_fail (STINT_IS_GRID_ITEM (self), NULL);

  return self->row;
}
