/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-round-private.h"

#include <string.h>

/*
 * The cursor is a tag, so a server that was put back is found out by what it does not know of it (sync.md R1). But our own pushes, and what
 * a snapshot names beyond its first page's head, we know before the cursor gets there. Those tags are remembered until it does: if the log
 * has another push in the place of one, or ends before one, the server has lost it. All of them, not the newest alone: a push that comes
 * after a lost one may have been written behind somebody else's.
 */

/* So many pushes are known, and not met in the log, at most: then it is time to pull. */
#define MAX_SEEN 50

static gint64
get_number (const char *tag)
{
  return tag != NULL ? g_ascii_strtoll (tag, NULL, 10) : 0;
}

/* Returns: (transfer full): the tags beyond @cursor that are remembered, the oldest first */
static GPtrArray *
read_seen (StintDatabase *database,
           const char    *cursor)
{
  g_autofree char *text = stint_database_dup_sync (database, STINT_ROUND_SEEN, NULL);
  g_auto (GStrv) tags = g_strsplit (text != NULL ? text : "", " ", -1);
  GPtrArray *seen = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; tags[i] != NULL; i++)
    if (get_number (tags[i]) > get_number (cursor))
      g_ptr_array_add (seen, g_strdup (tags[i]));
  return seen;
}

static gint64
get_last_number (GPtrArray *seen)
{
  return seen->len > 0 ? get_number (seen->pdata[seen->len - 1]) : 0;
}

/* @tag: of a push that the server has. Remembers it if it is the newest. */
gboolean
stint_round_note_seen (StintRound     *self,
                       StintSyncWrite *write,
                       StintDatabase  *database,
                       const char     *tag,
                       GError        **error)
{
  g_autofree char *cursor = stint_database_dup_sync (database, STINT_ROUND_CURSOR, NULL);
  g_autoptr (GPtrArray) seen = read_seen (database, cursor);
  g_autofree char *text = NULL;

  if (get_number (tag) <= MAX (get_number (cursor), get_last_number (seen)))
    return TRUE;
  g_ptr_array_add (seen, g_strdup (tag));
  self->n_seen = seen->len;
  g_ptr_array_add (seen, NULL);
  text = g_strjoinv (" ", (char **) seen->pdata);
  return stint_sync_write_set (write, STINT_ROUND_SEEN, text, error);
}

/* Whether so much is known beyond the cursor that it is time to pull. */
gboolean
stint_round_has_seen_much (StintRound *self)
{
  return self->n_seen >= MAX_SEEN;
}

/* Whether a push that was just written has a number that was given to another one before. */
gboolean
stint_round_is_double (StintDatabase *database,
                       const char    *tag)
{
  g_autoptr (GPtrArray) seen = read_seen (database, NULL);

  return get_number (tag) <= get_last_number (seen) && !g_ptr_array_find_with_equal_func (seen, tag, g_str_equal, NULL);
}

static gboolean
has_other (GPtrArray  *seen,
           const char *tag)
{
  for (guint i = 0; i < seen->len; i++)
    if (get_number (seen->pdata[i]) == get_number (tag))
      return strcmp (seen->pdata[i], tag) != 0;
  return FALSE;
}

/**
 * stint_round_has_lost:
 * @cursor: where a pull began
 * @changes: what it brought
 * @head: (nullable): where the log ends, if all of it has come
 *
 * Returns: whether the server has no longer got a push that is known of it
 */
gboolean
stint_round_has_lost (StintDatabase *database,
                      const char    *cursor,
                      GVariant      *changes,
                      const char    *head)
{
  g_autoptr (GPtrArray) seen = read_seen (database, cursor);

  for (gsize i = 0; seen->len > 0 && i < g_variant_n_children (changes); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (changes, i);
      g_autoptr (GVariant) change = g_variant_get_variant (boxed);
      const char *tag = g_variant_is_of_type (change, G_VARIANT_TYPE_VARDICT) ? stint_round_get_text (change, "tag") : NULL;

      if (tag != NULL && has_other (seen, tag))
        return TRUE;
    }
  return head != NULL && get_number (head) < get_last_number (seen);
}
