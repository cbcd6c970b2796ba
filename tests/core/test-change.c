/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-change.h"
#include "core/stint-member-walk.h"

#define ID "01990a70-0000-7000-8000-000000000001"

static GVariant *
members (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return stint_members_sort (parsed);
}

static void
assert_members (GVariant   *have,
                const char *text)
{
  g_autoptr (GVariant) want = members (text);

  g_assert_cmpvariant (have, want);
}

static void
test_change_keeps_what_it_was_given (void)
{
  g_autoptr (StintChange) change = stint_change_new ("id", "Move", 7, "laptop", STINT_CHANGE_REDO);
  g_autoptr (StintRecord) record = stint_record_new (STINT_KIND_TASK, ID, members ("{'title': <'b'>}"));
  g_autoptr (GVariant) before = members ("{'title': <'a'>}");
  const StintDelta *delta;

  stint_change_add (change, STINT_KIND_TASK, ID, before, NULL, record);
  g_assert_cmpstr (stint_change_get_id (change), ==, "id");
  g_assert_cmpstr (stint_change_get_label (change), ==, "Move");
  g_assert_cmpint (stint_change_get_unix_ms (change), ==, 7);
  g_assert_cmpstr (stint_change_get_device (change), ==, "laptop");
  g_assert_cmpint (stint_change_get_origin (change), ==, STINT_CHANGE_REDO);
  g_assert_cmpuint (stint_change_get_n_deltas (change), ==, 1);

  delta = stint_change_get_delta (change, 0);
  g_assert_cmpint (delta->kind, ==, STINT_KIND_TASK);
  g_assert_cmpstr (delta->id, ==, ID);
  g_assert_true (delta->before == before);
  g_assert_null (delta->after);
  g_assert_true (delta->record == record);
}

static void
test_change_is_a_counted_box (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  StintChange *change = stint_change_new ("id", "Move", 7, "laptop", STINT_CHANGE_PERSON);

  g_value_init (&value, STINT_TYPE_CHANGE);
  g_value_set_boxed (&value, change);
  stint_change_unref (change);
  g_assert_true (g_value_get_boxed (&value) == change);
  g_assert_cmpstr (stint_change_get_label (g_value_get_boxed (&value)), ==, "Move");
}

static void
test_delta_names_touched_members_only (void)
{
  g_autoptr (GVariant) before = members ("{'a': <1>, 'b': <'x'>, 'gone': <@mv nothing>, 'same': <{'k': <[<int64 1>]>}>}");
  g_autoptr (GVariant) after = members ("{'a': <1>, 'b': <'y'>, 'new': <true>, 'same': <{'k': <[<int64 1>]>}>}");
  g_autoptr (GVariant) after_touched = NULL;
  g_autoptr (GVariant) before_touched = stint_delta_touched (before, after, &after_touched);

  assert_members (before_touched, "{'b': <'x'>, 'gone': <@mv nothing>}");
  assert_members (after_touched, "{'b': <'y'>, 'new': <true>}");
}

static void
test_delta_of_equal_members_is_empty (void)
{
  g_autoptr (GVariant) before = members ("{'a': <1>}");
  g_autoptr (GVariant) after = members ("{'a': <1>}");
  g_autoptr (GVariant) after_touched = NULL;
  g_autoptr (GVariant) before_touched = stint_delta_touched (before, after, &after_touched);

  assert_members (before_touched, "{}");
  assert_members (after_touched, "{}");
}

static void
test_delta_of_a_creation_has_everything (void)
{
  g_autoptr (GVariant) after = members ("{'a': <1>}");
  g_autoptr (GVariant) after_touched = NULL;
  g_autoptr (GVariant) before_touched = stint_delta_touched (NULL, after, &after_touched);

  g_assert_null (before_touched);
  assert_members (after_touched, "{'a': <1>}");
}

static void
test_delta_of_a_deletion_has_everything (void)
{
  g_autoptr (GVariant) before = members ("{'a': <1>}");
  g_autoptr (GVariant) after_touched = NULL;
  g_autoptr (GVariant) before_touched = stint_delta_touched (before, NULL, &after_touched);

  assert_members (before_touched, "{'a': <1>}");
  g_assert_null (after_touched);
}

static void
test_walk_meets_each_name_once (void)
{
  g_autoptr (GVariant) first = members ("{'a': <1>, 'c': <1>}");
  g_autoptr (GVariant) second = members ("{'b': <2>, 'c': <2>}");
  g_autoptr (GVariant) third = members ("{'': <3>, 'c': <3>, 'd': <3>}");
  g_autoptr (GString) met = g_string_new (NULL);
  g_auto (StintMemberWalk) walk = { NULL, };

  stint_member_walk_init (&walk, first, second, third);
  while (stint_member_walk_next (&walk))
    g_string_append_printf (met, "%s:%d%d%d ", walk.name, walk.values[0] != NULL, walk.values[1] != NULL, walk.values[2] != NULL);

  g_assert_cmpstr (met->str, ==, ":001 a:100 b:010 c:111 d:001 ");
}

static void
assert_equal (const char *a,
              const char *b,
              gboolean    equal)
{
  g_autoptr (GVariant) first = g_variant_parse (NULL, a, NULL, NULL, NULL);
  g_autoptr (GVariant) second = g_variant_parse (NULL, b, NULL, NULL, NULL);

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_true (stint_values_equal (first, second) == equal);
  g_assert_true (stint_values_equal (second, first) == equal);
}

static void
test_numbers_are_compared_by_value (void)
{
  assert_equal ("int64 2", "2.0", TRUE);
  assert_equal ("int64 2", "2.5", FALSE);
  assert_equal ("0.0", "-0.0", TRUE);
  assert_equal ("{'a': <[<int64 2>, <'x'>]>}", "{'a': <[<2.0>, <'x'>]>}", TRUE);
  assert_equal ("{'a': <[<int64 2>, <'x'>]>}", "{'b': <[<2.0>, <'x'>]>}", FALSE);
}

static void
test_values_of_other_types_are_unequal (void)
{
  assert_equal ("'2'", "int64 2", FALSE);
  assert_equal ("true", "int64 1", FALSE);
  assert_equal ("@mv nothing", "'x'", FALSE);
  assert_equal ("['a']", "[<'a'>]", FALSE);
  assert_equal ("[<int64 1>]", "[<int64 1>, <int64 1>]", FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/change/keeps-what-it-was-given", test_change_keeps_what_it_was_given);
  g_test_add_func ("/core/change/is-a-counted-box", test_change_is_a_counted_box);
  g_test_add_func ("/core/change/delta-names-touched-members-only", test_delta_names_touched_members_only);
  g_test_add_func ("/core/change/delta-of-equal-members-is-empty", test_delta_of_equal_members_is_empty);
  g_test_add_func ("/core/change/delta-of-a-creation-has-everything", test_delta_of_a_creation_has_everything);
  g_test_add_func ("/core/change/delta-of-a-deletion-has-everything", test_delta_of_a_deletion_has_everything);
  g_test_add_func ("/core/change/walk-meets-each-name-once", test_walk_meets_each_name_once);
  g_test_add_func ("/core/change/numbers-are-compared-by-value", test_numbers_are_compared_by_value);
  g_test_add_func ("/core/change/values-of-other-types-are-unequal", test_values_of_other_types_are_unequal);

  return g_test_run ();
}
