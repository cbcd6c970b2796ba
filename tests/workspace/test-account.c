/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/account-fixture.h"
#include "workspace/stint-workspace-private.h"

#include <string.h>

static void
assert_state (AccountFixture   *self,
              StintAccountState state)
{
  g_assert_cmpint (stint_account_get_state (self->account), ==, state);
}

static void
test_nobody (AccountFixture *self,
             gconstpointer   data)
{
  assert_state (self, STINT_ACCOUNT_NONE);
  g_assert_null (stint_account_get_user (self->account));
  g_assert_cmpint (stint_sync_get_state (stint_account_get_sync (self->account)), ==, STINT_SYNC_OFF);
}

static void
test_empty_becomes_the_accounts (AccountFixture *self,
                                 gconstpointer   data)
{
  g_autofree char *owner = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  g_assert_cmpint (self->outcome, ==, STINT_SIGNED_IN_READY);
  g_assert_cmpstr (self->user, ==, "eva@example.org");
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
  g_assert_cmpstr (stint_account_get_user (self->account), ==, "eva@example.org");
  g_assert_cmpstr (stint_account_get_server (self->account), ==, "api.example");
  g_assert_cmpstr (stint_account_get_server_name (self->account), ==, "Home");
  g_assert_true (is_in_root (self));
  owner = read_owner_now (self->base.directory);
  g_assert_cmpstr (owner, ==, "eva");
  g_assert_true (sync_now (self));
  g_assert_cmpstr (fake_cloud.calls->str, ==, "eva GET /0;");
}

static void
test_nobodys_tasks_are_asked_about (AccountFixture *self,
                                    gconstpointer   data)
{
  g_autofree char *one = add_task_now (self->base.workspace, "One", 0);
  g_autofree char *two = add_task_now (self->base.workspace, "Two", 0);
  g_autofree char *owner = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  g_assert_cmpint (self->outcome, ==, STINT_SIGNED_IN_ASK);
  g_assert_cmpuint (self->n_tasks, ==, 2);
  assert_state (self, STINT_ACCOUNT_NONE);
  g_assert_false (sync_now (self));
  g_assert_cmpstr (fake_cloud.calls->str, ==, "");
  g_assert_cmpuint (g_hash_table_size (fake_cloud.keyring), ==, 0);
  owner = read_owner_now (self->base.directory);
  g_assert_null (owner);
}

static void
test_adopt_here (AccountFixture *self,
                 gconstpointer   data)
{
  g_autofree char *id = add_task_now (self->base.workspace, "One", 0);

  g_assert_true (sign_in_now (self, "eva"));
  g_assert_true (adopt_now (self, STINT_ADOPT_HERE));
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
  g_assert_true (is_in_root (self));
  g_assert_true (find_task_now (self->base.workspace, id));
  g_assert_true (sync_now (self));
  g_assert_cmpstr (fake_cloud.calls->str, ==, "eva GET /0;");
}

static void
test_adopt_own_store (AccountFixture *self,
                      gconstpointer   data)
{
  g_autofree char *id = add_task_now (self->base.workspace, "One", 0);
  g_autofree char *current = NULL;
  g_autofree char *owner = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  g_string_truncate (self->base.log, 0);
  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  g_assert_cmpstr (self->base.log->str, ==, "elsewhere:*;");
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
  g_assert_false (is_in_root (self));
  g_assert_false (find_task_now (self->base.workspace, id));
  current = stint_account_dup_current_store (self->base.directory);
  g_assert_cmpstr (current, ==, stint_workspace_get_directory (self->base.workspace));
  owner = read_owner_now (self->base.directory);
  g_assert_null (owner);
}

static void
test_adopt_cancel (AccountFixture *self,
                   gconstpointer   data)
{
  g_autofree char *id = add_task_now (self->base.workspace, "One", 0);

  g_assert_true (sign_in_now (self, "eva"));
  g_assert_cmpint (fake_cloud.flags, ==, STINT_SIGN_IN_NORMAL);
  g_assert_true (adopt_now (self, STINT_ADOPT_CANCEL));
  assert_state (self, STINT_ACCOUNT_NONE);
  g_assert_false (adopt_now (self, STINT_ADOPT_HERE));
  g_assert_true (sign_in_now (self, "ben"));
  g_assert_cmpint (fake_cloud.flags, ==, STINT_SIGN_IN_FRESH);
}

