/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"
#include "workspace/stint-digest-stream.h"
#include "workspace/stint-meter.h"
#include "workspace/stint-transfer.h"

G_BEGIN_DECLS

/**
 * StintImportFiles:
 * @summary: what all of them held; complete at the end
 * @digests: (element-type utf8): a checksum of each file that was read to its end
 *
 * Files that are read one after the other, in one thread: what an import brings in and its preview shows.
 */
typedef struct
{
  GPtrArray *files;
  StintFileFormat format;
  char *zone;
  gint64 now_ms;
  GCancellable *cancellable;
  GCancellable *lifetime;
  StintMeter *meter;
  GStrv expected;

  guint n_opened;
  char *name;
  StintDigestStream *stream;
  StintFileReader *reader;
  guint64 n_bytes_before;
  guint64 n_bytes_total;
  StintImportSummary summary;
  GPtrArray *digests;
} StintImportFiles;

StintImportFiles *stint_import_files_new       (StintWorkspace            *workspace,
                                                GFile                    **files,
                                                guint                      n_files,
                                                StintFileFormat            format,
                                                const StintImportPreview  *shown,
                                                StintMeter                *meter,
                                                GCancellable              *cancellable);
void              stint_import_files_free      (StintImportFiles          *self);
gboolean          stint_import_files_next      (StintOp                   *op,
                                                gpointer                   self,
                                                GError                   **error);
char             *stint_import_files_dup_name  (StintImportFiles          *self);
char             *stint_import_files_dup_label (StintImportFiles          *self);
StintImportSummary
                  stint_import_files_steal_summary (StintImportFiles      *self);
void              stint_import_summary_clear   (StintImportSummary        *self);

G_END_DECLS
