/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/store/undo/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static StintChange *
undo (Fixture *self,
      GStrv   *left)
{
  g_autoptr (GError) error = NULL;
  StintChange *change = stint_database_undo (self->database, self->now_ms, left, &error);

  g_assert_no_error (error);
  g_assert_cmpint (stint_change_get_origin (change), ==, STINT_CHANGE_UNDO);
  return change;
}

static StintChange *
redo (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  StintChange *change = stint_database_redo (self->database, self->now_ms, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (stint_change_get_origin (change), ==, STINT_CHANGE_REDO);
  return change;
}

static void
undo_works_after_a_restart (Fixture      *self,
                            gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *data = NULL;
  g_autofree char *label = NULL;
  g_autoptr (StintChange) change = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  fixture_reopen (self);
  label = stint_database_dup_undo_label (self->database);
  g_assert_cmpstr (label, ==, "Set");
  change = undo (self, NULL);
  g_assert_cmpstr (stint_change_get_label (change), ==, "Set");
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"a\"}");
}

static void
nothing_to_undo_is_said (Fixture      *self,
                         gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (stint_database_dup_undo_label (self->database));
  g_assert_null (stint_database_undo (self->database, self->now_ms, NULL, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING);
  g_clear_error (&error);
  g_assert_null (stint_database_dup_redo_label (self->database));
  g_assert_null (stint_database_redo (self->database, self->now_ms, NULL, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING);
}

static void
a_new_step_ends_redo (Fixture      *self,
                      gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *other = NULL;
  g_autofree char *label = NULL;
  g_autoptr (StintChange) change = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  change = undo (self, NULL);
  label = stint_database_dup_redo_label (self->database);
  g_assert_cmpstr (label, ==, "Set");
  other = fixture_add_task (self, "c");
  g_assert_null (stint_database_dup_redo_label (self->database));
}

static void
a_deleted_task_comes_back_with_its_blocks (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *block = fixture_add_block (self, task, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL);
  g_autofree char *before = fixture_dump (self);
  g_autofree char *after = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_autoptr (StintChange) redone = NULL;
  g_autoptr (StintChange) again = NULL;

  fixture_delete (self, STINT_KIND_TASK, task);
  undone = undo (self, NULL);
  g_assert_cmpuint (stint_change_get_n_deltas (undone), ==, 2);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  fixture_check (self);

  redone = redo (self);
  gone = fixture_dump (self);
  g_assert_cmpstr (gone, ==, "");
  again = undo (self, NULL);
  fixture_check (self);
}

static void
what_another_process_changed_since_is_left_and_said (Fixture      *self,
                                                     gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'notes': <'n'>}");
  StintEdit *edit = stint_edit_new ("Edit");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_autofree char *data = NULL;
  g_auto (GStrv) left = NULL;

  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  stint_edit_set (edit, STINT_KIND_TASK, task, "notes", g_variant_new_string ("m"));
  change = fixture_apply (self, edit);
  /* As a sync would: it is not on the stack. */
  fixture_set (self, STINT_KIND_TASK, task, "title", "'theirs'");
  g_assert_cmpint (fixture_read_int (self, "UPDATE change SET origin = 3 WHERE sequence = (SELECT max (sequence) FROM change)"), ==, 0);

  undone = undo (self, &left);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"notes\":\"n\",\"title\":\"theirs\"}");
}

/* A title that a merge replaced, and the entry that has it. */
static void
lose_title (Fixture    *self,
            const char *task,
            const char *lost)
{
  g_autofree char *members = g_strdup_printf ("{'kind': <'task'>, 'id': <'%s'>, 'member': <'title'>, 'lost': <'%s'>, 'kept': <'theirs'>}",
                                              task, lost);
  g_autofree char *entry = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'theirs'");
  entry = fixture_add (self, STINT_KIND_CONFLICT, members);
  g_assert_cmpint (fixture_read_int (self, "UPDATE change SET origin = 3 WHERE sequence > (SELECT max (sequence) FROM change) - 2"), ==, 0);
}

static void
what_a_merge_replaced_points_to_the_inbox (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'notes': <'n'>}");
  StintEdit *edit = stint_edit_new ("Edit");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_auto (GStrv) left = NULL;

  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  stint_edit_set (edit, STINT_KIND_TASK, task, "notes", g_variant_new_string ("m"));
  change = fixture_apply (self, edit);
  lose_title (self, task, "b");
  undone = undo (self, &left);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_true (g_str_has_suffix (left[0], "Your version is kept among the conflicts."));
}

static void
an_entry_about_another_value_is_not_pointed_to (Fixture      *self,
                                                gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'notes': <'n'>}");
  StintEdit *edit = stint_edit_new ("Edit");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_auto (GStrv) left = NULL;

  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  stint_edit_set (edit, STINT_KIND_TASK, task, "notes", g_variant_new_string ("m"));
  change = fixture_apply (self, edit);
  lose_title (self, task, "c");
  undone = undo (self, &left);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_null (strstr (left[0], "conflicts"));
}

