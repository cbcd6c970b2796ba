/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include "ui/transfer/stint-file-chooser.h"
#include "ui/transfer/stint-importer.h"

#include <glib/gi18n.h>

#define CONNECT_MAX_BYTES (64 * 1024)

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

/* Files may be dropped on the window from other programs. */
void
stint_window_accept_drops (StintWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (target, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->toasts), GTK_EVENT_CONTROLLER (target));
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

/**
 * Sorting:
 * @files: (element-type GFile): what was opened, without the connect files that were found
 * @n_waiting: how many are still looked at
 */
typedef struct
{
  StintWindow *window;
  GPtrArray   *files;
  guint        n_waiting;
} Sorting;

static void
finish_sorting (Sorting *sorting)
{
  StintWindow *self = sorting->window;

  if (sorting->files->len > 0 && self->workspace != NULL)
    import (self, (GFile **) sorting->files->pdata, sorting->files->len);
  g_object_unref (self);
  g_ptr_array_unref (sorting->files);
  g_free (sorting);
}

/* More of a file is not read to know whether it is a connect file: those are small. */
static gboolean
read_more_cb (const char *content,
              goffset     n_bytes,
              gpointer    user_data)
{
  return n_bytes < CONNECT_MAX_BYTES;
}

/* What cannot be read is the importer's: it says what is wrong with it. */
static void
head_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Sorting *sorting = user_data;
  StintWindow *self = sorting->window;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (g_file_load_partial_contents_finish (G_FILE (source), result, &text, &length, NULL, NULL) &&
      self->workspace != NULL && self->account != NULL && length <= CONNECT_MAX_BYTES &&
      stint_account_is_connect_file (text, (gssize) length))
    {
      g_ptr_array_remove (sorting->files, source);
      stint_window_connect (self, text);
    }
  if (--sorting->n_waiting == 0)
    finish_sorting (sorting);
}

/* Takes what was opened, chosen or dropped: files of tasks are imported, which shows first what would come; a connect file leads to the account. */
void
stint_window_import (StintWindow *self,
                     GFile      **files,
                     guint        n_files)
{
  Sorting *sorting;

  g_return_if_fail (STINT_IS_WINDOW (self));
  g_return_if_fail (n_files > 0);
  sorting = g_new0 (Sorting, 1);
  sorting->window = g_object_ref (self);
  sorting->files = g_ptr_array_new_with_free_func (g_object_unref);
  sorting->n_waiting = n_files;
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (sorting->files, g_object_ref (files[i]));
  for (guint i = 0; i < n_files; i++)
    g_file_load_partial_contents_async (files[i], self->cancellable, read_more_cb, head_cb, sorting);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintWindow) self = user_data;
  g_autoptr (GPtrArray) files = stint_file_chooser_open_finish (result, NULL);

  if (files != NULL && files->len > 0 && self->workspace != NULL)
    stint_window_import (self, (GFile **) files->pdata, files->len);
}

/* Asks which files first. */
void
stint_window_choose_import (StintWindow *self)
{
  g_return_if_fail (STINT_IS_WINDOW (self));
  stint_file_chooser_open_async (GTK_WINDOW (self), _("Import"), STINT_FILE_TASKS, self->cancellable, chosen_cb,
                                 g_object_ref (self));
}
