/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "stint-config.h"
#include "store/stint-record-table.h"
#include "wire/stint-json.h"

#include <glib/gi18n-lib.h>

#define TASK_ROW_COLUMNS \
  "t.data, t.edits, t.at, t.deleted, t.id, p.name, p.color, t.planned_min, t.done_min, t.n_blocks" \
  " FROM task t LEFT JOIN project p ON p.id = t.project AND p.deleted = 0"

static const char *const list_sql[STINT_N_KINDS] = {
  [STINT_KIND_PROJECT] = "SELECT id, " STINT_RECORD_COLUMNS " FROM project WHERE deleted = 0 ORDER BY rowid",
  [STINT_KIND_TASK] = "SELECT id, " STINT_RECORD_COLUMNS " FROM task WHERE deleted = 0 ORDER BY rowid",
  [STINT_KIND_BLOCK] = "SELECT id, " STINT_RECORD_COLUMNS " FROM block WHERE deleted = 0 ORDER BY rowid",
  [STINT_KIND_SETTING] = "SELECT id, " STINT_RECORD_COLUMNS " FROM setting WHERE deleted = 0 ORDER BY rowid",
  [STINT_KIND_CONFLICT] = "SELECT id, " STINT_RECORD_COLUMNS " FROM conflict WHERE deleted = 0 ORDER BY rowid",
};

static const char *const find_sql[STINT_N_KINDS] = {
  [STINT_KIND_PROJECT] = "SELECT id FROM project WHERE id >= ?1 AND id < ?1 || 'g' AND deleted = 0 LIMIT 2",
  [STINT_KIND_TASK] = "SELECT id FROM task WHERE id >= ?1 AND id < ?1 || 'g' AND deleted = 0 LIMIT 2",
  [STINT_KIND_BLOCK] = "SELECT id FROM block WHERE id >= ?1 AND id < ?1 || 'g' AND deleted = 0 LIMIT 2",
  [STINT_KIND_SETTING] = "SELECT id FROM setting WHERE id >= ?1 AND id < ?1 || 'g' AND deleted = 0 LIMIT 2",
  [STINT_KIND_CONFLICT] = "SELECT id FROM conflict WHERE id >= ?1 AND id < ?1 || 'g' AND deleted = 0 LIMIT 2",
};

/* Columns: id, then those of a record. */
static GPtrArray *
read_records (StintDatabase  *self,
              StintKind       kind,
              StintStatement *statement,
              GError        **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
  GError *local_error = NULL;

  while (stint_statement_step (statement, &local_error))
    {
      StintRecord *record =
        stint_record_table_from_row (self, kind, stint_statement_get_text (statement, 0), statement, 1, &local_error);

      if (record == NULL)
        break;
      g_ptr_array_add (records, record);
    }
  if (local_error == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, local_error);
  return NULL;
}

static StintTaskRow *
read_row (StintDatabase  *self,
          StintStatement *statement,
          GError        **error)
{
  g_autoptr (StintRecord) own =
    stint_record_table_from_row (self, STINT_KIND_TASK, stint_statement_get_text (statement, 4), statement, 0, error);
  StintRecord *task = own != NULL ? stint_database_complete_override (self, own, error) : NULL;
  StintTaskRow *row;

  if (task == NULL)
    return NULL;
  row = g_new0 (StintTaskRow, 1);
  row->record = task;
  row->project_name = g_strdup (stint_statement_get_text (statement, 5));
  row->color = g_strdup (stint_statement_get_text (statement, 6));
  row->planned_min = (int) stint_statement_get_int (statement, 7);
  row->done_min = (int) stint_statement_get_int (statement, 8);
  row->n_blocks = (int) stint_statement_get_int (statement, 9);
  return row;
}

/**
 * stint_database_look_up:
 *
 * Returns: (transfer full) (nullable): the record, dead or alive; %NULL without @error if there is none
 */
StintRecord *
stint_database_look_up (StintDatabase *self,
                        StintKind      kind,
                        const char    *id,
                        GError       **error)
{
  return stint_record_table_read (self, kind, id, NULL, error);
}

/**
 * stint_database_get:
 * @error: %STINT_STORE_ERROR_NOT_FOUND if there is none, or it is deleted
 *
 * Returns: (transfer full): the living record
 */
StintRecord *
stint_database_get (StintDatabase *self,
                    StintKind      kind,
                    const char    *id,
                    GError       **error)
{
  GError *local_error = NULL;
  g_autoptr (StintRecord) record = stint_record_table_read (self, kind, id, NULL, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (record != NULL && !stint_record_is_deleted (record))
    return g_steal_pointer (&record);
  g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND, _("There is nothing with the id “%.40s”."), id);
  return NULL;
}

/**
 * stint_database_find:
 * @id_prefix: an id or how one begins, in any case
 * @error: %STINT_STORE_ERROR_NOT_FOUND or _AMBIGUOUS
 *
 * Returns: (transfer full): the one living record whose id begins so
 */
