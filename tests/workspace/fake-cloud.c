/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/fake-cloud.h"

#include <string.h>

FakeCloud fake_cloud;

void
fake_cloud_set_up (void)
{
  fake_cloud = (FakeCloud) {
    .user = "eva",
    .status = 200,
    .keyring = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .calls = g_string_new (NULL),
  };
}

void
fake_cloud_tear_down (void)
{
  g_hash_table_unref (fake_cloud.keyring);
  g_string_free (fake_cloud.calls, TRUE);
}

static StintTokens *
make_tokens (const char *user)
{
  StintTokens *tokens = g_new0 (StintTokens, 1);

  tokens->access_token = g_strconcat (user, "-access", NULL);
  tokens->refresh_token = g_strconcat (user, "-refresh", NULL);
  tokens->user = g_strdup (user);
  tokens->email = g_strconcat (user, "@example.org", NULL);
  return tokens;
}

static void
end_sign_in (GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    return;
  if (fake_cloud.refuses)
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED, "Refused.");
  else
    g_task_return_pointer (task, make_tokens (fake_cloud.user), (GDestroyNotify) stint_tokens_free);
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

  fake_cloud.flags = flags;
  if (fake_cloud.holds)
    fake_cloud.held = g_steal_pointer (&task);
  else
    end_sign_in (task);
}

StintTokens *
stint_sign_in_finish (GAsyncResult *result,
                      GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fake_cloud_let_go (void)
{
  g_autoptr (GTask) task = g_steal_pointer (&fake_cloud.held);

  fake_cloud.holds = FALSE;
  end_sign_in (task);
}

struct _StintSession
{
  GObject          parent_instance;

  StintConnection *connection;
  char            *user;
};

G_DEFINE_FINAL_TYPE (StintSession, stint_session, G_TYPE_OBJECT)

static void
get_property (GObject    *object,
              guint       id,
              GValue     *value,
              GParamSpec *pspec)
{
  if (id == 1)
    g_value_set_boolean (value, TRUE);
}

static void
session_finalize (GObject *object)
{
  StintSession *self = STINT_SESSION (object);

  if (fake_cloud.session == self)
    fake_cloud.session = NULL;
  stint_connection_unref (self->connection);
  g_free (self->user);
  G_OBJECT_CLASS (stint_session_parent_class)->finalize (object);
}

static void
stint_session_class_init (StintSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = session_finalize;
  object_class->get_property = get_property;
  g_object_class_install_property (object_class, 1, g_param_spec_boolean ("is-remembered", NULL, NULL, FALSE, G_PARAM_READABLE));
  g_object_class_install_property (object_class, 2, g_param_spec_string ("keyring-problem", NULL, NULL, NULL, G_PARAM_READABLE));
  g_signal_new ("signed-out", STINT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_session_init (StintSession *self)
{
}

StintSession *
stint_session_new (StintConnection *connection,
                   const char      *user,
                   const char      *lock_path)
{
  StintSession *self = g_object_new (STINT_TYPE_SESSION, NULL);

  self->connection = stint_connection_ref (connection);
  self->user = g_strdup (user);
  fake_cloud.session = self;
  return self;
}

StintConnection *
stint_session_get_connection (StintSession *self)
{
  return self->connection;
}

const char *
stint_session_get_user (StintSession *self)
{
  return self->user;
}

gboolean
stint_session_get_is_remembered (StintSession *self)
{
  return TRUE;
}

const char *
stint_session_get_keyring_problem (StintSession *self)
{
  return NULL;
}

void
stint_session_adopt_async (StintSession       *self,
                           StintTokens        *tokens,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!g_str_equal (tokens->user, self->user))
    {
      g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OTHER_USER, "Somebody else.");
      return;
    }
  g_hash_table_add (fake_cloud.keyring, g_strdup (self->user));
  g_task_return_boolean (task, TRUE);
}

gboolean
stint_session_adopt_finish (StintSession *self,
                            GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
stint_session_look_async (StintSession       *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (fake_cloud.is_locked)
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_KEYRING, "The keyring is locked.");
  else
    g_task_return_boolean (task, g_hash_table_contains (fake_cloud.keyring, self->user));
}

gboolean
stint_session_look_finish (StintSession *self,
                           GAsyncResult *result,
                           GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
stint_session_sign_out_async (StintSession       *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_hash_table_remove (fake_cloud.keyring, self->user);
  g_string_append_printf (fake_cloud.calls, "%s sign-out;", self->user);
  g_task_return_boolean (task, TRUE);
}

gboolean
stint_session_sign_out_finish (StintSession *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

struct _StintApi
{
  GObject parent_instance;

  char   *user;
};

static void
send_async (StintTransport        *transport,
            const StintApiRequest *request,
            GCancellable          *cancellable,
            GAsyncReadyCallback    callback,
            gpointer               user_data)
{
  StintApi *self = STINT_API (transport);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  StintApiAnswer *answer = g_new0 (StintApiAnswer, 1);
  gboolean is_me = g_str_equal (request->path, "/me");

  if (fake_cloud.ends_session)
    {
      stint_api_answer_free (answer);
      g_signal_emit_by_name (fake_cloud.session, "signed-out");
      g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN, "Ended.");
      return;
    }
  g_string_append_printf (fake_cloud.calls, "%s %s %s;", self->user, request->method, request->path);
  answer->status = fake_cloud.status;
  answer->retry_after_s = -1;
  if (is_me && g_str_equal (request->method, "DELETE"))
    answer->body = g_strdup (fake_cloud.n_parts-- > 0 ? "{\"deleted\":100,\"more\":true}" : "{\"deleted\":1,\"more\":false}");
  else
    answer->body = g_strdup (is_me && fake_cloud.me != NULL ? fake_cloud.me : "{}");
  answer->length = strlen (answer->body);
  g_task_return_pointer (task, answer, (GDestroyNotify) stint_api_answer_free);
}

static StintApiAnswer *
send_finish (StintTransport *transport,
             GAsyncResult   *result,
             GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
transport_init (StintTransportInterface *interface)
{
  interface->send_async = send_async;
  interface->send_finish = send_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StintApi, stint_api, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (STINT_TYPE_TRANSPORT, transport_init))

static void
api_finalize (GObject *object)
{
  g_free (STINT_API (object)->user);
  G_OBJECT_CLASS (stint_api_parent_class)->finalize (object);
}

static void
stint_api_class_init (StintApiClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = api_finalize;
}

static void
stint_api_init (StintApi *self)
{
}

StintApi *
stint_api_new (StintSession *session)
{
  StintApi *self = g_object_new (STINT_TYPE_API, NULL);

  self->user = g_strdup (session->user);
  return self;
}

StintApi *
stint_api_new_with_tokens (StintConnection *connection,
                           StintTokens     *tokens)
{
  StintApi *self = g_object_new (STINT_TYPE_API, NULL);

  self->user = g_strdup (tokens->user);
  return self;
}

void
stint_api_delete_user_async (StintApi           *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_string_append_printf (fake_cloud.calls, "%s delete-user;", self->user);
  g_task_return_boolean (task, TRUE);
}

gboolean
stint_api_delete_user_finish (StintApi     *self,
                              GAsyncResult *result,
                              GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
