/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/fake-round.h"
#include "tests/workspace/sync-fixture.h"

#include "stint-config.h"
#include "workspace/stint-workspace-private.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

typedef struct
{
  Fixture        base;
  FakeTimers     timers;
  FakeTransport *transport;
  StintSync     *sync;
  GError        *error;
  gboolean       is_over;
} SyncFixture;

static void
set_up (SyncFixture  *self,
        gconstpointer data)
{
  g_autoptr (StintStoreAccount) owner = make_owner ("eva");

  memset (&fake_round, 0, sizeof fake_round);
  fake_round.n_requests = 1;
  fake_round.step = STINT_ROUND_STOP;
  fixture_set_up (&self->base, NULL);
  bind_now (self->base.workspace, "eva");
  fake_timers_init (&self->timers);
  self->transport = g_object_new (FAKE_TYPE_TRANSPORT, NULL);
  self->sync = stint_sync_new (self->base.workspace);
  stint_sync_set_timers (self->sync, &self->timers.timers);
  stint_sync_set_peer (self->sync, owner, STINT_TRANSPORT (self->transport));
  settle (self->base.workspace);
}

static void
tear_down (SyncFixture  *self,
           gconstpointer data)
{
  g_clear_error (&self->error);
  stint_sync_stop (self->sync);
  settle (self->base.workspace);
  g_assert_finalize_object (self->sync);
  g_assert_finalize_object (self->transport);
  fake_timers_clear (&self->timers);
  fixture_tear_down (&self->base, NULL);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  SyncFixture *self = user_data;

  stint_sync_run_finish (STINT_SYNC (source), result, &self->error);
  self->is_over = TRUE;
}

static void
run (SyncFixture  *self,
     GCancellable *cancellable)
{
  self->is_over = FALSE;
  g_clear_error (&self->error);
  stint_sync_run_async (self->sync, cancellable, run_cb, self);
}

/* A whole round with one answer of @status. */
static void
run_through (SyncFixture *self,
             guint        status)
{
  run (self, NULL);
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, status, "{}");
  wait_for (&self->is_over);
  settle (self->base.workspace);
}

static void
test_synced (SyncFixture  *self,
             gconstpointer data)
{
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_WAITING);
  run (self, NULL);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_SYNCING);
  g_assert_cmpstr (fake_transport_wait (self->transport), ==, "/0");
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  g_assert_no_error (self->error);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_SYNCED);
  g_assert_cmpint (stint_sync_get_last_success_ms (self->sync), ==, FIXTURE_NOW_MS);
  g_assert_null (stint_sync_get_message (self->sync));
}

static void
test_edit_waits (SyncFixture  *self,
                 gconstpointer data)
{
  g_autofree char *id = NULL;

  run_through (self, 200);
  id = add_task_now (self->base.workspace, "Report", 0);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_WAITING);
  settle (self->base.workspace);
  g_assert_cmpuint (stint_sync_get_n_pending (self->sync), ==, 1);
}

static void
test_edit_is_sent_by_itself (SyncFixture  *self,
                             gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  run_through (self, 200);
  stint_sync_start (self->sync);
  first = add_task_now (self->base.workspace, "One", 0);
  settle (self->base.workspace);
  fake_timers_advance (&self->timers, 1500);
  second = add_task_now (self->base.workspace, "Two", 0);
  settle (self->base.workspace);
  fake_timers_advance (&self->timers, 1999);
  settle (self->base.workspace);
  g_assert_cmpuint (self->transport->n_sent, ==, 1);
  fake_timers_advance (&self->timers, 1);
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 200, "{}");
  settle (self->base.workspace);
  g_assert_cmpuint (self->transport->n_sent, ==, 2);
}

static void
test_edit_of_what_waits (SyncFixture  *self,
                         gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (StintTaskDetails) details = NULL;
  g_autoptr (StintChange) change = NULL;

  run_through (self, 200);
  stint_sync_start (self->sync);
  id = add_task_now (self->base.workspace, "One", 0);
  details = load_task_now (self->base.workspace, id);
  settle (self->base.workspace);
  fake_timers_advance (&self->timers, 1500);
  change = apply_now (self->base.workspace, stint_command_set_member (details->row->record, "title", g_variant_new_string ("Two")));
  settle (self->base.workspace);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 2000);
}

