/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-merge.h"

#include "core/stint-member-walk.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-merge-member.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"

/*
 * @base: (nullable): the members that both sides come from
 * @members: (element-type StintMergeMember): sorted by name
 */
typedef struct
{
  const StintMergeSide *mine;
  const StintMergeSide *theirs;
  GVariant             *base;
  gint64                now_ms;
  StintKind             kind;
  const char           *id;
  GPtrArray            *members;
  StintMergeResult     *result;
} Merge;

static gboolean
lives (StintRecord *record)
{
  return record != NULL && !stint_record_is_deleted (record);
}

static gboolean
same_data (StintRecord *a,
           StintRecord *b)
{
  return stint_values_equal (stint_record_get_data (a), stint_record_get_data (b));
}

/* Returns: when @side edited the member last; nothing was edited after now, whatever a clock said (sync.md, Age) */
static gint64
get_at (Merge                *merge,
        const StintMergeSide *side,
        const char           *member)
{
  gint64 at_ms = 0;

  g_variant_lookup (stint_record_get_at (side->record), member, "x", &at_ms);
  return MIN (at_ms, merge->now_ms);
}

/* Of two edits the later one wins, and of two of the same age that of the larger device id. */
static gboolean
is_mine_later (Merge *merge,
               gint64 mine_at,
               gint64 theirs_at)
{
  return mine_at != theirs_at ? mine_at > theirs_at : g_strcmp0 (merge->mine->device, merge->theirs->device) > 0;
}

static GVariant *
ref_value (GVariant *value)
{
  return value != NULL ? g_variant_ref (value) : NULL;
}

static void
merge_members (Merge *merge)
{
  g_auto (StintMemberWalk) walk = { NULL, };

  stint_member_walk_init (&walk, merge->base, stint_record_get_data (merge->mine->record),
                          stint_record_get_data (merge->theirs->record));

  while (stint_member_walk_next (&walk))
    {
      const StintMember *schema = stint_schema_find (merge->kind, walk.name);
      StintMergeMember *member = g_new0 (StintMergeMember, 1);

      member->name = g_strdup (walk.name);
      member->base = ref_value (walk.values[0]);
      member->mine = ref_value (walk.values[1]);
      member->theirs = ref_value (walk.values[2]);
      member->mine_at = get_at (merge, merge->mine, walk.name);
      member->theirs_at = get_at (merge, merge->theirs, walk.name);
      member->mine_is_later = is_mine_later (merge, member->mine_at, member->theirs_at);
      stint_merge_member_decide (member, merge->base != NULL, schema != NULL && stint_member_is_set (schema));
      g_ptr_array_add (merge->members, member);
    }
}

/* Returns: (transfer full): the merged members */
static GVariant *
make_data (Merge *merge)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < merge->members->len; i++)
    {
      const StintMergeMember *member = merge->members->pdata[i];

      if (member->value != NULL)
        g_variant_builder_add (&builder, "{sv}", member->name, member->value);
    }

  return stint_members_sort (g_variant_builder_end (&builder));
}

static gboolean
is_valid (Merge *merge)
{
  g_autoptr (GVariant) data = make_data (merge);

  return stint_schema_check (merge->kind, data, NULL);
}

/*
 * Which side is kept where the two cannot be put together: that of the notes that were kept, if both wrote some (sync.md R12), else
 * that of the latest edit.
 */
static gboolean
does_mine_prevail (Merge *merge)
{
  gint64 mine_at = 0;
  gint64 theirs_at = 0;

  for (guint i = 0; i < merge->members->len; i++)
    {
      const StintMergeMember *member = merge->members->pdata[i];

      if (member->choice == STINT_MERGE_BOTH)
        continue;
      if (member->is_told && g_str_equal (member->name, STINT_TASK_NOTES))
        return member->choice == STINT_MERGE_MINE;
      mine_at = MAX (mine_at, member->mine_at);
      theirs_at = MAX (theirs_at, member->theirs_at);
    }

  return is_mine_later (merge, mine_at, theirs_at);
}

/* Returns: (nullable): the largest member that is not yet as the side that prevails has it */
static StintMergeMember *
find_largest_foreign (Merge   *merge,
                      gboolean mine)
{
  StintMergeMember *largest = NULL;
  gsize largest_bytes = 0;

  for (guint i = 0; i < merge->members->len; i++)
    {
      StintMergeMember *member = merge->members->pdata[i];
      gsize bytes = member->value != NULL ? g_variant_get_size (member->value) : 0;

      if (stint_values_equal (member->value, mine ? member->mine : member->theirs))
        continue;
      if (largest == NULL || bytes > largest_bytes)
        {
          largest = member;
          largest_bytes = bytes;
        }
    }

  return largest;
}

/*
 * Two valid records can make one that is too large or not valid. Then one side's members are taken back, the largest first, into the
 * inbox, until it fits; at the latest when the other side is left alone.
 */
