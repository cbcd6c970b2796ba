/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/account-fixture.h"
#include "workspace/stint-transfer.h"
#include "workspace/stint-workspace-private.h"

#include <string.h>

static void
assert_state (AccountFixture   *self,
              StintAccountState state)
{
  g_assert_cmpint (stint_account_get_state (self->account), ==, state);
}

static void
test_keep (AccountFixture *self,
           gconstpointer   data)
{
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  g_assert_true (sign_out_now (self, FALSE));
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
  g_assert_cmpstr (stint_account_get_user (self->account), ==, "eva@example.org");
  g_assert_true (find_task_now (self->base.workspace, id));
  g_assert_cmpuint (g_hash_table_size (fake_cloud.keyring), ==, 0);
  g_assert_cmpstr (fake_cloud.calls->str, ==, "eva sign-out;");
  account_restart (self);
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
}

static void
test_pending_is_known_signed_out (AccountFixture *self,
                                  gconstpointer   data)
{
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  g_assert_true (sign_out_now (self, FALSE));
  g_assert_cmpuint (stint_sync_get_n_pending (stint_account_get_sync (self->account)), ==, 1);
}

static guint
count_files (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_remove_in_the_root (AccountFixture *self,
                         gconstpointer   data)
{
  g_autofree char *backups = g_strconcat (self->base.directory, "-backups", NULL);
  g_autofree char *backup = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  backup = stint_transfer_backup (self->base.workspace, NULL);
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
  g_assert_true (sign_out_now (self, TRUE));
  assert_state (self, STINT_ACCOUNT_NONE);
  g_assert_true (is_in_root (self));
  g_assert_true (stint_workspace_get_is_open (self->base.workspace));
  g_assert_false (find_task_now (self->base.workspace, id));
  g_assert_cmpuint (count_files (backups), ==, 0);
  owner = read_owner_now (self->base.directory);
  g_assert_null (owner);
}

static void
test_remove_its_own (AccountFixture *self,
                     gconstpointer   data)
{
  g_autofree char *nobodys = add_task_now (self->base.workspace, "Nobody’s", 0);
  g_autofree char *own = NULL;
  g_autofree char *current = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  own = g_strdup (stint_workspace_get_directory (self->base.workspace));
  g_assert_true (sign_out_now (self, TRUE));
  assert_state (self, STINT_ACCOUNT_NONE);
  g_assert_true (is_in_root (self));
  g_assert_true (find_task_now (self->base.workspace, nobodys));
  g_assert_false (g_file_test (own, G_FILE_TEST_EXISTS));
  current = stint_account_dup_current_store (self->base.directory);
  g_assert_cmpstr (current, ==, self->base.directory);
}

static void
test_remove_shows_nobody_elses (AccountFixture *self,
                                gconstpointer   data)
{
  g_autofree char *evas = NULL;
  g_autofree char *owner = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  evas = add_task_now (self->base.workspace, "Eva’s secret", 0);
  g_assert_true (sign_in_now (self, "ben"));
  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  g_assert_true (sign_out_now (self, TRUE));
  assert_state (self, STINT_ACCOUNT_NONE);
  g_assert_false (is_in_root (self));
  g_assert_false (find_task_now (self->base.workspace, evas));
  owner = read_owner_now (self->base.directory);
  g_assert_cmpstr (owner, ==, "eva");
}

static void
test_remove_while_another_program_has_it (AccountFixture *self,
                                          gconstpointer   data)
{
  g_autoptr (StintWorkspace) other = NULL;
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  other = fixture_open_other (&self->base);
  g_assert_false (sign_out_now (self, TRUE));
  g_assert_error (self->error, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED);
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
  g_assert_true (find_task_now (self->base.workspace, id));
  stint_workspace_close (other);
}

static void
test_nobodys_plan_is_not_removed (AccountFixture *self,
                                  gconstpointer   data)
{
  g_autofree char *id = add_task_now (self->base.workspace, "One", 0);

  g_assert_false (sign_out_now (self, TRUE));
  g_assert_true (find_task_now (self->base.workspace, id));
}

static void
test_erase (AccountFixture *self,
            gconstpointer   data)
{
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  fake_cloud.n_parts = 2;
  g_assert_true (erase_now (self, FALSE));
  g_assert_cmpint (fake_cloud.flags, ==, STINT_SIGN_IN_FRESH | STINT_SIGN_IN_ADMIN);
  g_assert_cmpstr (fake_cloud.calls->str, ==, "eva DELETE /me;eva DELETE /me;eva DELETE /me;eva delete-user;eva sign-out;");
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
  g_assert_true (find_task_now (self->base.workspace, id));
}

static void
test_erase_and_remove (AccountFixture *self,
                       gconstpointer   data)
{
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  g_assert_true (erase_now (self, TRUE));
  assert_state (self, STINT_ACCOUNT_NONE);
  g_assert_false (find_task_now (self->base.workspace, id));
}

static void
test_erase_by_another (AccountFixture *self,
                       gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  fake_cloud.user = "ben";
  g_assert_false (erase_now (self, TRUE));
  g_assert_error (self->error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OTHER_USER);
  g_assert_cmpstr (fake_cloud.calls->str, ==, "");
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
}

static void
test_erase_fails (AccountFixture *self,
                  gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  fake_cloud.status = 500;
  g_assert_false (erase_now (self, TRUE));
  g_assert_cmpstr (fake_cloud.calls->str, ==, "eva DELETE /me;");
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
}

static void
devices_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  AccountFixture *self = user_data;
  g_autoptr (GPtrArray) devices = stint_account_list_devices_finish (self->account, result, &self->error);
  const StintAccountDevice *first, *second;

  g_assert_no_error (self->error);
  g_assert_cmpuint (devices->len, ==, 2);
  first = g_ptr_array_index (devices, 0);
  second = g_ptr_array_index (devices, 1);
  g_assert_cmpstr (first->id, ==, "b");
  g_assert_null (first->name);
  g_assert_cmpint (first->seen_ms, >, second->seen_ms);
  g_assert_cmpstr (second->name, ==, "Laptop");
  g_assert_false (second->is_this);
  self->is_over = TRUE;
}

