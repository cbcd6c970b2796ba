/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StintTokenLock:
 *
 * The lock under which tokens change, on a file: the kernel frees it when its process ends, however it ends. Two locks on one file
 * exclude each other in one process, too.
 */
typedef struct _StintTokenLock StintTokenLock;

/* Waits at most @wait_ms without blocking. */
void            stint_token_lock_async  (const char           *path,
                                         guint                 wait_ms,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
StintTokenLock *stint_token_lock_finish (GAsyncResult         *result,
                                         GError              **error);
void            stint_token_lock_free   (StintTokenLock       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintTokenLock, stint_token_lock_free)

G_END_DECLS
