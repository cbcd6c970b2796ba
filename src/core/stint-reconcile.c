/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-reconcile.h"

#include "core/stint-member-walk.h"
#include "core/stint-task.h"

static gboolean
lives (StintRecord *record)
{
  return record != NULL && !stint_record_is_deleted (record);
}

static gboolean
has_edits (GVariant *edits)
{
  return edits != NULL && g_variant_n_children (edits) > 0;
}

static gboolean
is_same_vector (GVariant *a,
                GVariant *b)
{
  return stint_edits_descend (a, b) && stint_edits_descend (b, a);
}

/* Whoever has done something to it that we have not seen: of several the larger id, so that it is the same for everybody. */
static const char *
find_editor (GVariant *theirs,
             GVariant *mine)
{
  const char *editor = NULL;
  GVariantIter iter;
  const char *device;
  gint64 counter;

  g_variant_iter_init (&iter, theirs);
  while (g_variant_iter_next (&iter, "{&sx}", &device, &counter))
    {
      gint64 known = 0;

      g_variant_lookup (mine, device, "x", &known);
      if (counter > known && (editor == NULL || g_strcmp0 (device, editor) > 0))
        editor = device;
    }
  return editor;
}

/* Nothing was done here since what the server has, or had when we heard of it last. */
static gboolean
is_untouched (const StintKnown *known,
              GVariant         *their_edits,
              gboolean          is_ordinary)
{
  GVariant *mine = known->mine != NULL ? stint_record_get_edits (known->mine) : NULL;

  return stint_edits_descend (mine, their_edits) || (is_ordinary && stint_edits_descend (mine, known->seen));
}

/* A tombstone from the server has no data: what is known of the record is kept here, to be brought back from. */
static StintRecord *
keep_data (StintRecord *record,
           StintRecord *mine)
{
  if (lives (record) || mine == NULL || record == mine)
    return stint_record_ref (record);
  return stint_record_new_full (stint_record_get_kind (record), stint_record_get_id (record), stint_record_get_data (mine),
                                stint_record_get_edits (record), stint_record_get_at (record), TRUE);
}

/* Two creations of one override have the empty override in common (sync.md R16). Returns: (transfer full) (nullable) */
static StintRecord *
find_base (const StintKnown *known,
           StintRecord      *theirs,
           gboolean          use_base)
{
  StintRecord *base = use_base ? known->base : NULL;

  if (base == NULL && stint_record_get_kind (theirs) == STINT_KIND_TASK && lives (theirs) && lives (known->mine) &&
      stint_record_get_string (theirs, STINT_TASK_SERIES) != NULL && stint_record_get_string (known->mine, STINT_TASK_SERIES) != NULL)
    return stint_record_new (STINT_KIND_TASK, stint_record_get_id (theirs), g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
  return base != NULL ? stint_record_ref (base) : NULL;
}

static void
merge (const StintKnown *known,
       StintRecord      *theirs,
       gboolean          use_base,
       const char       *device,
       gint64            now_ms,
       StintReconciled  *result)
{
  g_autoptr (StintRecord) base = find_base (known, theirs, use_base);
  StintMergeSide mine_side = { known->mine, device };
  StintMergeSide their_side = { theirs, find_editor (stint_record_get_edits (theirs), stint_record_get_edits (known->mine)) };
  StintMergeResult merged;

  stint_merge (base, &mine_side, &their_side, now_ms, &merged);
  result->record = keep_data (merged.record, known->mine);
  result->lost = g_steal_pointer (&merged.lost);
  result->base = stint_record_ref (theirs);
  stint_merge_result_clear (&merged);
}

static void
take_theirs (const StintKnown *known,
             StintRecord      *theirs,
             StintReconciled  *result)
{
  result->record = keep_data (theirs, known->mine);
  result->base = stint_record_ref (theirs);
}

/* Mine has all that theirs has: it stays, and the newer of the two bases with it. */
static void
keep_mine (const StintKnown *known,
           StintRecord      *theirs,
           StintReconciled  *result)
{
  gboolean base_is_newer = known->base != NULL && stint_edits_descend (stint_record_get_edits (theirs), stint_record_get_edits (known->base));

  result->record = stint_record_ref (known->mine);
  result->base = stint_record_ref (base_is_newer ? known->base : theirs);
}

void
stint_reconciled_clear (StintReconciled *self)
{
  g_clear_pointer (&self->record, stint_record_unref);
  g_clear_pointer (&self->base, stint_record_unref);
  g_clear_pointer (&self->lost, g_ptr_array_unref);
}

/**
 * stint_reconcile:
 * @theirs: as the server has it; a deleted one has no data
 * @from_snapshot: it came with a snapshot, after a 410 or at the first sync
 * @device: this one
 * @now_ms: the time now, by the server's clock
 * @result: (out caller-allocates): cleared with stint_reconciled_clear()
 *
 * What becomes of a record when the server's state of it comes (sync.md R4, R5, R7). In an ordinary pull the base is the server's own last
 * state, and the merge has three sides. After a 410, for what was never confirmed and for what goes up again, the edit vectors say which of
 * the two states descends from the other; only if neither does are they merged.
 */
void
stint_reconcile (const StintKnown *known,
                 StintRecord      *theirs,
                 gboolean          from_snapshot,
                 const char       *device,
                 gint64            now_ms,
                 StintReconciled  *result)
{
  GVariant *their_edits = stint_record_get_edits (theirs);
  GVariant *base_edits = known->base != NULL ? stint_record_get_edits (known->base) : NULL;
  gboolean is_ordinary = !from_snapshot && !known->again && has_edits (known->seen) && is_same_vector (base_edits, known->seen);

  *result = (StintReconciled) { 0, };
  if (is_untouched (known, their_edits, is_ordinary))
    take_theirs (known, theirs, result);
  else if (stint_edits_descend (their_edits, stint_record_get_edits (known->mine)))
    keep_mine (known, theirs, result);
  else
    merge (known, theirs, is_ordinary || stint_edits_descend (base_edits, their_edits), device, now_ms, result);

  result->is_pending = !is_same_vector (stint_record_get_edits (result->record), their_edits);
  /* Where the vectors decide, a join is no new edit: two devices that join the same two states agree. */
  result->counts = is_ordinary && result->lost != NULL && result->is_pending && (lives (result->record) || lives (theirs));
  result->again = !is_ordinary && result->is_pending;
  if (result->lost == NULL)
    result->lost = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
}
