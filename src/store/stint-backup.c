/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-backup.h"

#include "core/stint-id.h"
#include "core/stint-time.h"
#include "store/stint-backup-file.h"
#include "store/stint-database-file.h"
#include "store/stint-database-private.h"
#include "store/stint-store-lock.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define KEPT_DAYS 7
#define KEPT_WEEKS 4

/* Written under another name, checked, then renamed: what has the name of a backup is one. */
static gboolean
make_file (StintDatabase *database,
           const char    *path,
           gint64         now_ms,
           GError       **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 n_tasks;

  if (!stint_backup_file_copy (database->handle, part, NULL, error))
    return FALSE;
  if (stint_backup_check (part, &n_tasks, error) && stint_backup_file_move (part, path, error))
    {
      g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, (guint64) (now_ms / 1000), G_FILE_QUERY_INFO_NONE, NULL, NULL);
      return TRUE;
    }
  g_unlink (part);
  return FALSE;
}

/* Returns: whether it is the name of a daily backup, and then of which day */
static gboolean
parse_daily (const char *name,
             int        *civil_day)
{
  int year, month, day, length = 0;

  if (sscanf (name, "stint-%4d-%2d-%2d.db%n", &year, &month, &day, &length) != 3 || (gsize) length != strlen (name) ||
      !stint_day_is_valid_ymd (year, month, day))
    return FALSE;
  *civil_day = stint_day_from_ymd (year, month, day);
  return TRUE;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const StintBackup *backup_a = *(const StintBackup *const *) a;
  const StintBackup *backup_b = *(const StintBackup *const *) b;

  if (backup_a->unix_s != backup_b->unix_s)
    return backup_a->unix_s > backup_b->unix_s ? -1 : 1;
  return strcmp (backup_b->path, backup_a->path);
}

static int
compare_names_descending (gconstpointer a,
                          gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

/* Keeps the newest of seven days, and before them the newest of four weeks. What a person made by hand is never removed. */
static void
rotate (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int day, n_weeks = 0, week = -1;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (parse_daily (name, &day))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names_descending);

  for (guint i = KEPT_DAYS - 1; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      int year, its_week;

      parse_daily (names->pdata[i], &day);
      its_week = stint_day_get_iso_week (day, &year) + 100 * year;
      if (i == KEPT_DAYS - 1)
        week = its_week;
      else if (its_week == week || n_weeks++ >= KEPT_WEEKS)
        g_unlink (path);
      else
        week = its_week;
    }
}

static char *
prepare_folder (const char *directory,
                GError    **error)
{
  g_autofree char *folder = stint_database_file_get_backups (directory);

  return stint_database_file_prepare (folder, error) ? g_steal_pointer (&folder) : NULL;
}

