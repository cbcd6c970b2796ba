/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-session-private.h"

#include "cloud/stint-http-call.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a refresh whose answer was lost: the old token is good for a minute (sync.md finding 17). */
#define RETRY_MS 1000
#define RETRY_WITHIN_MS 50000

enum
{
  PROP_0,
  PROP_IS_REMEMBERED,
  PROP_KEYRING_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint signed_out;

G_DEFINE_FINAL_TYPE (StintSession, stint_session, G_TYPE_OBJECT)

static void
stint_session_finalize (GObject *object)
{
  StintSession *self = STINT_SESSION (object);

  g_clear_pointer (&self->connection, stint_connection_unref);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->lock_path, g_free);
  g_clear_object (&self->http);
  g_clear_pointer (&self->access_token, g_free);
  g_clear_pointer (&self->refresh_token, g_free);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);

  G_OBJECT_CLASS (stint_session_parent_class)->finalize (object);
}

static void
stint_session_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *spec)
{
  StintSession *self = STINT_SESSION (object);

  switch (id)
    {
    case PROP_IS_REMEMBERED:
      g_value_set_boolean (value, self->is_remembered);
      break;
    case PROP_KEYRING_PROBLEM:
      g_value_set_string (value, self->keyring_problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
stint_session_class_init (StintSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = stint_session_finalize;
  object_class->get_property = stint_session_get_property;

  properties[PROP_IS_REMEMBERED] =
    g_param_spec_boolean ("is-remembered", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEYRING_PROBLEM] =
    g_param_spec_string ("keyring-problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signed_out = g_signal_new ("signed-out", STINT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_session_init (StintSession *self)
{
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->keyring = STINT_KEYRING_READY;
  self->may_store = TRUE;
  self->has_ended = TRUE;
  self->retry_ms = RETRY_MS;
  self->retry_within_ms = RETRY_WITHIN_MS;
}

/* Returns: (transfer full) */
StintSession *
stint_session_new (StintConnection *connection,
                   const char      *user,
                   const char      *lock_path)
{
  StintSession *self = g_object_new (STINT_TYPE_SESSION, NULL);

  self->connection = stint_connection_ref (connection);
  self->user = g_strdup (user);
  self->lock_path = g_strdup (lock_path);
  self->count = stint_token_lock_read_count (lock_path);
  self->http = stint_http_session_new (stint_connection_get_sign_in (connection));
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
  return self->is_remembered;
}

/* Returns: (nullable): a sentence for a person; %NULL if the keyring does what it should */
const char *
stint_session_get_keyring_problem (StintSession *self)
{
  return self->keyring_problem;
}

void
stint_session_set_retry (StintSession *self,
                         guint         retry_ms,
                         guint         retry_within_ms)
{
  self->retry_ms = retry_ms;
  self->retry_within_ms = retry_within_ms;
}

static const char *
describe (StintKeyringState state)
{
  switch (state)
    {
    case STINT_KEYRING_LOCKED:
      return _("The keyring is locked, so the sign-in is kept only until Stint is closed.");
    case STINT_KEYRING_SILENT:
      return _("The keyring does not answer, so the sign-in is kept only until Stint is closed.");
    case STINT_KEYRING_MISSING:
      return _("This system has no keyring, so the sign-in is kept only until Stint is closed.");
    case STINT_KEYRING_READY:
    default:
      return NULL;
    }
}

/* Says what has become of the two properties, once all that they come from is set. */
void
stint_session_settle (StintSession *self)
{
  gboolean is_remembered = self->refresh_token != NULL && !self->is_unsaved;
  const char *problem = describe (self->keyring);

  g_object_freeze_notify (G_OBJECT (self));
  if (is_remembered != self->is_remembered)
    {
      self->is_remembered = is_remembered;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_REMEMBERED]);
    }
  if (problem != self->keyring_problem)
    {
      self->keyring_problem = problem;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_PROBLEM]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * stint_session_note_keyring:
 * @state: what the keyring was found to be when it was asked to keep a token
 * @was_asked: a person could have unlocked it; whoever let that pass is not bothered again
 */
void
stint_session_note_keyring (StintSession     *self,
                            StintKeyringState state,
                            gboolean          was_asked)
{
  self->keyring = state;
  self->may_store = state != STINT_KEYRING_LOCKED && !(state == STINT_KEYRING_SILENT && was_asked);
  if (state == STINT_KEYRING_READY)
    self->is_unsaved = FALSE;
}

/**
 * stint_session_take_found:
 * @token: (transfer full) (nullable): what the keyring has
 *
 * Another process may have renewed the token or signed out. Only what the keyring would not take is newer here.
 */
void
stint_session_take_found (StintSession     *self,
                          char             *token,
                          StintKeyringState state)
{
  g_autofree char *found = token;

  if (state != STINT_KEYRING_READY || self->may_store)
    self->keyring = state;
  if (state != STINT_KEYRING_READY || (self->refresh_token != NULL && self->is_unsaved))
    return;

  if (found == NULL)
    stint_session_forget (self);
  else
    self->has_ended = FALSE;
  g_free (self->refresh_token);
  self->refresh_token = g_steal_pointer (&found);
  self->is_unsaved = FALSE;
}

void
stint_session_forget (StintSession *self)
{
  g_clear_pointer (&self->access_token, g_free);
  g_clear_pointer (&self->refresh_token, g_free);
  self->is_unsaved = FALSE;
}

/* An answer without a refresh token leaves the old one as it is. */
void
stint_session_take_tokens (StintSession      *self,
                           const StintTokens *tokens)
{
  g_free (self->access_token);
  self->access_token = g_strdup (tokens->access_token);
  self->expires_us = tokens->expires_us;
  self->has_ended = FALSE;
  if (tokens->refresh_token != NULL && g_strcmp0 (tokens->refresh_token, self->refresh_token) != 0)
    {
      g_free (self->refresh_token);
      self->refresh_token = g_strdup (tokens->refresh_token);
      self->is_unsaved = TRUE;
    }
}

/* Reads the keyring as it is now, also if another process has written to it: stint_keyring_find_async () for this session. */
void
stint_session_find_async (StintSession       *self,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  gint64 count = stint_token_lock_read_count (self->lock_path);

  if (count != self->count)
    stint_keyring_reload ();
  self->count = count;
  stint_keyring_find_async (self->connection, self->user, callback, user_data);
}

/* @lock: (nullable): held while the keyring was written to */
void
stint_session_count_change (StintSession   *self,
                            StintTokenLock *lock)
{
  if (lock != NULL)
    self->count = stint_token_lock_count_up (lock);
}

void
stint_session_set_keyring_error (StintSession *self,
                                 GError      **error)
{
  g_set_error_literal (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_KEYRING,
                       self->keyring == STINT_KEYRING_LOCKED ?
                       _("The keyring that holds the sign-in is locked. Unlock it, or sign in again.") :
                       _("The keyring that holds the sign-in does not answer. Try again, or sign in again."));
}

gboolean
stint_session_check_user (StintSession *self,
                          const char   *user,
                          GError      **error)
{
  if (g_strcmp0 (user, self->user) == 0)
    return TRUE;

  g_set_error_literal (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OTHER_USER,
                       _("The sign-in is somebody else’s than this plan’s. Nothing was sent."));
  return FALSE;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintSession *self = g_task_get_source_object (task);
  StintKeyringState state;
  char *token = stint_keyring_find_finish (result, &state);
  GError *error = NULL;

  stint_session_take_found (self, token, state);
  stint_session_settle (self);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->refresh_token != NULL || state == STINT_KEYRING_READY || state == STINT_KEYRING_MISSING)
    {
      g_task_return_boolean (task, self->refresh_token != NULL);
      return;
    }
  stint_session_set_keyring_error (self, &error);
  g_task_return_error (task, error);
}

/* Ends within seconds, so @cancellable is looked at when the keyring has answered. */
void
stint_session_look_async (StintSession       *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, stint_session_look_async);
  stint_session_find_async (self, looked_cb, task);
}

gboolean
stint_session_look_finish (StintSession *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_session_look_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