static void
test_same_account_again (AccountFixture *self,
                         gconstpointer   data)
{
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  g_assert_true (sign_out_now (self, FALSE));
  g_assert_true (sign_in_now (self, "eva"));
  /* The browser remembers somebody, and it may be another person who sits before it now. */
  g_assert_cmpint (fake_cloud.flags, ==, STINT_SIGN_IN_FRESH);
  g_assert_cmpint (self->outcome, ==, STINT_SIGNED_IN_READY);
  g_assert_true (is_in_root (self));
  g_assert_true (find_task_now (self->base.workspace, id));
}

/* Eva's plan is in the root with a task; Ben signs in. Returns: (transfer full): the task */
static char *
let_ben_come (AccountFixture *self)
{
  char *id;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "Eva’s secret", 0);
  g_assert_true (sign_out_now (self, FALSE));
  g_string_truncate (fake_cloud.calls, 0);
  g_assert_true (sign_in_now (self, "ben"));
  return id;
}

static void
test_other_account_changes_nothing (AccountFixture *self,
                                    gconstpointer   data)
{
  g_autofree char *id = let_ben_come (self);

  g_assert_cmpint (self->outcome, ==, STINT_SIGNED_IN_OTHER);
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
  g_assert_cmpstr (stint_account_get_user (self->account), ==, "eva@example.org");
  g_assert_false (sync_now (self));
  g_assert_false (adopt_now (self, STINT_ADOPT_HERE));
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
  g_assert_cmpstr (fake_cloud.calls->str, ==, "");
}

static void
test_other_account_gets_its_own (AccountFixture *self,
                                 gconstpointer   data)
{
  g_autofree char *id = let_ben_come (self);
  g_autofree char *own = NULL;

  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  g_assert_cmpstr (stint_account_get_user (self->account), ==, "ben@example.org");
  g_assert_false (find_task_now (self->base.workspace, id));
  g_assert_true (sync_now (self));
  g_assert_cmpstr (fake_cloud.calls->str, ==, "ben GET /0;");
  own = g_strdup (stint_workspace_get_directory (self->base.workspace));

  /* And back: Eva's is the one in the root, Ben's the one that he had. */
  g_assert_true (sign_in_now (self, "eva"));
  g_assert_cmpint (self->outcome, ==, STINT_SIGNED_IN_OTHER);
  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  g_assert_true (is_in_root (self));
  g_assert_true (find_task_now (self->base.workspace, id));
  g_assert_true (sign_in_now (self, "ben"));
  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  g_assert_cmpstr (stint_workspace_get_directory (self->base.workspace), ==, own);
}

static void
test_empty_goes_to_the_accounts_own (AccountFixture *self,
                                     gconstpointer   data)
{
  g_autofree char *own = NULL;
  g_autofree char *id = let_ben_come (self);

  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  own = g_strdup (stint_workspace_get_directory (self->base.workspace));
  g_assert_true (sign_out_now (self, TRUE));
  g_assert_true (sign_in_now (self, "eva"));
  g_assert_cmpint (self->outcome, ==, STINT_SIGNED_IN_READY);
  g_assert_true (is_in_root (self));
  g_assert_true (find_task_now (self->base.workspace, id));
}

static void
test_two_plans_of_one_account (AccountFixture *self,
                               gconstpointer   data)
{
  g_autofree char *nobodys = add_task_now (self->base.workspace, "Nobody’s", 0);
  g_autofree char *owner = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  g_assert_true (sign_in_now (self, "ben"));
  g_assert_true (adopt_now (self, STINT_ADOPT_OWN_STORE));
  g_assert_true (sign_out_now (self, TRUE));
  g_assert_true (sign_in_now (self, "eva"));
  g_assert_cmpint (self->outcome, ==, STINT_SIGNED_IN_ASK);
  g_assert_false (adopt_now (self, STINT_ADOPT_HERE));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  owner = read_owner_now (self->base.directory);
  g_assert_null (owner);
}

