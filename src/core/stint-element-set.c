/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-element-set.h"

#include <stdlib.h>
#include <string.h>

static int
compare_strings (const void *a,
                 const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: whether @value is a set of strings, or nothing at all; a newer version's set might be something else */
gboolean
stint_element_set_can_hold (GVariant *value)
{
  return value == NULL || g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY);
}

/* Returns: (transfer full): the elements of @value, which must outlive the set */
GHashTable *
stint_element_set_new (GVariant *value)
{
  GHashTable *self = g_hash_table_new (g_str_hash, g_str_equal);

  stint_element_set_add (self, value);
  return self;
}

void
stint_element_set_add (GHashTable *self,
                       GVariant   *value)
{
  g_autofree const char **elements = value != NULL ? g_variant_get_strv (value, NULL) : NULL;

  for (gsize i = 0; elements != NULL && elements[i] != NULL; i++)
    g_hash_table_add (self, (gpointer) elements[i]);
}

void
stint_element_set_remove (GHashTable *self,
                          GVariant   *value)
{
  g_autofree const char **elements = value != NULL ? g_variant_get_strv (value, NULL) : NULL;

  for (gsize i = 0; elements != NULL && elements[i] != NULL; i++)
    g_hash_table_remove (self, elements[i]);
}

/* Returns: (transfer full): `as`, sorted: equal sets are equal values */
GVariant *
stint_element_set_to_variant (GHashTable *self)
{
  guint n_elements;
  g_autofree const char **elements = (const char **) g_hash_table_get_keys_as_array (self, &n_elements);

  qsort (elements, n_elements, sizeof *elements, compare_strings);
  return g_variant_ref_sink (g_variant_new_strv (elements, n_elements));
}
