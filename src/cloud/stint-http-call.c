/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-http-call.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Without a byte for so long, a connection is given up: the gateway answers within 29 seconds. */
#define SILENCE_S 30
#define IDLE_S 60
#define CHUNK_BYTES (64 * 1024)

typedef struct
{
  SoupMessage  *message;
  GCancellable *stop; /* ends the call: when time is up, or when the caller's is cancelled */
  GSource      *link; /* of the caller's cancellable to it */
  guint         limit_id;
  gboolean      is_late;
  StintHttpFate fate;
  GByteArray   *body;
} Call;

/* The call has ended: nothing may end it any more. */
static void
settle (Call *call)
{
  g_clear_handle_id (&call->limit_id, g_source_remove);
  if (call->link != NULL)
    g_source_destroy (call->link);
  g_clear_pointer (&call->link, g_source_unref);
}

static void
call_free (Call *call)
{
  settle (call);
  g_clear_object (&call->stop);
  g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_object (&call->message);
  g_clear_pointer (&call->body, g_byte_array_unref);
  g_free (call);
}

/* On loopback there is nothing that a proxy could reach better than we can, and it need not see what is local. */
static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_strcmp0 (host, "localhost") == 0;
}

/**
 * stint_http_session_new:
 * @base: the address that all its messages go to
 *
 * A session without cookies, cache or log, by the system's proxies; certificates are verified, as libsoup does by itself.
 *
 * Returns: (transfer full)
 */
SoupSession *
stint_http_session_new (const char *base)
{
  g_autoptr (GUri) uri = g_uri_parse (base, G_URI_FLAGS_NONE, NULL);
  SoupSession *session = soup_session_new_with_options ("timeout", SILENCE_S, "idle-timeout", IDLE_S,
                                                        "user-agent", "Stint/" STINT_VERSION, NULL);

  if (uri != NULL && is_loopback (uri))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

/* Returns: (transfer full) (nullable): a message that follows no redirect; %NULL if there is no such address */
SoupMessage *
stint_http_message_new (const char *method,
                        const char *base,
                        const char *path)
{
  g_autofree char *address = g_strconcat (base, path, NULL);
  SoupMessage *message = soup_message_new (method, address);

  if (message != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

static void
return_fault (GTask  *task,
              GError *fault)
{
  Call *call = g_task_get_task_data (task);
  const char *host = g_uri_get_host (soup_message_get_uri (call->message));

  settle (call);
  if (!g_task_return_error_if_cancelled (task))
    {
      if (call->is_late)
        g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE, _("%s did not answer in time."), host);
      else if (g_error_matches (fault, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
        g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_UNTRUSTED,
                                 _("The certificate of %s cannot be trusted, so nothing was sent there."), host);
      else
        g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE,
                                 /* Translators: the second %s is what the system says, such as “Connection refused”. */
                                 _("%s cannot be reached: %s."), host, fault->message);
    }
  g_error_free (fault);
}

static gint64
read_date_ms (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

/* Seconds or a date; a date is compared with the server's own clock if it told it. */
static gint64
read_retry_after_s (SoupMessageHeaders *headers,
                    gint64              date_ms)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;

  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;
  return MAX (0, g_date_time_to_unix (date) - (date_ms > 0 ? date_ms : g_get_real_time () / 1000) / 1000);
}

static void
return_answer (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  StintApiAnswer *answer = g_new0 (StintApiAnswer, 1);

  settle (call);
  answer->status = soup_message_get_status (call->message);
  answer->date_ms = read_date_ms (headers);
  answer->retry_after_s = read_retry_after_s (headers, answer->date_ms);
  answer->length = call->body->len;
  g_byte_array_append (call->body, (const guint8 *) "", 1);
  answer->body = (char *) g_byte_array_free (g_steal_pointer (&call->body), FALSE);
  g_task_return_pointer (task, answer, (GDestroyNotify) stint_api_answer_free);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *fault = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &fault);

  if (bytes == NULL)
    {
      return_fault (task, fault);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      return_answer (task);
      return;
    }
  g_byte_array_append (call->body, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  if (call->body->len > STINT_HTTP_MAX_BYTES)
    {
      settle (call);
      g_cancellable_cancel (call->stop);
      g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_FAILED, _("The answer of %s is too large."),
                               g_uri_get_host (soup_message_get_uri (call->message)));
      return;
    }
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), CHUNK_BYTES, G_PRIORITY_DEFAULT, call->stop, read_cb, g_object_ref (task));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *fault = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &fault);

  if (stream == NULL)
    return_fault (task, fault);
  else
    g_input_stream_read_bytes_async (stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->stop, read_cb, g_object_ref (task));
}

static void
wrote_headers_cb (SoupMessage *message,
                  gpointer     user_data)
{
  Call *call = user_data;

  call->fate = STINT_HTTP_FATE_SENT;
}

static gboolean
limit_reached_cb (gpointer user_data)
{
  Call *call = user_data;

  call->limit_id = 0;
  call->is_late = TRUE;
  g_cancellable_cancel (call->stop);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* By a source, not by the signal: whoever cancels is not to find itself in the middle of the call's end. */
static void
link_cancellable (Call         *call,
                  GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  call->link = g_cancellable_source_new (cancellable);
  g_source_set_callback (call->link, G_SOURCE_FUNC (cancelled_cb), g_object_ref (call->stop), g_object_unref);
  g_source_attach (call->link, g_main_context_get_thread_default ());
}

/**
 * stint_http_call_async:
 * @limit_s: how long it may take in all, however busily the server goes on sending
 *
 * Sends a request and reads the whole answer. Main thread only.
 */
void
stint_http_call_async (SoupSession        *session,
                       SoupMessage        *message,
                       guint               limit_s,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, stint_http_call_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  call->message = g_object_ref (message);
  call->body = g_byte_array_new ();
  call->stop = g_cancellable_new ();
  call->limit_id = g_timeout_add_seconds (limit_s, limit_reached_cb, call);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), call);
  link_cancellable (call, cancellable);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, call->stop, sent_cb, g_steal_pointer (&task));
}

/**
 * stint_http_call_finish:
 * @fate: (out) (optional): whether the server may have acted on the request; also set on errors
 *
 * Returns: (transfer full): the answer, whatever its status; %NULL with %STINT_CLOUD_ERROR_OFFLINE, _UNTRUSTED or _FAILED, or
 *   %G_IO_ERROR_CANCELLED
 */
StintApiAnswer *
stint_http_call_finish (GAsyncResult  *result,
                        StintHttpFate *fate,
                        GError       **error)
{
  Call *call = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, stint_http_call_async), NULL);

  if (fate != NULL)
    *fate = call->fate;
  return g_task_propagate_pointer (G_TASK (result), error);
}
