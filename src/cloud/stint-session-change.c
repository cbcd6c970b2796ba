/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-session-private.h"

#include "cloud/stint-token-endpoint.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>

/*
 * How a session begins and ends because a person says so. Both under the lock: a refresh that another process is at would put its token
 * back after us.
 */
typedef struct
{
  StintTokenLock *lock;
  StintTokens    *tokens;
  char           *ours;
  char           *found;
  gboolean        is_left_over;
} Change;

static void
change_free (Change *change)
{
  g_clear_pointer (&change->lock, stint_token_lock_free);
  g_clear_pointer (&change->tokens, stint_tokens_free);
  g_free (change->ours);
  g_free (change->found);
  g_free (change);
}

static GTask *
new_change (StintSession       *self,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data,
            gpointer            tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_new0 (Change, 1), (GDestroyNotify) change_free);
  return task;
}

static StintTokens *
copy_tokens (const StintTokens *tokens)
{
  StintTokens *copy = g_new0 (StintTokens, 1);

  copy->access_token = g_strdup (tokens->access_token);
  copy->refresh_token = g_strdup (tokens->refresh_token);
  copy->user = g_strdup (tokens->user);
  copy->email = g_strdup (tokens->email);
  copy->expires_us = tokens->expires_us;
  return copy;
}

static void
adopt_stored_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintSession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  stint_session_note_keyring (self, stint_keyring_store_finish (result), TRUE);
  stint_session_settle (self);
  stint_session_count_change (self, change->lock);
  g_clear_pointer (&change->lock, stint_token_lock_free);
  g_task_return_boolean (task, TRUE);
}

static void
adopt_locked_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintSession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  /* Whoever holds it for so long is stuck; a person who has just signed in does not have to wait for that. */
  change->lock = stint_token_lock_finish (result, NULL);
  g_clear_pointer (&self->refresh_token, g_free);
  stint_session_take_tokens (self, change->tokens);
  if (self->refresh_token != NULL)
    stint_keyring_store_async (self->connection, self->user, self->refresh_token, TRUE, adopt_stored_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * stint_session_adopt_async:
 * @tokens: copied
 *
 * Takes up what a sign-in gave. If the keyring is locked, a person is asked to unlock it, and has a minute for that; so cancelling
 * @cancellable does not hasten it.
 */
void
stint_session_adopt_async (StintSession       *self,
                           StintTokens        *tokens,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = new_change (self, cancellable, callback, user_data, stint_session_adopt_async);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!stint_session_check_user (self, tokens->user, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  change->tokens = copy_tokens (tokens);
  stint_token_lock_async (self->lock_path, STINT_SESSION_LOCK_WAIT_SHORT_MS, adopt_locked_cb, g_steal_pointer (&task));
}

gboolean
stint_session_adopt_finish (StintSession *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_session_adopt_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
end_sign_out (GTask *task)
{
  StintSession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  if (change->is_left_over)
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_KEYRING, "%s",
                             self->keyring == STINT_KEYRING_LOCKED ?
                             _("The keyring is locked, so the sign-in is still in it. Unlock it, then sign out again.") :
                             _("The keyring does not answer, so the sign-in may still be in it. Sign out again later."));
  else
    g_task_return_boolean (task, TRUE);
}

static void revoke_next (GTask *task);

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Without a network the token lives on at the server until it expires; nobody has it any more. */
  if (!stint_token_endpoint_revoke_finish (result, &error))
    g_debug ("The refresh token was not revoked: %s", error->message);
  revoke_next (task);
}

static void
revoke_next (GTask *task)
{
  StintSession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  g_autofree char *token = g_steal_pointer (&change->ours);

  if (token == NULL)
    token = g_steal_pointer (&change->found);
  if (token != NULL)
    stint_token_endpoint_revoke_async (self->http, self->connection, token, NULL, revoked_cb, g_object_ref (task));
  else
    end_sign_out (task);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintSession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  StintKeyringState state = stint_keyring_clear_finish (result);

  if (state == STINT_KEYRING_LOCKED || state == STINT_KEYRING_SILENT)
    {
      self->keyring = state;
      change->is_left_over = TRUE;
    }
  stint_session_forget (self);
  self->has_ended = TRUE;
  stint_session_settle (self);
  stint_session_count_change (self, change->lock);
  g_clear_pointer (&change->lock, stint_token_lock_free);
  revoke_next (task);
}

static void
sign_out_found_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintSession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  StintKeyringState state;

  change->found = stint_keyring_find_finish (result, &state);
  change->ours = g_strdup (self->refresh_token);
  if (g_strcmp0 (change->ours, change->found) == 0)
    g_clear_pointer (&change->found, g_free);

  /* Clearing passes over what is locked without a word. */
  change->is_left_over = state == STINT_KEYRING_LOCKED || state == STINT_KEYRING_SILENT;
  self->keyring = state;
  stint_keyring_clear_async (self->connection, self->user, cleared_cb, g_steal_pointer (&task));
}

static void
sign_out_locked_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintSession *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  change->lock = stint_token_lock_finish (result, NULL);
  stint_session_find_async (self, sign_out_found_cb, g_steal_pointer (&task));
}

/**
 * stint_session_sign_out_async:
 *
 * First forgets, here and in the keyring, then revokes at the server. Once begun it goes through, @cancellable or not; each of its steps
 * ends by itself within seconds.
 */
void
stint_session_sign_out_async (StintSession       *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task = new_change (self, cancellable, callback, user_data, stint_session_sign_out_async);

  stint_token_lock_async (self->lock_path, STINT_SESSION_LOCK_WAIT_SHORT_MS, sign_out_locked_cb, task);
}

/* Returns: FALSE with %STINT_CLOUD_ERROR_KEYRING if the keyring still has the (revoked, if there was a network) token */
gboolean
stint_session_sign_out_finish (StintSession *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_session_sign_out_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