StintRecord *
stint_database_find (StintDatabase *self,
                     StintKind      kind,
                     const char    *id_prefix,
                     GError       **error)
{
  g_autofree char *prefix = g_ascii_strdown (id_prefix, -1);
  g_autofree char *id = NULL;
  g_autoptr (StintStatement) statement = stint_statement_new (self, find_sql[kind], "t", error, prefix);
  GError *local_error = NULL;
  gboolean another;

  if (statement == NULL)
    return NULL;
  if (prefix[0] != '\0' && stint_statement_step (statement, &local_error))
    id = g_strdup (stint_statement_get_text (statement, 0));
  another = id != NULL && stint_statement_step (statement, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (id == NULL)
    g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND, _("There is nothing with the id “%.40s”."), id_prefix);
  else if (another)
    g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_AMBIGUOUS,
                 _("More than one id begins with “%.40s”: give more of it."), id_prefix);
  else
    return stint_database_get (self, kind, id, error);
  return NULL;
}

/**
 * stint_database_list:
 *
 * Returns: (transfer full) (element-type StintRecord): all living records of a kind, in the order in which they came
 */
GPtrArray *
stint_database_list (StintDatabase *self,
                     StintKind      kind,
                     GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (self, list_sql[kind], "", error);

  return statement != NULL ? read_records (self, kind, statement, error) : NULL;
}

/**
 * stint_database_list_parts:
 * @ids: of tasks
 *
 * There is no index of parents: this reads through all tasks, and is for what a person asks for now and then.
 *
 * Returns: (transfer full) (element-type StintRecord): a hundred at most of the living tasks that are parts of these, in the order of @ids
 */
GPtrArray *
stint_database_list_parts (StintDatabase     *self,
                           const char *const *ids,
                           GError           **error)
{
  static const char sql[] =
    "SELECT id, " STINT_RECORD_COLUMNS " FROM task WHERE deleted = 0 AND instr (data, '\"parent\":') > 0"
    " AND json_extract (data, '$.parent') IN (SELECT value FROM json_each (?1))"
    " ORDER BY (SELECT key FROM json_each (?1) WHERE value = json_extract (data, '$.parent')), rowid LIMIT 100";
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new_strv (ids, -1));
  g_autofree char *json = stint_json_to_string (list);
  g_autoptr (StintStatement) statement = stint_statement_new (self, sql, "t", error, json);

  return statement != NULL ? read_records (self, STINT_KIND_TASK, statement, error) : NULL;
}

/**
 * stint_database_list_blocks:
 *
 * Returns: (transfer full) (element-type StintRecord): the task's living blocks by their start
 */
GPtrArray *
stint_database_list_blocks (StintDatabase *self,
                            const char    *task_id,
                            GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (self, "SELECT id, " STINT_RECORD_COLUMNS " FROM block WHERE task = ?1 AND deleted = 0 ORDER BY start_s",
                         "t", error, task_id);

  return statement != NULL ? read_records (self, STINT_KIND_BLOCK, statement, error) : NULL;
}

/**
 * stint_database_read_task_rows:
 * @rowids: what stint_database_query_task_rowids() gave
 *
 * Returns: (transfer full) (element-type StintTaskRow): one for each, in that order; a task deleted since is a deleted record
 */
GPtrArray *
stint_database_read_task_rows (StintDatabase *self,
                               const gint64  *rowids,
                               gsize          n_rowids,
                               GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n_rowids, (GDestroyNotify) stint_task_row_free);

  for (gsize i = 0; i < n_rowids; i++)
    {
      g_autoptr (StintStatement) statement =
        stint_statement_new (self, "SELECT " TASK_ROW_COLUMNS " WHERE t.rowid = ?1", "i", error, rowids[i]);
      GError *local_error = NULL;
      StintTaskRow *row = NULL;

      if (statement == NULL)
        return NULL;
      if (stint_statement_step (statement, &local_error))
        row = read_row (self, statement, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return NULL;
        }
      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}

/**
 * stint_database_read_task_row:
 * @error: %STINT_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the living task
 */
StintTaskRow *
stint_database_read_task_row (StintDatabase *self,
                              const char    *task_id,
                              GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (self, "SELECT " TASK_ROW_COLUMNS " WHERE t.id = ?1 AND t.deleted = 0", "t", error, task_id);
  GError *local_error = NULL;

  if (statement == NULL)
    return NULL;
  if (stint_statement_step (statement, &local_error))
    return read_row (self, statement, error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND, _("There is nothing with the id “%.40s”."), task_id);
  return NULL;
}

/**
 * stint_database_list_tags:
 *
 * Returns: (transfer full): the tags of living tasks, sorted, each once
 */
char **
stint_database_list_tags (StintDatabase *self,
                          GError       **error)
{
  /* From tag to tag by the index: there are few tags, however many tasks have them. */
  g_autoptr (StintStatement) statement =
    stint_statement_new (self,
                         "WITH RECURSIVE each (tag) AS"
                         " (SELECT (SELECT min (tag) FROM task_tag)"
                         "  UNION ALL SELECT (SELECT min (tag) FROM task_tag WHERE tag > each.tag) FROM each WHERE tag IS NOT NULL)"
                         " SELECT tag FROM each WHERE tag IS NOT NULL",
                         "", error);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  GError *local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (stint_statement_step (statement, &local_error))
    g_strv_builder_add (tags, stint_statement_get_text (statement, 0));
  if (local_error == NULL)
    return g_strv_builder_end (tags);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * stint_database_count:
 *
 * Returns: how many records of the kind live; -1 with @error set
 */
gint64
stint_database_count (StintDatabase *self,
                      StintKind      kind,
                      GError       **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (self, "SELECT n FROM count WHERE kind = ?1", "t", error, stint_kind_to_string (kind));

  if (statement == NULL || !stint_statement_step (statement, error))
    return -1;
  return stint_statement_get_int (statement, 0);
}
