/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-member-walk.h"

#include <string.h>

static const char *
peek_name (GVariant *entry)
{
  const char *name;

  g_variant_get_child (entry, 0, "&s", &name);
  return name;
}

static void
load_entry (StintMemberWalk *self,
            guint            side)
{
  GVariant *dict = self->dicts[side];

  if (dict != NULL && self->positions[side] < g_variant_n_children (dict))
    self->entries[side] = g_variant_get_child_value (dict, self->positions[side]++);
}

static void
clear_current (StintMemberWalk *self)
{
  for (guint side = 0; side < STINT_MEMBER_WALK_SIDES; side++)
    {
      g_clear_pointer (&self->values[side], g_variant_unref);
      g_clear_pointer (&self->current[side], g_variant_unref);
    }
}

/**
 * stint_member_walk_init:
 * @first: (nullable): sorted by name; borrowed
 * @second: (nullable): likewise
 * @third: (nullable): likewise
 */
void
stint_member_walk_init (StintMemberWalk *self,
                        GVariant        *first,
                        GVariant        *second,
                        GVariant        *third)
{
  *self = (StintMemberWalk) { .dicts = { first, second, third } };

  for (guint side = 0; side < STINT_MEMBER_WALK_SIDES; side++)
    load_entry (self, side);
}

/* Goes to the next name. Returns: whether there is one; then @name and @values are set, and at least one value is not %NULL */
gboolean
stint_member_walk_next (StintMemberWalk *self)
{
  const char *least = NULL;

  clear_current (self);

  for (guint side = 0; side < STINT_MEMBER_WALK_SIDES; side++)
    if (self->entries[side] != NULL)
      {
        const char *name = peek_name (self->entries[side]);

        if (least == NULL || strcmp (name, least) < 0)
          least = name;
      }

  if (least == NULL)
    return FALSE;

  /* The entries stay until the next step: the name is theirs. */
  for (guint side = 0; side < STINT_MEMBER_WALK_SIDES; side++)
    if (self->entries[side] != NULL && strcmp (peek_name (self->entries[side]), least) == 0)
      {
        self->current[side] = g_steal_pointer (&self->entries[side]);
        g_variant_get_child (self->current[side], 1, "v", &self->values[side]);
        load_entry (self, side);
      }

  self->name = least;
  return TRUE;
}

void
stint_member_walk_clear (StintMemberWalk *self)
{
  clear_current (self);
  for (guint side = 0; side < STINT_MEMBER_WALK_SIDES; side++)
    g_clear_pointer (&self->entries[side], g_variant_unref);
}

/* Whether both are absent, or both the same to the last byte. */
gboolean
stint_values_identical (GVariant *a,
                        GVariant *b)
{
  return a == b || (a != NULL && b != NULL && g_variant_equal (a, b));
}

static gboolean
numbers_equal (GVariant *a,
               GVariant *b)
{
  /* An integer of JSON is exact as a double (RFC 8259 §6), so nothing is rounded here. */
  if (g_variant_is_of_type (a, G_VARIANT_TYPE_INT64) && g_variant_is_of_type (b, G_VARIANT_TYPE_DOUBLE))
    return (double) g_variant_get_int64 (a) == g_variant_get_double (b);

  return g_variant_get_double (a) == (double) g_variant_get_int64 (b);
}

static gboolean
is_number (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) || g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE);
}

/**
 * stint_values_equal:
 * @a: (nullable): a member's value; %NULL: it is absent
 * @b: (nullable): likewise
 *
 * Returns: whether they mean the same: numbers count by value, 2 is 2.0 (sync.md R11)
 */
gboolean
stint_values_equal (GVariant *a,
                    GVariant *b)
{
  gsize n_children;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;

  if (is_number (a) && is_number (b))
    {
      if (g_variant_type_equal (g_variant_get_type (a), g_variant_get_type (b)))
        return g_variant_is_of_type (a, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (a) == g_variant_get_int64 (b)
                                                               : g_variant_get_double (a) == g_variant_get_double (b);
      return numbers_equal (a, b);
    }

  if (!g_variant_type_equal (g_variant_get_type (a), g_variant_get_type (b)))
    return FALSE;
  if (g_variant_equal (a, b))
    return TRUE;

  /* Only what can hold a number deeper down can still be equal. */
  if (!g_variant_is_container (a))
    return FALSE;

  n_children = g_variant_n_children (a);
  if (n_children != g_variant_n_children (b))
    return FALSE;

  for (gsize i = 0; i < n_children; i++)
    {
      g_autoptr (GVariant) first = g_variant_get_child_value (a, i);
      g_autoptr (GVariant) second = g_variant_get_child_value (b, i);

      if (!stint_values_equal (first, second))
        return FALSE;
    }

  return TRUE;
}
