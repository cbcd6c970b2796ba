/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-loopback.h"

#include "cloud/stint-loopback-request.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BACKLOG 16
#define CHUNK_BYTES 2048

struct _StintLoopback
{
  GSocketService   *service;
  char             *redirect;
  char             *host;
  char             *state;
  GPtrArray        *visits; /* oldest first */
  StintLoopbackFunc func;
  gpointer          user_data;
  gboolean          is_done;
};

/**
 * Visit:
 * @loopback: (nullable): %NULL once it is gone
 * @answer: (nullable): what is being written
 * @is_end: the browser came back: what it brought is handed on once it has its page
 *
 * One connection. It always has one call under way, whose end frees it, and @stop ends that.
 */
typedef struct
{
  StintLoopback       *loopback;
  GSocketConnection   *connection;
  GCancellable        *stop;
  guint                limit_id;
  GString             *head;
  char                 chunk[CHUNK_BYTES];
  char                *answer;
  gboolean             is_end;
  StintLoopbackRequest request;
} Visit;

static void read_more (Visit *visit);

static void
visit_free (Visit *visit)
{
  if (visit->loopback != NULL)
    g_ptr_array_remove (visit->loopback->visits, visit);
  g_clear_handle_id (&visit->limit_id, g_source_remove);
  g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  g_clear_object (&visit->connection);
  g_clear_object (&visit->stop);
  g_string_free (visit->head, TRUE);
  g_free (visit->answer);
  stint_loopback_request_clear (&visit->request);
  g_free (visit);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Visit *visit = user_data;
  StintLoopback *loopback = visit->loopback;
  StintLoopbackRequest request = { 0 };

  /* A browser that went away before it had its page has brought the code all the same. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  if (visit->is_end && loopback != NULL)
    {
      request = visit->request;
      visit->request = (StintLoopbackRequest) { 0 };
    }
  visit_free (visit);
  if (request.code != NULL || request.reason != NULL)
    loopback->func (request.code, request.reason, loopback->user_data);
  stint_loopback_request_clear (&request);
}

static void
answer_visit (Visit *visit)
{
  StintLoopback *loopback = visit->loopback;

  if (loopback != NULL && !loopback->is_done && visit->head->len <= STINT_LOOPBACK_MAX_BYTES &&
      stint_loopback_request_read (&visit->request, visit->head->str, loopback->host, loopback->state))
    {
      loopback->is_done = TRUE;
      visit->is_end = TRUE;
    }
  visit->answer = visit->is_end ? stint_loopback_make_page (visit->request.code != NULL) : stint_loopback_make_not_found ();
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (visit->connection)), visit->answer, strlen (visit->answer),
                                   G_PRIORITY_DEFAULT, visit->stop, written_cb, visit);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Visit *visit = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (length <= 0)
    {
      visit_free (visit);
      return;
    }
  g_string_append_len (visit->head, visit->chunk, length);
  if (visit->head->len > STINT_LOOPBACK_MAX_BYTES || g_strstr_len (visit->head->str, (gssize) visit->head->len, "\r\n\r\n") != NULL)
    answer_visit (visit);
  else
    read_more (visit);
}

static void
read_more (Visit *visit)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (visit->connection)), visit->chunk, sizeof visit->chunk,
                             G_PRIORITY_DEFAULT, visit->stop, read_cb, visit);
}

static gboolean
limit_reached_cb (gpointer user_data)
{
  Visit *visit = user_data;

  visit->limit_id = 0;
  g_cancellable_cancel (visit->stop);
  return G_SOURCE_REMOVE;
}

/*
 * The oldest goes when there are too many, so that nobody can keep the browser out by holding connections open. It counts as gone at
 * once, and is freed when its call has ended.
 */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  StintLoopback *self = user_data;
  Visit *visit;

  /* What the browser brought is on its way already. */
  if (self->is_done)
    return TRUE;
  if (self->visits->len >= STINT_LOOPBACK_MAX_VISITS)
    {
      Visit *oldest = g_ptr_array_steal_index (self->visits, 0);

      oldest->loopback = NULL;
      g_cancellable_cancel (oldest->stop);
    }
  visit = g_new0 (Visit, 1);
  visit->loopback = self;
  visit->connection = g_object_ref (connection);
  visit->stop = g_cancellable_new ();
  visit->head = g_string_new (NULL);
  visit->limit_id = g_timeout_add (STINT_LOOPBACK_LIMIT_MS, limit_reached_cb, visit);
  g_ptr_array_add (self->visits, visit);
  read_more (visit);
  return TRUE;
}

static gboolean
listen_at (StintLoopback *self,
           const char    *redirect)
{
  g_autoptr (GUri) uri = g_uri_parse (redirect, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (here, (guint16) g_uri_get_port (uri));
  g_autoptr (GError) error = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, NULL, &error))
    {
      g_debug ("Port %d: %s", g_uri_get_port (uri), error->message);
      return FALSE;
    }
  self->redirect = g_strdup (redirect);
  self->host = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (uri));
  return TRUE;
}

StintLoopback *
stint_loopback_new (const char *const *redirects,
                    const char        *state,
                    StintLoopbackFunc  func,
                    gpointer           user_data,
                    GError           **error)
{
  g_autoptr (StintLoopback) self = g_new0 (StintLoopback, 1);

  self->service = g_socket_service_new ();
  self->visits = g_ptr_array_new ();
  self->state = g_strdup (state);
  self->func = func;
  self->user_data = user_data;
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);

  for (guint i = 0; redirects[i] != NULL; i++)
    if (listen_at (self, redirects[i]))
      {
        g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
        g_socket_service_start (self->service);
        return g_steal_pointer (&self);
      }
  g_set_error_literal (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_PORTS,
                       _("The browser could not come back to Stint: the ports for that are all taken. "
                         "Close what uses them, such as another sign-in, then try again."));
  return NULL;
}

/* Returns: the address that the browser has to come back to */
const char *
stint_loopback_get_redirect (StintLoopback *self)
{
  return self->redirect;
}

void
stint_loopback_free (StintLoopback *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  for (guint i = 0; i < self->visits->len; i++)
    {
      Visit *visit = self->visits->pdata[i];

      visit->loopback = NULL;
      g_cancellable_cancel (visit->stop);
    }
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_free (self->redirect);
  g_free (self->host);
  g_free (self->state);
  g_free (self);
}
