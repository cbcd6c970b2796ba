/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud/stint-cloud-error.h"
#include "core/stint-task.h"
#include "tests/workspace/assist-fixture.h"
#include "wire/stint-json.h"

#include <string.h>

/* The call fails with that code, in a sentence that has @words in it. */
static void
assert_fails (Assist          *self,
              StintAssistError code,
              const char      *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintDraft) draft = assist_finish (self, &error);

  g_assert_null (draft);
  g_assert_error (error, STINT_ASSIST_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
assert_refused (Assist     *self,
                const char *body,
                const char *code)
{
  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_answer (self->transport, 200, body);
  assert_fails (self, STINT_ASSIST_ERROR_ANSWER, code);
}

/* ---- What is sent ---- */

static void
test_what_is_shown_is_what_is_sent (Assist       *self,
                                    gconstpointer data)
{
  g_autoptr (StintAssistQuestion) question = assist_prepare (self, STINT_ASSIST_CAPTURE, "Plan “the” <party>\n\"quoted\" \\ 🎉", NULL);
  g_autofree char *shown = g_strdup (stint_assist_question_get_payload (question));
  g_autoptr (StintDraft) draft = NULL;
  const StintApiRequest *request;

  stint_assistant_set_consent (self->assistant, STINT_ASSIST_CAPTURE, TRUE);
  self->is_done = FALSE;
  stint_assistant_ask_async (self->assistant, question, NULL, assist_done_cb, self);
  g_assert_cmpstr (fake_transport_wait (self->transport), ==, "/assist");
  request = g_task_get_task_data (self->transport->sent->pdata[0]);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->body, ==, shown);
  g_assert_null (request->key);
  fake_transport_answer (self->transport, 200, ONE);
  draft = assist_finish (self, NULL);
  g_assert_nonnull (draft);
}

static void
test_no_id_is_sent (Assist       *self,
                    gconstpointer data)
{
  g_autofree char *project = NULL;
  g_autofree char *task = NULL;
  g_autoptr (StintAssistQuestion) question = NULL;
  const char *payload;
  GVariantDict members;

  stint_change_unref (apply_now (self->parent.workspace, stint_command_add_project (self->parent.workspace, "Work", NULL, &project)));
  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_TASK_PROJECT, "s", project);
  stint_change_unref (apply_now (self->parent.workspace, stint_command_add_task (self->parent.workspace, "Report",
                                                                                 g_variant_dict_end (&members), &task)));
  question = assist_prepare (self, STINT_ASSIST_BREAK_DOWN, "", task);
  payload = stint_assist_question_get_payload (question);
  g_assert_null (strstr (payload, project));
  g_assert_null (strstr (payload, task));
  g_assert_nonnull (strstr (payload, "\"project\": \"Work\""));
}

static void
test_the_question_says_when_and_where (Assist       *self,
                                       gconstpointer data)
{
  g_autoptr (StintAssistQuestion) question = assist_prepare (self, STINT_ASSIST_RULES, "Gym three times", NULL);
  g_autoptr (GVariant) object = stint_json_parse (stint_assist_question_get_payload (question), -1, NULL);
  const char *kind, *now, *zone;

  g_assert_true (g_variant_lookup (object, "kind", "&s", &kind) && g_variant_lookup (object, "now", "&s", &now) &&
                 g_variant_lookup (object, "zone", "&s", &zone));
  g_assert_cmpstr (kind, ==, "rules");
  g_assert_cmpstr (now, ==, "2026-11-24T09:12");
  g_assert_cmpstr (zone, ==, FIXTURE_ZONE);
}

static void
test_nothing_is_no_question (Assist       *self,
                             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintAssistQuestion) question = assist_try_prepare (self, STINT_ASSIST_CAPTURE, " \n\t ", NULL, &error);

  g_assert_null (question);
  g_assert_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_EMPTY);
}

