/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-merge-conflict.h"
#include "core/stint-merge.h"
#include "core/stint-task.h"
#include "tests/workspace/workspace-fixture.h"
#include "workspace/inbox/stint-commands-conflict.h"
#include "workspace/inbox/stint-conflict-text.h"
#include "workspace/inbox/stint-inbox.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/workspace/inbox/" path, Inbox, NULL, set_up, function, tear_down)
#define ELSEWHERE "0192f000-0000-7000-8000-00000000000b"

typedef struct
{
  Fixture     parent;
  StintInbox *inbox;
} Inbox;

static void
set_up (Inbox        *self,
        gconstpointer data)
{
  fixture_set_up (&self->parent, data);
  self->inbox = stint_inbox_new (self->parent.workspace);
  settle (self->parent.workspace);
}

static void
tear_down (Inbox        *self,
           gconstpointer data)
{
  settle (self->parent.workspace);
  g_clear_object (&self->inbox);
  fixture_tear_down (&self->parent, data);
}

static void
apply (Inbox     *self,
       StintEdit *edit)
{
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, edit);

  settle (self->parent.workspace);
}

static void
undo (Inbox *self)
{
  g_auto (GStrv) left = NULL;
  g_autoptr (StintChange) change = undo_now (self->parent.workspace, &left);

  g_assert_nonnull (change);
  g_assert_null (left);
  settle (self->parent.workspace);
}

/* Returns: (transfer full): a value as GVariant writes it; an object's members need their types */
static GVariant *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

/* An entry as a merge makes it. @lost, @kept: (nullable): texts of values */
static void
add_entry (Inbox      *self,
           StintKind   kind,
           const char *id,
           const char *member,
           const char *lost,
           const char *kept,
           const char *by)
{
  g_autoptr (GVariant) lost_value = lost != NULL ? parse (lost) : NULL;
  g_autoptr (GVariant) kept_value = kept != NULL ? parse (kept) : NULL;
  g_autoptr (StintRecord) entry = stint_merge_conflict_new (kind, id, member, lost_value, kept_value, by, FIXTURE_NOW_MS - 3600000);
  StintEdit *edit = stint_edit_new ("Merge");

  stint_edit_create (edit, STINT_KIND_CONFLICT, stint_record_get_id (entry), stint_record_get_data (entry));
  apply (self, edit);
}

static void
set_member (Inbox      *self,
            StintKind   kind,
            const char *id,
            const char *member,
            const char *value)
{
  StintEdit *edit = stint_edit_new ("Set");
  g_autoptr (GVariant) parsed = parse (value);

  stint_edit_set (edit, kind, id, member, parsed);
  apply (self, edit);
}

static void
remove_record (Inbox      *self,
               StintKind   kind,
               const char *id)
{
  StintEdit *edit = stint_edit_new ("Delete");

  stint_edit_delete (edit, kind, id);
  apply (self, edit);
}

static StintConflictItem *
get_item (Inbox *self,
          guint  position)
{
  g_autoptr (StintConflictItem) item = g_list_model_get_item (G_LIST_MODEL (self->inbox), position);

  g_assert_nonnull (item);
  return item;
}

/* Settles the first entry, and sees that undoing that brings back every byte. */
static void
choose (Inbox              *self,
        StintConflictChoice choice)
{
  g_autofree char *before = dump_now (self->parent.workspace);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  guint count = stint_inbox_get_count (self->inbox);

  apply (self, stint_command_settle_conflict (self->parent.workspace, get_item (self, 0), choice));
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, count - 1);
  after = dump_now (self->parent.workspace);
  undo (self);
  again = dump_now (self->parent.workspace);
  g_assert_cmpstr (again, ==, before);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, count);
  {
    g_autoptr (StintChange) redone = redo_now (self->parent.workspace);
    g_autofree char *done_again = NULL;

    settle (self->parent.workspace);
    done_again = dump_now (self->parent.workspace);
    g_assert_cmpstr (done_again, ==, after);
  }
}

static char *
print_member (Inbox      *self,
              const char *id,
              const char *member)
{
  g_autoptr (StintTaskDetails) details = load_task_now (self->parent.workspace, id);
  g_autoptr (GVariant) value = stint_record_dup_member (details->row->record, member);

  return value != NULL ? g_variant_print (value, FALSE) : g_strdup ("");
}

