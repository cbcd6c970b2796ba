/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-statement.h"

#include "stint-config.h"
#include "store/stint-database-private.h"

#include <glib/gi18n-lib.h>

struct _StintStatement
{
  StintDatabase *database;
  sqlite3_stmt  *handle;
  gboolean       lent;
  gboolean       kept;
};

static void
bind_arguments (StintStatement *self,
                const char     *types,
                va_list         args)
{
  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 't':
        stint_statement_bind_text (self, i + 1, va_arg (args, const char *));
        break;
      case 'i':
        stint_statement_bind_int (self, i + 1, va_arg (args, gint64));
        break;
      default:
        g_assert_not_reached ();
      }
}

static StintStatement *
prepare (StintDatabase *database,
         const char    *sql,
         GError       **error)
{
  StintStatement *self = g_hash_table_lookup (database->statements, sql);
  sqlite3_stmt *handle = NULL;
  int code;

  if (self != NULL && !self->lent)
    {
      self->lent = TRUE;
      return self;
    }

  code = sqlite3_prepare_v3 (database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK)
    {
      stint_store_error_set (error, database->path, code, sqlite3_errmsg (database->handle));
      return NULL;
    }

  /* While the kept one is on loan (a job inside of a job), the next gets its own. */
  self = g_new0 (StintStatement, 1);
  self->database = database;
  self->handle = handle;
  self->lent = TRUE;
  self->kept = !g_hash_table_contains (database->statements, sql);
  if (self->kept)
    g_hash_table_insert (database->statements, g_strdup (sql), self);
  return self;
}

/**
 * stint_statement_new:
 * @types: a letter for each argument after @error: `t` a text (nullable), `i` a gint64 (cast what is shorter)
 *
 * Returns: (transfer full) (nullable): the statement with its parameters bound
 */
StintStatement *
stint_statement_new (StintDatabase *database,
                     const char    *sql,
                     const char    *types,
                     GError       **error,
                     ...)
{
  StintStatement *self;
  va_list args;

  g_assert (database->thread == g_thread_self ());

  self = prepare (database, sql, error);
  if (self == NULL)
    return NULL;

  va_start (args, error);
  bind_arguments (self, types, args);
  va_end (args);
  return self;
}

void
stint_statement_release (StintStatement *self)
{
  if (!self->kept)
    {
      stint_statement_destroy (self);
      return;
    }
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->lent = FALSE;
}

void
stint_statement_destroy (StintStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

/**
 * stint_statement_bind_text:
 * @text: (nullable): copied; %NULL binds NULL
 */
void
stint_statement_bind_text (StintStatement *self,
                           int             position,
                           const char     *text)
{
  int code = sqlite3_bind_text (self->handle, position, text, -1, SQLITE_TRANSIENT);

  g_assert (code == SQLITE_OK || code == SQLITE_TOOBIG || code == SQLITE_NOMEM);
}

void
stint_statement_bind_int (StintStatement *self,
                          int             position,
                          gint64          number)
{
  int code = sqlite3_bind_int64 (self->handle, position, number);

  g_assert (code == SQLITE_OK);
}

/**
 * stint_statement_step:
 *
 * Returns: %TRUE with a row; %FALSE at the end, or with @error set
 */
gboolean
stint_statement_step (StintStatement *self,
                      GError        **error)
{
  int code = sqlite3_step (self->handle);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    stint_store_error_set (error, self->database->path, code, sqlite3_errmsg (self->database->handle));
  return FALSE;
}

/**
 * stint_statement_run:
 *
 * Returns: %TRUE when it has run to its end; %FALSE with @error set
 */
gboolean
stint_statement_run (StintStatement *self,
                     GError        **error)
{
  GError *local_error = NULL;

  while (stint_statement_step (self, &local_error))
    ;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/**
 * stint_statement_get_text:
 *
 * Returns: (nullable): borrowed until the next step
 */
const char *
stint_statement_get_text (StintStatement *self,
                          int             column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

gint64
stint_statement_get_int (StintStatement *self,
                         int             column)
{
  return sqlite3_column_int64 (self->handle, column);
}

gboolean
stint_statement_is_null (StintStatement *self,
                         int             column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

/**
 * stint_database_run:
 *
 * Runs a statement that gives no rows; the arguments are those of stint_statement_new().
 */
gboolean
stint_database_run (StintDatabase *database,
                    const char    *sql,
                    const char    *types,
                    GError       **error,
                    ...)
{
  g_autoptr (StintStatement) statement = NULL;
  va_list args;

  g_assert (database->thread == g_thread_self ());

  statement = prepare (database, sql, error);
  if (statement == NULL)
    return FALSE;

  va_start (args, error);
  bind_arguments (statement, types, args);
  va_end (args);
  return stint_statement_run (statement, error);
}

/**
 * stint_database_read_int:
 * @number: (out): the first column of the first row; 0 if there is none
 */
gboolean
stint_database_read_int (StintDatabase *database,
                         const char    *sql,
                         gint64        *number,
                         GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (database, sql, "", error);
  GError *local_error = NULL;

  *number = 0;
  if (statement == NULL)
    return FALSE;
  if (stint_statement_step (statement, &local_error))
    *number = stint_statement_get_int (statement, 0);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/**
 * stint_store_error_set:
 * @path: of the database
 * @code: SQLite's result code, extended or not
 * @detail: SQLite's own words
 *
 * Says what SQLite's code means for a person: what happened, where, and what to do.
 */
void
stint_store_error_set (GError    **error,
                       const char *path,
                       int         code,
                       const char *detail)
{
  /* The index of the log could not be made as large as it must be. */
  if (code == SQLITE_IOERR_SHMSIZE)
    code = SQLITE_FULL;

  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_DAMAGED,
                   _("The database “%s” is damaged (%s). Restore a backup, or start afresh: the damaged file is kept."), path, detail);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED,
                   _("Another program has held the database “%s” for too long. Nothing was changed; try again."), path);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY,
                   _("The database “%s” cannot be written: the disk or the file is read-only. Nothing was changed."), path);
      break;
    case SQLITE_FULL:
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FULL,
                   _("The disk with “%s” is full. Nothing was changed; make room and try again."), path);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY,
                   _("The database “%s” cannot be opened. See that its folder is there and can be written."), path);
      break;
    default:
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED,
                   _("The database “%s” cannot be used: %s (%d)."), path, detail, code);
      break;
    }
}
