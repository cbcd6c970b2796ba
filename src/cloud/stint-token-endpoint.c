/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-token-endpoint.h"

#include "cloud/stint-http-call.h"
#include "cloud/stint-reason.h"
#include "stint-config.h"
#include "wire/stint-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A lost answer is asked for again with the old token, which is good for 60 seconds only: so none is waited for for long. */
#define LIMIT_S 15
#define DEFAULT_LIFE_S 300
#define MAX_LIFE_S (24 * 60 * 60)
#define MAX_TOKEN_BYTES (16 * 1024)

/* It goes into a header: nothing but what a JWT is made of (RFC 7519 §3). */
#define JWT_PATTERN "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*$"

/* When it was asked for, for the token's life; whether the server may have acted on a request that failed. */
typedef struct
{
  gint64   asked_us;
  gboolean is_lost;
} Ask;

void
stint_tokens_free (StintTokens *self)
{
  g_free (self->access_token);
  g_free (self->refresh_token);
  g_free (self->user);
  g_free (self->email);
  g_free (self);
}

/* Returns: (transfer full) (nullable): the claims of a JWT, unverified: it came from its issuer, by TLS */
static GVariant *
read_claims (const char *token)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) text = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length;

  if (strlen (token) > MAX_TOKEN_BYTES || !g_regex_match_simple (JWT_PATTERN, token, G_REGEX_DOLLAR_ENDONLY, 0))
    return NULL;

  parts = g_strsplit (token, ".", 3);
  text = g_string_new (g_strdelimit (g_strdelimit (parts[1], "-", '+'), "_", '/'));
  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  bytes = g_base64_decode (text->str, &length);
  return stint_json_parse ((const char *) bytes, (gssize) length, NULL);
}

static char *
dup_claim (const char *token,
           const char *claim)
{
  g_autoptr (GVariant) claims = token != NULL ? read_claims (token) : NULL;
  char *text = NULL;

  if (claims != NULL && g_variant_is_of_type (claims, G_VARIANT_TYPE_VARDICT))
    g_variant_lookup (claims, claim, "s", &text);
  return text;
}

static StintTokens *
read_tokens (GVariant *answer,
             gint64    asked_us)
{
  g_autoptr (StintTokens) tokens = g_new0 (StintTokens, 1);
  const char *id_token = NULL;
  const char *type = "Bearer";
  gint64 life_s = DEFAULT_LIFE_S;

  g_variant_lookup (answer, "access_token", "s", &tokens->access_token);
  g_variant_lookup (answer, "refresh_token", "s", &tokens->refresh_token);
  g_variant_lookup (answer, "id_token", "&s", &id_token);
  g_variant_lookup (answer, "token_type", "&s", &type);
  g_variant_lookup (answer, "expires_in", "x", &life_s);
  tokens->user = dup_claim (tokens->access_token, "sub");
  tokens->email = dup_claim (id_token, "email");
  tokens->expires_us = asked_us + CLAMP (life_s, 0, MAX_LIFE_S) * G_USEC_PER_SEC;

  if (tokens->user == NULL || *tokens->user == '\0' || g_ascii_strcasecmp (type, "Bearer") != 0)
    return NULL;
  if (tokens->refresh_token != NULL && (*tokens->refresh_token == '\0' || strlen (tokens->refresh_token) > MAX_TOKEN_BYTES))
    return NULL;
  return g_steal_pointer (&tokens);
}

/* An answer that may be another one in a while: a proxy's, an overloaded server's, a hotel's page. Only OAuth's own errors are final. */
static void
return_passing (GTask *task,
                guint  status)
{
  Ask *ask = g_task_get_task_data (task);

  ask->is_lost = status >= 500 || status == SOUP_STATUS_OK;
  g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE,
                           _("The sign-in server gave no proper answer (status %u). Stint will try again."), status);
}

