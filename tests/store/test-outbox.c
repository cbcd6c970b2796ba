/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <string.h>

#include "core/stint-merge-conflict.h"
#include "core/stint-merge.h"
#include "store/stint-sync-store.h"
#include "wire/stint-json.h"

#define TEST(path, function) g_test_add ("/store/outbox/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
#define FRAME "\"device\":\"d\",\"since\":\"0\","
#define V1 "1.0000000000000001"
#define V2 "2.0000000000000002"
#define V9 "9.0000000000000009"

static StintSyncWrite *
begin_at (Fixture *self,
          gint64   offset_ms)
{
  g_autoptr (GError) error = NULL;
  StintSyncTime time = { self->now_ms, { self->now_ms + offset_ms, offset_ms } };
  StintSyncWrite *write = stint_sync_write_begin (self->database, &time, &error);

  g_assert_no_error (error);
  return write;
}

static StintSyncWrite *
begin (Fixture *self)
{
  return begin_at (self, 0);
}

static void
commit (StintSyncWrite *write)
{
  g_autoptr (GError) error = NULL;

  stint_sync_write_commit (write, &error);
  g_assert_no_error (error);
  stint_sync_write_free (write);
}

/* Returns: (transfer full) (nullable): the batch, parsed */
static GVariant *
freeze_at (Fixture *self,
           guint    limit,
           gint64   offset_ms)
{
  StintSyncWrite *write = begin_at (self, offset_ms);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  GVariant *batch = NULL;

  stint_sync_write_freeze (write, limit, FRAME, &body, &error);
  g_assert_no_error (error);
  commit (write);
  if (body != NULL)
    batch = stint_json_parse (body, -1, &error);
  g_assert_no_error (error);
  return batch;
}

static GVariant *
freeze (Fixture *self)
{
  return freeze_at (self, 90, 0);
}

static guint
count_ops (GVariant *batch)
{
  g_autoptr (GVariant) ops = batch != NULL ? g_variant_lookup_value (batch, "ops", NULL) : NULL;

  return ops != NULL ? (guint) g_variant_n_children (ops) : 0;
}

static GVariant *
get_op (GVariant *batch,
        guint     position)
{
  g_autoptr (GVariant) ops = g_variant_lookup_value (batch, "ops", NULL);
  g_autoptr (GVariant) boxed = g_variant_get_child_value (ops, position);

  return g_variant_get_variant (boxed);
}

/* Returns: (transfer full): what the batch does, as "put task, delete block, " */
static char *
describe (GVariant *batch)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < count_ops (batch); i++)
    {
      g_autoptr (GVariant) op = get_op (batch, i);
      const char *verb, *kind;

      g_variant_lookup (op, "op", "&s", &verb);
      g_variant_lookup (op, "kind", "&s", &kind);
      g_string_append_printf (out, "%s%s %s", i > 0 ? ", " : "", verb, kind);
    }
  return g_string_free (out, FALSE);
}

static void
acknowledge (Fixture    *self,
             GVariant   *batch,
             const char *version)
{
  StintSyncWrite *write = begin (self);
  g_autoptr (GError) error = NULL;

  stint_sync_write_acknowledge (write, batch, version, &error);
  g_assert_no_error (error);
  commit (write);
}

/* Sends all there is and lets a server take it. */
static void
settle (Fixture    *self,
        const char *version)
{
  g_autoptr (GVariant) batch = freeze (self);

  acknowledge (self, batch, version);
}