static void
test_more_than_16_kb_is_not_sent (Assist       *self,
                                  gconstpointer data)
{
  g_autofree char *most = g_strnfill (STINT_ASSIST_QUESTION_MAX_BYTES, 'x');
  g_autofree char *more = g_strnfill (STINT_ASSIST_QUESTION_MAX_BYTES + 1, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (StintAssistQuestion) fits = assist_try_prepare (self, STINT_ASSIST_CAPTURE, most, NULL, NULL);
  g_autoptr (StintAssistQuestion) none = assist_try_prepare (self, STINT_ASSIST_CAPTURE, more, NULL, &error);

  g_assert_nonnull (fits);
  g_assert_null (none);
  g_assert_error (error, STINT_ASSIST_ERROR, STINT_ASSIST_ERROR_TOO_LONG);
}

/* ---- Consent ---- */

static void
test_nothing_is_sent_without_consent (Assist       *self,
                                      gconstpointer data)
{
  g_autoptr (StintAssistQuestion) question = assist_prepare (self, STINT_ASSIST_CAPTURE, "Plan the party", NULL);

  self->is_done = FALSE;
  stint_assistant_ask_async (self->assistant, question, NULL, assist_done_cb, self);
  assert_fails (self, STINT_ASSIST_ERROR_NO_CONSENT, "nothing was");
  g_assert_cmpuint (self->transport->n_sent, ==, 0);
}

static void
test_consent_is_of_one_kind (Assist       *self,
                             gconstpointer data)
{
  stint_assistant_set_consent (self->assistant, STINT_ASSIST_CAPTURE, TRUE);
  g_assert_true (stint_assistant_get_consent (self->assistant, STINT_ASSIST_CAPTURE));
  g_assert_false (stint_assistant_get_consent (self->assistant, STINT_ASSIST_RULES));
}

static void
test_consent_is_of_one_server (Assist       *self,
                               gconstpointer data)
{
  stint_assistant_set_consent (self->assistant, STINT_ASSIST_CAPTURE, TRUE);
  stint_assistant_set_cloud (self->assistant, STINT_TRANSPORT (self->transport), "other.example.com");
  g_assert_false (stint_assistant_get_consent (self->assistant, STINT_ASSIST_CAPTURE));
}

static void
test_consent_withdrawn_while_it_runs_drops_the_answer (Assist       *self,
                                                       gconstpointer data)
{
  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_wait (self->transport);
  stint_assistant_set_consent (self->assistant, STINT_ASSIST_CAPTURE, FALSE);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (self->transport->sent->pdata[0])));
  fake_transport_answer (self->transport, 200, ONE);
  assert_fails (self, STINT_ASSIST_ERROR_NO_CONSENT, "no answer was taken");
}

static void
test_signing_out_while_it_runs_drops_the_answer (Assist       *self,
                                                 gconstpointer data)
{
  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_wait (self->transport);
  stint_assistant_set_cloud (self->assistant, NULL, NULL);
  fake_transport_answer (self->transport, 200, ONE);
  assert_fails (self, STINT_ASSIST_ERROR_NO_CONSENT, "no answer was taken");
}

static void
test_the_consent_of_another_kind_does_not_matter (Assist       *self,
                                                  gconstpointer data)
{
  g_autoptr (StintDraft) draft = NULL;

  stint_assistant_set_consent (self->assistant, STINT_ASSIST_RULES, TRUE);
  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_wait (self->transport);
  stint_assistant_set_consent (self->assistant, STINT_ASSIST_RULES, FALSE);
  fake_transport_answer (self->transport, 200, ONE);
  draft = assist_finish (self, NULL);
  g_assert_nonnull (draft);
}

