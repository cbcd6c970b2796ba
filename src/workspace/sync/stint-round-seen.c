/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-round-private.h"

#include <string.h>

/*
 * The cursor is a tag, so a server that was put back is found out by what it does not know of it (sync.md R1). But our own pushes, and what
 * a snapshot names beyond its first page's head, we know before the cursor gets there. The newest of those tags is remembered until it does:
 * if the log then has another push in its place, or ends before it, the server has lost ours.
 */

static gint64
get_number (const char *tag)
{
  return tag != NULL ? g_ascii_strtoll (tag, NULL, 10) : 0;
}

/* @tag: of a push that the server has. Remembers it if it is the newest. */
gboolean
stint_round_note_seen (StintSyncWrite *write,
                       StintDatabase  *database,
                       const char     *tag,
                       GError        **error)
{
  g_autofree char *cursor = stint_database_dup_sync (database, STINT_ROUND_CURSOR, NULL);
  g_autofree char *seen = stint_database_dup_sync (database, STINT_ROUND_SEEN, NULL);

  if (get_number (tag) <= MAX (get_number (cursor), get_number (seen)))
    return TRUE;
  return stint_sync_write_set (write, STINT_ROUND_SEEN, tag, error);
}

/* Whether a push that was just written has a number that was given to another one before. */
gboolean
stint_round_is_double (StintDatabase *database,
                       const char    *tag)
{
  g_autofree char *seen = stint_database_dup_sync (database, STINT_ROUND_SEEN, NULL);

  return seen != NULL && get_number (tag) <= get_number (seen) && strcmp (tag, seen) != 0;
}

/**
 * stint_round_has_lost:
 * @cursor: where a pull began
 * @changes: what it brought
 * @head: where the log ends, if all of it has come; else %NULL
 *
 * Returns: whether the server has no longer got the newest push that is known of it
 */
gboolean
stint_round_has_lost (StintDatabase *database,
                      const char    *cursor,
                      GVariant      *changes,
                      const char    *head)
{
  g_autofree char *seen = stint_database_dup_sync (database, STINT_ROUND_SEEN, NULL);
  gint64 seen_n = get_number (seen);

  if (seen == NULL || seen_n <= get_number (cursor))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (changes); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (changes, i);
      g_autoptr (GVariant) change = g_variant_get_variant (boxed);
      const char *tag = g_variant_is_of_type (change, G_VARIANT_TYPE_VARDICT) ? stint_round_get_text (change, "tag") : NULL;

      if (get_number (tag) == seen_n)
        return strcmp (tag, seen) != 0;
    }
  return head != NULL && get_number (head) < seen_n;
}
