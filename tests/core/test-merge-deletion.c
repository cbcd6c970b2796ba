/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "merge-fixture.h"

static void
test_two_creations_of_an_override_merge_with_the_empty_one (Fixture      *fixture,
                                                            gconstpointer data)
{
  merge (fixture, record ("{}", "{}", "{}"), record ("{'title': <'mine'>}", "{'a': 1}", "{'title': 1}"),
         record ("{'priority': <int64 1>}", "{'b': 1}", "{'priority': 2}"));
  assert_data (fixture, "{'title': <'mine'>, 'priority': <int64 1>}");
  assert_no_conflict (fixture);
}

#define OCCURRENCE "'series': <'s'>, 'occurrence': <{'date': <'2026-11-25'>}>"

static void
test_our_edit_of_an_occurrence_wins_over_their_cancelling (Fixture      *fixture,
                                                           gconstpointer data)
{
  merge (fixture, record ("{}", "{}", "{}"), record ("{" OCCURRENCE ", 'title': <'mine'>}", "{'a': 1}", "{'title': 1}"),
         record ("{" OCCURRENCE ", 'cancelled': <true>}", "{'b': 1}", "{'cancelled': 2}"));
  assert_data (fixture, "{" OCCURRENCE ", 'title': <'mine'>}");
  assert_conflict (fixture, "cancelled", "true", NULL, "b");
}

static void
test_their_edit_of_an_occurrence_wins_over_our_cancelling (Fixture      *fixture,
                                                           gconstpointer data)
{
  merge (fixture, record ("{" OCCURRENCE ", 'title': <'t'>}", "{'a': 1}", "{}"),
         record ("{" OCCURRENCE ", 'title': <'t'>, 'cancelled': <true>}", "{'a': 2}", "{'cancelled': 2}"),
         record ("{" OCCURRENCE ", 'title': <'theirs'>}", "{'a': 1, 'b': 1}", "{'title': 1}"));
  assert_data (fixture, "{" OCCURRENCE ", 'title': <'theirs'>}");
  assert_conflict (fixture, "cancelled", "true", NULL, "a");
}

static void
test_cancelling_what_nobody_edited_stands (Fixture      *fixture,
                                           gconstpointer data)
{
  merge (fixture, record ("{}", "{}", "{}"), record ("{" OCCURRENCE "}", "{'a': 1}", "{}"),
         record ("{" OCCURRENCE ", 'cancelled': <true>}", "{'b': 1}", "{'cancelled': 2}"));
  assert_data (fixture, "{" OCCURRENCE ", 'cancelled': <true>}");
  assert_no_conflict (fixture);
}

static void
test_deletion_of_what_was_not_edited_stands (Fixture      *fixture,
                                             gconstpointer data)
{
  merge (fixture, record (BASE, "{'a': 1}", "{}"), record (BASE, "{'a': 1}", "{}"), tombstone ("{'a': 1, 'b': 1}"));
  g_assert_true (stint_record_is_deleted (fixture->result.record));
  assert_edits (fixture, "{'a': 1, 'b': 1}");
  assert_no_conflict (fixture);
}

static void
test_our_deletion_of_what_was_not_edited_stands (Fixture      *fixture,
                                                 gconstpointer data)
{
  merge (fixture, record (BASE, "{'b': 1}", "{}"), tombstone ("{'a': 1, 'b': 1}"), record (BASE, "{'b': 1}", "{}"));
  g_assert_true (stint_record_is_deleted (fixture->result.record));
  assert_edits (fixture, "{'a': 1, 'b': 1}");
  assert_no_conflict (fixture);
}

static void
test_our_edit_wins_over_their_deletion (Fixture      *fixture,
                                        gconstpointer data)
{
  merge (fixture, record (BASE, "{'a': 1}", "{}"), record ("{'title': <'mine'>}", "{'a': 2}", "{'title': 1}"),
         tombstone ("{'a': 1, 'b': 1}"));
  assert_data (fixture, "{'title': <'mine'>}");
  assert_edits (fixture, "{'a': 2, 'b': 1}");
  assert_conflict (fixture, NULL, NULL, NULL, "b");
}

static void
test_their_edit_wins_over_our_deletion (Fixture      *fixture,
                                        gconstpointer data)
{
  merge (fixture, record (BASE, "{'a': 1}", "{}"), tombstone ("{'a': 2}"),
         record ("{'title': <'theirs'>}", "{'a': 1, 'b': 1}", "{'title': 1}"));
  assert_data (fixture, "{'title': <'theirs'>}");
  assert_edits (fixture, "{'a': 1, 'b': 1}");
  assert_conflict (fixture, NULL, NULL, NULL, "a");
}

static void
test_deletion_wins_over_an_owner_that_was_made_up (Fixture      *fixture,
                                                   gconstpointer data)
{
  merge (fixture, NULL, record ("{'title': <'Recovered'>}", "{'a': 1}", "{}"), tombstone ("{'b': 2}"));
  g_assert_true (stint_record_is_deleted (fixture->result.record));
  assert_edits (fixture, "{'a': 1, 'b': 2}");
  assert_no_conflict (fixture);
}

static void
test_both_deleted_stays_deleted (Fixture      *fixture,
                                 gconstpointer data)
{
  merge (fixture, record (BASE, "{}", "{}"), tombstone ("{'a': 1}"), tombstone ("{'b': 1}"));
  g_assert_true (stint_record_is_deleted (fixture->result.record));
  assert_edits (fixture, "{'a': 1, 'b': 1}");
  assert_no_conflict (fixture);
}

static void
test_what_they_brought_back_lives (Fixture      *fixture,
                                   gconstpointer data)
{
  merge (fixture, tombstone ("{'a': 1}"), tombstone ("{'a': 1}"), record (BASE, "{'a': 1, 'b': 1}", "{}"));
  assert_data (fixture, BASE);
  assert_no_conflict (fixture);
}

#define ADD(path, function) g_test_add ("/core/merge-deletion/" path, Fixture, NULL, NULL, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("two-creations-of-an-override-merge-with-the-empty-one", test_two_creations_of_an_override_merge_with_the_empty_one);
  ADD ("our-edit-of-an-occurrence-wins-over-their-cancelling", test_our_edit_of_an_occurrence_wins_over_their_cancelling);
  ADD ("their-edit-of-an-occurrence-wins-over-our-cancelling", test_their_edit_of_an_occurrence_wins_over_our_cancelling);
  ADD ("cancelling-what-nobody-edited-stands", test_cancelling_what_nobody_edited_stands);
  ADD ("deletion-of-what-was-not-edited-stands", test_deletion_of_what_was_not_edited_stands);
  ADD ("our-deletion-of-what-was-not-edited-stands", test_our_deletion_of_what_was_not_edited_stands);
  ADD ("our-edit-wins-over-their-deletion", test_our_edit_wins_over_their_deletion);
  ADD ("their-edit-wins-over-our-deletion", test_their_edit_wins_over_our_deletion);
  ADD ("deletion-wins-over-an-owner-that-was-made-up", test_deletion_wins_over_an_owner_that_was_made_up);
  ADD ("both-deleted-stays-deleted", test_both_deleted_stays_deleted);
  ADD ("what-they-brought-back-lives", test_what_they_brought_back_lives);

  return g_test_run ();
}
