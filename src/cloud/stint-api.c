/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-api.h"

#include "cloud/stint-http-call.h"
#include "stint-config.h"
#include "wire/stint-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A page of a first sync on a slow line takes its time; the gateway itself gives up after 29 seconds. */
#define LIMIT_S 120
#define JSON "application/json"
#define AMAZON_JSON "application/x-amz-json-1.1"
#define DELETE_USER "AWSCognitoIdentityProviderService.DeleteUser"

struct _StintApi
{
  GObject          parent_instance;

  StintSession    *session; /* NULL with a token of its own */
  StintConnection *connection;
  char            *token;
  SoupSession     *http;
};

static void stint_api_transport_init (StintTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintApi, stint_api, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (STINT_TYPE_TRANSPORT, stint_api_transport_init))

/* One request and the token that it went with. */
typedef struct
{
  StintApiRequest *request;
  char            *token;
  gboolean         is_second;
} Send;

static void
send_free (Send *send)
{
  stint_api_request_free (send->request);
  g_free (send->token);
  g_free (send);
}

static void
stint_api_finalize (GObject *object)
{
  StintApi *self = STINT_API (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->connection, stint_connection_unref);
  g_clear_pointer (&self->token, g_free);
  g_clear_object (&self->http);

  G_OBJECT_CLASS (stint_api_parent_class)->finalize (object);
}

static void
stint_api_class_init (StintApiClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_api_finalize;
}

static void
stint_api_init (StintApi *self)
{
}

static void
set_connection (StintApi        *self,
                StintConnection *connection)
{
  self->connection = stint_connection_ref (connection);
  self->http = stint_http_session_new (stint_connection_get_api (connection));
}

/* Returns: (transfer full) */
StintApi *
stint_api_new (StintSession *session)
{
  StintApi *self = g_object_new (STINT_TYPE_API, NULL);

  self->session = g_object_ref (session);
  set_connection (self, stint_session_get_connection (session));
  return self;
}

/* Returns: (transfer full): it copies the access token, and does not renew it */
StintApi *
stint_api_new_with_tokens (StintConnection *connection,
                           StintTokens     *tokens)
{
  StintApi *self = g_object_new (STINT_TYPE_API, NULL);

  self->token = g_strdup (tokens->access_token);
  set_connection (self, connection);
  return self;
}

static void
set_body (SoupMessage *message,
          const char  *type,
          const char  *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_set_request_body_from_bytes (message, type, bytes);
}

static SoupMessage *
make_message (StintApi   *self,
              const Send *send)
{
  const StintApiRequest *request = send->request;
  SoupMessage *message = stint_http_message_new (request->method, stint_connection_get_api (self->connection), request->path);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *authorization = g_strconcat ("Bearer ", send->token, NULL);

  soup_message_headers_replace (headers, "Authorization", authorization);
  soup_message_headers_replace (headers, "Accept", JSON);
  soup_message_headers_replace (headers, "Stint-Client", STINT_VERSION);
  if (request->key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", request->key);
  if (request->body != NULL)
    set_body (message, JSON, request->body);
  return message;
}

static void get_token (GTask      *task,
                       const char *stale);

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintApi *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (StintApiAnswer) answer = stint_http_call_finish (result, NULL, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (answer->status == SOUP_STATUS_UNAUTHORIZED && self->session != NULL && !send->is_second)
    {
      g_autofree char *stale = g_steal_pointer (&send->token);

      send->is_second = TRUE;
      get_token (task, stale);
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) stint_api_answer_free);
}

static void
send_with_token (GTask *task,
                 char  *token)
{
  StintApi *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;

  send->token = token;
  message = make_message (self, send);
  stint_http_call_async (self->http, message, LIMIT_S, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static void
got_token_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *token = stint_session_get_token_finish (STINT_SESSION (source), result, &error);

  if (token != NULL)
    send_with_token (task, token);
  else
    g_task_return_error (task, error);
}

static void
get_token (GTask      *task,
           const char *stale)
{
  StintApi *self = g_task_get_source_object (task);

  if (self->session != NULL)
    stint_session_get_token_async (self->session, stale, g_task_get_cancellable (task), got_token_cb, g_object_ref (task));
  else
    send_with_token (task, g_strdup (self->token));
}

static void
stint_api_send_async (StintTransport        *transport,
                      const StintApiRequest *request,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (transport, cancellable, callback, user_data);
  Send *send = g_new0 (Send, 1);

  g_return_if_fail (request->path[0] == '/');

  g_task_set_source_tag (task, stint_api_send_async);
  g_task_set_task_data (task, send, (GDestroyNotify) send_free);
  send->request = stint_api_request_copy (request);
  get_token (task, NULL);
}

static StintApiAnswer *
stint_api_send_finish (StintTransport *transport,
                       GAsyncResult   *result,
                       GError        **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_api_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stint_api_transport_init (StintTransportInterface *iface)
{
  iface->send_async = stint_api_send_async;
  iface->send_finish = stint_api_send_finish;
}

static void
user_deleted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (StintApiAnswer) answer = stint_http_call_finish (result, NULL, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (answer->status == SOUP_STATUS_OK)
    g_task_return_boolean (task, TRUE);
  else if (answer->status == SOUP_STATUS_BAD_REQUEST || answer->status == SOUP_STATUS_FORBIDDEN)
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED,
                             _("The sign-in server did not delete the account (status %u). Sign in again, then try again."),
                             answer->status);
  else
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE,
                             _("The sign-in server gave no proper answer (status %u). Try again later."), answer->status);
}

static void
delete_user (GTask *task,
             char  *access_token)
{
  StintApi *self = g_task_get_source_object (task);
  g_autofree char *token = access_token;
  const char *issuer = stint_connection_get_issuer (self->connection);
  g_autoptr (GUri) uri = g_uri_parse (issuer, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) origin = g_uri_parse_relative (uri, "/", G_URI_FLAGS_NONE, NULL);
  g_autofree char *address = g_uri_to_string (origin);
  g_autoptr (SoupSession) http = stint_http_session_new (issuer);
  g_autoptr (SoupMessage) message = stint_http_message_new (SOUP_METHOD_POST, address, "");
  g_autoptr (GString) body = g_string_new ("{\"AccessToken\":");

  stint_json_append_string (body, token);
  g_string_append_c (body, '}');
  soup_message_headers_replace (soup_message_get_request_headers (message), "X-Amz-Target", DELETE_USER);
  set_body (message, AMAZON_JSON, body->str);
  stint_http_call_async (http, message, LIMIT_S, g_task_get_cancellable (task), user_deleted_cb, g_object_ref (task));
}

static void
got_token_to_delete_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *token = stint_session_get_token_finish (STINT_SESSION (source), result, &error);

  if (token != NULL)
    delete_user (task, token);
  else
    g_task_return_error (task, error);
}

void
stint_api_delete_user_async (StintApi           *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, stint_api_delete_user_async);
  if (self->session != NULL)
    stint_session_get_token_async (self->session, NULL, cancellable, got_token_to_delete_cb, g_steal_pointer (&task));
  else
    delete_user (task, g_strdup (self->token));
}

gboolean
stint_api_delete_user_finish (StintApi     *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_api_delete_user_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
