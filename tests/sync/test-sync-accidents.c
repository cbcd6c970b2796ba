/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scenario-fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/stint-task.h"
#include "store/stint-database-private.h"
#include "store/stint-sync-store.h"

/* What ends a sync for good, or in the middle. */

#define N_KILLS 40
#define STEPS_BETWEEN 50

static void
erase_account (Fixture *self)
{
  g_autoptr (StintApiRequest) request = stint_api_request_new ("DELETE", "/me", NULL, NULL);
  g_autoptr (StintApiAnswer) answer = sync_server_answer (self->world->server, request, self->world->now_ms);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* Runs a round until it stops. Returns: why */
static StintSyncProblem
sync_until_stop (Fixture    *self,
                 SyncDevice *device)
{
  for (int i = 0; i < 20; i++)
    if (sync_device_step (self->world, device, SYNC_NET_OK) == SYNC_STEP_STOPPED)
      return device->problem;
  return STINT_SYNC_PROBLEM_NONE;
}

static gboolean
is_erased (SyncDevice *device)
{
  StintOutboxCounts counts;
  g_autoptr (GError) error = NULL;

  stint_database_count_outbox (device->database, &counts, &error);
  g_assert_no_error (error);
  return counts.is_erased;
}

static void
upload_again (SyncDevice *device)
{
  g_autoptr (GError) error = NULL;

  stint_database_upload_again (device->database, &error);
  g_assert_no_error (error);
}

static guint
count_on_server (Fixture *self)
{
  g_autoptr (GPtrArray) records = sync_server_list (self->world->server, self->world->now_ms);

  return records->len;
}

static void
test_erased_account_stops_every_device_and_takes_nothing (Fixture      *self,
                                                          gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  erase_account (self);
  fixture_set (self, self->b, task, STINT_TASK_TITLE, "two");

  g_assert_cmpint (sync_until_stop (self, self->b), ==, STINT_SYNC_PROBLEM_ERASED);
  g_assert_true (is_erased (self->b));
  fixture_assert (self->b, task, STINT_TASK_TITLE, "two");
  g_assert_cmpuint (count_on_server (self), ==, 0);
}

static void
test_erased_plan_goes_up_again_when_a_person_says_so (Fixture      *self,
                                                      gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  erase_account (self);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "of A");
  fixture_set (self, self->b, task, STINT_TASK_NOTES, "of B");
  sync_until_stop (self, self->a);
  sync_until_stop (self, self->b);
  sync_until_stop (self, self->c);
  upload_again (self->a);
  fixture_sync (self, self->a);
  upload_again (self->b);
  upload_again (self->c);
  fixture_settle (self);

  fixture_assert (self->c, task, STINT_TASK_TITLE, "of A");
  fixture_assert (self->c, task, STINT_TASK_NOTES, "of B");
}

static void
test_push_that_was_out_when_the_account_was_erased_does_not_arrive (Fixture      *self,
                                                                    gconstpointer data)
{
  g_autofree char *one = fixture_add_task (self, self->a, "one");
  g_autofree char *two = NULL;

  fixture_sync (self, self->a);
  two = fixture_add_task (self, self->a, "two");
  fixture_push_with (self, self->a, SYNC_NET_LOST);
  erase_account (self);

  g_assert_cmpint (sync_until_stop (self, self->a), ==, STINT_SYNC_PROBLEM_ERASED);
  g_assert_cmpuint (count_on_server (self), ==, 0);
  fixture_assert (self->a, two, STINT_TASK_TITLE, "two");
}

static int
die_now (gpointer data)
{
  int *left = data;

  if (--*left > 0)
    return 0;
  kill (getpid (), SIGKILL);
  return 1;
}

/*
 * A child process syncs with a server of its own, a copy, and is killed in the middle of a statement. What it pushed, our server does not
 * know: as if that had been put back to before. Returns: whether it was still at it
 */
static gboolean
sync_and_be_killed (Fixture    *self,
                    SyncDevice *device,
                    int         n_steps)
{
  pid_t child;
  int status;

  sync_device_shut (device);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      sync_device_restart (self->world, device);
      sqlite3_progress_handler (device->database->handle, STEPS_BETWEEN, die_now, &n_steps);
      for (int i = 0; i < 100 && sync_device_step (self->world, device, SYNC_NET_OK) != SYNC_STEP_DONE; i++)
        continue;
      _exit (EXIT_SUCCESS);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true ((WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL) || (WIFEXITED (status) && WEXITSTATUS (status) == EXIT_SUCCESS));
  sync_device_restart (self->world, device);
  return WIFSIGNALED (status);
}

static void
test_process_killed_while_it_syncs_loses_nothing (Fixture      *self,
                                                  gconstpointer data)
{
  g_autofree char *first = fixture_add_task (self, self->a, "first");
  g_autofree char *task = fixture_add_task (self, self->b, "task");
  g_autofree char *block = fixture_add_block (self, self->a, first, 1);
  int n_killed = 0;

  fixture_settle (self);
  for (int i = 0; i < N_KILLS; i++)
    {
      g_autofree char *title = g_strdup_printf ("title %d", i);
      g_autofree char *notes = g_strdup_printf ("notes %d", i);
      g_autofree char *more = fixture_add_task (self, self->a, title);

      fixture_set (self, self->a, first, STINT_TASK_TITLE, title);
      fixture_sync (self, self->a);
      fixture_set (self, self->b, first, STINT_TASK_NOTES, notes);
      fixture_set (self, self->b, first, STINT_TASK_TITLE, notes);
      if (sync_and_be_killed (self, self->b, 1 + i * 3))
        n_killed++;
      fixture_settle (self);
      fixture_assert (self->c, first, STINT_TASK_NOTES, notes);
      fixture_assert (self->b, more, STINT_TASK_TITLE, title);
    }
  g_test_message ("killed %d times", n_killed);
  g_assert_cmpint (n_killed, >, N_KILLS / 4);
}

#define ADD(path, function) g_test_add ("/sync/accidents/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("erased/stops-every-device", test_erased_account_stops_every_device_and_takes_nothing);
  ADD ("erased/goes-up-again-when-a-person-says-so", test_erased_plan_goes_up_again_when_a_person_says_so);
  ADD ("erased/push-that-was-out-does-not-arrive", test_push_that_was_out_when_the_account_was_erased_does_not_arrive);
  ADD ("killed-while-it-syncs", test_process_killed_while_it_syncs_loses_nothing);

  return g_test_run ();
}
