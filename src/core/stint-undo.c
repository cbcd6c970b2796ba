/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-change.h"

#include "core/stint-block.h"
#include "core/stint-element-set.h"
#include "core/stint-member-walk.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "core/stint-undo-reason.h"

#include <string.h>

/*
 * @freed: ids of records that the undo deletes, or takes from their owner: they do not hold the owner back
 * @left: sentences about what was not undone
 */
typedef struct
{
  StintLookup      lookup;
  StintOwnedLookup has_owned;
  StintEntryLookup has_entry;
  gpointer         user_data;
  StintEdit       *edit;
  GHashTable      *freed;
  GStrvBuilder    *left;
} Undo;

static gboolean
has_member (GVariant   *members,
            const char *name)
{
  g_autoptr (GVariant) value = members != NULL ? g_variant_lookup_value (members, name, NULL) : NULL;

  return value != NULL;
}

/* Owners before what they own: by kind, and a series before its overrides. */
static int
get_rank (const StintDelta *delta)
{
  gboolean is_override = has_member (delta->before, STINT_TASK_SERIES) || has_member (delta->after, STINT_TASK_SERIES);

  return (int) delta->kind * 2 + (delta->kind == STINT_KIND_TASK && is_override);
}

static int
compare_deltas (gconstpointer a,
                gconstpointer b)
{
  return get_rank (*(const StintDelta *const *) a) - get_rank (*(const StintDelta *const *) b);
}

/* Returns: (transfer container): the deltas of @change, owners first; those of one rank stay in order */
static GPtrArray *
sort_deltas (StintChange *change)
{
  GPtrArray *deltas = g_ptr_array_new ();

  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    g_ptr_array_add (deltas, (gpointer) stint_change_get_delta (change, i));

  g_ptr_array_sort (deltas, compare_deltas);
  return deltas;
}

static void
leave (Undo             *undo,
       const StintDelta *delta,
       StintRecord      *record,
       StintUndoReason   reason,
       const char       *member)
{
  g_autofree char *name = stint_undo_dup_name (delta, record, undo->lookup, undo->user_data);
  g_autofree char *sentence = member != NULL ? stint_undo_explain_member (delta->kind, member, name)
                                             : stint_undo_explain (delta->kind, reason, name);

  /* What a merge replaced is not lost: it waits to be chosen. */
  if (reason == STINT_UNDO_CHANGED_SINCE && delta->after != NULL && undo->has_entry != NULL &&
      undo->has_entry (delta, member, undo->user_data))
    {
      g_autofree char *with_entry = stint_undo_point_to_inbox (sentence);

      g_strv_builder_add (undo->left, with_entry);
      return;
    }
  g_strv_builder_add (undo->left, sentence);
}

/*
 * Takes out of @current what the change added, and puts in what it removed: (current − (is − was)) ∪ (was − is).
 *
 * Returns: (transfer full): the set, sorted
 */
static GVariant *
invert_set (GVariant *was,
            GVariant *is,
            GVariant *current)
{
  g_autoptr (GHashTable) added = stint_element_set_new (is);
  g_autoptr (GHashTable) removed = stint_element_set_new (was);
  g_autoptr (GHashTable) result = stint_element_set_new (current);
  g_autoptr (GVariant) to_remove = NULL;
  g_autoptr (GVariant) to_add = NULL;

  stint_element_set_remove (added, was);
  stint_element_set_remove (removed, is);
  to_remove = stint_element_set_to_variant (added);
  to_add = stint_element_set_to_variant (removed);

  stint_element_set_remove (result, to_remove);
  stint_element_set_add (result, to_add);
  return stint_element_set_to_variant (result);
}

/* Puts the elements of a set back that the change added or removed. Returns: whether anything is put back */
static gboolean
undo_set_member (Undo             *undo,
                 const StintDelta *delta,
                 const char       *name,
                 GVariant         *was,
                 GVariant         *is,
                 GVariant         *current)
{
  const StintMember *member = stint_schema_find (delta->kind, name);
  g_autoptr (GVariant) inverted = NULL;

  if (member == NULL || !stint_member_is_set (member) || !stint_element_set_can_hold (was)
      || !stint_element_set_can_hold (is) || !stint_element_set_can_hold (current))
    return FALSE;

  inverted = invert_set (was, is, current);
  if (stint_values_equal (inverted, current) || (current == NULL && g_variant_n_children (inverted) == 0))
    return FALSE;

  /* A set that was not there before the change does not stay behind empty. */
  if (was == NULL && g_variant_n_children (inverted) == 0)
    g_clear_pointer (&inverted, g_variant_unref);

  stint_edit_set (undo->edit, delta->kind, delta->id, name, inverted);
  return TRUE;
}

static gboolean
is_owner_member (StintKind   kind,
                 const char *name)
{
  return (kind == STINT_KIND_BLOCK && strcmp (name, STINT_BLOCK_TASK) == 0)
         || (kind == STINT_KIND_TASK && strcmp (name, STINT_TASK_SERIES) == 0);
}

