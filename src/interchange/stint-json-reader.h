/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import-sink.h"
#include "interchange/stint-json-stream.h"

G_BEGIN_DECLS

/**
 * StintJsonFormat:
 * @n_passes: how often the file is read: 2 if what comes first needs what comes later
 * @state_bytes: the size of the format's state
 * @init: the state is zeros; the sink stays as long as it, the context does not
 * @decide: which parts of the file are wanted
 * @take: one of them, its value never %NULL, in pass @pass from 0: what it is goes into the sink
 * @end: (nullable): after all passes; an error refuses the file
 *
 * How a program's JSON becomes operations.
 */
typedef struct
{
  guint n_passes;
  gsize state_bytes;
  void (*init) (gpointer                state,
                StintImportSink        *sink,
                const StintFileContext *context);
  void (*clear) (gpointer state);
  StintJsonDecide decide;
  void (*take) (gpointer             state,
                const StintJsonPart *part,
                guint                pass);
  gboolean (*end) (gpointer state,
                   GError **error);
} StintJsonFormat;

/* A reader of any format of JSON. */
#define STINT_TYPE_JSON_READER (stint_json_reader_get_type ())
GType            stint_json_reader_get_type (void);
StintFileReader *stint_json_reader_new      (GInputStream            *stream,
                                             const StintFileContext  *context,
                                             const StintJsonFormat   *format);

G_END_DECLS
