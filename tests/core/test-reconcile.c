/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-age.h"
#include "core/stint-merge-conflict.h"
#include "core/stint-reconcile.h"

#define ID "01900000-0000-7000-8000-000000000001"
#define SERIES "01900000-0000-7000-8000-000000000002"
#define NOW_MS G_GINT64_CONSTANT (1795435200000)

static GVariant *
parse (const char *type,
       const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *parsed = g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, &error);

  g_assert_no_error (error);
  return parsed;
}

/* @data: (nullable): %NULL for a tombstone */
static StintRecord *
record (StintKind   kind,
        const char *data,
        const char *edits)
{
  g_autoptr (GVariant) members = parse ("a{sv}", data != NULL ? data : "{}");
  g_autoptr (GVariant) vector = parse ("a{sx}", edits);
  g_autoptr (GVariant) at = parse ("a{sx}", "{}");

  return stint_record_new_full (kind, ID, members, vector, at, data == NULL);
}

static StintRecord *
task (const char *data,
      const char *edits)
{
  return record (STINT_KIND_TASK, data, edits);
}

static void
assert_edits (StintRecord *self,
              const char  *text)
{
  g_autoptr (GVariant) wanted = parse ("a{sx}", text);

  g_assert_true (stint_edits_descend (wanted, stint_record_get_edits (self)));
  g_assert_true (stint_edits_descend (stint_record_get_edits (self), wanted));
}

static void
pull (StintRecord     *mine,
      StintRecord     *base,
      StintRecord     *theirs,
      StintReconciled *result)
{
  StintKnown known = { mine, base, base != NULL ? stint_record_get_edits (base) : NULL, FALSE };

  stint_reconcile (&known, theirs, FALSE, "me", NOW_MS, result);
}

static void
test_what_was_not_known_is_taken (void)
{
  g_autoptr (StintRecord) theirs = task ("{'title': <'a'>}", "{'b': 1}");
  g_auto (StintReconciled) result = { 0, };

  pull (NULL, NULL, theirs, &result);
  g_assert_cmpstr (stint_record_get_string (result.record, "title"), ==, "a");
  g_assert_false (result.is_pending);
}

static void
test_what_nobody_touched_here_is_theirs (void)
{
  g_autoptr (StintRecord) base = task ("{'title': <'a'>}", "{'b': 1}");
  g_autoptr (StintRecord) theirs = task ("{'title': <'b'>}", "{'b': 2}");
  g_auto (StintReconciled) result = { 0, };

  pull (base, base, theirs, &result);
  g_assert_cmpstr (stint_record_get_string (result.record, "title"), ==, "b");
  g_assert_false (result.is_pending);
}

static void
test_ones_own_push_that_comes_back_is_no_conflict (void)
{
  g_autoptr (StintRecord) base = task ("{'title': <'a'>}", "{'b': 1}");
  g_autoptr (StintRecord) sent = task ("{'title': <'b'>}", "{'b': 1, 'me': 4}");
  g_autoptr (StintRecord) mine = task ("{'title': <'c'>}", "{'b': 1, 'me': 5}");
  g_auto (StintReconciled) result = { 0, };

  pull (mine, base, sent, &result);
  g_assert_cmpstr (stint_record_get_string (result.record, "title"), ==, "c");
  g_assert_cmpstr (stint_record_get_string (result.base, "title"), ==, "b");
  g_assert_true (result.is_pending);
  g_assert_cmpuint (result.lost->len, ==, 0);
}

static void
test_different_members_merge_and_count (void)
{
  g_autoptr (StintRecord) base = task ("{'notes': <'n'>, 'title': <'a'>}", "{'b': 1}");
  g_autoptr (StintRecord) theirs = task ("{'notes': <'n'>, 'title': <'b'>}", "{'b': 2}");
  g_autoptr (StintRecord) mine = task ("{'notes': <'m'>, 'title': <'a'>}", "{'b': 1, 'me': 3}");
  g_auto (StintReconciled) result = { 0, };

  pull (mine, base, theirs, &result);
  g_assert_cmpstr (stint_record_get_string (result.record, "title"), ==, "b");
  g_assert_cmpstr (stint_record_get_string (result.record, "notes"), ==, "m");
  assert_edits (result.record, "{'b': 2, 'me': 3}");
  g_assert_true (result.is_pending);
  g_assert_true (result.counts);
  g_assert_cmpuint (result.lost->len, ==, 0);
}

