/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/repeat/stint-scope-toast.h"

#include <glib/gi18n.h>

/* One reads it, and moves the pointer there. */
#define TOAST_S 15

static void
clicked_cb (GtkButton *button,
            gpointer   user_data)
{
  StintScope scope = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "stint-scope"));

  stint_scope_choice_widen (user_data, scope);
}

static void
append_button (GtkBox           *box,
               StintScopeChoice *choice,
               StintScope        scope,
               const char       *label,
               const char       *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  /* Translators: a button's name, and the key that does the same */
  g_autofree char *tooltip = g_strdup_printf (_("%1$s (%2$d)"), name, (int) scope + 1);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "stint-scope", GINT_TO_POINTER (scope));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), choice, 0);
  gtk_box_append (box, button);
}

static void
say (StintScopeChoice *choice,
     gpointer          label)
{
  g_autofree char *text = stint_scope_choice_describe (choice);

  gtk_label_set_label (label, text);
}

/**
 * stint_scope_toast_new:
 *
 * Says what was done to one occurrence, and asks whether it is meant for more of them; beside it is the way back.
 *
 * Returns: (transfer full): when the choice is closed, only what was done and the way back are left of it
 */
AdwToast *
stint_scope_toast_new (StintScopeChoice *choice)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (buttons, "linked");
  gtk_widget_add_css_class (content, "scope-toast");
  append_button (GTK_BOX (buttons), choice, STINT_SCOPE_FOLLOWING, _("Following"), _("This and following"));
  append_button (GTK_BOX (buttons), choice, STINT_SCOPE_ALL, _("All"), _("All of the series"));
  say (choice, label);
  g_signal_connect_object (choice, "widened", G_CALLBACK (say), label, 0);
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), buttons);
  adw_toast_set_custom_title (toast, content);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_set_timeout (toast, TOAST_S);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (stint_scope_choice_close), choice, G_CONNECT_SWAPPED);
  g_signal_connect_object (choice, "closed", G_CALLBACK (gtk_widget_hide), buttons, G_CONNECT_SWAPPED);
  return toast;
}
