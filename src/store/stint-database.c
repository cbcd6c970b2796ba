/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "stint-config.h"
#include "core/stint-id.h"
#include "store/stint-database-file.h"
#include "store/stint-migration.h"
#include "store/stint-store-lock.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000

/* What is smaller is checked at every start: it takes a few milliseconds. */
#define ALWAYS_CHECKED_BYTES (4 * 1024 * 1024)

static const char *const pragmas =
  "PRAGMA foreign_keys = OFF;"
  "PRAGMA temp_store = MEMORY;"
  "PRAGMA cache_size = -4000;"
  "PRAGMA mmap_size = 0;"
  "PRAGMA journal_size_limit = 4194304;"
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = FULL;";

static gboolean
connect_to_file (StintDatabase     *self,
                 StintDatabaseFlags flags,
                 gboolean           writable,
                 GError           **error)
{
  g_autofree char *uri = NULL;
  const char *name = self->path;
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code;

  if ((flags & STINT_DATABASE_READ_ONLY) == 0 && writable)
    {
      open_flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      stint_database_file_create (self->path);
    }
  else
    {
      /* SQLite wants to make the two files beside it even to read. On a read-only disk nobody can change it: it need not. */
      open_flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
      uri = stint_database_file_get_uri (self->path, !writable);
      name = uri;
    }

  code = sqlite3_open_v2 (name, &self->handle, open_flags, NULL);
  if (code != SQLITE_OK)
    {
      stint_store_error_set (error, self->path, code, sqlite3_errstr (code));
      return FALSE;
    }
  sqlite3_busy_timeout (self->handle, flags & STINT_DATABASE_IMPATIENT ? 50 : BUSY_TIMEOUT_MS);
  return TRUE;
}

