/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outbox-fixture.h"

#define TEST(path, function) g_test_add ("/store/arrivals/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static void
what_a_whole_snapshot_does_not_name_goes_up_again (Fixture      *self,
                                                   gconstpointer unused)
{
  g_autofree char *named = fixture_add_task (self, "named");
  g_autofree char *lost = fixture_add_task (self, "lost");
  g_autoptr (StintRecord) record = outbox_theirs (STINT_KIND_TASK, named, "{'title': <'named'>}", "{'x': 1}");
  g_autoptr (GVariant) batch = NULL;
  g_autoptr (GVariant) op = NULL;
  StintSyncWrite *write;
  const char *text;

  outbox_settle (self, V1);
  write = outbox_begin (self);
  g_assert_true (stint_sync_write_begin_walk (write, NULL));
  outbox_commit (write);
  outbox_take (self, record, V1, TRUE);
  write = outbox_begin (self);
  g_assert_true (stint_sync_write_end_walk (write, TRUE, NULL));
  outbox_commit (write);

  batch = outbox_freeze (self);
  g_assert_cmpuint (outbox_count_ops (batch), ==, 1);
  op = outbox_get_op (batch, 0);
  g_assert_true (g_variant_lookup (op, "id", "&s", &text));
  g_assert_cmpstr (text, ==, lost);
  g_assert_false (g_variant_lookup (op, "base", "&s", &text));
}

static void
a_snapshot_that_is_not_whole_gives_nothing_back (Fixture      *self,
                                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  StintSyncWrite *write;

  outbox_settle (self, V1);
  write = outbox_begin (self);
  g_assert_true (stint_sync_write_begin_walk (write, NULL));
  g_assert_true (stint_sync_write_end_walk (write, FALSE, NULL));
  outbox_commit (write);
  g_assert_cmpuint (outbox_count (self).n_pending, ==, 0);
}

static void
a_block_brings_its_deleted_task_back (Fixture      *self,
                                      gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *block = fixture_new_id (self);
  g_autofree char *members = g_strdup_printf ("{'task': <'%s'>, 'when': <{'start': <'2026-11-24T09:00:00'>, 'end': <'2026-11-24T10:00:00'>}>}", task);
  g_autoptr (StintRecord) theirs_block = outbox_theirs (STINT_KIND_BLOCK, block, members, "{'x': 1}");
  g_autofree char *data = NULL;

  outbox_settle (self, V1);
  fixture_delete (self, STINT_KIND_TASK, task);
  outbox_settle (self, V2);
  outbox_take (self, theirs_block, V9, FALSE);
  outbox_repair (self);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"a\"}");
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM conflict WHERE deleted = 0"), ==, 1);
}

static void
a_block_of_a_task_that_nobody_knows_gets_one (Fixture      *self,
                                              gconstpointer unused)
{
  g_autofree char *task = fixture_new_id (self);
  g_autofree char *block = fixture_new_id (self);
  g_autofree char *members = g_strdup_printf ("{'task': <'%s'>, 'when': <{'start': <'2026-11-24T09:00:00'>, 'end': <'2026-11-24T10:00:00'>}>}", task);
  g_autoptr (StintRecord) theirs_block = outbox_theirs (STINT_KIND_BLOCK, block, members, "{'x': 1}");
  g_autofree char *data = NULL;

  outbox_take (self, theirs_block, V9, FALSE);
  outbox_repair (self);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"Recovered\"}");
}

static void
a_tombstone_of_something_unknown_is_kept (Fixture      *self,
                                          gconstpointer unused)
{
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *id = fixture_new_id (self);
      g_autoptr (StintRecord) dead = outbox_theirs ((StintKind) i, id, NULL, "{'x': 1}");

      outbox_take (self, dead, V1, FALSE);
    }
  g_assert_cmpuint (outbox_count (self).n_pending, ==, 0);
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM remote"), ==, 3);
  fixture_check (self);
}

static void
what_comes_is_no_step_that_one_could_undo (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *id = fixture_new_id (self);
  g_autoptr (StintRecord) record = outbox_theirs (STINT_KIND_TASK, id, "{'title': <'a'>}", "{'x': 1}");

  outbox_take (self, record, V1, FALSE);
  g_assert_null (stint_database_dup_undo_label (self->database));
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM change WHERE origin = 3"), ==, 1);
}

