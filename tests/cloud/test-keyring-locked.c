/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-keyring.h"
#include "session-fixture.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/keyring-locked/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static FakeKeyring *keyring;

static void
assert_words (const GError *error,
              const char   *words)
{
  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_KEYRING);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_look (Fixture      *self,
           gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  keyring->n_unlocks = 0;
  g_assert_false (fixture_look (self->session, &error));
  assert_words (error, "locked");
  g_assert_cmpuint (keyring->n_unlocks, ==, 0);
}

static void
test_token (Fixture      *self,
            gconstpointer unused)
{
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_KEYRING);
  g_assert_cmpuint (self->peer.n_refreshes, ==, 0);
  g_assert_cmpuint (self->n_ended, ==, 0);
}

static void
test_memory (Fixture      *self,
             gconstpointer unused)
{
  keyring->n_unlocks = 0;
  fixture_adopt (self, self->session);
  g_assert_cmpuint (keyring->n_unlocks, >=, 1);
  g_assert_false (stint_session_get_is_remembered (self->session));
  g_assert_nonnull (strstr (stint_session_get_keyring_problem (self->session), "locked"));

  /* Later nobody is there to be asked. */
  keyring->n_unlocks = 0;
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *token = NULL;

      self->session->expires_us = 0;
      token = fixture_get_token (self->session, NULL, NULL);
      g_assert_nonnull (token);
      g_assert_cmpuint (self->peer.n_refreshes, ==, i);
    }
  g_assert_cmpuint (keyring->n_unlocks, ==, 0);
}

static void
test_sign_out (Fixture      *self,
               gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture_adopt (self, self->session);
  g_assert_false (fixture_sign_out (self->session, &error));
  assert_words (error, "still in it");
  g_assert_cmpuint (self->peer.n_revocations, ==, 1);
}

static void
test_silent (Fixture      *self,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();

  keyring->is_silent = TRUE;
  g_assert_false (fixture_look (self->session, &error));
  assert_words (error, "does not answer");
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
  keyring->is_silent = FALSE;
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_test_init (&argc, &argv, NULL);
  keyring = fake_keyring_new ();
  TEST ("that-it-is-locked-is-told-and-nobody-is-asked", test_look);
  TEST ("a-locked-session-has-not-ended", test_token);
  TEST ("who-does-not-unlock-it-at-sign-in-is-not-asked-again", test_memory);
  TEST ("what-sign-out-could-not-delete-is-revoked-and-told", test_sign_out);
  TEST ("one-that-does-not-answer-is-not-waited-for", test_silent);
  status = g_test_run ();
  fake_keyring_stop (keyring);
  return status;
}
