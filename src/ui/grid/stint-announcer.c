/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-announcer.h"

/**
 * stint_announcer_say:
 * @widget: where it happened
 * @message: a sentence
 *
 * Tells a screen reader what happened. GTK can announce since 4.14; before it, the description of the focused widget is what is always spoken.
 */
void
stint_announcer_say (GtkWidget  *widget,
                     const char *message)
{
#if GTK_CHECK_VERSION (4, 14, 0)
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
#else
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (focus != NULL ? focus : widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
#endif
}