#define assert_member(self, id, member, expected) \
  G_STMT_START { \
    g_autofree char *member_text = print_member (self, id, member); \
    g_assert_cmpstr (member_text, ==, expected); \
  } G_STMT_END

#define assert_text(call, expected) \
  G_STMT_START { \
    g_autofree char *call_text = call; \
    g_assert_cmpstr (call_text, ==, expected); \
  } G_STMT_END

/* Returns: (transfer full): a state of the task, the title of which was edited at @at_ms */
static StintRecord *
make_state (const char *id,
            const char *title,
            gint64      at_ms)
{
  g_autoptr (GVariant) data = parse ("@a{sv} {}");
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
  apply (self, edit);
  stint_merge_result_clear (&result);

  g_assert_false (stint_conflict_item_is_changed_since (get_item (self, 0)));
  assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), "Letter");
  choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_TITLE, "'Letter'");
}

static void
a_renamed_project_is_shown_by_its_new_name (Inbox        *self,
                                            gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 0);
  g_autofree char *project = NULL;
  g_autofree char *value = NULL;

  apply (self, stint_command_add_project (self->parent.workspace, "Work", NULL, &project));
  value = g_strdup_printf ("'%s'", project);
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_PROJECT, value, NULL, ELSEWHERE);
  assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), "Work");
  set_member (self, STINT_KIND_PROJECT, project, "name", "'Office'");
  assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), "Office");
  remove_record (self, STINT_KIND_PROJECT, project);
  assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), "A project that was deleted");
}

static void
nothing_to_resolve_is_an_empty_list (Inbox        *self,
                                     gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  settle (self->parent.workspace);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->inbox)), ==, 0);
}

static void
keeping_leaves_the_task_as_it_is (Inbox        *self,
                                  gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);
  StintEdit *edit;

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  edit = stint_command_settle_conflict (self->parent.workspace, get_item (self, 0), STINT_CONFLICT_KEEP);
  g_assert_cmpstr (stint_edit_get_label (edit), ==, "Keep “Report” as it is");
  stint_edit_free (edit);
  choose (self, STINT_CONFLICT_KEEP);
  assert_member (self, id, STINT_TASK_TITLE, "'Report'");
}

static void
swapping_puts_the_lost_value_in (Inbox        *self,
                                 gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, "int64 90", "int64 60", ELSEWHERE);
  choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_ESTIMATE, "90");
}

static void
swapping_for_an_absent_value_removes_it (Inbox        *self,
                                         gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, NULL, "int64 60", ELSEWHERE);
  assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), "None");
  choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_ESTIMATE, "");
}

static void
both_notes_stand_below_each_other (Inbox        *self,
                                   gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  set_member (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, "'mine'");
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, "'theirs'", "'mine'", ELSEWHERE);
  choose (self, STINT_CONFLICT_BOTH);
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

  set_member (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, mine_value);
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_NOTES, theirs_value, mine_value, ELSEWHERE);
  g_assert_false (stint_conflict_item_offers (get_item (self, 0), STINT_CONFLICT_BOTH));
  g_assert_false (stint_conflict_item_is_changed_since (get_item (self, 0)));
  choose (self, STINT_CONFLICT_SWAP);
}

static void
both_titles_make_two_tasks (Inbox        *self,
                            gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);
  g_autofree char *dump = NULL;

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  choose (self, STINT_CONFLICT_BOTH);
  dump = dump_now (self->parent.workspace);
  g_assert_nonnull (strstr (dump, "Letter"));
  assert_member (self, id, STINT_TASK_TITLE, "'Report'");
}

static void
both_is_not_offered_where_it_makes_no_sense (Inbox        *self,
                                             gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, "int64 90", "int64 60", ELSEWHERE);
  g_assert_false (stint_conflict_item_offers (get_item (self, 0), STINT_CONFLICT_BOTH));
  g_assert_null (stint_command_settle_conflict (self->parent.workspace, get_item (self, 0), STINT_CONFLICT_BOTH));
}

