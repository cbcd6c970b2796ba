/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-banner.h"

struct _StintBanner
{
  GtkWidget    parent_instance;

  GtkRevealer *revealer;
  GtkLabel    *title;
  GtkButton   *button;
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintBanner, stint_banner, GTK_TYPE_WIDGET)

static void
clicked_cb (StintBanner *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
stint_banner_dispose (GObject *object)
{
  StintBanner *self = STINT_BANNER (object);

  g_clear_pointer ((GtkWidget **) &self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (stint_banner_parent_class)->dispose (object);
}

static void
stint_banner_class_init (StintBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_banner_dispose;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/window/stint-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, StintBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, StintBanner, title);
  gtk_widget_class_bind_template_child (widget_class, StintBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
stint_banner_init (StintBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @button: (nullable): the label of what can be done about it */
void
stint_banner_show (StintBanner *self,
                   const char  *title,
                   const char  *button)
{
  g_return_if_fail (STINT_IS_BANNER (self));
  gtk_label_set_label (self->title, title);
  gtk_button_set_label (self->button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
stint_banner_hide (StintBanner *self)
{
  g_return_if_fail (STINT_IS_BANNER (self));
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/* Returns: (nullable): what it says, NULL while it is hidden */
const char *
stint_banner_get_text (StintBanner *self)
{
  g_return_val_if_fail (STINT_IS_BANNER (self), NULL);
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_label (self->title) : NULL;
}
