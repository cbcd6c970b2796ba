/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-block.h"
#include "core/stint-change.h"
#include "core/stint-id.h"
#include "core/stint-project.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"

#include "model-store.h"

#define N_RUNS 200
#define N_STEPS 25

static StintRecord *
pick (GHashTable *store,
      StintKind   kind,
      GRand      *rand)
{
  g_autoptr (GPtrArray) living = model_store_list_living (store, kind);

  return living->len > 0 ? stint_record_ref (living->pdata[g_rand_int_range (rand, 0, (gint32) living->len)]) : NULL;
}

static GVariant *
make_tags (GRand *rand)
{
  static const char *const all[] = { "a", "b", "c", "d", "e" };
  const char *some[5];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_rand_boolean (rand))
      some[n++] = all[i];
  return g_variant_new_strv (some, (gssize) n);
}

/* Any member with any value, also one that no version knows, or none. */
static void
set_something (StintEdit   *edit,
               StintRecord *record,
               GRand       *rand)
{
  static const char *const names[] = { "title", "notes", "x-new", "tags", "tags", "estimate_min" };
  const char *name = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
  GVariant *value = NULL;

  if (g_str_equal (name, "tags"))
    value = g_rand_int_range (rand, 0, 4) > 0 ? make_tags (rand) : NULL;
  else if (g_rand_int_range (rand, 0, 4) > 0)
    value = g_rand_boolean (rand) ? g_variant_new_int64 (g_rand_int_range (rand, 0, 4))
                                  : g_variant_new_take_string (g_strdup_printf ("t%d", g_rand_int_range (rand, 0, 4)));

  stint_edit_set (edit, stint_record_get_kind (record), stint_record_get_id (record), name, value);
}

static char *
create_task (StintEdit  *edit,
             const char *series,
             GRand      *rand)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  char *id = stint_id_new (g_rand_int (rand), rand);

  g_variant_dict_insert (&dict, STINT_TASK_TITLE, "s", "New");
  if (series != NULL)
    g_variant_dict_insert (&dict, STINT_TASK_SERIES, "s", series);
  if (g_rand_boolean (rand))
    g_variant_dict_insert_value (&dict, STINT_TASK_TAGS, make_tags (rand));
  stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
  return id;
}

static void
create_block (StintEdit  *edit,
              const char *task,
              GRand      *rand)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *id = stint_id_new (g_rand_int (rand), rand);

  g_variant_dict_insert (&dict, STINT_BLOCK_TASK, "s", task);
  g_variant_dict_insert (&dict, STINT_BLOCK_PINNED, "b", TRUE);
  stint_edit_create (edit, STINT_KIND_BLOCK, id, g_variant_dict_end (&dict));
}

static void
create_something (GHashTable *store,
                  StintEdit  *edit,
                  GRand      *rand)
{
  g_autoptr (StintRecord) task = pick (store, STINT_KIND_TASK, rand);
  gboolean is_override = task != NULL && stint_record_get_string (task, STINT_TASK_SERIES) != NULL;
  g_autofree char *id = NULL;

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      if (task != NULL && !is_override)
        id = create_task (edit, stint_record_get_id (task), rand);
      break;
    case 1:
      if (task != NULL)
        create_block (edit, stint_record_get_id (task), rand);
      break;
    case 2:
      id = create_task (edit, NULL, rand);
      create_block (edit, id, rand);
      break;
    default:
      id = create_task (edit, NULL, rand);
      break;
    }
}

