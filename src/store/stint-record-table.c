/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-record-table.h"

#include "stint-config.h"
#include "core/stint-task.h"
#include "store/stint-database-private.h"
#include "store/stint-search-text.h"
#include "wire/stint-json.h"

#include <glib/gi18n-lib.h>

static const char *const read_sql[STINT_N_KINDS] = {
  [STINT_KIND_PROJECT] = "SELECT rowid, " STINT_RECORD_COLUMNS " FROM project WHERE id = ?1",
  [STINT_KIND_TASK] = "SELECT rowid, " STINT_RECORD_COLUMNS " FROM task WHERE id = ?1",
  [STINT_KIND_BLOCK] = "SELECT rowid, " STINT_RECORD_COLUMNS " FROM block WHERE id = ?1",
  [STINT_KIND_SETTING] = "SELECT rowid, " STINT_RECORD_COLUMNS " FROM setting WHERE id = ?1",
  [STINT_KIND_CONFLICT] = "SELECT rowid, " STINT_RECORD_COLUMNS " FROM conflict WHERE id = ?1",
};

static const char *const pending_sql[STINT_N_KINDS] = {
  [STINT_KIND_PROJECT] = "UPDATE project SET pending = ?2 WHERE id = ?1",
  [STINT_KIND_TASK] = "UPDATE task SET pending = ?2 WHERE id = ?1",
  [STINT_KIND_BLOCK] = "UPDATE block SET pending = ?2 WHERE id = ?1",
  [STINT_KIND_SETTING] = "UPDATE setting SET pending = ?2 WHERE id = ?1",
  [STINT_KIND_CONFLICT] = "UPDATE conflict SET pending = ?2 WHERE id = ?1",
};

static const char *const searched[] = { STINT_TASK_TITLE, STINT_TASK_NOTES, STINT_TASK_TAGS };

