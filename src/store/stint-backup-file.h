/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* What backing up and restoring have in common: databases as files. */
char    *stint_backup_file_format      (gint64        now_ms,
                                        const char   *format);
gboolean stint_backup_file_move        (const char   *from,
                                        const char   *to,
                                        GError      **error);
int      stint_backup_file_open        (const char   *path,
                                        sqlite3     **handle);
gboolean stint_backup_file_read_number (sqlite3      *handle,
                                        const char   *sql,
                                        gint64       *number);
gboolean stint_backup_file_copy        (sqlite3      *from,
                                        const char   *to,
                                        const char   *device,
                                        GError      **error);

G_END_DECLS