/* Moves the database and its log away. Returns: %FALSE with @error set; @set_aside is %NULL if there was none */
static gboolean
move_aside (const char *directory,
            gint64      now_ms,
            char      **set_aside,
            GError    **error)
{
  g_autofree char *path = g_build_filename (directory, STINT_DATABASE_FILE, NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_autofree char *stamp = stint_backup_file_format (now_ms, "%Y%m%d-%H%M%S");
  g_autofree char *stem = g_strconcat (directory, G_DIR_SEPARATOR_S "stint-damaged-", stamp, NULL);
  g_autofree char *target = g_strconcat (stem, ".db", NULL);
  g_autofree char *target_log = NULL;

  *set_aside = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  for (int i = 2; g_file_test (target, G_FILE_TEST_EXISTS); i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s-%d.db", stem, i);
    }
  target_log = g_strconcat (target, "-wal", NULL);

  /* The log first: if it ends between the two, the database without its log is older, but never mixed with another's. */
  if (g_file_test (log, G_FILE_TEST_EXISTS) && !stint_backup_file_move (log, target_log, error))
    return FALSE;
  g_unlink (index);
  if (!stint_backup_file_move (path, target, error))
    return FALSE;
  *set_aside = g_steal_pointer (&target);
  return TRUE;
}

static gboolean
copy_in (const char *directory,
         const char *path,
         gint64      now_ms,
         char      **set_aside,
         GError    **error)
{
  g_autofree char *target = g_build_filename (directory, STINT_DATABASE_FILE, NULL);
  g_autofree char *part = g_strconcat (target, ".part", NULL);
  g_autoptr (GRand) rand = g_rand_new ();
  g_autofree char *device = stint_id_new (now_ms, rand);
  sqlite3 *from = NULL;
  int code = stint_backup_file_open (path, &from);
  gboolean copied = FALSE;

  if (code != SQLITE_OK)
    stint_store_error_set (error, path, code, sqlite3_errstr (code));
  else
    copied = stint_backup_file_copy (from, part, device, error);
  sqlite3_close (from);

  if (copied && move_aside (directory, now_ms, set_aside, error) && stint_backup_file_move (part, target, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}

void
stint_backup_free (StintBackup *self)
{
  g_free (self->path);
  g_free (self);
}

/**
 * stint_backup_make:
 *
 * Makes one now, by hand: it stays until a person removes it.
 *
 * Returns: (transfer full): its path
 */
char *
stint_backup_make (StintDatabase *database,
                   gint64         now_ms,
                   GError       **error)
{
  g_autofree char *folder = prepare_folder (database->directory, error);
  g_autofree char *name = stint_backup_file_format (now_ms, "stint-%Y-%m-%d-%H%M%S.db");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, name, NULL);
  return make_file (database, path, now_ms, error) ? g_steal_pointer (&path) : NULL;
}

/**
 * stint_backup_make_daily:
 *
 * Makes today's, if there is none yet, and removes those that are too old: seven days and four weeks are kept.
 */
gboolean
stint_backup_make_daily (StintDatabase *database,
                         gint64         now_ms,
                         GError       **error)
{
  g_autofree char *folder = prepare_folder (database->directory, error);
  g_autofree char *name = stint_backup_file_format (now_ms, "stint-%Y-%m-%d.db");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return FALSE;
  path = g_build_filename (folder, name, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!make_file (database, path, now_ms, error))
    return FALSE;
  rotate (folder);
  return TRUE;
}

/**
 * stint_backup_list:
 * @directory: of the store, not of the backups
 *
 * Returns: (transfer full) (element-type StintBackup): those that can be opened, the newest first
 */
GPtrArray *
stint_backup_list (const char *directory)
{
  g_autofree char *folder = stint_database_file_get_backups (directory);
  g_autoptr (GPtrArray) backups = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_backup_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      sqlite3 *handle = NULL;
      GStatBuf status;
      gint64 n_tasks;

      if (!g_str_has_prefix (name, "stint-") || !g_str_has_suffix (name, ".db") || g_stat (path, &status) != 0)
        continue;
      if (stint_backup_file_open (path, &handle) == SQLITE_OK && stint_backup_file_read_number (handle, "SELECT n FROM count WHERE kind = 'task'", &n_tasks))
        {
          StintBackup *backup = g_new0 (StintBackup, 1);

          backup->path = g_steal_pointer (&path);
          backup->unix_s = status.st_mtime;
          backup->n_tasks = n_tasks;
          g_ptr_array_add (backups, backup);
        }
      sqlite3_close (handle);
    }
  g_ptr_array_sort (backups, compare_newest_first);
  return g_steal_pointer (&backups);
}

/**
 * stint_backup_restore:
 * @directory: of the store, which nobody may have open
 * @path: any database of Stint
 * @set_aside: (out) (transfer full) (nullable): where what was there is now; nothing is ever overwritten
 * @error: %STINT_STORE_ERROR_LOCKED if somebody has it open; nothing is changed when it fails
 *
 * The store becomes another device: what it counted since the backup, others may have seen (sync.md R5).
 */
gboolean
stint_backup_restore (const char *directory,
                      const char *path,
                      gint64      now_ms,
                      char      **set_aside,
                      GError    **error)
{
  gboolean restored;
  gint64 n_tasks;
  int lock;

  *set_aside = NULL;
  if (!stint_backup_check (path, &n_tasks, error) || !stint_database_file_prepare (directory, error))
    return FALSE;
  lock = stint_store_lock_own (directory, error);
  if (lock < 0)
    return FALSE;
  restored = copy_in (directory, path, now_ms, set_aside, error);
  close (lock);
  return restored;
}

/**
 * stint_backup_set_aside:
 *
 * Moves a damaged database away under a name with its date, so that the store can begin afresh.
 */
gboolean
stint_backup_set_aside (const char *directory,
                        gint64      now_ms,
                        char      **set_aside,
                        GError    **error)
{
  gboolean moved;
  int lock;

  *set_aside = NULL;
  lock = stint_store_lock_own (directory, error);
  if (lock < 0)
    return FALSE;
  moved = move_aside (directory, now_ms, set_aside, error);
  close (lock);
  return moved;
}
