/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-rules-view.h"

#include "ui/assist/stint-rule-editor.h"
#include "ui/assist/stint-rule-row.h"
#include "workspace/assist/stint-rules.h"

#include <glib/gi18n.h>

struct _StintRulesView
{
  GtkWidget       parent_instance;

  GtkListBox     *list;
  GtkWidget      *empty;
  GtkBox         *buttons;
  GtkButton      *words;
  GtkButton      *add;
  StintWorkspace *workspace;
  StintRules     *rules;
};

enum
{
  WORDS_WANTED,
  TOLD,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintRulesView, stint_rules_view, GTK_TYPE_WIDGET)

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (StintRulesView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (error != NULL && self->workspace != NULL)
    g_signal_emit (self, signals[TOLD], 0, error->message);
}

/* Takes @edit. */
static void
apply (StintRulesView *self,
       StintEdit      *edit)
{
  stint_workspace_apply_async (self->workspace, edit, NULL, applied_cb, g_object_ref (self));
}

static void
added_cb (StintRulesView  *self,
          GVariant        *rule,
          StintRuleEditor *editor)
{
  apply (self, stint_command_add_rule (self->workspace, rule));
}

static void
changed_cb (StintRulesView  *self,
            GVariant        *rule,
            StintRuleEditor *editor)
{
  StintRuleItem *item = g_object_get_data (G_OBJECT (editor), "stint-item");

  apply (self, stint_command_set_rule (stint_rule_item_get_record (item), rule));
}

/* @item: (nullable): NULL: a new one */
static void
edit_rule (StintRulesView *self,
           StintRuleItem  *item)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  StintRuleEditor *editor = stint_rule_editor_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->workspace,
                                                   item != NULL ? stint_rule_item_get_rule (item) : NULL);

  if (item != NULL)
    g_object_set_data_full (G_OBJECT (editor), "stint-item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (editor, "saved", item != NULL ? G_CALLBACK (changed_cb) : G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
add_cb (StintRulesView *self)
{
  edit_rule (self, NULL);
}

static void
words_cb (StintRulesView *self)
{
  g_signal_emit (self, signals[WORDS_WANTED], 0);
}

static void
removed_cb (StintRulesView *self,
            StintRuleRow   *row)
{
  apply (self, stint_command_delete_rule (stint_rule_item_get_record (stint_rule_row_get_item (row))));
  g_signal_emit (self, signals[TOLD], 0, _("Rule deleted. Undo brings it back."));
}

static void
row_activated_cb (StintRulesView *self,
                  GtkListBoxRow  *row)
{
  edit_rule (self, stint_rule_row_get_item (STINT_RULE_ROW (row)));
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  StintRulesView *self = user_data;
  GtkWidget *row = stint_rule_row_new (item, self->workspace);

  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_empty (StintRulesView *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->rules)) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->list), !is_empty);
  gtk_widget_set_visible (self->empty, is_empty && stint_rules_get_is_read (self->rules));
}

static void
stint_rules_view_dispose (GObject *object)
{
  StintRulesView *self = STINT_RULES_VIEW (object);
  GtkWidget *child;

  if (self->rules != NULL)
    g_signal_handlers_disconnect_by_data (self->rules, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->rules);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_rules_view_parent_class)->dispose (object);
}

static void
stint_rules_view_class_init (StintRulesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_rules_view_dispose;

  signals[WORDS_WANTED] = g_signal_new ("words-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/assist/stint-rules-view.ui");
  gtk_widget_class_bind_template_child (widget_class, StintRulesView, list);
  gtk_widget_class_bind_template_child (widget_class, StintRulesView, empty);
  gtk_widget_class_bind_template_child (widget_class, StintRulesView, buttons);
  gtk_widget_class_bind_template_child (widget_class, StintRulesView, words);
  gtk_widget_class_bind_template_child (widget_class, StintRulesView, add);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
stint_rules_view_init (StintRulesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
stint_rules_view_set_workspace (StintRulesView *self,
                                StintWorkspace *workspace)
{
  g_return_if_fail (STINT_IS_RULES_VIEW (self) && self->workspace == NULL);
  self->workspace = g_object_ref (workspace);
  self->rules = stint_rules_new (workspace);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->rules), make_row, self, NULL);
  g_signal_connect_object (self->rules, "items-changed", G_CALLBACK (show_empty), self, G_CONNECT_SWAPPED);
  show_empty (self);
}

void
stint_rules_view_set_has_words (StintRulesView *self,
                                gboolean        has_words)
{
  g_return_if_fail (STINT_IS_RULES_VIEW (self));
  gtk_widget_set_visible (GTK_WIDGET (self->words), has_words);
}

GListModel *
stint_rules_view_get_rules (StintRulesView *self)
{
  g_return_val_if_fail (STINT_IS_RULES_VIEW (self), NULL);
  return G_LIST_MODEL (self->rules);
}