static void
test_pulled_change_is_no_edit (SyncFixture  *self,
                               gconstpointer data)
{
  g_autoptr (StintChange) change = stint_change_new ("0190a5e0-0000-7000-8000-000000000001", "Sync", FIXTURE_NOW_MS, "other", STINT_CHANGE_SYNC);

  run_through (self, 200);
  stint_sync_start (self->sync);
  g_signal_emit_by_name (self->base.workspace, "changed", change, STINT_CHANGE_ELSEWHERE);
  settle (self->base.workspace);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 5 * 60 * 1000);
}

static void
test_other_programs_edit_is_sent (SyncFixture  *self,
                                  gconstpointer data)
{
  g_autoptr (StintWorkspace) other = fixture_open_other (&self->base);
  g_autofree char *id = NULL;

  run_through (self, 200);
  stint_sync_start (self->sync);
  id = add_task_now (other, "From the command line", 0);
  while (fake_timers_get_next (&self->timers) > 2000)
    g_main_context_iteration (NULL, TRUE);
  stint_workspace_close (other);
}

/* Returns: what the next try waits for after @n failures in a row */
static gint64
fail_often (SyncFixture *self,
            guint        n)
{
  for (guint i = 0; i < n; i++)
    run_through (self, 503);
  return fake_timers_get_next (&self->timers);
}

static void
test_backoff_grows (SyncFixture  *self,
                    gconstpointer data)
{
  gint64 ms;

  fake_round.problem = STINT_SYNC_PROBLEM_OFFLINE;
  stint_sync_start (self->sync);
  g_assert_cmpint (fail_often (self, 1), ==, 1000);
  ms = fail_often (self, 4);
  g_assert_cmpint (ms, >=, 8000);
  g_assert_cmpint (ms, <=, 16000);
  ms = fail_often (self, 20);
  g_assert_cmpint (ms, >=, 450000);
  g_assert_cmpint (ms, <=, 900000);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_OFFLINE);
  run_through (self, 200);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 5 * 60 * 1000);
}

static void
test_retry_after_is_kept (SyncFixture  *self,
                          gconstpointer data)
{
  fake_round.problem = STINT_SYNC_PROBLEM_BUSY;
  fake_round.step = STINT_ROUND_WAIT;
  fake_round.wait_ms = 120000;
  stint_sync_start (self->sync);
  run_through (self, 429);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 120000);
  stint_sync_poke (self->sync);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 120000);
}

static void
test_short_wait_stays_in_the_round (SyncFixture  *self,
                                    gconstpointer data)
{
  fake_round.step = STINT_ROUND_WAIT;
  fake_round.wait_ms = 1000;
  run (self, NULL);
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 202, "{}");
  settle (self->base.workspace);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 1000);
  g_assert_false (self->is_over);
  fake_timers_advance (&self->timers, 1000);
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  g_assert_no_error (self->error);
}

static void
test_no_answer_is_told_to_the_round (SyncFixture  *self,
                                     gconstpointer data)
{
  fake_round.problem = STINT_SYNC_PROBLEM_OFFLINE;
  run (self, NULL);
  fake_transport_wait (self->transport);
  fake_transport_fail (self->transport, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE);
  wait_for (&self->is_over);
  g_assert_cmpuint (fake_round.n_lost, ==, 1);
  g_assert_nonnull (self->error);
  g_assert_cmpstr (self->error->message, ==, stint_sync_get_message (self->sync));
}

static void
test_ended_session (SyncFixture  *self,
                    gconstpointer data)
{
  stint_sync_start (self->sync);
  run (self, NULL);
  fake_transport_wait (self->transport);
  fake_transport_fail (self->transport, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_SIGN_IN);
  wait_for (&self->is_over);
  settle (self->base.workspace);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_SIGNED_OUT);
  g_assert_cmpint (stint_sync_get_help (self->sync), ==, STINT_SYNC_HELP_SIGN_IN);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, -1);
  g_assert_cmpuint (fake_round.n_lost, ==, 0);
}