static StintOutboxCounts
count (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  StintOutboxCounts counts;

  stint_database_count_outbox (self->database, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

static void
take (Fixture     *self,
      StintRecord *theirs,
      const char  *version,
      gboolean     from_snapshot)
{
  StintSyncWrite *write = begin (self);
  g_autoptr (GError) error = NULL;

  stint_sync_write_take (write, theirs, version, from_snapshot, &error);
  g_assert_no_error (error);
  commit (write);
}

static StintRecord *
theirs (StintKind   kind,
        const char *id,
        const char *data,
        const char *edits)
{
  GVariant *vector = g_variant_parse (G_VARIANT_TYPE ("a{sx}"), edits, NULL, NULL, NULL);

  return stint_record_new_full (kind, id, fixture_members (data != NULL ? data : "@a{sv} {}"), vector, NULL, data == NULL);
}

static void
repair (Fixture *self)
{
  StintSyncWrite *write = begin (self);
  g_autoptr (GError) error = NULL;

  stint_sync_write_repair (write, &error);
  g_assert_no_error (error);
  commit (write);
}

static void
nothing_to_send_gives_no_batch (Fixture      *self,
                                gconstpointer unused)
{
  g_assert_null (freeze (self));
}

static void
a_new_record_is_sent_without_a_base (Fixture      *self,
                                     gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) batch = freeze (self);
  g_autoptr (GVariant) op = get_op (batch, 0);
  const char *id;

  g_assert_cmpuint (count_ops (batch), ==, 1);
  g_assert_true (g_variant_lookup (op, "id", "&s", &id));
  g_assert_cmpstr (id, ==, task);
  g_assert_false (g_variant_lookup (op, "base", "&s", &id));
}

static void
what_is_acknowledged_is_out_of_the_outbox (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");

  settle (self, V1);
  g_assert_cmpuint (count (self).n_pending, ==, 0);
  g_assert_null (freeze (self));
}

static void
an_edit_names_the_version_that_it_changes (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) batch = NULL;
  g_autoptr (GVariant) op = NULL;
  const char *base;

  settle (self, V1);
  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  batch = freeze (self);
  op = get_op (batch, 0);
  g_assert_true (g_variant_lookup (op, "base", "&s", &base));
  g_assert_cmpstr (base, ==, V1);
}

static void
an_edit_after_sending_stays_in_the_outbox (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) sent = freeze (self);
  g_autoptr (GVariant) next = NULL;
  g_autofree char *data = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  acknowledge (self, sent, V1);
  g_assert_cmpuint (count (self).n_pending, ==, 1);
  next = freeze (self);
  acknowledge (self, next, V2);
  g_assert_cmpuint (count (self).n_pending, ==, 0);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"b\"}");
}

static void
an_older_answer_changes_nothing (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) sent = freeze (self);
  g_autoptr (StintRecord) newer = theirs (STINT_KIND_TASK, task, "{'title': <'z'>}", "{'x': 1}");

  take (self, newer, V9, FALSE);
  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  acknowledge (self, sent, V1);
  g_assert_cmpuint (count (self).n_pending, >, 0);
}

static void
owners_go_first_and_last (Fixture      *self,
                          gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *block = fixture_add_block (self, task, "2026-11-24T09:00:00", "2026-11-24T10:00:00", NULL);
  g_autoptr (GVariant) puts = NULL;
  g_autoptr (GVariant) deletes = NULL;
  g_autofree char *first = NULL;
  g_autofree char *then = NULL;

  /* The task's last edit is later than the block. */
  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  puts = freeze (self);
  first = describe (puts);
  g_assert_cmpstr (first, ==, "put task, put block");
  acknowledge (self, puts, V1);

  fixture_delete (self, STINT_KIND_TASK, task);
  deletes = freeze (self);
  then = describe (deletes);
  g_assert_cmpstr (then, ==, "delete block, delete task");
}

static void
what_was_never_sent_and_is_deleted_needs_no_word (Fixture      *self,
                                                  gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");

  fixture_delete (self, STINT_KIND_TASK, task);
  g_assert_cmpuint (count (self).n_pending, ==, 0);
  g_assert_null (freeze (self));
}

static void
what_may_have_arrived_and_is_deleted_is_told (Fixture      *self,
                                              gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) unanswered = freeze (self);
  g_autoptr (GVariant) batch = NULL;
  g_autofree char *what = NULL;

  fixture_delete (self, STINT_KIND_TASK, task);
  batch = freeze (self);
  what = describe (batch);
  g_assert_cmpstr (what, ==, "delete task");
}

