/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "scenario-fixture.h"

#include "core/stint-task.h"

/* The failing runs of the first design, and of this code, by hand: each is good now. */

static void
test_device_away_longer_than_the_log_is_not_told_that_nothing_is_new (Fixture      *self,
                                                                      gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "two");
  fixture_sync (self, self->a);
  fixture_let_pass (self, 100);
  sync_server_forget_log (self->world->server, 1, 100);
  fixture_sync (self, self->b);

  fixture_assert (self->b, task, STINT_TASK_TITLE, "two");
  fixture_settle (self);
}

static void
test_record_made_again_after_its_deletion_meets_an_old_edit (Fixture      *self,
                                                             gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_set (self, self->b, task, STINT_TASK_TITLE, "of B");
  fixture_delete (self, self->a, task);
  fixture_sync (self, self->a);
  fixture_let_pass (self, 95);
  sync_server_forget_log (self->world->server, 1, 100);
  sync_person_undo (self->world, self->a, FALSE);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "of A");
  fixture_settle (self);

  fixture_assert (self->b, task, STINT_TASK_TITLE, "of A");
  g_assert_true (fixture_is_told (self->a, "of B"));
}

static void
test_restored_server_gives_numbers_again_and_nobody_is_deceived (Fixture      *self,
                                                                 gconstpointer data)
{
  g_autofree char *one = fixture_add_task (self, self->a, "one");
  g_autofree char *two = fixture_add_task (self, self->a, "two");
  guint image;

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_sync (self, self->c);
  image = sync_server_get_n_images (self->world->server) - 1;
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *title = g_strdup_printf ("one, %d", i);

      fixture_set (self, self->a, one, STINT_TASK_TITLE, title);
      fixture_sync (self, self->a);
      fixture_sync (self, self->b);
    }
  sync_server_restore (self->world->server, image, FALSE, FALSE, self->world->now_ms, self->world->rand);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *title = g_strdup_printf ("two, %d", i);

      fixture_set (self, self->c, two, STINT_TASK_TITLE, title);
      fixture_sync (self, self->c);
    }
  fixture_settle (self);

  fixture_assert (self->c, one, STINT_TASK_TITLE, "one, 2");
  fixture_assert (self->b, two, STINT_TASK_TITLE, "two, 2");
}

static void
test_base_from_before_a_restore_fits_nothing_after_it (Fixture      *self,
                                                       gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");
  g_autofree char *title = NULL;
  guint image;

  fixture_sync (self, self->a);
  fixture_sync (self, self->c);
  image = sync_server_get_n_images (self->world->server) - 1;
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "of A");
  fixture_sync (self, self->a);
  sync_server_restore (self->world->server, image, FALSE, FALSE, self->world->now_ms, self->world->rand);
  fixture_set (self, self->c, task, STINT_TASK_TITLE, "of C");
  fixture_sync (self, self->c);
  fixture_set (self, self->a, task, STINT_TASK_NOTES, "of A");
  fixture_settle (self);

  title = fixture_get (self->a, task, STINT_TASK_TITLE);
  g_assert_true (g_strcmp0 (title, "of C") == 0 || fixture_is_told (self->a, "of C"));
  fixture_assert (self->c, task, STINT_TASK_NOTES, "of A");
}

static void
test_block_planned_elsewhere_brings_its_deleted_task_back (Fixture      *self,
                                                           gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");
  g_autofree char *block = NULL;

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_delete (self, self->a, task);
  block = fixture_add_block (self, self->b, task, 1);
  fixture_sync (self, self->a);
  fixture_settle (self);

  fixture_assert_lives (self->a, STINT_KIND_BLOCK, block);
  fixture_assert (self->a, task, STINT_TASK_TITLE, "one");
  g_assert_cmpuint (fixture_count_inbox (self->a), ==, 1);
}

static void
test_undo_leaves_what_another_device_wrote_since (Fixture      *self,
                                                  gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "two");
  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_set (self, self->b, task, STINT_TASK_TITLE, "three");
  fixture_sync (self, self->b);
  fixture_sync (self, self->a);
  sync_person_undo (self->world, self->a, FALSE);
  fixture_settle (self);

  fixture_assert (self->a, task, STINT_TASK_TITLE, "three");
}

static void
test_undo_of_a_creation_leaves_what_another_device_filled_in (Fixture      *self,
                                                              gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_set (self, self->b, task, STINT_TASK_NOTES, "of B");
  fixture_sync (self, self->b);
  fixture_sync (self, self->a);
  sync_person_undo (self->world, self->a, FALSE);
  fixture_settle (self);

  fixture_assert (self->c, task, STINT_TASK_NOTES, "of B");
}

