/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peer.h"

#include <string.h>

static char *
encode (const char *bytes,
        gsize       length)
{
  char *text = g_base64_encode ((const guchar *) bytes, length);

  g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static char *
make_jwt (Peer       *self,
          const char *claims)
{
  g_autofree char *head = encode ("{\"alg\":\"none\"}", strlen ("{\"alg\":\"none\"}"));
  g_autofree char *body = encode (claims, strlen (claims));

  return g_strdup_printf ("%s.%s.c2lnbmF0dXJl", head, body);
}

char *
peer_make_refresh_token (Peer *self)
{
  char *token = g_strdup_printf ("refresh-%u-%s", ++self->n_tokens, self->user);

  g_hash_table_add (self->refresh_tokens, g_strdup (token));
  return token;
}

static char *
make_access_token (Peer       *self,
                   const char *user)
{
  g_autofree char *claims = g_strdup_printf ("{\"sub\":\"%s\",\"jti\":\"%u\"}", user, ++self->n_tokens);
  char *token = make_jwt (self, claims);

  g_hash_table_add (self->access_tokens, g_strdup (token));
  return token;
}

/* Returns: (transfer full): as if @user had just signed in */
StintTokens *
peer_make_tokens (Peer       *self,
                  const char *user)
{
  StintTokens *tokens = g_new0 (StintTokens, 1);

  tokens->access_token = make_access_token (self, user);
  tokens->refresh_token = peer_make_refresh_token (self);
  tokens->user = g_strdup (user);
  tokens->expires_us = g_get_monotonic_time () + self->life_s * G_USEC_PER_SEC;
  return tokens;
}

/**
 * peer_grant:
 * @uri: what the browser was to open
 * @client: whose the code is
 *
 * Returns: (transfer full): the code that the person comes back with
 */
char *
peer_grant (Peer       *self,
            const char *uri,
            const char *client)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) form = soup_form_decode (g_uri_get_query (parsed));
  char *code = g_strdup_printf ("code-%u", ++self->n_tokens);

  g_assert_cmpstr (g_hash_table_lookup (form, "code_challenge_method"), ==, "S256");
  g_hash_table_insert (self->codes, g_strdup (code),
                       g_strjoin ("\n", client, (char *) g_hash_table_lookup (form, "code_challenge"),
                                  (char *) g_hash_table_lookup (form, "redirect_uri"), NULL));
  return code;
}

