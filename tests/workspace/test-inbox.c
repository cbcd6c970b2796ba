/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"
#include "tests/workspace/inbox-fixture.h"

#define TEST(path, function) g_test_add ("/workspace/inbox/" path, Inbox, NULL, inbox_set_up, function, inbox_tear_down)

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

      inbox_add_entry (self, STINT_KIND_TASK, id, cases[i].member, cases[i].value, NULL, ELSEWHERE);
      assert_text (stint_conflict_describe_field (inbox_get_item (self, 0)), cases[i].field);
      assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), cases[i].words);
      assert_text (stint_conflict_describe_other_edit (inbox_get_item (self, 0), self->parent.clock), "Another device · Today 8:12");
      inbox_apply (self, stint_command_settle_conflict (self->parent.workspace, inbox_get_item (self, 0), STINT_CONFLICT_KEEP));
    }
}

static void
what_was_changed_since_is_said (Inbox        *self,
                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  g_assert_false (stint_conflict_item_is_changed_since (inbox_get_item (self, 0)));
  inbox_set_member (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Parcel'");
  g_assert_true (stint_conflict_item_is_changed_since (inbox_get_item (self, 0)));
  assert_text (stint_conflict_describe_current (inbox_get_item (self, 0), self->parent.clock), "Parcel");
}

static void
what_is_as_the_other_by_now_is_only_dismissed (Inbox        *self,
                                               gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  inbox_set_member (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'");
  g_assert_cmpint (stint_conflict_item_get_state (inbox_get_item (self, 0)), ==, STINT_CONFLICT_SAME);
  g_assert_false (stint_conflict_item_offers (inbox_get_item (self, 0), STINT_CONFLICT_SWAP));
}

static void
a_renamed_project_is_shown_by_its_new_name (Inbox        *self,
                                            gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 0);
  g_autofree char *project = NULL;
  g_autofree char *value = NULL;

  inbox_apply (self, stint_command_add_project (self->parent.workspace, "Work", NULL, &project));
  value = g_strdup_printf ("'%s'", project);
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_PROJECT, value, NULL, ELSEWHERE);
  assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), "Work");
  inbox_set_member (self, STINT_KIND_PROJECT, project, "name", "'Office'");
  assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), "Office");
  inbox_remove_record (self, STINT_KIND_PROJECT, project);
  assert_text (stint_conflict_describe_other (inbox_get_item (self, 0), self->parent.clock), "A project that was deleted");
}

static void
entries_about_one_record_are_beside_each_other (Inbox        *self,
                                                gconstpointer data)
{
  g_autofree char *first = add_task_now (self->parent.workspace, "Report", 60);
  g_autofree char *second = add_task_now (self->parent.workspace, "Letter", 60);

  inbox_add_entry (self, STINT_KIND_TASK, first, STINT_TASK_ESTIMATE, "int64 1", NULL, ELSEWHERE);
  inbox_add_entry (self, STINT_KIND_TASK, second, STINT_TASK_TITLE, "'b'", NULL, ELSEWHERE);
  inbox_add_entry (self, STINT_KIND_TASK, first, STINT_TASK_TITLE, "'a'", NULL, ELSEWHERE);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 3);
  for (guint i = 0; i < 3; i++)
    if (g_str_equal (stint_conflict_item_get_subject_id (inbox_get_item (self, i)), first))
      {
        g_assert_cmpstr (stint_conflict_item_get_member (inbox_get_item (self, i)), ==, STINT_TASK_TITLE);
        g_assert_cmpstr (stint_conflict_item_get_subject_id (inbox_get_item (self, i + 1)), ==, first);
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

  inbox_add_entry (self, STINT_KIND_TASK, first, STINT_TASK_TITLE, "'a'", NULL, ELSEWHERE);
  kept = inbox_get_item (self, 0);
  inbox_set_member (self, STINT_KIND_TASK, second, STINT_TASK_TITLE, "'Parcel'");
  g_assert_true (inbox_get_item (self, 0) == kept);
}

static void
another_process_settles_it_too (Inbox        *self,
                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);
  StintWorkspace *other = fixture_open_other (&self->parent);
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autoptr (StintChange) change = NULL;

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  change = apply_now (other, stint_command_settle_conflict (other, inbox_get_item (self, 0), STINT_CONFLICT_KEEP));
  while (stint_inbox_get_count (self->inbox) > 0 && g_get_monotonic_time () < deadline_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 0);
  stint_workspace_close (other);
  g_object_unref (other);
}

static void
keeping_everything_is_one_step (Inbox        *self,
                                gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 60);

  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_ESTIMATE, "int64 1", NULL, ELSEWHERE);
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'a'", NULL, ELSEWHERE);
  inbox_apply (self, stint_command_keep_all_conflicts (G_LIST_MODEL (self->inbox)));
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 0);
  g_assert_null (stint_command_keep_all_conflicts (G_LIST_MODEL (self->inbox)));
  inbox_undo (self);
  g_assert_cmpuint (stint_inbox_get_count (self->inbox), ==, 2);
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
a_block_stands_below_its_task (Inbox        *self,
                               gconstpointer data)
{
  g_autoptr (StintTaskDetails) details = NULL;
  g_autofree char *id = inbox_add_planned (self, &details);
  StintRecord *block = g_ptr_array_index (details->blocks, 0);

  inbox_add_entry (self, STINT_KIND_BLOCK, stint_record_get_id (block), NULL, NULL, NULL, ELSEWHERE);
  inbox_add_entry (self, STINT_KIND_TASK, id, STINT_TASK_TITLE, "'Letter'", "'Report'", ELSEWHERE);
  g_assert_cmpstr (stint_conflict_item_get_member (inbox_get_item (self, 0)), ==, STINT_TASK_TITLE);
  g_assert_cmpstr (stint_conflict_item_get_group (inbox_get_item (self, 0)), ==, stint_conflict_item_get_group (inbox_get_item (self, 1)));
  assert_text (stint_conflict_describe_current (inbox_get_item (self, 1), self->parent.clock), "Kept: Today, 10:00–11:00");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("values-are-said-in-words", values_are_said_in_words);
  TEST ("what-was-changed-since-is-said", what_was_changed_since_is_said);
  TEST ("what-is-as-the-other-by-now-is-only-dismissed", what_is_as_the_other_by_now_is_only_dismissed);
  TEST ("a-renamed-project-is-shown-by-its-new-name", a_renamed_project_is_shown_by_its_new_name);
  TEST ("entries-about-one-record-are-beside-each-other", entries_about_one_record_are_beside_each_other);
  TEST ("an-entry-that-nothing-happened-to-keeps-its-item", an_entry_that_nothing_happened_to_keeps_its_item);
  TEST ("another-process-settles-it-too", another_process_settles_it_too);
  TEST ("keeping-everything-is-one-step", keeping_everything_is_one_step);
  TEST ("nothing-to-resolve-is-an-empty-list", nothing_to_resolve_is_an_empty_list);
  TEST ("a-block-stands-below-its-task", a_block_stands_below_its_task);

  return g_test_run ();
}
