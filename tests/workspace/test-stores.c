/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/sync-fixture.h"
#include "workspace/account/stint-stores.h"

#include <glib/gstdio.h>

/* The fixture's plan is the root's. */
static void
assert_current (Fixture    *self,
                const char *directory)
{
  g_autofree char *current = stint_stores_dup_current (self->directory);

  g_assert_cmpstr (current, ==, directory);
}

static void
test_root_at_first (Fixture      *self,
                    gconstpointer data)
{
  assert_current (self, self->directory);
}

static void
test_current (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (StintStoreAccount) eva = make_owner ("eva");
  g_autofree char *folder = stint_stores_dup_folder (self->directory, eva);

  g_assert_true (stint_stores_set_current (self->directory, folder, NULL));
  assert_current (self, self->directory);
  g_mkdir_with_parents (folder, 0700);
  assert_current (self, folder);
  g_assert_true (stint_stores_set_current (self->directory, self->directory, NULL));
  assert_current (self, self->directory);
}

static void
test_current_leads_nowhere_else (Fixture      *self,
                                 gconstpointer data)
{
  const char *const texts[] = { "", "/", "..", "accounts/..", "accounts/../../x", "accounts/", "/etc", "accounts" };
  g_autofree char *path = g_build_filename (self->directory, "current", NULL);
  g_autofree char *accounts = g_build_filename (self->directory, "accounts", NULL);

  g_mkdir (accounts, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      assert_current (self, self->directory);
    }
}

static void
test_folders_differ (Fixture      *self,
                     gconstpointer data)
{
  g_autoptr (StintStoreAccount) eva = make_owner ("eva");
  g_autoptr (StintStoreAccount) ben = make_owner ("ben");
  g_autoptr (StintStoreAccount) elsewhere = make_owner ("eva");
  g_autofree char *one = stint_stores_dup_folder (self->directory, eva);
  g_autofree char *again = stint_stores_dup_folder (self->directory, eva);
  g_autofree char *other = stint_stores_dup_folder (self->directory, ben);
  g_autofree char *third = NULL;

  g_free (elsewhere->api);
  elsewhere->api = g_strdup ("https://other.example/v1");
  third = stint_stores_dup_folder (self->directory, elsewhere);
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (one, !=, third);
}

static void
test_find (Fixture      *self,
           gconstpointer data)
{
  g_autoptr (StintStoreAccount) eva = make_owner ("eva");
  g_autoptr (StintStoreAccount) ben = make_owner ("ben");
  g_autofree char *nobodys = stint_stores_find (self->directory, NULL, NULL, FIXTURE_NOW_MS);
  g_autofree char *evas = NULL;
  g_autofree char *bens = NULL;
  g_autofree char *but = NULL;

  g_assert_cmpstr (nobodys, ==, self->directory);
  bind_now (self->workspace, "eva");
  evas = stint_stores_find (self->directory, eva, NULL, FIXTURE_NOW_MS);
  g_assert_cmpstr (evas, ==, self->directory);
  bens = stint_stores_find (self->directory, ben, NULL, FIXTURE_NOW_MS);
  g_assert_null (bens);
  but = stint_stores_find (self->directory, eva, self->directory, FIXTURE_NOW_MS);
  g_assert_null (but);
}

static void
test_nobodys (Fixture      *self,
              gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->directory, "accounts", "x", NULL);
  g_autofree char *root = stint_stores_dup_nobodys (self->directory, elsewhere, FIXTURE_NOW_MS);
  g_autofree char *new = NULL;
  g_autofree char *itself = NULL;

  g_assert_cmpstr (root, ==, self->directory);
  bind_now (self->workspace, "eva");
  new = stint_stores_dup_nobodys (self->directory, elsewhere, FIXTURE_NOW_MS);
  g_assert_cmpstr (new, !=, self->directory);
  g_assert_false (g_file_test (new, G_FILE_TEST_EXISTS));
  itself = stint_stores_dup_nobodys (self->directory, self->directory, FIXTURE_NOW_MS);
  g_assert_cmpstr (itself, ==, self->directory);
}

static void
test_remove_leaves_the_rest (Fixture      *self,
                             gconstpointer data)
{
  g_autofree char *database = g_build_filename (self->directory, "stint.db", NULL);
  g_autofree char *damaged = g_build_filename (self->directory, "stint-damaged-20261124.db", NULL);
  g_autofree char *accounts = g_build_filename (self->directory, "accounts", NULL);
  g_autofree char *foreign = g_build_filename (self->directory, "notes.txt", NULL);

  g_mkdir (accounts, 0700);
  g_assert_true (g_file_set_contents (damaged, "x", -1, NULL));
  g_assert_true (g_file_set_contents (foreign, "x", -1, NULL));
  stint_workspace_close (self->workspace);
  g_assert_true (stint_stores_remove (self->directory, self->directory, NULL));
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (damaged, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (accounts, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
}

static void
test_remove_not_while_it_is_open (Fixture      *self,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (stint_stores_remove (self->directory, self->directory, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED);
}

#define ADD(path, test) g_test_add ("/stores/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-root-at-first", test_root_at_first);
  ADD ("which-is-open-is-remembered", test_current);
  ADD ("the-file-leads-nowhere-else", test_current_leads_nowhere_else);
  ADD ("each-account-has-its-own-folder", test_folders_differ);
  ADD ("an-accounts-plan-is-found", test_find);
  ADD ("nobodys-plan-is-found-or-made", test_nobodys);
  ADD ("removing-leaves-what-is-not-the-stores", test_remove_leaves_the_rest);
  ADD ("what-is-open-is-not-removed", test_remove_not_while_it_is_open);
  return g_test_run ();
}
