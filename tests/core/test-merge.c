/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "merge-fixture.h"

#include <string.h>

static void
test_edits_of_different_members_are_both_kept (Fixture      *fixture,
                                               gconstpointer data)
{
  merge (fixture, record (BASE, "{'a': 1}", "{}"),
         record ("{'title': <'mine'>, 'notes': <'n'>, 'x-old': <int64 1>}", "{'a': 2}", "{'title': 20}"),
         record ("{'title': <'t'>, 'notes': <'theirs'>, 'x-old': <int64 1>}", "{'a': 1, 'b': 1}", "{'notes': 10}"));
  assert_data (fixture, "{'title': <'mine'>, 'notes': <'theirs'>, 'x-old': <int64 1>}");
  assert_edits (fixture, "{'a': 2, 'b': 1}");
  assert_at (fixture, "{'notes': 10, 'title': 20}");
  assert_no_conflict (fixture);
}

static void
test_later_edit_of_one_member_wins (Fixture      *fixture,
                                    gconstpointer data)
{
  merge (fixture, record (BASE, "{}", "{}"),
         record ("{'title': <'mine'>, 'notes': <'n'>, 'x-old': <int64 1>}", "{'a': 1}", "{'title': 20}"),
         record ("{'title': <'theirs'>, 'notes': <'n'>, 'x-old': <int64 1>}", "{'b': 1}", "{'title': 10}"));
  assert_data (fixture, "{'title': <'mine'>, 'notes': <'n'>, 'x-old': <int64 1>}");
  assert_at (fixture, "{'title': 20}");
  assert_conflict (fixture, "title", "'theirs'", "'mine'", "b");
}

static void
test_earlier_edit_goes_to_the_inbox (Fixture      *fixture,
                                     gconstpointer data)
{
  gint64 at_ms;

  merge (fixture, record (BASE, "{}", "{}"),
         record ("{'title': <'mine'>, 'notes': <'n'>, 'x-old': <int64 1>}", "{'a': 1}", "{'title': 5}"),
         record ("{'title': <'theirs'>, 'notes': <'n'>, 'x-old': <int64 1>}", "{'b': 1}", "{'title': 10}"));
  assert_data (fixture, "{'title': <'theirs'>, 'notes': <'n'>, 'x-old': <int64 1>}");
  assert_conflict (fixture, "title", "'mine'", "'theirs'", "a");
  at_ms = stint_record_get_int (fixture->result.lost->pdata[0], "at", 0);
  g_assert_cmpint (at_ms, ==, 5);
  /* Nothing of ours is left, so there is nothing to send of the record itself. */
  assert_edits (fixture, "{'b': 1}");
}

static void
test_larger_device_wins_of_one_age (Fixture      *fixture,
                                    gconstpointer data)
{
  merge (fixture, record (BASE, "{}", "{}"),
         record ("{'title': <'mine'>}", "{'a': 1}", "{'title': 10, 'notes': 1}"),
         record ("{'title': <'theirs'>}", "{'b': 1}", "{'title': 10}"));
  assert_data (fixture, "{'title': <'theirs'>}");
}

static void
test_edit_from_the_future_counts_as_of_now (Fixture      *fixture,
                                            gconstpointer data)
{
  g_autoptr (GVariant) mine_at = g_variant_ref_sink (g_variant_new_parsed ("{'title': %x}", NOW + 86400000));
  g_autoptr (GVariant) theirs_at = g_variant_ref_sink (g_variant_new_parsed ("{'title': %x}", NOW));
  g_autofree char *mine_text = g_variant_print (mine_at, FALSE);
  g_autofree char *theirs_text = g_variant_print (theirs_at, FALSE);

  merge (fixture, record (BASE, "{}", "{}"), record ("{'title': <'mine'>}", "{'a': 1}", mine_text),
         record ("{'title': <'theirs'>}", "{'b': 1}", theirs_text));
  assert_data (fixture, "{'title': <'theirs'>}");
}

static void
test_removed_member_stays_removed (Fixture      *fixture,
                                   gconstpointer data)
{
  merge (fixture, record (BASE, "{}", "{}"), record ("{'title': <'t'>, 'x-old': <int64 1>}", "{'a': 1}", "{'notes': 10}"),
         record ("{'title': <'theirs'>, 'notes': <'n'>, 'x-old': <int64 1>}", "{'b': 1}", "{'title': 20}"));
  assert_data (fixture, "{'title': <'theirs'>, 'x-old': <int64 1>}");
  assert_at (fixture, "{'notes': 10, 'title': 20}");
  assert_no_conflict (fixture);
}

