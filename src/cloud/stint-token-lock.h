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

/*
 * How often the tokens have changed, as the file says: whoever finds another number than last time must not go on with what it read then.
 * It can be read without the lock, and is counted up under it.
 */
gint64          stint_token_lock_read_count (const char       *path);
gint64          stint_token_lock_count_up (StintTokenLock     *self);
void            stint_token_lock_free   (StintTokenLock       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintTokenLock, stint_token_lock_free)

G_END_DECLS
