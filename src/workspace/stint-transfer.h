/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-import-preview.h"
#include "workspace/stint-meter.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintImportResult:
 * @summary: what the files held and what was left out
 * @change: (nullable): the one undoable change; %NULL if nothing was new
 * @n_created, @n_updated: records that came in or changed
 */
typedef struct
{
  StintImportSummary summary;
  StintChange *change;
  guint n_created;
  guint n_updated;
} StintImportResult;

void stint_import_result_free (StintImportResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintImportResult, stint_import_result_free)

void                stint_transfer_preview_async (StintWorkspace           *workspace,
                                                  GFile                   **files,
                                                  guint                     n_files,
                                                  StintFileFormat           format,
                                                  StintProgress             progress,
                                                  gpointer                  progress_data,
                                                  GCancellable             *cancellable,
                                                  GAsyncReadyCallback       callback,
                                                  gpointer                  user_data);
StintImportPreview *stint_transfer_preview_finish (StintWorkspace          *workspace,
                                                   GAsyncResult            *result,
                                                   GError                 **error);
void               stint_transfer_import_async  (StintWorkspace       *workspace,
                                                 GFile               **files,
                                                 guint                 n_files,
                                                 StintFileFormat       format,
                                                 const StintImportPreview *shown,
                                                 StintProgress         progress,
                                                 gpointer              progress_data,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
StintImportResult *stint_transfer_import_finish (StintWorkspace       *workspace,
                                                 GAsyncResult         *result,
                                                 GError              **error);

void               stint_transfer_export_async  (StintWorkspace       *workspace,
                                                 StintFileFormat       format,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char              *stint_transfer_export_finish (StintWorkspace       *workspace,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* Backups. list: (element-type StintBackupItem) newest first; restore closes and opens the store again and sets the old one aside. */
typedef struct
{
  char *path;
  gint64 unix_s;
  gint64 n_tasks;
} StintBackupItem;
void               stint_backup_item_free       (StintBackupItem      *self);

char              *stint_transfer_backup        (StintWorkspace       *workspace,
                                                 GError              **error);
GPtrArray         *stint_transfer_list_backups  (StintWorkspace       *workspace);
gboolean           stint_transfer_restore       (StintWorkspace       *workspace,
                                                 const char           *path,
                                                 char                **set_aside,
                                                 GError              **error);
gboolean           stint_transfer_start_afresh  (StintWorkspace       *workspace,
                                                 char                **set_aside,
                                                 GError              **error);
gboolean           stint_transfer_check         (StintWorkspace       *workspace,
                                                 char                **report,
                                                 GError              **error);

G_END_DECLS
