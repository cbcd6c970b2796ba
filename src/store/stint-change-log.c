/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-change-log.h"

#include "core/stint-id.h"
#include "store/stint-database-private.h"
#include "store/stint-record-table.h"
#include "wire/stint-json.h"

#define PAGE_RECORDS 500

#define CHANGE_COLUMNS "sequence, id, label, unix_ms, device, origin"

/* (nullable): the JSON of members, of none if they are none */
static char *
write_members (GVariant *members)
{
  return members != NULL ? stint_json_to_string (members) : NULL;
}

static gboolean
parse_side (StintDatabase  *database,
            StintStatement *statement,
            int             column,
            GVariant      **members,
            GError        **error)
{
  const char *json = stint_statement_get_text (statement, column);

  *members = json != NULL ? stint_record_table_parse (database, json, error) : NULL;
  return json == NULL || *members != NULL;
}

static StintChange *
read_head (StintStatement *statement)
{
  return stint_change_new (stint_statement_get_text (statement, 1),
                           stint_statement_get_text (statement, 2),
                           stint_statement_get_int (statement, 3),
                           stint_statement_get_text (statement, 4),
                           (StintChangeOrigin) stint_statement_get_int (statement, 5));
}

/* Columns: kind, id, before, after. */
static gboolean
add_delta (StintDatabase  *database,
           StintChange    *change,
           StintStatement *statement,
           gboolean        with_record,
           GError        **error)
{
  StintKind kind = (StintKind) stint_statement_get_int (statement, 0);
  const char *id = stint_statement_get_text (statement, 1);
  g_autoptr (StintRecord) record = NULL;
  g_autoptr (GVariant) before = NULL;
  g_autoptr (GVariant) after = NULL;
  GError *local_error = NULL;

  if (kind >= STINT_N_KINDS)
    return TRUE;
  if (!parse_side (database, statement, 2, &before, error) || !parse_side (database, statement, 3, &after, error))
    return FALSE;
  if (with_record)
    record = stint_record_table_read (database, kind, id, NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  stint_change_add (change, kind, id, before, after, record);
  return TRUE;
}

static gboolean
add_deltas (StintDatabase *database,
            StintChange   *change,
            gint64         sequence,
            const char    *record_id,
            GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (database,
                         record_id != NULL
                         ? "SELECT kind, id, before, after FROM change_record WHERE change = ?1 AND id = ?2"
                         : "SELECT kind, id, before, after FROM change_record WHERE change = ?1 ORDER BY kind, id",
                         record_id != NULL ? "it" : "i", error, sequence, record_id);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (stint_statement_step (statement, &local_error))
    if (!add_delta (database, change, statement, record_id == NULL, &local_error))
      break;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* At most one more than a change may hand out. */
static gint64
count_records (StintDatabase *database,
               gint64         after,
               gint64         until,
               GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (database,
                         "SELECT count(*) FROM (SELECT 1 FROM change_record WHERE change > ?1 AND change <= ?2 LIMIT ?3)",
                         "iii", error, after, until, (gint64) STINT_CHANGE_MAX_DELTAS + 1);

  if (statement == NULL || !stint_statement_step (statement, error))
    return -1;
  return stint_statement_get_int (statement, 0);
}

/**
 * stint_change_log_begin:
 * @undoes: the sequence of the change that it undoes, 0 for none
 * @merge_key: (nullable)
 *
 * Returns: the new change's sequence, 0 with @error set
 */
gint64
stint_change_log_begin (StintDatabase    *database,
                        const char       *label,
                        gint64            unix_ms,
                        StintChangeOrigin origin,
                        gint64            undoes,
                        const char       *merge_key,
                        GError          **error)
{
  g_autofree char *id = stint_id_new (unix_ms, database->rand);

  if (!stint_database_run (database,
                           "INSERT INTO change (id, label, unix_ms, device, origin, undoes, merge_key)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, nullif (?6, 0), ?7)",
                           "ttitiit", error, id, label != NULL ? label : "", unix_ms, database->device, (gint64) origin, undoes, merge_key))
    return 0;
  return sqlite3_last_insert_rowid (database->handle);
}

/**
 * stint_change_log_add:
 * @before, @after: (nullable): the touched members, as in #StintDelta
 *
 * Of a record that the change has touched before, both become one.
 */
gboolean
stint_change_log_add (StintDatabase *database,
                      gint64         sequence,
                      StintKind      kind,
                      const char    *id,
                      GVariant      *before,
                      GVariant      *after,
                      GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (database, "SELECT before, after FROM change_record WHERE change = ?1 AND kind = ?2 AND id = ?3",
                         "iit", error, sequence, (gint64) kind, id);
  g_autoptr (GVariant) joined_before = NULL;
  g_autoptr (GVariant) joined_after = NULL;
  g_autofree char *before_json = NULL;
  g_autofree char *after_json = NULL;
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  if (stint_statement_step (statement, &local_error))
    {
      g_autoptr (GVariant) first_before = NULL;
      g_autoptr (GVariant) first_after = NULL;

      if (!parse_side (database, statement, 0, &first_before, error) || !parse_side (database, statement, 1, &first_after, error))
        return FALSE;
      joined_before = stint_delta_join (first_before, first_after, before, after, &joined_after);
      before = joined_before;
      after = joined_after;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  before_json = write_members (before);
  after_json = write_members (after);
  return stint_database_run (database,
                             "INSERT INTO change_record (change, kind, id, before, after) VALUES (?1, ?2, ?3, ?4, ?5)"
                             " ON CONFLICT DO UPDATE SET before = excluded.before, after = excluded.after",
                             "iittt", error, sequence, (gint64) kind, id, before_json, after_json);
}

gboolean
stint_change_log_remove (StintDatabase *database,
                         gint64         sequence,
                         GError       **error)
{
  return stint_database_run (database, "DELETE FROM change WHERE sequence = ?1", "i", error, sequence) &&
         stint_database_run (database, "DELETE FROM change_record WHERE change = ?1", "i", error, sequence);
}

/**
 * stint_change_log_mark:
 * @undone_by: a sequence, or %STINT_CHANGE_UNDONE_BY_NONE
 */
gboolean
stint_change_log_mark (StintDatabase *database,
                       gint64         sequence,
                       gint64         undone_by,
                       GError       **error)
{
  return stint_database_run (database, "UPDATE change SET undone_by = ?2 WHERE sequence = ?1", "ii", error, sequence, undone_by);
}

/**
 * stint_change_log_extend:
 * @sequence: of a change just begun
 *
 * If the change before it has the same merge key and is young, this one takes its place: what is typed letter by letter is one step.
 * It has a number of its own, so that other processes see it.
 */
gboolean
stint_change_log_extend (StintDatabase *database,
                         gint64         sequence,
                         const char    *merge_key,
                         gint64         unix_ms,
                         GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (database,
                         "SELECT sequence FROM"
                         " (SELECT sequence, origin, undone_by, merge_key, unix_ms FROM change"
                         "  WHERE sequence < ?1 ORDER BY sequence DESC LIMIT 1)"
                         " WHERE origin = 0 AND undone_by IS NULL AND merge_key = ?2 AND unix_ms BETWEEN ?3 - 10000 AND ?3",
                         "iti", error, sequence, merge_key, unix_ms);
  GError *local_error = NULL;
  gint64 previous = 0;

  if (statement == NULL)
    return FALSE;
  if (stint_statement_step (statement, &local_error))
    previous = stint_statement_get_int (statement, 0);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return previous == 0 ||
         (stint_database_run (database, "UPDATE change_record SET change = ?2 WHERE change = ?1", "ii", error, previous, sequence) &&
          stint_database_run (database, "DELETE FROM change WHERE sequence = ?1", "i", error, previous));
}

/**
 * stint_change_log_settle:
 *
 * What was typed and typed back is no step that one could undo.
 */
gboolean
stint_change_log_settle (StintDatabase *database,
                         gint64         sequence,
                         GError       **error)
{
  return stint_database_run (database,
                             "UPDATE change SET undone_by = ?2 WHERE sequence = ?1"
                             " AND NOT EXISTS (SELECT 1 FROM change_record WHERE change = ?1 AND before IS NOT after)",
                             "ii", error, sequence, STINT_CHANGE_UNDONE_BY_NONE);
}

/**
 * stint_change_log_read:
 *
 * Returns: (transfer full): the change, with its deltas if they are not more than %STINT_CHANGE_MAX_DELTAS
 */
StintChange *
stint_change_log_read (StintDatabase *database,
                       gint64         sequence,
                       GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (database, "SELECT " CHANGE_COLUMNS " FROM change WHERE sequence = ?1", "i", error, sequence);
  g_autoptr (StintChange) change = NULL;
  gint64 n;

  if (statement == NULL || !stint_statement_step (statement, error))
    return NULL;
  change = read_head (statement);
  n = count_records (database, sequence - 1, sequence, error);
  if (n < 0 || (n <= STINT_CHANGE_MAX_DELTAS && !add_deltas (database, change, sequence, NULL, error)))
    return NULL;
  return g_steal_pointer (&change);
}

/**
 * stint_change_log_read_page:
 * @births: the records that the change created, those that own others last; else all others, owners first
 * @last_kind, @last_id: (inout): where the page before ended; -1 and %NULL at first; @last_id is %NULL again after the last page
 * @change: is given the deltas, without the records
 */
gboolean
stint_change_log_read_page (StintDatabase *database,
                            gint64         sequence,
                            gboolean       births,
                            int           *last_kind,
                            char         **last_id,
                            StintChange   *change,
                            GError       **error)
{
  const char *sql = births
    ? "SELECT kind, id, before, after FROM change_record"
    " WHERE change = ?1 AND before IS NULL AND after IS NOT NULL AND (?2 < 0 OR (kind, id) < (?2, ?3))"
    " ORDER BY kind DESC, id DESC LIMIT ?4"
    : "SELECT kind, id, before, after FROM change_record"
    " WHERE change = ?1 AND before IS NOT NULL AND (kind, id) > (?2, ?3) ORDER BY kind, id LIMIT ?4";
  g_autoptr (StintStatement) statement =
    stint_statement_new (database, sql, "iiti", error, sequence, (gint64) * last_kind, *last_id != NULL ? *last_id : "",
                         (gint64) PAGE_RECORDS);
  GError *local_error = NULL;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  while (stint_statement_step (statement, &local_error))
    {
      if (!add_delta (database, change, statement, FALSE, &local_error))
        break;
      *last_kind = (int) stint_statement_get_int (statement, 0);
      g_free (*last_id);
      *last_id = g_strdup (stint_statement_get_text (statement, 1));
      n++;
    }
  if (n < PAGE_RECORDS)
    g_clear_pointer (last_id, g_free);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gint64
stint_database_get_sequence (StintDatabase *self)
{
  gint64 sequence;

  return stint_database_read_int (self, "SELECT max (sequence) FROM change", &sequence, NULL) ? sequence : 0;
}

/**
 * stint_database_list_changes:
 * @record_id: (nullable): only those that touched this record, each with what it did to it
 * @limit: 0 for all
 *
 * Returns: (transfer full) (element-type StintChange): the newest first; without @record_id they have no deltas
 */
GPtrArray *
stint_database_list_changes (StintDatabase *self,
                             const char    *record_id,
                             guint          limit,
                             GError       **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_change_unref);
  g_autoptr (StintStatement) statement =
    stint_statement_new (self,
                         record_id != NULL
                         ? "SELECT " CHANGE_COLUMNS " FROM change"
                         " WHERE sequence IN (SELECT change FROM change_record WHERE id = ?2) ORDER BY sequence DESC LIMIT ?1"
                         : "SELECT " CHANGE_COLUMNS " FROM change ORDER BY sequence DESC LIMIT ?1",
                         record_id != NULL ? "it" : "i", error, limit > 0 ? (gint64) limit : (gint64) - 1, record_id);
  GError *local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (stint_statement_step (statement, &local_error))
    {
      StintChange *change = read_head (statement);

      g_ptr_array_add (changes, change);
      if (record_id != NULL && !add_deltas (self, change, stint_statement_get_int (statement, 0), record_id, &local_error))
        break;
    }
  if (local_error == NULL)
    return g_steal_pointer (&changes);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * stint_database_changes_since:
 * @sequence: (inout): the newest change that is known; the newest there is
 * @too_many: (out): they touch more records than it is worth to hand out: read everything again
 *
 * Returns: (transfer full) (element-type StintChange): what other connections have done since, the oldest first; what was done by
 * this object is left out; empty if @too_many
 */
GPtrArray *
stint_database_changes_since (StintDatabase *self,
                              gint64        *sequence,
                              gboolean      *too_many,
                              GError       **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_change_unref);
  g_autoptr (StintStatement) statement = NULL;
  GError *local_error = NULL;
  gint64 n_theirs = 0;
  gint64 newest = *sequence;

  *too_many = FALSE;
  statement = stint_statement_new (self, "SELECT " CHANGE_COLUMNS " FROM change WHERE sequence > ?1 ORDER BY sequence", "i", error, *sequence);
  if (statement == NULL)
    return NULL;
  while (stint_statement_step (statement, &local_error))
    {
      gint64 number = stint_statement_get_int (statement, 0);
      gint64 n = 0;

      newest = number;
      if (*too_many || g_hash_table_contains (self->own_sequences, &number))
        continue;
      n = count_records (self, number - 1, number, &local_error);
      if (n < 0)
        break;
      n_theirs += n;
      *too_many = n_theirs > STINT_CHANGE_MAX_DELTAS;
      if (*too_many)
        continue;
      g_ptr_array_add (changes, read_head (statement));
      if (!add_deltas (self, changes->pdata[changes->len - 1], number, NULL, &local_error))
        break;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  if (*too_many)
    g_ptr_array_set_size (changes, 0);
  g_hash_table_remove_all (self->own_sequences);
  *sequence = newest;
  return g_steal_pointer (&changes);
}
