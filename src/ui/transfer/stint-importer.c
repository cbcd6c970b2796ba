/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/transfer/stint-importer.h"

#include "ui/transfer/stint-transfer-window.h"
#include "workspace/stint-transfer.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 500

/**
 * StintImporter:
 * @preview: (nullable): what is shown, while it is
 * @note: (nullable): why it is shown again
 */
struct _StintImporter
{
  GObject              parent_instance;

  GtkWindow           *parent;
  StintWorkspace      *workspace;
  GPtrArray           *files;
  StintTransferWindow *window;
  GCancellable        *cancellable;
  StintImportPreview  *preview;
  const char          *note;
  double               fraction;
  guint                patience_id;
};

G_DEFINE_FINAL_TYPE (StintImporter, stint_importer, G_TYPE_OBJECT)

static void look (StintImporter *self);

static void
cancelled_cb (StintImporter *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  StintImporter *self = user_data;

  self->fraction = fraction;
  if (self->window != NULL)
    stint_transfer_window_set_fraction (self->window, fraction);
}

/* Ends it if nobody waits for it any more, else makes sure that there is a window to say what came of it. */
static gboolean
is_over (StintImporter *self,
         const GError  *error)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->parent != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  return TRUE;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (StintImporter) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintImportResult) imported = stint_transfer_import_finish (STINT_WORKSPACE (source), result, &error);

  if (is_over (self, error))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    {
      self->note = _("The file has changed since it was shown. This is what is in it now.");
      look (self);
    }
  else if (error != NULL)
    stint_transfer_window_show_error (self->window, error->message);
  else
    stint_transfer_window_show_result (self->window, imported);
}

static void
accepted_cb (StintImporter *self)
{
  stint_transfer_import_async (self->workspace, (GFile **) self->files->pdata, self->files->len, STINT_FILE_ANY, self->preview,
                               progress_cb, self, self->cancellable, imported_cb, g_object_ref (self));
}

/* The window keeps this, not the other way round. */
static void
make_window (StintImporter *self)
{
  g_set_weak_pointer (&self->window, stint_transfer_window_new (self->parent));
  g_signal_connect_data (self->window, "accepted", G_CALLBACK (accepted_cb), g_object_ref (self),
                         (GClosureNotify) (GCallback) g_object_unref, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->window, "cancelled", G_CALLBACK (cancelled_cb), self);
}

static gboolean
patience_cb (gpointer user_data)
{
  StintImporter *self = user_data;

  self->patience_id = 0;
  if (self->parent == NULL)
    return G_SOURCE_REMOVE;
  make_window (self);
  stint_transfer_window_set_fraction (self->window, self->fraction);
  gtk_window_present (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintImporter) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->preview, stint_import_preview_free);
  self->preview = stint_transfer_preview_finish (STINT_WORKSPACE (source), result, &error);
  if (is_over (self, error))
    return;
  if (self->window == NULL)
    make_window (self);
  if (error != NULL)
    stint_transfer_window_show_error (self->window, error->message);
  else
    stint_transfer_window_show_preview (self->window, self->preview, stint_workspace_get_clock (self->workspace), self->note);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
look (StintImporter *self)
{
  stint_transfer_preview_async (self->workspace, (GFile **) self->files->pdata, self->files->len, STINT_FILE_ANY, progress_cb, self,
                                self->cancellable, looked_cb, g_object_ref (self));
}

static void
stint_importer_finalize (GObject *object)
{
  StintImporter *self = STINT_IMPORTER (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->preview, stint_import_preview_free);
  G_OBJECT_CLASS (stint_importer_parent_class)->finalize (object);
}

static void
stint_importer_class_init (StintImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_importer_finalize;
}

static void
stint_importer_init (StintImporter *self)
{
  self->cancellable = g_cancellable_new ();
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
}

void
stint_importer_start (GtkWindow      *parent,
                      StintWorkspace *workspace,
                      GFile         **files,
                      guint           n_files)
{
  g_autoptr (StintImporter) self = g_object_new (STINT_TYPE_IMPORTER, NULL);

  g_set_weak_pointer (&self->parent, parent);
  self->workspace = g_object_ref (workspace);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_object_ref (files[i]));
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, self);
  look (self);
}
