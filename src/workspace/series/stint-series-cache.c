/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-cache-private.h"

/* A series that cannot be read or placed has no state; it is not tried again until it changes. */
typedef struct
{
  gint64            touched;
  StintSeriesState *state;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_clear_pointer (&self->state, stint_series_state_free);
  g_free (self);
}

static void
cache_free (gpointer data)
{
  StintSeriesCache *self = data;

  g_clear_pointer (&self->overrides, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_free (self);
}

static StintSeriesCache *
get_cache (StintDatabase *database)
{
  StintSeriesCache *self = stint_database_get_companion (database);

  if (self != NULL)
    return self;
  self = g_new0 (StintSeriesCache, 1);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->overrides = g_hash_table_new (g_str_hash, g_str_equal);
  stint_database_set_companion (database, self, cache_free);
  return self;
}

static void
forget_overrides (StintSeriesCache *self,
                  StintSeriesState *state)
{
  for (guint i = 0; state != NULL && i < state->overrides->len; i++)
    {
      StintSeriesOverride *override = state->overrides->pdata[i];
      const char *id = stint_record_get_id (override->record);

      if (g_hash_table_lookup (self->overrides, id) == override)
        g_hash_table_remove (self->overrides, id);
    }
}

static void
remember_overrides (StintSeriesCache *self,
                    StintSeriesState *state)
{
  for (guint i = 0; state != NULL && i < state->overrides->len; i++)
    {
      StintSeriesOverride *override = state->overrides->pdata[i];

      g_hash_table_replace (self->overrides, (gpointer) stint_record_get_id (override->record), override);
    }
}

static gboolean
read_entry (StintSeriesCache     *self,
            StintDatabase        *database,
            const StintSeriesKey *key,
            GError              **error)
{
  Entry *entry = g_hash_table_lookup (self->entries, key->id);
  g_autoptr (GError) local_error = NULL;
  StintSeriesState *state;

  if (entry != NULL && entry->touched == key->touched)
    return TRUE;
  state = stint_series_state_read (database, key->id, &local_error);
  if (local_error != NULL && local_error->domain != STINT_SERIES_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (entry != NULL)
    forget_overrides (self, entry->state);
  entry = g_new0 (Entry, 1);
  entry->touched = key->touched;
  entry->state = state;
  g_hash_table_replace (self->entries, g_strdup (key->id), entry);
  remember_overrides (self, state);
  return TRUE;
}

static void
drop_dead (StintSeriesCache *self,
           GArray           *keys)
{
  g_autoptr (GHashTable) living = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id, entry;

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (living, g_array_index (keys, StintSeriesKey, i).id);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &id, &entry))
    if (!g_hash_table_contains (living, id))
      {
        forget_overrides (self, ((Entry *) entry)->state);
        g_hash_table_iter_remove (&iter);
      }
}

/**
 * stint_series_cache_update:
 *
 * Reads again what has changed since it was read, whoever changed it. Without series it is one look into an empty index.
 *
 * Returns: (transfer none) (nullable): the series of the database as they are now; valid until the job ends. %NULL with @error set
 */
StintSeriesCache *
stint_series_cache_update (StintDatabase *database,
                           GError       **error)
{
  StintSeriesCache *self = get_cache (database);
  g_autoptr (GArray) keys = stint_database_list_series (database, error);

  if (keys == NULL)
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    if (!read_entry (self, database, &g_array_index (keys, StintSeriesKey, i), error))
      return NULL;
  if (g_hash_table_size (self->entries) > keys->len)
    drop_dead (self, keys);
  return self;
}

/**
 * stint_series_cache_peek:
 *
 * Returns: (nullable): the series of that id as it was when the cache was updated
 */
StintSeriesState *
stint_series_cache_peek (StintSeriesCache *self,
                         const char       *series_id)
{
  Entry *entry = g_hash_table_lookup (self->entries, series_id);

  return entry != NULL ? entry->state : NULL;
}

/* Calls back for each series that can be placed; in no order. */
void
stint_series_cache_foreach (StintSeriesCache  *self,
                            StintSeriesVisitor visit,
                            gpointer           user_data)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (((Entry *) entry)->state != NULL)
      visit (((Entry *) entry)->state, user_data);
}
