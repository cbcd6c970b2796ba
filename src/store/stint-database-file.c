/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-file.h"

#include "stint-config.h"
#include "store/stint-migration.h"
#include "store/stint-statement.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* https://www.sqlite.org/fileformat.html, section 1.3 */
#define HEADER_BYTES 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_USER_VERSION 60
#define HEADER_APPLICATION 68

static gint64
read_number (const guint8 *header,
             gsize         offset)
{
  guint32 number;

  memcpy (&number, header + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static gint64
measure (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_size : -1;
}

static gboolean
has_entries (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) != NULL;
}

static gboolean
refuse_damaged (const char *path,
                const char *what,
                GError    **error)
{
  stint_store_error_set (error, path, SQLITE_NOTADB, what);
  return FALSE;
}

static gboolean
check_header (const char *path,
              GError    **error)
{
  guint8 header[HEADER_BYTES];
  gint64 application;
  gssize n = -1;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd >= 0)
    {
      n = read (fd, header, sizeof header);
      close (fd);
    }
  if (n < 0)
    {
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED,
                   _("The database “%s” cannot be read: %s."), path, g_strerror (errno));
      return FALSE;
    }
  if (n < HEADER_BYTES || memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
    return refuse_damaged (path, _("it is not a database"), error);

  application = read_number (header, HEADER_APPLICATION);
  if (application != STINT_APPLICATION_ID && application != 0)
    return refuse_damaged (path, _("it is not a database of Stint"), error);
  return stint_migration_refuse_newer (path, read_number (header, HEADER_USER_VERSION), error);
}

/**
 * stint_database_file_prepare:
 *
 * Makes the folder, for its owner only.
 */
gboolean
stint_database_file_prepare (const char *directory,
                             GError    **error)
{
  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;

  g_set_error (error, STINT_STORE_ERROR, errno == ENOSPC ? STINT_STORE_ERROR_FULL : STINT_STORE_ERROR_READ_ONLY,
               _("The folder “%s” cannot be made: %s. Name another one, or make it writable."), directory, g_strerror (errno));
  return FALSE;
}

/**
 * stint_database_file_look:
 * @alone: nobody else has the store open, so nobody is making it just now
 * @file: (out)
 *
 * Looks at the file without SQLite, which would begin to change it: whether it is a whole database of this version.
 */
gboolean
stint_database_file_look (const char        *path,
                          const char        *directory,
                          gboolean           alone,
                          StintDatabaseFile *file,
                          GError           **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *backups = stint_database_file_get_backups (directory);
  gint64 size = measure (path);

  file->size = MAX (size, 0);
  file->has_log = measure (log) > 0;
  file->writable = access (directory, W_OK) == 0 && (size < 0 || access (path, W_OK) == 0);
  if (size > 0)
    return check_header (path, error);

  if (!file->writable)
    {
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY,
                   _("The folder “%s” cannot be written. Name another one, or make it writable."), directory);
      return FALSE;
    }
  /* Empty is what a file is in the first moment of its life; it is not what one is that has had backups. */
  if (size == 0 && alone && !file->has_log && has_entries (backups))
    return refuse_damaged (path, _("it is empty"), error);
  return TRUE;
}

/**
 * stint_database_file_create:
 *
 * Makes an empty file, if there is none, that only its owner can read: SQLite would let everybody.
 */
void
stint_database_file_create (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

/**
 * stint_database_file_get_uri:
 * @unchanging: nobody can change the file while it is open
 *
 * Returns: (transfer full): the name by which SQLite opens it
 */
char *
stint_database_file_get_uri (const char *path,
                             gboolean    unchanging)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  /* What stands in the log only would be overlooked. */
  return g_strconcat (uri, unchanging && measure (log) <= 0 ? "?immutable=1" : "", NULL);
}

/**
 * stint_database_file_get_backups:
 *
 * Returns: (transfer full): the folder of a store's backups: beside it, so that they do not go when it goes
 */
char *
stint_database_file_get_backups (const char *directory)
{
  g_autofree char *whole = g_canonicalize_filename (directory, NULL);

  return g_strconcat (whole, "-backups", NULL);
}