/* Puts back each member that still is as the change left it. */
static void
undo_members (Undo             *undo,
              const StintDelta *delta,
              StintRecord      *record)
{
  g_auto (StintMemberWalk) walk = { NULL, };

  if (record == NULL || stint_record_is_deleted (record))
    {
      leave (undo, delta, record, STINT_UNDO_DELETED_SINCE, NULL);
      return;
    }

  stint_member_walk_init (&walk, delta->before, delta->after, NULL);
  while (stint_member_walk_next (&walk))
    {
      GVariant *was = walk.values[0];
      GVariant *is = walk.values[1];
      g_autoptr (GVariant) current = stint_record_dup_member (record, walk.name);

      if (stint_values_equal (current, is))
        {
          stint_edit_set (undo->edit, delta->kind, delta->id, walk.name, was);
          if (is_owner_member (delta->kind, walk.name))
            g_hash_table_add (undo->freed, delta->id);
        }
      else if (!undo_set_member (undo, delta, walk.name, was, is, current))
        leave (undo, delta, record, STINT_UNDO_CHANGED_SINCE, walk.name);
    }
}

/* A deletion is undone if the record is still deleted. */
static void
undo_deletion (Undo             *undo,
               const StintDelta *delta,
               StintRecord      *record)
{
  if (record != NULL && !stint_record_is_deleted (record))
    leave (undo, delta, record, STINT_UNDO_LIVES_AGAIN, NULL);
  else
    stint_edit_revive (undo->edit, delta->kind, delta->id, delta->before);
}

/* A creation is undone if the record is as it was created, and nothing else that lives names it as its owner. */
static void
undo_creation (Undo             *undo,
               const StintDelta *delta,
               StintRecord      *record)
{
  if (record == NULL || stint_record_is_deleted (record))
    leave (undo, delta, record, STINT_UNDO_DELETED_SINCE, NULL);
  else if (!stint_values_equal (stint_record_get_data (record), delta->after))
    leave (undo, delta, record, STINT_UNDO_CHANGED_SINCE, NULL);
  else if (undo->has_owned (delta->kind, delta->id, undo->freed, undo->user_data))
    leave (undo, delta, record, STINT_UNDO_HAS_OWNED, NULL);
  else
    {
      stint_edit_delete (undo->edit, delta->kind, delta->id);
      g_hash_table_add (undo->freed, delta->id);
    }
}

/* What lives again or gets members back, owners first. */
static void
undo_puts (Undo      *undo,
           GPtrArray *deltas)
{
  for (guint i = 0; i < deltas->len; i++)
    {
      const StintDelta *delta = deltas->pdata[i];
      g_autoptr (StintRecord) record = NULL;

      if (delta->before == NULL)
        continue;

      record = undo->lookup (delta->kind, delta->id, undo->user_data);
      if (delta->after == NULL)
        undo_deletion (undo, delta, record);
      else
        undo_members (undo, delta, record);
    }
}

/* What is deleted, owners last: what they own must be known to go before they are asked. */
static void
undo_creations (Undo      *undo,
                GPtrArray *deltas)
{
  for (guint i = deltas->len; i > 0; i--)
    {
      const StintDelta *delta = deltas->pdata[i - 1];
      g_autoptr (StintRecord) record = NULL;

      if (delta->before != NULL || delta->after == NULL)
        continue;

      record = undo->lookup (delta->kind, delta->id, undo->user_data);
      undo_creation (undo, delta, record);
    }
}

/**
 * stint_change_invert:
 * @label: of the edit that undoes it, translated
 * @lookup: finds a record as it is now
 * @has_owned: asked before a creation is undone; @but_ids are those that this undo deletes or takes from their owner
 * @has_entry: (nullable): asked about what was changed since: a merge may have replaced it and have kept it in the inbox
 * @left: (out) (transfer full): a translated sentence for each thing that was left as it is, and why; may be empty
 *
 * Undoes a change, member by member, without touching what was done since (sync.md R9). Redo is the same, applied to the change that
 * undid. The operations are ordered: puts before deletions, owners before what they own when putting, after it when deleting.
 *
 * Returns: (transfer full) (nullable): the edit; %NULL if nothing can be undone: then @left says why, unless the change did nothing
 */
StintEdit *
stint_change_invert (StintChange     *self,
                     const char      *label,
                     StintLookup      lookup,
                     StintOwnedLookup has_owned,
                     StintEntryLookup has_entry,
                     gpointer         user_data,
                     GStrv           *left)
{
  g_autoptr (StintEdit) edit = stint_edit_new (label);
  g_autoptr (GHashTable) freed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();
  g_autoptr (GPtrArray) deltas = sort_deltas (self);
  Undo undo = {
    .lookup = lookup,
    .has_owned = has_owned,
    .has_entry = has_entry,
    .user_data = user_data,
    .edit = edit,
    .freed = freed,
    .left = sentences,
  };

  g_return_val_if_fail (lookup != NULL && has_owned != NULL && left != NULL, NULL);

  undo_puts (&undo, deltas);
  undo_creations (&undo, deltas);

  *left = g_strv_builder_end (sentences);
  return stint_edit_get_n_ops (edit) > 0 ? g_steal_pointer (&edit) : NULL;
}
