/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "core/stint-block.h"
#include "core/stint-zone.h"

/* A day's blocks, and those that reach into it: a short one starts at most a day before, a long one at most 366 days. */
#define BLOCKS_SQL(index_condition, reach) \
  "SELECT id, task, start_s, end_s, pinned, done, zone FROM block" \
  " WHERE deleted = 0 AND " index_condition " AND form = ?1 AND start_s > ?2 - " reach " AND start_s < ?3 AND end_s > ?2" \
  " ORDER BY start_s, end_s DESC, id"

#define DEADLINES_SQL \
  "SELECT id, title, project, done, deadline_s, deadline_zone FROM task" \
  " WHERE deleted = 0 AND deadline_form IS NOT NULL AND deadline_form = ?1 AND deadline_s >= ?2 AND deadline_s < ?3" \
  " ORDER BY deadline_s, id"

enum
{
  FORM_FLOATING,
  FORM_ZONED,
  FORM_DATE,
  N_FORMS,
};

/**
 * Reading:
 * @first_s, @last_s: the range asked for in civil seconds, the end exclusive
 * @rows: of the result: what may be shown; more than is shown
 * @colors: (element-type utf8 utf8): of projects, by id
 */
typedef struct
{
  StintDatabase        *database;
  const StintGridQuery *query;
  gint64                first_s;
  gint64                last_s;
  StintGridResult      *result;
  GPtrArray            *rows;
  GHashTable           *colors;
} Reading;

/* The days it lies in, of those asked for. */
static void
get_days (Reading *self,
          gint64   start_s,
          gint64   end_s,
          int     *first,
          int     *last)
{
  const StintGridRow row = { .start_s = start_s, .end_s = end_s };

  stint_grid_query_get_days (self->query, &row, first, last);
}

/* Whether one more that comes in this order can be among the first of one of its days. What spans days comes first in all but one. */
static gboolean
can_be_shown (Reading *self,
              int     *n_in_day,
              int      first,
              int      last)
{
  return self->query->limit_per_day <= 0 || first != last || n_in_day[first]++ < self->query->limit_per_day;
}

static StintGridRow *
read_block (StintStatement     *statement,
            const StintGridRow *place)
{
  StintGridRow *row = g_memdup2 (place, sizeof *place);

  row->kind = STINT_GRID_BLOCK;
  row->id = g_strdup (stint_statement_get_text (statement, 0));
  row->task_id = g_strdup (stint_statement_get_text (statement, 1));
  row->pinned = stint_statement_get_int (statement, 4) != 0;
  row->done = stint_statement_get_int (statement, 5) != 0;
  row->zone = g_intern_string (stint_statement_get_text (statement, 6));
  return row;
}

/* What floats is a reading of the clocks here: where that does not exist, it is the one that stands for it (RFC 5545 §3.3.5). */
static gint64
to_unix (Reading *self,
         int      form,
         gint64   seconds)
{
  return form == FORM_ZONED ? seconds : stint_zone_to_unix (self->query->zone, seconds);
}

static gint64
to_grid (Reading *self,
         int      form,
         gint64   seconds)
{
  return form == FORM_DATE ? seconds : stint_zone_to_local (self->query->zone, to_unix (self, form, seconds));
}

static gint64
from_grid (Reading *self,
           int      form,
           gint64   local_s)
{
  return form == FORM_ZONED ? stint_zone_day_start (self->query->zone, stint_day_of_local (local_s)) : local_s;
}

