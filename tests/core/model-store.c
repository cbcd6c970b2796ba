/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model-store.h"

#include "core/stint-block.h"
#include "core/stint-task.h"

/* Returns: (transfer full) */
GHashTable *
model_store_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) stint_record_unref);
}

GHashTable *
model_store_copy (GHashTable *store)
{
  GHashTable *copy = model_store_new ();
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, store);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    model_store_put (copy, record);

  return copy;
}

void
model_store_put (GHashTable  *store,
                 StintRecord *record)
{
  g_hash_table_replace (store, g_strdup (stint_record_get_id (record)), stint_record_ref (record));
}

/* Returns: (transfer none) (nullable) */
StintRecord *
model_store_get (GHashTable *store,
                 const char *id)
{
  return g_hash_table_lookup (store, id);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (stint_record_get_id (*(StintRecord *const *) a), stint_record_get_id (*(StintRecord *const *) b));
}

/* Returns: (transfer full): sorted by id, so that a seed always gives the same run */
GPtrArray *
model_store_list_living (GHashTable *store,
                         StintKind   kind)
{
  GPtrArray *living = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_record_unref);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, store);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (stint_record_get_kind (record) == kind && !stint_record_is_deleted (record))
      g_ptr_array_add (living, stint_record_ref (record));

  g_ptr_array_sort (living, compare_ids);
  return living;
}

/* Returns: (nullable): the id of the record that owns it */
const char *
model_store_get_owner (StintRecord *record)
{
  if (stint_record_get_kind (record) == STINT_KIND_BLOCK)
    return stint_record_get_string (record, STINT_BLOCK_TASK);
  if (stint_record_get_kind (record) == STINT_KIND_TASK)
    return stint_record_get_string (record, STINT_TASK_SERIES);
  return NULL;
}

/* Remembers how a record was before the change, the first time it is touched. */
static void
touch (GHashTable *store,
       GHashTable *before,
       GPtrArray  *touched,
       const char *id)
{
  StintRecord *record = model_store_get (store, id);

  if (g_hash_table_contains (before, id))
    return;

  g_hash_table_insert (before, g_strdup (id), record != NULL ? stint_record_ref (record) : NULL);
  g_ptr_array_add (touched, g_strdup (id));
}

static void
kill_record (GHashTable *store,
             GHashTable *before,
             GPtrArray  *touched,
             const char *id)
{
  StintRecord *record = model_store_get (store, id);
  g_autoptr (StintRecord) dead = NULL;
  g_autoptr (GPtrArray) owned = NULL;

  g_assert_nonnull (record);
  g_assert_false (stint_record_is_deleted (record));

  touch (store, before, touched, id);
  dead = stint_record_new_full (stint_record_get_kind (record), id, stint_record_get_data (record), NULL, NULL, TRUE);
  model_store_put (store, dead);

  for (StintKind kind = STINT_KIND_TASK; kind <= STINT_KIND_BLOCK; kind++)
    {
      g_autoptr (GPtrArray) living = model_store_list_living (store, kind);

      for (guint i = 0; i < living->len; i++)
        if (g_strcmp0 (model_store_get_owner (living->pdata[i]), stint_record_get_id (dead)) == 0)
          kill_record (store, before, touched, stint_record_get_id (living->pdata[i]));
    }
}

static void
apply_op (GHashTable    *store,
          GHashTable    *before,
          GPtrArray     *touched,
          const StintOp *op)
{
  StintRecord *record = model_store_get (store, op->id);
  gboolean lives = record != NULL && !stint_record_is_deleted (record);
  g_autoptr (GVariant) data = NULL;
  g_autoptr (StintRecord) next = NULL;

  if (op->type == STINT_OP_DELETE)
    {
      kill_record (store, before, touched, op->id);
      return;
    }

  if (op->type == STINT_OP_SET)
    g_assert_true (lives);
  else if (op->type != STINT_OP_PUT)
    g_assert_false (lives);

  touch (store, before, touched, op->id);
  data = stint_members_overlay (lives ? stint_record_get_data (record) : NULL, op->members);
  next = stint_record_new (op->kind, op->id, data);
  model_store_put (store, next);
}

/* Returns: (transfer full): what the edit did */
StintChange *
model_store_apply (GHashTable *store,
                   StintEdit  *edit)
{
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  StintChange *change = stint_change_new ("01990a70-0000-7000-8000-0000000000ff", stint_edit_get_label (edit), 0, "here",
                                          STINT_CHANGE_PERSON);

  for (guint i = 0; i < stint_edit_get_n_ops (edit); i++)
    apply_op (store, before, touched, stint_edit_get_op (edit, i));

  for (guint i = 0; i < touched->len; i++)
    {
      g_autoptr (StintRecord) old = g_hash_table_lookup (before, touched->pdata[i]);
      StintRecord *new = model_store_get (store, touched->pdata[i]);
      GVariant *was = old != NULL && !stint_record_is_deleted (old) ? stint_record_get_data (old) : NULL;
      GVariant *is = !stint_record_is_deleted (new) ? stint_record_get_data (new) : NULL;
      g_autoptr (GVariant) was_touched = NULL;
      g_autoptr (GVariant) is_touched = NULL;

      was_touched = stint_delta_touched (was, is, &is_touched);
      stint_change_add (change, stint_record_get_kind (new), touched->pdata[i], was_touched, is_touched, new);
    }

  return change;
}

static StintRecord *
look_up (StintKind   kind,
         const char *id,
         gpointer    user_data)
{
  StintRecord *record = model_store_get (user_data, id);

  return record != NULL && stint_record_get_kind (record) == kind ? stint_record_ref (record) : NULL;
}

static gboolean
has_owned (StintKind   kind,
           const char *id,
           GHashTable *but_ids,
           gpointer    user_data)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, user_data);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (!stint_record_is_deleted (record) && g_strcmp0 (model_store_get_owner (record), id) == 0
        && !g_hash_table_contains (but_ids, stint_record_get_id (record)))
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full) (nullable): the edit that undoes the change now */
StintEdit *
model_store_invert (GHashTable  *store,
                    StintChange *change,
                    GStrv       *left)
{
  return stint_change_invert (change, "Undo", look_up, has_owned, NULL, store, left);
}

/* The living records must be the same, byte for byte. */
void
model_store_assert_same (GHashTable *store,
                         GHashTable *wanted)
{
  for (StintKind kind = 0; kind < STINT_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) have = model_store_list_living (store, kind);
      g_autoptr (GPtrArray) want = model_store_list_living (wanted, kind);

      g_assert_cmpuint (have->len, ==, want->len);
      for (guint i = 0; i < have->len; i++)
        {
          g_autoptr (GBytes) first = g_variant_get_data_as_bytes (stint_record_get_data (have->pdata[i]));
          g_autoptr (GBytes) second = g_variant_get_data_as_bytes (stint_record_get_data (want->pdata[i]));

          g_assert_cmpstr (stint_record_get_id (have->pdata[i]), ==, stint_record_get_id (want->pdata[i]));
          g_assert_true (g_bytes_equal (first, second));
        }
    }
}

/* Nothing that lives may have an owner that does not. */
void
model_store_assert_owners (GHashTable *store)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, store);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      const char *owner = model_store_get_owner (record);
      StintRecord *owning = owner != NULL ? model_store_get (store, owner) : NULL;

      if (owner == NULL || stint_record_is_deleted (record))
        continue;
      g_assert_nonnull (owning);
      g_assert_false (stint_record_is_deleted (owning));
    }
}
