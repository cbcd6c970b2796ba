/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/assist/stint-rules.h"

#include "stint-config.h"

#include "core/stint-project.h"
#include "store/stint-database.h"
#include "workspace/stint-workspace-private.h"

#include <glib/gi18n-lib.h>

struct _StintRuleItem
{
  GObject      parent_instance;

  StintRecord *record;
  StintRule   *rule;
};

struct _StintRules
{
  GObject         parent_instance;

  StintWorkspace *workspace;
  GCancellable   *cancellable;
  GPtrArray      *items;
  gboolean        is_read;
};

static void stint_rules_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE (StintRuleItem, stint_rule_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (StintRules, stint_rules, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, stint_rules_list_model_init))

static void
stint_rule_item_finalize (GObject *object)
{
  StintRuleItem *self = STINT_RULE_ITEM (object);

  g_clear_pointer (&self->record, stint_record_unref);
  g_clear_pointer (&self->rule, stint_rule_free);
  G_OBJECT_CLASS (stint_rule_item_parent_class)->finalize (object);
}

static void
stint_rule_item_class_init (StintRuleItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_rule_item_finalize;
}

static void
stint_rule_item_init (StintRuleItem *self)
{
}

/* Returns: (transfer none) */
StintRecord *
stint_rule_item_get_record (StintRuleItem *self)
{
  g_return_val_if_fail (STINT_IS_RULE_ITEM (self), NULL);
  return self->record;
}

const StintRule *
stint_rule_item_get_rule (StintRuleItem *self)
{
  g_return_val_if_fail (STINT_IS_RULE_ITEM (self), NULL);
  return self->rule;
}

/* Returns: (transfer full) (nullable): NULL for a setting that is no rule, or one that a newer version wrote */
static StintRuleItem *
read_item (StintRecord *record)
{
  const char *name = stint_record_get_string (record, STINT_SETTING_NAME);
  g_autoptr (GVariant) value = NULL;
  g_autoptr (StintRule) rule = NULL;
  StintRuleItem *item;

  if (name == NULL || !g_str_has_prefix (name, STINT_RULE_NAME_PREFIX))
    return NULL;
  value = stint_record_dup_member (record, STINT_SETTING_VALUE);
  rule = value != NULL ? stint_rule_from_variant (value, NULL) : NULL;
  if (rule == NULL)
    return NULL;
  item = g_object_new (STINT_TYPE_RULE_ITEM, NULL);
  item->record = stint_record_ref (record);
  item->rule = g_steal_pointer (&rule);
  return item;
}

static gpointer
list_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return stint_database_list (database, STINT_KIND_SETTING, error);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintRules) self = user_data;
  g_autoptr (GPtrArray) records = g_task_propagate_pointer (G_TASK (result), NULL);
  guint n_before = self->items->len;

  if (records == NULL || self->workspace == NULL)
    return;
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < records->len; i++)
    {
      StintRuleItem *item = read_item (records->pdata[i]);

      if (item != NULL)
        g_ptr_array_add (self->items, item);
    }
  self->is_read = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->items->len);
}

static void
read_all (StintRules *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  stint_workspace_run_async (self->workspace, list_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, read_all, self->cancellable,
                             listed_cb, g_object_ref (self));
}

static void
changed_cb (StintRules  *self,
            StintChange *change)
{
  for (guint i = 0; change != NULL && i < stint_change_get_n_deltas (change); i++)
    if (stint_change_get_delta (change, i)->kind == STINT_KIND_SETTING)
      change = NULL;
  if (change == NULL)
    read_all (self);
}

static void
stint_rules_dispose (GObject *object)
{
  StintRules *self = STINT_RULES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_rules_parent_class)->dispose (object);
}

static void
stint_rules_finalize (GObject *object)
{
  StintRules *self = STINT_RULES (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (stint_rules_parent_class)->finalize (object);
}

static void
stint_rules_class_init (StintRulesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = stint_rules_dispose;
  object_class->finalize = stint_rules_finalize;
}

static void
stint_rules_init (StintRules *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static GType
stint_rules_get_item_type (GListModel *model)
{
  return STINT_TYPE_RULE_ITEM;
}

static guint
stint_rules_get_n_items (GListModel *model)
{
  return STINT_RULES (model)->items->len;
}

static gpointer
stint_rules_get_item (GListModel *model,
                      guint       position)
{
  StintRules *self = STINT_RULES (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
stint_rules_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = stint_rules_get_item_type;
  interface->get_n_items = stint_rules_get_n_items;
  interface->get_item = stint_rules_get_item;
}

/* Returns: (transfer full): they are read by and by */
StintRules *
stint_rules_new (StintWorkspace *workspace)
{
  StintRules *self = g_object_new (STINT_TYPE_RULES, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_all (self);
  return self;
}

gboolean
stint_rules_get_is_read (StintRules *self)
{
  g_return_val_if_fail (STINT_IS_RULES (self), FALSE);
  return self->is_read;
}

void
stint_rules_add_op (StintEdit      *edit,
                    StintWorkspace *workspace,
                    GVariant       *rule)
{
  g_autofree char *id = stint_workspace_dup_new_id (workspace);
  g_autofree char *name = g_strconcat (STINT_RULE_NAME_PREFIX, id, NULL);
  GVariantDict members;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_SETTING_NAME, "s", name);
  g_variant_dict_insert_value (&members, STINT_SETTING_VALUE, rule);
  stint_edit_create (edit, STINT_KIND_SETTING, id, g_variant_dict_end (&members));
}

StintEdit *
stint_command_add_rule (StintWorkspace *workspace,
                        GVariant       *rule)
{
  g_autofree char *label = g_strdup_printf (ngettext ("Add %u rule", "Add %u rules", 1), 1u);
  StintEdit *edit = stint_edit_new (label);

  stint_rules_add_op (edit, workspace, rule);
  return edit;
}

StintEdit *
stint_command_set_rule (StintRecord *record,
                        GVariant    *rule)
{
  StintEdit *edit = stint_edit_new (_("Change a rule"));

  stint_edit_set (edit, STINT_KIND_SETTING, stint_record_get_id (record), STINT_SETTING_VALUE, rule);
  return edit;
}

StintEdit *
stint_command_delete_rule (StintRecord *record)
{
  StintEdit *edit = stint_edit_new (_("Delete a rule"));

  stint_edit_delete (edit, STINT_KIND_SETTING, stint_record_get_id (record));
  return edit;
}
