/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "session-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define TEST(path, function) g_test_add ("/session/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static void
test_adopt (Fixture      *self,
            gconstpointer unused)
{
  g_autofree char *token = NULL;
  g_autofree char *kept = NULL;

  fixture_adopt (self, self->session);
  token = fixture_get_token (self->session, NULL, NULL);
  kept = fixture_find (self);
  g_assert_true (g_hash_table_contains (self->peer.access_tokens, token));
  g_assert_true (g_hash_table_contains (self->peer.refresh_tokens, kept));
  g_assert_cmpuint (self->peer.n_refreshes, ==, 0);
  g_assert_true (stint_session_get_is_remembered (self->session));
  g_assert_null (stint_session_get_keyring_problem (self->session));
}

static void
test_adopt_other (Fixture      *self,
                  gconstpointer unused)
{
  g_autoptr (StintTokens) tokens = peer_make_tokens (&self->peer, BEN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  stint_session_adopt_async (self->session, tokens, NULL, store_result_cb, &result);
  g_assert_false (stint_session_adopt_finish (self->session, wait_for_result (&result), &error));
  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OTHER_USER);
  g_assert_null (fixture_find (self));
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);
}

static void
test_restart (Fixture      *self,
              gconstpointer unused)
{
  g_autoptr (StintSession) later = fixture_make_session (self);
  g_autofree char *token = NULL;

  g_assert_false (fixture_look (later, NULL));
  fixture_adopt (self, self->session);
  g_assert_true (fixture_look (later, NULL));
  g_assert_true (stint_session_get_is_remembered (later));
  token = fixture_get_token (later, NULL, NULL);
  g_assert_true (g_hash_table_contains (self->peer.access_tokens, token));
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);
}

static void
test_rotation (Fixture      *self,
               gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  self->peer.life_s = 30;
  fixture_adopt (self, self->session);
  first = fixture_find (self);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *token = fixture_get_token (self->session, NULL, NULL);

      g_assert_nonnull (token);
    }
  second = fixture_find (self);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_hash_table_contains (self->peer.refresh_tokens, second));
  g_assert_cmpuint (self->peer.n_refreshes, ==, 3);
  g_assert_cmpstr (self->peer.used_refresh_tokens->pdata[0], ==, first);
}

static void
test_no_rotation (Fixture      *self,
                  gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *token = NULL;

  self->peer.rotates = FALSE;
  self->peer.life_s = 30;
  fixture_adopt (self, self->session);
  first = fixture_find (self);
  token = fixture_get_token (self->session, NULL, NULL);
  second = fixture_find (self);
  g_assert_nonnull (token);
  g_assert_cmpstr (first, ==, second);
}

static void
test_life (Fixture      *self,
           gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  self->peer.life_s = 70;
  fixture_adopt (self, self->session);
  first = fixture_get_token (self->session, NULL, NULL);
  second = fixture_get_token (self->session, NULL, NULL);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 0);

  self->session->expires_us = g_get_monotonic_time () + 59 * G_USEC_PER_SEC;
  third = fixture_get_token (self->session, NULL, NULL);
  g_assert_cmpstr (third, !=, first);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);
}

static void
test_stale (Fixture      *self,
            gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  fixture_adopt (self, self->session);
  first = fixture_get_token (self->session, NULL, NULL);
  second = fixture_get_token (self->session, first, NULL);
  third = fixture_get_token (self->session, first, NULL);
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpstr (third, ==, second);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);
}

static void
test_queue (Fixture      *self,
            gconstpointer unused)
{
  GAsyncResult *results[5] = { 0 };

  self->peer.life_s = 120;
  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    stint_session_get_token_async (self->session, NULL, NULL, store_result_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *token = stint_session_get_token_finish (self->session, wait_for_result (&results[i]), NULL);

      g_assert_nonnull (token);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);
}

static void
test_two_sessions (Fixture      *self,
                   gconstpointer unused)
{
  g_autoptr (StintSession) other = fixture_make_session (self);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *first_token = NULL;
  g_autofree char *second_token = NULL;

  self->peer.pause_ms = 30;
  fixture_adopt (self, self->session);
  fixture_look (other, NULL);
  self->session->expires_us = 0;
  stint_session_get_token_async (self->session, NULL, NULL, store_result_cb, &first);
  stint_session_get_token_async (other, NULL, NULL, store_result_cb, &second);
  first_token = stint_session_get_token_finish (self->session, wait_for_result (&first), NULL);
  second_token = stint_session_get_token_finish (other, wait_for_result (&second), NULL);
  g_assert_nonnull (first_token);
  g_assert_nonnull (second_token);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 2);
  g_assert_cmpuint (self->peer.most_refreshing, ==, 1);
  g_assert_cmpuint (self->n_ended, ==, 0);
}

