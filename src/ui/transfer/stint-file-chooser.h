/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintFileKind:
 * @STINT_FILE_TASKS: any number of what can be imported
 * @STINT_FILE_CONNECT: one connect file
 *
 * What is shown first, and how much of it can be chosen.
 */
typedef enum
{
  STINT_FILE_TASKS,
  STINT_FILE_CONNECT,
} StintFileKind;

/*
 * Asks for files: by GtkFileDialog where GTK has it, else by GtkFileChooserNative. A dialog that is closed is G_IO_ERROR_CANCELLED.
 */
void       stint_file_chooser_open_async  (GtkWindow           *parent,
                                           const char          *title,
                                           StintFileKind        kind,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GPtrArray *stint_file_chooser_open_finish (GAsyncResult        *result,
                                           GError             **error);
void       stint_file_chooser_save_async  (GtkWindow           *parent,
                                           const char          *title,
                                           const char          *name,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GFile     *stint_file_chooser_save_finish (GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
