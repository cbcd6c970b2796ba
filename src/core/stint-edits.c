/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-merge.h"

#include <stdlib.h>
#include <string.h>

static int
compare_names (const void *a,
               const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): the table of names and counters as a dictionary sorted by name, so that equal vectors have equal bytes */
static GVariant *
make_sorted (GHashTable *counters)
{
  guint n_names;
  g_autofree const char **names = (const char **) g_hash_table_get_keys_as_array (counters, &n_names);
  GVariantBuilder builder;

  qsort (names, n_names, sizeof *names, compare_names);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  for (guint i = 0; i < n_names; i++)
    g_variant_builder_add (&builder, "{sx}", names[i], *(gint64 *) g_hash_table_lookup (counters, names[i]));

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Keeps the larger counter of each name. */
static void
join_into (GHashTable *counters,
           GVariant   *edits)
{
  GVariantIter iter;
  const char *name;
  gint64 counter;

  if (edits == NULL)
    return;

  g_variant_iter_init (&iter, edits);
  while (g_variant_iter_next (&iter, "{&sx}", &name, &counter))
    {
      gint64 *known = g_hash_table_lookup (counters, name);

      if (known == NULL)
        g_hash_table_insert (counters, (char *) name, g_memdup2 (&counter, sizeof counter));
      else
        *known = MAX (*known, counter);
    }
}

/**
 * stint_edits_descend:
 * @ancestor: (nullable): `a{sx}`
 * @descendant: (nullable): `a{sx}`
 *
 * Returns: whether @descendant has seen every edit of @ancestor: no entry of @ancestor is larger (sync.md R5: mine ≤ theirs)
 */
gboolean
stint_edits_descend (GVariant *ancestor,
                     GVariant *descendant)
{
  GVariantIter iter;
  const char *name;
  gint64 counter;

  if (ancestor == NULL || ancestor == descendant)
    return TRUE;

  g_variant_iter_init (&iter, ancestor);
  while (g_variant_iter_next (&iter, "{&sx}", &name, &counter))
    {
      gint64 known = 0;

      if (descendant != NULL)
        g_variant_lookup (descendant, name, "x", &known);
      if (counter > known)
        return FALSE;
    }

  return TRUE;
}

/**
 * stint_edits_join:
 * @a: (nullable): `a{sx}`
 * @b: (nullable): `a{sx}`
 *
 * Returns: (transfer full): the least vector that descends from both: two devices that join the same two states agree
 */
GVariant *
stint_edits_join (GVariant *a,
                  GVariant *b)
{
  g_autoptr (GHashTable) counters = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  join_into (counters, a);
  join_into (counters, b);
  return make_sorted (counters);
}

/**
 * stint_edits_bump:
 * @edits: (nullable): `a{sx}`
 * @device: who edits
 * @counter: the device's one counter, larger than any it has used
 *
 * Returns: (transfer full): @edits with the device's entry set; never made smaller
 */
GVariant *
stint_edits_bump (GVariant   *edits,
                  const char *device,
                  gint64      counter)
{
  g_autoptr (GVariant) own = NULL;
  GVariantBuilder builder;

  g_return_val_if_fail (device != NULL, NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&builder, "{sx}", device, counter);
  own = g_variant_ref_sink (g_variant_builder_end (&builder));
  return stint_edits_join (edits, own);
}
