/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/service-fixture.h"

#include <string.h>

#define ID "01990a70-0000-7000-8000-000000000001"
#define PUSH(ops) "{\"device\":\"laptop\",\"ops\":[" ops "]}"
#define PUT(rest) "{\"op\":\"put\",\"kind\":\"task\",\"id\":\"" ID "\"," rest "}"
#define EDITS "\"edits\":{\"laptop\":1}"
#define TASK(data) PUSH (PUT (EDITS ",\"data\":" data))

static const struct
{
  const char *path;
  const char *body;
  const char *pointer;
} bad_bodies[] = {
  { "no-bytes", "", "" },
  { "array", "[]", "" },
  { "two-documents", "{}{}", "" },
  { "comment", "{}/**/", "" },
  { "cut", "{\"device\":\"lap", "" },
  { "doubled-name", "{\"device\":\"a\",\"device\":\"b\"}", "" },
  { "doubled-name-by-escape", "{\"device\":\"a\",\"devic\\u0065\":\"b\"}", "" },
  { "nan", "{\"device\":NaN}", "" },
  { "too-large-a-number", "{\"device\":1e400}", "" },
  { "too-large-an-integer", "{\"device\":9007199254740992}", "" },
  { "lone-surrogate", "{\"device\":\"\\ud800\"}", "" },
  { "nul", "{\"device\":\"a\\u0000\"}", "" },
  { "no-device", "{\"ops\":[]}", "/device" },
  { "device-is-number", "{\"device\":1,\"ops\":[]}", "/device" },
  { "device-with-separator", "{\"device\":\"a#b\",\"ops\":[]}", "/device" },
  { "name-is-list", "{\"device\":\"a\",\"name\":[],\"ops\":[]}", "/name" },
  { "since-is-number", "{\"device\":\"a\",\"since\":41,\"ops\":[]}", "/since" },
  { "since-is-no-tag", "{\"device\":\"a\",\"since\":\"41\",\"ops\":[]}", "/since" },
  { "no-ops", "{\"device\":\"a\"}", "/ops" },
  { "empty-ops", PUSH (""), "/ops" },
  { "ops-is-object", "{\"device\":\"a\",\"ops\":{}}", "/ops" },
  { "ops-of-texts", PUSH ("\"a\""), "/ops" },
  { "op-is-text", PUSH ("1,\"a\""), "/ops/1" },
  { "op-is-unknown", PUSH ("{\"op\":\"move\",\"kind\":\"task\",\"id\":\"" ID "\"," EDITS "}"), "/ops/0/op" },
  { "kind-is-unknown", PUSH ("{\"op\":\"put\",\"kind\":\"note\",\"id\":\"" ID "\"," EDITS "}"), "/ops/0/kind" },
  { "kind-is-missing", PUSH ("{\"op\":\"put\",\"id\":\"" ID "\"," EDITS "}"), "/ops/0/kind" },
  { "id-is-upper-case", PUSH ("{\"op\":\"put\",\"kind\":\"task\",\"id\":\"01990A70-0000-7000-8000-000000000001\"}"), "/ops/0/id" },
  { "id-is-a-key", PUSH ("{\"op\":\"put\",\"kind\":\"task\",\"id\":\"META\"}"), "/ops/0/id" },
  { "base-is-0", PUSH (PUT ("\"base\":\"0\"," EDITS ",\"data\":{\"title\":\"x\"}")), "/ops/0/base" },
  { "base-is-number", PUSH (PUT ("\"base\":12," EDITS ",\"data\":{\"title\":\"x\"}")), "/ops/0/base" },
  { "edits-are-missing", PUSH (PUT ("\"data\":{\"title\":\"x\"}")), "/ops/0/edits" },
  { "edits-are-empty", PUSH (PUT ("\"edits\":{},\"data\":{\"title\":\"x\"}")), "/ops/0/edits" },
  { "edits-hold-text", PUSH (PUT ("\"edits\":{\"a\":\"1\"},\"data\":{\"title\":\"x\"}")), "/ops/0/edits" },
  { "edits-are-negative", PUSH (PUT ("\"edits\":{\"a\":-1},\"data\":{\"title\":\"x\"}")), "/ops/0/edits" },
  { "at-is-list", PUSH (PUT ("\"at\":[]," EDITS ",\"data\":{\"title\":\"x\"}")), "/ops/0/at" },
  { "data-is-missing", PUSH (PUT (EDITS)), "/ops/0/data" },
  { "data-is-list", TASK ("[]"), "/ops/0/data" },
  { "title-is-missing", TASK ("{}"), "/ops/0/data" },
  { "title-is-empty", TASK ("{\"title\":\" \"}"), "/ops/0/data/title" },
  { "title-has-control-character", TASK ("{\"title\":\"a\\nb\"}"), "/ops/0/data/title" },
  { "priority-is-out-of-range", TASK ("{\"title\":\"x\",\"priority\":10}"), "/ops/0/data/priority" },
  { "deadline-is-no-day", TASK ("{\"title\":\"x\",\"deadline\":{\"date\":\"2026-02-30\"}}"), "/ops/0/data/deadline" },
  { "zone-is-unknown", TASK ("{\"title\":\"x\",\"deadline\":{\"time\":\"2026-02-20T09:00:00\",\"zone\":\"Mars/Base\"}}"),
    "/ops/0/data/deadline" },
  { "tags-are-doubled", TASK ("{\"title\":\"x\",\"tags\":[\"a\",\"a\"]}"), "/ops/0/data/tags" },
  { "record-twice", PUSH (PUT (EDITS ",\"data\":{\"title\":\"x\"}") "," PUT (EDITS ",\"data\":{\"title\":\"y\"}")), "/ops/1" },
  { "second-of-two", PUSH (PUT (EDITS ",\"data\":{\"title\":\"x\"}")
                           ",{\"op\":\"delete\",\"kind\":\"block\",\"id\":\"1\"," EDITS "}"), "/ops/1/id" },
};

