/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/preferences/stint-project-row.h"

#include "ui/backlog/stint-dot.h"

#include <glib/gi18n.h>

struct _StintProjectRow
{
  GtkListBoxRow     parent_instance;

  StintDot         *dot;
  GtkMenuButton    *color_button;
  GtkFlowBox       *palette;
  GtkEntry         *name;
  StintProjectItem *item;
};

enum
{
  RENAMED,
  RECOLORED,
  REMOVED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintProjectRow, stint_project_row, GTK_TYPE_LIST_BOX_ROW)

typedef struct
{
  const char *color;
  const char *name;
} Color;

/* The colours that new projects get, by name. */
static const Color colors[] = {
  { "#3584e4", N_("Blue") },
  { "#1a7f8e", N_("Teal") },
  { "#2ec27e", N_("Green") },
  { "#e5a50a", N_("Yellow") },
  { "#e66100", N_("Orange") },
  { "#c01c28", N_("Red") },
  { "#d56199", N_("Pink") },
  { "#9141ac", N_("Purple") },
  { "#986a44", N_("Brown") },
  { "#77767b", N_("Gray") },
};

static void
show_item (StintProjectRow *self)
{
  const char *name = stint_project_item_get_name (self->item);

  stint_dot_set_color (self->dot, stint_project_item_get_color (self->item));
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name)), name))
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

static void
color_clicked_cb (GtkButton       *button,
                  StintProjectRow *self)
{
  gtk_menu_button_popdown (self->color_button);
  g_signal_emit (self, signals[RECOLORED], 0, g_object_get_data (G_OBJECT (button), "stint-color"));
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintProjectRow *self = user_data;
  GtkWidget *popover;

  if (self->palette != NULL)
    return;
  popover = gtk_popover_new ();
  self->palette = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->palette, GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (self->palette, 5);
  gtk_flow_box_set_max_children_per_line (self->palette, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      GtkWidget *choice = gtk_button_new ();

      gtk_button_set_child (GTK_BUTTON (choice), stint_dot_new (colors[i].color));
      gtk_widget_add_css_class (choice, "flat");
      gtk_widget_add_css_class (choice, "circular");
      gtk_widget_set_tooltip_text (choice, _(colors[i].name));
      gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _(colors[i].name), -1);
      g_object_set_data (G_OBJECT (choice), "stint-color", (gpointer) colors[i].color);
      g_signal_connect_object (choice, "clicked", G_CALLBACK (color_clicked_cb), self, 0);
      gtk_flow_box_append (self->palette, choice);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->palette));
  gtk_menu_button_set_popover (button, popover);
}

static void
name_entered_cb (StintProjectRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (name[0] == '\0' || g_str_equal (name, stint_project_item_get_name (self->item)))
    show_item (self);
  else
    g_signal_emit (self, signals[RENAMED], 0, name);
}

static void
remove_cb (StintProjectRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
stint_project_row_dispose (GObject *object)
{
  g_clear_object (&STINT_PROJECT_ROW (object)->item);
  G_OBJECT_CLASS (stint_project_row_parent_class)->dispose (object);
}

static void
stint_project_row_class_init (StintProjectRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_project_row_dispose;

  signals[RENAMED] = g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RECOLORED] = g_signal_new ("recolored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (STINT_TYPE_DOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/preferences/stint-project-row.ui");
  gtk_widget_class_bind_template_child (widget_class, StintProjectRow, dot);
  gtk_widget_class_bind_template_child (widget_class, StintProjectRow, color_button);
  gtk_widget_class_bind_template_child (widget_class, StintProjectRow, name);
  gtk_widget_class_bind_template_callback (widget_class, name_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
stint_project_row_init (StintProjectRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->color_button, popup_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->color_button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Color"), -1);
  g_signal_connect_object (focus, "leave", G_CALLBACK (name_entered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->name), focus);
}

GtkWidget *
stint_project_row_new (StintProjectItem *item)
{
  StintProjectRow *self = g_object_new (STINT_TYPE_PROJECT_ROW, NULL);

  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
  return GTK_WIDGET (self);
}

StintProjectItem *
stint_project_row_get_item (StintProjectRow *self)
{
  g_return_val_if_fail (STINT_IS_PROJECT_ROW (self), NULL);
  return self->item;
}