static void
respond (SoupServerMessage *message,
         guint              status,
         const char        *type,
         const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
respond_invalid_grant (SoupServerMessage *message)
{
  respond (message, 400, "application/json", "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid Refresh Token\"}");
}

static void
hang_up (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

static void
cut_answer (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  const char *text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"access_token\":";

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* Returns: whether the fault was the whole of the answer */
static gboolean
handle_fault (Peer              *self,
              SoupServerMessage *message,
              PeerFault          fault)
{
  g_autofree char *trap = NULL;

  switch ((int) fault)
    {
    case PEER_FINE:
    case PEER_LOSE:
      return FALSE;
    case PEER_DROP:
      hang_up (message);
      return TRUE;
    case PEER_CUT:
      cut_answer (message);
      return TRUE;
    case PEER_PAGE:
      respond (message, 200, "text/html", "<!DOCTYPE html><title>Welcome to our hotel</title>");
      return TRUE;
    case PEER_REDIRECT:
      trap = g_strconcat (self->base, "/trap", NULL);
      soup_server_message_set_redirect (message, 302, trap);
      return TRUE;
    case PEER_INVALID_CLIENT:
      respond (message, 400, "application/json", "{\"error\":\"invalid_client\"}");
      return TRUE;
    default:
      respond (message, (guint) fault, "text/html", "<h1>No</h1>");
      return TRUE;
    }
}

static void
respond_tokens (Peer              *self,
                SoupServerMessage *message,
                gboolean           with_refresh_token)
{
  g_autofree char *access = make_access_token (self, self->user);
  g_autofree char *id = make_jwt (self, "{\"email\":\"eva@example.org\"}");
  g_autofree char *refresh = with_refresh_token ? peer_make_refresh_token (self) : NULL;
  g_autofree char *member = refresh != NULL ? g_strdup_printf (",\"refresh_token\":\"%s\"", refresh) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{\"access_token\":\"%s\",\"id_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%u%s}",
                                           access, id, self->life_s, member);

  respond (message, 200, "application/json", body);
}

static void
exchange (Peer              *self,
          SoupServerMessage *message,
          GHashTable        *form)
{
  const char *code = g_hash_table_lookup (form, "code");
  const char *verifier = g_hash_table_lookup (form, "code_verifier");
  const char *grant = code != NULL ? g_hash_table_lookup (self->codes, code) : NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *challenge = NULL;
  g_autofree char *expected = NULL;
  guchar digest[32];
  gsize length = sizeof digest;

  self->n_exchanges++;
  g_checksum_update (checksum, (const guchar *) (verifier != NULL ? verifier : ""), -1);
  g_checksum_get_digest (checksum, digest, &length);
  challenge = encode ((const char *) digest, length);
  expected = g_strjoin ("\n", (char *) g_hash_table_lookup (form, "client_id"), challenge,
                        (char *) g_hash_table_lookup (form, "redirect_uri"), NULL);
  if (g_strcmp0 (grant, expected) == 0)
    respond_tokens (self, message, TRUE);
  else
    respond_invalid_grant (message);
  if (code != NULL)
    g_hash_table_remove (self->codes, code);
}

static void
refresh (Peer              *self,
         SoupServerMessage *message,
         GHashTable        *form)
{
  const char *token = g_hash_table_lookup (form, "refresh_token");

  self->n_refreshes++;
  g_ptr_array_add (self->used_refresh_tokens, g_strdup (token));
  if (token == NULL || !g_hash_table_contains (self->refresh_tokens, token) ||
      g_strcmp0 (g_hash_table_lookup (form, "client_id"), CLIENT) != 0)
    {
      respond_invalid_grant (message);
      return;
    }
  if (self->rotates && !self->grace)
    g_hash_table_remove (self->refresh_tokens, token);
  respond_tokens (self, message, self->rotates);
}

/* A refresh that takes its time, so that another one could come in between. */
typedef struct
{
  Peer              *peer;
  SoupServerMessage *message;
} Pause;

static gboolean
paused_cb (gpointer user_data)
{
  Pause *pause = user_data;

  pause->peer->refreshing--;
  soup_server_message_unpause (pause->message);
  g_object_unref (pause->message);
  g_free (pause);
  return G_SOURCE_REMOVE;
}

static void
pause_answer (Peer              *self,
              SoupServerMessage *message)
{
  Pause *pause = g_new0 (Pause, 1);

  self->refreshing++;
  self->most_refreshing = MAX (self->most_refreshing, self->refreshing);
  pause->peer = self;
  pause->message = g_object_ref (message);
  soup_server_message_pause (message);
  g_timeout_add (self->pause_ms, paused_cb, pause);
}

static GHashTable *
read_form (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return soup_form_decode (text);
}

static void
token_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Peer *self = user_data;
  g_autoptr (GHashTable) form = read_form (message);
  PeerFault fault = GPOINTER_TO_INT (g_queue_pop_head (&self->faults));
  gboolean is_refresh = g_strcmp0 (g_hash_table_lookup (form, "grant_type"), "refresh_token") == 0;

  if (handle_fault (self, message, fault))
    return;
  if (is_refresh)
    refresh (self, message, form);
  else
    exchange (self, message, form);
  if (fault == PEER_LOSE)
    hang_up (message);
  else if (is_refresh && self->pause_ms > 0)
    pause_answer (self, message);
}

static void
revoke_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Peer *self = user_data;
  g_autoptr (GHashTable) form = read_form (message);

  self->n_revocations++;
  g_hash_table_remove (self->refresh_tokens, g_hash_table_lookup (form, "token"));
  respond (message, 200, "text/plain", "");
}

static void
note_call (Peer              *self,
           SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));

  self->n_calls++;
  g_clear_pointer (&self->call_headers, soup_message_headers_unref);
  g_free (self->call_method);
  g_free (self->call_path);
  g_free (self->call_body);
  self->call_headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  self->call_method = g_strdup (soup_server_message_get_method (message));
  self->call_path = g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : "", query, NULL);
  self->call_body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
is_authorized (Peer *self)
{
  const char *header = soup_message_headers_get_one (self->call_headers, "Authorization");

  return header != NULL && g_str_has_prefix (header, "Bearer ") &&
         g_hash_table_contains (self->access_tokens, header + strlen ("Bearer "));
}

static void
api_cb (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  Peer *self = user_data;
  PeerFault fault = GPOINTER_TO_INT (g_queue_pop_head (&self->faults));
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  note_call (self, message);
  if (handle_fault (self, message, fault))
    return;
  if (!is_authorized (self))
    {
      respond (message, 401, "application/json", "{\"message\":\"Unauthorized\"}");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->api_headers) && self->api_headers[i][0] != NULL; i++)
    soup_message_headers_replace (headers, self->api_headers[i][0], self->api_headers[i][1]);
  soup_server_message_set_status (message, self->api_status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, self->api_body != NULL ? self->api_body : "{}",
                                    self->api_body != NULL ? self->api_length : 2);
  if (fault == PEER_LOSE)
    hang_up (message);
}

/* The issuer's own interface, at the root of its origin. */
static void
root_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Peer *self = user_data;

  if (strcmp (path, "/trap") == 0)
    self->trapped++;
  note_call (self, message);
  respond (message, strcmp (path, "/") == 0 ? self->api_status : 404, "application/x-amz-json-1.1", "{}");
}

void
peer_add_handlers (Peer *self)
{
  soup_server_add_handler (self->server, "/oauth2/token", token_cb, self, NULL);
  soup_server_add_handler (self->server, "/oauth2/revoke", revoke_cb, self, NULL);
  soup_server_add_handler (self->server, "/api", api_cb, self, NULL);
  soup_server_add_handler (self->server, "/", root_cb, self, NULL);
}
