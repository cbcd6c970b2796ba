/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "session-fixture.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/keyring-missing/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static void
test_memory (Fixture      *self,
             gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fixture_adopt (self, self->session);
  g_assert_false (stint_session_get_is_remembered (self->session));
  g_assert_nonnull (strstr (stint_session_get_keyring_problem (self->session), "no keyring"));
  g_assert_true (fixture_look (self->session, NULL));

  /* It can still be renewed, again and again. */
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *token = NULL;

      self->session->expires_us = 0;
      token = fixture_get_token (self->session, NULL, NULL);
      g_assert_nonnull (token);
      g_assert_cmpuint (self->peer.n_refreshes, ==, i);
    }
}

static void
test_look (Fixture      *self,
           gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fixture_look (self->session, &error));
  g_assert_no_error (error);
  g_assert_nonnull (stint_session_get_keyring_problem (self->session));
  fixture_assert_fails (self->session, STINT_CLOUD_ERROR_SIGN_IN);
}

static void
test_sign_out (Fixture      *self,
               gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture_adopt (self, self->session);
  g_assert_true (fixture_sign_out (self->session, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->peer.n_revocations, ==, 1);
  g_assert_cmpuint (g_hash_table_size (self->peer.refresh_tokens), ==, 0);
  g_assert_false (fixture_look (self->session, NULL));
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
  g_assert_false (fixture_look (self->session, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);
  TEST ("a-session-lives-in-memory-and-says-so", test_memory);
  TEST ("nobody-is-signed-in-and-that-is-no-error", test_look);
  TEST ("sign-out-revokes", test_sign_out);
  TEST ("invalid-grant-ends-it", test_ended);
  return g_test_run ();
}