static void
test_removal_against_later_edit_is_told (Fixture      *fixture,
                                         gconstpointer data)
{
  merge (fixture, record (BASE, "{}", "{}"), record ("{'title': <'t'>, 'x-old': <int64 1>}", "{'a': 1}", "{'notes': 10}"),
         record ("{'title': <'t'>, 'notes': <'theirs'>, 'x-old': <int64 1>}", "{'b': 1}", "{'notes': 20}"));
  assert_data (fixture, "{'title': <'t'>, 'notes': <'theirs'>, 'x-old': <int64 1>}");
  assert_conflict (fixture, "notes", NULL, "'theirs'", "a");
}

static void
test_later_removal_keeps_the_edit_in_the_inbox (Fixture      *fixture,
                                                gconstpointer data)
{
  merge (fixture, record (BASE, "{}", "{}"), record ("{'title': <'t'>, 'x-old': <int64 1>}", "{'a': 1}", "{'notes': 30}"),
         record ("{'title': <'t'>, 'notes': <'theirs'>, 'x-old': <int64 1>}", "{'b': 1}", "{'notes': 20}"));
  assert_data (fixture, "{'title': <'t'>, 'x-old': <int64 1>}");
  assert_conflict (fixture, "notes", "'theirs'", NULL, "b");
}

static void
test_unknown_members_merge_like_any_other (Fixture      *fixture,
                                           gconstpointer data)
{
  merge (fixture, record (BASE, "{}", "{}"),
         record ("{'title': <'t'>, 'notes': <'n'>, 'x-old': <int64 2>, 'x-mine': <{'deep': <true>}>}", "{'a': 1}", "{}"),
         record ("{'title': <'t'>, 'notes': <'n'>, 'x-old': <int64 1>, 'x-theirs': <['e']>}", "{'b': 1}", "{}"));
  assert_data (fixture,
               "{'title': <'t'>, 'notes': <'n'>, 'x-old': <int64 2>, 'x-mine': <{'deep': <true>}>, 'x-theirs': <['e']>}");
  assert_no_conflict (fixture);
}

static void
test_member_of_several_values_is_one (Fixture      *fixture,
                                      gconstpointer data)
{
  merge (fixture, record ("{'title': <'t'>, 'deadline': <{'time': <'2026-11-27T17:00:00'>, 'zone': <'Europe/Madrid'>}>}", "{}", "{}"),
         record ("{'title': <'t'>, 'deadline': <{'time': <'2026-11-28T17:00:00'>, 'zone': <'Europe/Madrid'>}>}", "{}", "{'deadline': 1}"),
         record ("{'title': <'t'>, 'deadline': <{'time': <'2026-11-27T17:00:00'>, 'zone': <'Asia/Tokyo'>}>}", "{}", "{'deadline': 2}"));
  assert_data (fixture, "{'title': <'t'>, 'deadline': <{'time': <'2026-11-27T17:00:00'>, 'zone': <'Asia/Tokyo'>}>}");
  assert_conflict (fixture, "deadline", "{'time': <'2026-11-28T17:00:00'>, 'zone': <'Europe/Madrid'>}",
                   "{'time': <'2026-11-27T17:00:00'>, 'zone': <'Asia/Tokyo'>}", "a");
}

static void
test_numbers_equal_by_value_are_no_conflict (Fixture      *fixture,
                                             gconstpointer data)
{
  merge (fixture, record ("{'x-n': <int64 1>}", "{}", "{}"), record ("{'x-n': <int64 2>}", "{'a': 1}", "{'x-n': 9}"),
         record ("{'x-n': <2.0>}", "{'b': 1}", "{'x-n': 1}"));
  assert_data (fixture, "{'x-n': <2.0>}");
  assert_at (fixture, "{'x-n': 1}");
  assert_edits (fixture, "{'b': 1}");
  assert_no_conflict (fixture);
}

static void
test_sets_merge_element_by_element (Fixture      *fixture,
                                    gconstpointer data)
{
  merge (fixture, record ("{'title': <'t'>, 'tags': <['a', 'b', 'c']>}", "{}", "{}"),
         record ("{'title': <'t'>, 'tags': <['b', 'c', 'mine']>}", "{'a': 1}", "{'tags': 1}"),
         record ("{'title': <'t'>, 'tags': <['a', 'b', 'theirs']>}", "{'b': 1}", "{'tags': 2}"));
  assert_data (fixture, "{'title': <'t'>, 'tags': <['b', 'mine', 'theirs']>}");
  assert_at (fixture, "{'tags': 2}");
  assert_edits (fixture, "{'a': 1, 'b': 1}");
  assert_no_conflict (fixture);
}

