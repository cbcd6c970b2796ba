/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"
#include "tests/workspace/assist-fixture.h"

#include <string.h>

static StintDraftTask *
get_task (StintDraft *draft,
          guint       position)
{
  g_autoptr (StintDraftTask) task = g_list_model_get_item (stint_draft_get_tasks (draft), position);

  g_assert_nonnull (task);
  return task;
}

static void
take (Assist      *self,
      StintDraft  *draft,
      StintRecord *parent)
{
  StintEdit *edit = stint_draft_take (draft, self->parent.workspace, parent);

  g_assert_nonnull (edit);
  stint_change_unref (apply_now (self->parent.workspace, edit));
}

static void
assert_dump_has (Assist     *self,
                 const char *text)
{
  g_autofree char *dump = dump_now (self->parent.workspace);

  if (strstr (dump, text) == NULL)
    g_error ("There is no %s in\n%s", text, dump);
}

/* ---- What comes ---- */

static void
test_markup_in_a_title_is_text (Assist       *self,
                                gconstpointer data)
{
  g_autoptr (StintDraft) draft = assist_answer (self, STINT_ASSIST_CAPTURE,
                                                ANSWER ("{\"ref\":\"a\",\"title\":\"<b>Bold</b> &amp; <script>x</script>\"}"));

  g_assert_cmpstr (stint_draft_task_get_title (get_task (draft, 0)), ==, "<b>Bold</b> &amp; <script>x</script>");
}

static void
test_the_draft_says_where_it_is_from (Assist       *self,
                                      gconstpointer data)
{
  g_autoptr (StintDraft) cloud = assist_answer (self, STINT_ASSIST_CAPTURE, ONE);
  g_autoptr (StintDraft) here = stint_assistant_read_here (self->assistant, STINT_ASSIST_CAPTURE, "Book the room", NULL);

  g_assert_cmpstr (stint_draft_get_server (cloud), ==, SERVER);
  g_assert_null (stint_draft_get_server (here));
}

static void
test_the_quota_is_told (Assist       *self,
                        gconstpointer data)
{
  g_autoptr (StintDraft) draft = NULL;
  StintQuota quota;

  g_assert_false (stint_assistant_get_quota (self->assistant, &quota));
  draft = assist_answer (self, STINT_ASSIST_CAPTURE, ONE);
  g_assert_true (stint_assistant_get_quota (self->assistant, &quota));
  g_assert_cmpint (quota.used, ==, 3);
  g_assert_cmpint (quota.limit, ==, 20);
  g_assert_cmpint (quota.resets_s, ==, 1795564800);
}

static void
test_the_quota_can_be_asked_for (Assist       *self,
                                 gconstpointer data)
{
  StintQuota quota;

  stint_assistant_read_quota (self->assistant);
  g_assert_cmpstr (fake_transport_wait (self->transport), ==, "/assist");
  fake_transport_answer (self->transport, 200, "{\"used\":20,\"limit\":20}");
  settle (self->parent.workspace);
  g_assert_true (stint_assistant_get_quota (self->assistant, &quota));
  g_assert_cmpint (quota.used, ==, 20);
}

#define WHOLE \
  ANSWER ("{\"ref\":\"a\",\"title\":\"Book the room\",\"estimate_min\":30,\"deadline\":\"2026-11-27T17:00\",\"priority\":1," \
          "\"project\":\"Work\",\"why\":\"It must be there first.\"}," \
          "{\"ref\":\"b\",\"title\":\"Invite\",\"earliest\":\"2026-11-28\",\"after\":[\"a\"]}," \
          "{\"ref\":\"c\",\"title\":\"Cook\",\"after\":[\"b\"]}")

static void
add_project (Assist     *self,
             const char *name)
{
  stint_change_unref (apply_now (self->parent.workspace, stint_command_add_project (self->parent.workspace, name, NULL, NULL)));
}

