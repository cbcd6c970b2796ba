/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-series.h"

#include "core/stint-id.h"

/**
 * stint_series_derive_id:
 * @original: when the rule has it, in the zone of the series
 *
 * Two devices that touch the same occurrence make the same record, so their edits merge. The zone is not in the name: it is the
 * series' own, and an occurrence stays the same one when the whole series moves to another zone.
 *
 * Returns: (transfer full): the id of the record that stands for that occurrence
 */
char *
stint_series_derive_id (const char      *series_id,
                        const StintTime *original)
{
  g_autofree char *when = stint_time_to_string (original);
  g_autofree char *name = g_strdup_printf ("%s:%s", series_id, when);

  return stint_id_derive ("occurrence", name);
}

static int
compare_occurrences (gconstpointer a,
                     gconstpointer b,
                     gpointer      zone)
{
  const StintOccurrence *left = a;
  const StintOccurrence *right = b;
  gint64 left_s = stint_time_to_local (&left->start, zone);
  gint64 right_s = stint_time_to_local (&right->start, zone);

  if (left_s != right_s)
    return left_s < right_s ? -1 : 1;
  return (left->original_s > right->original_s) - (left->original_s < right->original_s);
}

/* A later override of the same occurrence wins: there should be one alone. */
static GHashTable *
index_overrides (const StintOverride *overrides,
                 guint                n_overrides)
{
  GHashTable *positions = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_overrides; i++)
    g_hash_table_insert (positions, (gpointer) & overrides[i].original_s, GUINT_TO_POINTER (i + 1));
  return positions;
}

static gboolean
add_override (StintRecurrence     *recurrence,
              const StintOverride *override,
              int                  position,
              gint64               from_s,
              gint64               to_s,
              GArray              *occurrences,
              GError             **error)
{
  gint64 start_s = stint_time_to_local (&override->start, stint_recurrence_get_start (recurrence)->zone);
  StintOccurrence occurrence = { override->original_s, override->start, position, FALSE };
  gboolean is_there = FALSE;

  if (override->is_cancelled || start_s < from_s || start_s >= to_s)
    return TRUE;
  if (!stint_recurrence_contains (recurrence, override->original_s, &is_there, error))
    return FALSE;
  occurrence.is_orphan = !is_there;
  g_array_append_val (occurrences, occurrence);
  return TRUE;
}

/**
 * stint_series_expand:
 * @overrides: (array length=n_overrides): all of the series, in any order
 * @from_s: civil seconds in the zone of the series
 * @to_s: civil seconds, excluded
 * @max: how many are enough of those that nobody touched
 * @occurrences: (element-type StintOccurrence): where they are put, by when they are
 * @error: as stint_recurrence_expand()
 *
 * Works out what a range shows of a series: what the rule has, without what was cancelled or moved away, and with what was moved here.
 */
gboolean
stint_series_expand (StintRecurrence     *recurrence,
                     const StintOverride *overrides,
                     guint                n_overrides,
                     gint64               from_s,
                     gint64               to_s,
                     guint                max,
                     GArray              *occurrences,
                     GError             **error)
{
  g_autoptr (GHashTable) positions = index_overrides (overrides, n_overrides);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint wanted = (guint) MIN ((guint64) max + n_overrides, G_MAXUINT);
  guint n = 0;

  if (!stint_recurrence_expand (recurrence, from_s, to_s, wanted, times, error))
    return FALSE;
  for (guint i = 0; i < times->len && n < max; i++)
    {
      gint64 time_s = g_array_index (times, gint64, i);
      StintOccurrence occurrence = { time_s, stint_recurrence_make_time (recurrence, time_s), -1, FALSE };

      if (g_hash_table_contains (positions, &time_s))
        continue;
      g_array_append_val (occurrences, occurrence);
      n++;
    }
  for (guint i = 0; i < n_overrides; i++)
    if (GPOINTER_TO_UINT (g_hash_table_lookup (positions, &overrides[i].original_s)) == i + 1 &&
        !add_override (recurrence, &overrides[i], (int) i, from_s, to_s, occurrences, error))
      return FALSE;
  g_array_sort_with_data (occurrences, compare_occurrences, (gpointer) stint_recurrence_get_start (recurrence)->zone);
  return TRUE;
}