static void
test_set_emptied_by_both_does_not_stay (Fixture      *fixture,
                                        gconstpointer data)
{
  merge (fixture, record ("{'title': <'t'>, 'tags': <['a', 'b']>}", "{}", "{}"), record ("{'title': <'t'>}", "{}", "{}"),
         record ("{'title': <'t'>, 'tags': <['a']>}", "{}", "{}"));
  assert_data (fixture, "{'title': <'t'>}");
  assert_no_conflict (fixture);
}

static void
test_list_that_is_no_set_is_one_value (Fixture      *fixture,
                                       gconstpointer data)
{
  merge (fixture, record ("{'x-list': <['a']>}", "{}", "{}"), record ("{'x-list': <['a', 'mine']>}", "{}", "{'x-list': 1}"),
         record ("{'x-list': <['a', 'theirs']>}", "{}", "{'x-list': 2}"));
  assert_data (fixture, "{'x-list': <['a', 'theirs']>}");
  assert_conflict (fixture, "x-list", "['a', 'mine']", "['a', 'theirs']", "a");
}

static void
test_without_base_what_differs_is_told (Fixture      *fixture,
                                        gconstpointer data)
{
  merge (fixture, NULL, record ("{'title': <'mine'>, 'notes': <'n'>}", "{'a': 1}", "{'title': 2}"),
         record ("{'title': <'theirs'>, 'notes': <'n'>}", "{'b': 1}", "{'title': 1}"));
  assert_data (fixture, "{'title': <'mine'>, 'notes': <'n'>}");
  assert_edits (fixture, "{'a': 1, 'b': 1}");
  assert_conflict (fixture, "title", "'theirs'", "'mine'", "b");
}

static void
test_without_base_sets_are_joined_and_told (Fixture      *fixture,
                                            gconstpointer data)
{
  merge (fixture, NULL, record ("{'title': <'t'>, 'tags': <['b', 'mine']>}", "{}", "{'tags': 1}"),
         record ("{'title': <'t'>, 'tags': <['b', 'theirs']>}", "{}", "{'tags': 2}"));
  assert_data (fixture, "{'title': <'t'>, 'tags': <['b', 'mine', 'theirs']>}");
  assert_conflict (fixture, "tags", "['mine', 'theirs']", "['b', 'mine', 'theirs']", "a");
}

static void
test_without_base_a_member_one_side_never_had_is_taken (Fixture      *fixture,
                                                        gconstpointer data)
{
  merge (fixture, NULL, record ("{'title': <'t'>, 'notes': <'mine'>}", "{}", "{'notes': 1}"),
         record ("{'title': <'t'>, 'x-theirs': <true>}", "{}", "{}"));
  assert_data (fixture, "{'title': <'t'>, 'notes': <'mine'>, 'x-theirs': <true>}");
  assert_no_conflict (fixture);
}

static void
test_without_base_a_removal_is_known_by_its_time (Fixture      *fixture,
                                                  gconstpointer data)
{
  merge (fixture, NULL, record ("{'title': <'t'>, 'notes': <'mine'>}", "{}", "{'notes': 1}"),
         record ("{'title': <'t'>}", "{}", "{'notes': 5}"));
  assert_data (fixture, "{'title': <'t'>}");
  assert_conflict (fixture, "notes", "'mine'", NULL, "a");
}

static void
test_record_that_one_side_never_had_is_taken (Fixture      *fixture,
                                              gconstpointer data)
{
  merge (fixture, NULL, NULL, record (BASE, "{'b': 1}", "{}"));
  assert_data (fixture, BASE);
  assert_edits (fixture, "{'b': 1}");
  assert_no_conflict (fixture);
}

static char *
make_long (const char *name,
           char        letter,
           gsize       length,
           const char *more)
{
  g_autofree char *text = g_strnfill (length, letter);

  return g_strdup_printf ("{'title': <'t'>, '%s': <'%s'>%s}", name, text, more);
}

