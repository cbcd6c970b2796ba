/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-cache-private.h"

#include "core/stint-task.h"
#include "core/stint-zone.h"
#include "wire/stint-json.h"
#include "workspace/series/stint-series-edit.h"

/* In one range there are hardly more that are done already. */
#define MAX_IN_RANGE 512

/**
 * Asking:
 * @first_day, @last_day: the range, the end excluded
 * @ids: of the series that have an open occurrence in it
 */
typedef struct
{
  const char *zone;
  int         first_day;
  int         last_day;
  GPtrArray  *ids;
} Asking;

static void
ask_series (StintSeriesState *state,
            gpointer          user_data)
{
  Asking *self = user_data;
  g_autoptr (GArray) occurrences = g_array_new (FALSE, FALSE, sizeof (StintSeriesOccurrence));
  const char *zone = state->repeat->start.zone;
  gint64 from_s = self->first_day * (gint64) STINT_DAY_S;
  gint64 to_s = self->last_day * (gint64) STINT_DAY_S;

  if (zone != NULL && zone != self->zone)
    {
      from_s = stint_zone_to_local (zone, stint_zone_day_start (self->zone, self->first_day));
      to_s = stint_zone_to_local (zone, stint_zone_day_start (self->zone, self->last_day));
    }
  if (!stint_series_state_expand (state, from_s, to_s, MAX_IN_RANGE, occurrences, NULL))
    return;
  for (guint i = 0; i < occurrences->len; i++)
    {
      StintSeriesOccurrence *occurrence = &g_array_index (occurrences, StintSeriesOccurrence, i);

      if (!stint_series_occurrence_is_open (occurrence) || !stint_series_occurrence_is_in_place (occurrence))
        continue;
      g_ptr_array_add (self->ids, (gpointer) stint_record_get_id (state->task));
      return;
    }
}

/**
 * stint_series_cache_ask:
 * @query: gets the series with an open occurrence in its range; nothing happens if it has none, nor without series
 */
gboolean
stint_series_cache_ask (StintDatabase  *database,
                        StintTaskQuery *query,
                        GError        **error)
{
  gboolean is_today = query->view == STINT_TASK_VIEW_TODAY;
  const char *zone = g_intern_string (query->zone);
  int today = stint_day_of_local (stint_zone_to_local (zone, query->now_s));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  Asking asking = { zone, is_today ? today : query->from_day, is_today ? today + 1 : query->to_day, ids };
  g_autoptr (GVariant) list = NULL;
  StintSeriesCache *self;

  g_clear_pointer (&query->also, g_free);
  if (asking.first_day >= asking.last_day)
    return TRUE;
  self = stint_series_cache_update (database, error);
  if (self == NULL)
    return FALSE;
  stint_series_cache_foreach (self, ask_series, &asking);
  if (ids->len == 0)
    return TRUE;
  list = g_variant_ref_sink (g_variant_new_strv ((const char *const *) ids->pdata, ids->len));
  query->also = stint_json_to_string (list);
  return TRUE;
}

/**
 * stint_series_cache_add_next:
 * @rows: (element-type StintTaskRow): the series among them get their open occurrence
 */
gboolean
stint_series_cache_add_next (StintDatabase *database,
                             GPtrArray     *rows,
                             GError       **error)
{
  StintSeriesCache *self = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      StintTaskRow *row = g_ptr_array_index (rows, i);
      StintSeriesState *state;
      gint64 original_s;

      if (stint_record_is_deleted (row->record) || stint_task_is_done (row->record) || !stint_task_is_series (row->record))
        continue;
      if (self == NULL && (self = stint_series_cache_update (database, error)) == NULL)
        return FALSE;
      state = stint_series_cache_peek (self, stint_record_get_id (row->record));
      if (state == NULL || !stint_series_find_next (state, G_MININT64, &original_s, NULL) || original_s == G_MAXINT64)
        continue;
      row->has_next = TRUE;
      row->next = stint_series_state_make_time (state, original_s);
    }
  return TRUE;
}