static void
test_body_is_refused (ServiceFixture *self,
                      gconstpointer   data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = bad_bodies[i].body });

  answer_assert_problem (answer, 400, "invalid-request");
  answer_assert_pointer (answer, bad_bodies[i].pointer);
}

static void
test_every_fault_is_named (ServiceFixture *self,
                           gconstpointer   data)
{
  const char *body = "{\"device\":\"a b\",\"ops\":[{\"op\":\"put\",\"kind\":\"task\",\"id\":\"" ID "\",\"base\":7," EDITS ","
    "\"data\":{\"title\":\"\",\"priority\":\"high\"}},{\"op\":\"no\"}]}";
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  answer_assert_problem (answer, 400, "invalid-request");
  answer_assert_pointer (answer, "/device");
  answer_assert_pointer (answer, "/ops/0/base");
  answer_assert_pointer (answer, "/ops/0/data/title");
  answer_assert_pointer (answer, "/ops/0/data/priority");
  answer_assert_pointer (answer, "/ops/1/op");
}

static void
assert_nothing_written (ServiceFixture *self)
{
  StintCall call = { .user = "eva" };
  StintHead head;

  stint_repository_read_head (self->repository, &call, &head, NULL);
  g_assert_cmpint (head.tag.n, ==, 0);
}

static void
test_one_bad_op_writes_nothing (ServiceFixture *self,
                                gconstpointer   data)
{
  g_autofree char *good = make_put (2, NULL, "Good");
  g_autofree char *ops = g_strconcat (good, ",{\"op\":\"no\"}", NULL);
  g_autofree char *body = make_push (NULL, ops);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  answer_assert_problem (answer, 400, "invalid-request");
  assert_nothing_written (self);
}

