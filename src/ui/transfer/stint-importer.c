/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/transfer/stint-importer.h"

#include "ui/transfer/stint-file-chooser.h"
#include "ui/transfer/stint-transfer-window.h"
#include "workspace/stint-transfer.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 500

struct _StintImporter
{
  GObject              parent_instance;

  GtkWindow           *parent;
  StintTransferWindow *window;
  GCancellable        *cancellable;
  double               fraction;
  guint                patience_id;
};

G_DEFINE_FINAL_TYPE (StintImporter, stint_importer, G_TYPE_OBJECT)

static void
cancelled_cb (StintImporter *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
make_window (StintImporter *self)
{
  self->window = g_object_ref (stint_transfer_window_new (self->parent));
  g_signal_connect_object (self->window, "cancelled", G_CALLBACK (cancelled_cb), self, G_CONNECT_SWAPPED);
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
progress_cb (double   fraction,
             gpointer user_data)
{
  StintImporter *self = user_data;

  self->fraction = fraction;
  if (self->window != NULL)
    stint_transfer_window_set_fraction (self->window, fraction);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (StintImporter) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintImportResult) imported = stint_transfer_import_finish (STINT_WORKSPACE (source), result, &error);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->parent == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (self->window != NULL)
        gtk_window_destroy (GTK_WINDOW (self->window));
      return;
    }
  if (self->window == NULL)
    make_window (self);
  if (error != NULL)
    stint_transfer_window_show_error (self->window, error->message);
  else
    stint_transfer_window_show_result (self->window, imported);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
stint_importer_finalize (GObject *object)
{
  StintImporter *self = STINT_IMPORTER (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->window);
  g_clear_object (&self->cancellable);
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
}

void
stint_importer_start (GtkWindow      *parent,
                      StintWorkspace *workspace,
                      GFile         **files,
                      guint           n_files)
{
  StintImporter *self = g_object_new (STINT_TYPE_IMPORTER, NULL);

  g_set_weak_pointer (&self->parent, parent);
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, self);
  stint_transfer_import_async (workspace, files, n_files, STINT_FILE_ANY, NULL, progress_cb, self, self->cancellable, imported_cb, self);
}

typedef struct
{
  GtkWindow      *parent;
  StintWorkspace *workspace;
} Choosing;

static void
choosing_free (Choosing *choosing)
{
  g_object_unref (choosing->parent);
  g_object_unref (choosing->workspace);
  g_free (choosing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Choosing) choosing = user_data;
  g_autoptr (GPtrArray) files = stint_file_chooser_open_finish (result, NULL);

  if (files != NULL && files->len > 0)
    stint_importer_start (choosing->parent, choosing->workspace, (GFile **) files->pdata, files->len);
}

/* Asks which files first. */
void
stint_importer_choose (GtkWindow      *parent,
                       StintWorkspace *workspace)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->parent = g_object_ref (parent);
  choosing->workspace = g_object_ref (workspace);
  stint_file_chooser_open_async (parent, _("Import Calendars"), STINT_FILE_CALENDARS, NULL, chosen_cb, choosing);
}
