/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-oracle-private.h"

#include "wire/stint-json.h"

/* Calls @note for each record of a JSON array of ops or records. */
typedef void (*NoteOp) (SyncOracle *self,
                        int         thing,
                        const char *version,
                        gpointer    user_data);

static void
each_op (SyncOracle *self,
         GVariant   *ops,
         const char *tag,
         NoteOp      note,
         gpointer    user_data)
{
  for (gsize i = 0; ops != NULL && g_variant_is_of_type (ops, G_VARIANT_TYPE ("av")) && i < g_variant_n_children (ops); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (ops, i);
      g_autoptr (GVariant) op = g_variant_get_variant (boxed);
      const char *kind_name = NULL;
      const char *id = NULL;
      const char *version = tag;
      StintKind kind;
      int thing;

      g_variant_lookup (op, "kind", "&s", &kind_name);
      g_variant_lookup (op, "id", "&s", &id);
      g_variant_lookup (op, "v", "&s", &version);
      g_assert_true (kind_name != NULL && id != NULL && stint_kind_from_string (kind_name, &kind));
      thing = sync_oracle_find_thing (self, kind, id);
      if (thing >= 0)
        note (self, thing, version, user_data);
    }
}

static char *
version_key (int         thing,
             const char *version)
{
  return g_strdup_printf ("%d %s", thing, version);
}

static void
freeze (SyncOracle *self,
        int         thing,
        const char *version,
        gpointer    user_data)
{
  SyncBatch *batch = ((gpointer *) user_data)[0];
  SyncView *view = ((gpointer *) user_data)[1];

  g_array_append_val (batch->things, thing);
  g_array_append_vals (batch->seen, sync_oracle_get_seen (view->seen, thing), 1);
}

/* An entry goes out for the first time: it was decided just now. */
static void
count_winners (SyncOracle *self,
               GVariant   *ops)
{
  for (gsize i = 0; ops != NULL && i < g_variant_n_children (ops); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (ops, i);
      g_autoptr (GVariant) op = g_variant_get_variant (boxed);
      g_autoptr (GVariant) data = g_variant_lookup_value (op, "data", G_VARIANT_TYPE_VARDICT);
      const char *kind = NULL;
      const char *id = NULL;

      g_variant_lookup (op, "kind", "&s", &kind);
      g_variant_lookup (op, "id", "&s", &id);
      if (data != NULL && g_strcmp0 (kind, "conflict") == 0 && g_hash_table_add (self->decided, g_strdup (id)))
        sync_oracle_count_winner (self, data);
    }
}

/* The device has formed a batch; told again when it sends it again. */
void
sync_oracle_note_batch (SyncOracle *self,
                        int         device,
                        const char *key,
                        const char *body)
{
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) ops = NULL;
  g_autoptr (GError) error = NULL;
  SyncBatch *batch;
  gpointer data[2];

  if (g_hash_table_contains (self->batches, key))
    return;
  value = stint_json_parse (body, -1, &error);
  g_assert_no_error (error);
  ops = g_variant_lookup_value (value, "ops", NULL);
  batch = g_new0 (SyncBatch, 1);
  batch->things = g_array_new (FALSE, FALSE, sizeof (int));
  batch->seen = g_array_new (FALSE, FALSE, sizeof (SyncSeen));
  g_hash_table_insert (self->batches, g_strdup (key), batch);
  data[0] = batch;
  data[1] = self->views->pdata[device];
  each_op (self, ops, NULL, freeze, data);
  count_winners (self, ops);
}

static void
mark_actions (SyncOracle      *self,
              const SyncBatch *batch,
              gboolean         acked)
{
  for (guint i = 0; i < batch->seen->len; i++)
    for (guint action = 0; action < self->actions->len; action++)
      if ((g_array_index (batch->seen, SyncSeen, i).words[action / 64] >> (action % 64)) & 1)
        {
          g_array_index (self->actions, SyncAction, action).stored = TRUE;
          if (acked)
            g_array_index (self->actions, SyncAction, action).acked = TRUE;
        }
}

/* The server has written the batch, whether its device hears of it or not. */
void
sync_oracle_note_stored (SyncOracle *self,
                         const char *key,
                         const char *tag)
{
  SyncBatch *batch = g_hash_table_lookup (self->batches, key);

  g_assert_nonnull (batch);
  for (guint i = 0; i < batch->things->len; i++)
    g_hash_table_replace (self->versions, version_key (g_array_index (batch->things, int, i), tag),
                          g_memdup2 (&g_array_index (batch->seen, SyncSeen, i), sizeof (SyncSeen)));
  mark_actions (self, batch, FALSE);
}

/* Its device was told that it is written. */
void
sync_oracle_note_acked (SyncOracle *self,
                        const char *key)
{
  mark_actions (self, g_hash_table_lookup (self->batches, key), TRUE);
}

static void
see (SyncOracle *self,
     int         thing,
     const char *version,
     gpointer    user_data)
{
  SyncView *view = user_data;
  g_autofree char *key = version_key (thing, version);
  const SyncSeen *seen = g_hash_table_lookup (self->versions, key);

  if (seen != NULL)
    sync_seen_join (sync_oracle_get_seen (view->seen, thing), seen);
}

/* The device has got this answer, a page of changes or of a snapshot, and takes what it says. */
void
sync_oracle_note_pulled (SyncOracle *self,
                         int         device,
                         GVariant   *answer)
{
  g_autoptr (GVariant) changes = g_variant_lookup_value (answer, "changes", NULL);
  g_autoptr (GVariant) records = g_variant_lookup_value (answer, "records", NULL);
  SyncView *view = self->views->pdata[device];

  each_op (self, records, NULL, see, view);
  for (gsize i = 0; changes != NULL && g_variant_is_of_type (changes, G_VARIANT_TYPE ("av")) && i < g_variant_n_children (changes); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (changes, i);
      g_autoptr (GVariant) change = g_variant_get_variant (boxed);
      g_autoptr (GVariant) ops = g_variant_lookup_value (change, "ops", NULL);
      const char *tag = NULL;

      g_variant_lookup (change, "tag", "&s", &tag);
      each_op (self, ops, tag, see, view);
    }
}
