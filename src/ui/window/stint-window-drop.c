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

/* Returns: whether it may be a connect file, by its name: those are JSON, calendars never are */
static gboolean
is_json (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, ".json");
}

static void
import (StintWindow *self,
        GFile      **files,
        guint        n_files)
{
  if (stint_workspace_get_is_open (self->workspace))
    stint_importer_start (GTK_WINDOW (self), self->workspace, files, n_files);
  else
    stint_window_tell (self, _("Nothing can be imported before the tasks are open"));
}

/* What cannot be read, or is another JSON, is the importer's: it says what is wrong with it. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (StintWindow) self = user_data;
  g_autofree char *text = NULL;
  gsize length = 0;
  gboolean was_read = g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, NULL);
  GFile *file = G_FILE (source);

  if (self->workspace == NULL)
    return;
  if (was_read && self->account != NULL && stint_account_is_connect_file (text, (gssize) length))
    stint_window_connect (self, text);
  else
    import (self, &file, 1);
}

/* Takes what was opened or dropped: calendars are imported, which says what came of it; a connect file leads to a sign-in. */
void
stint_window_import (StintWindow *self,
                     GFile      **files,
                     guint        n_files)
{
  g_autoptr (GPtrArray) calendars = g_ptr_array_new ();

  g_return_if_fail (STINT_IS_WINDOW (self));
  for (guint i = 0; i < n_files; i++)
    if (is_json (files[i]))
      g_file_load_contents_async (files[i], self->cancellable, read_cb, g_object_ref (self));
    else
      g_ptr_array_add (calendars, files[i]);
  if (calendars->len > 0)
    import (self, (GFile **) calendars->pdata, calendars->len);
}
