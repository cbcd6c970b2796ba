/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/stint-database.h"

#include <sqlite3.h>

#include "store/stint-statement.h"

G_BEGIN_DECLS

#define STINT_DATABASE_FILE "stint.db"

/* A change of more records than this is handed out without them: who shows records reads them again. */
#define STINT_CHANGE_MAX_DELTAS 200

/**
 * StintDatabaseFlags:
 * @STINT_DATABASE_READ_ONLY: as on a disk that cannot be written
 * @STINT_DATABASE_IMPATIENT: do not wait for another process's lock
 *
 * How tests open a database.
 */
typedef enum
{
  STINT_DATABASE_READ_ONLY = 1 << 0,
  STINT_DATABASE_IMPATIENT = 1 << 1,
} StintDatabaseFlags;

struct _StintDatabase
{
  sqlite3 *handle;
  GThread *thread;
  GHashTable *statements;
  GHashTable *own_sequences;
  GRand *rand;
  char *directory;
  char *path;
  char *device;
  int lock_fd;
  guint n_created;
  guint n_changed;
  guint n_deleted;
  gpointer companion;
  GDestroyNotify free_companion;
};

StintDatabase *stint_database_open_with_flags (const char         *directory,
                                               gint64              now_ms,
                                               StintDatabaseFlags  flags,
                                               GError            **error);
gboolean       stint_database_execute         (StintDatabase      *self,
                                               const char         *sql,
                                               GError            **error);
gboolean       stint_database_begin           (StintDatabase      *self,
                                               GError            **error);
void           stint_database_roll_back       (StintDatabase      *self);
gint64         stint_database_bump_counter    (StintDatabase      *self,
                                               GError            **error);

G_END_DECLS
