/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud-fixture.h"

#include "cloud/stint-api.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/api/" path, Fixture, NULL, set_up, function, tear_down)
#define KEY "0e5a0000-0000-4000-8000-0000000000ff"
#define LARGE (9 * 1024 * 1024)

/* Somebody who is signed in, and the API with it. */
typedef struct
{
  Peer          peer;
  StintSession *session;
  StintApi     *api;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer unused)
{
  g_autoptr (StintTokens) tokens = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  peer_set_up (&self->peer, NULL);
  tokens = peer_make_tokens (&self->peer, EVA);
  self->session = stint_session_new (self->peer.connection, EVA, self->peer.lock_path);
  stint_session_adopt_async (self->session, tokens, NULL, store_result_cb, &result);
  g_assert_true (stint_session_adopt_finish (self->session, wait_for_result (&result), NULL));
  self->api = stint_api_new (self->session);
}

static void
tear_down (Fixture      *self,
           gconstpointer unused)
{
  g_clear_object (&self->api);
  g_clear_object (&self->session);
  peer_tear_down (&self->peer, NULL);
}

static StintApiAnswer *
send_by (StintApi   *api,
         const char *method,
         const char *path,
         const char *key,
         const char *body,
         GError    **error)
{
  g_autoptr (StintApiRequest) request = stint_api_request_new (method, path, key, body);
  g_autoptr (GAsyncResult) result = NULL;

  stint_transport_send_async (STINT_TRANSPORT (api), request, NULL, store_result_cb, &result);
  return stint_transport_send_finish (STINT_TRANSPORT (api), wait_for_result (&result), error);
}

static StintApiAnswer *
get (Fixture *self,
     GError **error)
{
  return send_by (self->api, "GET", "/changes?since=0&limit=50", NULL, NULL, error);
}

static void
assert_fails (Fixture        *self,
              StintCloudError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (get (self, &error));
  g_assert_error (error, STINT_CLOUD_ERROR, (int) code);
}

static void
assert_header (Fixture    *self,
               const char *name,
               const char *value)
{
  g_assert_cmpstr (soup_message_headers_get_one (self->peer.call_headers, name), ==, value);
}

static void
set_api_body (Fixture    *self,
              const char *body)
{
  self->peer.api_body = g_strdup (body);
  self->peer.api_length = strlen (body);
}

static void
test_get (Fixture      *self,
          gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintApiAnswer) answer = NULL;

  set_api_body (self, "{\"head\":\"1.a\"}");
  answer = get (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->body, ==, "{\"head\":\"1.a\"}");
  g_assert_cmpuint (answer->length, ==, strlen ("{\"head\":\"1.a\"}"));
  g_assert_cmpint (answer->retry_after_s, ==, -1);
  g_assert_cmpstr (self->peer.call_method, ==, "GET");
  g_assert_cmpstr (self->peer.call_path, ==, "/api/changes?since=0&limit=50");
  assert_header (self, "Stint-Client", "0.1.0");
  assert_header (self, "User-Agent", "Stint/0.1.0");
  assert_header (self, "Idempotency-Key", NULL);
  assert_header (self, "Content-Type", NULL);
}

static void
test_post (Fixture      *self,
           gconstpointer unused)
{
  g_autoptr (StintApiAnswer) answer = send_by (self->api, "POST", "/changes", KEY, "{\"ops\":[\"ü\"]}", NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (self->peer.call_method, ==, "POST");
  g_assert_cmpstr (self->peer.call_body, ==, "{\"ops\":[\"ü\"]}");
  assert_header (self, "Idempotency-Key", KEY);
  assert_header (self, "Content-Type", "application/json");
}

static void
test_statuses (Fixture      *self,
               gconstpointer unused)
{
  const guint statuses[] = { 400, 403, 404, 409, 410, 413, 422, 426, 429, 500, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (StintApiAnswer) answer = NULL;

      self->peer.api_status = statuses[i];
      answer = get (self, NULL);
      g_assert_cmpuint (answer->status, ==, statuses[i]);
    }
  g_assert_cmpuint (self->peer.n_calls, ==, G_N_ELEMENTS (statuses));
}

static void
test_dates (Fixture      *self,
            gconstpointer unused)
{
  g_autoptr (StintApiAnswer) seconds = NULL;
  g_autoptr (StintApiAnswer) date = NULL;
  g_autoptr (StintApiAnswer) past = NULL;
  g_autoptr (StintApiAnswer) nonsense = NULL;

  self->peer.api_headers[0][0] = "Date";
  self->peer.api_headers[0][1] = "Mon, 23 Nov 2026 12:00:00 GMT";
  self->peer.api_headers[1][0] = "Retry-After";
  self->peer.api_headers[1][1] = "120";
  seconds = get (self, NULL);
  self->peer.api_headers[1][1] = "Mon, 23 Nov 2026 12:01:30 GMT";
  date = get (self, NULL);
  self->peer.api_headers[1][1] = "Mon, 23 Nov 2026 11:00:00 GMT";
  past = get (self, NULL);
  self->peer.api_headers[1][1] = "soon";
  nonsense = get (self, NULL);

  g_assert_cmpint (seconds->date_ms, ==, G_GINT64_CONSTANT (1795435200000));
  g_assert_cmpint (seconds->retry_after_s, ==, 120);
  g_assert_cmpint (date->retry_after_s, ==, 90);
  g_assert_cmpint (past->retry_after_s, ==, 0);
  g_assert_cmpint (nonsense->retry_after_s, ==, -1);
}

static void
test_unauthorized (Fixture      *self,
                   gconstpointer unused)
{
  g_autoptr (StintApiAnswer) answer = NULL;

  g_hash_table_remove_all (self->peer.access_tokens);
  answer = get (self, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);
  g_assert_cmpuint (self->peer.n_calls, ==, 2);
}

static void
test_unauthorized_twice (Fixture      *self,
                         gconstpointer unused)
{
  g_autoptr (StintApiAnswer) answer = NULL;

  self->peer.api_status = 401;
  answer = get (self, NULL);
  g_assert_cmpuint (answer->status, ==, 401);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);
  g_assert_cmpuint (self->peer.n_calls, ==, 2);
}