static void
test_lost_answer (Fixture      *self,
                  gconstpointer unused)
{
  g_autofree char *token = NULL;
  g_autofree char *kept = NULL;
  const PeerFault faults[] = { PEER_LOSE, PEER_CUT, 502 };

  self->peer.grace = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      GPtrArray *used = self->peer.used_refresh_tokens;

      fixture_adopt (self, self->session);
      self->session->expires_us = 0;
      g_ptr_array_set_size (used, 0);
      peer_fail (&self->peer, faults[i]);
      g_free (token);
      token = fixture_get_token (self->session, NULL, NULL);
      g_assert_nonnull (token);
      if (faults[i] == PEER_LOSE)
        {
          g_assert_cmpuint (used->len, ==, 2);
          g_assert_cmpstr (used->pdata[0], ==, used->pdata[1]);
        }
    }
  kept = fixture_find (self);
  g_assert_true (g_hash_table_contains (self->peer.refresh_tokens, kept));
}

static void
test_lost_for_long (Fixture      *self,
                    gconstpointer unused)
{
  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  stint_session_set_retry (self->session, 1000, 500);
  peer_fail (&self->peer, PEER_LOSE);
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_OFFLINE);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);
}

static void
test_offline (Fixture      *self,
              gconstpointer unused)
{
  const PeerFault faults[] = { PEER_DROP, PEER_CUT, PEER_PAGE, PEER_REDIRECT, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504 };
  g_autofree char *token = NULL;

  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_queue_clear (&self->peer.faults);
      for (guint j = 0; j < 10; j++)
        peer_fail (&self->peer, faults[i]);
      fixture_assert_fails (self->session, STINT_CLOUD_ERROR_OFFLINE);
    }
  g_queue_clear (&self->peer.faults);
  token = fixture_get_token (self->session, NULL, NULL);
  g_assert_nonnull (token);
  g_assert_cmpuint (self->n_ended, ==, 0);
  g_assert_cmpuint (self->peer.trapped, ==, 0);
}

static void
test_no_network (Fixture      *self,
                 gconstpointer unused)
{
  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  soup_server_disconnect (self->peer.server);

  /* Nothing was lost, so nothing is waited for. */
  stint_session_set_retry (self->session, 100000, 1000000);
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_OFFLINE);
  g_assert_true (stint_session_get_is_remembered (self->session));
  g_assert_cmpuint (self->n_ended, ==, 0);
}

static void
test_ended (Fixture      *self,
            gconstpointer unused)
{
  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  g_hash_table_remove_all (self->peer.refresh_tokens);
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_null (fixture_find (self));
  g_assert_false (stint_session_get_is_remembered (self->session));

  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);
  g_assert_cmpuint (self->n_ended, ==, 1);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 1);

  /* And it may end again after the next sign-in. */
  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  g_hash_table_remove_all (self->peer.refresh_tokens);
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);
  g_assert_cmpuint (self->n_ended, ==, 2);
}

static void
test_nobody (Fixture      *self,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fixture_look (self->session, &error));
  g_assert_no_error (error);
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);
  g_assert_cmpuint (self->n_ended, ==, 0);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 0);
}

static void
test_other_user (Fixture      *self,
                 gconstpointer unused)
{
  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  self->peer.user = BEN;
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_OTHER_USER);
  g_assert_cmpuint (self->n_ended, ==, 0);
}

static void
test_other_error (Fixture      *self,
                  gconstpointer unused)
{
  g_autofree char *token = NULL;

  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  peer_fail (&self->peer, PEER_INVALID_CLIENT);
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_FAILED);
  g_assert_cmpuint (self->n_ended, ==, 0);
  token = fixture_get_token (self->session, NULL, NULL);
  g_assert_nonnull (token);
}

static void
test_sign_out (Fixture      *self,
               gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  fixture_adopt (self, self->session);
  kept = fixture_find (self);
  g_assert_true (fixture_sign_out (self->session, &error));
  g_assert_no_error (error);
  g_assert_null (fixture_find (self));
  g_assert_false (g_hash_table_contains (self->peer.refresh_tokens, kept));
  g_assert_false (fixture_look (self->session, NULL));
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);

  /* The person wanted it. */
  g_assert_cmpuint (self->n_ended, ==, 0);
}

static void
test_sign_out_unread (Fixture      *self,
                      gconstpointer unused)
{
  g_autoptr (StintSession) other = fixture_make_session (self);

  fixture_adopt (self, self->session);
  g_assert_true (fixture_sign_out (other, NULL));
  g_assert_cmpuint (g_hash_table_size (self->peer.refresh_tokens), ==, 0);
  g_assert_null (fixture_find (self));
}

static void
test_sign_out_offline (Fixture      *self,
                       gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture_adopt (self, self->session);
  soup_server_disconnect (self->peer.server);
  g_assert_true (fixture_sign_out (self->session, &error));
  g_assert_no_error (error);
  g_assert_null (fixture_find (self));
}

static void
test_signed_out_elsewhere (Fixture      *self,
                           gconstpointer unused)
{
  g_autoptr (StintSession) other = fixture_make_session (self);

  fixture_adopt (self, self->session);
  g_assert_true (fixture_sign_out (other, NULL));
  self->session->expires_us = 0;
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);
  g_assert_cmpuint (self->n_ended, ==, 1);
}

