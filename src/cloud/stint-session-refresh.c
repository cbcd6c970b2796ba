/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-session-private.h"

#include "cloud/stint-token-endpoint.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A token with less than this left may be stale when it arrives. */
#define MARGIN_US (60 * G_USEC_PER_SEC)
#define MAX_RETRIES 2
#define RETRY_FACTOR 3

/**
 * Refresh:
 * @token: what is sent; @found: what the keyring has
 * @sent_us: when the first request went out whose answer was lost
 * @tokens: what came back, while the keyring takes the new one
 *
 * One refresh, from the lock to the last waiter. It holds the session, so it goes through even if nobody waits any more: a token that
 * was rotated and not stored would end the session.
 */
typedef struct
{
  StintSession   *session;
  StintTokenLock *lock;
  char           *found;
  char           *token;
  gint64          sent_us;
  guint           n_retries;
  StintTokens    *tokens;
} Refresh;

static void ask_server (Refresh *refresh);

static void
refresh_free (Refresh *refresh)
{
  g_clear_pointer (&refresh->lock, stint_token_lock_free);
  g_clear_pointer (&refresh->tokens, stint_tokens_free);
  g_free (refresh->found);
  g_free (refresh->token);
  g_object_unref (refresh->session);
  g_free (refresh);
}

/* @fault: (transfer full) (nullable): why there is no token */
static void
end_refresh (Refresh *refresh,
             GError  *fault)
{
  StintSession *self = refresh->session;
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);
  g_autofree char *token = g_strdup (self->access_token);
  gboolean is_end = g_error_matches (fault, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN) && !self->has_ended;

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  self->refresh = NULL;
  g_clear_pointer (&refresh->lock, stint_token_lock_free);
  if (is_end)
    self->has_ended = TRUE;
  stint_session_settle (self);
  if (is_end)
    g_signal_emit_by_name (self, "signed-out");

  for (guint i = 0; i < waiters->len; i++)
    if (fault != NULL)
      g_task_return_error (waiters->pdata[i], g_error_copy (fault));
    else
      g_task_return_pointer (waiters->pdata[i], g_strdup (token), g_free);
  g_clear_error (&fault);
  refresh_free (refresh);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Refresh *refresh = user_data;

  stint_session_note_keyring (refresh->session, stint_keyring_store_finish (result), FALSE);
  stint_session_count_change (refresh->session, refresh->lock);
  end_refresh (refresh, NULL);
}

/* The refresh token is stored before anybody gets the access token: what is used can be renewed even after a crash. */
static void
take_tokens (Refresh *refresh)
{
  StintSession *self = refresh->session;
  GError *error = NULL;

  if (!stint_session_check_user (self, refresh->tokens->user, &error))
    {
      end_refresh (refresh, error);
      return;
    }
  stint_session_take_tokens (self, refresh->tokens);
  if (self->is_unsaved && self->may_store)
    stint_keyring_store_async (self->connection, self->user, self->refresh_token, FALSE, stored_cb, refresh);
  else
    end_refresh (refresh, NULL);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Refresh *refresh = user_data;

  stint_keyring_clear_finish (result);
  stint_session_count_change (refresh->session, refresh->lock);
  end_refresh (refresh, g_error_new_literal (STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN,
                                             _("The sign-in server has ended this session. Sign in again.")));
}

/* invalid_grant: with another token in the keyring the session may live on; else it has ended. */
static void
handle_refusal (Refresh *refresh)
{
  StintSession *self = refresh->session;

  g_free (self->refresh_token);
  self->refresh_token = NULL;
  if (refresh->found != NULL && strcmp (refresh->found, refresh->token) != 0)
    {
      self->refresh_token = g_steal_pointer (&refresh->found);
      self->is_unsaved = FALSE;
      g_free (refresh->token);
      refresh->token = g_strdup (self->refresh_token);
      ask_server (refresh);
      return;
    }
  stint_session_forget (self);
  stint_keyring_clear_async (self->connection, self->user, cleared_cb, refresh);
}