static void
test_own_token (Fixture      *self,
                gconstpointer unused)
{
  g_autoptr (StintTokens) tokens = peer_make_tokens (&self->peer, EVA);
  g_autoptr (StintApi) api = stint_api_new_with_tokens (self->peer.connection, tokens);
  g_autofree char *expected = g_strconcat ("Bearer ", tokens->access_token, NULL);
  g_autoptr (StintApiAnswer) good = send_by (api, "DELETE", "/me", NULL, NULL, NULL);
  g_autoptr (StintApiAnswer) bad = NULL;

  g_assert_cmpuint (good->status, ==, 200);
  assert_header (self, "Authorization", expected);
  g_hash_table_remove_all (self->peer.access_tokens);
  bad = send_by (api, "DELETE", "/me", NULL, NULL, NULL);
  g_assert_cmpuint (bad->status, ==, 401);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 0);
}

static void
test_redirect (Fixture      *self,
               gconstpointer unused)
{
  g_autoptr (StintApiAnswer) answer = NULL;

  peer_fail (&self->peer, PEER_REDIRECT);
  answer = get (self, NULL);
  g_assert_cmpuint (answer->status, ==, 302);
  g_assert_cmpuint (self->peer.trapped, ==, 0);
}

static void
test_broken (Fixture      *self,
             gconstpointer unused)
{
  peer_fail (&self->peer, PEER_DROP);
  peer_fail (&self->peer, PEER_DROP);
  assert_fails (self, STINT_CLOUD_ERROR_OFFLINE);
  g_queue_clear (&self->peer.faults);
  peer_fail (&self->peer, PEER_CUT);
  assert_fails (self, STINT_CLOUD_ERROR_OFFLINE);
}

static void
test_lost_post (Fixture      *self,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  peer_fail (&self->peer, PEER_LOSE);
  g_assert_null (send_by (self->api, "POST", "/changes", KEY, "{}", &error));
  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE);

  /* Whether to ask again, and with what, is not decided here. */
  g_assert_cmpuint (self->peer.n_calls, ==, 1);
}

static void
test_nobody (Fixture      *self,
             gconstpointer unused)
{
  soup_server_disconnect (self->peer.server);
  assert_fails (self, STINT_CLOUD_ERROR_OFFLINE);
}

static void
test_large (Fixture      *self,
            gconstpointer unused)
{
  self->peer.api_body = g_strnfill (LARGE, ' ');
  self->peer.api_length = LARGE;
  assert_fails (self, STINT_CLOUD_ERROR_FAILED);
}

