/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-merge.h"
#include "core/stint-task.h"
#include "tests/workspace/inbox-fixture.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/workspace/conflict/" path, Inbox, NULL, inbox_set_up, function, inbox_tear_down)

/* Returns: (transfer full): a state of the task, the title of which was edited at @at_ms */
static StintRecord *
make_state (const char *id,
            const char *title,
            gint64      at_ms)
{
  g_autoptr (GVariant) data = inbox_parse ("@a{sv} {}");
  g_autoptr (GVariant) with_title = stint_members_with (data, STINT_TASK_TITLE, g_variant_new_string (title));
  GVariantBuilder at;

  g_variant_builder_init (&at, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&at, "{sx}", STINT_TASK_TITLE, at_ms);
  return stint_record_new_full (STINT_KIND_TASK, id, with_title, NULL, g_variant_builder_end (&at), FALSE);
}

static void
what_a_merge_did_not_keep_can_be_taken (Inbox        *self,
                                        gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 0);
  g_autoptr (StintRecord) base = make_state (id, "Draft", 1);
  g_autoptr (StintRecord) mine = make_state (id, "Letter", FIXTURE_NOW_MS - 60000);
  g_autoptr (StintRecord) theirs = make_state (id, "Report", FIXTURE_NOW_MS - 30000);
  StintMergeSide here = { mine, "0192f000-0000-7000-8000-00000000000a" };
  StintMergeSide there = { theirs, ELSEWHERE };
  StintMergeResult result;
  StintEdit *edit = stint_edit_new ("Merge");
  StintRecord *entry;

  stint_merge (base, &here, &there, FIXTURE_NOW_MS, &result);
  g_assert_cmpuint (result.lost->len, ==, 1);
  entry = g_ptr_array_index (result.lost, 0);
  stint_edit_create (edit, STINT_KIND_CONFLICT, stint_record_get_id (entry), stint_record_get_data (entry));
  inbox_apply (self, edit);
  stint_merge_result_clear (&result);

  g_assert_false (stint_conflict_item_is_changed_since (inbox_get_item (self, 0)));
  assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), "Letter");
  inbox_choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_TITLE, "'Letter'");
}

static void
keeping_leaves_the_task_as_it_is (Inbox        *self,
                                  gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);
  StintEdit *edit;

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  edit = stint_command_settle_conflict (self->parent.workspace, inbox_get_item (self, 0), STINT_CONFLICT_KEEP);
  g_assert_cmpstr (stint_edit_get_label (edit), ==, "Keep “Report” as it is");
  stint_edit_free (edit);
  inbox_choose (self, STINT_CONFLICT_KEEP);
  assert_member (self, id, STINT_TASK_TITLE, "'Report'");
}

static void
swapping_puts_the_lost_value_in (Inbox        *self,
                                 gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, "int64 90", "int64 60", ELSEWHERE);
  inbox_choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_ESTIMATE, "90");
}

static void
swapping_for_an_absent_value_removes_it (Inbox        *self,
                                         gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, NULL, "int64 60", ELSEWHERE);
  assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), "None");
  inbox_choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_ESTIMATE, "");
}

static void
both_notes_stand_below_each_other (Inbox        *self,
                                   gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_set_member (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, "'mine'");
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, "'theirs'", "'mine'", ELSEWHERE);
  inbox_choose (self, STINT_CONFLICT_BOTH);
  assert_member (self, id, STINT_TASK_NOTES, "'mine\\n\\n⸻\\n\\ntheirs'");
}

static void
notes_that_would_be_too_long_are_not_joined (Inbox        *self,
                                             gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);
  g_autofree char *mine = g_strnfill (7000, 'm');
  g_autofree char *theirs = g_strnfill (7000, 't');
  g_autofree char *mine_value = g_strdup_printf ("'%s'", mine);
  g_autofree char *theirs_value = g_strdup_printf ("'%s'", theirs);

  inbox_set_member (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, mine_value);
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, theirs_value, mine_value, ELSEWHERE);
  g_assert_false (stint_conflict_item_offers (inbox_get_item (self, 0), STINT_CONFLICT_BOTH));
  g_assert_false (stint_conflict_item_is_changed_since (inbox_get_item (self, 0)));
  inbox_choose (self, STINT_CONFLICT_SWAP);
}

