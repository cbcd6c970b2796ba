/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-merge.h"

static GVariant *
edits (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *parsed = g_variant_parse (G_VARIANT_TYPE ("a{sx}"), text, NULL, NULL, &error);

  g_assert_no_error (error);
  return parsed;
}

static void
assert_descends (const char *ancestor,
                 const char *descendant,
                 gboolean    wanted)
{
  g_autoptr (GVariant) a = edits (ancestor);
  g_autoptr (GVariant) d = edits (descendant);

  g_assert_true (stint_edits_descend (a, d) == wanted);
}

static void
test_equal_descends (void)
{
  assert_descends ("{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", TRUE);
}

static void
test_larger_descends (void)
{
  assert_descends ("{'a': 1}", "{'a': 2, 'b': 1}", TRUE);
}

static void
test_smaller_does_not_descend (void)
{
  assert_descends ("{'a': 2}", "{'a': 1}", FALSE);
}

static void
test_missing_device_does_not_descend (void)
{
  assert_descends ("{'a': 1, 'b': 1}", "{'a': 5}", FALSE);
}

static void
test_nothing_is_everyones_ancestor (void)
{
  g_autoptr (GVariant) some = edits ("{'a': 1}");

  g_assert_true (stint_edits_descend (NULL, some));
  g_assert_true (stint_edits_descend (NULL, NULL));
  g_assert_false (stint_edits_descend (some, NULL));
}

static void
test_join_keeps_the_larger (void)
{
  g_autoptr (GVariant) a = edits ("{'b': 1, 'a': 5}");
  g_autoptr (GVariant) b = edits ("{'a': 2, 'c': 3, 'b': 4}");
  g_autoptr (GVariant) joined = stint_edits_join (a, b);
  g_autoptr (GVariant) other_way = stint_edits_join (b, a);
  g_autoptr (GVariant) wanted = edits ("{'a': 5, 'b': 4, 'c': 3}");

  g_assert_cmpvariant (joined, wanted);
  g_assert_cmpvariant (other_way, wanted);
}

static void
test_bump_sets_the_devices_own_entry (void)
{
  g_autoptr (GVariant) before = edits ("{'b': 1, 'c': 2}");
  g_autoptr (GVariant) bumped = stint_edits_bump (before, "a", 9);
  g_autoptr (GVariant) wanted = edits ("{'a': 9, 'b': 1, 'c': 2}");

  g_assert_cmpvariant (bumped, wanted);
}

static void
test_bump_begins_a_vector (void)
{
  g_autoptr (GVariant) bumped = stint_edits_bump (NULL, "a", 1);
  g_autoptr (GVariant) wanted = edits ("{'a': 1}");

  g_assert_cmpvariant (bumped, wanted);
}

static void
test_bump_never_goes_back (void)
{
  g_autoptr (GVariant) before = edits ("{'a': 7}");
  g_autoptr (GVariant) bumped = stint_edits_bump (before, "a", 3);

  g_assert_cmpvariant (bumped, before);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/edits/equal-descends", test_equal_descends);
  g_test_add_func ("/core/edits/larger-descends", test_larger_descends);
  g_test_add_func ("/core/edits/smaller-does-not-descend", test_smaller_does_not_descend);
  g_test_add_func ("/core/edits/missing-device-does-not-descend", test_missing_device_does_not_descend);
  g_test_add_func ("/core/edits/nothing-is-everyones-ancestor", test_nothing_is_everyones_ancestor);
  g_test_add_func ("/core/edits/join-keeps-the-larger", test_join_keeps_the_larger);
  g_test_add_func ("/core/edits/bump-sets-the-devices-own-entry", test_bump_sets_the_devices_own_entry);
  g_test_add_func ("/core/edits/bump-begins-a-vector", test_bump_begins_a_vector);
  g_test_add_func ("/core/edits/bump-never-goes-back", test_bump_never_goes_back);

  return g_test_run ();
}
