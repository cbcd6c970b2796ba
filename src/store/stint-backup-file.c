/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-backup-file.h"

#include "stint-config.h"
#include "store/stint-backup.h"
#include "store/stint-database-file.h"
#include "store/stint-migration.h"
#include "store/stint-statement.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

char *
stint_backup_file_format (gint64      now_ms,
                          const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now_ms / 1000);

  return g_date_time_format (time, format);
}

static gboolean
fail_with_errno (GError    **error,
                 const char *path)
{
  int code = errno;

  g_set_error (error, STINT_STORE_ERROR,
               code == ENOSPC ? STINT_STORE_ERROR_FULL : STINT_STORE_ERROR_READ_ONLY,
               _("“%s” cannot be written: %s."), path, g_strerror (code));
  return FALSE;
}

gboolean
stint_backup_file_move (const char *from,
                        const char *to,
                        GError    **error)
{
  return g_rename (from, to) == 0 || fail_with_errno (error, to);
}

gboolean
stint_backup_file_read_number (sqlite3    *handle,
                               const char *sql,
                               gint64     *number)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (code == SQLITE_OK && (code = sqlite3_step (statement)) == SQLITE_ROW)
    *number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW;
}

int
stint_backup_file_open (const char *path,
                        sqlite3   **handle)
{
  g_autofree char *uri = stint_database_file_get_uri (path, TRUE);

  return sqlite3_open_v2 (uri, handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, NULL);
}

/* Copies the pages with SQLite's backup API: also what stands in the log only, and while others write. */
gboolean
stint_backup_file_copy (sqlite3    *from,
                        const char *to,
                        const char *device,
                        GError    **error)
{
  sqlite3 *handle = NULL;
  sqlite3_backup *backup;
  int code;

  g_unlink (to);
  stint_database_file_create (to);
  code = sqlite3_open_v2 (to, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, NULL);
  if (code == SQLITE_OK)
    {
      backup = sqlite3_backup_init (handle, "main", from, "main");
      if (backup != NULL)
        {
          sqlite3_backup_step (backup, -1);
          sqlite3_backup_finish (backup);
        }
      code = sqlite3_errcode (handle);
    }
  /* One file, without a log beside it. */
  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  if (code == SQLITE_OK && device != NULL)
    {
      char *sql = sqlite3_mprintf ("UPDATE meta SET value = %Q WHERE name = 'device'", device);

      code = sqlite3_exec (handle, sql, NULL, NULL, NULL);
      sqlite3_free (sql);
    }

  if (code != SQLITE_OK)
    stint_store_error_set (error, to, code, sqlite3_errmsg (handle));
  sqlite3_close (handle);
  if (code != SQLITE_OK)
    g_unlink (to);
  return code == SQLITE_OK;
}

static gboolean
check_open (sqlite3    *handle,
            const char *path,
            gint64     *n_tasks,
            GError    **error)
{
  gint64 application, version;
  sqlite3_stmt *statement = NULL;
  const char *verdict = NULL;
  gboolean good;

  if (!stint_backup_file_read_number (handle, "PRAGMA application_id", &application) || !stint_backup_file_read_number (handle, "PRAGMA user_version", &version) ||
      application != STINT_APPLICATION_ID)
    {
      stint_store_error_set (error, path, SQLITE_NOTADB, _("it is not a database of Stint"));
      return FALSE;
    }
  if (!stint_migration_refuse_newer (path, version, error))
    return FALSE;

  if (sqlite3_prepare_v2 (handle, "PRAGMA integrity_check (1)", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    verdict = (const char *) sqlite3_column_text (statement, 0);
  good = g_strcmp0 (verdict, "ok") == 0 &&
    stint_backup_file_read_number (handle, "SELECT count(*) FROM task WHERE deleted = 0", n_tasks);
  if (!good)
    stint_store_error_set (error, path, SQLITE_CORRUPT,
                           verdict != NULL && strcmp (verdict, "ok") != 0 ? verdict : sqlite3_errmsg (handle));
  sqlite3_finalize (statement);
  return good;
}

/**
 * stint_backup_check:
 * @n_tasks: (out) (optional): the living tasks in it
 * @error: %STINT_STORE_ERROR_DAMAGED, _NEWER or _FAILED
 *
 * Opens the file and reads all of it.
 */
gboolean
stint_backup_check (const char *path,
                    gint64     *n_tasks,
                    GError    **error)
{
  sqlite3 *handle = NULL;
  gboolean good = FALSE;
  gint64 n_found = 0;
  int code;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED, _("There is no file “%s”."), path);
      return FALSE;
    }
  code = stint_backup_file_open (path, &handle);
  if (code == SQLITE_OK)
    good = check_open (handle, path, &n_found, error);
  else
    stint_store_error_set (error, path, code, sqlite3_errstr (code));
  sqlite3_close (handle);
  if (n_tasks != NULL)
    *n_tasks = n_found;
  return good;
}
