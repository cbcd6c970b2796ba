/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-import-files.h"

#include "stint-config.h"

#include "workspace/stint-workspace-private.h"

#include <glib/gi18n-lib.h>

/* How many of what was left out are told one by one. */
#define MAX_SKIPPED 100

static void
skipped_free (gpointer data)
{
  StintSkipped *skipped = data;

  g_free (skipped->name);
  g_free (skipped->reason);
  g_free (skipped);
}

/**
 * stint_import_files_new:
 * @files: (array length=n_files)
 * @shown: (nullable): they must be what they were then
 */
StintImportFiles *
stint_import_files_new (StintWorkspace           *workspace,
                        GFile                   **files,
                        guint                     n_files,
                        StintFileFormat           format,
                        const StintImportPreview *shown,
                        StintMeter               *meter,
                        GCancellable             *cancellable)
{
  StintImportFiles *self = g_new0 (StintImportFiles, 1);

  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_object_ref (files[i]));
  self->format = format;
  /* Words such as "tomorrow" and instants mean now what they meant then. */
  self->zone = g_strdup (shown != NULL ? shown->zone : stint_clock_get_zone (stint_workspace_get_clock (workspace)));
  self->now_ms = shown != NULL ? shown->now_ms : stint_workspace_get_unix_ms (workspace);
  self->expected = shown != NULL ? g_strdupv (shown->digests) : NULL;
  self->meter = stint_meter_ref (meter);
  g_set_object (&self->cancellable, cancellable);
  g_set_object (&self->lifetime, stint_workspace_get_lifetime (workspace));
  self->summary.skipped = g_ptr_array_new_with_free_func (skipped_free);
  self->digests = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
stint_import_files_free (StintImportFiles *self)
{
  g_ptr_array_unref (self->files);
  g_free (self->zone);
  g_strfreev (self->expected);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->lifetime);
  stint_meter_unref (self->meter);
  g_free (self->name);
  g_clear_object (&self->stream);
  g_clear_object (&self->reader);
  stint_import_summary_clear (&self->summary);
  g_ptr_array_unref (self->digests);
  g_free (self);
}

void
stint_import_summary_clear (StintImportSummary *self)
{
  g_clear_pointer (&self->skipped, g_ptr_array_unref);
}

/* Returns: (transfer full): what was read; it is not in @self any more */
StintImportSummary
stint_import_files_steal_summary (StintImportFiles *self)
{
  StintImportSummary summary = self->summary;

  self->summary.skipped = NULL;
  return summary;
}

/* Adds what one file held to what all of them hold. */
static void
add_summary (StintImportFiles *self)
{
  const StintImportSummary *summary = stint_file_reader_get_summary (self->reader);
  StintImportSummary *sum = &self->summary;

  sum->format = self->n_opened == 1 || sum->format == summary->format ? summary->format : STINT_FILE_ANY;
  sum->n_tasks += summary->n_tasks;
  sum->n_blocks += summary->n_blocks;
  sum->n_skipped += summary->n_skipped;
  for (guint i = 0; summary->skipped != NULL && i < summary->skipped->len && sum->skipped->len < MAX_SKIPPED; i++)
    {
      const StintSkipped *skipped = g_ptr_array_index (summary->skipped, i);
      StintSkipped *copy = g_new0 (StintSkipped, 1);

      copy->line = skipped->line;
      /* What is about a whole file is named after it: there may be several. */
      copy->name = g_strdup (skipped->name != NULL && *skipped->name != '\0' ? skipped->name : self->name);
      copy->reason = g_strdup (skipped->reason);
      g_ptr_array_add (sum->skipped, copy);
    }
}

static void
measure (StintImportFiles *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      g_autoptr (GFileInfo) info = g_file_query_info (g_ptr_array_index (self->files, i), G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                      G_FILE_QUERY_INFO_NONE, self->cancellable, NULL);

      if (info != NULL)
        self->n_bytes_total += g_file_info_get_size (info);
    }
}

static char *
dup_file_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL ? g_filename_display_name (base) : g_file_get_uri (file);
}

