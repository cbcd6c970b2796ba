/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-remote-table.h"

#include "store/stint-database-private.h"
#include "store/stint-record-table.h"
#include "wire/stint-json.h"

/* A confirmed row becomes the base of what is written over it. */
#define KEEP_BASE(table, kind, where) \
  "UPDATE remote SET edits = r.edits, base_data = r.data, base_edits = r.edits, base_at = r.at, base_deleted = r.deleted" \
  " FROM " table " AS r WHERE remote.kind = " kind " AND remote.id = r.id AND r.pending = 0 AND remote.edits IS NULL AND " where

#define GIVE_BACK(table, kind) \
  "UPDATE " table " SET pending = ?2 WHERE pending = 0 AND id IN" \
  " (SELECT id FROM remote WHERE kind = " kind " AND walk <> ?1)"

#define EACH_KIND(macro, ...) \
  [STINT_KIND_PROJECT] = macro ("project", "0", ## __VA_ARGS__), \
  [STINT_KIND_TASK] = macro ("task", "1", ## __VA_ARGS__), \
  [STINT_KIND_BLOCK] = macro ("block", "2", ## __VA_ARGS__), \
  [STINT_KIND_SETTING] = macro ("setting", "3", ## __VA_ARGS__), \
  [STINT_KIND_CONFLICT] = macro ("conflict", "4", ## __VA_ARGS__)

static const char *const keep_base_sql[STINT_N_KINDS] = { EACH_KIND (KEEP_BASE, "r.id = ?1") };
static const char *const keep_unnamed_sql[STINT_N_KINDS] = { EACH_KIND (KEEP_BASE, "remote.walk <> ?1") };
static const char *const give_back_sql[STINT_N_KINDS] = { EACH_KIND (GIVE_BACK) };

void
stint_remote_row_clear (StintRemoteRow *self)
{
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->seen, g_variant_unref);
  g_clear_pointer (&self->base, stint_record_unref);
  g_clear_pointer (&self->known_at, g_variant_unref);
}

/* Columns: base_data, base_edits, base_at, base_deleted from @column on. */
static gboolean
read_base (StintDatabase  *database,
           StintKind       kind,
           const char     *id,
           StintStatement *statement,
           int             column,
           StintRemoteRow *row,
           GError        **error)
{
  if (stint_statement_is_null (statement, column))
    return TRUE;
  row->base = stint_record_table_from_row (database, kind, id, statement, column, error);
  return row->base != NULL;
}

static gboolean
read_counters (StintDatabase  *database,
               StintStatement *statement,
               int             column,
               GVariant      **counters,
               GError        **error)
{
  if (stint_statement_is_null (statement, column))
    return TRUE;
  *counters = stint_counters_parse (database, stint_statement_get_text (statement, column), error);
  return *counters != NULL;
}

/**
 * stint_remote_table_read:
 * @row: (out caller-allocates): cleared with stint_remote_row_clear(), also after a failure
 */
gboolean
stint_remote_table_read (StintDatabase  *database,
                         StintKind       kind,
                         const char     *id,
                         StintRemoteRow *row,
                         GError        **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (database,
                         "SELECT version, edits, again, known_at, base_data, base_edits, base_at, base_deleted FROM remote"
                         " WHERE kind = ?1 AND id = ?2", "it", error, (gint64) kind, id);
  GError *local_error = NULL;

  *row = (StintRemoteRow) { 0, };
  if (statement == NULL)
    return FALSE;
  if (!stint_statement_step (statement, &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, local_error);
      return FALSE;
    }
  row->is_known = TRUE;
  row->version = g_strdup (stint_statement_get_text (statement, 0));
  row->is_confirmed = stint_statement_is_null (statement, 1);
  row->again = stint_statement_get_int (statement, 2) != 0;
  return read_counters (database, statement, 1, &row->seen, error) &&
         read_counters (database, statement, 3, &row->known_at, error) &&
         read_base (database, kind, id, statement, 4, row, error);
}

/**
 * stint_remote_table_keep_base:
 *
 * Called before a row is written over by what no server has: what was confirmed is what both sides come from (sync.md R7). Does nothing if
 * the row was not confirmed.
 */
gboolean
stint_remote_table_keep_base (StintDatabase *database,
                              StintKind      kind,
                              const char    *id,
                              GError       **error)
{
  return stint_database_run (database, keep_base_sql[kind], "t", error, id);
}

/**
 * stint_remote_table_confirm:
 *
 * The server has what the row has, under this version.
 */
gboolean
stint_remote_table_confirm (StintDatabase *database,
                            StintKind      kind,
                            const char    *id,
                            const char    *version,
                            GError       **error)
{
  return stint_database_run (database,
                             "INSERT INTO remote (kind, id, version) VALUES (?1, ?2, ?3)"
                             " ON CONFLICT DO UPDATE SET version = excluded.version, edits = NULL, base_data = NULL, base_edits = NULL,"
                             "   base_at = NULL, base_deleted = NULL, known_at = NULL, again = 0, refusal = NULL",
                             "itt", error, (gint64) kind, id, version);
}

/**
 * stint_remote_table_write:
 * @version: (nullable)
 * @base: (nullable)
 * @known_at: (nullable)
 *
 * The server has something else than the row.
 */
gboolean
stint_remote_table_write (StintDatabase *database,
                          StintKind      kind,
                          const char    *id,
                          const char    *version,
                          GVariant      *seen,
                          StintRecord   *base,
                          GVariant      *known_at,
                          gboolean       again,
                          GError       **error)
{
  g_autofree char *seen_json = stint_counters_to_json (seen);
  g_autofree char *data = base != NULL ? stint_json_to_string (stint_record_get_data (base)) : NULL;
  g_autofree char *edits = base != NULL ? stint_counters_to_json (stint_record_get_edits (base)) : NULL;
  g_autofree char *at = base != NULL ? stint_counters_to_json (stint_record_get_at (base)) : NULL;
  g_autofree char *known = known_at != NULL ? stint_counters_to_json (known_at) : NULL;

  return stint_database_run (database,
                             "INSERT INTO remote (kind, id, version, edits, base_data, base_edits, base_at, base_deleted, known_at, again)"
                             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                             " ON CONFLICT DO UPDATE SET version = excluded.version, edits = excluded.edits, base_data = excluded.base_data,"
                             "   base_edits = excluded.base_edits, base_at = excluded.base_at, base_deleted = excluded.base_deleted,"
                             "   known_at = excluded.known_at, again = excluded.again, refusal = NULL",
                             "ittttttiti", error, (gint64) kind, id, version, seen_json, data, edits, at,
                             (gint64) (base != NULL && stint_record_is_deleted (base)), known, (gint64) again);
}

/**
 * stint_remote_table_note_sent:
 * @known_at: JSON: the record's times as they are sent
 *
 * The record goes into a batch: from now on it may be at the server, whether an answer comes or not.
 */
gboolean
stint_remote_table_note_sent (StintDatabase *database,
                              StintKind      kind,
                              const char    *id,
                              const char    *known_at,
                              GError       **error)
{
  return stint_database_run (database,
                             "INSERT INTO remote (kind, id, edits, known_at) VALUES (?1, ?2, '{}', ?3)"
                             " ON CONFLICT DO UPDATE SET known_at = excluded.known_at",
                             "itt", error, (gint64) kind, id, known_at);
}

gboolean
stint_remote_table_note_walk (StintDatabase *database,
                              StintKind      kind,
                              const char    *id,
                              gint64         walk,
                              GError       **error)
{
  return stint_database_run (database, "UPDATE remote SET walk = ?3 WHERE kind = ?1 AND id = ?2", "iti", error, (gint64) kind, id, walk);
}

/**
 * stint_remote_table_give_back:
 * @walk: a snapshot that has come whole
 * @counter: the place in the outbox of what goes up again
 *
 * What we hold, alive or dead, and the snapshot did not name, the server has lost: it goes up again (sync.md R4).
 */
gboolean
stint_remote_table_give_back (StintDatabase *database,
                              gint64         walk,
                              gint64         counter,
                              GError       **error)
{
  for (int kind = 0; kind < STINT_N_KINDS; kind++)
    if (!stint_database_run (database, keep_unnamed_sql[kind], "i", error, walk) ||
        !stint_database_run (database, give_back_sql[kind], "ii", error, walk, counter))
      return FALSE;
  return stint_database_run (database, "UPDATE remote SET version = NULL, edits = '{}' WHERE walk <> ?1", "i", error, walk);
}

gint64
stint_version_get_number (const char *version)
{
  return version != NULL ? g_ascii_strtoll (version, NULL, 10) : 0;
}
