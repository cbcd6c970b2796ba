/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/http-peer.h"

#include "service/stint-runtime.h"

#include <string.h>

#define NEXT "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"

typedef struct
{
  HttpPeer     *peer;
  StintRuntime *runtime;
  GString      *events;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  g_autofree char *host = NULL;

  self->peer = http_peer_new ();
  host = http_peer_dup_host (self->peer);
  self->runtime = stint_runtime_new (host);
  stint_runtime_set_pause (self->runtime, 0);
  self->events = g_string_new (NULL);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  stint_runtime_free (self->runtime);
  http_peer_free (self->peer);
  g_string_free (self->events, TRUE);
}

static char *
handle_cb (const char *event,
           gsize       length,
           const char *invocation_id,
           gpointer    data)
{
  Fixture *self = data;

  g_string_append_printf (self->events, "%s:%.*s ", invocation_id, (int) length, event);
  return g_strdup_printf ("{\"answered\":\"%s\"}", invocation_id);
}

static void
add_event (Fixture    *self,
           const char *id)
{
  g_autofree char *header = g_strdup_printf ("Lambda-Runtime-Aws-Request-Id: %s\r\nLambda-Runtime-Deadline-Ms: 1\r\n", id);

  http_peer_add (self->peer, 200, header, "{\"a\":1}");
}

/* Serves what was added, until the runtime says 500 five times. */
static void
run (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5; i++)
    http_peer_add (self->peer, 500, "", "");
  g_assert_false (stint_runtime_run (self->runtime, handle_cb, self, &error));
  g_assert_nonnull (error);
}

static void
test_event_is_answered_under_its_id (Fixture      *self,
                                     gconstpointer data)
{
  add_event (self, "i-1");
  http_peer_add (self->peer, 202, "", "");
  run (self);

  g_assert_cmpstr (self->events->str, ==, "i-1:{\"a\":1} ");
  g_assert_true (g_str_has_prefix (http_peer_get_request (self->peer, 0), NEXT));
  g_assert_true (g_str_has_prefix (http_peer_get_request (self->peer, 1),
                                   "POST /2018-06-01/runtime/invocation/i-1/response HTTP/1.1\r\n"));
  g_assert_true (g_str_has_suffix (http_peer_get_request (self->peer, 1), "\r\n\r\n{\"answered\":\"i-1\"}"));
}

static void
test_events_follow_each_other (Fixture      *self,
                               gconstpointer data)
{
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("i-%d", i);

      add_event (self, id);
      http_peer_add (self->peer, 202, "", "");
    }
  run (self);
  g_assert_cmpstr (self->events->str, ==, "i-1:{\"a\":1} i-2:{\"a\":1} i-3:{\"a\":1} ");
}

static void
test_failing_next_is_asked_again (Fixture      *self,
                                  gconstpointer data)
{
  for (int i = 0; i < 4; i++)
    http_peer_add (self->peer, 500, "", "");
  add_event (self, "i-1");
  http_peer_add (self->peer, 202, "", "");
  run (self);
  g_assert_cmpstr (self->events->str, ==, "i-1:{\"a\":1} ");
}

static void
test_fifth_failure_in_a_row_ends_it (Fixture      *self,
                                     gconstpointer data)
{
  run (self);
  g_assert_cmpuint (http_peer_n_requests (self->peer), ==, 5);
  g_assert_cmpstr (self->events->str, ==, "");
}

static void
test_event_without_id_is_none (Fixture      *self,
                               gconstpointer data)
{
  http_peer_add (self->peer, 200, "", "{\"a\":1}");
  run (self);
  g_assert_cmpstr (self->events->str, ==, "");
}

static void
test_refused_answer_is_reported (Fixture      *self,
                                 gconstpointer data)
{
  add_event (self, "i-1");
  http_peer_add (self->peer, 413, "", "");
  http_peer_add (self->peer, 202, "", "");
  run (self);
  g_assert_true (g_str_has_prefix (http_peer_get_request (self->peer, 2),
                                   "POST /2018-06-01/runtime/invocation/i-1/error HTTP/1.1\r\n"));
}

static void
test_failure_to_begin_is_reported (Fixture      *self,
                                   gconstpointer data)
{
  http_peer_add (self->peer, 202, "", "");
  stint_runtime_report_failure (self->runtime, "A “variable” is missing");
  g_assert_true (g_str_has_prefix (http_peer_get_request (self->peer, 0), "POST /2018-06-01/runtime/init/error HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (http_peer_get_request (self->peer, 0), "\"errorMessage\":\"A “variable” is missing\""));
}

#define ADD(path, test) g_test_add ("/service/runtime/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("event-is-answered-under-its-id", test_event_is_answered_under_its_id);
  ADD ("events-follow-each-other", test_events_follow_each_other);
  ADD ("failing-next-is-asked-again", test_failing_next_is_asked_again);
  ADD ("fifth-failure-in-a-row-ends-it", test_fifth_failure_in_a_row_ends_it);
  ADD ("event-without-id-is-none", test_event_without_id_is_none);
  ADD ("refused-answer-is-reported", test_refused_answer_is_reported);
  ADD ("failure-to-begin-is-reported", test_failure_to_begin_is_reported);
  return g_test_run ();
}
