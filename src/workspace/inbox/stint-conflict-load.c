/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/inbox/stint-conflict-load.h"

#include "core/stint-block.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "workspace/stint-workspace-private.h"

/**
 * Loader:
 * @known: (element-type utf8 StintRecord): what was read already, by id: many entries may be about one record; %NULL: there is none
 */
typedef struct
{
  StintDatabase *database;
  GHashTable    *known;
  GError        *error;
} Loader;

/* Returns: (transfer full) (nullable): the record, dead or alive */
static StintRecord *
look_up (Loader     *self,
         StintKind   kind,
         const char *id)
{
  StintRecord *record;
  gpointer known;

  if (id == NULL || self->error != NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (self->known, id, NULL, &known))
    {
      known = stint_database_look_up (self->database, kind, id, &self->error);
      g_hash_table_insert (self->known, g_strdup (id), known);
    }
  record = known;
  return record != NULL && stint_record_get_kind (record) == kind ? stint_record_ref (record) : NULL;
}

static gboolean
does_live (Loader     *self,
           const char *task)
{
  g_autoptr (StintRecord) record = look_up (self, STINT_KIND_TASK, task);

  return record != NULL && !stint_record_is_deleted (record);
}

static const char *
get_name_member (StintKind kind)
{
  return kind == STINT_KIND_TASK ? STINT_TASK_TITLE : STINT_PROJECT_NAME;
}

/* What people call the record; of a block its task's title. */
static char *
dup_title (Loader      *self,
           StintRecord *record)
{
  StintKind kind = stint_record_get_kind (record);

  if (kind == STINT_KIND_BLOCK)
    {
      g_autoptr (StintRecord) task = look_up (self, STINT_KIND_TASK, stint_block_get_task (record));

      return task != NULL ? g_strdup (stint_task_get_title (task)) : NULL;
    }
  return g_strdup (stint_record_get_string (record, get_name_member (kind)));
}

static void
name_id (Loader     *self,
         GHashTable *names,
         StintKind   kind,
         const char *id)
{
  g_autoptr (StintRecord) record = g_hash_table_contains (names, id) ? NULL : look_up (self, kind, id);
  const char *name = record != NULL && !stint_record_is_deleted (record) ? stint_record_get_string (record, get_name_member (kind)) : NULL;

  if (name != NULL)
    g_hash_table_insert (names, g_strdup (id), g_strdup (name));
}

/* Names the records that a value points to. */
static void
name_value (Loader            *self,
            GHashTable        *names,
            const StintMember *member,
            GVariant          *value)
{
  StintKind kind = g_str_equal (member->name, STINT_TASK_PROJECT) ? STINT_KIND_PROJECT : STINT_KIND_TASK;

  if (value == NULL)
    return;
  if (member->type == STINT_MEMBER_ID && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      name_id (self, names, kind, g_variant_get_string (value, NULL));
    }
  else if (member->type == STINT_MEMBER_ID_SET && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    {
      g_autofree const char **ids = g_variant_get_strv (value, NULL);

      for (gsize i = 0; ids[i] != NULL; i++)
        name_id (self, names, kind, ids[i]);
    }
}

static void
name_values (Loader             *self,
             StintConflictFacts *facts,
             StintKind           kind)
{
  const char *name = stint_record_get_string (facts->entry, STINT_CONFLICT_MEMBER);
  const StintMember *member = name != NULL ? stint_schema_find (kind, name) : NULL;
  g_autoptr (GVariant) lost = stint_record_dup_member (facts->entry, STINT_CONFLICT_LOST);
  g_autoptr (GVariant) current = facts->subject != NULL && name != NULL ? stint_record_dup_member (facts->subject, name) : NULL;

  if (member == NULL)
    return;
  name_value (self, facts->names, member, lost);
  name_value (self, facts->names, member, current);
}

static gboolean
does_owner_live (Loader      *self,
                 StintRecord *record)
{
  if (stint_record_get_kind (record) == STINT_KIND_BLOCK)
    return does_live (self, stint_block_get_task (record));
  if (stint_record_get_kind (record) == STINT_KIND_TASK && stint_record_get_string (record, STINT_TASK_SERIES) != NULL)
    return does_live (self, stint_record_get_string (record, STINT_TASK_SERIES));
  return TRUE;
}

static StintConflictFacts *
read_facts (Loader      *self,
            StintRecord *entry)
{
  StintConflictFacts *facts = g_new0 (StintConflictFacts, 1);
  const char *kind_name = stint_record_get_string (entry, STINT_CONFLICT_KIND);
  StintKind kind;

  facts->entry = stint_record_ref (entry);
  facts->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  facts->is_by_here = g_strcmp0 (stint_record_get_string (entry, STINT_CONFLICT_BY), stint_database_get_device (self->database)) == 0;
  if (kind_name == NULL || !stint_kind_from_string (kind_name, &kind))
    return facts;

  facts->subject = look_up (self, kind, stint_record_get_string (entry, STINT_CONFLICT_ID));
  if (facts->subject != NULL)
    {
      facts->title = dup_title (self, facts->subject);
      facts->owner_lives = does_owner_live (self, facts->subject);
    }
  else if (g_strcmp0 (stint_record_get_string (entry, STINT_CONFLICT_MEMBER), get_name_member (kind)) == 0)
    {
      /* Nothing is left of it but this. */
      facts->title = g_strdup (stint_record_get_string (entry, STINT_CONFLICT_LOST));
    }
  name_values (self, facts, kind);
  return facts;
}

static void
free_known (gpointer record)
{
  if (record != NULL)
    stint_record_unref (record);
}

static gpointer
list_conflicts_job (StintDatabase *database,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (GPtrArray) entries = stint_database_list (database, STINT_KIND_CONFLICT, error);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_known);
  Loader loader = { .database = database, .known = known };

  if (entries == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_conflict_facts_free);
  for (guint i = 0; i < entries->len && loader.error == NULL; i++)
    g_ptr_array_add (all, read_facts (&loader, g_ptr_array_index (entries, i)));
  if (loader.error == NULL)
    return g_steal_pointer (&all);

  g_propagate_error (error, loader.error);
  return NULL;
}

