/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import-seen.h"

#include <string.h>

#define FIRST_SIZE 64

/* Open addressing: 0 is an empty place, and @size a power of two of which at most three quarters are taken. */
struct _StintImportSeen
{
  guint64 *places;
  gsize    size;
  gsize    n_taken;
};

StintImportSeen *
stint_import_seen_new (void)
{
  StintImportSeen *self = g_new0 (StintImportSeen, 1);

  self->size = FIRST_SIZE;
  self->places = g_new0 (guint64, self->size);
  return self;
}

void
stint_import_seen_free (StintImportSeen *self)
{
  g_free (self->places);
  g_free (self);
}

static guint64
digest (const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 bytes[20];
  gsize length = sizeof bytes;
  guint64 key;

  g_checksum_update (checksum, (const guchar *) name, -1);
  g_checksum_get_digest (checksum, bytes, &length);
  memcpy (&key, bytes, sizeof key);
  return key != 0 ? key : 1;
}

/* Returns: where the key is, or the empty place where it belongs */
static guint64 *
find (StintImportSeen *self,
      guint64          key)
{
  gsize at = key & (self->size - 1);

  while (self->places[at] != 0 && self->places[at] != key)
    at = (at + 1) & (self->size - 1);
  return &self->places[at];
}

static void
grow (StintImportSeen *self)
{
  g_autofree guint64 *before = self->places;
  gsize size = self->size;

  self->size *= 2;
  self->places = g_new0 (guint64, self->size);
  for (gsize i = 0; i < size; i++)
    if (before[i] != 0)
      *find (self, before[i]) = before[i];
}

/* Returns: FALSE if it was there already */
gboolean
stint_import_seen_add (StintImportSeen *self,
                       const char      *name)
{
  guint64 key = digest (name);
  guint64 *place = find (self, key);

  if (*place == key)
    return FALSE;
  *place = key;
  if (++self->n_taken * 4 > self->size * 3)
    grow (self);
  return TRUE;
}

gboolean
stint_import_seen_contains (StintImportSeen *self,
                            const char      *name)
{
  guint64 key = digest (name);

  return *find (self, key) == key;
}
