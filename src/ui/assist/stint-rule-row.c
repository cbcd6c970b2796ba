/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-rule-row.h"

#include "ui/assist/stint-rule-editor.h"

#include <glib/gi18n.h>

struct _StintRuleRow
{
  AdwActionRow    parent_instance;

  StintRuleItem  *item;
  StintDraftRule *draft;
  GtkCheckButton *keep;
  StintWorkspace *workspace;
};

enum
{
  REMOVED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintRuleRow, stint_rule_row, ADW_TYPE_ACTION_ROW)

/* A row's texts are markup; what a rule says is not. */
static void
show_rule (StintRuleRow    *self,
           const StintRule *rule)
{
  g_autofree char *words = stint_rule_describe (rule, self->workspace);
  g_autofree char *when = stint_rule_describe_when (rule);
  g_autofree char *title = g_markup_escape_text (words, -1);
  g_autofree char *subtitle = g_markup_escape_text (when != NULL ? when : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  if (self->keep != NULL)
    {
      g_autofree char *name = g_strdup_printf (_("Keep “%s”"), words);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->keep), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

static void
show_draft (StintRuleRow *self)
{
  g_autoptr (StintRule) rule = stint_rule_from_variant (stint_draft_rule_get_rule (self->draft), NULL);

  if (rule != NULL)
    show_rule (self, rule);
}

static void
remove_cb (StintRuleRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
saved_cb (StintRuleRow *self,
          GVariant     *rule)
{
  stint_draft_rule_set_rule (self->draft, rule);
}

static void
edit_cb (StintRuleRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (StintRule) rule = stint_rule_from_variant (stint_draft_rule_get_rule (self->draft), NULL);
  StintRuleEditor *editor = stint_rule_editor_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->workspace, rule);

  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
add_button (StintRuleRow *self,
            const char   *icon,
            const char   *name,
            GCallback     callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

static void
stint_rule_row_dispose (GObject *object)
{
  StintRuleRow *self = STINT_RULE_ROW (object);

  g_clear_object (&self->item);
  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);
  self->keep = NULL;
  G_OBJECT_CLASS (stint_rule_row_parent_class)->dispose (object);
}

static void
stint_rule_row_class_init (StintRuleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stint_rule_row_dispose;
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_rule_row_init (StintRuleRow *self)
{
}

GtkWidget *
stint_rule_row_new (StintRuleItem  *item,
                    StintWorkspace *workspace)
{
  StintRuleRow *self = g_object_new (STINT_TYPE_RULE_ROW, "activatable", TRUE, NULL);

  self->item = g_object_ref (item);
  self->workspace = g_object_ref (workspace);
  add_button (self, "user-trash-symbolic", _("Delete Rule"), G_CALLBACK (remove_cb));
  show_rule (self, stint_rule_item_get_rule (item));
  return GTK_WIDGET (self);
}

GtkWidget *
stint_rule_row_new_for_draft (StintDraftRule *rule,
                              StintWorkspace *workspace)
{
  StintRuleRow *self = g_object_new (STINT_TYPE_RULE_ROW, "activatable", FALSE, NULL);

  self->draft = g_object_ref (rule);
  self->workspace = g_object_ref (workspace);
  self->keep = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->keep), GTK_ALIGN_CENTER);
  g_object_bind_property (rule, "keep", self->keep, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->keep));
  add_button (self, "document-edit-symbolic", _("Change Rule"), G_CALLBACK (edit_cb));
  g_signal_connect_object (rule, "changed", G_CALLBACK (show_draft), self, G_CONNECT_SWAPPED);
  show_draft (self);
  return GTK_WIDGET (self);
}

StintRuleItem *
stint_rule_row_get_item (StintRuleRow *self)
{
  g_return_val_if_fail (STINT_IS_RULE_ROW (self), NULL);
  return self->item;
}