static void
test_answer_for_another_plan (AccountFixture *self,
                              gconstpointer   data)
{
  g_autofree char *id = add_task_now (self->base.workspace, "One", 0);

  g_assert_true (sign_in_now (self, "eva"));
  stint_workspace_close (self->base.workspace);
  stint_workspace_open_sync (self->base.workspace, NULL);
  settle (self->base.workspace);
  g_assert_false (adopt_now (self, STINT_ADOPT_HERE));
  assert_state (self, STINT_ACCOUNT_NONE);
}

static void
test_store_of_another_is_never_synced (AccountFixture *self,
                                       gconstpointer   data)
{
  g_autoptr (StintStoreAccount) ben = make_owner ("ben");
  StintConnection *connection;

  /* Whatever went wrong before: the store itself says whose it is. */
  g_assert_true (sign_in_now (self, "eva"));
  connection = stint_connection_ref (self->account->connection);
  stint_account_become (self->account, stint_store_account_copy (ben), connection, stint_account_make_session (self->account, connection, "ben"));
  g_assert_false (sync_now (self));
  g_assert_cmpstr (fake_cloud.calls->str, ==, "");
  g_assert_cmpstr (self->error->message, ==, stint_sync_problem_get_message (STINT_SYNC_PROBLEM_OTHER_USER));
}

static void
test_refused (AccountFixture *self,
              gconstpointer   data)
{
  fake_cloud.refuses = TRUE;
  g_assert_false (sign_in_now (self, "eva"));
  g_assert_error (self->error, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_REFUSED);
  assert_state (self, STINT_ACCOUNT_NONE);
}

static void
test_cancelled (AccountFixture *self,
                gconstpointer   data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fake_cloud.holds = TRUE;
  self->is_over = FALSE;
  stint_account_sign_in_async (self->account, self->connect_file, cancellable, sign_in_cb, self);
  assert_state (self, STINT_ACCOUNT_SIGNING_IN);
  g_cancellable_cancel (cancellable);
  fake_cloud_let_go ();
  wait_for (&self->is_over);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_state (self, STINT_ACCOUNT_NONE);
}

static void
test_one_sign_in_at_a_time (AccountFixture *self,
                            gconstpointer   data)
{
  fake_cloud.holds = TRUE;
  stint_account_sign_in_async (self->account, self->connect_file, NULL, sign_in_cb, self);
  g_assert_false (sign_in_now (self, "ben"));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_PENDING);
  self->is_over = FALSE;
  g_clear_error (&self->error);
  fake_cloud.user = "eva";
  fake_cloud_let_go ();
  wait_for (&self->is_over);
  g_assert_true (self->is_good);
  settle (self->base.workspace);
}

static void
test_no_server (AccountFixture *self,
                gconstpointer   data)
{
  g_clear_pointer (&self->connect_file, g_free);
  g_assert_false (sign_in_now (self, "eva"));
  assert_state (self, STINT_ACCOUNT_NONE);
}

static void
test_the_plans_server (AccountFixture *self,
                       gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  g_assert_true (sign_out_now (self, FALSE));
  g_clear_pointer (&self->connect_file, g_free);
  g_assert_true (sign_in_now (self, "eva"));
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
}