/* Returns: (transfer full): the name of the only one, or how many they are */
char *
stint_import_files_dup_name (StintImportFiles *self)
{
  if (self->files->len == 1)
    return dup_file_name (g_ptr_array_index (self->files, 0));
  return g_strdup_printf (ngettext ("%u file", "%u files", self->files->len), self->files->len);
}

/* Returns: (transfer full): what an import of them is called in the history */
char *
stint_import_files_dup_label (StintImportFiles *self)
{
  g_autofree char *name = NULL;

  if (self->files->len != 1)
    return g_strdup_printf (ngettext ("Import %u file", "Import %u files", self->files->len), self->files->len);
  name = dup_file_name (g_ptr_array_index (self->files, 0));
  return g_strdup_printf (_("Import “%s”"), name);
}

/* Words such as "tomorrow" count from when the file was written, so that it says the same again. */
static gint64
get_written_s (StintImportFiles *self,
               GFileInputStream *stream)
{
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_TIME_MODIFIED, self->cancellable, NULL);
  g_autoptr (GDateTime) modified = info != NULL ? g_file_info_get_modification_date_time (info) : NULL;
  gint64 now_s = self->now_ms / 1000;

  return modified != NULL ? MIN (g_date_time_to_unix (modified), now_s) : now_s;
}

static gboolean
open_next (StintImportFiles *self,
           GError          **error)
{
  GFile *file = g_ptr_array_index (self->files, self->n_opened);
  g_autoptr (GFileInputStream) stream = NULL;
  gint64 written_s;

  if (self->n_opened == 0)
    measure (self);
  g_free (self->name);
  self->name = dup_file_name (file);
  stream = g_file_read (file, self->cancellable, error);
  if (stream == NULL)
    return FALSE;
  self->n_opened++;
  written_s = get_written_s (self, stream);
  g_clear_object (&self->stream);
  self->stream = stint_digest_stream_new (G_INPUT_STREAM (stream));
  self->reader = stint_file_reader_open (G_INPUT_STREAM (self->stream), self->format,
                                         &(StintFileContext) { self->name, self->zone, written_s }, self->cancellable, error);
  return self->reader != NULL;
}

/* The file is at its end. Returns FALSE if it is not the one that was shown. */
static gboolean
finish_one (StintImportFiles *self,
            GError          **error)
{
  const char *digest = stint_digest_stream_get (self->stream);

  if (self->expected != NULL && g_strcmp0 (self->expected[self->n_opened - 1], digest) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG, _("The file has changed since it was shown"));
      return FALSE;
    }
  g_ptr_array_add (self->digests, g_strdup (digest));
  self->n_bytes_before += stint_file_reader_get_n_bytes (self->reader);
  add_summary (self);
  g_clear_object (&self->reader);
  return TRUE;
}

static void
show_progress (StintImportFiles *self)
{
  if (self->n_bytes_total > 0)
    stint_meter_set (self->meter, (double) (self->n_bytes_before + stint_file_reader_get_n_bytes (self->reader)) / self->n_bytes_total);
}

/**
 * stint_import_files_next:
 * @self: a #StintImportFiles
 * @error: names the file; %G_IO_ERROR_WRONG_ETAG if it is not the one that was shown
 *
 * A #StintOpSource: the operations of all files.
 */
gboolean
stint_import_files_next (StintOp *op,
                         gpointer user_data,
                         GError **error)
{
  StintImportFiles *self = user_data;
  GError *local_error = NULL;

  while (self->reader != NULL || self->n_opened < self->files->len)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          g_cancellable_set_error_if_cancelled (self->lifetime, error))
        return FALSE;
      if ((self->reader != NULL || open_next (self, &local_error)) &&
          stint_file_reader_next (self->reader, op, self->cancellable, &local_error))
        {
          show_progress (self);
          return TRUE;
        }
      if (local_error != NULL || !finish_one (self, &local_error))
        {
          /* Which of the files it was; of a cancelled import nobody asks. */
          if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
            g_prefix_error (&local_error, "%s: ", self->name);
          g_propagate_error (error, local_error);
          return FALSE;
        }
    }
  return FALSE;
}