static void
test_inbox_outlives_the_disk_that_it_was_made_on (Fixture      *self,
                                                  gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "of A");
  fixture_sync (self, self->a);
  fixture_set (self, self->b, task, STINT_TASK_TITLE, "of B");
  fixture_sync (self, self->b);
  sync_world_lose_device (self->world, self->b);
  fixture_settle (self);

  fixture_assert (self->c, task, STINT_TASK_TITLE, "of B");
  g_assert_true (fixture_is_told (self->c, "of A"));
}

static void
test_answer_that_is_lost_makes_no_conflict_with_oneself (Fixture      *self,
                                                         gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "two");
  fixture_push_with (self, self->a, SYNC_NET_CUT);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "three");
  fixture_settle (self);

  fixture_assert (self->b, task, STINT_TASK_TITLE, "three");
  g_assert_cmpuint (fixture_count_inbox (self->a), ==, 0);
}

static void
test_unanswered_creation_that_was_deleted_elsewhere_stays_deleted (Fixture      *self,
                                                                   gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_push_with (self, self->a, SYNC_NET_CUT);
  fixture_sync (self, self->b);
  fixture_delete (self, self->b, task);
  fixture_sync (self, self->b);
  fixture_let_pass (self, 40);
  sync_server_forget_answers (self->world->server);
  fixture_settle (self);

  fixture_assert_dead (self->a, STINT_KIND_TASK, task);
  fixture_assert_dead (self->b, STINT_KIND_TASK, task);
}

static void
test_edit_while_a_push_is_out_is_sent_as_well (Fixture      *self,
                                               gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_push_with (self, self->a, SYNC_NET_CUT);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "two");
  fixture_settle (self);

  fixture_assert (self->b, task, STINT_TASK_TITLE, "two");
}

static void
test_record_that_a_restored_server_lost_goes_up_again (Fixture      *self,
                                                       gconstpointer data)
{
  g_autofree char *one = fixture_add_task (self, self->a, "one");
  g_autofree char *two = NULL;
  guint image;

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  image = sync_server_get_n_images (self->world->server) - 1;
  two = fixture_add_task (self, self->a, "two");
  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  sync_server_restore (self->world->server, image, FALSE, FALSE, self->world->now_ms, self->world->rand);
  fixture_settle (self);

  fixture_assert (self->a, two, STINT_TASK_TITLE, "two");
  fixture_assert (self->c, two, STINT_TASK_TITLE, "two");
}

static void
test_torn_restore_blocks_nobody (Fixture      *self,
                                 gconstpointer data)
{
  g_autofree char *one = fixture_add_task (self, self->a, "one");
  g_autofree char *two = NULL;

  fixture_sync (self, self->a);
  fixture_set (self, self->a, one, STINT_TASK_TITLE, "one and more");
  two = fixture_add_task (self, self->a, "two");
  fixture_sync (self, self->a);
  for (guint32 seed = 0; seed < 32; seed++)
    {
      g_autofree char *title = g_strdup_printf ("three, %u", seed);
      g_autofree char *three = fixture_add_task (self, self->b, title);
      guint image = sync_server_get_n_images (self->world->server) - 1;

      g_rand_set_seed (self->world->rand, seed);
      sync_server_restore (self->world->server, image, TRUE, TRUE, self->world->now_ms, self->world->rand);
      fixture_settle (self);
      fixture_assert (self->c, three, STINT_TASK_TITLE, title);
      fixture_assert (self->c, one, STINT_TASK_TITLE, "one and more");
      fixture_assert (self->c, two, STINT_TASK_TITLE, "two");
    }
}

static void
test_edit_of_what_was_deleted_a_year_ago_wins_and_is_told (Fixture      *self,
                                                           gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_let_pass (self, 60);
  fixture_delete (self, self->a, task);
  fixture_sync (self, self->a);
  fixture_set (self, self->b, task, STINT_TASK_TITLE, "two");
  fixture_let_pass (self, 305);
  sync_server_forget_log (self->world->server, 1, 100);
  fixture_settle (self);

  fixture_assert (self->a, task, STINT_TASK_TITLE, "two");
  g_assert_cmpuint (fixture_count_inbox (self->a), ==, 1);
}

static void
test_hole_in_the_log_beside_a_young_push_stops_nobody (Fixture      *self,
                                                       gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");
  int n_requests;

  fixture_sync (self, self->a);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "two");
  fixture_sync (self, self->a);
  fixture_let_pass (self, 95);
  fixture_set (self, self->a, task, STINT_TASK_NOTES, "three");
  fixture_sync (self, self->a);
  sync_server_forget_log (self->world->server, 2, 2);
  n_requests = fixture_sync (self, self->b);

  fixture_assert (self->b, task, STINT_TASK_NOTES, "three");
  g_assert_cmpint (n_requests, <, 70);
  fixture_settle (self);
}