static void
test_devices (AccountFixture *self,
              gconstpointer   data)
{
  fake_cloud.me = "{\"devices\":[{\"id\":\"a\",\"name\":\"Laptop\",\"seen\":\"2026-11-01T10:00:00Z\",\"v\":\"0\"},"
    "{\"id\":\"b\",\"seen\":\"2026-11-02T10:00:00Z\",\"v\":\"0\"},{\"name\":\"no id\"}]}";
  g_assert_true (sign_in_now (self, "eva"));
  self->is_over = FALSE;
  stint_account_list_devices_async (self->account, NULL, devices_cb, self);
  wait_for (&self->is_over);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  AccountFixture *self = user_data;

  g_assert_true (stint_account_decide_erased_finish (self->account, result, NULL));
  self->is_over = TRUE;
}

static void
test_erased_elsewhere (AccountFixture *self,
                       gconstpointer   data)
{
  StintSync *sync = stint_account_get_sync (self->account);

  g_assert_true (sign_in_now (self, "eva"));
  fake_cloud.status = 410;
  fake_round.problem = STINT_SYNC_PROBLEM_ERASED;
  fake_round.step = STINT_ROUND_STOP;
  g_assert_false (sync_now (self));
  g_assert_cmpint (stint_sync_get_help (sync), ==, STINT_SYNC_HELP_DECIDE_ERASED);
  self->is_over = FALSE;
  stint_account_decide_erased_async (self->account, STINT_ERASED_UPLOAD, NULL, decided_cb, self);
  wait_for (&self->is_over);
  g_assert_cmpint (stint_sync_get_help (sync), ==, STINT_SYNC_HELP_NONE);
  fake_cloud.status = 200;
  g_assert_true (sync_now (self));
}

