/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-merge-conflict.h"

#include "core/stint-id.h"
#include "core/stint-schema.h"

/* What a conflict has beside the two values: names, ids, a time. */
#define CONFLICT_FRAME_BYTES 1024

/* Returns: (transfer full): a value as text that is the same everywhere; an absent one is told from every other */
static char *
print_value (GVariant *value)
{
  return value != NULL ? g_variant_print (value, TRUE) : g_strdup ("");
}

static void
add_value (GVariantDict *dict,
           const char   *name,
           GVariant     *value)
{
  if (value != NULL)
    g_variant_dict_insert_value (dict, name, value);
}

/*
 * The same for whoever merges the same two values, in either order. Which of them was lost counts: a value that won once and loses the next
 * time, against the same one, is a loss of its own.
 */
static char *
derive_id (StintKind   kind,
           const char *id,
           const char *member,
           GVariant   *lost,
           GVariant   *kept)
{
  g_autofree char *lost_text = print_value (lost);
  g_autofree char *kept_text = print_value (kept);
  g_autofree char *name = g_strjoin ("\n", stint_kind_to_string (kind), id, member != NULL ? member : "", lost_text, kept_text, NULL);

  return stint_id_derive ("conflict", name);
}

/**
 * stint_merge_conflict_new:
 * @member: (nullable): of the record; %NULL if it is about the record as a whole: deleted here, edited there
 * @lost: (nullable): the value that was not kept
 * @kept: (nullable): the value that was
 * @by: (nullable): the device whose value was not kept
 * @at_ms: when it was set; 0: not known
 *
 * An entry of the inbox (sync.md R8). Two devices that merge the same two states make the same entry, with the same id.
 *
 * Returns: (transfer full)
 */
StintRecord *
stint_merge_conflict_new (StintKind   kind,
                          const char *id,
                          const char *member,
                          GVariant   *lost,
                          GVariant   *kept,
                          const char *by,
                          gint64      at_ms)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *own_id = derive_id (kind, id, member, lost, kept);
  gsize lost_bytes = lost != NULL ? g_variant_get_size (lost) : 0;
  gsize kept_bytes = kept != NULL ? g_variant_get_size (kept) : 0;

  g_variant_dict_insert (&dict, STINT_CONFLICT_KIND, "s", stint_kind_to_string (kind));
  g_variant_dict_insert (&dict, STINT_CONFLICT_ID, "s", id);
  g_variant_dict_insert (&dict, STINT_CONFLICT_AT, "x", at_ms);
  if (member != NULL)
    g_variant_dict_insert (&dict, STINT_CONFLICT_MEMBER, "s", member);
  if (by != NULL)
    g_variant_dict_insert (&dict, STINT_CONFLICT_BY, "s", by);

  add_value (&dict, STINT_CONFLICT_LOST, lost);
  /* What was kept is in the record as well; what was lost is nowhere else. */
  if (lost_bytes + kept_bytes + CONFLICT_FRAME_BYTES <= STINT_RECORD_MAX_BYTES)
    add_value (&dict, STINT_CONFLICT_KEPT, kept);

  return stint_record_new (STINT_KIND_CONFLICT, own_id, g_variant_dict_end (&dict));
}
