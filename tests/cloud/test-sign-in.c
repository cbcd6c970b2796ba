/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud-fixture.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/sign-in/" path, Peer, NULL, peer_set_up, function, peer_tear_down)

/* A sign-in under way, and what the browser was to open. */
typedef struct
{
  char         *uri;
  guint16       port;
  char         *state;
  GCancellable *cancellable;
  GAsyncResult *result;
} Visit;

static char *
dup_parameter (const char *uri,
               const char *name)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) form = soup_form_decode (g_uri_get_query (parsed));

  return g_strdup (g_hash_table_lookup (form, name));
}

static gboolean
open_uri (const char *uri,
          gpointer    user_data,
          GError    **error)
{
  Visit *visit = user_data;
  g_autofree char *redirect = dup_parameter (uri, "redirect_uri");
  g_autoptr (GUri) parsed = g_uri_parse (redirect, G_URI_FLAGS_NONE, NULL);

  visit->uri = g_strdup (uri);
  visit->port = (guint16) g_uri_get_port (parsed);
  visit->state = dup_parameter (uri, "state");
  return TRUE;
}

static void
begin (Peer            *peer,
       Visit           *visit,
       StintSignInFlags flags,
       guint            timeout_s)
{
  *visit = (Visit) { .cancellable = g_cancellable_new () };
  stint_sign_in_async (peer->connection, flags, timeout_s, open_uri, visit, visit->cancellable, store_result_cb, &visit->result);
}

