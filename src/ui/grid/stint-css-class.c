/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-css-class.h"

/**
 * stint_css_class_set:
 * @has: whether @widget shall have the class; a class that stays costs no new style
 */
void
stint_css_class_set (GtkWidget  *widget,
                     const char *css_class,
                     gboolean    has)
{
  if (gtk_widget_has_css_class (widget, css_class) == !!has)
    return;
  if (has)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}