static void
a_change_goes_out_whole_or_later (Fixture      *self,
                                  gconstpointer unused)
{
  StintEdit *edit = stint_edit_new ("Two at once");
  g_autofree char *one = fixture_add_task (self, "one");
  g_autofree char *two = fixture_new_id (self);
  g_autofree char *three = fixture_new_id (self);
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GVariant) batch = NULL;

  stint_edit_create (edit, STINT_KIND_TASK, two, fixture_members ("{'title': <'two'>}"));
  stint_edit_create (edit, STINT_KIND_TASK, three, fixture_members ("{'title': <'three'>}"));
  change = fixture_apply (self, edit);
  batch = freeze_at (self, 2, 0);
  g_assert_cmpuint (count_ops (batch), ==, 1);
}

static void
a_change_that_is_too_large_is_cut (Fixture      *self,
                                   gconstpointer unused)
{
  StintEdit *edit = stint_edit_new ("Five at once");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GVariant) batch = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *id = fixture_new_id (self);

      stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members ("{'title': <'t'>}"));
    }
  change = fixture_apply (self, edit);
  batch = freeze_at (self, 3, 0);
  g_assert_cmpuint (count_ops (batch), ==, 3);
}

static void
a_batch_is_not_larger_than_a_push_may_be (Fixture      *self,
                                          gconstpointer unused)
{
  g_autofree char *notes = g_strnfill (11000, 'n');
  g_autofree char *members = g_strdup_printf ("{'title': <'t'>, 'notes': <'%s'>}", notes);
  StintSyncWrite *write;
  g_autofree char *body = NULL;

  for (int i = 0; i < 40; i++)
    g_free (fixture_add (self, STINT_KIND_TASK, members));
  write = begin (self);
  stint_sync_write_freeze (write, 90, FRAME, &body, NULL);
  commit (write);
  g_assert_cmpuint (strlen (body), <, 256 * 1024);
  g_assert_cmpuint (strlen (body), >, 200 * 1024);
}

static void
an_entry_goes_with_its_record (Fixture      *self,
                               gconstpointer unused)
{
  g_autofree char *first = fixture_add_task (self, "first");
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (StintRecord) other = NULL;
  g_autoptr (GVariant) batch = NULL;
  g_autofree char *what = NULL;

  settle (self, V1);
  fixture_set (self, STINT_KIND_TASK, first, "title", "'f'");
  fixture_set (self, STINT_KIND_TASK, task, "title", "'mine'");
  other = theirs (STINT_KIND_TASK, task, "{'title': <'theirs'>}", "{'x': 1}");
  take (self, other, V2, FALSE);
  /* Not even the first of the two fits beside what was edited before. */
  batch = freeze_at (self, 2, 0);
  what = describe (batch);
  g_assert_cmpstr (what, ==, "put task");
  acknowledge (self, batch, "3.0000000000000003");
  g_clear_pointer (&batch, g_variant_unref);
  g_clear_pointer (&what, g_free);
  batch = freeze_at (self, 2, 0);
  what = describe (batch);
  g_assert_cmpstr (what, ==, "put task, put conflict");
}

static void
what_is_refused_waits_for_its_next_edit (Fixture      *self,
                                         gconstpointer unused)
{
  g_autofree char *bad = fixture_add_task (self, "bad");
  g_autofree char *block = fixture_add_block (self, bad, "2026-11-24T09:00:00", "2026-11-24T10:00:00", NULL);
  g_autofree char *good = fixture_add_task (self, "good");
  g_autoptr (GVariant) batch = freeze (self);
  g_autoptr (GVariant) rest = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autofree char *what = NULL;
  StintSyncWrite *write = begin (self);

  stint_sync_write_park (write, batch, 0, "no", NULL);
  commit (write);
  g_assert_cmpuint (count (self).n_parked, ==, 2);
  rest = freeze (self);
  g_assert_cmpuint (count_ops (rest), ==, 1);
  acknowledge (self, rest, V1);

  fixture_set (self, STINT_KIND_TASK, bad, "title", "'better'");
  again = freeze (self);
  acknowledge (self, again, V2);
  g_assert_cmpuint (count (self).n_parked, ==, 0);
  g_clear_pointer (&again, g_variant_unref);
  again = freeze (self);
  what = describe (again);
  g_assert_cmpstr (what, ==, "put block");
}

