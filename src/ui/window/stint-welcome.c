/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-welcome.h"

struct _StintWelcome
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (StintWelcome, stint_welcome, GTK_TYPE_WIDGET)

static void
stint_welcome_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (stint_welcome_parent_class)->dispose (object);
}

static void
stint_welcome_class_init (StintWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_welcome_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/window/stint-welcome.ui");
}

static void
stint_welcome_init (StintWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
stint_welcome_new (void)
{
  return g_object_new (STINT_TYPE_WELCOME, NULL);
}
