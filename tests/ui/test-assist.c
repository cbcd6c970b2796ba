/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-task.h"
#include "tests/support/fake-transport.h"
#include "tests/ui/ui-fixture.h"
#include "ui/assist/stint-assist-window.h"
#include "ui/assist/stint-draft-chip.h"
#include "ui/assist/stint-draft-row.h"
#include "ui/assist/stint-draft-view.h"
#include "ui/window/stint-window-private.h"

#include <string.h>

#define SERVER "eu.example.com"
#define ANSWER \
  "{\"tasks\":[{\"ref\":\"a\",\"title\":\"<b>Book</b> the room &amp;\",\"estimate_min\":30,\"after\":[],\"why\":\"It <i>must</i> be there\"}," \
  "{\"ref\":\"b\",\"title\":\"Cook\",\"after\":[\"a\"]}],\"rules\":[],\"questions\":[\"For how many?\"],\"usage\":{}," \
  "\"quota\":{\"used\":3,\"limit\":20}}"

typedef struct
{
  UiFixture          parent;
  FakeTransport     *transport;
  StintAssistant    *assistant;
  StintAssistWindow *window;
  const char        *page;
} AssistFixture;

static void
set_up (AssistFixture *self,
        gconstpointer  data)
{
  ui_fixture_set_up (&self->parent, data);
  self->transport = g_object_new (FAKE_TYPE_TRANSPORT, NULL);
  self->assistant = stint_assistant_new (self->parent.workspace, self->parent.settings);
}

static void
tear_down (AssistFixture *self,
           gconstpointer  data)
{
  if (self->parent.window != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->parent.window)));
  while (self->transport->sent->len > 0)
    fake_transport_answer (self->transport, 503, "");
  g_object_unref (self->assistant);
  g_object_unref (self->transport);
  g_settings_reset (self->parent.settings, "assistant-enabled");
  g_settings_reset (self->parent.settings, "assistant-consent");
  ui_fixture_tear_down (&self->parent, data);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
has_page (gpointer data)
{
  AssistFixture *self = data;

  return g_strcmp0 (stint_assist_window_get_page (self->window), self->page) == 0;
}

static void
wait_for_page (AssistFixture *self,
               const char    *page)
{
  self->page = page;
  ui_wait_until (has_page, self);
}

/* Answers the question how many calls are left, which opening asks. */
static void
present (AssistFixture *self,
         gboolean       is_signed_in)
{
  if (is_signed_in)
    stint_assistant_set_cloud (self->assistant, STINT_TRANSPORT (self->transport), SERVER);
  self->window = stint_assist_window_new (NULL, self->assistant);
  self->parent.window = GTK_WIDGET (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_until (is_mapped, self->window);
  if (!is_signed_in)
    return;
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 200, "{\"used\":2,\"limit\":20}");
  self->transport->n_sent = 0;
}

static gpointer
part (AssistFixture *self,
      const char    *name)
{
  return stint_assist_window_get_part (self->window, name);
}

static void
write_text (AssistFixture *self,
            const char    *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (part (self, "text")), text, -1);
}

static void
press (AssistFixture *self,
       const char    *name)
{
  g_assert_true (gtk_widget_get_visible (part (self, name)));
  g_signal_emit_by_name (part (self, name), "clicked");
}

static StintDraft *
get_draft (AssistFixture *self)
{
  return stint_draft_view_get_draft (part (self, "review"));
}

/* Asks with the consent that is given on the page for it. */
static void
ask (AssistFixture *self)
{
  write_text (self, "Plan the party");
  press (self, "ask");
  wait_for_page (self, "consent");
  press (self, "send");
  wait_for_page (self, "wait");
  fake_transport_wait (self->transport);
}

static void
answer (AssistFixture *self)
{
  ask (self);
  fake_transport_answer (self->transport, 200, ANSWER);
  wait_for_page (self, "review");
}

/* ---- In the window of the plan ---- */

