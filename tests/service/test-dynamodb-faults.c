/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/http-peer.h"

#include "service/aws/stint-dynamodb-repository.h"
#include "service/stint-problem.h"

#include <string.h>

#define NOW_MS G_GINT64_CONSTANT (1795000000000)
#define ID "01990a70-0000-7000-8000-000000000001"
#define TYPE "{\"__type\":\"com.amazonaws.dynamodb.v20120810#"
#define NONE "{\"Code\":\"None\"}"
#define FAILED "{\"Code\":\"ConditionalCheckFailed\"}"
#define COLLIDED "{\"Code\":\"TransactionConflict\"}"
#define CANCELLED(reasons) TYPE "TransactionCanceledException\",\"Message\":\"of eva\",\"CancellationReasons\":[" reasons "]}"
#define HEAD "{\"Item\":{\"pk\":{\"S\":\"U#eva\"},\"sk\":{\"S\":\"META\"},\"tag\":{\"S\":\"4.0123456789abcdef\"},\"cnt\":{\"N\":\"1\"}}}"

/* A repository whose DynamoDB says what a test wants it to say. */
typedef struct
{
  HttpPeer        *peer;
  StintRepository *repository;
  StintMetrics     metrics;
  StintCall        call;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  StintCredentials credentials = {
    .access_key = (char *) "AKIDEXAMPLE", .secret_key = (char *) "secret", .session_token = (char *) "token",
  };
  StintAwsClient *client;
  g_autofree char *host = NULL;
  g_autofree char *endpoint = NULL;

  self->peer = http_peer_new ();
  host = http_peer_dup_host (self->peer);
  endpoint = g_strconcat ("http://", host, NULL);
  client = stint_aws_client_new ("dynamodb", "eu-central-1", endpoint, NULL, &credentials);
  stint_aws_client_set_patience (client, 100, 0);
  self->repository = stint_dynamodb_repository_new (client, "stint");
  self->call = (StintCall) { .user = "eva", .now_ms = NOW_MS, .metrics = &self->metrics };
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_assert_finalize_object (self->repository);
  http_peer_free (self->peer);
}

static StintPush *
make_push (void)
{
  g_autoptr (GBytes) body = g_bytes_new ("x", 1);
  StintPush *push = stint_push_new ("POST", "/changes", ID, body);
  StintOp *op = stint_push_add_op (push, STINT_KIND_TASK, ID);

  push->device = g_strdup ("laptop");
  op->record.data = g_strdup ("{\"title\":\"x\"}");
  op->record.edits = g_strdup ("{\"laptop\":1}");
  op->record.at = g_strdup ("{}");
  return push;
}

static void
assert_push (Fixture *self,
             int      code)
{
  g_autoptr (StintPush) push = make_push ();
  g_autoptr (GError) error = NULL;
  gboolean replayed;
  StintTag tag;

  if (stint_repository_push (self->repository, &self->call, push, &tag, &replayed, &error))
    {
      g_assert_cmpint (code, ==, -1);
      g_assert_cmpint (tag.n, ==, 5);
      return;
    }
  g_assert_error (error, STINT_PROBLEM, code);
}

static void
assert_head_fails (Fixture *self,
                   int      code)
{
  g_autoptr (GError) error = NULL;
  StintHead head;

  g_assert_false (stint_repository_read_head (self->repository, &self->call, &head, &error));
  g_assert_error (error, STINT_PROBLEM, code);
}

