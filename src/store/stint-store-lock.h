/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One lock a store: shared by all who have it open, held alone by who replaces its files. The kernel frees it, also on kill -9.
 * All give a file descriptor to close, or -1.
 */
int  stint_store_lock_share  (const char  *directory,
                              gboolean    *alone);
void stint_store_lock_settle (int          fd);
int  stint_store_lock_own    (const char  *directory,
                              GError     **error);

G_END_DECLS