static void
test_store_put_back_to_its_backup_brings_nothing_back (Fixture      *self,
                                                       gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_push_with (self, self->a, SYNC_NET_CUT);
  sync_device_back_up (self->world, self->a);
  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_delete (self, self->b, task);
  fixture_sync (self, self->b);
  fixture_sync (self, self->a);
  fixture_let_pass (self, 1);
  sync_device_use_backup (self->world, self->a);
  fixture_settle (self);

  fixture_assert_dead (self->a, STINT_KIND_TASK, task);
  fixture_assert_dead (self->c, STINT_KIND_TASK, task);
}

static void
test_store_put_back_and_edited_keeps_what_was_sent_since (Fixture      *self,
                                                          gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");

  fixture_sync (self, self->a);
  sync_device_back_up (self->world, self->a);
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "two");
  fixture_sync (self, self->a);
  sync_device_use_backup (self->world, self->a);
  fixture_set (self, self->a, task, STINT_TASK_NOTES, "three");
  fixture_settle (self);

  fixture_assert (self->a, task, STINT_TASK_TITLE, "two");
  fixture_assert (self->c, task, STINT_TASK_NOTES, "three");
}

static void
test_push_that_a_restored_server_lost_is_missed_by_who_made_it (Fixture      *self,
                                                                gconstpointer data)
{
  g_autofree char *one = fixture_add_task (self, self->a, "one");
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  guint image;

  fixture_sync (self, self->a);
  image = sync_server_get_n_images (self->world->server) - 1;
  /* Its cursor is before its own push: only a pull moves it. */
  two = fixture_add_task (self, self->b, "two");
  fixture_sync (self, self->b);
  sync_server_restore (self->world->server, image, FALSE, FALSE, self->world->now_ms, self->world->rand);
  three = fixture_add_task (self, self->a, "three");
  fixture_sync (self, self->a);
  fixture_settle (self);

  fixture_assert (self->c, two, STINT_TASK_TITLE, "two");
  fixture_assert (self->b, three, STINT_TASK_TITLE, "three");
}

static void
test_push_behind_a_lost_one_does_not_hide_it (Fixture      *self,
                                              gconstpointer data)
{
  g_autofree char *one = fixture_add_task (self, self->a, "one");
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  g_autofree char *four = NULL;
  guint image;

  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  image = sync_server_get_n_images (self->world->server) - 1;
  two = fixture_add_task (self, self->b, "two");
  while (sync_server_get_n_images (self->world->server) == image + 1)
    sync_device_step (self->world, self->b, SYNC_NET_OK);
  sync_server_restore (self->world->server, image, FALSE, FALSE, self->world->now_ms, self->world->rand);
  three = fixture_add_task (self, self->a, "three");
  fixture_sync (self, self->a);
  /* The round goes on, and believes that it is at the head: its next push has the number that it expects. */
  four = fixture_add_task (self, self->b, "four");
  sync_device_step (self->world, self->b, SYNC_NET_OK);
  fixture_settle (self);

  fixture_assert (self->c, two, STINT_TASK_TITLE, "two");
  fixture_assert (self->c, four, STINT_TASK_TITLE, "four");
}

static void
test_snapshot_that_others_push_into_ends_whole_all_the_same (Fixture      *self,
                                                             gconstpointer data)
{
  g_autofree char *first = fixture_add_task (self, self->a, "first");
  g_autofree char *last = NULL;
  guint image;

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *title = g_strdup_printf ("task %d", i);
      g_autofree char *task = fixture_add_task (self, self->a, title);
    }
  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  image = sync_server_get_n_images (self->world->server) - 1;
  last = fixture_add_task (self, self->b, "only B knows");
  fixture_sync (self, self->b);
  fixture_sync (self, self->b);
  sync_server_restore (self->world->server, image, FALSE, TRUE, self->world->now_ms, self->world->rand);
  fixture_sync (self, self->a);

  /* B takes a snapshot in pages, and between any two of them there is something new where it has been already. */
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *block = fixture_add_block (self, self->a, first, i);

      fixture_sync (self, self->a);
      sync_device_step (self->world, self->b, SYNC_NET_OK);
    }
  fixture_settle (self);

  fixture_assert (self->c, last, STINT_TASK_TITLE, "only B knows");
}