static void
assert_head_is_read (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  StintHead head;

  stint_repository_read_head (self->repository, &self->call, &head, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (head.tag.text, ==, "4.0123456789abcdef");
}

static void
test_request_is_signed (Fixture      *self,
                        gconstpointer data)
{
  const char *request;

  http_peer_add (self->peer, 200, "", HEAD);
  assert_head_is_read (self);
  request = http_peer_get_request (self->peer, 0);
  g_assert_nonnull (strstr (request, "authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
  g_assert_nonnull (strstr (request, "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature="));
  g_assert_nonnull (strstr (request, "x-amz-security-token: token\r\n"));
  g_assert_nonnull (strstr (request, "x-amz-target: DynamoDB_20120810.GetItem\r\n"));
  g_assert_nonnull (strstr (request, "\r\n\r\n{\"TableName\":\"stint\",\"ConsistentRead\":true,\"Key\":{\"pk\":{\"S\":\"U#eva\"},\"sk\":{\"S\":\"META\"}}}"));
}

static void
test_throttled_call_is_made_again (Fixture      *self,
                                   gconstpointer data)
{
  http_peer_add (self->peer, 400, "", TYPE "ThrottlingException\"}");
  http_peer_add (self->peer, 400, "", TYPE "ProvisionedThroughputExceededException\"}");
  http_peer_add (self->peer, 200, "", HEAD);
  assert_head_is_read (self);
}

static void
test_cut_answer_is_asked_for_again (Fixture      *self,
                                    gconstpointer data)
{
  http_peer_add_raw (self->peer, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 500\r\n\r\n{\"Item\":");
  http_peer_add (self->peer, 200, "", "{\"Item\":");
  http_peer_add (self->peer, 200, "", HEAD);
  assert_head_is_read (self);
}

static void
test_silence_is_asked_again (Fixture      *self,
                             gconstpointer data)
{
  http_peer_add_silence (self->peer);
  http_peer_add (self->peer, 200, "", HEAD);
  assert_head_is_read (self);
}

static void
test_faults_without_end_are_unavailable (Fixture      *self,
                                         gconstpointer data)
{
  for (int i = 0; i < 4; i++)
    http_peer_add (self->peer, 503, "", "<html>");
  assert_head_fails (self, STINT_PROBLEM_UNAVAILABLE);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, 4);
  g_assert_cmpint (self->metrics.counts[STINT_METRIC_DDB_FAULT], ==, 1);
}

static void
test_refused_call_is_our_fault (Fixture      *self,
                                gconstpointer data)
{
  http_peer_add (self->peer, 400, "", TYPE "ValidationException\",\"message\":\"pk of eva\"}");
  assert_head_fails (self, STINT_PROBLEM_INTERNAL);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, 1);
  g_assert_cmpint (self->metrics.counts[STINT_METRIC_DDB_FAULT], ==, 1);
}

static void
test_damaged_item_is_our_fault (Fixture      *self,
                                gconstpointer data)
{
  http_peer_add (self->peer, 200, "", "{\"Item\":{\"tag\":{\"N\":\"4\"}}}");
  assert_head_fails (self, STINT_PROBLEM_INTERNAL);
}

static void
test_late_push_is_tried_again (Fixture      *self,
                               gconstpointer data)
{
  http_peer_add (self->peer, 200, "", HEAD);
  http_peer_add (self->peer, 400, "", CANCELLED (FAILED "," NONE "," FAILED "," NONE "," FAILED));
  http_peer_add (self->peer, 200, "", HEAD);
  http_peer_add (self->peer, 400, "", CANCELLED (NONE "," NONE "," NONE "," NONE "," COLLIDED));
  http_peer_add (self->peer, 200, "", HEAD);
  http_peer_add (self->peer, 200, "", "{}");
  assert_push (self, -1);
}

static void
test_eighth_late_push_is_busy (Fixture      *self,
                               gconstpointer data)
{
  for (int i = 0; i < 8; i++)
    {
      http_peer_add (self->peer, 200, "", HEAD);
      http_peer_add (self->peer, 400, "", CANCELLED (COLLIDED "," NONE "," NONE "," NONE "," NONE));
    }
  assert_push (self, STINT_PROBLEM_BUSY);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, 16);
}

static void
test_log_that_is_there_is_inconsistent (Fixture      *self,
                                        gconstpointer data)
{
  http_peer_add (self->peer, 200, "", HEAD);
  http_peer_add (self->peer, 400, "", CANCELLED (NONE "," NONE "," FAILED "," NONE "," NONE));
  assert_push (self, STINT_PROBLEM_INCONSISTENT);
}

static void
test_conflict_looks_for_a_replay_first (Fixture      *self,
                                        gconstpointer data)
{
  http_peer_add (self->peer, 200, "", HEAD);
  http_peer_add (self->peer, 400, "", CANCELLED (NONE "," NONE "," NONE "," NONE "," FAILED));
  http_peer_add (self->peer, 200, "", "{}");
  assert_push (self, STINT_PROBLEM_CONFLICT);
  g_assert_nonnull (strstr (http_peer_get_request (self->peer, 2), "I#" ID));
}

static void
test_answer_without_its_item_is_looked_up (Fixture      *self,
                                           gconstpointer data)
{
  http_peer_add (self->peer, 200, "", HEAD);
  http_peer_add (self->peer, 400, "", CANCELLED (FAILED "," FAILED "," NONE "," NONE "," NONE));
  http_peer_add (self->peer, 200, "", "{\"Item\":{\"tag\":{\"S\":\"5.0123456789abcdef\"},\"hash\":{\"S\":\"another\"}}}");
  assert_push (self, STINT_PROBLEM_KEY_REUSED);
}

static void
test_strange_reasons_are_our_fault (Fixture      *self,
                                    gconstpointer data)
{
  http_peer_add (self->peer, 200, "", HEAD);
  http_peer_add (self->peer, 400, "", TYPE "TransactionCanceledException\",\"CancellationReasons\":[1,\"a\"]}");
  assert_push (self, STINT_PROBLEM_INTERNAL);
}

#define ADD(path, test) g_test_add ("/service/dynamodb-faults/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("request-is-signed", test_request_is_signed);
  ADD ("throttled-call-is-made-again", test_throttled_call_is_made_again);
  ADD ("cut-answer-is-asked-for-again", test_cut_answer_is_asked_for_again);
  ADD ("silence-is-asked-again", test_silence_is_asked_again);
  ADD ("faults-without-end-are-unavailable", test_faults_without_end_are_unavailable);
  ADD ("refused-call-is-our-fault", test_refused_call_is_our_fault);
  ADD ("damaged-item-is-our-fault", test_damaged_item_is_our_fault);
  ADD ("late-push-is-tried-again", test_late_push_is_tried_again);
  ADD ("eighth-late-push-is-busy", test_eighth_late_push_is_busy);
  ADD ("log-that-is-there-is-inconsistent", test_log_that_is_there_is_inconsistent);
  ADD ("conflict-looks-for-a-replay-first", test_conflict_looks_for_a_replay_first);
  ADD ("answer-without-its-item-is-looked-up", test_answer_without_its_item_is_looked_up);
  ADD ("strange-reasons-are-our-fault", test_strange_reasons_are_our_fault);
  return g_test_run ();
}
