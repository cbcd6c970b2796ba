/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud-fixture.h"

#include "peer.h"

#include <glib/gstdio.h>
#include <string.h>

void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns: (transfer none): what store_result_cb () put there, once it has */
GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

void
iterate_until (const guint *counter,
               guint        value)
{
  while (*counter < value)
    g_main_context_iteration (NULL, TRUE);
}

guint16
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

/* Each has an issuer of its own: a port may be had again, and then the keyring would have what the test before left there. */
StintConnection *
peer_connect (const char   *base,
              const guint16 ports[3])
{
  g_autofree char *pool = g_uuid_string_random ();
  g_autofree char *json =
    g_strdup_printf ("{\"format\":\"stint-connect\",\"version\":1,\"name\":\"Test\",\"api\":\"%s/api\",\"issuer\":\"%s/%s\","
                     "\"client_id\":\"" CLIENT "\",\"sign_in\":\"%s\",\"redirects\":[\"http://127.0.0.1:%u/callback\","
                     "\"http://127.0.0.1:%u/callback\",\"http://127.0.0.1:%u/callback\"],\"scopes\":[\"stint/sync\",\"stint/assist\"]}",
                     base, base, pool, base, ports[0], ports[1], ports[2]);
  g_autoptr (GError) error = NULL;
  StintConnection *connection = stint_connection_parse (json, -1, TRUE, &error);

  g_assert_no_error (error);
  return connection;
}

void
peer_set_up (Peer         *self,
             gconstpointer unused)
{
  const guint16 ports[3] = { find_free_port (), find_free_port (), find_free_port () };
  g_autoptr (GError) error = NULL;
  GSList *uris;

  *self = (Peer) { .rotates = TRUE, .user = EVA, .life_s = 1200, .api_status = 200 };
  g_queue_init (&self->faults);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->access_tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refresh_tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->used_refresh_tokens = g_ptr_array_new_with_free_func (g_free);
  self->directory = g_dir_make_tmp ("stint-cloud-XXXXXX", NULL);
  self->lock_path = g_build_filename (self->directory, "tokens.lock", NULL);

  self->server = soup_server_new (NULL, NULL);
  peer_add_handlers (self);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->connection = peer_connect (self->base, ports);
}

void
peer_tear_down (Peer         *self,
                gconstpointer unused)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->connection, stint_connection_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_clear_pointer (&self->access_tokens, g_hash_table_unref);
  g_clear_pointer (&self->refresh_tokens, g_hash_table_unref);
  g_clear_pointer (&self->used_refresh_tokens, g_ptr_array_unref);
  g_clear_pointer (&self->call_headers, soup_message_headers_unref);
  g_queue_clear (&self->faults);
  g_unlink (self->lock_path);
  g_rmdir (self->directory);
  g_free (self->lock_path);
  g_free (self->directory);
  g_free (self->base);
  g_free (self->call_method);
  g_free (self->call_path);
  g_free (self->call_body);
  g_free (self->api_body);

  /* What was cancelled ends before the next test begins. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
peer_fail (Peer     *self,
           PeerFault fault)
{
  g_queue_push_tail (&self->faults, GINT_TO_POINTER (fault));
}

GSocketConnection *
connect_raw (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) socket = g_inet_socket_address_new (address, port);

  return g_socket_client_connect (client, G_SOCKET_CONNECTABLE (socket), NULL, NULL);
}

/* Returns: (transfer full): what comes until the other side closes; empty if it was closed at once */
char *
read_raw (GSocketConnection *connection)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString *answer = g_string_new (NULL);
  char chunk[4096];
  gssize length = 1;

  while (length > 0)
    {
      g_autoptr (GAsyncResult) result = NULL;

      g_input_stream_read_async (stream, chunk, sizeof chunk, G_PRIORITY_DEFAULT, NULL, store_result_cb, &result);
      length = g_input_stream_read_finish (stream, wait_for_result (&result), NULL);
      if (length > 0)
        g_string_append_len (answer, chunk, length);
    }
  return g_string_free (answer, FALSE);
}

/* Returns: (transfer full) (nullable): the whole answer to @text; %NULL if nobody listens */
char *
ask_raw (guint16     port,
         const char *text)
{
  g_autoptr (GSocketConnection) connection = connect_raw (port);

  if (connection == NULL)
    return NULL;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL, NULL);
  return read_raw (connection);
}
