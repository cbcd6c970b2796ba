/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-json-reader.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>

#include "interchange/stint-file-reader-private.h"
#include "interchange/stint-import-text.h"

#define NAME_MAX_CHARS 80

typedef struct
{
  StintFileReader        parent_instance;

  const StintJsonFormat *format;
  GInputStream          *stream;
  StintJsonStream       *parts;
  gpointer               state;
  guint                  pass;
  goffset                start;     /* where in the stream the file begins */
  gboolean               any;       /* something was taken */
  guint64                n_bytes;   /* of the passes before */
} StintJsonReader;

typedef StintFileReaderClass StintJsonReaderClass;

G_DEFINE_FINAL_TYPE (StintJsonReader, stint_json_reader, STINT_TYPE_FILE_READER)

/* What people know an entry by, wherever its program keeps that. */
static char *
dup_name (const StintJsonPart * part)
{
  static const char *const names[] = { "description", "title", "content", "name", "id" };
  const char *text = NULL;

  for (gsize i = 0; text == NULL && i < G_N_ELEMENTS (names); i++)
    if (part->value != NULL && g_variant_is_of_type (part->value, G_VARIANT_TYPE_VARDICT))
      g_variant_lookup (part->value, names[i], "&s", &text);
  if (text == NULL && part->depth > 0)
    text = part->path[part->depth - 1];
  return stint_import_text_dup_line (text, NAME_MAX_CHARS, NULL);
}

static void
handle_part (StintJsonReader     *self,
             const StintJsonPart *part)
{
  StintImportSink *sink = stint_file_reader_get_sink (STINT_FILE_READER (self));

  if (part->value != NULL)
    {
      self->any = TRUE;
      self->format->take (self->state, part, self->pass);
    }
  else if (self->pass + 1 == self->format->n_passes)
    {
      g_autofree char *name = dup_name (part);

      stint_import_sink_skip (sink, part->line, name, part->reason);
    }
}

/* What cannot be read twice is copied where it can be. */
static gboolean
make_seekable (StintJsonReader *self,
               GCancellable    *cancellable,
               GError         **error)
{
  g_autoptr (GFileIOStream) copy = NULL;
  g_autoptr (GFile) file = NULL;

  if (G_IS_SEEKABLE (self->stream) && g_seekable_can_seek (G_SEEKABLE (self->stream)))
    {
      self->start = g_seekable_tell (G_SEEKABLE (self->stream));
      return TRUE;
    }
  file = g_file_new_tmp ("stint-import-XXXXXX", &copy, error);
  if (file == NULL)
    return FALSE;
  /* It lives as long as it is open. */
  g_file_delete (file, NULL, NULL);
  if (g_output_stream_splice (g_io_stream_get_output_stream (G_IO_STREAM (copy)), self->stream,
                              G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error) < 0 ||
      !g_seekable_seek (G_SEEKABLE (copy), 0, G_SEEK_SET, cancellable, error))
    return FALSE;
  g_object_unref (self->stream);
  self->stream = g_object_ref (g_io_stream_get_input_stream (G_IO_STREAM (copy)));
  g_object_set_data_full (G_OBJECT (self->stream), "stint-copy", g_steal_pointer (&copy), g_object_unref);
  return TRUE;
}

static gboolean
begin_pass (StintJsonReader *self,
            GCancellable    *cancellable,
            GError         **error)
{
  if (self->parts != NULL)
    {
      self->n_bytes += stint_json_stream_get_n_bytes (self->parts);
      g_clear_pointer (&self->parts, stint_json_stream_free);
      self->pass++;
      if (!g_seekable_seek (G_SEEKABLE (self->stream), self->start, G_SEEK_SET, cancellable, error))
        return FALSE;
    }
  else if (self->format->n_passes > 1 && !make_seekable (self, cancellable, error))
    return FALSE;
  self->parts = stint_json_stream_new (self->stream, self->format->decide, self->state);
  return TRUE;
}

static gboolean
stint_json_reader_read (StintFileReader *reader,
                        GCancellable    *cancellable,
                        GError         **error)
{
  StintJsonReader *self = (StintJsonReader *) reader;
  GError *local_error = NULL;
  StintJsonPart part;

  if (self->parts == NULL && !begin_pass (self, cancellable, error))
    return FALSE;
  if (stint_json_stream_next (self->parts, &part, cancellable, &local_error))
    {
      handle_part (self, &part);
      return TRUE;
    }
  if (local_error == NULL && self->pass + 1 < self->format->n_passes)
    return begin_pass (self, cancellable, error);

  if (local_error == NULL && !self->any)
    stint_import_sink_note (stint_file_reader_get_sink (reader), 0, "", _("There is no task in it"));
  if (local_error == NULL && self->format->end != NULL)
    self->format->end (self->state, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return FALSE;
}

/* A file that is read twice is half read after the first time. */
static guint64
stint_json_reader_get_n_bytes (StintFileReader *reader)
{
  StintJsonReader *self = (StintJsonReader *) reader;
  guint64 n_bytes = self->parts != NULL ? stint_json_stream_get_n_bytes (self->parts) : 0;

  return (self->n_bytes + n_bytes) / self->format->n_passes;
}

static void
stint_json_reader_finalize (GObject *object)
{
  StintJsonReader *self = (StintJsonReader *) object;

  g_clear_pointer (&self->parts, stint_json_stream_free);
  g_clear_object (&self->stream);
  if (self->state != NULL)
    self->format->clear (self->state);
  g_clear_pointer (&self->state, g_free);

  G_OBJECT_CLASS (stint_json_reader_parent_class)->finalize (object);
}

static void
stint_json_reader_class_init (StintJsonReaderClass *klass)
{
  StintFileReaderClass *reader_class = STINT_FILE_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_json_reader_finalize;
  reader_class->read = stint_json_reader_read;
  reader_class->get_n_bytes = stint_json_reader_get_n_bytes;
}

static void
stint_json_reader_init (StintJsonReader *self)
{
}

/**
 * stint_json_reader_new:
 * @stream: not closed
 *
 * Returns: (transfer full)
 */
StintFileReader *
stint_json_reader_new (GInputStream           *stream,
                       const StintFileContext *context,
                       const StintJsonFormat  *format)
{
  StintJsonReader *self = g_object_new (STINT_TYPE_JSON_READER, NULL);

  self->format = format;
  self->stream = g_object_ref (stream);
  self->state = g_malloc0 (format->state_bytes);
  format->init (self->state, stint_file_reader_get_sink (STINT_FILE_READER (self)), context);
  return STINT_FILE_READER (self);
}