static gboolean
read_blocks (Reading    *self,
             int         form,
             const char *sql,
             GError    **error)
{
  g_autofree int *n_in_day = g_new0 (int, self->query->n_days);
  g_autoptr (StintStatement) statement =
    stint_statement_new (self->database, sql, "iii", error, (gint64) form,
                         from_grid (self, form, self->first_s), from_grid (self, form, self->last_s));
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (stint_statement_step (statement, &local_error))
    {
      StintGridRow place = { .start_s = stint_statement_get_int (statement, 2), .end_s = stint_statement_get_int (statement, 3) };
      int first, last;

      place.all_day = form == FORM_DATE;
      if (!place.all_day)
        stint_grid_row_set_instants (&place, self->query->zone, to_unix (self, form, place.start_s), to_unix (self, form, place.end_s));
      stint_grid_query_get_days (self->query, &place, &first, &last);
      if (first > last)
        continue;
      stint_grid_result_count (self->result, self->query, &place);
      if (can_be_shown (self, n_in_day, first, last))
        g_ptr_array_add (self->rows, read_block (statement, &place));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Returns: (nullable): borrowed */
static const char *
look_up_color (Reading    *self,
               const char *project,
               GError    **error)
{
  g_autoptr (StintStatement) statement = NULL;
  gpointer color = NULL;

  if (project == NULL || g_hash_table_lookup_extended (self->colors, project, NULL, &color))
    return color;
  statement = stint_statement_new (self->database, "SELECT color FROM project WHERE id = ?1 AND deleted = 0", "t", error, project);
  if (statement != NULL && stint_statement_step (statement, error))
    color = g_strdup (stint_statement_get_text (statement, 0));
  g_hash_table_insert (self->colors, g_strdup (project), color);
  return color;
}

static gboolean
read_deadlines (Reading *self,
                int      form,
                GError **error)
{
  g_autofree int *n_in_day = g_new0 (int, self->query->n_days);
  g_autoptr (StintStatement) statement =
    stint_statement_new (self->database, DEADLINES_SQL, "iii", error, (gint64) form,
                         from_grid (self, form, self->first_s), from_grid (self, form, self->last_s));
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (local_error == NULL && stint_statement_step (statement, &local_error))
    {
      int day = stint_day_of_local (to_grid (self, form, stint_statement_get_int (statement, 4)));
      gint64 start_s = day * (gint64) STINT_DAY_S;
      StintGridRow *row;
      int first, last;

      get_days (self, start_s, start_s + STINT_DAY_S, &first, &last);
      if (first > last)
        continue;
      stint_grid_result_count (self->result, self->query, &(StintGridRow){ .start_s = start_s, .end_s = start_s + STINT_DAY_S, .all_day = TRUE });
      if (!can_be_shown (self, n_in_day, first, last))
        continue;

      row = g_new0 (StintGridRow, 1);
      row->kind = STINT_GRID_DEADLINE;
      row->id = g_strdup (stint_statement_get_text (statement, 0));
      row->task_id = g_strdup (row->id);
      row->title = g_strdup (stint_statement_get_text (statement, 1));
      row->color = g_strdup (look_up_color (self, stint_statement_get_text (statement, 2), &local_error));
      row->done = stint_statement_get_int (statement, 3) != 0;
      row->zone = g_intern_string (stint_statement_get_text (statement, 5));
      row->start_s = start_s;
      row->end_s = start_s + STINT_DAY_S;
      row->all_day = TRUE;
      g_ptr_array_add (self->rows, row);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Title and colour, for what is shown only. */
static gboolean
read_face (Reading      *self,
           StintGridRow *row,
           GError      **error)
{
  g_autoptr (StintStatement) statement =
    stint_statement_new (self->database, "SELECT title, project, done FROM task WHERE id = ?1", "t", error, row->task_id);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  if (stint_statement_step (statement, &local_error))
    {
      row->title = g_strdup (stint_statement_get_text (statement, 0));
      row->color = g_strdup (look_up_color (self, stint_statement_get_text (statement, 1), &local_error));
      row->done |= stint_statement_get_int (statement, 2) != 0;
    }
  if (row->title == NULL)
    row->title = g_strdup ("");
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
read_all (Reading *self,
          GError **error)
{
  for (int form = 0; form < N_FORMS; form++)
    if (!read_blocks (self, form, BLOCKS_SQL ("long = 0", "86400"), error) ||
        !read_blocks (self, form, BLOCKS_SQL ("long = 1", "31708800"), error) ||
        !read_deadlines (self, form, error))
      return FALSE;

  stint_grid_result_settle (self->result, self->query);
  for (guint i = 0; i < self->rows->len; i++)
    {
      StintGridRow *row = self->rows->pdata[i];

      if (row->kind == STINT_GRID_BLOCK && !read_face (self, row, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * stint_database_query_grid:
 *
 * Reads columns only, and only of the range asked for; the days' numbers are exact whatever the limit is.
 *
 * Returns: (transfer full)
 */
StintGridResult *
stint_database_query_grid (StintDatabase        *self,
                           const StintGridQuery *query,
                           GError              **error)
{
  g_autoptr (GHashTable) colors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (StintGridResult) result = g_new0 (StintGridResult, 1);
  int n_days = MAX (0, query->n_days);
  StintGridQuery asked = *query;
  Reading reading = {
    .database = self,
    .query = &asked,
    .first_s = query->first_day * (gint64) STINT_DAY_S,
    .last_s = (query->first_day + (gint64) n_days) * STINT_DAY_S,
    .colors = colors,
    .result = result,
  };

  asked.n_days = n_days;
  asked.zone = g_intern_string (query->zone);
  reading.rows = result->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_grid_row_free);
  result->days = g_array_sized_new (FALSE, TRUE, sizeof (StintGridDay), n_days);
  g_array_set_size (result->days, n_days);
  return n_days == 0 || read_all (&reading, error) ? g_steal_pointer (&result) : NULL;
}
