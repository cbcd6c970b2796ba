/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-element-set.h"
#include "core/stint-member-walk.h"
#include "core/stint-merge.h"
#include "core/stint-schema.h"

#define ID "01990a70-0000-7000-8000-000000000001"
#define NOW 1000000
#define N_RUNS 1250

typedef struct
{
  GRand *rand;
  guint  next_value;
} Runs;

static const char *const names[] = { "title", "notes", "tags", "priority", "deadline", "x-a", "x-b", "x-c" };

static gboolean
is_set (const char *name)
{
  return g_str_equal (name, "tags");
}

static GVariant *
make_tags (Runs *runs)
{
  static const char *const all[] = { "a", "b", "c", "d", "e", "f" };
  const char *some[6];
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_rand_boolean (runs->rand))
      some[n++] = all[i];
  return g_variant_new_strv (some, (gssize) n);
}

/* Every edit has a value of its own, so that it can be looked for. */
static GVariant *
make_value (Runs       *runs,
            const char *name)
{
  guint n = runs->next_value++;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (is_set (name))
    return make_tags (runs);
  if (g_str_equal (name, "title"))
    return g_variant_new_take_string (g_strdup_printf ("t%u", n));
  if (g_str_equal (name, "priority"))
    return g_variant_new_int64 (n % 10);
  if (g_str_equal (name, "deadline"))
    {
      g_variant_dict_insert_value (&dict, "date", g_variant_new_take_string (g_strdup_printf ("2026-11-%02u", n % 30 + 1)));
      g_variant_dict_insert (&dict, "x-in", "x", (gint64) n);
      return g_variant_dict_end (&dict);
    }
  /* Now and then what makes two valid records too large for one. */
  if (g_str_equal (name, "notes") || g_rand_int_range (runs->rand, 0, 20) == 0)
    return g_variant_new_take_string (g_strdup_printf ("%u %*s", n, g_rand_int_range (runs->rand, 0, 30) == 0 ? 7000 : 1, "."));
  return g_rand_boolean (runs->rand) ? g_variant_new_int64 (n) : g_variant_new_double (n);
}

static StintRecord *
make_record (Runs *runs)
{
  g_auto (GVariantDict) data = G_VARIANT_DICT_INIT (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (i == 0 || g_rand_boolean (runs->rand))
      g_variant_dict_insert_value (&data, names[i], make_value (runs, names[i]));

  return stint_record_new (STINT_KIND_TASK, ID, g_variant_dict_end (&data));
}

/* Returns: (transfer full): @record after some edits by one device */
static StintRecord *
edit_record (Runs        *runs,
             StintRecord *record,
             const char  *device)
{
  g_auto (GVariantDict) data = G_VARIANT_DICT_INIT (stint_record_get_data (record));
  g_auto (GVariantDict) at = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) edits = stint_edits_bump (NULL, device, 1);
  g_autoptr (GVariant) times = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_rand_int_range (runs->rand, 0, 3) > 0)
        continue;

      if (i > 0 && g_rand_int_range (runs->rand, 0, 4) == 0)
        g_variant_dict_remove (&data, names[i]);
      else
        g_variant_dict_insert_value (&data, names[i], make_value (runs, names[i]));
      g_variant_builder_add (&builder, "{sx}", names[i], (gint64) g_rand_int_range (runs->rand, 1, 50));
    }

  times = stint_edits_join (g_variant_builder_end (&builder), NULL);
  return stint_record_new_full (STINT_KIND_TASK, ID, g_variant_dict_end (&data), edits, times, FALSE);
}

static gboolean
is_in_conflicts (GPtrArray  *lost,
                 const char *name,
                 GVariant   *value)
{
  for (guint i = 0; i < lost->len; i++)
    {
      g_autoptr (GVariant) lost_value = stint_record_dup_member (lost->pdata[i], "lost");

      if (g_strcmp0 (stint_record_get_string (lost->pdata[i], "member"), name) == 0 && stint_values_equal (lost_value, value))
        return TRUE;
    }
  return FALSE;
}