static void
test_poke_when_old (SyncFixture  *self,
                    gconstpointer data)
{
  run_through (self, 200);
  stint_sync_start (self->sync);
  fake_timers_advance (&self->timers, 59000);
  stint_sync_poke (self->sync);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 241000);
  fake_timers_advance (&self->timers, 1000);
  stint_sync_poke (self->sync);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 0);
}

static void
test_another_process_syncs (SyncFixture  *self,
                            gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.directory, "sync.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  run (self, NULL);
  settle (self->base.workspace);
  g_assert_cmpuint (self->transport->n_sent, ==, 0);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, 200);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_SYNCING);
  fake_timers_advance (&self->timers, 200);
  settle (self->base.workspace);
  g_assert_cmpuint (self->transport->n_sent, ==, 0);
  close (fd);
  fake_timers_advance (&self->timers, 200);
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  g_assert_no_error (self->error);
}

static void
test_lock_is_held_and_let_go (SyncFixture  *self,
                              gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.directory, "sync.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  run (self, NULL);
  fake_transport_wait (self->transport);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  close (fd);
}

static void
test_cancelled (SyncFixture  *self,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  stint_sync_start (self->sync);
  run (self, cancellable);
  fake_transport_wait (self->transport);
  g_cancellable_cancel (cancellable);
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_WAITING);
  g_assert_cmpint (fake_timers_get_next (&self->timers), >, 0);
}

static void
test_cancelled_while_it_waits_for_a_lock (SyncFixture  *self,
                                          gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->base.directory, "sync.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  run (self, NULL);
  settle (self->base.workspace);
  stint_sync_cancel (self->sync);
  wait_for (&self->is_over);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close (fd);
}

static void
test_closed_while_it_syncs (SyncFixture  *self,
                            gconstpointer data)
{
  stint_sync_start (self->sync);
  run (self, NULL);
  fake_transport_wait (self->transport);
  stint_workspace_close (self->base.workspace);
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  g_assert_nonnull (self->error);
  stint_workspace_open_sync (self->base.workspace, NULL);
}

static void
test_closed_while_a_step_runs (SyncFixture  *self,
                               gconstpointer data)
{
  run (self, NULL);
  stint_workspace_close (self->base.workspace);
  wait_for (&self->is_over);
  g_assert_nonnull (self->error);
  g_assert_cmpuint (self->transport->n_sent, ==, 0);
  stint_workspace_open_sync (self->base.workspace, NULL);
}

static void
test_other_owner (SyncFixture  *self,
                  gconstpointer data)
{
  g_autoptr (StintStoreAccount) ben = make_owner ("ben");

  stint_sync_set_peer (self->sync, ben, STINT_TRANSPORT (self->transport));
  run (self, NULL);
  wait_for (&self->is_over);
  settle (self->base.workspace);
  g_assert_cmpuint (self->transport->n_sent, ==, 0);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_PROBLEM);
}

static void
test_nobodys (SyncFixture  *self,
              gconstpointer data)
{
  stint_sync_set_peer (self->sync, NULL, NULL);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_OFF);
  run (self, NULL);
  wait_for (&self->is_over);
  g_assert_nonnull (self->error);
  g_assert_cmpint (fake_timers_get_next (&self->timers), ==, -1);
}

static void
test_signed_out (SyncFixture  *self,
                 gconstpointer data)
{
  g_autoptr (StintStoreAccount) owner = make_owner ("eva");

  stint_sync_set_peer (self->sync, owner, NULL);
  g_assert_cmpint (stint_sync_get_state (self->sync), ==, STINT_SYNC_SIGNED_OUT);
  g_assert_nonnull (stint_sync_get_message (self->sync));
  run (self, NULL);
  wait_for (&self->is_over);
  g_assert_nonnull (self->error);
}

static void
test_other_peer_ends_the_round (SyncFixture  *self,
                                gconstpointer data)
{
  g_autoptr (StintStoreAccount) owner = make_owner ("eva");

  stint_sync_start (self->sync);
  run (self, NULL);
  fake_transport_wait (self->transport);
  stint_sync_set_peer (self->sync, owner, STINT_TRANSPORT (self->transport));
  wait_for (&self->is_over);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run (self, NULL);
  fake_transport_answer (self->transport, 200, "{}");
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  g_assert_no_error (self->error);
}

