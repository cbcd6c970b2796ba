/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/service/http-peer.h"

#include <string.h>

#define SILENCE "silence"

struct _HttpPeer
{
  GSocketListener *listener;
  GCancellable    *cancellable;
  GThread         *thread;
  GMutex           lock;
  GPtrArray       *replies;
  GPtrArray       *requests;
  guint            n_replied;
  guint16          port;
};

/* Reads a request's head and body. Returns: (transfer full) (nullable): %NULL when the other side hung up */
static char *
read_request (GInputStream *input,
              GCancellable *cancellable)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize wanted = G_MAXSIZE;

  while (text->len < wanted)
    {
      char bytes[4096];
      gssize n = g_input_stream_read (input, bytes, sizeof bytes, cancellable, NULL);
      const char *end;
      const char *length;

      if (n <= 0)
        return NULL;
      g_string_append_len (text, bytes, n);
      end = strstr (text->str, "\r\n\r\n");
      if (end == NULL)
        continue;
      length = strstr (text->str, "Content-Length: ");
      wanted = end + 4 - text->str;
      if (length != NULL && length < end)
        wanted += g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full) (nullable): the next reply, %NULL when there is none left */
static char *
take_reply (HttpPeer *self,
            char     *request)
{
  char *reply = NULL;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, request);
  if (self->n_replied < self->replies->len)
    reply = g_strdup (self->replies->pdata[self->n_replied++]);
  g_mutex_unlock (&self->lock);
  return reply;
}

static void
serve (HttpPeer          *self,
       GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char *request;

  while ((request = read_request (input, self->cancellable)) != NULL)
    {
      g_autofree char *reply = take_reply (self, request);

      if (reply == NULL)
        return;
      if (strcmp (reply, SILENCE) == 0)
        continue;
      g_output_stream_write_all (output, reply, strlen (reply), NULL, self->cancellable, NULL);
      if (strstr (reply, "Connection: close") != NULL)
        return;
    }
}

static gpointer
run (gpointer data)
{
  HttpPeer *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GSocketConnection) connection = g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);

      if (connection != NULL)
        serve (self, connection);
    }
  return NULL;
}

HttpPeer *
http_peer_new (void)
{
  HttpPeer *self = g_new0 (HttpPeer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  self->replies = g_ptr_array_new_with_free_func (g_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("http-peer", run, self);
  return self;
}

void
http_peer_free (HttpPeer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->replies);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Returns: (transfer full): host and port */
char *
http_peer_dup_host (HttpPeer *self)
{
  return g_strdup_printf ("127.0.0.1:%u", self->port);
}

/* @headers: each ended by a line break, or "" */
void
http_peer_add (HttpPeer   *self,
               int         status,
               const char *headers,
               const char *body)
{
  g_autofree char *raw = g_strdup_printf ("HTTP/1.1 %d Said\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                          status, headers, strlen (body), body);

  http_peer_add_raw (self, raw);
}

/* @raw: the bytes of an answer; one that says "Connection: close" ends the connection */
void
http_peer_add_raw (HttpPeer   *self,
                   const char *raw)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->replies, g_strdup (raw));
  g_mutex_unlock (&self->lock);
}

/* It hears the next request, and says nothing. */
void
http_peer_add_silence (HttpPeer *self)
{
  http_peer_add_raw (self, SILENCE);
}

guint
http_peer_n_requests (HttpPeer *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->requests->len;
  g_mutex_unlock (&self->lock);
  return n;
}

const char *
http_peer_get_request (HttpPeer *self,
                       guint     i)
{
  const char *request;

  g_mutex_lock (&self->lock);
  g_assert_cmpuint (i, <, self->requests->len);
  request = self->requests->pdata[i];
  g_mutex_unlock (&self->lock);
  return request;
}