static void
show_plan (AssistFixture *self)
{
  StintWindow *window = stint_window_new (NULL, self->parent.workspace, NULL, self->parent.settings);

  self->parent.window = GTK_WIDGET (window);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 700);
  stint_window_start (window);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait_until (is_mapped, window);
}

static GtkWidget *
get_break_down (AssistFixture *self)
{
  StintWindow *window = STINT_WINDOW (self->parent.window);

  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->inspector), STINT_TYPE_INSPECTOR, "break_down"));
}

static void
test_off_nothing_of_it_is_there (AssistFixture *self,
                                 gconstpointer  data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");

  show_plan (self);
  stint_window_open_task (STINT_WINDOW (self->parent.window), id);
  ui_run_a_moment ();
  g_assert_false (g_settings_get_boolean (self->parent.settings, "assistant-enabled"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (self->parent.window), "assist"));
  g_assert_false (gtk_widget_get_visible (get_break_down (self)));
}

static void
test_on_it_is_there (AssistFixture *self,
                     gconstpointer  data)
{
  g_autofree char *id = ui_fixture_add (&self->parent, "Report");

  g_settings_set_boolean (self->parent.settings, "assistant-enabled", TRUE);
  show_plan (self);
  stint_window_open_task (STINT_WINDOW (self->parent.window), id);
  ui_run_a_moment ();
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->parent.window), "assist"));
  g_assert_true (gtk_widget_get_visible (get_break_down (self)));
  g_settings_set_boolean (self->parent.settings, "assistant-enabled", FALSE);
  g_assert_false (gtk_widget_get_visible (get_break_down (self)));
}

/* ---- On this computer ---- */

static void
test_lines_are_read_here (AssistFixture *self,
                          gconstpointer  data)
{
  present (self, FALSE);
  g_assert_false (gtk_widget_get_visible (part (self, "ask")));
  write_text (self, "Book the room 2h\nCook");
  press (self, "here");
  wait_for_page (self, "review");
  g_assert_cmpuint (stint_draft_get_n_kept (get_draft (self)), ==, 2);
  g_assert_null (stint_draft_get_server (get_draft (self)));
}

static void
test_nothing_is_said (AssistFixture *self,
                      gconstpointer  data)
{
  present (self, FALSE);
  press (self, "here");
  g_assert_cmpstr (stint_assist_window_get_page (self->window), ==, "write");
  g_assert_true (gtk_widget_get_visible (part (self, "problem")));
}

static gboolean
has_tasks (gpointer data)
{
  AssistFixture *self = data;

  return stint_workspace_get_can_undo (self->parent.workspace);
}

static void
test_what_is_kept_is_added (AssistFixture *self,
                            gconstpointer  data)
{
  g_autoptr (StintDraftTask) cook = NULL;

  present (self, FALSE);
  write_text (self, "Book the room\nCook\nEat");
  press (self, "here");
  cook = g_list_model_get_item (stint_draft_get_tasks (get_draft (self)), 1);
  stint_draft_task_set_keep (cook, FALSE);
  g_object_ref (self->window);
  g_signal_emit_by_name (part (self, "review"), "taken");
  self->parent.window = NULL;
  ui_wait_until (has_tasks, self);
  g_object_unref (self->window);
  g_assert_cmpstr (stint_workspace_get_undo_label (self->parent.workspace), ==, "Add 2 tasks");
}

static void
test_a_title_can_be_changed (AssistFixture *self,
                             gconstpointer  data)
{
  g_autoptr (StintDraftTask) task = NULL;
  GtkWidget *row;

  present (self, FALSE);
  write_text (self, "Book the room");
  press (self, "here");
  wait_for_page (self, "review");
  task = g_list_model_get_item (stint_draft_get_tasks (get_draft (self)), 0);
  row = ui_find_widget (part (self, "review"), STINT_TYPE_DRAFT_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_widget (row, GTK_TYPE_ENTRY, 0)), "Book the hall");
  g_assert_cmpstr (stint_draft_task_get_title (task), ==, "Book the hall");
  /* A title that may not be is marked, and the one before it holds. */
  gtk_editable_set_text (GTK_EDITABLE (ui_find_widget (row, GTK_TYPE_ENTRY, 0)), " ");
  g_assert_cmpstr (stint_draft_task_get_title (task), ==, "Book the hall");
  g_assert_true (gtk_widget_has_css_class (ui_find_widget (row, GTK_TYPE_ENTRY, 0), "error"));
}

