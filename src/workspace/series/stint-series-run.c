/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-private.h"

#include "workspace/stint-workspace-private.h"

void
stint_series_run_async (StintWorkspace     *workspace,
                        StintSeriesCommand *command,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  stint_series_command_free (command);
  g_task_return_new_error (task, STINT_SERIES_ERROR, STINT_SERIES_ERROR_UNSUPPORTED, "Series are read soon");
}

StintChange *
stint_series_run_finish (StintWorkspace *workspace,
                         GAsyncResult   *result,
                         GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
