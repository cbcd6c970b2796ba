/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/http-peer.h"

#include "service/aws/stint-bedrock.h"
#include "service/aws/stint-converse.h"
#include "service/aws/stint-dynamodb-allowance.h"
#include "service/stint-problem.h"

#include <string.h>

#define MODEL "anthropic.claude-3-haiku-20240307-v1:0"
#define SPOKEN "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":\"u\",\"name\":\"propose\"," \
  "\"input\":{\"tasks\":[]}}}]}},\"stopReason\":\"tool_use\",\"usage\":{\"inputTokens\":7,\"outputTokens\":3}}"
#define COUNTED "{\"Attributes\":{\"n\":{\"N\":\"3\"}}}"
#define FULL "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\"}"

/* A Bedrock and a DynamoDB that say what a test wants them to say. */
typedef struct
{
  HttpPeer       *peer;
  StintModel     *model;
  StintAllowance *allowance;
  StintMetrics    metrics;
  StintCall       call;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  StintCredentials credentials = { (char *) "AKIDEXAMPLE", (char *) "secret", (char *) "token" };
  StintAwsClient *client;
  g_autofree char *host = NULL;
  g_autofree char *url = NULL;

  self->peer = http_peer_new ();
  host = http_peer_dup_host (self->peer);
  url = g_strconcat ("http://", host, NULL);
  self->model = stint_bedrock_new (stint_aws_endpoint_new ("bedrock", "bedrock-runtime", "eu-central-1", url, NULL, &credentials), MODEL);
  stint_bedrock_set_pause (STINT_BEDROCK (self->model), 0);
  client = stint_aws_client_new ("dynamodb", "eu-central-1", url, NULL, &credentials);
  stint_aws_client_set_patience (client, 100, 0);
  self->allowance = stint_dynamodb_allowance_new (client, "stint");
  self->call = (StintCall) { .user = "eva", .now_ms = G_GINT64_CONSTANT (1795000000000), .metrics = &self->metrics };
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_assert_finalize_object (self->model);
  g_assert_finalize_object (self->allowance);
  http_peer_free (self->peer);
}

/* @code: of %STINT_PROBLEM; -1: there is an answer */
static void
assert_asked (Fixture *self,
              gint64   patience_ms,
              int      code,
              gboolean spent)
{
  StintModelQuestion question = {
    .system = "Be good.", .tool = "{\"name\":\"propose\"}", .text = "a \"b\"", .max_tokens = 10,
    .until_us = g_get_monotonic_time () + patience_ms * 1000,
  };
  g_autoptr (GError) error = NULL;
  gboolean was_spent = TRUE;
  g_autoptr (StintModelAnswer) answer = stint_model_ask (self->model, &self->call, &question, &was_spent, &error);

  if (code == -1)
    {
      g_assert_no_error (error);
      g_assert_cmpint (answer->stop, ==, STINT_STOP_TOOL);
      g_assert_cmpint (answer->n_tokens_in + answer->n_tokens_out, ==, 10);
    }
  else
    {
      g_assert_error (error, STINT_PROBLEM, code);
      g_assert_null (answer);
      g_assert_cmpint (was_spent, ==, spent);
    }
}

static void
fail_with (Fixture    *self,
           int         status,
           const char *name)
{
  g_autofree char *header = g_strdup_printf ("x-amzn-ErrorType: %s:http://internal.amazon.com/coral/\r\n", name);

  http_peer_add (self->peer, status, header, "{\"message\":\"about eva\"}");
}