static void
both_lists_are_united (Inbox        *self,
                       gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  set_member (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['a', 'b']");
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['b', 'c']", "['a', 'b']", ELSEWHERE);
  choose (self, STINT_CONFLICT_BOTH);
  assert_member (self, id, STINT_TASK_TAGS, "['a', 'b', 'c']");
}

static void
a_list_that_was_united_swaps_for_what_both_had (Inbox        *self,
                                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  set_member (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['a', 'b', 'c']");
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TAGS, "['a', 'c']", "['a', 'b', 'c']", ELSEWHERE);
  g_assert_true (stint_conflict_item_is_united (get_item (self, 0)));
  g_assert_false (stint_conflict_item_offers (get_item (self, 0), STINT_CONFLICT_BOTH));
  choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_TAGS, "['b']");
}

static void
both_reminders_ring (Inbox        *self,
                     gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  set_member (self, STINT_KIND_TASK, id, STINT_TASK_REMINDERS, "[<int64 10>, <int64 60>]");
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_REMINDERS, "[<int64 60>, <int64 5>]", "[<int64 10>, <int64 60>]", ELSEWHERE);
  assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), "1 h before, 5 min before");
  choose (self, STINT_CONFLICT_BOTH);
  assert_member (self, id, STINT_TASK_REMINDERS, "[<int64 10>, <int64 60>, <int64 5>]");
}

/* (transfer full): a task with a block from ten to eleven */
static char *
add_planned (Inbox             *self,
             StintTaskDetails **details)
{
  char *id = NULL;

  apply (self, stint_command_add_task_at (self->parent.workspace, "Report", (gint64) (FIXTURE_MONDAY + 1) * STINT_DAY_S + 36000, 60, &id));
  *details = load_task_now (self->parent.workspace, id);
  return id;
}

static void
both_times_make_two_blocks (Inbox        *self,
                            gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (StintTaskDetails) after = NULL;
  g_autofree char *id = add_planned (self, &details);
  StintRecord *block = g_ptr_array_index (details->blocks, 0);

  add_entry (self, STINT_KIND_BLOCK, stint_record_get_id (block), STINT_BLOCK_WHEN,
             "{'start': <'2026-11-25T14:00:00'>, 'end': <'2026-11-25T15:00:00'>, 'zone': <'Europe/Berlin'>}", NULL, ELSEWHERE);
  assert_text (stint_conflict_describe_title (get_item (self, 0)), "Report");
  assert_text (stint_conflict_describe_current (get_item (self, 0), self->parent.clock), "Today, 10:00–11:00");
  assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), "Tomorrow, 14:00–15:00");
  choose (self, STINT_CONFLICT_BOTH);
  after = load_task_now (self->parent.workspace, id);
  g_assert_cmpuint (after->blocks->len, ==, 2);
}

static void
what_was_kept_can_be_deleted_again (Inbox        *self,
                                    gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autofree char *id = add_planned (self, &details);

  add_entry (self, STINT_KIND_TASK, id, NULL, NULL, NULL, ELSEWHERE);
  g_assert_cmpint (stint_conflict_item_get_state (get_item (self, 0)), ==, STINT_CONFLICT_RESCUED);
  choose (self, STINT_CONFLICT_SWAP);
  g_assert_false (find_task_now (self->parent.workspace, id));
}

static void
a_block_stands_below_its_task (Inbox        *self,
                               gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autofree char *id = add_planned (self, &details);
  StintRecord *block = g_ptr_array_index (details->blocks, 0);

  add_entry (self, STINT_KIND_BLOCK, stint_record_get_id (block), NULL, NULL, NULL, ELSEWHERE);
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  g_assert_cmpstr (stint_conflict_item_get_member (get_item (self, 0)), ==, STINT_TASK_TITLE);
  g_assert_cmpstr (stint_conflict_item_get_group (get_item (self, 0)), ==, stint_conflict_item_get_group (get_item (self, 1)));
  assert_text (stint_conflict_describe_current (get_item (self, 1), self->parent.clock), "Kept: Today, 10:00–11:00");
}

static void
what_was_kept_stays (Inbox        *self,
                     gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, NULL, NULL, NULL, NULL);
  choose (self, STINT_CONFLICT_KEEP);
  g_assert_true (find_task_now (self->parent.workspace, id));
}

static void
a_task_that_was_deleted_since_comes_back_with_the_other_value (Inbox        *self,
                                                               gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  remove_record (self, STINT_KIND_TASK, id);
  g_assert_cmpint (stint_conflict_item_get_state (get_item (self, 0)), ==, STINT_CONFLICT_DELETED);
  choose (self, STINT_CONFLICT_SWAP);
  assert_member (self, id, STINT_TASK_TITLE, "'Letter'");
}