/* Counters are `a{sx}`; JSON's objects are `a{sv}`. Returns: (transfer full) */
GVariant *
stint_counters_parse (StintDatabase *database,
                      const char    *json,
                      GError       **error)
{
  g_autoptr (GVariant) object = stint_record_table_parse (database, json, error);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (object == NULL)
    return NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
      g_variant_builder_add (&builder, "{sx}", name, g_variant_get_int64 (value));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Returns: (transfer full): `a{sx}`, sorted, as JSON */
char *
stint_counters_to_json (GVariant *counters)
{
  GString *json = g_string_new ("{");

  for (gsize i = 0; i < g_variant_n_children (counters); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (counters, i);
      g_autoptr (GVariant) name = g_variant_get_child_value (entry, 0);
      g_autoptr (GVariant) number = g_variant_get_child_value (entry, 1);

      if (i > 0)
        g_string_append_c (json, ',');
      stint_json_append_string (json, g_variant_get_string (name, NULL));
      g_string_append_printf (json, ":%" G_GINT64_FORMAT, g_variant_get_int64 (number));
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static gboolean
is_same_text (StintRecord *a,
              StintRecord *b)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searched); i++)
    {
      g_autoptr (GVariant) in_a = stint_record_dup_member (a, searched[i]);
      g_autoptr (GVariant) in_b = stint_record_dup_member (b, searched[i]);

      if (in_a == in_b)
        continue;
      if (in_a == NULL || in_b == NULL || !g_variant_equal (in_a, in_b))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_text (StintDatabase *database,
             gint64         rowid,
             GError       **error)
{
  return stint_database_run (database, "DELETE FROM search WHERE rowid = ?1", "i", error, rowid) &&
         stint_database_run (database, "DELETE FROM task_tag WHERE task = ?1", "i", error, rowid);
}

static gboolean
add_text (StintDatabase *database,
          StintRecord   *task,
          gint64         rowid,
          GError       **error)
{
  g_auto (GStrv) tags = stint_task_dup_tags (task);
  g_autofree char *joined = g_strjoinv (" ", tags);
  g_autofree char *title = stint_search_text_fold (stint_task_get_title (task));
  g_autofree char *notes = stint_search_text_fold (stint_task_get_notes (task));
  g_autofree char *words = stint_search_text_fold (joined);

  if (!stint_database_run (database, "INSERT INTO search (rowid, title, notes, tags) VALUES (?1, ?2, ?3, ?4)", "ittt", error,
                           rowid, title, notes, words))
    return FALSE;
  for (guint i = 0; tags[i] != NULL; i++)
    if (!stint_database_run (database, "INSERT INTO task_tag (tag, task) VALUES (?1, ?2) ON CONFLICT DO NOTHING", "ti", error,
                             tags[i], rowid))
      return FALSE;
  return TRUE;
}

/* The tags' table and the search index know living tasks only. */
static gboolean
write_text (StintDatabase *database,
            StintRecord   *task,
            StintRecord   *before,
            gint64         rowid,
            GError       **error)
{
  gboolean was = before != NULL && !stint_record_is_deleted (before);
  gboolean is = !stint_record_is_deleted (task);

  if (was == is && (!was || is_same_text (before, task)))
    return TRUE;
  if (was && !remove_text (database, rowid, error))
    return FALSE;
  return !is || add_text (database, task, rowid, error);
}

const char *
stint_record_table_get_name (StintKind kind)
{
  return stint_kind_to_string (kind);
}

/**
 * stint_record_table_parse:
 * @error: %STINT_STORE_ERROR_DAMAGED: we wrote it, so somebody else broke it
 *
 * Returns: (transfer full): `a{sv}`
 */
GVariant *
stint_record_table_parse (StintDatabase *database,
                          const char    *json,
                          GError       **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GVariant) object = stint_json_parse (json != NULL ? json : "", -1, &reason);

  if (object != NULL && g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    return g_steal_pointer (&object);

  stint_store_error_set (error, database->path, SQLITE_CORRUPT, reason != NULL ? reason->message : _("a record is not a record"));
  return NULL;
}

/**
 * stint_record_table_from_row:
 * @column: where %STINT_RECORD_COLUMNS begin
 *
 * Returns: (transfer full)
 */
StintRecord *
stint_record_table_from_row (StintDatabase  *database,
                             StintKind       kind,
                             const char     *id,
                             StintStatement *statement,
                             int             column,
                             GError        **error)
{
  g_autoptr (GVariant) data = stint_record_table_parse (database, stint_statement_get_text (statement, column), error);
  g_autoptr (GVariant) edits = NULL;
  g_autoptr (GVariant) at = NULL;

  if (data == NULL ||
      (edits = stint_counters_parse (database, stint_statement_get_text (statement, column + 1), error)) == NULL ||
      (at = stint_counters_parse (database, stint_statement_get_text (statement, column + 2), error)) == NULL)
    return NULL;
  return stint_record_new_full (kind, id, data, edits, at, stint_statement_get_int (statement, column + 3) != 0);
}

/**
 * stint_record_table_read:
 * @rowid: (out) (optional): 0 if there is none
 *
 * Returns: (transfer full) (nullable): the record, dead or alive; %NULL without @error if there is none
 */
StintRecord *
stint_record_table_read (StintDatabase *database,
                         StintKind      kind,
                         const char    *id,
                         gint64        *rowid,
                         GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (database, read_sql[kind], "t", error, id);

  if (rowid != NULL)
    *rowid = 0;
  if (statement == NULL || !stint_statement_step (statement, error))
    return NULL;
  if (rowid != NULL)
    *rowid = stint_statement_get_int (statement, 0);
  return stint_record_table_from_row (database, kind, id, statement, 1, error);
}

/**
 * stint_record_table_write:
 * @before: (nullable): as the table has it
 * @rowid: of @before, 0 if there is none
 * @pending: its place in the outbox: 0 if a server has it as it is, else the count of the edit
 *
 * Writes the record with everything that is derived from it: columns, tags, search text; the ledger and the counts by triggers.
 */
gboolean
stint_record_table_write (StintDatabase *database,
                          StintRecord   *record,
                          StintRecord   *before,
                          gint64         rowid,
                          gint64         pending,
                          GError       **error)
{
  StintKind kind = stint_record_get_kind (record);
  g_autofree char *data = stint_json_to_string (stint_record_get_data (record));
  g_autofree char *edits = stint_counters_to_json (stint_record_get_edits (record));
  g_autofree char *at = stint_counters_to_json (stint_record_get_at (record));
  g_autoptr (StintStatement) statement =
    stint_statement_new (database, stint_record_columns_get_sql (kind), "ttttii", error,
                         stint_record_get_id (record), data, edits, at, (gint64) stint_record_is_deleted (record), pending);

  if (statement == NULL)
    return FALSE;
  stint_record_columns_bind (statement, record, 7);
  if (!stint_statement_run (statement, error))
    return FALSE;
  if (kind != STINT_KIND_TASK)
    return TRUE;
  return write_text (database, record, before, rowid != 0 ? rowid : sqlite3_last_insert_rowid (database->handle), error);
}

/* Puts a record that is as it was to another place in the outbox, or out of it. */
gboolean
stint_record_table_set_pending (StintDatabase *database,
                                StintKind      kind,
                                const char    *id,
                                gint64         pending,
                                GError       **error)
{
  return stint_database_run (database, pending_sql[kind], "ti", error, id, pending);
}
