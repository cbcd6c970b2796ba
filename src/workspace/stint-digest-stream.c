/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-digest-stream.h"

struct _StintDigestStream
{
  GFilterInputStream parent_instance;

  GChecksum         *checksum;
};

G_DEFINE_FINAL_TYPE (StintDigestStream, stint_digest_stream, G_TYPE_FILTER_INPUT_STREAM)

static gssize
stint_digest_stream_read (GInputStream *stream,
                          void         *buffer,
                          gsize         count,
                          GCancellable *cancellable,
                          GError      **error)
{
  StintDigestStream *self = STINT_DIGEST_STREAM (stream);
  gssize n = g_input_stream_read (G_FILTER_INPUT_STREAM (self)->base_stream, buffer, count, cancellable, error);

  if (n > 0)
    g_checksum_update (self->checksum, buffer, n);
  return n;
}

/* What is passed over is a part of it, too. */
static gssize
stint_digest_stream_skip (GInputStream *stream,
                          gsize         count,
                          GCancellable *cancellable,
                          GError      **error)
{
  char buffer[4096];

  return stint_digest_stream_read (stream, buffer, MIN (count, sizeof buffer), cancellable, error);
}

static void
stint_digest_stream_finalize (GObject *object)
{
  g_checksum_free (STINT_DIGEST_STREAM (object)->checksum);

  G_OBJECT_CLASS (stint_digest_stream_parent_class)->finalize (object);
}

static void
stint_digest_stream_class_init (StintDigestStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_digest_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = stint_digest_stream_read;
  G_INPUT_STREAM_CLASS (klass)->skip = stint_digest_stream_skip;
}

static void
stint_digest_stream_init (StintDigestStream *self)
{
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
}

StintDigestStream *
stint_digest_stream_new (GInputStream *base)
{
  return g_object_new (STINT_TYPE_DIGEST_STREAM, "base-stream", base, NULL);
}

/* Returns: (transfer none): the checksum of what was read; nothing may be read after that */
const char *
stint_digest_stream_get (StintDigestStream *self)
{
  return g_checksum_get_string (self->checksum);
}
