/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import-sink.h"

G_BEGIN_DECLS

/**
 * StintFileReaderClass:
 * @read: reads on and puts what it finds into the sink, or nothing; %FALSE at the end, without @error, or on an error
 * @get_n_bytes: how much of the stream has been read
 */
struct _StintFileReaderClass
{
  GObjectClass parent_class;

  gboolean (*read) (StintFileReader *self,
                    GCancellable    *cancellable,
                    GError         **error);
  guint64 (*get_n_bytes) (StintFileReader *self);
};

/* For the readers themselves. The sink is there as long as the reader. */
StintImportSink *stint_file_reader_get_sink (StintFileReader *self);

G_END_DECLS
