/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-id.h"

#include <string.h>

/* The namespace of all derived ids: itself a UUIDv4, drawn once for Stint. */
static const guint8 derived_namespace[16] = {
  0x6f, 0x1d, 0x2b, 0x0a, 0x9c, 0x35, 0x4e, 0x61, 0x8f, 0x27, 0x53, 0x74, 0x69, 0x6e, 0x74, 0x01,
};

static char *
format_uuid (const guint8 bytes[16])
{
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                          bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]);
}

static void
set_version (guint8 bytes[16],
             int    version)
{
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
}

/**
 * stint_id_new:
 * @unix_ms: the time now
 * @rand: where the random bits come from
 *
 * Makes an id for what a person makes: a UUIDv7 (RFC 9562 §5.7), so ids sort by when they were made.
 *
 * Returns: (transfer full): a canonical lower-case UUID
 */
char *
stint_id_new (gint64 unix_ms,
              GRand *rand)
{
  guint8 bytes[16];

  for (int i = 0; i < 6; i++)
    bytes[i] = (unix_ms >> (8 * (5 - i))) & 0xff;
  for (int i = 6; i < 16; i++)
    bytes[i] = g_rand_int (rand) & 0xff;
  set_version (bytes, 7);

  return format_uuid (bytes);
}

/**
 * stint_id_derive:
 * @what: what the id is for, "task" say: the same name may stand for several things
 * @name: the name it is derived from
 *
 * Makes the id that everybody derives from the same name: a UUIDv5 (RFC 9562 §5.5) of "what:name".
 *
 * Returns: (transfer full): a canonical lower-case UUID
 */
char *
stint_id_derive (const char *what,
                 const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update (checksum, derived_namespace, sizeof derived_namespace);
  g_checksum_update (checksum, (const guchar *) what, -1);
  g_checksum_update (checksum, (const guchar *) ":", 1);
  g_checksum_update (checksum, (const guchar *) name, -1);
  g_checksum_get_digest (checksum, digest, &length);
  set_version (digest, 5);

  return format_uuid (digest);
}

/**
 * stint_id_is_valid:
 * @id: (nullable): a text
 *
 * Returns: whether it is a canonical lower-case UUID of any version
 */
gboolean
stint_id_is_valid (const char *id)
{
  if (id == NULL || strlen (id) != STINT_ID_LENGTH)
    return FALSE;

  for (int i = 0; i < STINT_ID_LENGTH; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? id[i] != '-' : !(g_ascii_isdigit (id[i]) || (id[i] >= 'a' && id[i] <= 'f')))
        return FALSE;
    }
  return TRUE;
}
