/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "session-fixture.h"

#include "cloud/stint-keyring.h"

#define RETRY_MS 1

StintSession *
fixture_make_session (Fixture *self)
{
  StintSession *session = stint_session_new (self->peer.connection, EVA, self->peer.lock_path);

  stint_session_set_retry (session, RETRY_MS, 50000);
  return session;
}

static void
signed_out_cb (StintSession *session,
               guint        *n_ended)
{
  ++*n_ended;
}

void
fixture_set_up (Fixture      *self,
                gconstpointer unused)
{
  peer_set_up (&self->peer, NULL);
  self->session = fixture_make_session (self);
  self->n_ended = 0;
  g_signal_connect (self->session, "signed-out", G_CALLBACK (signed_out_cb), &self->n_ended);
}

void
fixture_tear_down (Fixture      *self,
                   gconstpointer unused)
{
  /* Whatever it began has ended: nothing else holds it. */
  g_assert_finalize_object (self->session);
  peer_tear_down (&self->peer, NULL);
}

/* Eva signs in. */
void
fixture_adopt (Fixture      *self,
               StintSession *session)
{
  g_autoptr (StintTokens) tokens = peer_make_tokens (&self->peer, EVA);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  stint_session_adopt_async (session, tokens, NULL, store_result_cb, &result);
  g_assert_true (stint_session_adopt_finish (session, wait_for_result (&result), &error));
  g_assert_no_error (error);
}

char *
fixture_get_token (StintSession *session,
                   const char   *stale,
                   GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  stint_session_get_token_async (session, stale, NULL, store_result_cb, &result);
  return stint_session_get_token_finish (session, wait_for_result (&result), error);
}

void
fixture_assert_fails (StintSession   *session,
                      StintCloudError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = fixture_get_token (session, NULL, &error);

  g_assert_error (error, STINT_CLOUD_ERROR, (int) code);
  g_assert_null (token);
}

gboolean
fixture_look (StintSession *session,
              GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  stint_session_look_async (session, NULL, store_result_cb, &result);
  return stint_session_look_finish (session, wait_for_result (&result), error);
}

gboolean
fixture_sign_out (StintSession *session,
                  GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  stint_session_sign_out_async (session, NULL, store_result_cb, &result);
  return stint_session_sign_out_finish (session, wait_for_result (&result), error);
}

/* Returns: (transfer full) (nullable): what the keyring has */
char *
fixture_find (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  StintKeyringState state;
  char *token;

  stint_keyring_find_async (self->peer.connection, EVA, store_result_cb, &result);
  token = stint_keyring_find_finish (wait_for_result (&result), &state);
  g_assert_cmpint (state, ==, STINT_KEYRING_READY);
  return token;
}
