/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/inbox/stint-conflict-item.h"

#include "core/stint-block.h"
#include "core/stint-element-set.h"
#include "core/stint-member-walk.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "workspace/inbox/stint-conflict-join.h"

/* What an entry has beside the two values; stint-merge-conflict.c leaves `kept` out where all of it would be too large. */
#define FRAME_BYTES 1024

struct _StintConflictItem
{
  GObject             parent_instance;

  StintConflictFacts *facts;
  StintKind           kind;
  StintConflictState  state;
  gboolean            is_united;
  gboolean            can_swap;
  StintConflictBoth   both;
  GVariant           *current;
  GVariant           *other;
  GVariant           *joined;
};

G_DEFINE_FINAL_TYPE (StintConflictItem, stint_conflict_item, G_TYPE_OBJECT)

void
stint_conflict_facts_free (StintConflictFacts *self)
{
  g_clear_pointer (&self->entry, stint_record_unref);
  g_clear_pointer (&self->subject, stint_record_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->title);
  g_free (self);
}

static void
stint_conflict_item_finalize (GObject *object)
{
  StintConflictItem *self = STINT_CONFLICT_ITEM (object);

  g_clear_pointer (&self->facts, stint_conflict_facts_free);
  g_clear_pointer (&self->current, g_variant_unref);
  g_clear_pointer (&self->other, g_variant_unref);
  g_clear_pointer (&self->joined, g_variant_unref);

  G_OBJECT_CLASS (stint_conflict_item_parent_class)->finalize (object);
}

static void
stint_conflict_item_class_init (StintConflictItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_conflict_item_finalize;
}

static void
stint_conflict_item_init (StintConflictItem *self)
{
}

static gboolean
lives (StintConflictItem *self)
{
  return self->facts->subject != NULL && !stint_record_is_deleted (self->facts->subject);
}

static const StintMember *
find_schema (StintConflictItem *self)
{
  return stint_schema_find (self->kind, stint_conflict_item_get_member (self));
}

/* Whether the record would be one if the member had the other value. */
static gboolean
would_be_valid (StintConflictItem *self,
                GVariant          *value)
{
  const char *member = stint_conflict_item_get_member (self);
  g_autoptr (GVariant) data = stint_members_with (stint_record_get_data (self->facts->subject), member,
                                                  value != NULL ? value : stint_members_unset_value ());

  return stint_schema_check (self->kind, data, NULL);
}

static GVariant *
ref_value (GVariant *value)
{
  return value != NULL ? g_variant_ref (value) : NULL;
}

/* Reads what the entry says of its member, and what the record has. */
static void
read_values (StintConflictItem *self)
{
  const char *member = stint_conflict_item_get_member (self);
  g_autoptr (GVariant) lost = stint_record_dup_member (self->facts->entry, STINT_CONFLICT_LOST);
  g_autoptr (GVariant) kept = stint_record_dup_member (self->facts->entry, STINT_CONFLICT_KEPT);
  g_autoptr (GVariant) was = stint_record_dup_member (self->facts->subject, member);
  const StintMember *schema = find_schema (self);

  if (lives (self))
    self->current = ref_value (was);
  self->is_united = schema != NULL && stint_member_is_set (schema) && stint_conflict_set_has_all (kept != NULL ? kept : was, lost);
  self->other = self->is_united ? stint_conflict_set_without (was, lost) : g_steal_pointer (&lost);
}