static gboolean
refuse_foreign (StintDatabase *self,
                GError       **error)
{
  gint64 application, version, n_tables;

  if (!stint_database_read_int (self, "PRAGMA application_id", &application, error) ||
      !stint_database_read_int (self, "PRAGMA user_version", &version, error) ||
      !stint_database_read_int (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (application != STINT_APPLICATION_ID && (application != 0 || n_tables != 0))
    {
      stint_store_error_set (error, self->path, SQLITE_NOTADB, _("it is not a database of Stint"));
      return FALSE;
    }
  if (stint_migration_refuse_newer (self->path, version, error))
    return TRUE;

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return FALSE;
}

static gboolean
check_quickly (StintDatabase *self,
               GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (self, "PRAGMA quick_check(1)", "", error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  if (stint_statement_step (statement, &local_error) && g_strcmp0 (stint_statement_get_text (statement, 0), "ok") != 0)
    stint_store_error_set (&local_error, self->path, SQLITE_CORRUPT, stint_statement_get_text (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Returns: (transfer full) (nullable): a text that is another one on another machine, and tells nothing of it; %NULL if it cannot be known */
static char *
find_machine (void)
{
  g_autofree char *id = NULL;
  gsize length;

  if (!g_file_get_contents ("/etc/machine-id", &id, &length, NULL) || length == 0)
    return NULL;
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) "stint", 5, id, (gssize) length);
}

static gboolean
find_fact (StintDatabase *self,
           const char    *name,
           char         **value,
           GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (self, "SELECT value FROM meta WHERE name = ?1", "t", error, name);
  GError *local_error = NULL;

  g_clear_pointer (value, g_free);
  if (statement == NULL)
    return FALSE;
  if (stint_statement_step (statement, &local_error))
    *value = g_strdup (stint_statement_get_text (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
write_fact (StintDatabase *self,
            const char    *name,
            const char    *value,
            GError       **error)
{
  return value == NULL || stint_database_run (self, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", "tt",
                                              error, name, value);
}

/* In a transaction: another process may be at it as well. */
static gboolean
name_anew (StintDatabase *self,
           const char    *machine,
           gint64         now_ms,
           GError       **error)
{
  g_autofree char *known = NULL;
  g_autofree char *id = stint_id_new (now_ms, self->rand);

  if (!find_fact (self, "device", &self->device, error) || !find_fact (self, "machine", &known, error))
    return FALSE;
  if (self->device != NULL && (known == NULL || g_strcmp0 (known, machine) == 0))
    return write_fact (self, "machine", machine, error);
  return stint_database_run (self, "INSERT INTO meta VALUES ('counter', 0) ON CONFLICT DO NOTHING", "", error) &&
         write_fact (self, "device", id, error) && write_fact (self, "machine", machine, error) &&
         find_fact (self, "device", &self->device, error);
}

/*
 * A store is a device of its own: sync.md calls so who counts edits. Copied to another machine, or put back there from a backup of the whole
 * home, it is another one: two that count under one name would take each other's edits for seen (R5).
 */
static gboolean
name_device (StintDatabase *self,
             gint64         now_ms,
             GError       **error)
{
  g_autofree char *machine = find_machine ();
  g_autofree char *known = NULL;

  if (!find_fact (self, "device", &self->device, error) || !find_fact (self, "machine", &known, error))
    return FALSE;
  if (self->device != NULL && (machine == NULL || g_strcmp0 (known, machine) == 0 || sqlite3_db_readonly (self->handle, "main") != 0))
    return TRUE;

  if (!stint_database_begin (self, error))
    return FALSE;
  if (name_anew (self, machine, now_ms, error) && stint_database_execute (self, "COMMIT", error))
    return TRUE;
  stint_database_roll_back (self);
  return FALSE;
}

static gboolean
open_handle (StintDatabase     *self,
             StintDatabaseFlags flags,
             gint64             now_ms,
             GError           **error)
{
  StintDatabaseFile file;
  gboolean alone;

  if (!stint_database_file_prepare (self->directory, error))
    return FALSE;
  self->lock_fd = stint_store_lock_share (self->directory, &alone);
  if (!stint_database_file_look (self->path, self->directory, alone, &file, error) ||
      !connect_to_file (self, flags, file.writable, error) ||
      !refuse_foreign (self, error))
    return FALSE;

  if (sqlite3_db_readonly (self->handle, "main") == 0 &&
      (!stint_database_execute (self, pragmas, error) || !stint_migration_run (self, error)))
    return FALSE;
  /* Two that make the tables at once would take each other's half for damage. */
  stint_store_lock_settle (self->lock_fd);
  if (((alone && file.has_log) || file.size < ALWAYS_CHECKED_BYTES) && file.size > 0 && !check_quickly (self, error))
    return FALSE;
  return name_device (self, now_ms, error);
}

StintDatabase *
stint_database_open_with_flags (const char        *directory,
                                gint64             now_ms,
                                StintDatabaseFlags flags,
                                GError           **error)
{
  g_autoptr (StintDatabase) self = g_new0 (StintDatabase, 1);
  g_autoptr (GError) local_error = NULL;

  self->thread = g_thread_self ();
  self->directory = g_canonicalize_filename (directory, NULL);
  self->path = g_build_filename (self->directory, STINT_DATABASE_FILE, NULL);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) stint_statement_destroy);
  self->own_sequences = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->rand = g_rand_new ();
  self->lock_fd = -1;

  if (open_handle (self, flags, now_ms, &local_error))
    return g_steal_pointer (&self);

  /* A table or column that is not there: somebody else's SQL made it, or half of it is lost. */
  if (g_error_matches (local_error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED) &&
      self->handle != NULL && (sqlite3_errcode (self->handle) & 0xff) == SQLITE_ERROR)
    stint_store_error_set (error, self->path, SQLITE_CORRUPT, sqlite3_errmsg (self->handle));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

gboolean
stint_database_execute (StintDatabase *self,
                        const char    *sql,
                        GError       **error)
{
  int code;

  g_assert (self->thread == g_thread_self ());

  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  stint_store_error_set (error, self->path, code, sqlite3_errmsg (self->handle));
  return FALSE;
}

/**
 * stint_database_begin:
 *
 * Every write is one of these: it reads the rows again and writes members (sync.md R17).
 */
gboolean
stint_database_begin (StintDatabase *self,
                      GError       **error)
{
  return stint_database_run (self, "BEGIN IMMEDIATE", "", error);
}

void
stint_database_roll_back (StintDatabase *self)
{
  /* Some errors have rolled back already. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * stint_database_bump_counter:
 *
 * Returns: this device's next count of edits (sync.md R5), or -1 with @error set
 */
gint64
stint_database_bump_counter (StintDatabase *self,
                             GError       **error)
{
  gint64 counter;

  if (!stint_database_run (self, "UPDATE meta SET value = value + 1 WHERE name = 'counter'", "", error) ||
      !stint_database_read_int (self, "SELECT value FROM meta WHERE name = 'counter'", &counter, error))
    return -1;
  return counter;
}

/**
 * stint_database_open:
 * @directory: where its files are; made, for its owner only, if it is not there
 * @error: a #StintStoreError that says what is wrong and what to do
 *
 * On a disk that cannot be written it opens for reading, and each edit fails with %STINT_STORE_ERROR_READ_ONLY.
 *
 * Returns: (transfer full): the database, owned by this thread
 */
StintDatabase *
stint_database_open (const char *directory,
                     gint64      now_ms,
                     GError    **error)
{
  return stint_database_open_with_flags (directory, now_ms, 0, error);
}

void
stint_database_close (StintDatabase *self)
{
  g_assert (self->thread == g_thread_self ());

  stint_database_set_companion (self, NULL, NULL);
  g_hash_table_unref (self->statements);
  if (self->handle != NULL && sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement on %s was never given back", self->path);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_hash_table_unref (self->own_sequences);
  g_rand_free (self->rand);
  g_free (self->directory);
  g_free (self->path);
  g_free (self->device);
  g_free (self);
}

gpointer
stint_database_get_companion (StintDatabase *self)
{
  return self->companion;
}

void
stint_database_set_companion (StintDatabase *self,
                              gpointer       companion,
                              GDestroyNotify free_companion)
{
  if (self->companion != NULL)
    self->free_companion (self->companion);
  self->companion = companion;
  self->free_companion = free_companion;
}

const char *
stint_database_get_directory (StintDatabase *self)
{
  return self->directory;
}

const char *
stint_database_get_device (StintDatabase *self)
{
  return self->device;
}

/**
 * stint_database_get_version:
 *
 * Returns: a number that is another one after another connection has committed; -1 if it cannot be read
 */
gint64
stint_database_get_version (StintDatabase *self)
{
  gint64 version;

  return stint_database_read_int (self, "PRAGMA data_version", &version, NULL) ? version : -1;
}