static void
both_titles_make_two_tasks (Inbox        *self,
                            gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);
  g_autofree char *dump = NULL;

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  inbox_choose (self, STINT_CONFLICT_BOTH);
  dump = dump_now (self->parent.workspace);
  g_assert_nonnull (strstr (dump, "Letter"));
  assert_member (self, id, STINT_TASK_TITLE, "'Report'");
}

static void
both_is_not_offered_where_it_makes_no_sense (Inbox        *self,
                                             gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, "int64 90", "int64 60", ELSEWHERE);
  g_assert_false (stint_conflict_item_offers (inbox_get_item (self, 0), STINT_CONFLICT_BOTH));
  g_assert_null (stint_command_settle_conflict (self->parent.workspace, inbox_get_item (self, 0), STINT_CONFLICT_BOTH));
}

static void
both_lists_are_united (Inbox        *self,
                       gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_set_member (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['a', 'b']");
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['b', 'c']", "['a', 'b']", ELSEWHERE);
  inbox_choose (self, STINT_CONFLICT_BOTH);
  assert_member (self, id, STINT_TASK_TAGS, "['a', 'b', 'c']");
}

static void
a_list_that_was_united_swaps_for_what_both_had (Inbox        *self,
                                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_set_member (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['a', 'b', 'c']");
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['a', 'c']", "['a', 'b', 'c']", ELSEWHERE);
  g_assert_true (stint_conflict_item_is_united (inbox_get_item (self, 0)));
  g_assert_false (stint_conflict_item_offers (inbox_get_item (self, 0), STINT_CONFLICT_BOTH));
  inbox_choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_TAGS, "['b']");
}

static void
both_reminders_ring (Inbox        *self,
                     gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_set_member (self, STINT_KIND_TASK, id, STINT_TASK_REMINDERS, "[<int64 10>, <int64 60>]");
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_REMINDERS, "[<int64 60>, <int64 5>]", "[<int64 10>, <int64 60>]", ELSEWHERE);
  assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), "1 h before, 5 min before");
  inbox_choose (self, STINT_CONFLICT_BOTH);
  assert_member (self, id, STINT_TASK_REMINDERS, "[<int64 10>, <int64 60>, <int64 5>]");
}

static void
both_times_make_two_blocks (Inbox        *self,
                            gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (StintTaskDetails) after = NULL;
  g_autofree char *id = inbox_add_planned (self, &details);
  StintRecord *block = g_ptr_array_index (details->blocks, 0);

  inbox_add_entry (self, STINT_KIND_BLOCK, stint_record_get_id (block), STINT_BLOCK_WHEN,
                   "{'start': <'2026-11-25T14:00:00'>, 'end': <'2026-11-25T15:00:00'>, 'zone': <'Europe/Berlin'>}", NULL, ELSEWHERE);
  assert_text (stint_conflict_describe_title (inbox_get_item (self, 0)), "Report");
  assert_text (stint_conflict_describe_current (inbox_get_item (self, 0), self->parent.clock), "Today, 10:00–11:00");
  assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), "Tomorrow, 14:00–15:00");
  inbox_choose (self, STINT_CONFLICT_BOTH);
  after = load_task_now (self->parent.workspace, id);
  g_assert_cmpuint (after->blocks->len, ==, 2);
}

static void
what_was_kept_can_be_deleted_again (Inbox        *self,
                                    gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autofree char *id = inbox_add_planned (self, &details);

  inbox_add_entry (self, STINT_KIND_TASK, id, NULL, NULL, NULL, ELSEWHERE);
  g_assert_cmpint (stint_conflict_item_get_state (inbox_get_item (self, 0)), ==, STINT_CONFLICT_RESCUED);
  inbox_choose (self, STINT_CONFLICT_SWAP);
  g_assert_false (find_task_now (self->parent.workspace, id));
}