/* One step of a person: one to three things, as a window or an import would do them. */
static StintEdit *
make_edit (GHashTable *store,
           GRand      *rand)
{
  StintEdit *edit = stint_edit_new ("Step");
  g_autoptr (StintRecord) task = pick (store, STINT_KIND_TASK, rand);
  g_autoptr (StintRecord) other = pick (store, STINT_KIND_TASK, rand);
  g_autoptr (StintRecord) block = pick (store, STINT_KIND_BLOCK, rand);

  if (task == NULL || g_rand_int_range (rand, 0, 3) == 0)
    {
      create_something (store, edit, rand);
      return edit;
    }

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      stint_edit_delete (edit, STINT_KIND_TASK, stint_record_get_id (task));
      break;
    case 1:
      if (block != NULL)
        stint_edit_delete (edit, STINT_KIND_BLOCK, stint_record_get_id (block));
      break;
    case 2:
      if (block != NULL)
        stint_edit_set (edit, STINT_KIND_BLOCK, stint_record_get_id (block), STINT_BLOCK_TASK,
                        g_variant_new_string (stint_record_get_id (other)));
      create_something (store, edit, rand);
      break;
    default:
      set_something (edit, task, rand);
      set_something (edit, other, rand);
      break;
    }
  return edit;
}

static void
test_undoing_all_gives_the_first_state_back (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (GHashTable) store = model_store_new ();
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
      g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_change_unref);

      for (guint step = 0; step < N_STEPS; step++)
        {
          g_autoptr (StintEdit) edit = make_edit (store, rand);

          g_ptr_array_add (states, model_store_copy (store));
          g_ptr_array_add (changes, model_store_apply (store, edit));
        }

      for (guint step = N_STEPS; step > 0; step--)
        {
          g_auto (GStrv) left = NULL;
          g_autoptr (StintEdit) edit = model_store_invert (store, changes->pdata[step - 1], &left);

          if (edit != NULL)
            stint_change_unref (model_store_apply (store, edit));
          g_assert_cmpuint (g_strv_length (left), ==, 0);
          model_store_assert_same (store, states->pdata[step - 1]);
        }
    }
}

static const StintDelta *
find_delta (StintChange *change,
            const char  *id)
{
  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    if (g_str_equal (stint_change_get_delta (change, i)->id, id))
      return stint_change_get_delta (change, i);
  return NULL;
}

/* What the undo did to one record must be the opposite of what the change did, and only where it still was so. */
static void
assert_delta_is_guarded (const StintDelta *undone,
                         const StintDelta *delta)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_assert_nonnull (delta);
  if (undone->before == NULL)
    {
      g_assert_null (delta->after);
      g_assert_cmpvariant (undone->after, delta->before);
      return;
    }
  if (undone->after == NULL)
    {
      g_assert_null (delta->before);
      g_assert_cmpvariant (undone->before, delta->after);
      return;
    }

  g_variant_iter_init (&iter, undone->before);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      const StintMember *member = stint_schema_find (undone->kind, name);
      g_autoptr (GVariant) is = g_variant_lookup_value (delta->after, name, NULL);
      g_autoptr (GVariant) was = g_variant_lookup_value (delta->before, name, NULL);

      g_assert_true (is != NULL || was != NULL);
      if (member == NULL || !stint_member_is_set (member))
        g_assert_cmpvariant (value, is);
    }
}

static void
test_undo_in_the_middle_touches_only_what_the_change_did (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < 3 * N_RUNS; run++)
    {
      g_autoptr (GHashTable) store = model_store_new ();
      g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_change_unref);
      StintChange *change;
      g_autoptr (StintChange) undone = NULL;
      g_auto (GStrv) left = NULL;
      g_autoptr (StintEdit) inverse = NULL;

      for (guint step = 0; step < N_STEPS; step++)
        {
          g_autoptr (StintEdit) edit = make_edit (store, rand);

          g_ptr_array_add (changes, model_store_apply (store, edit));
        }

      change = changes->pdata[g_rand_int_range (rand, 0, N_STEPS)];
      inverse = model_store_invert (store, change, &left);
      if (inverse == NULL)
        continue;

      undone = model_store_apply (store, inverse);
      for (guint i = 0; i < stint_change_get_n_deltas (undone); i++)
        {
          const StintDelta *delta = stint_change_get_delta (undone, i);

          assert_delta_is_guarded (delta, find_delta (change, delta->id));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/undo-runs/undoing-all-gives-the-first-state-back", test_undoing_all_gives_the_first_state_back);
  g_test_add_func ("/core/undo-runs/undo-in-the-middle-touches-only-what-the-change-did",
                   test_undo_in_the_middle_touches_only_what_the_change_did);

  return g_test_run ();
}
