/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-change-log.h"

static gboolean
has_member (GVariant   *members,
            const char *name)
{
  g_autoptr (GVariant) value = members != NULL ? g_variant_lookup_value (members, name, NULL) : NULL;

  return value != NULL;
}

/* What @from says of members that neither @a nor @b names. */
static void
add_unnamed (GVariantDict *dict,
             GVariant     *from,
             GVariant     *a,
             GVariant     *b)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (from == NULL)
    return;
  g_variant_iter_init (&iter, from);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (!has_member (a, name) && !has_member (b, name))
      g_variant_dict_insert_value (dict, name, value);
}

static GVariant *
join_side (GVariant *first,
           GVariant *other_of_first,
           GVariant *second)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (first);

  add_unnamed (&dict, second, first, other_of_first);
  return stint_members_sort (g_variant_dict_end (&dict));
}

/**
 * stint_delta_join:
 * @before, @after: (nullable): what a change did to a record, as in #StintDelta
 * @next_before, @next_after: (nullable): what it, or the one after it, did next to the same record
 * @joined_after: (out) (transfer full) (nullable)
 *
 * A member that is put back stays in both: it was touched, and whoever shows it has to be told.
 *
 * Returns: (transfer full) (nullable): the two as one: what was before both, and in @joined_after what is after both
 */
GVariant *
stint_delta_join (GVariant  *before,
                  GVariant  *after,
                  GVariant  *next_before,
                  GVariant  *next_after,
                  GVariant **joined_after)
{
  *joined_after = NULL;

  /* Deleted and brought back: both are whole already. */
  if (after == NULL && before != NULL)
    {
      *joined_after = next_after != NULL ? g_variant_ref (next_after) : NULL;
      return g_variant_ref (before);
    }
  if (next_after != NULL)
    *joined_after = join_side (next_after, next_before, after);
  return before != NULL ? join_side (before, after, next_before) : NULL;
}
