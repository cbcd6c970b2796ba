/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-project-item.h"

#include "workspace/stint-workspace-private.h"

struct _StintProjectItem
{
  GObject      parent_instance;

  StintRecord *record;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_COLOR,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StintProjectItem, stint_project_item, G_TYPE_OBJECT)

static void
stint_project_item_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  StintProjectItem *self = STINT_PROJECT_ITEM (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, stint_project_item_get_name (self));
      break;

    case PROP_COLOR:
      g_value_set_string (value, stint_project_item_get_color (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_project_item_finalize (GObject *object)
{
  StintProjectItem *self = STINT_PROJECT_ITEM (object);

  g_clear_pointer (&self->record, stint_record_unref);

  G_OBJECT_CLASS (stint_project_item_parent_class)->finalize (object);
}

static void
stint_project_item_class_init (StintProjectItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = stint_project_item_get_property;
  object_class->finalize = stint_project_item_finalize;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
stint_project_item_init (StintProjectItem *self)
{
}

StintProjectItem *
stint_project_item_new (StintRecord *record)
{
  StintProjectItem *self = g_object_new (STINT_TYPE_PROJECT_ITEM, NULL);

  self->record = stint_record_ref (record);
  return self;
}

/**
 * stint_project_item_set_record:
 * @record: a newer one of the same project
 */
void
stint_project_item_set_record (StintProjectItem *self,
                               StintRecord      *record)
{
  g_autoptr (StintRecord) old = self->record;

  self->record = stint_record_ref (record);
  if (g_strcmp0 (stint_project_get_name (old), stint_project_get_name (record)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
  if (g_strcmp0 (stint_project_get_color (old), stint_project_get_color (record)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLOR]);
}

StintRecord *
stint_project_item_get_record (StintProjectItem *self)
{
  g_return_val_if_fail (STINT_IS_PROJECT_ITEM (self), NULL);

  return self->record;
}

const char *
stint_project_item_get_id (StintProjectItem *self)
{
  g_return_val_if_fail (STINT_IS_PROJECT_ITEM (self), NULL);

  return stint_record_get_id (self->record);
}

const char *
stint_project_item_get_name (StintProjectItem *self)
{
  g_return_val_if_fail (STINT_IS_PROJECT_ITEM (self), NULL);

  return stint_project_get_name (self->record);
}

const char *
stint_project_item_get_color (StintProjectItem *self)
{
  g_return_val_if_fail (STINT_IS_PROJECT_ITEM (self), NULL);

  return stint_project_get_color (self->record);
}

/**
 * stint_project_items_update:
 * @records: (element-type StintRecord): all projects
 *
 * Makes the list hold @records in their order; a project that stays keeps its item.
 */
void
stint_project_items_update (GListStore *items,
                            GPtrArray  *records)
{
  GListModel *model = G_LIST_MODEL (items);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (by_id, (gpointer) stint_record_get_id (g_ptr_array_index (records, i)));
  for (guint i = g_list_model_get_n_items (model); i-- > 0;)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (model, i);

      if (!g_hash_table_contains (by_id, stint_project_item_get_id (item)))
        g_list_store_remove (items, i);
    }

  for (guint i = 0; i < records->len; i++)
    {
      StintRecord *record = g_ptr_array_index (records, i);
      g_autoptr (StintProjectItem) here = g_list_model_get_item (model, i);
      g_autoptr (StintProjectItem) item = NULL;

      if (here != NULL && g_strcmp0 (stint_project_item_get_id (here), stint_record_get_id (record)) == 0)
        {
          stint_project_item_set_record (here, record);
          continue;
        }
      item = stint_project_item_new (record);
      g_list_store_insert (items, i, item);
    }

  /* What moved to an earlier place still stands behind the last. */
  if (g_list_model_get_n_items (model) > records->len)
    g_list_store_splice (items, records->len, g_list_model_get_n_items (model) - records->len, NULL, 0);
}
