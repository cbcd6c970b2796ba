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

/* A connect file is far smaller; a calendar is not read twice. */
#define CONNECT_FILE_BYTES (64 * 1024)

/**
 * Opening:
 * @file: the one file that was opened
 */
typedef struct
{
  StintWindow *window;
  GFile       *file;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_object_unref (opening->file);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

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

static gboolean
wants_more (const char *content,
            goffset     length,
            gpointer    user_data)
{
  return length < CONNECT_FILE_BYTES;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autofree char *content = NULL;
  gsize length = 0;
  gboolean was_read = g_file_load_partial_contents_finish (G_FILE (source), result, &content, &length, NULL, NULL);

  if (opening->window->workspace == NULL)
    return;
  if (was_read && length < CONNECT_FILE_BYTES && stint_account_is_connect_file (content, length))
    stint_window_connect (opening->window, content);
  else
    import (opening->window, &opening->file, 1);
}

/* Brings in what was opened or dropped: calendars are imported, which says what came of it; a connect file leads to a sign-in. */
void
stint_window_import (StintWindow *self,
                     GFile      **files,
                     guint        n_files)
{
  Opening *opening;

  g_return_if_fail (STINT_IS_WINDOW (self));
  if (n_files != 1 || self->account == NULL)
    {
      import (self, files, n_files);
      return;
    }
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->file = g_object_ref (files[0]);
  g_file_load_partial_contents_async (files[0], self->cancellable, wants_more, looked_cb, opening);
}