static void
test_unknown_members_are_kept (ServiceFixture *self,
                               gconstpointer   data)
{
  const char *kept = "{\"title\":\"x\",\"x-deep\":{\"a\":[1,2.5,null,[],{}],\"b\":true}}";
  g_autofree char *body = g_strdup_printf (PUSH (PUT (EDITS ",\"x-op\":1,\"data\":%s")), kept);
  g_autoptr (Answer) pushed = service_fixture_send (self, (Sent) { .body = body });
  g_autoptr (Answer) pulled = service_fixture_send (self, (Sent) { .method = "GET" });

  g_assert_cmpint (pushed->status, ==, 200);
  g_assert_nonnull (strstr (pulled->text, kept));
}

/* Returns: (transfer full): a push of @n_ops ops whose notes have @n_notes bytes */
static char *
make_large_push (int n_ops,
                 int n_notes)
{
  GString *out = g_string_new ("{\"device\":\"laptop\",\"ops\":[");
  g_autofree char *notes = g_strnfill (n_notes, 'n');

  for (int i = 0; i < n_ops; i++)
    {
      g_autofree char *id = make_id (i);

      g_string_append_printf (out, "%s{\"op\":\"put\",\"kind\":\"task\",\"id\":\"%s\"," EDITS ",\"data\":{\"title\":\"x\",\"notes\":\"%s\"}}",
                              i > 0 ? "," : "", id, notes);
    }
  g_string_append (out, "]}");
  return g_string_free (out, FALSE);
}

static void
test_90_ops_are_taken (ServiceFixture *self,
                       gconstpointer   data)
{
  g_autofree char *body = make_large_push (90, 10);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  g_assert_cmpint (answer->status, ==, 200);
}

static void
test_91_ops_are_too_many (ServiceFixture *self,
                          gconstpointer   data)
{
  g_autofree char *body = make_large_push (91, 10);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  answer_assert_problem (answer, 413, "too-large");
  answer_assert_pointer (answer, "/ops");
}

/* Sizes count before anything is read: it need not even be JSON. */
static void
test_257_kb_are_too_large (ServiceFixture *self,
                           gconstpointer   data)
{
  g_autofree char *body = g_strnfill (257 * 1024, '[');
  g_autoptr (Answer) plain = service_fixture_send (self, (Sent) { .body = body });
  g_autoptr (Answer) encoded = service_fixture_send (self, (Sent) { .body = body, .encoded = TRUE });

  answer_assert_problem (plain, 413, "too-large");
  answer_assert_problem (encoded, 413, "too-large");
}

static void
test_256_kb_are_taken (ServiceFixture *self,
                       gconstpointer   data)
{
  g_autofree char *push = make_large_push (20, 11900);
  g_autofree char *space = g_strnfill (256 * 1024 - strlen (push), ' ');
  g_autofree char *body = g_strconcat (push, space, NULL);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  g_assert_cmpint (strlen (body), ==, 256 * 1024);
  g_assert_cmpint (answer->status, ==, 200);
}

static void
test_long_notes_are_too_large (ServiceFixture *self,
                               gconstpointer   data)
{
  g_autofree char *body = make_large_push (1, 12 * 1024 + 1);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  answer_assert_problem (answer, 413, "too-large");
  answer_assert_pointer (answer, "/ops/0/data/notes");
}

static void
test_record_over_16_kb_is_too_large (ServiceFixture *self,
                                     gconstpointer   data)
{
  g_autofree char *text = g_strnfill (9000, 'n');
  g_autofree char *body = g_strdup_printf (TASK ("{\"title\":\"x\",\"notes\":\"%s\",\"x-more\":\"%s\"}"), text, text);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  answer_assert_problem (answer, 413, "too-large");
  answer_assert_pointer (answer, "/ops/0/data");
}