static void
test_progress (SyncFixture  *self,
               gconstpointer data)
{
  fake_round.n_requests = 4;
  fake_round.n_total = 4;
  g_assert_cmpfloat (stint_sync_get_progress (self->sync), ==, -1);
  run (self, NULL);
  fake_transport_wait (self->transport);
  fake_transport_answer (self->transport, 200, "{}");
  fake_transport_wait (self->transport);
  g_assert_cmpfloat (stint_sync_get_progress (self->sync), ==, 0.25);
  for (int i = 0; i < 3; i++)
    {
      fake_transport_wait (self->transport);
      fake_transport_answer (self->transport, 200, "{}");
    }
  wait_for (&self->is_over);
  g_assert_cmpfloat (stint_sync_get_progress (self->sync), ==, -1);
}

static void
test_long_round_tells_now_and_then (SyncFixture  *self,
                                    gconstpointer data)
{
  g_autoptr (StintWorkspace) other = fixture_open_other (&self->base);

  fake_round.n_requests = 6;
  fake_round.n_total = 6;
  run (self, NULL);
  fake_transport_wait (self->transport);
  g_string_truncate (self->base.log, 0);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = add_task_now (other, "Page", 0);

      fake_transport_answer (self->transport, 200, "{}");
      fake_transport_wait (self->transport);
    }
  g_assert_cmpstr (self->base.log->str, ==, "");
  fake_timers_advance (&self->timers, 300);
  fake_transport_answer (self->transport, 200, "{}");
  wait_for (&self->is_over);
  settle (self->base.workspace);
  g_assert_true (g_str_has_prefix (self->base.log->str, "elsewhere:"));
  stint_workspace_close (other);
}

static void
test_problems_have_sentences (void)
{
  for (int i = STINT_SYNC_PROBLEM_NONE + 1; i <= STINT_SYNC_PROBLEM_STORE; i++)
    {
      const char *message = stint_sync_problem_get_message (i);

      g_assert_nonnull (message);
      g_assert_true (g_str_has_suffix (message, "."));
      g_assert_cmpint (stint_sync_problem_get_end (i), !=, STINT_SYNC_END_DONE);
      g_assert_cmpint (stint_sync_problem_get_state (i), !=, STINT_SYNC_SYNCED);
    }
}

#define ADD(path, test) g_test_add ("/sync/" path, SyncFixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("synced", test_synced);
  ADD ("an-edit-waits", test_edit_waits);
  ADD ("an-edit-is-sent-two-seconds-after-the-last-one", test_edit_is_sent_by_itself);
  ADD ("an-edit-of-what-waits-is-waited-for-too", test_edit_of_what_waits);
  ADD ("what-was-pulled-is-no-edit", test_pulled_change_is_no_edit);
  ADD ("another-programs-edit-is-sent", test_other_programs_edit_is_sent);
  ADD ("failures-wait-longer-and-longer", test_backoff_grows);
  ADD ("retry-after-is-kept", test_retry_after_is_kept);
  ADD ("a-short-wait-stays-in-the-round", test_short_wait_stays_in_the_round);
  ADD ("no-answer-is-told-to-the-round", test_no_answer_is_told_to_the_round);
  ADD ("an-ended-session-asks-to-sign-in", test_ended_session);
  ADD ("a-look-syncs-what-is-old", test_poke_when_old);
  ADD ("another-process-is-waited-for", test_another_process_syncs);
  ADD ("the-lock-is-held-for-a-round", test_lock_is_held_and_let_go);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-while-it-waits-for-a-lock", test_cancelled_while_it_waits_for_a_lock);
  ADD ("closed-while-a-request-is-under-way", test_closed_while_it_syncs);
  ADD ("closed-while-a-step-runs", test_closed_while_a_step_runs);
  ADD ("another-accounts-store-is-not-touched", test_other_owner);
  ADD ("nobodys-store-is-not-synced", test_nobodys);
  ADD ("signed-out", test_signed_out);
  ADD ("another-peer-ends-the-round", test_other_peer_ends_the_round);
  ADD ("progress", test_progress);
  ADD ("a-long-round-tells-now-and-then", test_long_round_tells_now_and_then);
  g_test_add_func ("/sync/every-problem-has-a-sentence", test_problems_have_sentences);
  return g_test_run ();
}
