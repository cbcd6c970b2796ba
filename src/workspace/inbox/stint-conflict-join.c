/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/inbox/stint-conflict-join.h"

#include "core/stint-element-set.h"
#include "core/stint-task.h"

#include <string.h>

/* What stands between two notes. It is text that a person goes on writing in, so it is in no language. */
#define NOTES_SEPARATOR "\n\n⸻\n\n"

/**
 * stint_conflict_set_has_all:
 *
 * Returns: whether there are elements, and all of them are in the set
 */
gboolean
stint_conflict_set_has_all (GVariant *set,
                            GVariant *elements)
{
  g_autoptr (GHashTable) rest = NULL;

  if (set == NULL || elements == NULL || !stint_element_set_can_hold (set) || !stint_element_set_can_hold (elements) ||
      g_variant_n_children (elements) == 0)
    return FALSE;
  rest = stint_element_set_new (elements);
  stint_element_set_remove (rest, set);
  return g_hash_table_size (rest) == 0;
}

/**
 * stint_conflict_set_without:
 *
 * Returns: (transfer full) (nullable): the set without those elements; %NULL if nothing is left of it
 */
GVariant *
stint_conflict_set_without (GVariant *set,
                            GVariant *elements)
{
  g_autoptr (GHashTable) rest = NULL;

  if (set == NULL || !stint_element_set_can_hold (set) || !stint_element_set_can_hold (elements))
    return NULL;
  rest = stint_element_set_new (set);
  stint_element_set_remove (rest, elements);
  return g_hash_table_size (rest) > 0 ? stint_element_set_to_variant (rest) : NULL;
}

static GVariant *
unite_sets (GVariant *first,
            GVariant *second)
{
  g_autoptr (GHashTable) all = NULL;

  if (!stint_element_set_can_hold (first) || !stint_element_set_can_hold (second))
    return NULL;
  all = stint_element_set_new (first);
  stint_element_set_add (all, second);
  return stint_element_set_to_variant (all);
}

static void
add_minutes (GVariantBuilder *builder,
             GHashTable      *known,
             GVariant        *list)
{
  /* An empty list is one of texts. */
  if (!g_variant_is_of_type (list, G_VARIANT_TYPE ("av")))
    return;
  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) minutes = g_variant_get_variant (boxed);

      if (g_variant_is_of_type (minutes, G_VARIANT_TYPE_INT64) &&
          g_hash_table_add (known, g_memdup2 (&(gint64) { g_variant_get_int64 (minutes) }, sizeof (gint64))))
        g_variant_builder_add (builder, "v", minutes);
    }
}

/* Each number once, those of the first list before the others. */
static GVariant *
unite_minutes (GVariant *first,
               GVariant *second)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  add_minutes (&builder, known, first);
  add_minutes (&builder, known, second);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* One below the other, unless one says it all already. */
static GVariant *
join_notes (GVariant *first,
            GVariant *second)
{
  const char *above, *below;

  if (!g_variant_is_of_type (first, G_VARIANT_TYPE_STRING) || !g_variant_is_of_type (second, G_VARIANT_TYPE_STRING))
    return NULL;
  above = g_variant_get_string (first, NULL);
  below = g_variant_get_string (second, NULL);
  if (strstr (above, below) != NULL || strstr (below, above) != NULL)
    return NULL;
  return g_variant_ref_sink (g_variant_new_take_string (g_strconcat (above, NOTES_SEPARATOR, below, NULL)));
}

/**
 * stint_conflict_join:
 *
 * Returns: (transfer full) (nullable): a value that has both; %NULL if the member has no such
 */
GVariant *
stint_conflict_join (const StintMember *member,
                     GVariant          *first,
                     GVariant          *second)
{
  if (stint_member_is_set (member))
    return unite_sets (first, second);
  if (member->type == STINT_MEMBER_MINUTES_LIST)
    return unite_minutes (first, second);
  if (g_str_equal (member->name, STINT_TASK_NOTES))
    return join_notes (first, second);
  return NULL;
}