static void
test_the_same_member_twice_goes_to_the_inbox (void)
{
  g_autoptr (StintRecord) base = task ("{'title': <'a'>}", "{'b': 1}");
  g_autoptr (StintRecord) theirs = task ("{'title': <'b'>}", "{'b': 2}");
  g_autoptr (StintRecord) mine = task ("{'title': <'c'>}", "{'b': 1, 'me': 3}");
  g_auto (StintReconciled) result = { 0, };

  pull (mine, base, theirs, &result);
  g_assert_cmpuint (result.lost->len, ==, 1);
  g_assert_cmpstr (stint_record_get_string (result.lost->pdata[0], STINT_CONFLICT_MEMBER), ==, "title");
}

static void
test_a_tombstone_keeps_what_was_known (void)
{
  g_autoptr (StintRecord) base = task ("{'title': <'a'>}", "{'b': 1}");
  g_autoptr (StintRecord) theirs = task (NULL, "{'b': 2}");
  g_auto (StintReconciled) result = { 0, };

  pull (base, base, theirs, &result);
  g_assert_true (stint_record_is_deleted (result.record));
  g_assert_cmpstr (stint_record_get_string (result.record, "title"), ==, "a");
  g_assert_false (result.is_pending);
}

static void
test_an_edit_wins_over_a_deletion (void)
{
  g_autoptr (StintRecord) base = task ("{'title': <'a'>}", "{'b': 1}");
  g_autoptr (StintRecord) theirs = task (NULL, "{'b': 2}");
  g_autoptr (StintRecord) mine = task ("{'title': <'c'>, 'notes': <'n'>}", "{'b': 1, 'me': 3}");
  g_auto (StintReconciled) result = { 0, };

  pull (mine, base, theirs, &result);
  g_assert_false (stint_record_is_deleted (result.record));
  g_assert_true (result.is_pending);
  g_assert_cmpuint (result.lost->len, ==, 1);
}

static void
from_snapshot (StintRecord     *mine,
               StintRecord     *base,
               StintRecord     *theirs,
               StintReconciled *result)
{
  StintKnown known = { mine, base, base != NULL ? stint_record_get_edits (base) : NULL, FALSE };

  stint_reconcile (&known, theirs, TRUE, "me", NOW_MS, result);
}

static void
test_after_a_410_the_descendant_stays_and_goes_up (void)
{
  g_autoptr (StintRecord) mine = task ("{'title': <'b'>}", "{'b': 3}");
  g_autoptr (StintRecord) theirs = task ("{'title': <'a'>}", "{'b': 1}");
  g_auto (StintReconciled) result = { 0, };

  from_snapshot (mine, mine, theirs, &result);
  g_assert_cmpstr (stint_record_get_string (result.record, "title"), ==, "b");
  g_assert_true (result.is_pending);
  g_assert_true (result.again);
  /* The newer of the two bases stays. */
  assert_edits (result.base, "{'b': 3}");
}

static void
test_after_a_410_a_join_is_no_new_edit (void)
{
  g_autoptr (StintRecord) mine = task ("{'notes': <'m'>, 'title': <'a'>}", "{'b': 1, 'c': 2}");
  g_autoptr (StintRecord) theirs = task ("{'notes': <'m'>, 'title': <'b'>}", "{'b': 2}");
  g_auto (StintReconciled) result = { 0, };

  from_snapshot (mine, mine, theirs, &result);
  g_assert_false (result.counts);
  g_assert_cmpuint (result.lost->len, ==, 1);
}

static void
test_two_creations_of_one_override_merge (void)
{
  g_autoptr (StintRecord) mine = task ("{'notes': <'m'>, 'series': <'" SERIES "'>, 'title': <'a'>}", "{'me': 1}");
  g_autoptr (StintRecord) theirs = task ("{'priority': <int64 1>, 'series': <'" SERIES "'>, 'title': <'a'>}", "{'b': 1}");
  g_auto (StintReconciled) result = { 0, };

  pull (mine, NULL, theirs, &result);
  g_assert_cmpuint (result.lost->len, ==, 0);
  g_assert_cmpstr (stint_record_get_string (result.record, "notes"), ==, "m");
  g_assert_cmpint (stint_record_get_int (result.record, "priority", 0), ==, 1);
}