static void
make_valid (Merge *merge)
{
  gboolean mine = does_mine_prevail (merge);
  StintRecord *prevailing = mine ? merge->mine->record : merge->theirs->record;
  StintMergeMember *foreign = NULL;

  /* What was not valid before the merge, perhaps because a newer version wrote it, is not ours to judge. */
  if (is_valid (merge) || !stint_schema_check (merge->kind, stint_record_get_data (prevailing), NULL))
    return;

  do
    {
      foreign = find_largest_foreign (merge, mine);
      if (foreign == NULL)
        return;

      stint_merge_member_choose (foreign, mine);
      foreign->is_told = TRUE;
    }
  while (!is_valid (merge));
}

static void
tell (Merge            *merge,
      StintMergeMember *member)
{
  g_autoptr (GVariant) lost = stint_merge_member_dup_lost (member);
  gboolean mine_lost = member->choice == STINT_MERGE_THEIRS
    || (member->choice == STINT_MERGE_JOINED && !member->mine_is_later);

  g_ptr_array_add (merge->result->lost,
                   stint_merge_conflict_new (merge->kind, merge->id, member->name, lost, member->value,
                                             mine_lost ? merge->mine->device : merge->theirs->device,
                                             mine_lost ? member->mine_at : member->theirs_at));
}

static const StintMergeMember *
find_member (Merge      *merge,
             const char *name)
{
  for (guint i = 0; i < merge->members->len; i++)
    if (g_str_equal (((StintMergeMember *) merge->members->pdata[i])->name, name))
      return merge->members->pdata[i];

  return NULL;
}

/* Returns: (transfer full): the times of the members, each that of the side whose value it has; of what both have the later */
static GVariant *
make_at (Merge *merge)
{
  g_autoptr (GVariant) all = stint_edits_join (stint_record_get_at (merge->mine->record),
                                               stint_record_get_at (merge->theirs->record));
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  gint64 at_ms;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&sx}", &name, &at_ms))
    {
      const StintMergeMember *member = find_member (merge, name);
      StintMergeChoice choice = member != NULL ? member->choice : STINT_MERGE_BOTH;
      gboolean known = TRUE;

      if (choice == STINT_MERGE_MINE)
        known = g_variant_lookup (stint_record_get_at (merge->mine->record), name, "x", &at_ms);
      else if (choice == STINT_MERGE_THEIRS)
        known = g_variant_lookup (stint_record_get_at (merge->theirs->record), name, "x", &at_ms);
      if (known)
        g_variant_builder_add (&builder, "{sx}", name, at_ms);
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
says_cancelled (GVariant *value)
{
  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value);
}

/* Whether that side edited anything of the occurrence. */
static gboolean
has_edited (Merge   *merge,
            gboolean mine)
{
  for (guint i = 0; i < merge->members->len; i++)
    {
      const StintMergeMember *member = merge->members->pdata[i];

      if (!stint_values_equal (mine ? member->mine : member->theirs, member->base) && !g_str_equal (member->name, STINT_TASK_SERIES) &&
          !g_str_equal (member->name, STINT_TASK_OCCURRENCE))
        return TRUE;
    }
  return FALSE;
}

/* A cancelled occurrence is deleted: what the other side edited of it wins over that, and is told (sync.md R16). */
static void
uncancel_edited (Merge *merge)
{
  for (guint i = 0; merge->base != NULL && i < merge->members->len; i++)
    {
      StintMergeMember *member = merge->members->pdata[i];
      gboolean is_mine = says_cancelled (member->mine);

      if (!g_str_equal (member->name, STINT_TASK_CANCELLED) || is_mine == says_cancelled (member->theirs) ||
          says_cancelled (member->base) || !has_edited (merge, !is_mine))
        continue;
      stint_merge_member_choose (member, !is_mine);
      member->is_told = TRUE;
    }
}

/* Both live. */
static void
merge_living (Merge *merge)
{
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GVariant) at = NULL;
  g_autoptr (GVariant) edits = NULL;

  merge_members (merge);
  uncancel_edited (merge);
  make_valid (merge);

  for (guint i = 0; i < merge->members->len; i++)
    if (((StintMergeMember *) merge->members->pdata[i])->is_told)
      tell (merge, merge->members->pdata[i]);

  data = make_data (merge);

  /* If nothing of ours is left it is their record, and there is nothing to send. */
  if (stint_values_equal (data, stint_record_get_data (merge->theirs->record)))
    {
      edits = g_variant_ref (stint_record_get_edits (merge->theirs->record));
      at = g_variant_ref (stint_record_get_at (merge->theirs->record));
    }
  else
    {
      edits = stint_edits_join (stint_record_get_edits (merge->mine->record), stint_record_get_edits (merge->theirs->record));
      at = make_at (merge);
    }

  merge->result->record = stint_record_new_full (merge->kind, merge->id, data, edits, at, FALSE);
}

/* Takes @record with other edits. */
static StintRecord *
with_edits (StintRecord *record,
            GVariant    *edits)
{
  return stint_record_new_full (stint_record_get_kind (record), stint_record_get_id (record), stint_record_get_data (record),
                                edits, stint_record_get_at (record), stint_record_is_deleted (record));
}