/* What @side edited must be in the result or in a conflict. Elements of sets one by one. */
static void
assert_edit_is_kept (StintMergeResult *result,
                     const char       *name,
                     GVariant         *base,
                     GVariant         *edited)
{
  g_autoptr (GVariant) kept = stint_record_dup_member (result->record, name);

  if (edited == NULL || stint_values_equal (edited, base) || is_in_conflicts (result->lost, name, edited))
    return;

  if (is_set (name))
    {
      g_autoptr (GHashTable) added = stint_element_set_new (edited);

      stint_element_set_remove (added, base);
      stint_element_set_remove (added, kept);
      g_assert_cmpuint (g_hash_table_size (added), ==, 0);
    }
  else
    g_assert_true (stint_values_equal (kept, edited));
}

static void
assert_nothing_is_lost (StintMergeResult *result,
                        StintRecord      *base,
                        StintRecord      *mine,
                        StintRecord      *theirs)
{
  g_auto (StintMemberWalk) walk = { NULL, };

  stint_member_walk_init (&walk, base != NULL ? stint_record_get_data (base) : NULL, stint_record_get_data (mine),
                          stint_record_get_data (theirs));
  while (stint_member_walk_next (&walk))
    {
      g_autoptr (GVariant) kept = stint_record_dup_member (result->record, walk.name);

      assert_edit_is_kept (result, walk.name, walk.values[0], walk.values[1]);
      assert_edit_is_kept (result, walk.name, walk.values[0], walk.values[2]);

      /* What nobody touched is the same to the last byte. */
      if (walk.values[0] != NULL && stint_values_identical (walk.values[0], walk.values[1])
          && stint_values_identical (walk.values[0], walk.values[2]))
        g_assert_true (stint_values_identical (kept, walk.values[0]));
    }
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 (stint_record_get_id (*(StintRecord *const *) a), stint_record_get_id (*(StintRecord *const *) b));
}

/* Nothing is left to send where the result is theirs: then it has exactly their times. Returns: whether it is */
static gboolean
assert_times_if_theirs (StintMergeResult *result,
                        StintRecord      *theirs)
{
  if (!stint_values_equal (stint_record_get_data (result->record), stint_record_get_data (theirs)))
    return FALSE;
  g_assert_cmpvariant (stint_record_get_at (result->record), stint_record_get_at (theirs));
  g_assert_cmpvariant (stint_record_get_edits (result->record), stint_record_get_edits (theirs));
  return TRUE;
}

/* Both must come to the same members and conflicts; and to the same times, where both have something to send. */
static void
assert_agree (StintMergeResult *one,
              StintRecord      *theirs_of_one,
              StintMergeResult *other,
              StintRecord      *theirs_of_other)
{
  gboolean one_is_theirs = assert_times_if_theirs (one, theirs_of_one);
  gboolean other_is_theirs = assert_times_if_theirs (other, theirs_of_other);

  g_assert_true (stint_values_equal (stint_record_get_data (one->record), stint_record_get_data (other->record)));
  if (!one_is_theirs && !other_is_theirs)
    g_assert_cmpvariant (stint_record_get_at (one->record), stint_record_get_at (other->record));
  g_assert_cmpuint (one->lost->len, ==, other->lost->len);

  g_ptr_array_sort (one->lost, compare_ids);
  g_ptr_array_sort (other->lost, compare_ids);
  for (guint i = 0; i < one->lost->len; i++)
    {
      g_assert_cmpstr (stint_record_get_id (one->lost->pdata[i]), ==, stint_record_get_id (other->lost->pdata[i]));
      g_assert_cmpvariant (stint_record_get_data (one->lost->pdata[i]), stint_record_get_data (other->lost->pdata[i]));
    }
}

static void
assert_valid (StintMergeResult *result)
{
  g_assert_true (stint_schema_check (STINT_KIND_TASK, stint_record_get_data (result->record), NULL));
  for (guint i = 0; i < result->lost->len; i++)
    {
      g_autoptr (GError) error = NULL;

      stint_schema_check (STINT_KIND_CONFLICT, stint_record_get_data (result->lost->pdata[i]), &error);
      g_assert_no_error (error);
    }
}

