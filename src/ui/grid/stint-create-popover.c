/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-create-popover.h"

#include "ui/grid/stint-ghost.h"

enum
{
  CREATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

struct _StintCreatePopover
{
  GtkPopover     parent_instance;

  GtkEditable   *entry;
  GtkLabel      *where;
  GtkWidget     *add;
  StintPlacement placement;
};

G_DEFINE_FINAL_TYPE (StintCreatePopover, stint_create_popover, GTK_TYPE_POPOVER)

/* (transfer full): what was typed, on one line and without blanks around it. */
static char *
dup_title (StintCreatePopover * self)
{
  return g_strstrip (g_strdelimit (g_strdup (gtk_editable_get_text (self->entry)), "\n\r\t", ' '));
}

static void
changed_cb (StintCreatePopover *self)
{
  g_autofree char *title = dup_title (self);

  gtk_widget_set_sensitive (self->add, *title != '\0');
}

static void
activate_cb (StintCreatePopover *self)
{
  g_autofree char *title = dup_title (self);

  if (*title == '\0')
    return;

  g_signal_emit (self, signals[CREATE], 0, title);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
stint_create_popover_class_init (StintCreatePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CREATE] = g_signal_new ("create", STINT_TYPE_CREATE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/grid/stint-create-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, StintCreatePopover, entry);
  gtk_widget_class_bind_template_child (widget_class, StintCreatePopover, where);
  gtk_widget_class_bind_template_child (widget_class, StintCreatePopover, add);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
stint_create_popover_init (StintCreatePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
stint_create_popover_new (const StintPlacement *placement)
{
  StintCreatePopover *self = g_object_new (STINT_TYPE_CREATE_POPOVER, NULL);
  g_autofree char *where = stint_placement_say (placement);

  self->placement = *placement;
  gtk_label_set_label (self->where, where);

  return GTK_WIDGET (self);
}

const StintPlacement *
stint_create_popover_get_placement (StintCreatePopover *self)
{
  return &self->placement;
}
