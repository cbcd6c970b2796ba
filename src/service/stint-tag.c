/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-tag.h"

#include <string.h>

void
stint_tag_init_none (StintTag *self)
{
  *self = (StintTag) { .n = 0, .text = STINT_TAG_NONE };
}

/**
 * stint_tag_parse:
 * @text: (nullable): what should be a tag
 * @self: (out caller-allocates)
 *
 * Returns: whether it is one in its only form: "0", or a number without leading zeros, a dot and 16 lower-case hexadecimal digits
 */
gboolean
stint_tag_parse (const char *text,
                 StintTag   *self)
{
  gsize digits;

  if (text == NULL)
    return FALSE;
  if (strcmp (text, STINT_TAG_NONE) == 0)
    {
      stint_tag_init_none (self);
      return TRUE;
    }

  digits = strspn (text, "0123456789");
  if (digits == 0 || digits > 12 || text[0] == '0' || text[digits] != '.')
    return FALSE;
  if (strlen (text + digits + 1) != STINT_TAG_CHAIN_LENGTH ||
      strspn (text + digits + 1, "0123456789abcdef") != STINT_TAG_CHAIN_LENGTH)
    return FALSE;

  self->n = g_ascii_strtoll (text, NULL, 10);
  g_strlcpy (self->text, text, sizeof self->text);
  return TRUE;
}

/**
 * stint_tag_init_next:
 * @key: the request's idempotency key
 * @body: (nullable): the request's body, byte for byte
 *
 * The tag of the push after @previous. The chain is a hash of all that led there, so that two tables that were restored to
 * the same push and went different ways never agree on a later tag.
 */
void
stint_tag_init_next (StintTag       *self,
                     const StintTag *previous,
                     const char     *key,
                     GBytes         *body)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gint64 n = previous->n + 1;

  g_checksum_update (checksum, (const guchar *) previous->text, -1);
  g_checksum_update (checksum, (const guchar *) key, -1);
  if (body != NULL && g_bytes_get_size (body) > 0)
    g_checksum_update (checksum, g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  self->n = n;
  g_snprintf (self->text, sizeof self->text, "%" G_GINT64_FORMAT ".%.*s",
              n, STINT_TAG_CHAIN_LENGTH, g_checksum_get_string (checksum));
}

gboolean
stint_tag_equal (const StintTag *a,
                 const StintTag *b)
{
  return strcmp (a->text, b->text) == 0;
}
