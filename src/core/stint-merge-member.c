/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-merge-member.h"

#include "core/stint-element-set.h"
#include "core/stint-member-walk.h"

void
stint_merge_member_free (StintMergeMember *self)
{
  g_free (self->name);
  g_clear_pointer (&self->base, g_variant_unref);
  g_clear_pointer (&self->mine, g_variant_unref);
  g_clear_pointer (&self->theirs, g_variant_unref);
  g_clear_pointer (&self->value, g_variant_unref);
  g_free (self);
}

static void
take (StintMergeMember *self,
      StintMergeChoice  choice,
      GVariant         *value)
{
  g_clear_pointer (&self->value, g_variant_unref);
  self->choice = choice;
  self->value = value != NULL ? g_variant_ref (value) : NULL;
}

/* Takes one side's value. */
void
stint_merge_member_choose (StintMergeMember *self,
                           gboolean          mine)
{
  take (self, mine ? STINT_MERGE_MINE : STINT_MERGE_THEIRS, mine ? self->mine : self->theirs);
}

/*
 * What either side added, without what either side removed: (mine ∪ theirs) − (base − mine) − (base − theirs). Without a base nothing
 * is known to be removed.
 */
static GVariant *
join_sets (StintMergeMember *self,
           gboolean          has_base)
{
  g_autoptr (GHashTable) joined = stint_element_set_new (self->mine);
  g_autoptr (GHashTable) gone_from_mine = stint_element_set_new (has_base ? self->base : NULL);
  g_autoptr (GHashTable) gone_from_theirs = stint_element_set_new (has_base ? self->base : NULL);
  g_autoptr (GVariant) mine_removed = NULL;
  g_autoptr (GVariant) theirs_removed = NULL;

  stint_element_set_add (joined, self->theirs);
  stint_element_set_remove (gone_from_mine, self->mine);
  stint_element_set_remove (gone_from_theirs, self->theirs);

  mine_removed = stint_element_set_to_variant (gone_from_mine);
  theirs_removed = stint_element_set_to_variant (gone_from_theirs);
  stint_element_set_remove (joined, mine_removed);
  stint_element_set_remove (joined, theirs_removed);
  return stint_element_set_to_variant (joined);
}

static void
join (StintMergeMember *self,
      gboolean          has_base)
{
  g_autoptr (GVariant) joined = join_sets (self, has_base);

  /* A set that a side took away does not stay behind empty. */
  if (g_variant_n_children (joined) == 0 && (self->mine == NULL || self->theirs == NULL))
    g_clear_pointer (&joined, g_variant_unref);

  take (self, STINT_MERGE_JOINED, joined);
  self->is_told = !has_base;
}

static gboolean
is_set_here (StintMergeMember *self)
{
  return stint_element_set_can_hold (self->base) && stint_element_set_can_hold (self->mine)
         && stint_element_set_can_hold (self->theirs);
}

/**
 * stint_merge_member_decide:
 * @has_base: whether @base is a state that both sides come from; else nothing is known about who changed what
 * @is_set: whether its elements are merged one by one
 *
 * Merges one member (sync.md R5, R11): what only one side changed is taken, sets are joined, and of what both changed the later edit
 * wins and the other is told.
 */
void
stint_merge_member_decide (StintMergeMember *self,
                           gboolean          has_base,
                           gboolean          is_set)
{
  if (stint_values_equal (self->mine, self->theirs))
    {
      /* They may still be written in two ways, 2 and 2.0: then theirs stays and there is nothing to send. */
      take (self, STINT_MERGE_BOTH, self->theirs);
      return;
    }

  if (has_base && stint_values_equal (self->mine, self->base))
    stint_merge_member_choose (self, FALSE);
  else if (has_base && stint_values_equal (self->theirs, self->base))
    stint_merge_member_choose (self, TRUE);
  /* Without a base, a side that never edited it just has not heard of it. */
  else if (!has_base && self->mine == NULL && self->mine_at == 0)
    stint_merge_member_choose (self, FALSE);
  else if (!has_base && self->theirs == NULL && self->theirs_at == 0)
    stint_merge_member_choose (self, TRUE);
  else if (is_set && is_set_here (self))
    join (self, has_base);
  else
    {
      stint_merge_member_choose (self, self->mine_is_later);
      self->is_told = TRUE;
    }
}

/**
 * stint_merge_member_dup_lost:
 *
 * Returns: (transfer full) (nullable): what was not kept: the other side's value; of a joined set the elements that only one side has;
 *   %NULL if the member was absent there
 */
GVariant *
stint_merge_member_dup_lost (StintMergeMember *self)
{
  g_autoptr (GHashTable) only_mine = NULL;
  g_autoptr (GHashTable) only_theirs = NULL;
  g_autoptr (GVariant) rest = NULL;

  if (self->choice == STINT_MERGE_MINE)
    return self->theirs != NULL ? g_variant_ref (self->theirs) : NULL;
  if (self->choice == STINT_MERGE_THEIRS)
    return self->mine != NULL ? g_variant_ref (self->mine) : NULL;
  if (self->choice == STINT_MERGE_BOTH)
    return NULL;

  only_mine = stint_element_set_new (self->mine);
  only_theirs = stint_element_set_new (self->theirs);
  stint_element_set_remove (only_mine, self->theirs);
  stint_element_set_remove (only_theirs, self->mine);
  rest = stint_element_set_to_variant (only_mine);
  stint_element_set_add (only_theirs, rest);
  return stint_element_set_to_variant (only_theirs);
}