static void
test_what_is_kept_is_in_the_plan (Assist       *self,
                                  gconstpointer data)
{
  g_autoptr (StintDraft) draft = NULL;

  add_project (self, "Work");
  draft = assist_answer (self, STINT_ASSIST_CAPTURE, WHOLE);
  g_assert_cmpstr (stint_draft_task_get_why (get_task (draft, 0)), ==, "It must be there first.");
  take (self, draft, NULL);
  assert_dump_has (self, "\"deadline\":{\"time\":\"2026-11-27T17:00\"}");
  assert_dump_has (self, "\"estimate_min\":30");
  assert_dump_has (self, "\"earliest\":{\"date\":\"2026-11-28\"}");
  g_assert_cmpstr (stint_workspace_get_undo_label (self->parent.workspace), ==, "Add 3 tasks");
}

static void
test_one_undo_takes_all_back (Assist       *self,
                              gconstpointer data)
{
  g_autoptr (StintDraft) draft = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_project (self, "Work");
  before = dump_now (self->parent.workspace);
  draft = assist_answer (self, STINT_ASSIST_CAPTURE, WHOLE);
  take (self, draft, NULL);
  undone = undo_now (self->parent.workspace, NULL);
  after = dump_now (self->parent.workspace);
  g_assert_cmpstr (before, ==, after);
}