static StintConflictBoth
find_both (StintConflictItem *self)
{
  const StintMember *schema = find_schema (self);
  gboolean is_title = self->kind == STINT_KIND_TASK && schema != NULL && schema->type == STINT_MEMBER_TITLE;

  if (self->current == NULL || self->other == NULL || schema == NULL || self->is_united)
    return STINT_CONFLICT_BOTH_NONE;
  /* What an exception of a series does not say is the series' to say: it has no copy. */
  if (is_title)
    return stint_record_get_string (self->facts->subject, STINT_TASK_SERIES) == NULL ? STINT_CONFLICT_BOTH_TASKS
                                                                                      : STINT_CONFLICT_BOTH_NONE;
  if (self->kind == STINT_KIND_BLOCK && schema->type == STINT_MEMBER_WHEN)
    return STINT_CONFLICT_BOTH_BLOCKS;

  self->joined = stint_conflict_join (schema, self->current, self->other);
  if (self->joined == NULL || stint_values_equal (self->joined, self->current) || stint_values_equal (self->joined, self->other) ||
      !would_be_valid (self, self->joined))
    {
      g_clear_pointer (&self->joined, g_variant_unref);
      return STINT_CONFLICT_BOTH_NONE;
    }
  return STINT_CONFLICT_BOTH_JOIN;
}

static void
look_at_member (StintConflictItem *self)
{
  if (self->facts->subject == NULL)
    {
      /* It can be read still. */
      self->other = stint_record_dup_member (self->facts->entry, STINT_CONFLICT_LOST);
      self->state = STINT_CONFLICT_GONE;
      return;
    }

  read_values (self);
  self->can_swap = would_be_valid (self, self->other);
  if (!lives (self))
    {
      self->can_swap = self->can_swap && self->facts->owner_lives;
      self->state = self->can_swap ? STINT_CONFLICT_DELETED : STINT_CONFLICT_GONE;
    }
  else if (stint_values_equal (self->current, self->other))
    {
      self->can_swap = FALSE;
      self->state = STINT_CONFLICT_SAME;
    }
  else
    {
      self->state = STINT_CONFLICT_OPEN;
      self->both = self->can_swap ? find_both (self) : STINT_CONFLICT_BOTH_NONE;
    }
}

StintConflictItem *
stint_conflict_item_new (StintConflictFacts *facts)
{
  StintConflictItem *self = g_object_new (STINT_TYPE_CONFLICT_ITEM, NULL);
  const char *kind = stint_record_get_string (facts->entry, STINT_CONFLICT_KIND);

  self->facts = facts;
  /* An entry about a kind that a newer version knows has no subject here. */
  if (kind == NULL || !stint_kind_from_string (kind, &self->kind))
    self->kind = STINT_KIND_TASK;

  if (stint_conflict_item_get_member (self) != NULL)
    {
      look_at_member (self);
    }
  else
    {
      self->state = lives (self) ? STINT_CONFLICT_RESCUED : STINT_CONFLICT_GONE;
      self->can_swap = lives (self);
    }
  return self;
}

/* Returns: the id of the entry itself */
const char *
stint_conflict_item_get_id (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return stint_record_get_id (self->facts->entry);
}

StintRecord *
stint_conflict_item_get_entry (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return self->facts->entry;
}

/* Returns: (nullable): the record that it is about, dead or alive */
StintRecord *
stint_conflict_item_get_subject (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return self->facts->subject;
}

StintKind
stint_conflict_item_get_kind (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), STINT_KIND_TASK);

  return self->kind;
}

const char *
stint_conflict_item_get_subject_id (StintConflictItem *self)
{
  const char *id;

  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  id = stint_record_get_string (self->facts->entry, STINT_CONFLICT_ID);
  return id != NULL ? id : "";
}

/* Returns: the id of the record under which people look for it: of a block its task */
const char *
stint_conflict_item_get_group (StintConflictItem *self)
{
  const char *task = NULL;

  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  if (self->kind == STINT_KIND_BLOCK && self->facts->subject != NULL)
    task = stint_block_get_task (self->facts->subject);
  return task != NULL ? task : stint_conflict_item_get_subject_id (self);
}

/* Returns: (nullable): the member; %NULL if it is about the record as a whole */
const char *
stint_conflict_item_get_member (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return stint_record_get_string (self->facts->entry, STINT_CONFLICT_MEMBER);
}