static void
test_block_that_comes_before_its_task_counts (Fixture      *self,
                                              gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");
  g_autofree char *block = fixture_add_block (self, self->a, task, 1);
  SyncDevice *late;

  fixture_sync (self, self->a);
  late = sync_world_add_device (self->world);
  /* A snapshot is in the order of names, and each store's ledger is checked here. */
  fixture_sync (self, late);
  fixture_assert_lives (late, STINT_KIND_BLOCK, block);
  fixture_settle (self);
}

static void
test_owner_put_back_does_not_win_over_an_edit (Fixture      *self,
                                               gconstpointer data)
{
  g_autofree char *task = fixture_add_task (self, self->a, "one");
  g_autofree char *block = NULL;

  fixture_set (self, self->a, task, STINT_TASK_NOTES, "old");
  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  fixture_sync (self, self->c);
  fixture_delete (self, self->c, task);
  fixture_sync (self, self->c);
  fixture_set (self, self->b, task, STINT_TASK_NOTES, "new");
  block = fixture_add_block (self, self->a, task, 1);
  fixture_sync (self, self->a);
  fixture_settle (self);

  fixture_assert (self->c, task, STINT_TASK_NOTES, "new");
}

static void
test_clock_that_is_behind_does_not_make_an_edit_later (Fixture      *self,
                                                       gconstpointer data)
{
  g_autofree char *task = NULL;

  self->a->skew_ms = -800 * SYNC_DAY_MS;
  task = fixture_add_task (self, self->a, "one");
  fixture_sync (self, self->a);
  fixture_sync (self, self->b);
  /* Now the record has the server's time, which is far ahead of the clock of A. */
  fixture_set (self, self->a, task, STINT_TASK_TITLE, "of A");
  fixture_let_pass (self, 1);
  fixture_set (self, self->b, task, STINT_TASK_TITLE, "of B, later");
  fixture_sync (self, self->b);
  fixture_settle (self);

  fixture_assert (self->a, task, STINT_TASK_TITLE, "of B, later");
  g_assert_true (fixture_is_told (self->b, "of A"));
}

#define ADD(path, function) g_test_add ("/sync/scenarios/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("away-longer-than-the-log", test_device_away_longer_than_the_log_is_not_told_that_nothing_is_new);
  ADD ("made-again-after-its-deletion", test_record_made_again_after_its_deletion_meets_an_old_edit);
  ADD ("restore/numbers-are-given-again", test_restored_server_gives_numbers_again_and_nobody_is_deceived);
  ADD ("restore/old-base-fits-nothing", test_base_from_before_a_restore_fits_nothing_after_it);
  ADD ("restore/lost-record-goes-up-again", test_record_that_a_restored_server_lost_goes_up_again);
  ADD ("restore/torn-one-blocks-nobody", test_torn_restore_blocks_nobody);
  ADD ("restore/own-lost-push-is-missed", test_push_that_a_restored_server_lost_is_missed_by_who_made_it);
  ADD ("restore/push-behind-a-lost-one-does-not-hide-it", test_push_behind_a_lost_one_does_not_hide_it);
  ADD ("restore/snapshot-that-others-push-into", test_snapshot_that_others_push_into_ends_whole_all_the_same);
  ADD ("block-brings-its-task-back", test_block_planned_elsewhere_brings_its_deleted_task_back);
  ADD ("block-before-its-task-counts", test_block_that_comes_before_its_task_counts);
  ADD ("owner-put-back-does-not-win-over-an-edit", test_owner_put_back_does_not_win_over_an_edit);
  ADD ("undo/leaves-what-another-wrote", test_undo_leaves_what_another_device_wrote_since);
  ADD ("undo/of-a-creation-leaves-what-another-filled-in", test_undo_of_a_creation_leaves_what_another_device_filled_in);
  ADD ("inbox-outlives-its-disk", test_inbox_outlives_the_disk_that_it_was_made_on);
  ADD ("no-conflict-with-oneself", test_answer_that_is_lost_makes_no_conflict_with_oneself);
  ADD ("unanswered-creation-deleted-elsewhere", test_unanswered_creation_that_was_deleted_elsewhere_stays_deleted);
  ADD ("edit-while-a-push-is-out", test_edit_while_a_push_is_out_is_sent_as_well);
  ADD ("edit-of-what-was-deleted-a-year-ago", test_edit_of_what_was_deleted_a_year_ago_wins_and_is_told);
  ADD ("hole-beside-a-young-push", test_hole_in_the_log_beside_a_young_push_stops_nobody);
  ADD ("backup/brings-nothing-back", test_store_put_back_to_its_backup_brings_nothing_back);
  ADD ("backup/keeps-what-was-sent-since", test_store_put_back_and_edited_keeps_what_was_sent_since);
  ADD ("clock-that-is-behind", test_clock_that_is_behind_does_not_make_an_edit_later);

  return g_test_run ();
}
