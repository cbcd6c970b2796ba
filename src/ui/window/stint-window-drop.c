/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include "ui/transfer/stint-importer.h"

#include <glib/gi18n.h>

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         StintWindow   *self)
{
  GSList *dropped = g_value_get_boxed (value);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_widget_remove_css_class (GTK_WIDGET (self->toasts), "drop");
  for (GSList *link = dropped; link != NULL; link = link->next)
    g_ptr_array_add (files, g_object_ref (link->data));
  if (files->len == 0)
    return FALSE;
  stint_window_import (self, (GFile **) files->pdata, files->len);
  return TRUE;
}

static GdkDragAction
enter_cb (GtkDropTarget *target,
          double         x,
          double         y,
          StintWindow   *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->toasts), "drop");
  return GDK_ACTION_COPY;
}

static void
leave_cb (GtkDropTarget *target,
          StintWindow   *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->toasts), "drop");
}

/* Calendar files may be dropped on the window from other programs. */
void
stint_window_accept_drops (StintWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->toasts), GTK_EVENT_CONTROLLER (target));
}

void
stint_window_connect (StintWindow *self,
                      const char  *text)
{
  g_return_if_fail (STINT_IS_WINDOW (self));
}

/* Brings in calendar files; what came of it is told when it is done. */
void
stint_window_import (StintWindow *self,
                     GFile      **files,
                     guint        n_files)
{
  g_return_if_fail (STINT_IS_WINDOW (self));
  if (!stint_workspace_get_is_open (self->workspace))
    {
      stint_window_tell (self, _("Nothing can be imported before the tasks are open"));
      return;
    }
  stint_importer_start (GTK_WINDOW (self), self->workspace, files, n_files);
}