static void
what_a_whole_snapshot_does_not_name_goes_up_again (Fixture      *self,
                                                   gconstpointer unused)
{
  g_autofree char *named = fixture_add_task (self, "named");
  g_autofree char *lost = fixture_add_task (self, "lost");
  g_autoptr (StintRecord) record = theirs (STINT_KIND_TASK, named, "{'title': <'named'>}", "{'x': 1}");
  g_autoptr (GVariant) batch = NULL;
  g_autoptr (GVariant) op = NULL;
  StintSyncWrite *write;
  const char *text;

  settle (self, V1);
  write = begin (self);
  g_assert_true (stint_sync_write_begin_walk (write, NULL));
  commit (write);
  take (self, record, V1, TRUE);
  write = begin (self);
  g_assert_true (stint_sync_write_end_walk (write, TRUE, NULL));
  commit (write);

  batch = freeze (self);
  g_assert_cmpuint (count_ops (batch), ==, 1);
  op = get_op (batch, 0);
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

  settle (self, V1);
  write = begin (self);
  g_assert_true (stint_sync_write_begin_walk (write, NULL));
  g_assert_true (stint_sync_write_end_walk (write, FALSE, NULL));
  commit (write);
  g_assert_cmpuint (count (self).n_pending, ==, 0);
}

static void
a_block_brings_its_deleted_task_back (Fixture      *self,
                                      gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *block = fixture_new_id (self);
  g_autofree char *members = g_strdup_printf ("{'task': <'%s'>, 'when': <{'start': <'2026-11-24T09:00:00'>, 'end': <'2026-11-24T10:00:00'>}>}", task);
  g_autoptr (StintRecord) theirs_block = theirs (STINT_KIND_BLOCK, block, members, "{'x': 1}");
  g_autofree char *data = NULL;

  settle (self, V1);
  fixture_delete (self, STINT_KIND_TASK, task);
  settle (self, V2);
  take (self, theirs_block, V9, FALSE);
  repair (self);
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
  g_autoptr (StintRecord) theirs_block = theirs (STINT_KIND_BLOCK, block, members, "{'x': 1}");
  g_autofree char *data = NULL;

  take (self, theirs_block, V9, FALSE);
  repair (self);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"Recovered\"}");
}

static void
a_tombstone_of_something_unknown_is_kept (Fixture      *self,
                                          gconstpointer unused)
{
  g_autofree char *ids[3] = { fixture_new_id (self), fixture_new_id (self), fixture_new_id (self) };

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (StintRecord) dead = theirs ((StintKind) i, ids[i], NULL, "{'x': 1}");

      take (self, dead, V1, FALSE);
    }
  g_assert_cmpuint (count (self).n_pending, ==, 0);
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM remote"), ==, 3);
  fixture_check (self);
}

static void
what_comes_is_no_step_that_one_could_undo (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *id = fixture_new_id (self);
  g_autoptr (StintRecord) record = theirs (STINT_KIND_TASK, id, "{'title': <'a'>}", "{'x': 1}");

  take (self, record, V1, FALSE);
  g_assert_null (stint_database_dup_undo_label (self->database));
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM change WHERE origin = 3"), ==, 1);
}

static void
what_comes_is_told_as_another_programs_change (Fixture      *self,
                                               gconstpointer unused)
{
  g_autofree char *id = fixture_new_id (self);
  g_autoptr (StintRecord) record = theirs (STINT_KIND_TASK, id, "{'title': <'a'>}", "{'x': 1}");
  gint64 sequence = stint_database_get_sequence (self->database);
  g_autoptr (GPtrArray) changes = NULL;
  gboolean too_many;

  take (self, record, V1, FALSE);
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

  settle (self, V1);
  sequence = stint_database_get_sequence (self->database);
  echo = theirs (STINT_KIND_TASK, task, "{'title': <'a'>}", "{'x': 1}");
  take (self, echo, V1, FALSE);
  g_assert_cmpint (stint_database_get_sequence (self->database), ==, sequence);
}

