/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-file-reader-private.h"

typedef struct
{
  StintImportSink sink;
  gboolean        ended;
} StintFileReaderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (StintFileReader, stint_file_reader, G_TYPE_OBJECT)
G_DEFINE_QUARK (stint-interchange-error-quark, stint_interchange_error)

static void
stint_file_reader_finalize (GObject *object)
{
  StintFileReaderPrivate *priv = stint_file_reader_get_instance_private (STINT_FILE_READER (object));

  stint_import_sink_clear (&priv->sink);

  G_OBJECT_CLASS (stint_file_reader_parent_class)->finalize (object);
}

static void
stint_file_reader_class_init (StintFileReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_file_reader_finalize;
}

static void
stint_file_reader_init (StintFileReader *self)
{
  StintFileReaderPrivate *priv = stint_file_reader_get_instance_private (self);

  stint_import_sink_init (&priv->sink);
}

/**
 * stint_file_reader_next:
 * @op: (out caller-allocates): a put; stint_op_clear() it
 * @error: #StintInterchangeError, or what the stream says; nothing more can be read then, and what was read should not be kept
 *
 * Returns: %FALSE at the end, without @error, or on an error
 */
gboolean
stint_file_reader_next (StintFileReader *self,
                        StintOp         *op,
                        GCancellable    *cancellable,
                        GError         **error)
{
  StintFileReaderPrivate *priv = stint_file_reader_get_instance_private (self);

  while (!stint_import_sink_take (&priv->sink, op))
    {
      GError *local_error = NULL;

      if (priv->ended)
        return FALSE;
      priv->ended = !STINT_FILE_READER_GET_CLASS (self)->read (self, cancellable, &local_error);
      if (local_error != NULL)
        {
          stint_import_sink_drop (&priv->sink);
          g_propagate_error (error, local_error);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * stint_file_reader_get_n_bytes:
 *
 * Returns: how much of the stream has been read, for a progress bar
 */
guint64
stint_file_reader_get_n_bytes (StintFileReader *self)
{
  return STINT_FILE_READER_GET_CLASS (self)->get_n_bytes (self);
}

/**
 * stint_file_reader_get_summary:
 *
 * Returns: (transfer none): what was read so far; complete once stint_file_reader_next() has returned %FALSE
 */
const StintImportSummary *
stint_file_reader_get_summary (StintFileReader *self)
{
  return &stint_file_reader_get_sink (self)->summary;
}

StintImportSink *
stint_file_reader_get_sink (StintFileReader *self)
{
  StintFileReaderPrivate *priv = stint_file_reader_get_instance_private (self);

  return &priv->sink;
}