static void
test_too_large_a_result_keeps_the_later_notes (Fixture      *fixture,
                                               gconstpointer data)
{
  g_autofree char *mine = make_long ("notes", 'm', 10000, "");
  g_autofree char *theirs = make_long ("x-page", 'p', 9000, ", 'notes': <'short'>");
  StintRecord *conflict;

  merge (fixture, record ("{'title': <'t'>}", "{}", "{}"), record (mine, "{'a': 1}", "{'notes': 20}"),
         record (theirs, "{'b': 1}", "{'notes': 10, 'x-page': 90}"));
  assert_data (fixture, mine);
  g_assert_cmpuint (fixture->result.lost->len, ==, 2);
  conflict = fixture->result.lost->pdata[0];
  g_assert_cmpstr (stint_record_get_string (conflict, "lost"), ==, "short");
  conflict = fixture->result.lost->pdata[1];
  g_assert_cmpuint (strlen (stint_record_get_string (conflict, "lost")), ==, 9000);
}

static void
test_too_large_a_result_keeps_the_latest_side (Fixture      *fixture,
                                               gconstpointer data)
{
  g_autofree char *mine = make_long ("notes", 'm', 10000, "");
  g_autofree char *theirs = make_long ("x-page", 'p', 9000, ", 'priority': <int64 1>");
  StintRecord *conflict;
  g_autoptr (GError) error = NULL;

  merge (fixture, record ("{'title': <'t'>}", "{}", "{}"), record (mine, "{'a': 1}", "{'notes': 20}"),
         record (theirs, "{'b': 1}", "{'x-page': 90}"));
  assert_data (fixture, theirs);
  g_assert_cmpuint (fixture->result.lost->len, ==, 1);
  conflict = fixture->result.lost->pdata[0];
  g_assert_cmpuint (strlen (stint_record_get_string (conflict, "lost")), ==, 10000);
  g_assert_true (stint_schema_check (STINT_KIND_CONFLICT, stint_record_get_data (conflict), &error));
}

static void
test_set_too_large_when_joined_is_not_joined (Fixture      *fixture,
                                              gconstpointer data)
{
  g_autoptr (GString) mine = g_string_new ("{'title': <'mine'>, 'tags': <['");
  g_autoptr (GString) theirs = g_string_new ("{'title': <'t'>, 'tags': <['");

  for (guint i = 100; i < 160; i++)
    {
      g_string_append_printf (mine, "%sm%u", i > 100 ? "', '" : "", i);
      g_string_append_printf (theirs, "%st%u", i > 100 ? "', '" : "", i);
    }
  g_string_append (mine, "']>}");
  g_string_append (theirs, "']>}");

  merge (fixture, record ("{'title': <'t'>}", "{}", "{}"), record (mine->str, "{}", "{'tags': 1, 'title': 1}"),
         record (theirs->str, "{}", "{'tags': 2}"));
  g_assert_cmpstr (stint_record_get_string (fixture->result.record, "title"), ==, "mine");
  g_assert_true (stint_schema_check (STINT_KIND_TASK, stint_record_get_data (fixture->result.record), NULL));
  g_assert_cmpuint (fixture->result.lost->len, ==, 1);
}

static void
test_large_conflict_leaves_out_what_was_kept (Fixture      *fixture,
                                              gconstpointer data)
{
  g_autofree char *mine = make_long ("notes", 'm', 12000, "");
  g_autofree char *theirs = make_long ("notes", 't', 12000, "");
  g_autoptr (GVariant) kept = NULL;
  StintRecord *conflict;

  merge (fixture, record ("{'title': <'t'>}", "{}", "{}"), record (mine, "{}", "{'notes': 2}"),
         record (theirs, "{}", "{'notes': 1}"));
  g_assert_cmpuint (fixture->result.lost->len, ==, 1);
  conflict = fixture->result.lost->pdata[0];
  kept = stint_record_dup_member (conflict, "kept");
  g_assert_null (kept);
  g_assert_cmpuint (strlen (stint_record_get_string (conflict, "lost")), ==, 12000);
  g_assert_true (stint_schema_check (STINT_KIND_CONFLICT, stint_record_get_data (conflict), NULL));
}