/* Returns: (transfer full): the ids that an edit creates tasks of, and their blockers, as "title<blocker's title" */
static char *
describe_order (StintEdit *edit)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < stint_edit_get_n_ops (edit); i++)
    {
      const StintOp *op = stint_edit_get_op (edit, i);
      const char *title = NULL;

      if (op->kind == STINT_KIND_TASK && g_variant_lookup (op->members, STINT_TASK_TITLE, "&s", &title))
        g_hash_table_insert (titles, op->id, (gpointer) title);
    }
  for (guint i = 0; i < stint_edit_get_n_ops (edit); i++)
    {
      const StintOp *op = stint_edit_get_op (edit, i);
      g_autofree const char **blockers = NULL;
      const char *parent = NULL;

      if (op->kind != STINT_KIND_TASK)
        continue;
      g_variant_lookup (op->members, STINT_TASK_BLOCKERS, "^a&s", &blockers);
      g_variant_lookup (op->members, STINT_TASK_PARENT, "&s", &parent);
      g_string_append (text, g_hash_table_lookup (titles, op->id));
      for (gsize j = 0; blockers != NULL && blockers[j] != NULL; j++)
        g_string_append_printf (text, "<%s", (char *) g_hash_table_lookup (titles, blockers[j]));
      if (parent != NULL)
        g_string_append_printf (text, "^%s", g_hash_table_contains (titles, parent) ? (char *) g_hash_table_lookup (titles, parent) : "task");
      g_string_append_c (text, ';');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_order (Assist      *self,
              StintDraft  *draft,
              StintRecord *parent,
              const char  *expected)
{
  g_autoptr (StintEdit) edit = stint_draft_take (draft, self->parent.workspace, parent);
  g_autofree char *order = describe_order (edit);

  g_assert_cmpstr (order, ==, expected);
}

static void
test_the_order_becomes_blockers (Assist       *self,
                                 gconstpointer data)
{
  g_autoptr (StintDraft) draft = NULL;

  add_project (self, "Work");
  draft = assist_answer (self, STINT_ASSIST_CAPTURE, WHOLE);
  assert_order (self, draft, NULL, "Book the room;Invite<Book the room;Cook<Invite;");
}

static void
test_what_is_left_out_is_bridged (Assist       *self,
                                  gconstpointer data)
{
  g_autoptr (StintDraft) draft = NULL;

  add_project (self, "Work");
  draft = assist_answer (self, STINT_ASSIST_CAPTURE, WHOLE);
  stint_draft_task_set_keep (get_task (draft, 1), FALSE);
  assert_order (self, draft, NULL, "Book the room;Cook<Book the room;");
}

static void
test_none_is_no_edit (Assist       *self,
                      gconstpointer data)
{
  g_autoptr (StintDraft) draft = assist_answer (self, STINT_ASSIST_CAPTURE, ONE);

  stint_draft_keep_all (draft, FALSE);
  g_assert_cmpuint (stint_draft_get_n_kept (draft), ==, 0);
  g_assert_null (stint_draft_take (draft, self->parent.workspace, NULL));
}

static void
test_parts_are_below_the_task (Assist       *self,
                               gconstpointer data)
{
  g_autofree char *id = add_task_now (self->parent.workspace, "Report", 0);
  g_autoptr (StintAssistQuestion) question = assist_prepare (self, STINT_ASSIST_BREAK_DOWN, "", id);
  g_autoptr (StintDraft) draft = stint_assistant_read_here (self->assistant, STINT_ASSIST_BREAK_DOWN, "Write\n  Draft\n  Polish\nSend", NULL);

  assert_order (self, draft, stint_assist_question_get_task (question), "Write^task;Draft^Write;Polish^Write;Send^task;");
  take (self, draft, stint_assist_question_get_task (question));
  g_assert_cmpstr (stint_workspace_get_undo_label (self->parent.workspace), ==, "Break down “Report”");
}

static void
test_rules_become_settings (Assist       *self,
                            gconstpointer data)
{
  g_autoptr (StintDraft) draft = NULL;

  add_project (self, "Work");
  draft = assist_answer (self, STINT_ASSIST_RULES,
                         "{\"rules\":[{\"rule\":\"prefer\",\"project\":\"Work\",\"to\":\"12:00\"},"
                         "{\"rule\":\"free\",\"days\":[\"FR\"],\"from\":\"18:00\"}]}");
  g_assert_cmpuint (g_list_model_get_n_items (stint_draft_get_rules (draft)), ==, 2);
  take (self, draft, NULL);
  assert_dump_has (self, "\"name\":\"rule:");
  assert_dump_has (self, "\"rule\":\"free\"");
  g_assert_cmpstr (stint_workspace_get_undo_label (self->parent.workspace), ==, "Add 2 rules");
}

static void
test_parts_of_similar_tasks_are_offered (Assist       *self,
                                         gconstpointer data)
{
  g_autofree char *old = add_task_now (self->parent.workspace, "Quarterly report for March", 0);
  g_autofree char *new = add_task_now (self->parent.workspace, "Quarterly report for June", 0);
  g_autofree char *other = add_task_now (self->parent.workspace, "Buy milk", 0);
  g_auto (GStrv) lines = NULL;
  const char *const parts[][2] = { { "Collect figures", old }, { "Write summary", old }, { "Find the shop", other } };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GVariantDict members;

      g_variant_dict_init (&members, NULL);
      g_variant_dict_insert (&members, STINT_TASK_PARENT, "s", parts[i][1]);
      g_variant_dict_insert (&members, STINT_TASK_ESTIMATE, "x", (gint64) 90);
      stint_change_unref (apply_now (self->parent.workspace, stint_command_add_task (self->parent.workspace, parts[i][0],
                                                                                     g_variant_dict_end (&members), NULL)));
    }
  self->is_done = FALSE;
  stint_assistant_suggest_async (self->assistant, new, NULL, assist_done_cb, self);
  wait_for (&self->is_done);
  lines = stint_assistant_suggest_finish (self->assistant, self->result, NULL);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (lines[0], ==, "Collect figures 90min");
  g_assert_cmpstr (lines[1], ==, "Write summary 90min");
}

#define ADD(path, function) g_test_add ("/workspace/assist/" path, Assist, NULL, assist_set_up, function, assist_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("markup-in-a-title-is-text", test_markup_in_a_title_is_text);
  ADD ("the-draft-says-where-it-is-from", test_the_draft_says_where_it_is_from);
  ADD ("the-quota-is-told", test_the_quota_is_told);
  ADD ("the-quota-can-be-asked-for", test_the_quota_can_be_asked_for);
  ADD ("what-is-kept-is-in-the-plan", test_what_is_kept_is_in_the_plan);
  ADD ("one-undo-takes-all-back", test_one_undo_takes_all_back);
  ADD ("the-order-becomes-blockers", test_the_order_becomes_blockers);
  ADD ("what-is-left-out-is-bridged", test_what_is_left_out_is_bridged);
  ADD ("none-is-no-edit", test_none_is_no_edit);
  ADD ("parts-are-below-the-task", test_parts_are_below_the_task);
  ADD ("rules-become-settings", test_rules_become_settings);
  ADD ("parts-of-similar-tasks-are-offered", test_parts_of_similar_tasks_are_offered);
  return g_test_run ();
}