static void
test_request_is_converse_s_and_signed (Fixture      *self,
                                       gconstpointer data)
{
  const char *request;

  http_peer_add (self->peer, 200, "", SPOKEN);
  assert_asked (self, 20000, -1, TRUE);
  request = http_peer_get_request (self->peer, 0);
  g_assert_true (g_str_has_prefix (request, "POST /model/anthropic.claude-3-haiku-20240307-v1%3A0/converse HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "/eu-central-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "));
  g_assert_true (g_str_has_suffix (request,
                                   "{\"system\":[{\"text\":\"Be good.\"}],\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a \\\"b\\\"\"}]}],"
                                   "\"inferenceConfig\":{\"maxTokens\":10,\"temperature\":0.0},"
                                   "\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"propose\"}}],"
                                   "\"toolChoice\":{\"tool\":{\"name\":\"propose\"}}}}"));
}

static void
test_inference_profile_s_arn_is_one_part_of_the_path (void)
{
  g_autofree char *path = stint_converse_to_path ("arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0");

  g_assert_cmpstr (path, ==,
                   "/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-lite-v1%3A0/converse");
}

static const struct
{
  int         status;
  const char *name;
  gboolean    passes;
  gboolean    spent;
} faults[] = {
  { 400, "ValidationException", FALSE, FALSE },
  { 403, "AccessDeniedException", FALSE, FALSE },
  { 404, "ResourceNotFoundException", FALSE, FALSE },
  { 400, "ANewException", FALSE, FALSE },
  { 408, "ModelTimeoutException", TRUE, TRUE },
  { 424, "ModelErrorException", TRUE, TRUE },
  { 429, "ThrottlingException", TRUE, FALSE },
  { 429, "ModelNotReadyException", TRUE, FALSE },
  { 500, "InternalServerException", TRUE, FALSE },
  { 503, "ServiceUnavailableException", TRUE, FALSE },
  { 502, "ANewException", TRUE, FALSE },
};

static void
test_fault_that_lasts (Fixture      *self,
                       gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (int n = 0; n < 4; n++)
    fail_with (self, faults[i].status, faults[i].name);
  assert_asked (self, 20000, faults[i].passes ? STINT_PROBLEM_UNAVAILABLE : STINT_PROBLEM_INTERNAL, faults[i].spent);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, faults[i].passes ? 3 : 1);
  g_assert_cmpint (self->metrics.counts[STINT_METRIC_BEDROCK_FAULT], ==, faults[i].passes ? 3 : 1);
}

static void
test_fault_that_passes (Fixture      *self,
                        gconstpointer data)
{
  fail_with (self, 429, "ThrottlingException");
  fail_with (self, 503, "ServiceUnavailableException");
  http_peer_add (self->peer, 200, "", SPOKEN);
  assert_asked (self, 20000, -1, TRUE);
}

static void
test_fault_may_be_named_in_the_body (Fixture      *self,
                                     gconstpointer data)
{
  http_peer_add (self->peer, 400, "", "{\"__type\":\"com.amazon.coral.service#ThrottlingException\",\"message\":\"slow\"}");
  http_peer_add (self->peer, 200, "", SPOKEN);
  assert_asked (self, 20000, -1, TRUE);
}

static void
test_nothing_is_tried_when_no_time_is_left (Fixture      *self,
                                            gconstpointer data)
{
  assert_asked (self, 500, STINT_PROBLEM_UNAVAILABLE, FALSE);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, 0);
}

static void
test_silence_ends_with_the_time_and_may_have_cost (Fixture      *self,
                                                   gconstpointer data)
{
  http_peer_add_silence (self->peer);
  assert_asked (self, 2100, STINT_PROBLEM_UNAVAILABLE, TRUE);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, 1);
}

