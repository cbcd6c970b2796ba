/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-swatch.h"

struct _StintSwatch
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (StintSwatch, stint_swatch, GTK_TYPE_WIDGET)

static void
stint_swatch_class_init (StintSwatchClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
stint_swatch_init (StintSwatch *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_child_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}

/**
 * stint_swatch_new:
 * @css_name: the node's name in the style sheet
 *
 * Returns: (transfer none): a child of @parent, which unparents it
 */
GtkWidget *
stint_swatch_new (GtkWidget  *parent,
                  const char *css_name)
{
  GtkWidget *self = g_object_new (STINT_TYPE_SWATCH, "css-name", css_name, NULL);

  gtk_widget_set_parent (self, parent);
  return self;
}

/**
 * stint_swatch_get_color:
 * @widget: any widget
 *
 * The one place that knows how a widget is asked for its colour: the way of GTK before 4.10 is deprecated since.
 */
void
stint_swatch_get_color (GtkWidget *widget,
                        GdkRGBA   *color)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
}