static void
a_step_that_cannot_be_undone_is_skipped_and_said (Fixture      *self,
                                                  gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *other = fixture_add_task (self, "c");
  g_autoptr (StintChange) undone = NULL;
  g_autofree char *label = NULL;
  g_auto (GStrv) left = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  fixture_set (self, STINT_KIND_TASK, task, "title", "'theirs'");
  g_assert_cmpint (fixture_read_int (self, "UPDATE change SET origin = 3 WHERE sequence = (SELECT max (sequence) FROM change)"), ==, 0);

  undone = undo (self, &left);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_null (fixture_get (self, STINT_KIND_TASK, other));
  /* The creation of the other cannot be undone either, as it is not what it was; then there is nothing more. */
  g_clear_pointer (&undone, stint_change_unref);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (stint_database_undo (self->database, self->now_ms, NULL, &error));
    g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING);
  }
  label = stint_database_dup_undo_label (self->database);
  g_assert_null (label);
}

static gboolean
next_of_import (StintOp *op,
                gpointer user_data,
                GError **error)
{
  int *n = user_data;
  g_autofree char *task = stint_id_derive ("task", "x");
  g_autofree char *name = g_strdup_printf ("%d", *n / 2);
  g_autofree char *members = NULL;

  if (*n == 2400)
    return FALSE;
  g_free (task);
  task = stint_id_derive ("task", name);
  op->type = STINT_OP_PUT;
  op->kind = *n % 2 == 0 ? STINT_KIND_TASK : STINT_KIND_BLOCK;
  op->id = *n % 2 == 0 ? g_strdup (task) : stint_id_derive ("block", name);
  members = *n % 2 == 0
    ? g_strdup_printf ("{'title': <'task %d'>}", *n)
    : g_strdup_printf ("{'task': <'%s'>, 'when': <{'start': <'2026-11-24'>, 'end': <'2026-11-25'>}>}", task);
  op->members = stint_members_sort (fixture_members (members));
  (*n)++;
  return TRUE;
}

static void
an_import_is_one_step (Fixture      *self,
                       gconstpointer unused)
{
  int n = 0;
  g_autoptr (StintChange) imported =
    stint_database_apply_stream (self->database, "Import", next_of_import, &n, self->now_ms, NULL);
  g_autofree char *before = fixture_dump (self);
  g_autofree char *gone = NULL;
  g_autofree char *after = NULL;
  g_auto (GStrv) left = NULL;
  g_autoptr (StintChange) undone = undo (self, &left);
  g_autoptr (StintChange) redone = NULL;
  guint n_created, n_changed, n_deleted;

  g_assert_null (left);
  stint_database_get_last_counts (self->database, &n_created, &n_changed, &n_deleted);
  g_assert_cmpuint (n_deleted, ==, 2400);
  gone = fixture_dump (self);
  g_assert_cmpstr (gone, ==, "");
  fixture_check (self);

  redone = redo (self);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  fixture_check (self);
}

static void
history_of_a_record_says_what_was_done_to_it (Fixture      *self,
                                              gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *other = fixture_add_task (self, "b");
  g_autoptr (StintChange) undone = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) newest = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'c'");
  undone = undo (self, NULL);
  changes = stint_database_list_changes (self->database, task, 0, NULL);
  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_cmpint (stint_change_get_origin (changes->pdata[0]), ==, STINT_CHANGE_UNDO);
  g_assert_cmpuint (stint_change_get_n_deltas (changes->pdata[1]), ==, 1);
  newest = stint_database_list_changes (self->database, NULL, 2, NULL);
  g_assert_cmpuint (newest->len, ==, 2);
}