static void
test_a_chip_can_be_changed (AssistFixture *self,
                            gconstpointer  data)
{
  g_autoptr (StintDraftTask) task = NULL;
  StintDraftChip *estimate;
  gint64 minutes = 0;

  present (self, FALSE);
  write_text (self, "Book the room");
  press (self, "here");
  wait_for_page (self, "review");
  task = g_list_model_get_item (stint_draft_get_tasks (get_draft (self)), 0);
  estimate = STINT_DRAFT_CHIP (ui_find_widget (part (self, "review"), STINT_TYPE_DRAFT_CHIP, 0));
  g_assert_false (stint_draft_chip_enter (estimate, "soon"));
  g_assert_true (stint_draft_chip_enter (estimate, "1h30"));
  g_assert_true (g_variant_lookup (stint_draft_task_get_members (task), STINT_TASK_ESTIMATE, "x", &minutes));
  g_assert_cmpint (minutes, ==, 90);
  g_assert_true (stint_draft_chip_enter (estimate, ""));
  g_assert_false (g_variant_lookup (stint_draft_task_get_members (task), STINT_TASK_ESTIMATE, "x", &minutes));
}

/* ---- From the server ---- */

static void
test_what_will_be_sent_is_shown_and_sent (AssistFixture *self,
                                          gconstpointer  data)
{
  g_autofree char *shown = NULL;
  GtkTextIter start, end;
  GtkTextBuffer *buffer;
  const StintApiRequest *request;

  present (self, TRUE);
  write_text (self, "Plan “the” <party>\n\"now\"");
  press (self, "ask");
  wait_for_page (self, "consent");
  g_assert_cmpuint (self->transport->n_sent, ==, 0);
  buffer = gtk_text_view_get_buffer (part (self, "payload"));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  press (self, "send");
  fake_transport_wait (self->transport);
  request = g_task_get_task_data (self->transport->sent->pdata[0]);
  g_assert_cmpstr (request->body, ==, shown);
  fake_transport_answer (self->transport, 200, ANSWER);
  wait_for_page (self, "review");
}

static void
test_do_not_send_sends_nothing (AssistFixture *self,
                                gconstpointer  data)
{
  present (self, TRUE);
  write_text (self, "Plan the party");
  press (self, "ask");
  wait_for_page (self, "consent");
  press (self, "back");
  wait_for_page (self, "write");
  g_assert_cmpuint (self->transport->n_sent, ==, 0);
  g_assert_false (stint_assistant_get_consent (self->assistant, STINT_ASSIST_CAPTURE));
}

static void
test_consent_is_asked_for_once (AssistFixture *self,
                                gconstpointer  data)
{
  present (self, TRUE);
  answer (self);
  press (self, "back");
  press (self, "ask");
  wait_for_page (self, "wait");
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 200, ANSWER);
  wait_for_page (self, "review");
}

static void
test_it_says_where_it_is_from (AssistFixture *self,
                               gconstpointer  data)
{
  GtkWidget *source;

  present (self, TRUE);
  answer (self);
  source = ui_find_widget (part (self, "review"), GTK_TYPE_LABEL, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (source)), ==, "From the assistant of " SERVER);
}

static void
test_markup_is_shown_as_it_is (AssistFixture *self,
                               gconstpointer  data)
{
  GtkWidget *row, *why;

  present (self, TRUE);
  answer (self);
  row = ui_find_widget (part (self, "review"), STINT_TYPE_DRAFT_ROW, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (ui_find_widget (row, GTK_TYPE_ENTRY, 0))), ==, "<b>Book</b> the room &amp;");
  why = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (why)), ==, "It <i>must</i> be there");
}