/* Returns: (nullable): what people call the record; of a block its task's title */
const char *
stint_conflict_item_get_title (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return self->facts->title;
}

/* Returns: (nullable): the name of a record that a value points to; %NULL if there is none, or it was deleted */
const char *
stint_conflict_item_get_name_of (StintConflictItem *self,
                                 const char        *id)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return self->facts->names != NULL ? g_hash_table_lookup (self->facts->names, id) : NULL;
}

const char *
stint_conflict_item_get_by (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return stint_record_get_string (self->facts->entry, STINT_CONFLICT_BY);
}

gboolean
stint_conflict_item_is_by_here (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), FALSE);

  return self->facts->is_by_here;
}

gint64
stint_conflict_item_get_at_ms (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), 0);

  return stint_record_get_int (self->facts->entry, STINT_CONFLICT_AT, 0);
}

StintConflictState
stint_conflict_item_get_state (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), STINT_CONFLICT_GONE);

  return self->state;
}

gboolean
stint_conflict_item_is_changed_since (StintConflictItem *self)
{
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) lost = NULL;
  gsize bytes;

  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), FALSE);

  if (self->state != STINT_CONFLICT_OPEN)
    return FALSE;
  kept = stint_record_dup_member (self->facts->entry, STINT_CONFLICT_KEPT);
  if (kept != NULL || self->current == NULL)
    return !stint_values_equal (kept, self->current);

  /* Without `kept`, the member was absent, or it had no room in the entry: then nobody can tell. */
  lost = stint_record_dup_member (self->facts->entry, STINT_CONFLICT_LOST);
  bytes = g_variant_get_size (self->current) + (lost != NULL ? g_variant_get_size (lost) : 0);
  return bytes + FRAME_BYTES <= STINT_RECORD_MAX_BYTES;
}

gboolean
stint_conflict_item_is_united (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), FALSE);

  return self->is_united;
}

gboolean
stint_conflict_item_can_swap (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), FALSE);

  return self->can_swap;
}

StintConflictBoth
stint_conflict_item_get_both (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), STINT_CONFLICT_BOTH_NONE);

  return self->both;
}

gboolean
stint_conflict_item_concerns (StintConflictItem *self,
                              const char        *id)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), FALSE);

  return g_str_equal (stint_conflict_item_get_subject_id (self), id) || g_str_equal (stint_conflict_item_get_group (self), id) ||
         g_hash_table_contains (self->facts->names, id);
}

static gboolean
are_records_equal (StintRecord *a,
                   StintRecord *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return stint_record_is_deleted (a) == stint_record_is_deleted (b) &&
         g_variant_equal (stint_record_get_data (a), stint_record_get_data (b));
}

static gboolean
are_names_equal (GHashTable *a,
                 GHashTable *b)
{
  GHashTableIter iter;
  gpointer id, name;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &id, &name))
    if (g_strcmp0 (g_hash_table_lookup (b, id), name) != 0)
      return FALSE;
  return TRUE;
}

/* Whether a person would see the same, and could do the same. */
gboolean
stint_conflict_item_is_equal (StintConflictItem *self,
                              StintConflictItem *other)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self) && STINT_IS_CONFLICT_ITEM (other), FALSE);

  return g_str_equal (stint_conflict_item_get_id (self), stint_conflict_item_get_id (other)) && self->state == other->state &&
         g_strcmp0 (self->facts->title, other->facts->title) == 0 &&
         are_records_equal (self->facts->entry, other->facts->entry) && are_records_equal (self->facts->subject, other->facts->subject) &&
         are_names_equal (self->facts->names, other->facts->names);
}

GVariant *
stint_conflict_item_dup_current (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return ref_value (self->current);
}

GVariant *
stint_conflict_item_dup_other (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return ref_value (self->other);
}

GVariant *
stint_conflict_item_dup_joined (StintConflictItem *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ITEM (self), NULL);

  return ref_value (self->joined);
}