static void
begin (Runs *runs)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  runs->rand = g_rand_new_with_seed (seed);
  runs->next_value = 0;
}

static void
run_pairs (gboolean with_base)
{
  Runs runs;

  begin (&runs);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (StintRecord) base = make_record (&runs);
      g_autoptr (StintRecord) mine = edit_record (&runs, base, "a");
      g_autoptr (StintRecord) theirs = edit_record (&runs, base, "b");
      StintMergeSide my_side = { mine, "a" };
      StintMergeSide their_side = { theirs, "b" };
      StintMergeResult here, there;

      /* Two such edits may make one side too large by itself; a person is told so before. */
      if (!stint_schema_check (STINT_KIND_TASK, stint_record_get_data (mine), NULL)
          || !stint_schema_check (STINT_KIND_TASK, stint_record_get_data (theirs), NULL))
        continue;

      stint_merge (with_base ? base : NULL, &my_side, &their_side, NOW, &here);
      stint_merge (with_base ? base : NULL, &their_side, &my_side, NOW, &there);

      assert_nothing_is_lost (&here, with_base ? base : NULL, mine, theirs);
      assert_agree (&here, theirs, &there, mine);
      assert_valid (&here);

      stint_merge_result_clear (&here);
      stint_merge_result_clear (&there);
    }
  g_rand_free (runs.rand);
}

static void
test_with_a_base_nothing_is_lost_and_both_agree (void)
{
  run_pairs (TRUE);
}

static void
test_without_a_base_nothing_is_lost_and_both_agree (void)
{
  run_pairs (FALSE);
}

static void
test_equal_sides_stay_as_they_are (void)
{
  Runs runs;

  begin (&runs);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (StintRecord) base = make_record (&runs);
      g_autoptr (StintRecord) record = edit_record (&runs, base, "a");
      StintMergeSide my_side = { record, "a" };
      StintMergeSide their_side = { record, "b" };
      StintMergeResult result;

      stint_merge (g_rand_boolean (runs.rand) ? base : NULL, &my_side, &their_side, NOW, &result);
      g_assert_cmpvariant (stint_record_get_data (result.record), stint_record_get_data (record));
      g_assert_cmpvariant (stint_record_get_at (result.record), stint_record_get_at (record));
      g_assert_cmpvariant (stint_record_get_edits (result.record), stint_record_get_edits (record));
      g_assert_cmpuint (result.lost->len, ==, 0);
      stint_merge_result_clear (&result);
    }
  g_rand_free (runs.rand);
}

/* An edit against an untouched copy is just taken, whoever has it. */
static void
test_one_side_alone_is_taken (void)
{
  Runs runs;

  begin (&runs);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (StintRecord) base = make_record (&runs);
      g_autoptr (StintRecord) edited = edit_record (&runs, base, "a");
      gboolean mine = g_rand_boolean (runs.rand);
      StintMergeSide my_side = { mine ? edited : base, "a" };
      StintMergeSide their_side = { mine ? base : edited, "b" };
      StintMergeResult result;

      stint_merge (base, &my_side, &their_side, NOW, &result);
      g_assert_cmpvariant (stint_record_get_data (result.record), stint_record_get_data (edited));
      g_assert_cmpuint (result.lost->len, ==, 0);
      stint_merge_result_clear (&result);
    }
  g_rand_free (runs.rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/merge-runs/with-a-base-nothing-is-lost-and-both-agree",
                   test_with_a_base_nothing_is_lost_and_both_agree);
  g_test_add_func ("/core/merge-runs/without-a-base-nothing-is-lost-and-both-agree",
                   test_without_a_base_nothing_is_lost_and_both_agree);
  g_test_add_func ("/core/merge-runs/equal-sides-stay-as-they-are", test_equal_sides_stay_as_they_are);
  g_test_add_func ("/core/merge-runs/one-side-alone-is-taken", test_one_side_alone_is_taken);

  return g_test_run ();
}