static void
visit_clear (Visit *visit)
{
  g_free (visit->uri);
  g_free (visit->state);
  g_clear_object (&visit->cancellable);
  g_clear_object (&visit->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Visit, visit_clear)

static char *
ask (Visit * visit,
     const char *line)
{
  g_autofree char *text = g_strdup_printf ("%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUser-Agent: test\r\n\r\n", line, visit->port);

  return ask_raw (visit->port, text);
}

/* The browser comes back with @code. Returns: (transfer full): what it shows */
static char *
come_back (Visit      *visit,
           const char *code)
{
  g_autofree char *line = g_strdup_printf ("GET /callback?code=%s&state=%s", code, visit->state);

  return ask (visit, line);
}

static void
assert_not_found (char *answer)
{
  g_assert_nonnull (answer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 404 "));
  g_free (answer);
}

/* However it was disturbed: the person comes back, and is signed in. */
static void
assert_goes_on (Peer  *peer,
                Visit *visit)
{
  g_autofree char *code = peer_grant (peer, visit->uri, CLIENT);
  g_autofree char *page = NULL;
  g_autoptr (StintTokens) tokens = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (visit->result);
  page = come_back (visit, code);
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200 "));
  tokens = stint_sign_in_finish (wait_for_result (&visit->result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tokens->user, ==, EVA);
}

static void
assert_fails (Visit *visit,
              GQuark domain,
              int    code)
{
  g_autoptr (GError) error = NULL;
  StintTokens *tokens = stint_sign_in_finish (wait_for_result (&visit->result), &error);

  g_assert_error (error, domain, code);
  g_assert_null (tokens);

  /* Nobody listens any more. */
  g_assert_null (connect_raw (visit->port));
}

static void
test_good (Peer         *peer,
           gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *page = NULL;
  g_autoptr (StintTokens) tokens = NULL;
  g_autoptr (GError) error = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  code = peer_grant (peer, visit.uri, CLIENT);
  page = come_back (&visit, code);
  tokens = stint_sign_in_finish (wait_for_result (&visit.result), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tokens->user, ==, EVA);
  g_assert_cmpstr (tokens->email, ==, "eva@example.org");
  g_assert_true (g_hash_table_contains (peer->access_tokens, tokens->access_token));
  g_assert_true (g_hash_table_contains (peer->refresh_tokens, tokens->refresh_token));
  g_assert_cmpint (tokens->expires_us, >, g_get_monotonic_time () + 1190 * G_USEC_PER_SEC);
  g_assert_cmpint (tokens->expires_us, <=, g_get_monotonic_time () + 1200 * G_USEC_PER_SEC);
  g_assert_cmpuint (peer->n_exchanges, ==, 1);
  g_assert_null (connect_raw (visit.port));
}

static void
test_uri (Peer         *peer,
          gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_auto (Visit) second = { 0 };
  g_autofree char *scope = NULL;
  g_autofree char *prompt = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *prefix = g_strconcat (peer->base, "/oauth2/authorize?response_type=code&client_id=" CLIENT "&", NULL);

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  begin (peer, &second, STINT_SIGN_IN_NORMAL, 0);
  scope = dup_parameter (visit.uri, "scope");
  prompt = dup_parameter (visit.uri, "prompt");
  challenge = dup_parameter (visit.uri, "code_challenge");

  g_assert_true (g_str_has_prefix (visit.uri, prefix));
  g_assert_cmpstr (scope, ==, "openid stint/sync stint/assist");
  g_assert_null (prompt);
  g_assert_cmpuint (strlen (challenge), ==, 43);
  g_assert_cmpuint (strlen (visit.state), ==, 43);
  g_assert_cmpstr (visit.state, !=, second.state);
  g_assert_cmpuint (visit.port, !=, second.port);
  g_cancellable_cancel (visit.cancellable);
  g_cancellable_cancel (second.cancellable);
  wait_for_result (&visit.result);
  wait_for_result (&second.result);
}

static void
test_flags (Peer         *peer,
            gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *scope = NULL;
  g_autofree char *prompt = NULL;

  begin (peer, &visit, STINT_SIGN_IN_FRESH | STINT_SIGN_IN_ADMIN, 0);
  scope = dup_parameter (visit.uri, "scope");
  prompt = dup_parameter (visit.uri, "prompt");

  g_assert_cmpstr (scope, ==, "openid stint/sync stint/assist aws.cognito.signin.user.admin");
  g_assert_cmpstr (prompt, ==, "login");
  g_cancellable_cancel (visit.cancellable);
  wait_for_result (&visit.result);
}

static void
test_wrong_state (Peer         *peer,
                  gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  assert_not_found (ask (&visit, "GET /callback?code=stolen&state=guessed"));
  assert_not_found (ask (&visit, "GET /callback?code=stolen"));
  assert_not_found (ask (&visit, "GET /callback?code=stolen&state="));
  assert_not_found (ask (&visit, "GET /callback?error=access_denied&state=guessed"));
  g_assert_cmpuint (peer->n_exchanges, ==, 0);
  assert_goes_on (peer, &visit);
}

static void
test_others (Peer         *peer,
             gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  assert_not_found (ask (&visit, "GET /favicon.ico"));
  assert_not_found (ask (&visit, "GET /callback?x"));
  assert_not_found (ask (&visit, "GET /callback"));
  assert_not_found (ask (&visit, "GET /"));
  assert_not_found (ask (&visit, "nonsense"));
  assert_goes_on (peer, &visit);
}

static void
test_other_requests (Peer         *peer,
                     gconstpointer unused)
{
  const char *const lines[] = { "POST /callback?%s", "HEAD /callback?%s", "OPTIONS /callback?%s", "GET /callback/?%s", "GET /other?%s",
                                "GET //callback?%s", "GET http://127.0.0.1/callback?%s" };
  g_auto (Visit) visit = { 0 };
  g_autofree char *query = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  query = g_strdup_printf ("code=stolen&state=%s", visit.state);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);

      g_string_replace (line, "%s", query, 0);
      assert_not_found (ask (&visit, line->str));
    }
  g_assert_cmpuint (peer->n_exchanges, ==, 0);
  assert_goes_on (peer, &visit);
}

static void
test_other_hosts (Peer         *peer,
                  gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  const char *const hosts[] = { "", "Host: evil.example\r\n", "Host: localhost:%u\r\n", "Host: 127.0.0.1\r\n",
                                "Host: 127.0.0.1:%u\r\nHost: 127.0.0.1:%u\r\n" };

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *port = g_strdup_printf ("%u", visit.port);
      g_autoptr (GString) host = g_string_new (hosts[i]);
      g_autofree char *text = NULL;

      g_string_replace (host, "%u", port, 0);
      text = g_strdup_printf ("GET /callback?code=stolen&state=%s HTTP/1.1\r\n%s\r\n", visit.state, host->str);
      assert_not_found (ask_raw (visit.port, text));
    }
  g_assert_cmpuint (peer->n_exchanges, ==, 0);
  assert_goes_on (peer, &visit);
}