/**
 * Place:
 * @group_at_ms: when the newest entry about the same record was made
 */
typedef struct
{
  StintConflictItem *item;
  gint64             group_at_ms;
} Place;

/* The members of one record as a person would name them: what it is called first. */
static int
get_rank (StintConflictItem *item)
{
  static const char *const first[] = { STINT_TASK_TITLE, STINT_PROJECT_NAME, STINT_TASK_NOTES, STINT_BLOCK_WHEN };
  const char *member = stint_conflict_item_get_member (item);

  if (member == NULL)
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    if (g_str_equal (member, first[i]))
      return (int) i;
  return G_N_ELEMENTS (first);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *first = a, *second = b;
  int order;

  if (first->group_at_ms != second->group_at_ms)
    return first->group_at_ms > second->group_at_ms ? -1 : 1;
  order = g_strcmp0 (stint_conflict_item_get_group (first->item), stint_conflict_item_get_group (second->item));
  if (order == 0)
    order = (int) stint_conflict_item_get_kind (first->item) - (int) stint_conflict_item_get_kind (second->item);
  if (order == 0)
    order = g_strcmp0 (stint_conflict_item_get_subject_id (first->item), stint_conflict_item_get_subject_id (second->item));
  if (order == 0)
    order = get_rank (first->item) - get_rank (second->item);
  if (order == 0)
    order = g_strcmp0 (stint_conflict_item_get_member (first->item), stint_conflict_item_get_member (second->item));
  return order != 0 ? order : g_strcmp0 (stint_conflict_item_get_id (first->item), stint_conflict_item_get_id (second->item));
}

/* Those about one record beside each other, the newest record first. */
static void
sort_items (GListStore *store,
            GPtrArray  *items)
{
  g_autoptr (GHashTable) newest = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), items->len);

  for (guint i = 0; i < items->len; i++)
    {
      StintConflictItem *item = g_ptr_array_index (items, i);
      const gint64 *known = g_hash_table_lookup (newest, stint_conflict_item_get_group (item));
      gint64 at_ms = stint_conflict_item_get_at_ms (item);

      if (known == NULL || *known < at_ms)
        g_hash_table_insert (newest, (gpointer) stint_conflict_item_get_group (item), g_memdup2 (&at_ms, sizeof at_ms));
    }
  for (guint i = 0; i < items->len; i++)
    {
      StintConflictItem *item = g_ptr_array_index (items, i);
      Place place = { item, *(const gint64 *) g_hash_table_lookup (newest, stint_conflict_item_get_group (item)) };

      g_array_append_val (places, place);
    }

  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    g_list_store_append (store, g_array_index (places, Place, i).item);
}

/**
 * stint_workspace_list_conflicts_async:
 *
 * Reads the conflict inbox, with what each entry is about.
 */
void
stint_workspace_list_conflicts_async (StintWorkspace     *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data)
{
  g_return_if_fail (STINT_IS_WORKSPACE (self));

  stint_workspace_run_async (self, list_conflicts_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                             stint_workspace_list_conflicts_async, cancellable, callback, user_data);
}

GListStore *
stint_workspace_list_conflicts_finish (StintWorkspace *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GListStore *store;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  all = g_task_propagate_pointer (G_TASK (result), error);
  if (all == NULL)
    return NULL;

  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (items, stint_conflict_item_new (g_ptr_array_index (all, i)));
  store = g_list_store_new (STINT_TYPE_CONFLICT_ITEM);
  sort_items (store, items);
  return store;
}