/* A random edit of one of a few tasks and blocks, some of them dead. */
static void
edit_at_random (Fixture   *self,
                GPtrArray *tasks,
                GPtrArray *blocks)
{
  static const char *const titles[] = { "'x'", "'y'", "'Đặt vé'", "'z z'" };
  int dice = g_random_int_range (0, 100);
  StintEdit *edit = stint_edit_new ("Random");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GError) error = NULL;
  const char *task = tasks->len > 0 ? tasks->pdata[g_random_int_range (0, (int) tasks->len)] : NULL;
  const char *block = blocks->len > 0 ? blocks->pdata[g_random_int_range (0, (int) blocks->len)] : NULL;

  if (task == NULL || dice < 15)
    {
      g_ptr_array_add (tasks, fixture_new_id (self));
      stint_edit_create (edit, STINT_KIND_TASK, tasks->pdata[tasks->len - 1], fixture_members ("{'title': <'new'>}"));
    }
  else if (block == NULL || dice < 35)
    {
      g_autofree char *members =
        g_strdup_printf ("{'task': <'%s'>, 'when': <{'start': <'2026-11-23T%02d:00:00'>, 'end': <'2026-11-24T01:00:00'>}>}",
                         task, g_random_int_range (0, 24));

      g_ptr_array_add (blocks, fixture_new_id (self));
      stint_edit_create (edit, STINT_KIND_BLOCK, blocks->pdata[blocks->len - 1], fixture_members (members));
    }
  else if (dice < 50)
    stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_parsed (titles[g_random_int_range (0, 4)]));
  else if (dice < 60)
    stint_edit_set (edit, STINT_KIND_TASK, task, "notes", g_random_boolean () ? g_variant_new_string ("n") : NULL);
  else if (dice < 65)
    stint_edit_set (edit, STINT_KIND_TASK, task, "tags", g_variant_new_parsed (g_random_boolean () ? "['a', 'b']" : "['c']"));
  else if (dice < 75)
    stint_edit_set (edit, STINT_KIND_BLOCK, block, "task", g_variant_new_string (task));
  else if (dice < 80)
    stint_edit_set (edit, STINT_KIND_BLOCK, block, "done", g_variant_new_parsed ("{'at': <'2026-11-23T10:00:00Z'>}"));
  else if (dice < 88)
    stint_edit_delete (edit, STINT_KIND_BLOCK, block);
  else if (dice < 94)
    stint_edit_delete (edit, STINT_KIND_TASK, task);
  else
    {
      stint_edit_put (edit, STINT_KIND_TASK, task, fixture_members ("{'title': <'put'>}"));
      stint_edit_set (edit, STINT_KIND_TASK, task, "priority", g_variant_new_int64 (g_random_int_range (0, 10)));
    }

  self->now_ms += 1000;
  change = stint_database_apply (self->database, edit, self->now_ms, &error);
  /* Of what is dead: refused, and nothing is changed. */
  if (error != NULL)
    g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND);
  stint_edit_free (edit);
}

static void
all_undone_and_redone_is_the_same (Fixture      *self,
                                   gconstpointer unused)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *before = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *after = NULL;
  gint64 n_steps, n_undone = 0;
  char *label;

  g_test_message ("seed %u", seed);
  g_random_set_seed (seed);
  for (int i = 0; i < 300; i++)
    edit_at_random (self, tasks, blocks);
  fixture_check (self);
  before = fixture_dump (self);
  n_steps = fixture_read_int (self, "SELECT count(*) FROM change");

  while ((label = stint_database_dup_undo_label (self->database)) != NULL)
    {
      g_auto (GStrv) left = NULL;
      g_autoptr (StintChange) change = undo (self, &left);

      g_assert_null (left);
      g_free (label);
      n_undone++;
    }
  g_assert_cmpint (n_undone, ==, n_steps);
  nothing = fixture_dump (self);
  g_assert_cmpstr (nothing, ==, "");
  fixture_check (self);
  fixture_reopen (self);

  while ((label = stint_database_dup_redo_label (self->database)) != NULL)
    {
      g_autoptr (StintChange) change = redo (self);

      g_free (label);
    }
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  fixture_check (self);
}

static void
undo_and_redo_in_any_order_keep_the_ledger (Fixture      *self,
                                            gconstpointer unused)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);

  g_test_message ("seed %u", seed);
  g_random_set_seed (seed);
  for (int i = 0; i < 300; i++)
    {
      int dice = g_random_int_range (0, 10);
      g_autoptr (GError) error = NULL;
      g_autoptr (StintChange) change = NULL;

      if (dice < 5)
        edit_at_random (self, tasks, blocks);
      else if (dice < 8)
        change = stint_database_undo (self->database, self->now_ms, NULL, &error);
      else
        change = stint_database_redo (self->database, self->now_ms, NULL, &error);
      if (error != NULL)
        g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING);
    }
  fixture_check (self);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("undo-works-after-a-restart", undo_works_after_a_restart);
  TEST ("nothing-to-undo-is-said", nothing_to_undo_is_said);
  TEST ("a-new-step-ends-redo", a_new_step_ends_redo);
  TEST ("a-deleted-task-comes-back-with-its-blocks", a_deleted_task_comes_back_with_its_blocks);
  TEST ("what-another-process-changed-since-is-left-and-said", what_another_process_changed_since_is_left_and_said);
  TEST ("what-a-merge-replaced-points-to-the-inbox", what_a_merge_replaced_points_to_the_inbox);
  TEST ("an-entry-about-another-value-is-not-pointed-to", an_entry_about_another_value_is_not_pointed_to);
  TEST ("a-step-that-cannot-be-undone-is-skipped-and-said", a_step_that_cannot_be_undone_is_skipped_and_said);
  TEST ("an-import-is-one-step", an_import_is_one_step);
  TEST ("history-of-a-record-says-what-was-done-to-it", history_of_a_record_says_what_was_done_to_it);
  TEST ("all-undone-and-redone-is-the-same", all_undone_and_redone_is_the_same);
  TEST ("undo-and-redo-in-any-order-keep-the-ledger", undo_and_redo_in_any_order_keep_the_ledger);

  return g_test_run ();
}
