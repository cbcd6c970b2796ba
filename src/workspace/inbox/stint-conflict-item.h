/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/**
 * StintConflictState:
 * @STINT_CONFLICT_OPEN: the record has one value, and another was lost
 * @STINT_CONFLICT_SAME: by now the record is as the other version: nothing is left to choose
 * @STINT_CONFLICT_RESCUED: it was deleted on one side, and was kept or brought back because of the other
 * @STINT_CONFLICT_DELETED: it was deleted since, and can come back with the other value
 * @STINT_CONFLICT_GONE: it does not live, and cannot come back
 */
typedef enum
{
  STINT_CONFLICT_OPEN,
  STINT_CONFLICT_SAME,
  STINT_CONFLICT_RESCUED,
  STINT_CONFLICT_DELETED,
  STINT_CONFLICT_GONE,
} StintConflictState;

/**
 * StintConflictBoth:
 * @STINT_CONFLICT_BOTH_JOIN: the two values make one: notes one below the other, lists united
 * @STINT_CONFLICT_BOTH_TASKS: a second task gets the other title
 * @STINT_CONFLICT_BOTH_BLOCKS: a second block gets the other time
 *
 * What it means to have both versions.
 */
typedef enum
{
  STINT_CONFLICT_BOTH_NONE,
  STINT_CONFLICT_BOTH_JOIN,
  STINT_CONFLICT_BOTH_TASKS,
  STINT_CONFLICT_BOTH_BLOCKS,
} StintConflictBoth;

/**
 * StintConflictFacts:
 * @entry: of kind conflict
 * @subject: (nullable): the record that it is about, dead or alive, as it is now
 * @title: (nullable): what people call that
 * @names: of the records that the values point to, by id
 * @owner_lives: a record whose owner is dead cannot come back
 * @is_by_here: the value that was lost was set on this device
 *
 * What the store knows about one entry of the inbox.
 */
typedef struct
{
  StintRecord *entry;
  StintRecord *subject;
  char *title;
  GHashTable *names;
  gboolean owner_lives;
  gboolean is_by_here;
} StintConflictFacts;

void stint_conflict_facts_free (StintConflictFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintConflictFacts, stint_conflict_facts_free)

/**
 * StintConflictItem:
 *
 * One value that a merge did not keep (sync.md R8), beside what the record has now. Immutable: when either changes, there is a new item.
 */
#define STINT_TYPE_CONFLICT_ITEM (stint_conflict_item_get_type ())
G_DECLARE_FINAL_TYPE (StintConflictItem, stint_conflict_item, STINT, CONFLICT_ITEM, GObject)

/* @facts: (transfer full) */
StintConflictItem *stint_conflict_item_new             (StintConflictFacts *facts);
const char        *stint_conflict_item_get_id          (StintConflictItem  *self);
StintRecord       *stint_conflict_item_get_entry       (StintConflictItem  *self);
StintRecord       *stint_conflict_item_get_subject     (StintConflictItem  *self);
StintKind          stint_conflict_item_get_kind        (StintConflictItem  *self);
const char        *stint_conflict_item_get_subject_id  (StintConflictItem  *self);
/* The record under which people look for it: of a block its task. */
const char        *stint_conflict_item_get_group       (StintConflictItem  *self);
const char        *stint_conflict_item_get_member      (StintConflictItem  *self);
const char        *stint_conflict_item_get_title       (StintConflictItem  *self);
const char        *stint_conflict_item_get_name_of     (StintConflictItem  *self,
                                                        const char         *id);
/* The device whose value was lost; NULL: not known. */
const char        *stint_conflict_item_get_by          (StintConflictItem  *self);
gboolean           stint_conflict_item_is_by_here      (StintConflictItem  *self);
/* When it was set there; 0: not known. */
gint64             stint_conflict_item_get_at_ms       (StintConflictItem  *self);
StintConflictState stint_conflict_item_get_state       (StintConflictItem  *self);
/* Somebody has edited the member after the merge. */
gboolean           stint_conflict_item_is_changed_since (StintConflictItem *self);
/* A list that both sides had was united; what was lost is part of it. */
gboolean           stint_conflict_item_is_united       (StintConflictItem  *self);
gboolean           stint_conflict_item_can_swap        (StintConflictItem  *self);
StintConflictBoth  stint_conflict_item_get_both        (StintConflictItem  *self);
/* Whether it shows something of the record with that id. */
gboolean           stint_conflict_item_concerns        (StintConflictItem  *self,
                                                        const char         *id);
gboolean           stint_conflict_item_is_equal        (StintConflictItem  *self,
                                                        StintConflictItem  *other);
/* Values of the member; NULL: it is absent. `current` is as the record has it, `other` as swapping would make it, `joined` as both would. */
GVariant          *stint_conflict_item_dup_current     (StintConflictItem  *self);
GVariant          *stint_conflict_item_dup_other       (StintConflictItem  *self);
GVariant          *stint_conflict_item_dup_joined      (StintConflictItem  *self);

G_END_DECLS