static void
what_comes_is_told_as_another_programs_change (Fixture      *self,
                                               gconstpointer unused)
{
  g_autofree char *id = fixture_new_id (self);
  g_autoptr (StintRecord) record = outbox_theirs (STINT_KIND_TASK, id, "{'title': <'a'>}", "{'x': 1}");
  gint64 sequence = stint_database_get_sequence (self->database);
  g_autoptr (GPtrArray) changes = NULL;
  gboolean too_many;

  outbox_take (self, record, V1, FALSE);
  changes = stint_database_changes_since (self->database, &sequence, &too_many, NULL);
  g_assert_cmpuint (changes->len, ==, 1);
}

static void
an_echo_leaves_no_trace (Fixture      *self,
                         gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (StintRecord) echo = NULL;
  gint64 sequence;

  outbox_settle (self, V1);
  sequence = stint_database_get_sequence (self->database);
  echo = outbox_theirs (STINT_KIND_TASK, task, "{'title': <'a'>}", "{'x': 1}");
  outbox_take (self, echo, V1, FALSE);
  g_assert_cmpint (stint_database_get_sequence (self->database), ==, sequence);
}

static void
an_account_is_written_once (Fixture      *self,
                            gconstpointer unused)
{
  StintStoreAccount eva = { (char *) "i", (char *) "c", (char *) "eva", (char *) "a", (char *) "eva@example.org", (char *) "{}" };
  StintStoreAccount ben = { (char *) "i", (char *) "c", (char *) "ben", (char *) "a", NULL, (char *) "{}" };
  g_autoptr (StintStoreAccount) present = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (stint_database_read_account (self->database, &error));
  g_assert_no_error (error);
  g_assert_true (stint_database_write_account (self->database, &eva, &error));
  g_assert_false (stint_database_write_account (self->database, &ben, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_EXISTS);
  present = stint_database_read_account (self->database, NULL);
  g_assert_cmpstr (present->email, ==, "eva@example.org");
}

static void
after_an_erasure_everything_goes_up_as_new (Fixture      *self,
                                            gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) batch = NULL;
  g_autoptr (GVariant) op = NULL;
  g_autofree char *cursor = NULL;
  StintSyncWrite *write;
  const char *base;

  outbox_settle (self, V1);
  write = outbox_begin (self);
  g_assert_true (stint_sync_write_set (write, "sync-erased", V9, NULL));
  outbox_commit (write);
  g_assert_true (outbox_count (self).is_erased);
  g_assert_true (stint_database_upload_again (self->database, NULL));
  g_assert_false (outbox_count (self).is_erased);
  cursor = stint_database_dup_sync (self->database, "sync-cursor", NULL);
  g_assert_cmpstr (cursor, ==, V9);
  batch = outbox_freeze (self);
  op = outbox_get_op (batch, 0);
  g_assert_false (g_variant_lookup (op, "base", "&s", &base));
}

static void
another_machine_is_another_device (Fixture      *self,
                                   gconstpointer unused)
{
  g_autofree char *before = g_strdup (stint_database_get_device (self->database));

  if (fixture_read_int (self, "SELECT count(*) FROM meta WHERE name = 'machine'") == 0)
    {
      g_test_skip ("this machine has no id");
      return;
    }
  fixture_reopen (self);
  g_assert_cmpstr (stint_database_get_device (self->database), ==, before);
  fixture_read_int (self, "UPDATE meta SET value = 'another' WHERE name = 'machine' RETURNING 1");
  fixture_reopen (self);
  g_assert_cmpstr (stint_database_get_device (self->database), !=, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("what-a-whole-snapshot-does-not-name-goes-up-again", what_a_whole_snapshot_does_not_name_goes_up_again);
  TEST ("a-snapshot-that-is-not-whole-gives-nothing-back", a_snapshot_that_is_not_whole_gives_nothing_back);
  TEST ("a-block-brings-its-deleted-task-back", a_block_brings_its_deleted_task_back);
  TEST ("a-block-of-a-task-that-nobody-knows-gets-one", a_block_of_a_task_that_nobody_knows_gets_one);
  TEST ("a-tombstone-of-something-unknown-is-kept", a_tombstone_of_something_unknown_is_kept);
  TEST ("what-comes-is-no-step-that-one-could-undo", what_comes_is_no_step_that_one_could_undo);
  TEST ("what-comes-is-told-as-another-programs-change", what_comes_is_told_as_another_programs_change);
  TEST ("an-echo-leaves-no-trace", an_echo_leaves_no_trace);
  TEST ("an-account-is-written-once", an_account_is_written_once);
  TEST ("after-an-erasure-everything-goes-up-as-new", after_an_erasure_everything_goes_up_as_new);
  TEST ("another-machine-is-another-device", another_machine_is_another_device);

  return g_test_run ();
}