static gpointer
note_erased_job (StintDatabase *database,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  StintSyncTime now = { 0 };
  g_autoptr (StintSyncWrite) write = stint_sync_write_begin (database, &now, NULL);

  g_assert_true (stint_sync_write_set (write, "sync-erased", "3.0123456789abcdef", NULL));
  g_assert_true (stint_sync_write_commit (write, NULL));
  return g_strdup ("");
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  AccountFixture *self = user_data;
  g_autofree char *done = g_task_propagate_pointer (G_TASK (result), NULL);

  g_assert_nonnull (done);
  self->is_over = TRUE;
}

static void
wait_until_help_is (StintSync    *sync,
                    StintSyncHelp help)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (stint_sync_get_help (sync) != help)
    {
      g_main_context_iteration (NULL, FALSE);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
}

/* What was decided is not asked again, neither now nor after the next start. */
static void
test_erased_elsewhere_and_kept (AccountFixture *self,
                                gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  self->is_over = FALSE;
  stint_workspace_run_async (self->base.workspace, note_erased_job, NULL, NULL, g_free, NULL, NULL, noted_cb, self);
  wait_for (&self->is_over);
  account_restart (self);
  wait_until_help_is (stint_account_get_sync (self->account), STINT_SYNC_HELP_DECIDE_ERASED);
  self->is_over = FALSE;
  stint_account_decide_erased_async (self->account, STINT_ERASED_KEEP, NULL, decided_cb, self);
  wait_for (&self->is_over);
  account_restart (self);
  wait_until_help_is (stint_account_get_sync (self->account), STINT_SYNC_HELP_SIGN_IN);
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
}

static void
test_http_on_loopback (void)
{
  g_autoptr (GError) error = NULL;
  const char *file = "{\"format\":\"stint-connect\",\"version\":1,\"api\":\"http://127.0.0.1:8080/v1\",\"issuer\":\"http://127.0.0.1:8081/pool\","
    "\"client_id\":\"client\",\"sign_in\":\"http://127.0.0.1:8081\",\"redirects\":[\"http://127.0.0.1:47811/callback\"],\"scopes\":[\"stint/sync\"]}";
  g_autoptr (StintServerInfo) info = NULL;

  g_unsetenv ("STINT_HTTP_ON_LOOPBACK");
  g_assert_true (stint_account_is_connect_file (file, -1));
  g_assert_null (stint_account_read_connect_file (NULL, file, -1, &error));
  g_assert_error (error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_INVALID);
  g_setenv ("STINT_HTTP_ON_LOOPBACK", "1", TRUE);
  info = stint_account_read_connect_file (NULL, file, -1, NULL);
  g_assert_nonnull (info);
  g_assert_cmpstr (info->api_host, ==, "127.0.0.1:8080");
  g_unsetenv ("STINT_HTTP_ON_LOOPBACK");
}

#define ADD(path, test) g_test_add ("/sign-out/" path, AccountFixture, NULL, account_set_up, test, account_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keeps-the-plan", test_keep);
  ADD ("what-is-not-sent-is-known", test_pending_is_known_signed_out);
  ADD ("removes-the-plan-in-the-root", test_remove_in_the_root);
  ADD ("removes-a-plan-of-its-own", test_remove_its_own);
  ADD ("shows-nobody-elses-plan-then", test_remove_shows_nobody_elses);
  ADD ("does-not-remove-what-another-program-has-open", test_remove_while_another_program_has_it);
  ADD ("does-not-remove-nobodys-plan", test_nobodys_plan_is_not_removed);
  ADD ("erase/asks-afresh-and-deletes-everything", test_erase);
  ADD ("erase/removes-the-plan", test_erase_and_remove);
  ADD ("erase/somebody-else-deletes-nothing", test_erase_by_another);
  ADD ("erase/a-failure-is-said", test_erase_fails);
  ADD ("devices-the-latest-first", test_devices);
  ADD ("erased-elsewhere-and-kept", test_erased_elsewhere_and_kept);
  ADD ("erased-elsewhere-and-uploaded-again", test_erased_elsewhere);
  g_test_add_func ("/sign-out/http-only-on-loopback-and-only-if-allowed", test_http_on_loopback);
  return g_test_run ();
}
