/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-draft-after.h"

#include <glib/gi18n.h>

struct _StintDraftAfter
{
  GtkWidget       parent_instance;

  GtkMenuButton  *button;
  GtkBox         *choices;
  StintDraft     *draft;
  StintDraftTask *task;
};

G_DEFINE_FINAL_TYPE (StintDraftAfter, stint_draft_after, GTK_TYPE_WIDGET)

/* "After “Make the slides”". */
static char *
describe (StintDraftAfter * self)
{
  const char *const *after = stint_draft_task_get_after (self->task);
  guint n = g_strv_length ((char **) after);
  StintDraftTask *first = n > 0 ? stint_draft_find_task (self->draft, after[0]) : NULL;

  if (n == 0 || first == NULL)
    return g_strdup (_("After"));
  if (n == 1)
    return g_strdup_printf (_("After “%s”"), stint_draft_task_get_title (first));
  return g_strdup_printf (ngettext ("After %u task", "After %u tasks", n), n);
}

static void
show_after (StintDraftAfter *self)
{
  g_autofree char *words = describe (self);
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (self->button));
  GtkWidget *label = gtk_menu_button_get_child (self->button);

  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (stint_draft_task_get_after (self->task)[0] != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
}

/* All that are ticked, in the order of the draft. */
static void
toggled_cb (StintDraftAfter *self)
{
  g_autoptr (GPtrArray) refs = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->choices)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child) && gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      g_ptr_array_add (refs, g_object_get_data (G_OBJECT (child), "stint-ref"));
  g_ptr_array_add (refs, NULL);
  stint_draft_task_set_after (self->task, (const char *const *) refs->pdata);
}

static void
add_choice (StintDraftAfter *self,
            StintDraftTask  *other)
{
  GtkWidget *choice = gtk_check_button_new_with_label (stint_draft_task_get_title (other));
  GtkWidget *label = gtk_widget_get_last_child (choice);
  const char *ref = stint_draft_task_get_ref (other);

  if (GTK_IS_LABEL (label))
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), g_strv_contains (stint_draft_task_get_after (self->task), ref));
  g_object_set_data_full (G_OBJECT (choice), "stint-ref", g_strdup (ref), g_free);
  g_signal_connect_object (choice, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->choices, choice);
}

static void
fill_choices (StintDraftAfter *self)
{
  GListModel *tasks = stint_draft_get_tasks (self->draft);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_box_remove (self->choices, child);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (StintDraftTask) other = g_list_model_get_item (tasks, i);

      if (other == self->task)
        break;
      add_choice (self, other);
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->choices)) == NULL)
    gtk_box_append (self->choices, gtk_label_new (_("It is the first task.")));
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintDraftAfter *self = user_data;

  if (self->choices == NULL)
    {
      GtkWidget *popover = gtk_popover_new ();
      GtkWidget *scrolled = gtk_scrolled_window_new ();

      self->choices = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
      gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
      gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
      gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->choices));
      gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
      gtk_menu_button_set_popover (button, popover);
    }
  fill_choices (self);
}

static void
stint_draft_after_dispose (GObject *object)
{
  StintDraftAfter *self = STINT_DRAFT_AFTER (object);

  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->draft);
  g_clear_object (&self->task);
  G_OBJECT_CLASS (stint_draft_after_parent_class)->dispose (object);
}

static void
stint_draft_after_class_init (StintDraftAfterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stint_draft_after_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
stint_draft_after_init (StintDraftAfter *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_menu_button_set_child (self->button, label);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "draft-chip");
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

GtkWidget *
stint_draft_after_new (StintDraft     *draft,
                       StintDraftTask *task)
{
  StintDraftAfter *self = g_object_new (STINT_TYPE_DRAFT_AFTER, NULL);

  self->draft = g_object_ref (draft);
  self->task = g_object_ref (task);
  g_signal_connect_object (task, "changed", G_CALLBACK (show_after), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (stint_draft_get_tasks (draft)); i++)
    {
      g_autoptr (StintDraftTask) other = g_list_model_get_item (stint_draft_get_tasks (draft), i);

      /* The title of what it comes after may change. */
      if (g_strv_contains (stint_draft_task_get_after (task), stint_draft_task_get_ref (other)))
        g_signal_connect_object (other, "changed", G_CALLBACK (show_after), self, G_CONNECT_SWAPPED);
    }
  show_after (self);
  return GTK_WIDGET (self);
}
