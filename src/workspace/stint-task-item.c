/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-task-item-private.h"

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintTaskItem, stint_task_item, G_TYPE_OBJECT)

static gboolean
rows_are_equal (const StintTaskRow *a,
                const StintTaskRow *b)
{
  return a != NULL && b != NULL && a->planned_min == b->planned_min && a->done_min == b->done_min && a->n_blocks == b->n_blocks &&
         g_strcmp0 (a->project_name, b->project_name) == 0 && g_strcmp0 (a->color, b->color) == 0 &&
         g_variant_equal (stint_record_get_data (a->record), stint_record_get_data (b->record));
}

static void
stint_task_item_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  StintTaskItem *self = STINT_TASK_ITEM (object);

  switch (prop_id)
    {
    case PROP_ROW:
      g_value_set_pointer (value, self->row);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_task_item_finalize (GObject *object)
{
  StintTaskItem *self = STINT_TASK_ITEM (object);

  /* The table's key lies in this item. */
  if (self->registry != NULL)
    g_hash_table_remove (self->registry, &self->rowid);
  g_clear_pointer (&self->registry, g_hash_table_unref);
  g_clear_pointer (&self->row, stint_task_row_free);

  G_OBJECT_CLASS (stint_task_item_parent_class)->finalize (object);
}

static void
stint_task_item_class_init (StintTaskItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stint_task_item_get_property;
  object_class->finalize = stint_task_item_finalize;

  props[PROP_ROW] = g_param_spec_pointer ("row", NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
stint_task_item_init (StintTaskItem *self)
{
}

/**
 * stint_task_item_new_unread:
 * @registry: where the item is found by its row id as long as it lives
 */
StintTaskItem *
stint_task_item_new_unread (gint64      rowid,
                            GHashTable *registry)
{
  StintTaskItem *self = g_object_new (STINT_TYPE_TASK_ITEM, NULL);

  self->rowid = rowid;
  self->registry = g_hash_table_ref (registry);
  g_hash_table_insert (registry, &self->rowid, self);
  return self;
}

/**
 * stint_task_item_take_row:
 * @row: (transfer full): as it is now; nothing happens if it says what the old one said
 */
void
stint_task_item_take_row (StintTaskItem *self,
                          StintTaskRow  *row)
{
  StintTaskRow *old = self->row;

  if (rows_are_equal (old, row))
    {
      stint_task_row_free (row);
      return;
    }
  self->row = row;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROW]);
  g_clear_pointer (&old, stint_task_row_free);
}

/**
 * stint_task_item_new:
 * @row: (transfer full): what it shows
 *
 * Returns: (transfer full): an item that belongs to no list and is not kept current
 */
StintTaskItem *
stint_task_item_new (StintTaskRow *row)
{
  StintTaskItem *self = g_object_new (STINT_TYPE_TASK_ITEM, NULL);

  self->row = row;
  return self;
}

/**
 * stint_task_item_get_row:
 *
 * Returns: (nullable): its row, until the next `notify::row`; %NULL if it has not been read yet
 */
const StintTaskRow *
stint_task_item_get_row (StintTaskItem *self)
{
  g_return_val_if_fail (STINT_IS_TASK_ITEM (self), NULL);

  return self->row;
}