static gboolean
retry_cb (gpointer user_data)
{
  ask_server (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
retry_later (Refresh *refresh)
{
  StintSession *self = refresh->session;
  guint pause_ms = self->retry_ms;
  gint64 gone_ms = (g_get_monotonic_time () - refresh->sent_us) / G_TIME_SPAN_MILLISECOND;

  for (guint i = 0; i < refresh->n_retries; i++)
    pause_ms *= RETRY_FACTOR;
  if (refresh->n_retries >= MAX_RETRIES || gone_ms + pause_ms > self->retry_within_ms)
    return FALSE;

  refresh->n_retries++;
  g_timeout_add (pause_ms, retry_cb, refresh);
  return TRUE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Refresh *refresh = user_data;
  gboolean is_lost;
  g_autoptr (GError) error = NULL;

  refresh->tokens = stint_token_endpoint_finish (result, &is_lost, &error);
  if (refresh->tokens != NULL)
    take_tokens (refresh);
  else if (g_error_matches (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN))
    handle_refusal (refresh);
  else if (!is_lost || !retry_later (refresh))
    end_refresh (refresh, g_steal_pointer (&error));
}

static void
ask_server (Refresh *refresh)
{
  StintSession *self = refresh->session;

  if (refresh->sent_us == 0)
    refresh->sent_us = g_get_monotonic_time ();
  stint_token_endpoint_refresh_async (self->http, self->connection, refresh->token, NULL, answered_cb, refresh);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Refresh *refresh = user_data;
  StintSession *self = refresh->session;
  StintKeyringState state;
  GError *error = NULL;

  refresh->found = stint_keyring_find_finish (result, &state);
  stint_session_take_found (self, g_strdup (refresh->found), state);
  if (self->refresh_token != NULL)
    {
      refresh->token = g_strdup (self->refresh_token);
      ask_server (refresh);
      return;
    }
  if (state == STINT_KEYRING_LOCKED || state == STINT_KEYRING_SILENT)
    stint_session_set_keyring_error (self, &error);
  else
    g_set_error_literal (&error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN, _("You are not signed in."));
  end_refresh (refresh, error);
}

static void
locked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Refresh *refresh = user_data;
  StintSession *self = refresh->session;
  GError *error = NULL;

  refresh->lock = stint_token_lock_finish (result, &error);
  if (refresh->lock == NULL)
    end_refresh (refresh, error);
  else
    stint_session_find_async (self, found_cb, refresh);
}

static void
begin_refresh (StintSession *self)
{
  Refresh *refresh = g_new0 (Refresh, 1);

  refresh->session = g_object_ref (self);
  self->refresh = refresh;
  stint_token_lock_async (self->lock_path, STINT_SESSION_LOCK_WAIT_MS, locked_cb, refresh);
}

/* One waiter goes; the refresh goes on. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask *task = user_data;
  StintSession *self = g_task_get_source_object (task);
  guint index;

  if (g_ptr_array_find (self->waiters, task, &index))
    {
      g_autoptr (GTask) waiter = g_ptr_array_steal_index (self->waiters, index);

      g_task_return_error_if_cancelled (waiter);
    }
  return G_SOURCE_REMOVE;
}

static void
destroy_source (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
add_waiter (StintSession *self,
            GTask        *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      GSource *source = g_cancellable_source_new (cancellable);

      g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (source, g_task_get_context (task));
      g_task_set_task_data (task, source, destroy_source);
    }
  g_ptr_array_add (self->waiters, g_object_ref (task));
}

static gboolean
is_good (StintSession *self)
{
  return self->access_token != NULL && g_get_monotonic_time () + MARGIN_US < self->expires_us;
}

/**
 * stint_session_get_token_async:
 * @stale: (nullable): a token that the API refused, whatever its time: it is not given again
 *
 * Main thread only. All that ask while a refresh runs get what it brings.
 */
void
stint_session_get_token_async (StintSession       *self,
                               const char         *stale,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, stint_session_get_token_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (stale != NULL && g_strcmp0 (stale, self->access_token) == 0)
    g_clear_pointer (&self->access_token, g_free);
  if (self->refresh == NULL && is_good (self))
    {
      g_task_return_pointer (task, g_strdup (self->access_token), g_free);
      return;
    }
  add_waiter (self, task);
  if (self->refresh == NULL)
    begin_refresh (self);
}

char *
stint_session_get_token_finish (StintSession *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_session_get_token_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