static void
a_block_without_its_task_can_only_be_dismissed (Inbox        *self,
                                                gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autofree char *id = add_planned (self, &details);
  StintRecord *block = g_ptr_array_index (details->blocks, 0);

  add_entry (self, STINT_KIND_BLOCK, stint_record_get_id (block), STINT_BLOCK_WHEN,
             "{'start': <'2026-11-25'>, 'end': <'2026-11-26'>}", NULL, ELSEWHERE);
  remove_record (self, STINT_KIND_TASK, id);
  g_assert_cmpint (stint_conflict_item_get_state (get_item (self, 0)), ==, STINT_CONFLICT_GONE);
  g_assert_false (stint_conflict_item_offers (get_item (self, 0), STINT_CONFLICT_SWAP));
  choose (self, STINT_CONFLICT_KEEP);
}

static void
a_record_that_is_not_there_can_only_be_dismissed (Inbox        *self,
                                                  gconstpointer data)
{
  add_entry (self, STINT_KIND_TASK, "0192f000-0000-7000-8000-0000000000aa", STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  g_assert_cmpint (stint_conflict_item_get_state (get_item (self, 0)), ==, STINT_CONFLICT_GONE);
  g_assert_false (stint_conflict_item_offers (get_item (self, 0), STINT_CONFLICT_SWAP));
  choose (self, STINT_CONFLICT_KEEP);
}

static void
what_was_changed_since_is_said (Inbox        *self,
                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  g_assert_false (stint_conflict_item_is_changed_since (get_item (self, 0)));
  set_member (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Parcel'");
  g_assert_true (stint_conflict_item_is_changed_since (get_item (self, 0)));
  assert_text (stint_conflict_describe_current (get_item (self, 0), self->parent.clock), "Parcel");
}

static void
what_is_as_the_other_by_now_is_only_dismissed (Inbox        *self,
                                               gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  set_member (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'");
  g_assert_cmpint (stint_conflict_item_get_state (get_item (self, 0)), ==, STINT_CONFLICT_SAME);
  g_assert_false (stint_conflict_item_offers (get_item (self, 0), STINT_CONFLICT_SWAP));
}

static void
entries_about_one_record_are_beside_each_other (Inbox        *self,
                                                gconstpointer data)
{
  g_autofree char *first = add_task_now (self->parent.workspace, "Report", 60);
  g_autofree char *second = add_task_now (self->parent.workspace, "Letter", 60);

  add_entry (self, STINT_KIND_TASK, first, STINT_TASK_ESTIMATE, "int64 1", NULL, ELSEWHERE);
  add_entry (self, STINT_KIND_TASK, second, STINT_TASK_TITLE, "'b'", NULL, ELSEWHERE);
  add_entry (self, STINT_KIND_TASK, first, STINT_TASK_TITLE, "'a'", NULL, ELSEWHERE);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 3);
  for (guint i = 0; i < 3; i++)
    if (g_str_equal (stint_conflict_item_get_subject_id (get_item (self, i)), first))
      {
        g_assert_cmpstr (stint_conflict_item_get_member (get_item (self, i)), ==, STINT_TASK_TITLE);
        g_assert_cmpstr (stint_conflict_item_get_subject_id (get_item (self, i + 1)), ==, first);
        return;
      }
  g_assert_not_reached ();
}

static void
an_entry_that_nothing_happened_to_keeps_its_item (Inbox        *self,
                                                  gconstpointer data)
{
  g_autofree char *first = add_task_now (self->parent.workspace, "Report", 60);
  g_autofree char *second = add_task_now (self->parent.workspace, "Letter", 60);
  StintConflictItem *kept;

  add_entry (self, STINT_KIND_TASK, first, STINT_TASK_TITLE, "'a'", NULL, ELSEWHERE);
  kept = get_item (self, 0);
  set_member (self, STINT_KIND_TASK, second, STINT_TASK_TITLE, "'Parcel'");
  g_assert_true (get_item (self, 0) == kept);
}

static void
keeping_everything_is_one_step (Inbox        *self,
                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, "int64 1", NULL, ELSEWHERE);
  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'a'", NULL, ELSEWHERE);
  apply (self, stint_command_keep_all_conflicts (G_LIST_MODEL (self->inbox)));
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 0);
  g_assert_null (stint_command_keep_all_conflicts (G_LIST_MODEL (self->inbox)));
  undo (self);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 2);
}

