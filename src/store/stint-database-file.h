/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintDatabaseFile:
 * @size: in bytes, 0 if it is not there yet
 * @has_log: there is a write-ahead log with something in it: somebody has it open, or went without closing it
 * @writable: it and its folder can be written
 */
typedef struct
{
  gint64 size;
  gboolean has_log;
  gboolean writable;
} StintDatabaseFile;

gboolean stint_database_file_prepare     (const char         *directory,
                                          GError            **error);
gboolean stint_database_file_look        (const char         *path,
                                          const char         *directory,
                                          gboolean            alone,
                                          StintDatabaseFile  *file,
                                          GError            **error);
void     stint_database_file_create      (const char         *path);
char    *stint_database_file_get_uri     (const char         *path,
                                          gboolean            unchanging);
char    *stint_database_file_get_backups (const char         *directory);

G_END_DECLS
