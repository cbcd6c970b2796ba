/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-id-map.h"

#define FIRST_SLOTS 64
#define MAX_IDS (1000 * 1000)

/* Open addressing; a key of 0 is a free slot. */
struct _StintIcsIdMap
{
  guint64 *keys;
  guint64 *values; /* NULL as long as all are 0 */
  gsize    n_slots;
  gsize    n_ids;
};

static gsize
find_slot (const guint64 *keys,
           gsize          n_slots,
           guint64        key)
{
  gsize slot = key & (n_slots - 1);

  while (keys[slot] != 0 && keys[slot] != key)
    slot = (slot + 1) & (n_slots - 1);
  return slot;
}

static void
grow (StintIcsIdMap *self)
{
  gsize n_slots = self->n_slots * 2;
  guint64 *keys = g_new0 (guint64, n_slots);
  guint64 *values = self->values != NULL ? g_new0 (guint64, n_slots) : NULL;

  for (gsize i = 0; i < self->n_slots; i++)
    {
      gsize slot;

      if (self->keys[i] == 0)
        continue;
      slot = find_slot (keys, n_slots, self->keys[i]);
      keys[slot] = self->keys[i];
      if (values != NULL)
        values[slot] = self->values[i];
    }
  g_free (self->keys);
  g_free (self->values);
  self->keys = keys;
  self->values = values;
  self->n_slots = n_slots;
}

StintIcsIdMap *
stint_ics_id_map_new (void)
{
  StintIcsIdMap *self = g_new0 (StintIcsIdMap, 1);

  self->n_slots = FIRST_SLOTS;
  self->keys = g_new0 (guint64, FIRST_SLOTS);
  return self;
}

void
stint_ics_id_map_free (StintIcsIdMap *self)
{
  g_free (self->keys);
  g_free (self->values);
  g_free (self);
}

/**
 * stint_ics_id_map_hash:
 *
 * Returns: what stands for that id in every map: FNV-1a, never 0
 */
guint64
stint_ics_id_map_hash (const char *id)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (const char *p = id; *p != '\0'; p++)
    hash = (hash ^ (guchar) * p) * G_GUINT64_CONSTANT (1099511628211);
  return hash != 0 ? hash : 1;
}

/**
 * stint_ics_id_map_set:
 *
 * Returns: %FALSE if it is full
 */
gboolean
stint_ics_id_map_set (StintIcsIdMap *self,
                      guint64        key,
                      guint64        value)
{
  gsize slot = find_slot (self->keys, self->n_slots, key);

  if (self->keys[slot] == 0)
    {
      if (self->n_ids >= MAX_IDS)
        return FALSE;
      if (self->n_ids + 1 > self->n_slots / 4 * 3)
        {
          grow (self);
          slot = find_slot (self->keys, self->n_slots, key);
        }
      self->keys[slot] = key;
      self->n_ids++;
    }
  if (value != 0 && self->values == NULL)
    self->values = g_new0 (guint64, self->n_slots);
  if (self->values != NULL)
    self->values[slot] = value;
  return TRUE;
}

/**
 * stint_ics_id_map_get:
 * @value: (out) (optional)
 */
gboolean
stint_ics_id_map_get (StintIcsIdMap *self,
                      guint64        key,
                      guint64       *value)
{
  gsize slot = find_slot (self->keys, self->n_slots, key);

  if (self->keys[slot] == 0)
    return FALSE;
  if (value != NULL)
    *value = self->values != NULL ? self->values[slot] : 0;
  return TRUE;
}