static void
another_process_settles_it_too (Inbox        *self,
                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);
  StintWorkspace *other = fixture_open_other (&self->parent);
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autoptr (StintChange) change = NULL;

  add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  change = apply_now (other, stint_command_settle_conflict (other, get_item (self, 0), STINT_CONFLICT_KEEP));
  while (stint_inbox_get_count (self->inbox) > 0 && g_get_monotonic_time () < deadline_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 0);
  stint_workspace_close (other);
  g_object_unref (other);
}

static void
values_are_said_in_words (Inbox        *self,
                          gconstpointer data)
{
  static const struct { const char *member, *value, *field, *words; } cases[] = {
    { STINT_TASK_DEADLINE, "{'date': <'2026-11-25'>}", "Deadline", "Tomorrow" },
    { STINT_TASK_PRIORITY, "int64 1", "Priority", "High priority" },
    { STINT_TASK_ESTIMATE, "int64 90", "Estimate", "1 h 30 min" },
    { STINT_TASK_TAGS, "['a', 'b']", "Tags", "a, b" },
    { STINT_TASK_SKIPPED, "['2026-11-25']", "Skipped days", "Tomorrow" },
    { STINT_TASK_DONE, "{'at': <'2026-11-24T08:00:00Z'>}", "Completed", "Done: Today 9:00" },
    { STINT_TASK_REPEAT, "{'rule': <'FREQ=WEEKLY'>}", "Repetition", "Every week" },
    { STINT_TASK_PROJECT, "'0192f000-0000-7000-8000-0000000000aa'", "Project", "A project that was deleted" },
    { "x-place", "{'name': <'Here'>, 'floors': <[<int64 1>, <int64 2>]>}", "x-place", "floors: 1, 2\nname: Here" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

      add_entry (self, STINT_KIND_TASK, id, cases[i].member, cases[i].value, NULL, ELSEWHERE);
      assert_text (stint_conflict_describe_field (get_item (self, 0)), cases[i].field);
      assert_text (stint_conflict_describe_other (get_item (self, 0), self->parent.clock), cases[i].words);
      assert_text (stint_conflict_describe_other_edit (get_item (self, 0), self->parent.clock), "Another device · Today 8:12");
      apply (self, stint_command_settle_conflict (self->parent.workspace, get_item (self, 0), STINT_CONFLICT_KEEP));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("nothing-to-resolve-is-an-empty-list", nothing_to_resolve_is_an_empty_list);
  TEST ("what-a-merge-did-not-keep-can-be-taken", what_a_merge_did_not_keep_can_be_taken);
  TEST ("a-renamed-project-is-shown-by-its-new-name", a_renamed_project_is_shown_by_its_new_name);
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
  TEST ("a-block-stands-below-its-task", a_block_stands_below_its_task);
  TEST ("what-was-kept-stays", what_was_kept_stays);
  TEST ("a-task-that-was-deleted-since-comes-back-with-the-other-value",
        a_task_that_was_deleted_since_comes_back_with_the_other_value);
  TEST ("a-block-without-its-task-can-only-be-dismissed", a_block_without_its_task_can_only_be_dismissed);
  TEST ("a-record-that-is-not-there-can-only-be-dismissed", a_record_that_is_not_there_can_only_be_dismissed);
  TEST ("what-was-changed-since-is-said", what_was_changed_since_is_said);
  TEST ("what-is-as-the-other-by-now-is-only-dismissed", what_is_as_the_other_by_now_is_only_dismissed);
  TEST ("entries-about-one-record-are-beside-each-other", entries_about_one_record_are_beside_each_other);
  TEST ("an-entry-that-nothing-happened-to-keeps-its-item", an_entry_that_nothing_happened_to_keeps_its_item);
  TEST ("keeping-everything-is-one-step", keeping_everything_is_one_step);
  TEST ("another-process-settles-it-too", another_process_settles_it_too);
  TEST ("values-are-said-in-words", values_are_said_in_words);

  return g_test_run ();
}
