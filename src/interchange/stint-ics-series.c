/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-series.h"

#include "interchange/stint-ics-id-map.h"

#include <string.h>

#define MAX_MEMBERS_BYTES (4 * 1024 * 1024)
#define MAX_WAITING_BYTES (4 * 1024 * 1024)
#define MAX_ZONES 1000

/* What is known of every series, in the eight bytes that a map has for it. */
typedef struct
{
  gint32  shift_s;
  guint32 second   : 17;
  guint32 date_only : 1;
  guint32 zone     : 14; /* the position behind that of its zone; 0: none */
} Packed;
G_STATIC_ASSERT (sizeof (Packed) == sizeof (guint64));

struct _StintIcsSeriesTable
{
  StintIcsIdMap *packed;
  GPtrArray     *zones;     /* interned */

  GHashTable    *members;   /* id → GVariant; of the latest series */
  GQueue         latest;    /* its keys, the oldest first */
  gsize          n_members_bytes;

  GHashTable    *waiting;   /* id → GPtrArray of StintIcsWaiting */
  gsize          n_waiting_bytes;
};

void
stint_ics_waiting_free (StintIcsWaiting *self)
{
  g_free (self->text);
  g_free (self->project);
  g_free (self);
}

StintIcsSeriesTable *
stint_ics_series_table_new (void)
{
  StintIcsSeriesTable *self = g_new0 (StintIcsSeriesTable, 1);

  self->packed = stint_ics_id_map_new ();
  self->zones = g_ptr_array_new ();
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  g_queue_init (&self->latest);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
stint_ics_series_table_free (StintIcsSeriesTable *self)
{
  stint_ics_id_map_free (self->packed);
  g_ptr_array_unref (self->zones);
  g_queue_clear (&self->latest);
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->waiting);
  g_free (self);
}

static guint
pack_zone (StintIcsSeriesTable *self,
           const char          *zone)
{
  guint position;

  if (zone == NULL)
    return 0;
  if (!g_ptr_array_find (self->zones, zone, &position))
    {
      if (self->zones->len >= MAX_ZONES)
        return 0;
      g_ptr_array_add (self->zones, (gpointer) zone);
      position = self->zones->len - 1;
    }
  return position + 1;
}

/* Forgets the oldest ones when there are too many. */
static void
keep_members (StintIcsSeriesTable *self,
              const char          *id,
              GVariant            *members)
{
  GVariant *was = g_hash_table_lookup (self->members, id);
  char *key = g_strdup (id);

  self->n_members_bytes += g_variant_get_size (members);
  if (was != NULL)
    self->n_members_bytes -= g_variant_get_size (was);
  else
    g_queue_push_tail (&self->latest, key);
  /* A key that is there already stays, and the copy is freed. */
  g_hash_table_insert (self->members, key, g_variant_ref (members));
  while (self->n_members_bytes > MAX_MEMBERS_BYTES)
    {
      char *oldest = g_queue_pop_head (&self->latest);

      self->n_members_bytes -= g_variant_get_size (g_hash_table_lookup (self->members, oldest));
      g_hash_table_remove (self->members, oldest);
    }
}

/**
 * stint_ics_series_table_add:
 * @facts: its members are referenced
 */
void
stint_ics_series_table_add (StintIcsSeriesTable       *self,
                            const char                *id,
                            const StintIcsSeriesFacts *facts)
{
  Packed packed = {
    .shift_s = (gint32) facts->shift_s,
    .second = (guint32) (facts->start.local_s - (gint64) stint_time_get_day (&facts->start) * STINT_DAY_S),
    .date_only = facts->start.date_only,
    .zone = pack_zone (self, facts->start.zone),
  };
  guint64 value;

  memcpy (&value, &packed, sizeof value);
  if (stint_ics_id_map_set (self->packed, stint_ics_id_map_hash (id), value) && facts->members != NULL)
    keep_members (self, id, facts->members);
}

/**
 * stint_ics_series_table_find:
 * @facts: (out caller-allocates): valid until the next series is added
 */
gboolean
stint_ics_series_table_find (StintIcsSeriesTable *self,
                             const char          *id,
                             StintIcsSeriesFacts *facts)
{
  guint64 value;
  Packed packed;

  if (!stint_ics_id_map_get (self->packed, stint_ics_id_map_hash (id), &value))
    return FALSE;
  memcpy (&packed, &value, sizeof packed);
  *facts = (StintIcsSeriesFacts) {
    .start = { packed.second, packed.zone != 0 ? g_ptr_array_index (self->zones, packed.zone - 1) : NULL, packed.date_only },
    .shift_s = packed.shift_s,
    .members = g_hash_table_lookup (self->members, id),
  };
  return TRUE;
}

/**
 * stint_ics_series_table_wait:
 *
 * Keeps a changed occurrence until its series comes.
 *
 * Returns: %FALSE if too much waits already
 */
gboolean
stint_ics_series_table_wait (StintIcsSeriesTable *self,
                             const char          *id,
                             const char          *text,
                             guint                line,
                             const char          *project)
{
  gsize n_bytes = strlen (text) + 200;
  GPtrArray *list = g_hash_table_lookup (self->waiting, id);
  StintIcsWaiting *waiting;

  if (self->n_waiting_bytes + n_bytes > MAX_WAITING_BYTES)
    return FALSE;
  self->n_waiting_bytes += n_bytes;
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_ics_waiting_free);
      g_hash_table_insert (self->waiting, g_strdup (id), list);
    }
  waiting = g_new (StintIcsWaiting, 1);
  *waiting = (StintIcsWaiting) { g_strdup (text), line, g_strdup (project) };
  g_ptr_array_add (list, waiting);
  return TRUE;
}

/**
 * stint_ics_series_table_take:
 *
 * Returns: (transfer full) (nullable) (element-type StintIcsWaiting): what has waited for that series, in its order
 */
GPtrArray *
stint_ics_series_table_take (StintIcsSeriesTable *self,
                             const char          *id)
{
  char *key = NULL;
  GPtrArray *list = NULL;

  if (g_hash_table_size (self->waiting) == 0 ||
      !g_hash_table_steal_extended (self->waiting, id, (gpointer *) &key, (gpointer *) &list))
    return NULL;
  g_free (key);
  for (guint i = 0; i < list->len; i++)
    self->n_waiting_bytes -= strlen (((StintIcsWaiting *) g_ptr_array_index (list, i))->text) + 200;
  return list;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const StintIcsWaiting *first = *(StintIcsWaiting *const *) a;
  const StintIcsWaiting *second = *(StintIcsWaiting *const *) b;

  return (first->line > second->line) - (first->line < second->line);
}

/**
 * stint_ics_series_table_take_all:
 *
 * Returns: (transfer full) (element-type StintIcsWaiting): what has waited in vain, in the order of the file
 */
GPtrArray *
stint_ics_series_table_take_all (StintIcsSeriesTable *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_ics_waiting_free);
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_extend_and_steal (all, g_ptr_array_ref (list));
  g_hash_table_remove_all (self->waiting);
  g_ptr_array_sort (all, compare_lines);
  return all;
}
