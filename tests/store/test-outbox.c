/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outbox-fixture.h"

#include <string.h>

#define TEST(path, function) g_test_add ("/store/outbox/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static void
nothing_to_send_gives_no_batch (Fixture      *self,
                                gconstpointer unused)
{
  g_assert_null (outbox_freeze (self));
}

static void
a_new_record_is_sent_without_a_base (Fixture      *self,
                                     gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) batch = outbox_freeze (self);
  g_autoptr (GVariant) op = outbox_get_op (batch, 0);
  const char *id;

  g_assert_cmpuint (outbox_count_ops (batch), ==, 1);
  g_assert_true (g_variant_lookup (op, "id", "&s", &id));
  g_assert_cmpstr (id, ==, task);
  g_assert_false (g_variant_lookup (op, "base", "&s", &id));
}

static void
what_is_acknowledged_is_out_of_the_outbox (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");

  outbox_settle (self, V1);
  g_assert_cmpuint (outbox_count (self).n_pending, ==, 0);
  g_assert_null (outbox_freeze (self));
}

static void
an_edit_names_the_version_that_it_changes (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) batch = NULL;
  g_autoptr (GVariant) op = NULL;
  const char *base;

  outbox_settle (self, V1);
  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  batch = outbox_freeze (self);
  op = outbox_get_op (batch, 0);
  g_assert_true (g_variant_lookup (op, "base", "&s", &base));
  g_assert_cmpstr (base, ==, V1);
}

static void
an_edit_after_sending_stays_in_the_outbox (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) sent = outbox_freeze (self);
  g_autoptr (GVariant) next = NULL;
  g_autofree char *data = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  outbox_acknowledge (self, sent, V1);
  g_assert_cmpuint (outbox_count (self).n_pending, ==, 1);
  next = outbox_freeze (self);
  outbox_acknowledge (self, next, V2);
  g_assert_cmpuint (outbox_count (self).n_pending, ==, 0);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"b\"}");
}

static void
an_older_answer_changes_nothing (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) sent = outbox_freeze (self);
  g_autoptr (StintRecord) newer = outbox_theirs (STINT_KIND_TASK, task, "{'title': <'z'>}", "{'x': 1}");

  outbox_take (self, newer, V9, FALSE);
  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  outbox_acknowledge (self, sent, V1);
  g_assert_cmpuint (outbox_count (self).n_pending, >, 0);
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
  puts = outbox_freeze (self);
  first = outbox_describe (puts);
  g_assert_cmpstr (first, ==, "put task, put block");
  outbox_acknowledge (self, puts, V1);

  fixture_delete (self, STINT_KIND_TASK, task);
  deletes = outbox_freeze (self);
  then = outbox_describe (deletes);
  g_assert_cmpstr (then, ==, "delete block, delete task");
}

static void
what_was_never_sent_and_is_deleted_needs_no_word (Fixture      *self,
                                                  gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");

  fixture_delete (self, STINT_KIND_TASK, task);
  g_assert_cmpuint (outbox_count (self).n_pending, ==, 0);
  g_assert_null (outbox_freeze (self));
}

static void
what_may_have_arrived_and_is_deleted_is_told (Fixture      *self,
                                              gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GVariant) unanswered = outbox_freeze (self);
  g_autoptr (GVariant) batch = NULL;
  g_autofree char *what = NULL;

  fixture_delete (self, STINT_KIND_TASK, task);
  batch = outbox_freeze (self);
  what = outbox_describe (batch);
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
  batch = outbox_freeze_at (self, 2, 0);
  g_assert_cmpuint (outbox_count_ops (batch), ==, 1);
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
  batch = outbox_freeze_at (self, 3, 0);
  g_assert_cmpuint (outbox_count_ops (batch), ==, 3);
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
  write = outbox_begin (self);
  stint_sync_write_freeze (write, 90, FRAME, &body, NULL);
  outbox_commit (write);
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

  outbox_settle (self, V1);
  fixture_set (self, STINT_KIND_TASK, first, "title", "'f'");
  fixture_set (self, STINT_KIND_TASK, task, "title", "'mine'");
  other = outbox_theirs (STINT_KIND_TASK, task, "{'title': <'theirs'>}", "{'x': 1}");
  outbox_take (self, other, V2, FALSE);
  /* Not even the first of the two fits beside what was edited before. */
  batch = outbox_freeze_at (self, 2, 0);
  what = outbox_describe (batch);
  g_assert_cmpstr (what, ==, "put task");
  outbox_acknowledge (self, batch, "3.0000000000000003");
  g_clear_pointer (&batch, g_variant_unref);
  g_clear_pointer (&what, g_free);
  batch = outbox_freeze_at (self, 2, 0);
  what = outbox_describe (batch);
  g_assert_cmpstr (what, ==, "put task, put conflict");
}

static void
what_is_refused_waits_for_its_next_edit (Fixture      *self,
                                         gconstpointer unused)
{
  g_autofree char *bad = fixture_add_task (self, "bad");
  g_autofree char *block = fixture_add_block (self, bad, "2026-11-24T09:00:00", "2026-11-24T10:00:00", NULL);
  g_autofree char *good = fixture_add_task (self, "good");
  g_autoptr (GVariant) batch = outbox_freeze (self);
  g_autoptr (GVariant) rest = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autofree char *what = NULL;
  StintSyncWrite *write = outbox_begin (self);

  stint_sync_write_park (write, batch, 0, "no", NULL);
  outbox_commit (write);
  g_assert_cmpuint (outbox_count (self).n_parked, ==, 2);
  rest = outbox_freeze (self);
  g_assert_cmpuint (outbox_count_ops (rest), ==, 1);
  outbox_acknowledge (self, rest, V1);

  fixture_set (self, STINT_KIND_TASK, bad, "title", "'better'");
  again = outbox_freeze (self);
  outbox_acknowledge (self, again, V2);
  g_assert_cmpuint (outbox_count (self).n_parked, ==, 0);
  g_clear_pointer (&again, g_variant_unref);
  again = outbox_freeze (self);
  what = outbox_describe (again);
  g_assert_cmpstr (what, ==, "put block");
}

static gint64
get_sent_at (GVariant *batch)
{
  g_autoptr (GVariant) op = outbox_get_op (batch, 0);
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
  g_autoptr (GVariant) first = outbox_freeze_at (self, 90, -86400000);
  g_autoptr (GVariant) second = outbox_freeze_at (self, 90, -86400000);

  g_assert_cmpint (get_sent_at (first), ==, edited_ms - 86400000);
  g_assert_cmpint (get_sent_at (second), ==, edited_ms - 86400000);
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
  TEST ("times-are-settled-once", times_are_settled_once);

  return g_test_run ();
}
