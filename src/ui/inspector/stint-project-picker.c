/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-project-picker.h"

#include "stint-config.h"
#include "ui/backlog/stint-dot.h"
#include "workspace/stint-project-item.h"

#include <glib/gi18n.h>

struct _StintProjectPicker
{
  GtkWidget       parent_instance;

  GtkMenuButton  *button;
  StintDot       *dot;
  GtkLabel       *name;
  GtkListBox     *list;
  GtkEntry       *entry;
  StintWorkspace *workspace;
  char           *project;
};

enum
{
  PICKED,
  CREATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintProjectPicker, stint_project_picker, GTK_TYPE_WIDGET)

/* A menu button without a label of its own is told by its inner button. */
static void
show_name (StintProjectPicker *self,
           const char         *name)
{
  /* Translators: the button that shows a task's project and lets one choose, for a screen reader. */
  g_autofree char *spoken = g_strdup_printf (_("Project: %s"), name);
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (self->button));

  gtk_label_set_label (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_project (StintProjectPicker *self)
{
  GListModel *projects = self->workspace != NULL ? stint_workspace_get_projects (self->workspace) : NULL;

  for (guint i = 0; self->project != NULL && projects != NULL && i < g_list_model_get_n_items (projects); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);

      if (!g_str_equal (stint_project_item_get_id (item), self->project))
        continue;
      show_name (self, stint_project_item_get_name (item));
      stint_dot_set_color (self->dot, stint_project_item_get_color (item));
      gtk_widget_set_visible (GTK_WIDGET (self->dot), TRUE);
      return;
    }
  show_name (self, _("None"));
  gtk_widget_set_visible (GTK_WIDGET (self->dot), FALSE);
}

static GtkWidget *
make_row (const char *id,
          const char *name,
          const char *color)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_box_append (GTK_BOX (content), stint_dot_new (color));
  gtk_box_append (GTK_BOX (content), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  g_object_set_data_full (G_OBJECT (row), "stint-project", g_strdup (id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
fill_list (StintProjectPicker *self)
{
  GListModel *projects = stint_workspace_get_projects (self->workspace);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  gtk_list_box_append (self->list, make_row (NULL, _("None"), NULL));
  for (guint i = 0; i < g_list_model_get_n_items (projects); i++)
    {
      g_autoptr (StintProjectItem) item = g_list_model_get_item (projects, i);

      gtk_list_box_append (self->list, make_row (stint_project_item_get_id (item), stint_project_item_get_name (item),
                                                 stint_project_item_get_color (item)));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
row_activated_cb (StintProjectPicker *self,
                  GtkListBoxRow      *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "stint-project"));

  gtk_menu_button_popdown (self->button);
  stint_project_picker_set_project (self, id);
  g_signal_emit (self, signals[PICKED], 0, id);
}

static void
entered_cb (StintProjectPicker *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (name[0] == '\0')
    return;
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[CREATED], 0, name);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintProjectPicker *self = user_data;

  if (self->list == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new ();

      gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE);
      gtk_builder_add_from_resource (builder, "/io/github/stint_app/Stint/ui/inspector/project-popover.ui", NULL);
      self->list = GTK_LIST_BOX (gtk_builder_get_object (builder, "list"));
      self->entry = GTK_ENTRY (gtk_builder_get_object (builder, "entry"));
      g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
    }
  if (self->workspace != NULL)
    fill_list (self);
}

static void
stint_project_picker_dispose (GObject *object)
{
  StintProjectPicker *self = STINT_PROJECT_PICKER (object);

  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_project_picker_parent_class)->dispose (object);
}

static void
stint_project_picker_finalize (GObject *object)
{
  g_free (STINT_PROJECT_PICKER (object)->project);
  G_OBJECT_CLASS (stint_project_picker_parent_class)->finalize (object);
}

static void
stint_project_picker_class_init (StintProjectPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_project_picker_dispose;
  object_class->finalize = stint_project_picker_finalize;

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
stint_project_picker_init (StintProjectPicker *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->dot = STINT_DOT (stint_dot_new (NULL));
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->dot));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->name));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "value");
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

void
stint_project_picker_set_workspace (StintProjectPicker *self,
                                    StintWorkspace     *workspace)
{
  GListModel *projects;

  g_return_if_fail (STINT_IS_PROJECT_PICKER (self));
  g_return_if_fail (self->workspace == NULL);
  self->workspace = g_object_ref (workspace);
  projects = stint_workspace_get_projects (workspace);
  g_signal_connect_object (projects, "items-changed", G_CALLBACK (show_project), self, G_CONNECT_SWAPPED);
  show_project (self);
}

/* @id: (nullable) */
void
stint_project_picker_set_project (StintProjectPicker *self,
                                  const char         *id)
{
  char *copy = g_strdup (id);

  g_return_if_fail (STINT_IS_PROJECT_PICKER (self));
  g_free (self->project);
  self->project = copy;
  show_project (self);
}