static void
test_the_calls_left_are_told (AssistFixture *self,
                              gconstpointer  data)
{
  present (self, TRUE);
  ui_run_a_moment ();
  g_assert_nonnull (strstr (gtk_label_get_label (part (self, "source")), "18 calls are left today."));
}

static void
test_waiting_can_be_cancelled (AssistFixture *self,
                               gconstpointer  data)
{
  present (self, TRUE);
  ask (self);
  press (self, "cancel");
  wait_for_page (self, "write");
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (self->transport->sent->pdata[0])));
  fake_transport_answer (self->transport, 200, ANSWER);
  ui_run_a_moment ();
  g_assert_cmpstr (stint_assist_window_get_page (self->window), ==, "write");
  g_assert_false (gtk_widget_get_visible (part (self, "problem")));
}

static void
test_consent_withdrawn_while_it_runs (AssistFixture *self,
                                      gconstpointer  data)
{
  present (self, TRUE);
  ask (self);
  /* As the preferences do. */
  g_settings_reset (self->parent.settings, "assistant-consent");
  fake_transport_answer (self->transport, 200, ANSWER);
  wait_for_page (self, "write");
  g_assert_nonnull (strstr (gtk_label_get_label (part (self, "problem")), "no answer was taken"));
}

static void
test_an_error_is_a_sentence_and_the_words_stay (AssistFixture *self,
                                                gconstpointer  data)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  present (self, TRUE);
  ask (self);
  fake_transport_answer (self->transport, 503, "");
  wait_for_page (self, "write");
  g_assert_true (gtk_widget_get_visible (part (self, "problem")));
  buffer = gtk_text_view_get_buffer (part (self, "text"));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, "Plan the party");
}

static void
test_none_cannot_be_added (AssistFixture *self,
                           gconstpointer  data)
{
  GtkWidget *add;

  present (self, TRUE);
  answer (self);
  add = gtk_widget_get_last_child (gtk_widget_get_last_child (part (self, "review")));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (add)), ==, "Add 2 Tasks");
  stint_draft_keep_all (get_draft (self), FALSE);
  g_assert_false (gtk_widget_get_sensitive (add));
}

static void
test_it_is_finalized (AssistFixture *self,
                      gconstpointer  data)
{
  gpointer weak;

  present (self, TRUE);
  answer (self);
  weak = self->window;
  g_object_add_weak_pointer (G_OBJECT (self->window), &weak);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->parent.window)));
  ui_run_a_moment ();
  g_assert_null (weak);
}

#define ADD(path, function) g_test_add ("/ui/assist/" path, AssistFixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("off-nothing-of-it-is-there", test_off_nothing_of_it_is_there);
  ADD ("on-it-is-there", test_on_it_is_there);
  ADD ("lines-are-read-here", test_lines_are_read_here);
  ADD ("nothing-is-said", test_nothing_is_said);
  ADD ("what-is-kept-is-added", test_what_is_kept_is_added);
  ADD ("a-title-can-be-changed", test_a_title_can_be_changed);
  ADD ("a-chip-can-be-changed", test_a_chip_can_be_changed);
  ADD ("what-will-be-sent-is-shown-and-sent", test_what_will_be_sent_is_shown_and_sent);
  ADD ("do-not-send-sends-nothing", test_do_not_send_sends_nothing);
  ADD ("consent-is-asked-for-once", test_consent_is_asked_for_once);
  ADD ("it-says-where-it-is-from", test_it_says_where_it_is_from);
  ADD ("markup-is-shown-as-it-is", test_markup_is_shown_as_it_is);
  ADD ("the-calls-left-are-told", test_the_calls_left_are_told);
  ADD ("waiting-can-be-cancelled", test_waiting_can_be_cancelled);
  ADD ("consent-withdrawn-while-it-runs", test_consent_withdrawn_while_it_runs);
  ADD ("an-error-is-a-sentence-and-the-words-stay", test_an_error_is_a_sentence_and_the_words_stay);
  ADD ("none-cannot-be-added", test_none_cannot_be_added);
  ADD ("it-is-finalized", test_it_is_finalized);
  return g_test_run ();
}