static gint64
get_latest_at (Merge                *merge,
               const StintMergeSide *side)
{
  GVariantIter iter;
  gint64 latest_ms = 0;
  gint64 at_ms;

  g_variant_iter_init (&iter, stint_record_get_at (side->record));
  while (g_variant_iter_next (&iter, "{&sx}", NULL, &at_ms))
    latest_ms = MAX (latest_ms, MIN (at_ms, merge->now_ms));

  return latest_ms;
}

/* A title alone, and nobody ever wrote it: a device made the task up as the owner of something that lives (sync.md R10). */
static gboolean
is_made_up (StintRecord *record)
{
  return stint_record_get_kind (record) == STINT_KIND_TASK && g_variant_n_children (stint_record_get_at (record)) == 0 &&
         g_variant_n_children (stint_record_get_data (record)) == 1;
}

/* One side deleted it. What the other edited wins over that, and is told; what it did not touch, or made up, is gone. */
static void
merge_deleted (Merge       *merge,
               StintRecord *base)
{
  const StintMergeSide *living = lives (merge->mine->record) ? merge->mine : merge->theirs;
  const StintMergeSide *dead = living == merge->mine ? merge->theirs : merge->mine;
  gboolean untouched = is_made_up (living->record) || (lives (base) && same_data (living->record, base));
  gboolean brought_back = base != NULL && !lives (base);
  g_autoptr (GVariant) joined = stint_edits_join (stint_record_get_edits (merge->mine->record),
                                                  stint_record_get_edits (merge->theirs->record));

  if (untouched)
    {
      merge->result->record = with_edits (dead->record, joined);
      return;
    }

  merge->result->record = with_edits (living->record,
                                      living == merge->theirs ? stint_record_get_edits (living->record) : joined);
  if (!brought_back)
    g_ptr_array_add (merge->result->lost,
                     stint_merge_conflict_new (merge->kind, merge->id, NULL, NULL, NULL, dead->device,
                                               get_latest_at (merge, dead)));
}

/*
 * An entry of the inbox is never changed, and whoever settled it saw what it says: it is gone. What is said of one is not merged: it is
 * the same in all that matters.
 */
static void
merge_entries (Merge *merge)
{
  StintRecord *mine = merge->mine->record;
  StintRecord *theirs = merge->theirs->record;
  StintRecord *kept = lives (theirs) && !lives (mine) ? mine : theirs;
  g_autoptr (GVariant) joined = stint_edits_join (stint_record_get_edits (mine), stint_record_get_edits (theirs));

  merge->result->record = with_edits (kept, kept == theirs && lives (mine) == lives (theirs) ? stint_record_get_edits (theirs) : joined);
}

/* One side does not know the record at all, or both have deleted it. */
static void
merge_without_members (Merge *merge)
{
  StintRecord *mine = merge->mine->record;
  StintRecord *theirs = merge->theirs->record;

  if (mine == NULL || theirs == NULL)
    {
      merge->result->record = stint_record_ref (mine != NULL ? mine : theirs);
    }
  else
    {
      g_autoptr (GVariant) joined = stint_edits_join (stint_record_get_edits (mine), stint_record_get_edits (theirs));

      merge->result->record = with_edits (theirs, joined);
    }
}

void
stint_merge_result_clear (StintMergeResult *self)
{
  g_clear_pointer (&self->record, stint_record_unref);
  g_clear_pointer (&self->lost, g_ptr_array_unref);
}

/**
 * stint_merge:
 * @base: (nullable): the state that both sides come from: what the server confirmed (sync.md R5, R7). %NULL if none is known: then
 *   the members are compared one by one and what differs is told. Two creations of one override of a series have the empty override
 *   as base (R16): pass a record without members.
 * @mine: what this device has
 * @theirs: what came from the other; not both records may be %NULL
 * @now_ms: the time now; an edit that claims to be later counts as of now
 * @result: (out caller-allocates): cleared with stint_merge_result_clear()
 *
 * Merges two states of one record, member by member. No value is lost: what the record does not keep is in a conflict. The edits of
 * the result are the join of both, or theirs if nothing of ours is left in it; whoever stores a result that is neither side's counts
 * an edit of its own on top.
 */
void
stint_merge (StintRecord          *base,
             const StintMergeSide *mine,
             const StintMergeSide *theirs,
             gint64                now_ms,
             StintMergeResult     *result)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_merge_member_free);
  StintRecord *known = mine->record != NULL ? mine->record : theirs->record;
  Merge merge = { .mine = mine, .theirs = theirs, .now_ms = now_ms, .members = members, .result = result };

  g_return_if_fail (known != NULL && result != NULL);

  merge.kind = stint_record_get_kind (known);
  merge.id = stint_record_get_id (known);
  /* Both sides brought a deleted record back: nothing is common to them. */
  if (lives (base))
    merge.base = stint_record_get_data (base);

  result->record = NULL;
  result->lost = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);

  if (merge.kind == STINT_KIND_CONFLICT && mine->record != NULL && theirs->record != NULL)
    merge_entries (&merge);
  else if (lives (mine->record) && lives (theirs->record))
    merge_living (&merge);
  else if (mine->record != NULL && theirs->record != NULL && (lives (mine->record) || lives (theirs->record)))
    merge_deleted (&merge, base);
  else
    merge_without_members (&merge);
}