static void
test_closed_while_signing_in (AccountFixture *self,
                              gconstpointer   data)
{
  fake_cloud.holds = TRUE;
  self->is_over = FALSE;
  stint_account_sign_in_async (self->account, self->connect_file, NULL, sign_in_cb, self);
  stint_workspace_close (self->base.workspace);
  fake_cloud_let_go ();
  wait_for (&self->is_over);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_restart (AccountFixture *self,
              gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  account_restart (self);
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
  g_assert_cmpstr (stint_account_get_user (self->account), ==, "eva@example.org");
}

static void
test_locked_keyring (AccountFixture *self,
                     gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  fake_cloud.is_locked = TRUE;
  account_restart (self);
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
  g_assert_cmpstr (stint_account_get_keyring_problem (self->account), ==, "The keyring is locked.");
}

static void
test_session_ends (AccountFixture *self,
                   gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  g_signal_emit_by_name (fake_cloud.session, "signed-out");
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
  g_assert_cmpstr (stint_account_get_user (self->account), ==, "eva@example.org");
  g_assert_cmpint (stint_sync_get_state (stint_account_get_sync (self->account)), ==, STINT_SYNC_SIGNED_OUT);
  g_assert_false (sync_now (self));
}

static void
test_session_ends_in_a_round (AccountFixture *self,
                              gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  fake_cloud.ends_session = TRUE;
  g_assert_false (sync_now (self));
  g_assert_cmpstr (self->error->message, ==, stint_sync_get_message (stint_account_get_sync (self->account)));
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
}

static void
test_another_look_finds_a_sign_in (AccountFixture *self,
                                   gconstpointer   data)
{
  bind_now (self->base.workspace, "eva");
  g_clear_error (&self->error);
  load_now (self);
  assert_state (self, STINT_ACCOUNT_SIGNED_OUT);
}

static void
no_news_cb (gpointer data)
{
  g_assert_not_reached ();
}

static void
test_another_look_changes_nothing (AccountFixture *self,
                                   gconstpointer   data)
{
  StintSync *sync = stint_account_get_sync (self->account);
  g_autofree char *id = NULL;

  g_assert_true (sign_in_now (self, "eva"));
  id = add_task_now (self->base.workspace, "One", 0);
  g_assert_true (sign_out_now (self, FALSE));
  g_signal_connect_swapped (self->account, "notify::state", G_CALLBACK (no_news_cb), NULL);
  g_assert_true (load_now (self));
  g_assert_cmpuint (stint_sync_get_n_pending (sync), ==, 1);
}

static void
test_syncs_by_itself (AccountFixture *self,
                      gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, -1);
  stint_account_load_async (self->account, TRUE, NULL, NULL, NULL);
  settle (self->base.workspace);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 0);
  fake_timers_advance (&self->timers, 0);
  settle (self->base.workspace);
  g_assert_cmpstr (fake_cloud.calls->str, ==, "eva GET /0;");
}

static void
test_follows_the_workspace (AccountFixture *self,
                            gconstpointer   data)
{
  g_assert_true (sign_in_now (self, "eva"));
  stint_workspace_close (self->base.workspace);
  assert_state (self, STINT_ACCOUNT_NONE);
  stint_workspace_open_sync (self->base.workspace, NULL);
  settle (self->base.workspace);
  assert_state (self, STINT_ACCOUNT_SIGNED_IN);
}

#define ADD(path, test) g_test_add ("/account/" path, AccountFixture, NULL, account_set_up, test, account_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-plan-of-nobody", test_nobody);
  ADD ("an-empty-plan-becomes-the-accounts", test_empty_becomes_the_accounts);
  ADD ("nobodys-tasks-are-asked-about", test_nobodys_tasks_are_asked_about);
  ADD ("nobodys-tasks-go-to-the-account", test_adopt_here);
  ADD ("nobodys-tasks-stay-nobodys", test_adopt_own_store);
  ADD ("a-sign-in-can-be-forgotten", test_adopt_cancel);
  ADD ("the-same-account-goes-on", test_same_account_again);
  ADD ("another-account-changes-nothing", test_other_account_changes_nothing);
  ADD ("another-account-gets-a-plan-of-its-own", test_other_account_gets_its_own);
  ADD ("an-empty-plan-gives-way-to-the-accounts", test_empty_goes_to_the_accounts_own);
  ADD ("an-account-has-one-plan", test_two_plans_of_one_account);
  ADD ("an-answer-is-about-the-plan-that-was-open", test_answer_for_another_plan);
  ADD ("a-plan-of-another-is-never-synced", test_store_of_another_is_never_synced);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  ADD ("one-sign-in-at-a-time", test_one_sign_in_at_a_time);
  ADD ("without-a-server", test_no_server);
  ADD ("the-plan-knows-its-server", test_the_plans_server);
  ADD ("closed-while-signing-in", test_closed_while_signing_in);
  ADD ("a-restart-finds-the-session", test_restart);
  ADD ("a-locked-keyring-is-said", test_locked_keyring);
  ADD ("the-server-ends-the-session", test_session_ends);
  ADD ("the-server-ends-the-session-in-a-round", test_session_ends_in_a_round);
  ADD ("another-look-finds-what-another-program-did", test_another_look_finds_a_sign_in);
  ADD ("another-look-changes-nothing", test_another_look_changes_nothing);
  ADD ("syncs-by-itself-if-it-shall", test_syncs_by_itself);
  ADD ("follows-the-workspace", test_follows_the_workspace);
  return g_test_run ();
}
