/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-database.h"

G_BEGIN_DECLS

/**
 * StintBackup:
 * @path: of the file
 * @unix_s: when it was made
 * @n_tasks: how many living tasks it holds
 */
typedef struct
{
  char *path;
  gint64 unix_s;
  gint64 n_tasks;
} StintBackup;

void       stint_backup_free         (StintBackup    *self);

char      *stint_backup_make         (StintDatabase  *database,
                                      gint64          now_ms,
                                      GError        **error);
gboolean   stint_backup_make_daily   (StintDatabase  *database,
                                      gint64          now_ms,
                                      GError        **error);
GPtrArray *stint_backup_list         (const char     *directory);
gboolean   stint_backup_check        (const char     *path,
                                      gint64         *n_tasks,
                                      GError        **error);
gboolean   stint_backup_restore      (const char     *directory,
                                      const char     *path,
                                      gint64          now_ms,
                                      char          **set_aside,
                                      GError        **error);
gboolean   stint_backup_set_aside    (const char     *directory,
                                      gint64          now_ms,
                                      char          **set_aside,
                                      GError        **error);

G_END_DECLS