static void
test_preconnect (Peer         *peer,
                 gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autoptr (GSocketConnection) idle = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  idle = connect_raw (visit.port);
  g_assert_nonnull (idle);
  assert_goes_on (peer, &visit);
}

static void
test_crowd (Peer         *peer,
            gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autoptr (GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *first = NULL;
  gint64 begun = g_get_monotonic_time ();

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  for (guint i = 0; i < 40; i++)
    {
      g_ptr_array_add (crowd, connect_raw (visit.port));
      g_main_context_iteration (NULL, FALSE);
    }
  first = read_raw (crowd->pdata[0]);
  g_assert_cmpstr (first, ==, "");

  /* The oldest had to go, long before its time was up. */
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 4 * G_USEC_PER_SEC);
  assert_goes_on (peer, &visit);
}

static void
test_long_request (Peer         *peer,
                   gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *filler = g_strnfill (9000, 'x');
  g_autofree char *line = NULL;
  g_autofree char *answer = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  line = g_strdup_printf ("GET /callback?code=%s&state=%s", filler, visit.state);
  answer = ask (&visit, line);

  /* It may be reset before it has read that: it had not sent everything that we read. */
  g_assert_true (*answer == '\0' || g_str_has_prefix (answer, "HTTP/1.1 404 "));
  g_assert_cmpuint (peer->n_exchanges, ==, 0);
  assert_goes_on (peer, &visit);
}

static void
test_slow_request (Peer         *peer,
                   gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *answer = NULL;
  gint64 begun = g_get_monotonic_time ();

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  {
    g_autoptr (GSocketConnection) slow = connect_raw (visit.port);

    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (slow)), "GET /call", 9, NULL, NULL, NULL);
    answer = read_raw (slow);
  }
  g_assert_cmpstr (answer, ==, "");
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 4500 * G_TIME_SPAN_MILLISECOND);
  assert_goes_on (peer, &visit);
}

static void
test_reused_code (Peer         *peer,
                  gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *page = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  code = peer_grant (peer, visit.uri, CLIENT);
  g_hash_table_remove (peer->codes, code);
  page = come_back (&visit, code);
  assert_fails (&visit, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED);
}

static void
test_code_of_another (Peer         *peer,
                      gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_auto (Visit) mine = { 0 };
  g_auto (Visit) other = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *injected = NULL;
  g_autofree char *page = NULL;
  g_autofree char *other_page = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  code = peer_grant (peer, visit.uri, "otherclient");
  page = come_back (&visit, code);
  assert_fails (&visit, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED);

  /* And a code of our client from another sign-in: its verifier is not ours. */
  begin (peer, &mine, STINT_SIGN_IN_NORMAL, 0);
  begin (peer, &other, STINT_SIGN_IN_NORMAL, 0);
  injected = peer_grant (peer, other.uri, CLIENT);
  other_page = come_back (&mine, injected);
  assert_fails (&mine, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED);
  g_cancellable_cancel (other.cancellable);
  wait_for_result (&other.result);
}

static void
test_refused (Peer         *peer,
              gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *line = NULL;
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  line = g_strdup_printf ("GET /callback?error=access_denied&error_description=No+%%3Cb%%3E.%%0A&state=%s", visit.state);
  page = ask (&visit, line);
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200 "));
  g_assert_null (strstr (page, "No <b>"));
  g_assert_null (stint_sign_in_finish (wait_for_result (&visit.result), &error));
  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, ": No <b>."));
}

static void
test_page (Peer         *peer,
           gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *page = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  page = come_back (&visit, "secret-code");
  wait_for_result (&visit.result);
  g_assert_null (strstr (page, "secret-code"));
  g_assert_null (strstr (page, visit.state));
  g_assert_null (strstr (page, "src="));
  g_assert_null (strstr (page, "href="));
  g_assert_nonnull (strstr (page, "Content-Security-Policy: default-src 'none'"));
  g_assert_nonnull (strstr (page, "Referrer-Policy: no-referrer"));
}

