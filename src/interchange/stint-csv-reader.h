/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import-sink.h"

G_BEGIN_DECLS

/**
 * StintCsvRow:
 *
 * One record of a table by the names of its columns, which are in the first record.
 */
typedef struct _StintCsvRow StintCsvRow;

const char *stint_csv_row_get      (const StintCsvRow *self,
                                    const char        *column);
guint       stint_csv_row_get_line (const StintCsvRow *self);

/**
 * StintCsvFormat:
 * @init: the state is zeros; the sink stays as long as it, the context does not
 * @take: a row: what it is goes into the sink
 * @end: (nullable): after the last
 *
 * How a program's table becomes operations.
 */
typedef struct
{
  gsize state_bytes;
  void (*init) (gpointer                state,
                StintImportSink        *sink,
                const StintFileContext *context);
  void (*clear) (gpointer state);
  void (*take) (gpointer           state,
                const StintCsvRow *row);
  void (*end) (gpointer state);
} StintCsvFormat;

/* A reader of any table (RFC 4180). */
GType            stint_csv_reader_get_type (void);
StintFileReader *stint_csv_reader_new      (GInputStream            *stream,
                                            const StintFileContext  *context,
                                            const StintCsvFormat    *format);

G_END_DECLS
