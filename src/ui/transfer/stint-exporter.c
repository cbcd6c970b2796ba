/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/transfer/stint-exporter.h"

#include "ui/transfer/stint-file-chooser.h"
#include "workspace/stint-transfer.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GtkWindow      *parent;
  StintWorkspace *workspace;
  StintTell       tell;
  GFile          *file;
  char           *content;
} Exporting;

static void
exporting_free (Exporting *exporting)
{
  g_object_unref (exporting->parent);
  g_object_unref (exporting->workspace);
  g_clear_object (&exporting->file);
  g_free (exporting->content);
  g_free (exporting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exporting, exporting_free)

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Exporting) exporting = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (exporting->file);
  g_autofree char *message = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    message = g_strdup_printf (_("Exported to “%s”"), name);
  else
    message = g_strdup_printf (_("“%s” could not be written: %s"), name, error->message);
  exporting->tell (exporting->parent, message);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Exporting) exporting = user_data;
  g_autoptr (GError) error = NULL;
  Exporting *writing;

  exporting->content = stint_transfer_export_finish (STINT_WORKSPACE (source), result, &error);
  if (exporting->content == NULL)
    {
      exporting->tell (exporting->parent, error->message);
      return;
    }
  writing = g_steal_pointer (&exporting);
  g_file_replace_contents_async (writing->file, writing->content, strlen (writing->content), NULL, FALSE,
                                 G_FILE_CREATE_NONE, NULL, written_cb, writing);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Exporting) exporting = user_data;
  g_autofree char *name = NULL;
  StintFileFormat format;
  Exporting *reading;

  exporting->file = stint_file_chooser_save_finish (result, NULL);
  if (exporting->file == NULL)
    return;
  name = g_file_get_basename (exporting->file);
  format = stint_file_format_to_write (name);
  reading = g_steal_pointer (&exporting);
  stint_transfer_export_async (reading->workspace, format, NULL, exported_cb, reading);
}

void
stint_exporter_choose (GtkWindow      *parent,
                       StintWorkspace *workspace,
                       StintTell       tell)
{
  Exporting *exporting = g_new0 (Exporting, 1);

  exporting->parent = g_object_ref (parent);
  exporting->workspace = g_object_ref (workspace);
  exporting->tell = tell;
  /* Translators: the name that is proposed for the file; keep ".ics". */
  stint_file_chooser_save_async (parent, _("Export Tasks"), _("stint.ics"), NULL, chosen_cb, exporting);
}