static void
test_cancel (Peer         *peer,
             gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  g_cancellable_cancel (visit.cancellable);
  assert_fails (&visit, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_time (Peer         *peer,
           gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 1);
  assert_fails (&visit, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_TIMED_OUT);
}

static GSocketListener *
take_port (Peer *peer,
           guint index)
{
  g_autoptr (GUri) uri = g_uri_parse (stint_connection_get_redirects (peer->connection)[index], G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) socket = g_inet_socket_address_new (address, (guint16) g_uri_get_port (uri));
  GSocketListener *listener = g_socket_listener_new ();

  g_assert_true (g_socket_listener_add_address (listener, socket, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL, NULL));
  return listener;
}

static void
test_ports (Peer         *peer,
            gconstpointer unused)
{
  g_autoptr (GSocketListener) first = take_port (peer, 0);
  g_autoptr (GSocketListener) second = take_port (peer, 1);
  g_autoptr (GUri) last = g_uri_parse (stint_connection_get_redirects (peer->connection)[2], G_URI_FLAGS_NONE, NULL);
  g_auto (Visit) visit = { 0 };

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  g_assert_cmpuint (visit.port, ==, g_uri_get_port (last));
  assert_goes_on (peer, &visit);
}

static void
test_no_port (Peer         *peer,
              gconstpointer unused)
{
  g_autoptr (GSocketListener) first = take_port (peer, 0);
  g_autoptr (GSocketListener) second = take_port (peer, 1);
  g_autoptr (GSocketListener) third = take_port (peer, 2);
  g_auto (Visit) visit = { 0 };
  g_autoptr (GError) error = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  g_assert_null (stint_sign_in_finish (wait_for_result (&visit.result), &error));
  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_PORTS);
  g_assert_null (visit.uri);
}

static gboolean
find_no_browser (const char *uri,
                 gpointer    user_data,
                 GError    **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No browser");
  return FALSE;
}

static void
test_no_browser (Peer         *peer,
                 gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  stint_sign_in_async (peer->connection, STINT_SIGN_IN_NORMAL, 0, find_no_browser, NULL, NULL, store_result_cb, &result);
  g_assert_null (stint_sign_in_finish (wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_redirect (Peer         *peer,
               gconstpointer unused)
{
  g_auto (Visit) visit = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *page = NULL;

  begin (peer, &visit, STINT_SIGN_IN_NORMAL, 0);
  code = peer_grant (peer, visit.uri, CLIENT);
  peer_fail (peer, PEER_REDIRECT);
  page = come_back (&visit, code);
  assert_fails (&visit, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE);
  g_assert_cmpuint (peer->trapped, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("a-person-who-comes-back-is-signed-in", test_good);
  TEST ("the-address-has-pkce-and-a-state-of-its-own", test_uri);
  TEST ("fresh-and-admin-are-asked-for", test_flags);
  TEST ("a-wrong-state-is-404-and-it-goes-on", test_wrong_state);
  TEST ("a-favicon-and-an-image-of-a-page-are-404-and-it-goes-on", test_others);
  TEST ("another-method-or-path-is-404-and-it-goes-on", test_other_requests);
  TEST ("another-host-is-404-and-it-goes-on", test_other_hosts);
  TEST ("a-preconnect-is-passed-over", test_preconnect);
  TEST ("a-crowd-of-connections-does-not-keep-the-browser-out", test_crowd);
  TEST ("a-long-request-is-not-read", test_long_request);
  TEST ("a-slow-request-is-ended", test_slow_request);
  TEST ("a-reused-code-is-refused", test_reused_code);
  TEST ("a-code-of-another-client-or-sign-in-is-refused", test_code_of_another);
  TEST ("a-refusal-is-told-with-its-reason", test_refused);
  TEST ("the-page-loads-nothing-and-repeats-nothing", test_page);
  TEST ("it-can-be-cancelled", test_cancel);
  TEST ("it-ends-in-time", test_time);
  TEST ("the-next-free-port-is-taken", test_ports);
  TEST ("no-free-port-is-told", test_no_port);
  TEST ("no-browser-is-told", test_no_browser);
  TEST ("a-redirect-of-the-token-endpoint-is-not-followed", test_redirect);
  return g_test_run ();
}
