/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "core/stint-task.h"
#include "store/stint-record-table.h"

static void
series_key_clear (gpointer data)
{
  StintSeriesKey *self = data;

  g_free (self->id);
}

static void
override_row_free (gpointer data)
{
  StintOverrideRow *self = data;

  g_clear_pointer (&self->record, stint_record_unref);
  g_free (self);
}

/**
 * stint_database_list_series:
 *
 * Reads one index, in which nothing else is.
 *
 * Returns: (transfer full) (element-type StintSeriesKey): the living series
 */
GArray *
stint_database_list_series (StintDatabase *self,
                            GError       **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (StintSeriesKey));
  g_autoptr (StintStatement) statement =
    stint_statement_new (self, "SELECT id, touched FROM task WHERE repeats > 0 AND deleted = 0 ORDER BY id", "", error);
  GError *local_error = NULL;

  g_array_set_clear_func (keys, series_key_clear);
  if (statement == NULL)
    return NULL;
  while (stint_statement_step (statement, &local_error))
    {
      StintSeriesKey key = { g_strdup (stint_statement_get_text (statement, 0)), stint_statement_get_int (statement, 1) };

      g_array_append_val (keys, key);
    }
  if (local_error == NULL)
    return g_steal_pointer (&keys);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * stint_database_list_overrides:
 *
 * Returns: (transfer full) (element-type StintOverrideRow): the living overrides of a series, the cancelled ones too
 */
GPtrArray *
stint_database_list_overrides (StintDatabase *self,
                               const char    *series_id,
                               GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (override_row_free);
  g_autoptr (StintStatement) statement =
    stint_statement_new (self, "SELECT id, " STINT_RECORD_COLUMNS ", n_blocks FROM task WHERE series = ?1 AND deleted = 0", "t", error,
                         series_id);
  GError *local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (stint_statement_step (statement, &local_error))
    {
      StintRecord *record =
        stint_record_table_from_row (self, STINT_KIND_TASK, stint_statement_get_text (statement, 0), statement, 1, &local_error);
      StintOverrideRow *row;

      if (record == NULL)
        break;
      row = g_new0 (StintOverrideRow, 1);
      row->record = record;
      row->n_blocks = (int) stint_statement_get_int (statement, 5);
      g_ptr_array_add (rows, row);
    }
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * stint_database_complete_override:
 *
 * Returns: (transfer full): the task as people read it: an override with what it has from its series, any other as it is
 */
StintRecord *
stint_database_complete_override (StintDatabase *self,
                                  StintRecord   *task,
                                  GError       **error)
{
  const char *series_id = stint_record_get_string (task, STINT_TASK_SERIES);
  g_autoptr (StintRecord) series = NULL;
  GError *local_error = NULL;

  if (series_id == NULL)
    return stint_record_ref (task);
  series = stint_record_table_read (self, STINT_KIND_TASK, series_id, NULL, &local_error);
  if (local_error == NULL)
    return stint_task_complete_override (task, series);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * stint_database_list_colors:
 *
 * Returns: (transfer full) (element-type utf8 utf8): the colours of living projects that have one, by their id
 */
GHashTable *
stint_database_list_colors (StintDatabase *self,
                            GError       **error)
{
  g_autoptr (GHashTable) colors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (StintStatement) statement =
    stint_statement_new (self, "SELECT id, color FROM project WHERE deleted = 0 AND color IS NOT NULL", "", error);
  GError *local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (stint_statement_step (statement, &local_error))
    g_hash_table_insert (colors, g_strdup (stint_statement_get_text (statement, 0)), g_strdup (stint_statement_get_text (statement, 1)));
  if (local_error == NULL)
    return g_steal_pointer (&colors);
  g_propagate_error (error, local_error);
  return NULL;
}
