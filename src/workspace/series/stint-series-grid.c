/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-cache-private.h"

#include "core/stint-block.h"
#include "core/stint-task.h"
#include "core/stint-zone.h"

/* Names of occurrences are remembered up to so many a series. */
#define MAX_ROW_IDS 2000

/**
 * Adding:
 * @colors: (element-type utf8 utf8): of projects, by id
 * @occurrences: (element-type StintSeriesOccurrence): used again for each series
 */
typedef struct
{
  const StintGridQuery *query;
  StintGridResult      *result;
  GHashTable           *colors;
  GArray               *occurrences;
} Adding;

/* Where it lies on the grid; a deadline fills its day, as that of any task. */
static void
place (StintSeriesState *state,
       gint64            original_s,
       const char       *zone,
       StintGridRow     *row)
{
  StintTime start = stint_series_state_make_time (state, original_s);

  if (state->repeat->minutes > 0)
    {
      StintWhen when = stint_when_new (&start, state->repeat->minutes);

      row->kind = STINT_GRID_BLOCK;
      row->start_s = when.start.local_s;
      row->end_s = when.end.local_s;
      row->all_day = start.date_only;
      if (!row->all_day)
        stint_grid_row_set_instants (row, zone, stint_time_to_unix (&when.start, zone), stint_time_to_unix (&when.end, zone));
      return;
    }
  row->kind = STINT_GRID_DEADLINE;
  row->start_s = stint_day_of_local (stint_time_to_local (&start, zone)) * (gint64) STINT_DAY_S;
  row->end_s = row->start_s + STINT_DAY_S;
  row->all_day = TRUE;
}

/* What the row of an occurrence is called: what its block or its deadline would have as their id. Returns: (transfer full) */
static char *
dup_row_id (StintSeriesState *state,
            gint64            original_s)
{
  const char *known = g_hash_table_lookup (state->row_ids, &original_s);
  char *id;

  if (known != NULL)
    return g_strdup (known);
  id = stint_series_state_derive_id (state, original_s);
  if (state->repeat->minutes > 0)
    {
      g_autofree char *override_id = id;

      id = stint_series_derive_block_id (override_id);
    }
  if (g_hash_table_size (state->row_ids) >= MAX_ROW_IDS)
    g_hash_table_remove_all (state->row_ids);
  g_hash_table_insert (state->row_ids, g_memdup2 (&original_s, sizeof original_s), g_strdup (id));
  return id;
}

static void
add_occurrence (Adding                      *self,
                StintSeriesState            *state,
                const StintSeriesOccurrence *occurrence)
{
  StintRecord *task = occurrence->override != NULL ? occurrence->override->shown : state->task;
  const char *project = stint_task_get_project (task);
  StintGridRow at = { 0, };
  StintGridRow *row;
  int first, last;

  place (state, occurrence->original_s, self->query->zone, &at);
  stint_grid_query_get_days (self->query, &at, &first, &last);
  if (first > last)
    return;
  stint_grid_result_count (self->result, self->query, &at);
  row = g_memdup2 (&at, sizeof at);
  row->id = dup_row_id (state, occurrence->original_s);
  row->task_id = g_strdup (stint_record_get_id (task));
  row->title = g_strdup (stint_task_get_title (task));
  row->color = project != NULL ? g_strdup (g_hash_table_lookup (self->colors, project)) : NULL;
  row->zone = state->repeat->start.zone;
  row->done = stint_task_is_done (task) || stint_task_is_done (state->task);
  row->series_id = g_strdup (stint_record_get_id (state->task));
  row->original = stint_series_state_make_time (state, occurrence->original_s);
  g_ptr_array_add (self->result->rows, row);
}

/* The days that are asked for, as the clocks of the series read, and what may reach into them from before. */
static void
get_range (Adding           *self,
           StintSeriesState *state,
           gint64           *from_s,
           gint64           *to_s)
{
  int first_day = self->query->first_day;
  int last_day = first_day + self->query->n_days;
  const char *zone = state->repeat->start.zone;

  *from_s = first_day * (gint64) STINT_DAY_S;
  *to_s = last_day * (gint64) STINT_DAY_S;
  if (zone != NULL && zone != self->query->zone)
    {
      *from_s = stint_zone_to_local (zone, stint_zone_day_start (self->query->zone, first_day));
      *to_s = stint_zone_to_local (zone, stint_zone_day_start (self->query->zone, last_day));
    }
  /* An hour more where a clock is put back. */
  *from_s -= state->repeat->minutes * 60 + 3600;
  *to_s += 3600;
}

static void
add_series (StintSeriesState *state,
            gpointer          user_data)
{
  Adding *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 from_s, to_s;

  get_range (self, state, &from_s, &to_s);
  g_array_set_size (self->occurrences, 0);
  if (!stint_series_state_expand (state, from_s, to_s, G_MAXUINT, self->occurrences, &error))
    {
      g_debug ("Series %s: %s", stint_record_get_id (state->task), error->message);
      return;
    }
  for (guint i = 0; i < self->occurrences->len; i++)
    {
      StintSeriesOccurrence *occurrence = &g_array_index (self->occurrences, StintSeriesOccurrence, i);

      if (stint_series_occurrence_is_in_place (occurrence))
        add_occurrence (self, state, occurrence);
    }
}

/* Blocks and deadlines of overrides came from their tables. */
static void
name_overrides (StintSeriesCache *self,
                StintGridResult  *result)
{
  for (guint i = 0; i < result->rows->len && g_hash_table_size (self->overrides) > 0; i++)
    {
      StintGridRow *row = result->rows->pdata[i];
      const StintSeriesOverride *override = g_hash_table_lookup (self->overrides, row->task_id);

      if (override == NULL)
        continue;
      row->series_id = g_strdup (stint_record_get_id (override->state->task));
      row->original = stint_series_state_make_time (override->state, override->original_s);
      row->done |= stint_task_is_done (override->state->task);
    }
}

/**
 * stint_series_cache_add_rows:
 * @result: what the store has for @query
 *
 * Adds the occurrences of series that lie where their series has them, and says of the others which series is theirs. Without series it
 * changes nothing.
 */
gboolean
stint_series_cache_add_rows (StintDatabase        *database,
                             const StintGridQuery *query,
                             StintGridResult      *result,
                             GError              **error)
{
  g_autoptr (GArray) occurrences = g_array_new (FALSE, FALSE, sizeof (StintSeriesOccurrence));
  g_autoptr (GHashTable) colors = NULL;
  StintSeriesCache *self = stint_series_cache_update (database, error);
  Adding adding = { .query = query, .result = result, .occurrences = occurrences };

  if (self == NULL)
    return FALSE;
  if (g_hash_table_size (self->entries) == 0 || query->n_days <= 0)
    return TRUE;
  adding.colors = colors = stint_database_list_colors (database, error);
  if (colors == NULL)
    return FALSE;
  name_overrides (self, result);
  stint_series_cache_foreach (self, add_series, &adding);
  stint_grid_result_settle (result, query);
  return TRUE;
}
