/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "store/stint-database.h"

G_BEGIN_DECLS

#define STINT_TYPE_STORE (stint_store_get_type ())
G_DECLARE_FINAL_TYPE (StintStore, stint_store, STINT, STORE, GObject)

/**
 * StintStoreJob:
 *
 * Runs in the store's thread with the open database. It carries copies, never GObjects that the main thread also uses.
 *
 * Returns: (transfer full) (nullable): its result, %NULL with @error set if it failed
 */
typedef gpointer (*StintStoreJob) (StintDatabase *database,
                                   gpointer       data,
                                   GCancellable  *cancellable,
                                   GError       **error);

StintStore *stint_store_new         (const char           *directory);
void        stint_store_open_async  (StintStore           *self,
                                     gint64                now_ms,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean    stint_store_open_finish (StintStore           *self,
                                     GAsyncResult         *result,
                                     GError              **error);
void        stint_store_run_async   (StintStore           *self,
                                     StintStoreJob         job,
                                     gpointer              data,
                                     GDestroyNotify        free_data,
                                     GDestroyNotify        free_result,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gpointer    stint_store_run_finish  (StintStore           *self,
                                     GAsyncResult         *result,
                                     GError              **error);
void        stint_store_close       (StintStore           *self);
const char *stint_store_get_directory (StintStore         *self);

G_END_DECLS
