/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scenario-fixture.h"

#include "core/stint-task.h"
#include "store/stint-sync-store.h"

/* A server that does not like every third title: "title 3" (sync.md R12). */

static guint
count_parked (SyncDevice *device)
{
  StintOutboxCounts counts;
  g_autoptr (GError) error = NULL;

  stint_database_count_outbox (device->database, &counts, &error);
  g_assert_no_error (error);
  return counts.n_parked;
}

static void
test_refused_record_waits_for_its_next_edit (Fixture      *self,
                                             gconstpointer data)
{
  g_autofree char *refused = fixture_add_task (self, self->a, "title 3");
  g_autofree char *taken = fixture_add_task (self, self->a, "title 4");

  fixture_settle (self);
  fixture_assert (self->b, taken, STINT_TASK_TITLE, "title 4");
  fixture_assert_dead (self->b, STINT_KIND_TASK, refused);
  g_assert_cmpuint (count_parked (self->a), ==, 1);

  fixture_set (self, self->a, refused, STINT_TASK_TITLE, "title 5");
  fixture_settle (self);
  fixture_assert (self->b, refused, STINT_TASK_TITLE, "title 5");
  g_assert_cmpuint (count_parked (self->a), ==, 0);
}

static void
test_block_of_a_refused_task_waits_with_it (Fixture      *self,
                                            gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "title 3");
  g_autofree char *block = NULL;

  fixture_settle (self);
  block = fixture_add_block (self, self->a, task, 1);
  fixture_settle (self);
  fixture_assert_dead (self->b, STINT_KIND_BLOCK, block);
  /* Nobody makes up a task for it. */
  fixture_assert_dead (self->b, STINT_KIND_TASK, task);

  fixture_set (self, self->a, task, STINT_TASK_TITLE, "title 5");
  fixture_settle (self);
  fixture_assert_lives (self->b, STINT_KIND_BLOCK, block);
}

static void
test_block_of_a_task_that_is_refused_and_deleted_there_waits (Fixture      *self,
                                                              gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "title 1");
  g_autofree char *block = NULL;

  fixture_settle (self);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "title 3");
  fixture_delete (self, self->b, task);
  fixture_settle (self);
  block = fixture_add_block (self, self->a, task, 1);
  fixture_settle (self);

  fixture_assert_dead (self->b, STINT_KIND_BLOCK, block);
  fixture_assert_lives (self->a, STINT_KIND_BLOCK, block);
}

static void
test_block_goes_when_its_task_is_no_longer_refused (Fixture      *self,
                                                    gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "title 1");
  g_autofree char *block = NULL;

  fixture_settle (self);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "title 3");
  block = fixture_add_block (self, self->a, task, 1);
  fixture_settle (self);
  /* A later title wins over the one that was refused: there is nothing left to refuse. */
  fixture_set (self, self->b, task, STINT_TASK_TITLE, "title 7");
  fixture_settle (self);

  fixture_assert_lives (self->b, STINT_KIND_BLOCK, block);
  g_assert_cmpuint (count_parked (self->a), ==, 0);
  g_assert_true (fixture_is_told (self->b, "title 3"));
}

static void
test_deletion_does_not_wait_for_a_refused_owner (Fixture      *self,
                                                 gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "title 1");
  g_autofree char *block = fixture_add_block (self, self->a, task, 1);
  StintEdit *edit = stint_edit_new ("Delete");

  fixture_settle (self);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "title 3");
  stint_edit_delete (edit, STINT_KIND_BLOCK, block);
  sync_person_apply (self->world, self->a, edit, "deletes");
  fixture_settle (self);

  fixture_assert_dead (self->b, STINT_KIND_BLOCK, block);
  fixture_assert (self->b, task, STINT_TASK_TITLE, "title 1");
}

#define ADD(path, function) \
  g_test_add ("/sync/refusals/" path, Fixture, &fixture_picky, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("record-waits-for-its-next-edit", test_refused_record_waits_for_its_next_edit);
  ADD ("block-waits-with-its-task", test_block_of_a_refused_task_waits_with_it);
  ADD ("block-waits-when-its-task-is-deleted-there", test_block_of_a_task_that_is_refused_and_deleted_there_waits);
  ADD ("block-goes-when-its-task-is-no-longer-refused", test_block_goes_when_its_task_is_no_longer_refused);
  ADD ("deletion-does-not-wait", test_deletion_does_not_wait_for_a_refused_owner);

  return g_test_run ();
}