static void
test_both_devices_make_the_same_conflict (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autoptr (StintRecord) base = record (BASE, "{}", "{}");
  g_autoptr (StintRecord) one = record ("{'title': <'one'>}", "{'a': 1}", "{'title': 1}");
  g_autoptr (StintRecord) two = record ("{'title': <'two'>}", "{'b': 1}", "{'title': 2}");
  StintMergeSide first = { one, "a" };
  StintMergeSide second = { two, "b" };
  StintMergeResult other = { NULL, };

  stint_merge (base, &first, &second, NOW, &fixture->result);
  stint_merge (base, &second, &first, NOW + 5000, &other);
  g_assert_cmpuint (fixture->result.lost->len, ==, 1);
  g_assert_cmpuint (other.lost->len, ==, 1);
  g_assert_cmpstr (stint_record_get_id (fixture->result.lost->pdata[0]), ==, stint_record_get_id (other.lost->pdata[0]));
  g_assert_cmpvariant (stint_record_get_data (fixture->result.lost->pdata[0]), stint_record_get_data (other.lost->pdata[0]));
  stint_merge_result_clear (&other);
}

static void
test_a_value_that_won_once_and_then_loses_is_told_again (Fixture      *fixture,
                                                         gconstpointer data)
{
  g_autoptr (GVariant) one = g_variant_ref_sink (g_variant_new_string ("one"));
  g_autoptr (GVariant) two = g_variant_ref_sink (g_variant_new_string ("two"));
  g_autoptr (StintRecord) first = stint_merge_conflict_new (STINT_KIND_TASK, ID, "title", one, two, "a", 1);
  g_autoptr (StintRecord) second = stint_merge_conflict_new (STINT_KIND_TASK, ID, "title", two, one, "b", 2);
  g_autoptr (StintRecord) other = stint_merge_conflict_new (STINT_KIND_TASK, ID, "notes", one, two, "a", 1);

  g_assert_cmpstr (stint_record_get_id (first), !=, stint_record_get_id (second));
  g_assert_cmpstr (stint_record_get_id (first), !=, stint_record_get_id (other));
}

#define ADD(path, function) g_test_add ("/core/merge/" path, Fixture, NULL, NULL, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("edits-of-different-members-are-both-kept", test_edits_of_different_members_are_both_kept);
  ADD ("later-edit-of-one-member-wins", test_later_edit_of_one_member_wins);
  ADD ("earlier-edit-goes-to-the-inbox", test_earlier_edit_goes_to_the_inbox);
  ADD ("larger-device-wins-of-one-age", test_larger_device_wins_of_one_age);
  ADD ("edit-from-the-future-counts-as-of-now", test_edit_from_the_future_counts_as_of_now);
  ADD ("removed-member-stays-removed", test_removed_member_stays_removed);
  ADD ("removal-against-later-edit-is-told", test_removal_against_later_edit_is_told);
  ADD ("later-removal-keeps-the-edit-in-the-inbox", test_later_removal_keeps_the_edit_in_the_inbox);
  ADD ("unknown-members-merge-like-any-other", test_unknown_members_merge_like_any_other);
  ADD ("member-of-several-values-is-one", test_member_of_several_values_is_one);
  ADD ("numbers-equal-by-value-are-no-conflict", test_numbers_equal_by_value_are_no_conflict);
  ADD ("sets-merge-element-by-element", test_sets_merge_element_by_element);
  ADD ("set-emptied-by-both-does-not-stay", test_set_emptied_by_both_does_not_stay);
  ADD ("list-that-is-no-set-is-one-value", test_list_that_is_no_set_is_one_value);
  ADD ("without-base/what-differs-is-told", test_without_base_what_differs_is_told);
  ADD ("without-base/sets-are-joined-and-told", test_without_base_sets_are_joined_and_told);
  ADD ("without-base/a-member-one-side-never-had-is-taken", test_without_base_a_member_one_side_never_had_is_taken);
  ADD ("without-base/a-removal-is-known-by-its-time", test_without_base_a_removal_is_known_by_its_time);
  ADD ("record-that-one-side-never-had-is-taken", test_record_that_one_side_never_had_is_taken);
  ADD ("too-large-a-result-keeps-the-later-notes", test_too_large_a_result_keeps_the_later_notes);
  ADD ("too-large-a-result-keeps-the-latest-side", test_too_large_a_result_keeps_the_latest_side);
  ADD ("set-too-large-when-joined-is-not-joined", test_set_too_large_when_joined_is_not_joined);
  ADD ("large-conflict-leaves-out-what-was-kept", test_large_conflict_leaves_out_what_was_kept);
  ADD ("both-devices-make-the-same-conflict", test_both_devices_make_the_same_conflict);
  ADD ("a-value-that-won-once-and-then-loses-is-told-again", test_a_value_that_won_once_and_then_loses_is_told_again);

  return g_test_run ();
}
