/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-sign-in.h"

#include "cloud/stint-http-call.h"
#include "cloud/stint-loopback.h"
#include "cloud/stint-token-endpoint.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#define DEFAULT_LIMIT_S (5 * 60)
#define ADMIN_SCOPE "aws.cognito.signin.user.admin"

/* Of the state and of the verifier; the latter is then 43 characters long, as RFC 7636 §4.1 recommends. */
#define RANDOM_BYTES 32

typedef struct
{
  StintConnection *connection;
  SoupSession     *http;
  StintLoopback   *loopback;
  char            *verifier;
  guint            limit_id;
  GSource         *link;
} SignIn;

static void
stop_waiting (SignIn *self)
{
  g_clear_handle_id (&self->limit_id, g_source_remove);
  if (self->link != NULL)
    g_source_destroy (self->link);
  g_clear_pointer (&self->link, g_source_unref);
  g_clear_pointer (&self->loopback, stint_loopback_free);
}

static void
sign_in_free (SignIn *self)
{
  stop_waiting (self);
  g_clear_pointer (&self->connection, stint_connection_unref);
  g_clear_object (&self->http);
  g_free (self->verifier);
  g_free (self);
}

/* Returns: (transfer full): base64url without padding (RFC 4648 §5) */
static char *
encode (const guchar *bytes,
        gsize         length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

/* Returns: (transfer full) (nullable): what nobody can guess */
static char *
make_secret (GError **error)
{
  guchar bytes[RANDOM_BYTES];

  /* So few bytes come whole. */
  if (getrandom (bytes, sizeof bytes, 0) == (ssize_t) sizeof bytes)
    return encode (bytes, sizeof bytes);

  g_set_error_literal (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_FAILED,
                       _("The system gives no random numbers, so nobody can sign in safely."));
  return NULL;
}

static char *
make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return encode (digest, length);
}

static char *
make_scope (StintConnection *connection,
            StintSignInFlags flags)
{
  const char *const *scopes = stint_connection_get_scopes (connection);
  GString *text = g_string_new ("openid");

  for (guint i = 0; scopes[i] != NULL; i++)
    if (strcmp (scopes[i], "openid") != 0 && strcmp (scopes[i], ADMIN_SCOPE) != 0)
      g_string_append_printf (text, " %s", scopes[i]);
  if (flags & STINT_SIGN_IN_ADMIN)
    g_string_append (text, " " ADMIN_SCOPE);
  return g_string_free (text, FALSE);
}

static void
append_parameter (GString    *uri,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (uri, "%c%s=%s", strchr (uri->str, '?') != NULL ? '&' : '?', name, escaped);
}

static char *
make_uri (SignIn          *self,
          StintSignInFlags flags,
          const char      *state)
{
  GString *uri = g_string_new (stint_connection_get_sign_in (self->connection));
  g_autofree char *scope = make_scope (self->connection, flags);
  g_autofree char *challenge = make_challenge (self->verifier);

  g_string_append (uri, "/oauth2/authorize");
  append_parameter (uri, "response_type", "code");
  append_parameter (uri, "client_id", stint_connection_get_client_id (self->connection));
  append_parameter (uri, "redirect_uri", stint_loopback_get_redirect (self->loopback));
  append_parameter (uri, "scope", scope);
  append_parameter (uri, "state", state);
  append_parameter (uri, "code_challenge", challenge);
  append_parameter (uri, "code_challenge_method", "S256");
  if (flags & STINT_SIGN_IN_FRESH)
    append_parameter (uri, "prompt", "login");
  return g_string_free (uri, FALSE);
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  StintTokens *tokens = stint_token_endpoint_finish (result, NULL, &error);

  if (tokens != NULL)
    g_task_return_pointer (task, tokens, (GDestroyNotify) stint_tokens_free);
  else if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN))
    {
      /* The code was used before, is somebody else's, or is too old. */
      g_clear_error (&error);
      g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED,
                               _("The sign-in server did not accept what the browser brought back. Try again."));
    }
  else
    {
      if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_FAILED))
        error->code = STINT_CLOUD_ERROR_REFUSED;
      g_task_return_error (task, error);
    }
}

static void
came_back (const char *code,
           const char *reason,
           gpointer    user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *self = g_task_get_task_data (task);
  g_autofree char *redirect = g_strdup (stint_loopback_get_redirect (self->loopback));

  stop_waiting (self);
  if (code == NULL)
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED,
                             /* Translators: %s is the sign-in server's reason, mostly in English. */
                             _("The sign-in was refused: %s."), reason);
  else
    stint_token_endpoint_exchange_async (self->http, self->connection, code, self->verifier, redirect,
                                         g_task_get_cancellable (task), exchanged_cb, g_object_ref (task));
}

/* The reference that waiting held goes with its end, whichever it is. */
static gboolean
limit_reached_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *self = g_task_get_task_data (task);

  self->limit_id = 0;
  stop_waiting (self);
  g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_TIMED_OUT,
                           _("Nobody came back from the browser in time, so the sign-in was given up."));
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  stop_waiting (g_task_get_task_data (task));
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* What comes first of the browser, the clock and the cancellable ends it, and takes over the reference to @task. */
static void
wait_for_browser (GTask *task,
                  guint  limit_s)
{
  SignIn *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->limit_id = g_timeout_add_seconds (limit_s > 0 ? limit_s : DEFAULT_LIMIT_S, limit_reached_cb, task);
  if (cancellable == NULL)
    return;
  self->link = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->link, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (self->link, g_task_get_context (task));
}

/* @error: (transfer full): why the browser was not shown; it may all be over by then */
static void
give_up (GTask  *task,
         GError *error)
{
  SignIn *self = g_task_get_task_data (task);

  if (self->loopback == NULL)
    {
      g_error_free (error);
      return;
    }
  stop_waiting (self);
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
stint_sign_in_async (StintConnection    *connection,
                     StintSignInFlags    flags,
                     guint               timeout_s,
                     StintOpenUri        open_uri,
                     gpointer            open_data,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SignIn *self = g_new0 (SignIn, 1);
  g_autofree char *state = NULL;
  g_autofree char *uri = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, stint_sign_in_async);
  g_task_set_task_data (task, self, (GDestroyNotify) sign_in_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  self->connection = stint_connection_ref (connection);
  self->http = stint_http_session_new (stint_connection_get_sign_in (connection));
  self->verifier = make_secret (&error);
  state = self->verifier != NULL ? make_secret (&error) : NULL;
  if (state != NULL)
    self->loopback = stint_loopback_new (stint_connection_get_redirects (connection), state, came_back, task, &error);
  uri = self->loopback != NULL ? make_uri (self, flags, state) : NULL;
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* First of all, for whoever shows the address may let the main loop run meanwhile. */
  wait_for_browser (g_object_ref (task), timeout_s);
  if (!open_uri (uri, open_data, &error))
    give_up (task, error);
}

/* Fails with %STINT_CLOUD_ERROR_REFUSED, _TIMED_OUT, _PORTS, _OFFLINE, _UNTRUSTED, %G_IO_ERROR_CANCELLED, or what @open_uri failed with. */
StintTokens *
stint_sign_in_finish (GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_sign_in_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