static void
return_refusal (GTask    *task,
                GVariant *answer)
{
  const char *name = "";
  const char *description = NULL;
  g_autofree char *reason = NULL;

  g_variant_lookup (answer, "error", "&s", &name);
  g_variant_lookup (answer, "error_description", "&s", &description);
  reason = stint_reason_dup (description, name);
  if (strcmp (name, "invalid_grant") == 0)
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN,
                             _("The sign-in server has ended this session. Sign in again."));
  else
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_FAILED, _("The sign-in server refused: %s."),
                             reason != NULL ? reason : "?");
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  StintHttpFate fate;
  GError *error = NULL;
  g_autoptr (StintApiAnswer) answer = stint_http_call_finish (result, &fate, &error);
  g_autoptr (GVariant) members = NULL;
  StintTokens *tokens;

  if (answer == NULL)
    {
      ask->is_lost = fate == STINT_HTTP_FATE_SENT;
      g_task_return_error (task, error);
      return;
    }

  members = stint_json_parse (answer->body, (gssize) answer->length, NULL);
  if (members == NULL || !g_variant_is_of_type (members, G_VARIANT_TYPE_VARDICT))
    return_passing (task, answer->status);
  else if (answer->status == SOUP_STATUS_OK)
    {
      tokens = read_tokens (members, ask->asked_us);
      if (tokens != NULL)
        g_task_return_pointer (task, tokens, (GDestroyNotify) stint_tokens_free);
      else
        return_passing (task, answer->status);
    }
  else if ((answer->status == SOUP_STATUS_BAD_REQUEST || answer->status == SOUP_STATUS_UNAUTHORIZED) &&
           g_variant_lookup (members, "error", "s", NULL))
    return_refusal (task, members);
  else
    return_passing (task, answer->status);
}

static void
post (GTask              *task,
      SoupSession        *http,
      StintConnection    *connection,
      const char         *path,
      char               *form,
      GAsyncReadyCallback answered)
{
  g_autofree char *body = form;
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (SoupMessage) message = stint_http_message_new (SOUP_METHOD_POST, stint_connection_get_sign_in (connection), path);

  soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, bytes);
  stint_http_call_async (http, message, LIMIT_S, g_task_get_cancellable (task), answered, g_object_ref (task));
}

static GTask *
new_task (GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data,
          gpointer            tag)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  ask->asked_us = g_get_monotonic_time ();
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, ask, g_free);
  return task;
}

void
stint_token_endpoint_exchange_async (SoupSession        *http,
                                     StintConnection    *connection,
                                     const char         *code,
                                     const char         *verifier,
                                     const char         *redirect,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  g_autoptr (GTask) task = new_task (cancellable, callback, user_data, stint_token_endpoint_finish);

  post (task, http, connection, "/oauth2/token",
        soup_form_encode ("grant_type", "authorization_code", "client_id", stint_connection_get_client_id (connection),
                          "code", code, "code_verifier", verifier, "redirect_uri", redirect, NULL), answered_cb);
}

void
stint_token_endpoint_refresh_async (SoupSession        *http,
                                    StintConnection    *connection,
                                    const char         *refresh_token,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = new_task (cancellable, callback, user_data, stint_token_endpoint_finish);

  post (task, http, connection, "/oauth2/token",
        soup_form_encode ("grant_type", "refresh_token", "client_id", stint_connection_get_client_id (connection),
                          "refresh_token", refresh_token, NULL), answered_cb);
}

/**
 * stint_token_endpoint_finish:
 * @is_lost: (out) (optional): whether the server may have given tokens that did not arrive; set on errors
 *
 * Returns: (transfer full): %NULL with %STINT_CLOUD_ERROR_SIGN_IN on invalid_grant and on nothing else, _FAILED on OAuth's other errors,
 *   _UNTRUSTED, or _OFFLINE on all that may pass
 */
StintTokens *
stint_token_endpoint_finish (GAsyncResult *result,
                             gboolean     *is_lost,
                             GError      **error)
{
  Ask *ask = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_async_result_is_tagged (result, stint_token_endpoint_finish), NULL);

  if (is_lost != NULL)
    *is_lost = ask->is_lost;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (StintApiAnswer) answer = stint_http_call_finish (result, NULL, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (answer->status != SOUP_STATUS_OK)
    return_passing (task, answer->status);
  else
    g_task_return_boolean (task, TRUE);
}

void
stint_token_endpoint_revoke_async (SoupSession        *http,
                                   StintConnection    *connection,
                                   const char         *refresh_token,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = new_task (cancellable, callback, user_data, stint_token_endpoint_revoke_async);

  post (task, http, connection, "/oauth2/revoke",
        soup_form_encode ("token", refresh_token, "client_id", stint_connection_get_client_id (connection), NULL), revoked_cb);
}

gboolean
stint_token_endpoint_revoke_finish (GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_token_endpoint_revoke_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