static gint64
get_sent_at (GVariant *batch)
{
  g_autoptr (GVariant) op = get_op (batch, 0);
  g_autoptr (GVariant) at = g_variant_lookup_value (op, "at", G_VARIANT_TYPE_VARDICT);
  gint64 at_ms = 0;

  g_assert_nonnull (at);
  g_assert_true (g_variant_lookup (at, "title", "x", &at_ms));
  return at_ms;
}

static void
times_are_settled_once (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  gint64 edited_ms = fixture_read_int (self, "SELECT json_extract (at, '$.title') FROM task");
  g_autoptr (GVariant) first = freeze_at (self, 90, -86400000);
  g_autoptr (GVariant) second = freeze_at (self, 90, -86400000);

  g_assert_cmpint (get_sent_at (first), ==, edited_ms - 86400000);
  g_assert_cmpint (get_sent_at (second), ==, edited_ms - 86400000);
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

  settle (self, V1);
  write = begin (self);
  g_assert_true (stint_sync_write_set (write, "sync-erased", V9, NULL));
  commit (write);
  g_assert_true (count (self).is_erased);
  g_assert_true (stint_database_upload_again (self->database, NULL));
  g_assert_false (count (self).is_erased);
  cursor = stint_database_dup_sync (self->database, "sync-cursor", NULL);
  g_assert_cmpstr (cursor, ==, V9);
  batch = freeze (self);
  op = get_op (batch, 0);
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

  TEST ("nothing-to-send-gives-no-batch", nothing_to_send_gives_no_batch);
  TEST ("a-new-record-is-sent-without-a-base", a_new_record_is_sent_without_a_base);
  TEST ("what-is-acknowledged-is-out-of-the-outbox", what_is_acknowledged_is_out_of_the_outbox);
  TEST ("an-edit-names-the-version-that-it-changes", an_edit_names_the_version_that_it_changes);
  TEST ("an-edit-after-sending-stays-in-the-outbox", an_edit_after_sending_stays_in_the_outbox);
  TEST ("an-older-answer-changes-nothing", an_older_answer_changes_nothing);
  TEST ("owners-go-first-and-last", owners_go_first_and_last);
  TEST ("what-was-never-sent-and-is-deleted-needs-no-word", what_was_never_sent_and_is_deleted_needs_no_word);
  TEST ("what-may-have-arrived-and-is-deleted-is-told", what_may_have_arrived_and_is_deleted_is_told);
  TEST ("a-change-goes-out-whole-or-later", a_change_goes_out_whole_or_later);
  TEST ("a-change-that-is-too-large-is-cut", a_change_that_is_too_large_is_cut);
  TEST ("a-batch-is-not-larger-than-a-push-may-be", a_batch_is_not_larger_than_a_push_may_be);
  TEST ("an-entry-goes-with-its-record", an_entry_goes_with_its_record);
  TEST ("what-is-refused-waits-for-its-next-edit", what_is_refused_waits_for_its_next_edit);
  TEST ("what-a-whole-snapshot-does-not-name-goes-up-again", what_a_whole_snapshot_does_not_name_goes_up_again);
  TEST ("a-snapshot-that-is-not-whole-gives-nothing-back", a_snapshot_that_is_not_whole_gives_nothing_back);
  TEST ("a-block-brings-its-deleted-task-back", a_block_brings_its_deleted_task_back);
  TEST ("a-block-of-a-task-that-nobody-knows-gets-one", a_block_of_a_task_that_nobody_knows_gets_one);
  TEST ("a-tombstone-of-something-unknown-is-kept", a_tombstone_of_something_unknown_is_kept);
  TEST ("what-comes-is-no-step-that-one-could-undo", what_comes_is_no_step_that_one_could_undo);
  TEST ("what-comes-is-told-as-another-programs-change", what_comes_is_told_as_another_programs_change);
  TEST ("an-echo-leaves-no-trace", an_echo_leaves_no_trace);
  TEST ("times-are-settled-once", times_are_settled_once);
  TEST ("an-account-is-written-once", an_account_is_written_once);
  TEST ("after-an-erasure-everything-goes-up-as-new", after_an_erasure_everything_goes_up_as_new);
  TEST ("another-machine-is-another-device", another_machine_is_another_device);

  return g_test_run ();
}