static void
test_deep_nesting_is_refused (ServiceFixture *self,
                              gconstpointer   data)
{
  g_autofree char *opening = g_strnfill (10000, '[');
  g_autofree char *closing = g_strnfill (10000, ']');
  g_autofree char *body = g_strdup_printf ("{\"ops\":%s%s}", opening, closing);
  g_autoptr (Answer) answer = service_fixture_send (self, (Sent) { .body = body });

  answer_assert_problem (answer, 400, "invalid-request");
}

/* A body is a text within the event, so what no text can be comes as an event that cannot be read. */
static void
test_bad_event_is_answered (ServiceFixture *self,
                            gconstpointer   data)
{
  static const char *const events[] = {
    "", "null", "[]", "{", "{\"body\":\"\\u0000\"}", "{\"body\":\"\xff\"}", "{\"a\":1,\"a\":2}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (Answer) answer = service_fixture_event (self, events[i], strlen (events[i]));

      answer_assert_problem (answer, 400, "invalid-request");
      g_assert_cmpstr (answer_get (answer, "instance"), ==, "invocation-1");
    }
}

/* No member of an event is there for certain, nor of the type that it should be. */
static void
test_strange_event_is_answered (ServiceFixture *self,
                                gconstpointer   data)
{
  static const char *const events[] = {
    "{}",
    "{\"httpMethod\":1,\"resource\":[],\"headers\":[],\"queryStringParameters\":\"x\",\"requestContext\":null,\"body\":7}",
    "{\"httpMethod\":\"GET\",\"resource\":\"/changes\",\"requestContext\":{\"authorizer\":{\"claims\":{\"sub\":{}}}}}",
    "{\"httpMethod\":\"GET\",\"resource\":\"/changes\",\"requestContext\":{\"authorizer\":[]}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (Answer) answer = service_fixture_event (self, events[i], strlen (events[i]));

      g_assert_cmpint (answer->status, >=, 400);
      g_assert_cmpint (answer->status, <, 500);
    }
}

static void
test_broken_base64_is_refused (ServiceFixture *self,
                               gconstpointer   data)
{
  const char *event = "{\"httpMethod\":\"POST\",\"resource\":\"/changes\",\"isBase64Encoded\":true,\"body\":\"\xc3\xa9%%%=\","
    "\"requestContext\":{\"authorizer\":{\"claims\":{\"sub\":\"eva\",\"client_id\":\"" FIXTURE_CLIENT "\"}}}}";
  g_autoptr (Answer) answer = service_fixture_event (self, event, strlen (event));

  answer_assert_problem (answer, 400, "invalid-request");
}

#define ADD(path, test) \
  g_test_add ("/service/bodies/" path, ServiceFixture, NULL, service_fixture_set_up, test, service_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_bodies); i++)
    {
      g_autofree char *path = g_strconcat ("/service/bodies/refused/", bad_bodies[i].path, NULL);

      g_test_add (path, ServiceFixture, GSIZE_TO_POINTER (i), service_fixture_set_up, test_body_is_refused,
                  service_fixture_tear_down);
    }

  ADD ("every-fault-is-named", test_every_fault_is_named);
  ADD ("one-bad-op-writes-nothing", test_one_bad_op_writes_nothing);
  ADD ("unknown-members-are-kept", test_unknown_members_are_kept);
  ADD ("90-ops-are-taken", test_90_ops_are_taken);
  ADD ("91-ops-are-too-many", test_91_ops_are_too_many);
  ADD ("257-kb-are-too-large", test_257_kb_are_too_large);
  ADD ("256-kb-are-taken", test_256_kb_are_taken);
  ADD ("long-notes-are-too-large", test_long_notes_are_too_large);
  ADD ("record-over-16-kb-is-too-large", test_record_over_16_kb_is_too_large);
  ADD ("deep-nesting-is-refused", test_deep_nesting_is_refused);
  ADD ("bad-event-is-answered", test_bad_event_is_answered);
  ADD ("strange-event-is-answered", test_strange_event_is_answered);
  ADD ("broken-base64-is-refused", test_broken_base64_is_refused);

  return g_test_run ();
}
