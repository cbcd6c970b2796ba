/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-sync-store.h"

G_BEGIN_DECLS

/*
 * The plans of one person on one machine (sync.md S1): one in the root itself, the others in accounts/<id>; a file says which one is open.
 * Nothing here may be called for a store that this process has open, but for stint_stores_find().
 */
char     *stint_stores_dup_current (const char               *root);
gboolean  stint_stores_set_current (const char               *root,
                                    const char               *directory,
                                    GError                  **error);
char     *stint_stores_dup_folder  (const char               *root,
                                    const StintStoreAccount  *account);
char     *stint_stores_find        (const char               *root,
                                    const StintStoreAccount  *account,
                                    const char               *but,
                                    gint64                    now_ms);
char     *stint_stores_dup_nobodys (const char               *root,
                                    const char               *but,
                                    gint64                    now_ms);
gboolean  stint_stores_remove      (const char               *root,
                                    const char               *directory,
                                    GError                  **error);

G_END_DECLS