static void
test_answer_that_is_cut_off_is_tried_again (Fixture      *self,
                                            gconstpointer data)
{
  http_peer_add_raw (self->peer, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 500\r\n\r\n{\"output\"");
  http_peer_add (self->peer, 200, "", SPOKEN);
  assert_asked (self, 20000, -1, TRUE);
}

static StintClaim
make_claim (void)
{
  return (StintClaim) { .day = 20775, .max_calls = 5, .max_tokens = 1000, .n_tokens = 300 };
}

static void
test_call_and_tokens_are_counted_under_conditions (Fixture      *self,
                                                   gconstpointer data)
{
  StintClaim claim = make_claim ();
  g_autoptr (GError) error = NULL;
  gint64 used = 0;

  http_peer_add (self->peer, 200, "", COUNTED);
  http_peer_add (self->peer, 200, "", "{\"Attributes\":{\"n\":{\"N\":\"900\"}}}");
  stint_allowance_take (self->allowance, &self->call, &claim, &used, &error);
  g_assert_no_error (error);
  g_assert_cmpint (used, ==, 3);
  g_assert_nonnull (strstr (http_peer_get_request (self->peer, 0), "\"pk\":{\"S\":\"Q#eva\"},\"sk\":{\"S\":\"D#2026-11-18\"}"));
  g_assert_nonnull (strstr (http_peer_get_request (self->peer, 0), "\":bound\":{\"N\":\"5\"}"));
  g_assert_nonnull (strstr (http_peer_get_request (self->peer, 1), "\"pk\":{\"S\":\"Q#ALL\"},\"sk\":{\"S\":\"T#2026-11-18\"}"));
  g_assert_nonnull (strstr (http_peer_get_request (self->peer, 1), "\":bound\":{\"N\":\"700\"}"));
}

static void
test_budget_that_is_used_up_gives_the_call_back (Fixture      *self,
                                                 gconstpointer data)
{
  StintClaim claim = make_claim ();
  g_autoptr (GError) error = NULL;
  gint64 used = 0;

  http_peer_add (self->peer, 200, "", COUNTED);
  http_peer_add (self->peer, 400, "", FULL);
  http_peer_add (self->peer, 200, "", COUNTED);
  g_assert_false (stint_allowance_take (self->allowance, &self->call, &claim, &used, &error));
  g_assert_error (error, STINT_PROBLEM, STINT_PROBLEM_QUOTA);
  g_assert_nonnull (strstr (http_peer_get_request (self->peer, 2), "\":amount\":{\"N\":\"-1\"}"));
  g_assert_true (self->metrics.is_set[STINT_METRIC_BUDGET_DENIED]);
}

static void
test_quota_that_is_used_up_counts_no_tokens (Fixture      *self,
                                             gconstpointer data)
{
  StintClaim claim = make_claim ();
  g_autoptr (GError) error = NULL;
  gint64 used = 0;

  http_peer_add (self->peer, 400, "", FULL);
  g_assert_false (stint_allowance_take (self->allowance, &self->call, &claim, &used, &error));
  g_assert_error (error, STINT_PROBLEM, STINT_PROBLEM_QUOTA);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, 1);
}

static void
test_database_that_fails_is_a_fault_and_no_call (Fixture      *self,
                                                 gconstpointer data)
{
  StintClaim claim = make_claim ();
  g_autoptr (GError) error = NULL;
  gint64 used = 0;

  http_peer_add (self->peer, 400, "", "{\"__type\":\"x#AccessDeniedException\"}");
  g_assert_false (stint_allowance_take (self->allowance, &self->call, &claim, &used, &error));
  g_assert_error (error, STINT_PROBLEM, STINT_PROBLEM_INTERNAL);
  g_assert_true (self->metrics.is_set[STINT_METRIC_DDB_FAULT]);
}

#define ADD(name) g_test_add ("/service/bedrock/" #name, Fixture, NULL, set_up, test_ ## name, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (request_is_converse_s_and_signed);
  g_test_add_func ("/service/bedrock/inference_profile_s_arn_is_one_part_of_the_path", test_inference_profile_s_arn_is_one_part_of_the_path);
  ADD (fault_that_passes);
  ADD (fault_may_be_named_in_the_body);
  ADD (nothing_is_tried_when_no_time_is_left);
  ADD (silence_ends_with_the_time_and_may_have_cost);
  ADD (answer_that_is_cut_off_is_tried_again);
  ADD (call_and_tokens_are_counted_under_conditions);
  ADD (budget_that_is_used_up_gives_the_call_back);
  ADD (quota_that_is_used_up_counts_no_tokens);
  ADD (database_that_fails_is_a_fault_and_no_call);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/service/bedrock/fault_that_lasts/%d-%s", faults[i].status, faults[i].name);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_fault_that_lasts, tear_down);
    }
  return g_test_run ();
}
