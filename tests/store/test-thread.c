/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include "store/stint-store.h"

#define TEST(path, function) g_test_add ("/store/thread/" path, Threaded, NULL, set_up, function, tear_down)

/**
 * Threaded:
 * @result: of the last operation that ended
 */
typedef struct
{
  Fixture       fixture;
  StintStore   *store;
  GAsyncResult *result;
  guint         n_ended;
} Threaded;

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Threaded *self = user_data;

  g_set_object (&self->result, result);
  self->n_ended++;
}

static void
wait_for (Threaded *self,
          guint     n_ended)
{
  while (self->n_ended < n_ended)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Threaded     *self,
        gconstpointer unused)
{
  fixture_set_up (&self->fixture, NULL);
  fixture_close (&self->fixture);
  self->store = stint_store_new (self->fixture.directory);
}

static void
tear_down (Threaded     *self,
           gconstpointer unused)
{
  stint_store_close (self->store);
  g_clear_object (&self->result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->store);
  fixture_tear_down (&self->fixture, NULL);
}

static void
open_store (Threaded *self)
{
  g_autoptr (GError) error = NULL;

  stint_store_open_async (self->store, FIXTURE_NOW_MS, NULL, ended_cb, self);
  wait_for (self, self->n_ended + 1);
  g_assert_true (stint_store_open_finish (self->store, self->result, &error));
  g_assert_no_error (error);
}

static gpointer
add_task (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Add");
  g_autoptr (GRand) rand = g_rand_new ();
  g_autofree char *id = stint_id_new (FIXTURE_NOW_MS, rand);

  stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members (data));
  return stint_database_apply (database, edit, FIXTURE_NOW_MS, error);
}

static gpointer
count_tasks (StintDatabase *database,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER ((int) stint_database_count (database, STINT_KIND_TASK, error));
}

static void
run (Threaded     *self,
     StintStoreJob job,
     const char   *data,
     GCancellable *cancellable)
{
  stint_store_run_async (self->store, job, g_strdup (data), g_free, (GDestroyNotify) (job == add_task ? stint_change_unref : NULL),
                         cancellable, ended_cb, self);
}

static void
jobs_run_in_order (Threaded     *self,
                   gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  open_store (self);
  for (int i = 0; i < 20; i++)
    run (self, add_task, "{'title': <'a'>}", NULL);
  run (self, count_tasks, NULL, NULL);
  wait_for (self, 22);
  g_assert_cmpint (GPOINTER_TO_INT (stint_store_run_finish (self->store, self->result, &error)), ==, 20);
  g_assert_no_error (error);
}

static void
an_error_comes_back (Threaded     *self,
                     gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  open_store (self);
  run (self, add_task, "{'title': <''>}", NULL);
  wait_for (self, 2);
  g_assert_null (stint_store_run_finish (self->store, self->result, &error));
  g_assert_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_INVALID);
}

static void
what_is_cancelled_does_not_run (Threaded     *self,
                                gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  open_store (self);
  g_cancellable_cancel (cancellable);
  run (self, add_task, "{'title': <'a'>}", cancellable);
  wait_for (self, 2);
  g_assert_null (stint_store_run_finish (self->store, self->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run (self, count_tasks, NULL, NULL);
  wait_for (self, 3);
  g_assert_cmpint (GPOINTER_TO_INT (stint_store_run_finish (self->store, self->result, NULL)), ==, 0);
}

static void
closing_waits_for_what_was_asked_for (Threaded     *self,
                                      gconstpointer unused)
{
  open_store (self);
  for (int i = 0; i < 20; i++)
    run (self, add_task, "{'title': <'a'>}", NULL);
  stint_store_close (self->store);
  wait_for (self, 21);
  open_store (self);
  run (self, count_tasks, NULL, NULL);
  wait_for (self, 23);
  g_assert_cmpint (GPOINTER_TO_INT (stint_store_run_finish (self->store, self->result, NULL)), ==, 20);
}

static void
before_it_is_open_jobs_fail (Threaded     *self,
                             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  run (self, count_tasks, NULL, NULL);
  wait_for (self, 1);
  stint_store_run_finish (self->store, self->result, &error);
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED);
}

static void
after_a_failure_it_can_be_opened_again (Threaded     *self,
                                        gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->fixture.directory, "stint.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "garbage", 7, NULL));
  stint_store_open_async (self->store, FIXTURE_NOW_MS, NULL, ended_cb, self);
  wait_for (self, 1);
  g_assert_false (stint_store_open_finish (self->store, self->result, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  run (self, count_tasks, NULL, NULL);
  wait_for (self, 2);
  stint_store_run_finish (self->store, self->result, &error);
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  open_store (self);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("jobs-run-in-order", jobs_run_in_order);
  TEST ("an-error-comes-back", an_error_comes_back);
  TEST ("what-is-cancelled-does-not-run", what_is_cancelled_does_not_run);
  TEST ("closing-waits-for-what-was-asked-for", closing_waits_for_what_was_asked_for);
  TEST ("before-it-is-open-jobs-fail", before_it_is_open_jobs_fail);
  TEST ("after-a-failure-it-can-be-opened-again", after_a_failure_it_can_be_opened_again);

  return g_test_run ();
}