static void
test_cancel (Fixture      *self,
             gconstpointer unused)
{
  g_autoptr (StintApiRequest) request = stint_api_request_new ("GET", "/changes", NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  stint_transport_send_async (STINT_TRANSPORT (self->api), request, cancellable, store_result_cb, &result);
  g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (stint_transport_send_finish (STINT_TRANSPORT (self->api), wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static StintApi *
make_api_at (Fixture    *self,
             const char *base)
{
  const guint16 ports[3] = { 1, 2, 3 };
  g_autoptr (StintConnection) connection = peer_connect (base, ports);
  g_autoptr (StintTokens) tokens = peer_make_tokens (&self->peer, EVA);

  return stint_api_new_with_tokens (connection, tokens);
}

static void
count_request_cb (SoupServer        *server,
                  SoupServerMessage *message,
                  const char        *path,
                  GHashTable        *query,
                  gpointer           user_data)
{
  guint *n_requests = user_data;

  ++*n_requests;
  soup_server_message_set_status (message, 200, NULL);
}

static void
test_certificate (Fixture      *self,
                  gconstpointer unused)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "other-host.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (SoupServer) server = soup_server_new ("tls-certificate", certificate, NULL);
  guint n_requests = 0;
  g_autofree char *base = NULL;
  g_autoptr (StintApi) api = NULL;
  GSList *uris;

  g_assert_no_error (error);
  soup_server_add_handler (server, "/", count_request_cb, &n_requests, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  base = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  api = make_api_at (self, base);
  g_assert_null (send_by (api, "GET", "/changes", NULL, NULL, &error));
  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_UNTRUSTED);
  g_assert_cmpuint (n_requests, ==, 0);
  soup_server_disconnect (server);
}

/* What asks a proxy first says where it wants to go. */
static char *
read_first_line (GSocketListener *listener,
                 GAsyncResult   **accepted)
{
  g_autoptr (GSocketConnection) connection = g_socket_listener_accept_finish (listener, wait_for_result (accepted), NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  char text[512] = "";

  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), text, sizeof text - 1, G_PRIORITY_DEFAULT, NULL,
                             store_result_cb, &result);
  g_input_stream_read_finish (g_io_stream_get_input_stream (G_IO_STREAM (connection)), wait_for_result (&result), NULL);
  return g_strndup (text, strcspn (text, "\r\n"));
}

static void
test_proxy (Fixture      *self,
            gconstpointer unused)
{
  g_autoptr (GSocketListener) proxy = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (proxy, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (GAsyncResult) accepted = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (StintApi) api = NULL;
  g_autoptr (StintApiAnswer) local = NULL;
  g_autoptr (StintApiRequest) request = stint_api_request_new ("GET", "/changes", NULL, NULL);
  g_autofree char *line = NULL;

  g_setenv ("http_proxy", address, TRUE);
  g_setenv ("https_proxy", address, TRUE);

  /* What is on this machine is asked itself. */
  local = get (self, NULL);
  g_assert_cmpuint (local->status, ==, 200);

  api = make_api_at (self, "https://stint.example");
  g_socket_listener_accept_async (proxy, NULL, store_result_cb, &accepted);
  stint_transport_send_async (STINT_TRANSPORT (api), request, NULL, store_result_cb, &result);
  line = read_first_line (proxy, &accepted);
  g_assert_true (g_str_has_prefix (line, "CONNECT stint.example:443 "));
  g_unsetenv ("http_proxy");
  g_unsetenv ("https_proxy");
  wait_for_result (&result);
}

static gboolean
delete_user (Fixture *self,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  stint_api_delete_user_async (self->api, NULL, store_result_cb, &result);
  return stint_api_delete_user_finish (self->api, wait_for_result (&result), error);
}

static void
test_delete_user (Fixture      *self,
                  gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (delete_user (self, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (self->peer.call_method, ==, "POST");
  g_assert_cmpstr (self->peer.call_path, ==, "/");
  assert_header (self, "X-Amz-Target", "AWSCognitoIdentityProviderService.DeleteUser");
  assert_header (self, "Content-Type", "application/x-amz-json-1.1");
  assert_header (self, "Authorization", NULL);
  g_assert_true (g_str_has_prefix (self->peer.call_body, "{\"AccessToken\":\"ey"));
}

static void
test_delete_user_refused (Fixture      *self,
                          gconstpointer unused)
{
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) offline = NULL;

  self->peer.api_status = 400;
  g_assert_false (delete_user (self, &refused));
  g_assert_error (refused, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED);
  self->peer.api_status = 503;
  g_assert_false (delete_user (self, &offline));
  g_assert_error (offline, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE);
}

int
main (int   argc,
      char *argv[])
{
  char *keyring = use_file_keyring ();
  int status;

  g_setenv ("GIO_USE_PROXY_RESOLVER", "libproxy", TRUE);
  g_test_init (&argc, &argv, NULL);
  TEST ("a-request-goes-with-its-headers", test_get);
  TEST ("a-body-goes-with-its-key", test_post);
  TEST ("every-status-is-an-answer", test_statuses);
  TEST ("the-server-clock-and-its-pause-are-read", test_dates);
  TEST ("after-a-401-it-renews-and-asks-once-more", test_unauthorized);
  TEST ("a-second-401-is-the-answer", test_unauthorized_twice);
  TEST ("a-token-of-its-own-is-not-renewed", test_own_token);
  TEST ("a-redirect-is-not-followed", test_redirect);
  TEST ("a-broken-answer-is-offline", test_broken);
  TEST ("a-lost-answer-is-not-asked-for-again", test_lost_post);
  TEST ("nobody-there-is-offline", test_nobody);
  TEST ("an-answer-that-is-too-large-is-not-read", test_large);
  TEST ("it-can-be-cancelled", test_cancel);
  TEST ("a-certificate-that-does-not-match-is-not-trusted", test_certificate);
  TEST ("the-proxy-of-the-system-is-used-but-not-for-loopback", test_proxy);
  TEST ("a-user-is-deleted-at-the-issuer", test_delete_user);
  TEST ("a-deletion-may-be-refused-or-not-answered", test_delete_user_refused);
  status = g_test_run ();
  remove_file_keyring (keyring);
  return status;
}