static void
test_a_call_can_be_cancelled (Assist       *self,
                              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_wait (self->transport);
  g_cancellable_cancel (self->cancellable);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (self->transport->sent->pdata[0])));
  fake_transport_answer (self->transport, 200, ONE);
  g_assert_null (assist_finish (self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- What goes wrong ---- */

typedef struct
{
  const char      *name;
  guint            status;
  const char      *body;
  StintAssistError code;
  const char      *words;
} Status;

static const Status statuses[] = {
  { "400", 400, "{\"type\":\"urn:stint:problem:invalid-request\"}", STINT_ASSIST_ERROR_REFUSED, "status 400" },
  { "401", 401, "", STINT_ASSIST_ERROR_SIGNED_OUT, "Sign in again" },
  { "403", 403, "<html>", STINT_ASSIST_ERROR_REFUSED, "may not use" },
  { "404", 404, "{}", STINT_ASSIST_ERROR_REFUSED, "no assistant" },
  { "413", 413, "", STINT_ASSIST_ERROR_TOO_LONG, "take a part" },
  { "422", 422, "{\"type\":\"urn:stint:problem:rejected\",\"codes\":[\"cycle\",\"date\",\"cycle\"]}", STINT_ASSIST_ERROR_REJECTED, "(cycle, date)" },
  { "422-without-codes", 422, "nothing", STINT_ASSIST_ERROR_REJECTED, "server’s check" },
  { "429-throttled", 429, "{\"type\":\"urn:stint:problem:throttled\"}", STINT_ASSIST_ERROR_BUSY, "in a minute" },
  { "429-quota", 429, "{\"type\":\"urn:stint:problem:quota-exceeded\"}", STINT_ASSIST_ERROR_QUOTA, "tomorrow" },
  { "500", 500, "", STINT_ASSIST_ERROR_SERVER, "server failed" },
  { "501", 501, "", STINT_ASSIST_ERROR_REFUSED, "no assistant" },
  { "502", 502, "<html>", STINT_ASSIST_ERROR_SERVER, "server failed" },
  { "503", 503, "", STINT_ASSIST_ERROR_BUSY, "in a minute" },
  { "504", 504, "", STINT_ASSIST_ERROR_BUSY, "in a minute" },
  { "204", 204, "", STINT_ASSIST_ERROR_REFUSED, "status 204" },
};

static void
test_status (Assist       *self,
             gconstpointer data)
{
  const Status *status = data;

  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_answer (self->transport, status->status, status->body);
  assert_fails (self, status->code, status->words);
  /* It is a person who asks again. */
  g_assert_cmpuint (self->transport->n_sent, ==, 1);
}

static void
test_offline (Assist       *self,
              gconstpointer data)
{
  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_fail (self->transport, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE);
  assert_fails (self, STINT_ASSIST_ERROR_OFFLINE, "when you are online");
  g_assert_cmpuint (self->transport->n_sent, ==, 1);
}

static void
test_a_session_that_has_ended (Assist       *self,
                               gconstpointer data)
{
  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_fail (self->transport, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN);
  assert_fails (self, STINT_ASSIST_ERROR_SIGNED_OUT, "Sign in again");
}

static void
test_nobody_is_signed_in (Assist       *self,
                          gconstpointer data)
{
  g_autoptr (StintAssistQuestion) question = assist_prepare (self, STINT_ASSIST_CAPTURE, "Plan the party", NULL);

  stint_assistant_set_cloud (self->assistant, NULL, NULL);
  self->is_done = FALSE;
  stint_assistant_ask_async (self->assistant, question, NULL, assist_done_cb, self);
  assert_fails (self, STINT_ASSIST_ERROR_SIGNED_OUT, "Nobody is signed in");
}

typedef struct
{
  const char *name;
  const char *body;
  const char *words;
} Bad;

#define TASK(more) ANSWER ("{\"ref\":\"a\",\"title\":\"Book\"" more "}")

static const Bad bad[] = {
  { "empty", "", "not an answer" },
  { "cut", "{\"tasks\":[{\"ref\":\"a\",\"ti", "not an answer" },
  { "not-json", "<html><b>Sign in to the network</b></html>", "not an answer" },
  { "a-list", "[]", "not an answer" },
  { "a-doubled-name", "{\"tasks\":[],\"tasks\":[]}", "not an answer" },
  { "tasks-are-no-list", "{\"tasks\":7}", "shape" },
  { "an-extra-key", TASK (",\"run\":\"rm\""), "extra-key" },
  { "no-title", ANSWER ("{\"ref\":\"a\"}"), "missing" },
  { "a-title-that-is-a-number", ANSWER ("{\"ref\":\"a\",\"title\":7}"), "type" },
  { "control-characters", ANSWER ("{\"ref\":\"a\",\"title\":\"a\\u0007b\"}"), "text" },
  { "negative-minutes", TASK (",\"estimate_min\":-30"), "minutes" },
  { "a-date-that-does-not-exist", TASK (",\"deadline\":\"2026-02-30\""), "date" },
  { "an-unknown-ref", TASK (",\"after\":[\"z\"]"), "unknown-ref" },
  { "itself", TASK (",\"after\":[\"a\"]"), "cycle" },
  { "a-cycle", ANSWER ("{\"ref\":\"a\",\"title\":\"A\",\"after\":[\"b\"]},{\"ref\":\"b\",\"title\":\"B\",\"after\":[\"a\"]}"), "cycle" },
  { "an-unknown-project", TASK (",\"project\":\"Nowhere\""), "unknown-project" },
  { "an-unknown-tag", TASK (",\"tags\":[\"nothing\"]"), "unknown-tag" },
};

static void
test_bad_answer (Assist       *self,
                 gconstpointer data)
{
  const Bad *answered = data;

  assert_refused (self, answered->body, answered->words);
}

static void
test_ten_thousand_tasks_are_refused (Assist       *self,
                                     gconstpointer data)
{
  g_autoptr (GString) body = g_string_new ("{\"tasks\":[");

  for (int i = 0; i < 10000; i++)
    g_string_append_printf (body, "%s{\"ref\":\"t%d\",\"title\":\"T\"}", i > 0 ? "," : "", i);
  g_string_append (body, "]}");
  /* Too long to be read at all. */
  assert_refused (self, body->str, "not an answer");
}

static void
test_too_many_tasks_are_refused (Assist       *self,
                                 gconstpointer data)
{
  g_autoptr (GString) body = g_string_new ("{\"tasks\":[");

  for (int i = 0; i <= STINT_PROPOSAL_MAX_TASKS; i++)
    g_string_append_printf (body, "%s{\"ref\":\"t%d\",\"title\":\"T\"}", i > 0 ? "," : "", i);
  g_string_append (body, "]}");
  assert_refused (self, body->str, "too-many");
}

static void
test_nothing_proposed_is_said (Assist       *self,
                               gconstpointer data)
{
  assist_ask (self, STINT_ASSIST_CAPTURE, "Plan the party");
  fake_transport_answer (self->transport, 200, ANSWER (""));
  assert_fails (self, STINT_ASSIST_ERROR_EMPTY, "found nothing");
}

#define ADD(path, function) g_test_add ("/workspace/assist/" path, Assist, NULL, assist_set_up, function, assist_tear_down)

static void
add_tables (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strconcat ("/workspace/assist/status/", statuses[i].name, NULL);

      g_test_add (path, Assist, &statuses[i], assist_set_up, test_status, assist_tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/workspace/assist/bad-answer/", bad[i].name, NULL);

      g_test_add (path, Assist, &bad[i], assist_set_up, test_bad_answer, assist_tear_down);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_tables ();
  ADD ("what-is-shown-is-what-is-sent", test_what_is_shown_is_what_is_sent);
  ADD ("no-id-is-sent", test_no_id_is_sent);
  ADD ("the-question-says-when-and-where", test_the_question_says_when_and_where);
  ADD ("nothing-is-no-question", test_nothing_is_no_question);
  ADD ("more-than-16-kb-is-not-sent", test_more_than_16_kb_is_not_sent);
  ADD ("nothing-is-sent-without-consent", test_nothing_is_sent_without_consent);
  ADD ("consent-is-of-one-kind", test_consent_is_of_one_kind);
  ADD ("consent-is-of-one-server", test_consent_is_of_one_server);
  ADD ("consent-withdrawn-while-it-runs-drops-the-answer", test_consent_withdrawn_while_it_runs_drops_the_answer);
  ADD ("signing-out-while-it-runs-drops-the-answer", test_signing_out_while_it_runs_drops_the_answer);
  ADD ("the-consent-of-another-kind-does-not-matter", test_the_consent_of_another_kind_does_not_matter);
  ADD ("a-call-can-be-cancelled", test_a_call_can_be_cancelled);
  ADD ("offline", test_offline);
  ADD ("a-session-that-has-ended", test_a_session_that_has_ended);
  ADD ("nobody-is-signed-in", test_nobody_is_signed_in);
  ADD ("ten-thousand-tasks-are-refused", test_ten_thousand_tasks_are_refused);
  ADD ("too-many-tasks-are-refused", test_too_many_tasks_are_refused);
  ADD ("nothing-proposed-is-said", test_nothing_proposed_is_said);
  return g_test_run ();
}