static void
what_was_kept_stays (Inbox        *self,
                     gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, NULL, NULL, NULL, NULL);
  inbox_choose (self, STINT_CONFLICT_KEEP);
  g_assert_true (find_task_now (self->parent.workspace, id));
}

static void
a_task_that_was_deleted_since_comes_back_with_the_other_value (Inbox        *self,
                                                               gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  inbox_remove_record (self, STINT_KIND_TASK, id);
  g_assert_cmpint (stint_conflict_item_get_state (inbox_get_item (self, 0)), ==, STINT_CONFLICT_DELETED);
  inbox_choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_TITLE, "'Letter'");
}

static void
a_block_without_its_task_can_only_be_dismissed (Inbox        *self,
                                                gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autofree char *id = inbox_add_planned (self, &details);
  StintRecord *block = g_ptr_array_index (details->blocks, 0);

  inbox_add_entry (self, STINT_KIND_BLOCK, stint_record_get_id (block), STINT_BLOCK_WHEN,
                   "{'start': <'2026-11-25'>, 'end': <'2026-11-26'>}", NULL, ELSEWHERE);
  inbox_remove_record (self, STINT_KIND_TASK, id);
  g_assert_cmpint (stint_conflict_item_get_state (inbox_get_item (self, 0)), ==, STINT_CONFLICT_GONE);
  g_assert_false (stint_conflict_item_offers (inbox_get_item (self, 0), STINT_CONFLICT_SWAP));
  inbox_choose (self, STINT_CONFLICT_KEEP);
}

static void
a_record_that_is_not_there_can_only_be_dismissed (Inbox        *self,
                                                  gconstpointer data)
{
  inbox_add_entry (self, STINT_KIND_TASK, "0192f000-0000-7000-8000-0000000000aa", STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  g_assert_cmpint (stint_conflict_item_get_state (inbox_get_item (self, 0)), ==, STINT_CONFLICT_GONE);
  g_assert_false (stint_conflict_item_offers (inbox_get_item (self, 0), STINT_CONFLICT_SWAP));
  inbox_choose (self, STINT_CONFLICT_KEEP);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("what-a-merge-did-not-keep-can-be-taken", what_a_merge_did_not_keep_can_be_taken);
  TEST ("keeping-leaves-the-task-as-it-is", keeping_leaves_the_task_as_it_is);
  TEST ("swapping-puts-the-lost-value-in", swapping_puts_the_lost_value_in);
  TEST ("swapping-for-an-absent-value-removes-it", swapping_for_an_absent_value_removes_it);
  TEST ("both-notes-stand-below-each-other", both_notes_stand_below_each_other);
  TEST ("notes-that-would-be-too-long-are-not-joined", notes_that_would_be_too_long_are_not_joined);
  TEST ("both-titles-make-two-tasks", both_titles_make_two_tasks);
  TEST ("both-is-not-offered-where-it-makes-no-sense", both_is_not_offered_where_it_makes_no_sense);
  TEST ("both-lists-are-united", both_lists_are_united);
  TEST ("a-list-that-was-united-swaps-for-what-both-had", a_list_that_was_united_swaps_for_what_both_had);
  TEST ("both-reminders-ring", both_reminders_ring);
  TEST ("both-times-make-two-blocks", both_times_make_two_blocks);
  TEST ("what-was-kept-can-be-deleted-again", what_was_kept_can_be_deleted_again);
  TEST ("what-was-kept-stays", what_was_kept_stays);
  TEST ("a-task-that-was-deleted-since-comes-back-with-the-other-value",
        a_task_that_was_deleted_since_comes_back_with_the_other_value);
  TEST ("a-block-without-its-task-can-only-be-dismissed", a_block_without_its_task_can_only_be_dismissed);
  TEST ("a-record-that-is-not-there-can-only-be-dismissed", a_record_that_is_not_there_can_only_be_dismissed);

  return g_test_run ();
}