static void
test_cancel (Fixture      *self,
             gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  self->peer.pause_ms = 30;
  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  stint_session_get_token_async (self->session, NULL, cancellable, store_result_cb, &first);
  stint_session_get_token_async (self->session, NULL, NULL, store_result_cb, &second);
  g_cancellable_cancel (cancellable);
  g_assert_null (stint_session_get_token_finish (self->session, wait_for_result (&first), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (second);
  token = stint_session_get_token_finish (self->session, wait_for_result (&second), NULL);
  g_assert_nonnull (token);
}

static void
test_cancelled_alone (Fixture      *self,
                      gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *kept = NULL;

  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  stint_session_get_token_async (self->session, NULL, cancellable, store_result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_for_result (&result);

  /* What was rotated is stored, although nobody waits for it. */
  while (self->session->refresh != NULL)
    g_main_context_iteration (NULL, TRUE);
  kept = fixture_find (self);
  g_assert_true (g_hash_table_contains (self->peer.refresh_tokens, kept));
}

/* Whoever holds the lock is waited for; when it dies the kernel frees it. */
static void
test_lock (Fixture      *self,
           gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *token = NULL;
  gint64 begun;
  int fd;

  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  fd = open (self->peer.lock_path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  begun = g_get_monotonic_time ();
  stint_session_get_token_async (self->session, NULL, NULL, store_result_cb, &result);
  while (g_get_monotonic_time () - begun < 200 * G_TIME_SPAN_MILLISECOND)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 0);

  close (fd);
  token = stint_session_get_token_finish (self->session, wait_for_result (&result), NULL);
  g_assert_nonnull (token);
}

static GString *logged;

static GLogWriterOutput
collect_log (GLogLevelFlags   level,
             const GLogField *fields,
             gsize            n_fields,
             gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      g_string_append (logged, fields[i].value);
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
assert_not_logged (GHashTable *tokens)
{
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (tokens, NULL);

  g_assert_cmpuint (g_hash_table_size (tokens), >, 0);
  for (guint i = 0; keys[i] != NULL; i++)
    g_assert_null (strstr (logged->str, keys[i]));
}

static void
test_log (Fixture      *self,
          gconstpointer unused)
{
  g_autofree char *token = NULL;

  fixture_adopt (self, self->session);
  self->session->expires_us = 0;
  peer_fail (&self->peer, PEER_DROP);
  token = fixture_get_token (self->session, NULL, NULL);
  g_assert_nonnull (token);
  soup_server_disconnect (self->peer.server);
  fixture_sign_out (self->session, NULL);

  g_assert_nonnull (strstr (logged->str, "was not revoked"));
  assert_not_logged (self->peer.access_tokens);
  assert_not_logged (self->peer.refresh_tokens);
}

int
main (int   argc,
      char *argv[])
{
  char *keyring = use_file_keyring ();
  int status;

  g_test_init (&argc, &argv, NULL);
  logged = g_string_new (NULL);
  g_log_set_writer_func (collect_log, NULL, NULL);
  TEST ("what-a-sign-in-gave-is-kept-and-used", test_adopt);
  TEST ("tokens-of-somebody-else-are-not-taken", test_adopt_other);
  TEST ("a-restart-finds-it-again", test_restart);
  TEST ("a-rotated-token-is-kept-before-the-new-one-is-used", test_rotation);
  TEST ("without-rotation-the-old-token-goes-on", test_no_rotation);
  TEST ("a-token-is-renewed-when-less-than-a-minute-is-left", test_life);
  TEST ("a-token-that-was-refused-is-not-given-again", test_stale);
  TEST ("who-asks-together-gets-one-renewal", test_queue);
  TEST ("two-sessions-renew-one-after-the-other", test_two_sessions);
  TEST ("who-holds-the-lock-is-waited-for", test_lock);
  TEST ("a-lost-answer-is-asked-for-again-with-the-old-token", test_lost_answer);
  TEST ("after-a-minute-it-is-not", test_lost_for_long);
  TEST ("everything-that-may-pass-is-offline", test_offline);
  TEST ("without-a-network-it-is-offline-at-once", test_no_network);
  TEST ("invalid-grant-ends-it-and-says-so-once", test_ended);
  TEST ("nobody-is-signed-in", test_nobody);
  TEST ("a-renewal-for-somebody-else-is-told", test_other_user);
  TEST ("another-error-of-oauth-does-not-end-it", test_other_error);
  TEST ("sign-out-forgets-and-revokes", test_sign_out);
  TEST ("sign-out-revokes-what-only-the-keyring-knows", test_sign_out_unread);
  TEST ("sign-out-forgets-without-a-network", test_sign_out_offline);
  TEST ("a-sign-out-of-another-process-is-noticed", test_signed_out_elsewhere);
  TEST ("who-cancels-does-not-cancel-the-others", test_cancel);
  TEST ("a-renewal-that-nobody-waits-for-is-kept", test_cancelled_alone);
  TEST ("no-token-is-logged", test_log);
  status = g_test_run ();
  g_string_free (logged, TRUE);
  remove_file_keyring (keyring);
  return status;
}