static void
test_an_entry_of_the_inbox_that_was_settled_stays_settled (void)
{
  g_autoptr (StintRecord) mine = record (STINT_KIND_CONFLICT, "{'id': <'" SERIES "'>, 'kind': <'task'>}", "{'me': 1}");
  g_autoptr (StintRecord) theirs = record (STINT_KIND_CONFLICT, NULL, "{'b': 2}");
  g_auto (StintReconciled) result = { 0, };

  pull (mine, NULL, theirs, &result);
  g_assert_true (stint_record_is_deleted (result.record));
  g_assert_cmpuint (result.lost->len, ==, 0);
}

static gint64
settle (const char *at,
        const char *base_at,
        const char *known_at,
        gint64      offset_ms)
{
  g_autoptr (GVariant) times = parse ("a{sx}", at);
  g_autoptr (GVariant) base = base_at != NULL ? parse ("a{sx}", base_at) : NULL;
  g_autoptr (GVariant) known = known_at != NULL ? parse ("a{sx}", known_at) : NULL;
  StintServerClock clock = { 1000000, offset_ms };
  g_autoptr (GVariant) settled = stint_age_settle (times, base, known, &clock);
  gint64 at_ms = -1;

  g_variant_lookup (settled, "title", "x", &at_ms);
  return at_ms;
}

static void
test_an_edit_is_as_old_there_as_here (void)
{
  g_assert_cmpint (settle ("{'title': 900000}", NULL, NULL, -86400), ==, 900000 - 86400);
}

static void
test_nothing_was_edited_after_now (void)
{
  g_assert_cmpint (settle ("{'title': 990000}", NULL, NULL, 50000), ==, 1000000);
}

static void
test_what_came_from_the_server_stays (void)
{
  g_assert_cmpint (settle ("{'title': 900000}", "{'title': 900000}", NULL, -5000), ==, 900000);
  g_assert_cmpint (settle ("{'title': 900000}", "{'title': 1}", "{'title': 900000}", -5000), ==, 900000);
}

static void
test_an_edit_is_later_than_what_it_replaced (void)
{
  g_assert_cmpint (settle ("{'title': 900000}", "{'title': 899000}", NULL, -5000), ==, 899001);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reconcile/what-was-not-known-is-taken", test_what_was_not_known_is_taken);
  g_test_add_func ("/reconcile/what-nobody-touched-here-is-theirs", test_what_nobody_touched_here_is_theirs);
  g_test_add_func ("/reconcile/ones-own-push-that-comes-back-is-no-conflict", test_ones_own_push_that_comes_back_is_no_conflict);
  g_test_add_func ("/reconcile/different-members-merge-and-count", test_different_members_merge_and_count);
  g_test_add_func ("/reconcile/the-same-member-twice-goes-to-the-inbox", test_the_same_member_twice_goes_to_the_inbox);
  g_test_add_func ("/reconcile/a-tombstone-keeps-what-was-known", test_a_tombstone_keeps_what_was_known);
  g_test_add_func ("/reconcile/an-edit-wins-over-a-deletion", test_an_edit_wins_over_a_deletion);
  g_test_add_func ("/reconcile/after-a-410-the-descendant-stays-and-goes-up", test_after_a_410_the_descendant_stays_and_goes_up);
  g_test_add_func ("/reconcile/after-a-410-a-join-is-no-new-edit", test_after_a_410_a_join_is_no_new_edit);
  g_test_add_func ("/reconcile/two-creations-of-one-override-merge", test_two_creations_of_one_override_merge);
  g_test_add_func ("/reconcile/an-entry-that-was-settled-stays-settled", test_an_entry_of_the_inbox_that_was_settled_stays_settled);
  g_test_add_func ("/age/an-edit-is-as-old-there-as-here", test_an_edit_is_as_old_there_as_here);
  g_test_add_func ("/age/nothing-was-edited-after-now", test_nothing_was_edited_after_now);
  g_test_add_func ("/age/what-came-from-the-server-stays", test_what_came_from_the_server_stays);
  g_test_add_func ("/age/an-edit-is-later-than-what-it-replaced", test_an_edit_is_later_than_what_it_replaced);

  return g_test_run ();
}
