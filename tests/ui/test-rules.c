/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/ui/ui-fixture.h"
#include "ui/assist/stint-rule-editor.h"
#include "ui/assist/stint-rule-row.h"
#include "ui/assist/stint-rules-view.h"

typedef struct
{
  UiFixture       parent;
  StintRulesView *view;
  guint           count;
} RulesFixture;

static void
set_up (RulesFixture *self,
        gconstpointer data)
{
  ui_fixture_set_up (&self->parent, data);
}

static void
tear_down (RulesFixture *self,
           gconstpointer data)
{
  ui_fixture_tear_down (&self->parent, data);
}

static void
present (RulesFixture *self)
{
  self->view = g_object_new (STINT_TYPE_RULES_VIEW, NULL);
  stint_rules_view_set_workspace (self->view, self->parent.workspace);
  ui_fixture_show (&self->parent, GTK_WIDGET (self->view));
}

static gboolean
has_rules (gpointer data)
{
  RulesFixture *self = data;

  return g_list_model_get_n_items (stint_rules_view_get_rules (self->view)) == self->count;
}

static void
wait_for_rules (RulesFixture *self,
                guint         count)
{
  self->count = count;
  ui_wait_until (has_rules, self);
}

static void
added_cb (StintRuleEditor *editor,
          GVariant        *rule,
          RulesFixture    *self)
{
  ui_fixture_apply (&self->parent, stint_command_add_rule (self->parent.workspace, rule));
}

static StintRuleEditor *
open_editor (RulesFixture    *self,
             const StintRule *rule)
{
  StintRuleEditor *editor = stint_rule_editor_new (GTK_WINDOW (self->parent.window), self->parent.workspace, rule);

  g_signal_connect (editor, "saved", G_CALLBACK (added_cb), self);
  gtk_window_present (GTK_WINDOW (editor));
  return editor;
}

static void
set_entry (StintRuleEditor *editor,
           const char      *name,
           const char      *text)
{
  gtk_editable_set_text (GTK_EDITABLE (stint_rule_editor_get_part (editor, name)), text);
}

static void
choose (StintRuleEditor *editor,
        StintRuleType    type)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (stint_rule_editor_get_part (editor, "type")), type);
}

static void
test_a_rule_is_written_by_hand (RulesFixture *self,
                                gconstpointer data)
{
  StintRuleEditor *editor;
  GtkWidget *row;

  present (self);
  editor = open_editor (self, NULL);
  choose (editor, STINT_RULE_TIMES);
  set_entry (editor, "name", "Gym <b>");
  set_entry (editor, "minutes", "45min");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (stint_rule_editor_get_part (editor, "count")), 3);
  g_assert_true (stint_rule_editor_save (editor));
  wait_for_rules (self, 1);
  ui_run_a_moment ();
  row = ui_find_widget (GTK_WIDGET (self->view), STINT_TYPE_RULE_ROW, 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "“Gym &lt;b&gt;” 3 times a week, for 45 min each");
}

static void
test_a_rule_can_be_deleted_and_undone (RulesFixture *self,
                                       gconstpointer data)
{
  StintRuleEditor *editor;

  present (self);
  editor = open_editor (self, NULL);
  choose (editor, STINT_RULE_BUFFER);
  set_entry (editor, "minutes", "15");
  g_assert_true (stint_rule_editor_save (editor));
  wait_for_rules (self, 1);
  ui_run_a_moment ();
  g_signal_emit_by_name (ui_find_widget (GTK_WIDGET (self->view), STINT_TYPE_RULE_ROW, 0), "removed");
  wait_for_rules (self, 0);
  stint_workspace_undo_async (self->parent.workspace, NULL, NULL, NULL);
  wait_for_rules (self, 1);
}

static void
test_what_is_no_rule_is_not_saved (RulesFixture *self,
                                   gconstpointer data)
{
  StintRuleEditor *editor;

  present (self);
  editor = open_editor (self, NULL);
  choose (editor, STINT_RULE_FREE);
  set_entry (editor, "from", "25:00");
  g_assert_false (stint_rule_editor_save (editor));
  g_assert_true (gtk_widget_get_visible (stint_rule_editor_get_part (editor, "problem")));
  set_entry (editor, "from", "18:00");
  set_entry (editor, "to", "9:00");
  g_assert_false (stint_rule_editor_save (editor));
  choose (editor, STINT_RULE_BUFFER);
  set_entry (editor, "minutes", "a while");
  g_assert_false (stint_rule_editor_save (editor));
  gtk_window_destroy (GTK_WINDOW (editor));
}

static void
test_an_editor_shows_what_is_there (RulesFixture *self,
                                    gconstpointer data)
{
  g_autoptr (StintRule) rule = stint_rule_new (STINT_RULE_FREE);
  StintRuleEditor *editor;

  present (self);
  rule->days = STINT_RULE_DAY (4);
  rule->from_min = 18 * 60;
  rule->note = g_strdup ("Choir");
  editor = open_editor (self, rule);
  g_assert_true (stint_rule_editor_save (editor));
  wait_for_rules (self, 1);
  {
    g_autoptr (StintRuleItem) item = g_list_model_get_item (stint_rules_view_get_rules (self->view), 0);
    g_autoptr (GVariant) before = stint_rule_to_variant (rule);
    g_autoptr (GVariant) after = stint_rule_to_variant (stint_rule_item_get_rule (item));

    g_assert_true (g_variant_equal (before, after));
  }
}

#define ADD(path, function) g_test_add ("/ui/rules/" path, RulesFixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("a-rule-is-written-by-hand", test_a_rule_is_written_by_hand);
  ADD ("a-rule-can-be-deleted-and-undone", test_a_rule_can_be_deleted_and_undone);
  ADD ("what-is-no-rule-is-not-saved", test_what_is_no_rule_is_not_saved);
  ADD ("an-editor-shows-what-is-there", test_an_editor_shows_what_is_there);
  return g_test_run ();
}
