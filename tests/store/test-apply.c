/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <gio/gio.h>
#include <string.h>

#include "core/stint-schema.h"

#define TEST(path, function) g_test_add ("/store/apply/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static void
an_edit_is_there_after_a_restart (Fixture      *self,
                                  gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "Write report");
  g_autofree char *data = NULL;

  fixture_reopen (self);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"Write report\"}");
}

static void
the_change_says_what_was_and_what_is (Fixture      *self,
                                      gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'notes': <'n'>}");
  StintEdit *edit = stint_edit_new ("Rename");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GVariant) before = g_variant_ref_sink (fixture_members ("{'title': <'a'>}"));
  g_autoptr (GVariant) after = g_variant_ref_sink (fixture_members ("{'title': <'b'>}"));
  const StintDelta *delta;

  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  change = fixture_apply (self, edit);
  g_assert_cmpstr (stint_change_get_label (change), ==, "Rename");
  g_assert_cmpint (stint_change_get_origin (change), ==, STINT_CHANGE_PERSON);
  g_assert_cmpstr (stint_change_get_device (change), ==, stint_database_get_device (self->database));
  g_assert_cmpuint (stint_change_get_n_deltas (change), ==, 1);
  delta = stint_change_get_delta (change, 0);
  g_assert_cmpstr (delta->id, ==, task);
  g_assert_cmpvariant (delta->before, before);
  g_assert_cmpvariant (delta->after, after);
  g_assert_cmpstr (stint_task_get_notes (delta->record), ==, "n");
}

static void
what_changes_nothing_is_not_logged (Fixture      *self,
                                    gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  gint64 sequence = stint_database_get_sequence (self->database);
  StintEdit *edit = stint_edit_new ("Rename");

  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("a"));
  g_assert_null (fixture_apply (self, edit));
  g_assert_cmpint (stint_database_get_sequence (self->database), ==, sequence);
}

static void
members_of_a_newer_version_are_kept (Fixture      *self,
                                     gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'mood': <{'score': <int64 3>}>}");
  g_autofree char *data = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"mood\":{\"score\":3},\"title\":\"b\"}");
}

static void
a_member_can_be_removed (Fixture      *self,
                         gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'notes': <'n'>}");
  g_autofree char *data = NULL;

  fixture_set (self, STINT_KIND_TASK, task, "notes", NULL);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"a\"}");
}

static void
what_lives_is_not_created_again (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  StintEdit *edit = stint_edit_new ("Add");

  stint_edit_create (edit, STINT_KIND_TASK, task, fixture_members ("{'title': <'b'>}"));
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_EXISTS);
}

static void
put_sets_only_what_it_names (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'notes': <'mine'>}");
  StintEdit *edit = stint_edit_new ("Import");
  g_autoptr (StintChange) change = NULL;
  g_autofree char *data = NULL;

  stint_edit_put (edit, STINT_KIND_TASK, task, fixture_members ("{'title': <'b'>}"));
  change = fixture_apply (self, edit);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"notes\":\"mine\",\"title\":\"b\"}");
}

static void
put_brings_back_what_was_deleted (Fixture      *self,
                                  gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'notes': <'mine'>}");
  StintEdit *edit = stint_edit_new ("Import");
  g_autoptr (StintChange) change = NULL;
  g_autofree char *data = NULL;

  fixture_delete (self, STINT_KIND_TASK, task);
  stint_edit_put (edit, STINT_KIND_TASK, task, fixture_members ("{'title': <'a'>}"));
  change = fixture_apply (self, edit);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"notes\":\"mine\",\"title\":\"a\"}");
  fixture_check (self);
}

static void
what_is_deleted_cannot_be_set (Fixture      *self,
                               gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  StintEdit *edit = stint_edit_new ("Rename");

  fixture_delete (self, STINT_KIND_TASK, task);
  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND);
}

static void
a_tombstone_keeps_its_last_data (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");

  fixture_delete (self, STINT_KIND_TASK, task);
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM task WHERE deleted = 1 AND data = '{\"title\":\"a\"}'"), ==, 1);
  g_assert_cmpint (stint_database_count (self->database, STINT_KIND_TASK, NULL), ==, 0);
  fixture_check (self);
}

static void
a_task_takes_its_blocks_along (Fixture      *self,
                               gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *other = fixture_add_task (self, "b");
  g_autofree char *first = fixture_add_block (self, task, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL);
  g_autofree char *second = fixture_add_block (self, task, "2026-11-24", "2026-11-25", NULL);
  g_autofree char *kept = fixture_add_block (self, other, "2026-11-23T09:00:00", "2026-11-23T10:00:00", NULL);
  StintEdit *edit = stint_edit_new ("Delete");
  g_autoptr (StintChange) change = NULL;

  stint_edit_delete (edit, STINT_KIND_TASK, task);
  change = fixture_apply (self, edit);
  g_assert_cmpuint (stint_change_get_n_deltas (change), ==, 3);
  g_assert_cmpint (stint_database_count (self->database, STINT_KIND_BLOCK, NULL), ==, 1);
  fixture_check (self);
}

static void
a_block_needs_a_living_task (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *members =
    g_strdup_printf ("{'task': <'%s'>, 'when': <{'start': <'2026-11-24'>, 'end': <'2026-11-25'>}>}", task);
  g_autofree char *id = fixture_new_id (self);
  StintEdit *edit = stint_edit_new ("Schedule");

  fixture_delete (self, STINT_KIND_TASK, task);
  stint_edit_create (edit, STINT_KIND_BLOCK, id, fixture_members (members));
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND);
}

static void
an_override_goes_with_its_series (Fixture      *self,
                                  gconstpointer unused)
{
  g_autofree char *series = fixture_add_task (self, "a");
  g_autofree char *members = g_strdup_printf ("{'title': <'b'>, 'series': <'%s'>}", series);
  g_autofree char *override = fixture_add (self, STINT_KIND_TASK, members);

  fixture_delete (self, STINT_KIND_TASK, series);
  g_assert_null (fixture_get (self, STINT_KIND_TASK, override));
}

static void
half_an_edit_is_none (Fixture      *self,
                      gconstpointer unused)
{
  g_autofree char *id = fixture_new_id (self);
  StintEdit *edit = stint_edit_new ("Add");

  stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members ("{'title': <'a'>}"));
  stint_edit_delete (edit, STINT_KIND_BLOCK, id);
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND);
}

static void
a_title_of_10_mb_is_refused (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *title = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *id = fixture_new_id (self);
  StintEdit *edit = stint_edit_new ("Add");
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "title", g_variant_new_string (title));
  stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_builder_end (&builder));
  fixture_refuse (self, edit, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE);
}

static void
more_than_16_kb_are_refused (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *notes = g_strnfill (STINT_MEMBER_MAX_BYTES - 10, 'x');
  g_autofree char *text = g_strdup_printf ("{'title': <'a'>, 'notes': <'%s'>, 'newer': <'%s'>}", notes, notes);
  g_autofree char *id = fixture_new_id (self);
  StintEdit *edit = stint_edit_new ("Add");

  stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members (text));
  fixture_refuse (self, edit, STINT_CORE_ERROR, STINT_CORE_ERROR_TOO_LARGE);
}

static void
control_characters_are_refused (Fixture      *self,
                                gconstpointer unused)
{
  g_autofree char *id = fixture_new_id (self);
  StintEdit *edit = stint_edit_new ("Add");

  stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members ("{'title': <'a\\u0007b'>}"));
  fixture_refuse (self, edit, STINT_CORE_ERROR, STINT_CORE_ERROR_INVALID);
}

static void
each_edit_counts_for_the_device (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *other = fixture_add_task (self, "b");
  const char *device = stint_database_get_device (self->database);
  g_autoptr (StintRecord) record = NULL;
  gint64 counter = 0, at_title = 0, at_notes = 0;

  fixture_set (self, STINT_KIND_TASK, task, "notes", "'n'");
  record = stint_database_get (self->database, STINT_KIND_TASK, task, NULL);
  g_assert_true (g_variant_lookup (stint_record_get_edits (record), device, "x", &counter));
  g_assert_cmpint (counter, ==, 3);
  g_assert_true (g_variant_lookup (stint_record_get_at (record), "title", "x", &at_title));
  g_assert_true (g_variant_lookup (stint_record_get_at (record), "notes", "x", &at_notes));
  g_assert_cmpint (at_notes, ==, self->now_ms);
  g_assert_cmpint (at_title, <, at_notes);
}

static void
a_member_is_edited_when_the_clock_says (Fixture      *self,
                                        gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (StintRecord) record = NULL;
  gint64 at = 0;

  /* The time that it had can be by a server's clock: the two are not compared before it is sent. */
  self->now_ms -= G_GINT64_CONSTANT (86400000);
  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  record = stint_database_get (self->database, STINT_KIND_TASK, task, NULL);
  g_assert_true (g_variant_lookup (stint_record_get_at (record), "title", "x", &at));
  g_assert_cmpint (at, ==, self->now_ms);
}

static void
the_ledger_follows_the_blocks (Fixture      *self,
                               gconstpointer unused)
{
  g_autofree char *task = fixture_add (self, STINT_KIND_TASK, "{'title': <'a'>, 'estimate_min': <int64 120>}");
  g_autofree char *other = fixture_add_task (self, "b");
  g_autofree char *block = fixture_add_block (self, task, "2026-11-23T09:00:00", "2026-11-23T10:00:00", "Europe/Berlin");
  g_autofree char *second = fixture_add_block (self, task, "2026-11-24T09:00:00", "2026-11-24T09:30:00", NULL);
  StintTaskRow *row = stint_database_read_task_row (self->database, task, NULL);
  g_autofree char *owner = g_strdup_printf ("'%s'", other);

  g_assert_cmpint (row->planned_min, ==, 90);
  g_assert_cmpint (row->n_blocks, ==, 2);
  g_assert_cmpint (row->done_min, ==, 0);
  stint_task_row_free (row);

  fixture_set (self, STINT_KIND_BLOCK, block, "done", "{'at': <'2026-11-23T10:00:00Z'>}");
  fixture_set (self, STINT_KIND_BLOCK, second, "task", owner);
  row = stint_database_read_task_row (self->database, task, NULL);
  g_assert_cmpint (row->planned_min, ==, 60);
  g_assert_cmpint (row->done_min, ==, 60);
  g_assert_cmpint (row->n_blocks, ==, 1);
  stint_task_row_free (row);
  fixture_check (self);
}

static void
minutes_of_a_zone_are_those_that_pass (Fixture      *self,
                                       gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *block = fixture_add_block (self, task, "2026-03-29T01:00:00", "2026-03-29T04:00:00", "Europe/Berlin");
  StintTaskRow *row = stint_database_read_task_row (self->database, task, NULL);

  g_assert_cmpint (row->planned_min, ==, 120);
  stint_task_row_free (row);
}

static void
type_letters (Fixture    *self,
              const char *task,
              const char *title,
              const char *key,
              gint64      after_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintEdit) edit = stint_edit_new ("Rename");
  g_autoptr (StintChange) change = NULL;

  self->now_ms += after_ms;
  stint_edit_set_merge_key (edit, key);
  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string (title));
  change = stint_database_apply (self->database, edit, self->now_ms, &error);
  g_assert_no_error (error);
  g_assert_nonnull (change);
}

static void
what_is_typed_is_one_change (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  gint64 sequence = stint_database_get_sequence (self->database);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (StintChange) undone = NULL;
  g_autofree char *data = NULL;

  type_letters (self, task, "ab", "title", 500);
  type_letters (self, task, "abc", "title", 500);
  type_letters (self, task, "abcd", "title", 500);
  g_assert_cmpint (stint_database_get_sequence (self->database), ==, sequence + 3);
  changes = stint_database_list_changes (self->database, NULL, 0, NULL);
  g_assert_cmpuint (changes->len, ==, 2);

  undone = stint_database_undo (self->database, self->now_ms, NULL, NULL);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"a\"}");
}

static void
a_pause_begins_a_new_change (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GPtrArray) changes = NULL;

  type_letters (self, task, "ab", "title", 500);
  type_letters (self, task, "abc", "title", 10001);
  changes = stint_database_list_changes (self->database, NULL, 0, NULL);
  g_assert_cmpuint (changes->len, ==, 3);
}

static void
another_key_begins_a_new_change (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GPtrArray) changes = NULL;

  type_letters (self, task, "ab", "title", 500);
  type_letters (self, task, "abc", "notes", 500);
  changes = stint_database_list_changes (self->database, NULL, 0, NULL);
  g_assert_cmpuint (changes->len, ==, 3);
}

static void
what_is_typed_back_is_told_too (Fixture      *self,
                                gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (StintChange) change = NULL;
  StintEdit *edit = stint_edit_new ("Rename");
  g_autofree char *label = NULL;

  type_letters (self, task, "ab", "title", 500);
  self->now_ms -= 60 * 1000;
  stint_edit_set_merge_key (edit, "title");
  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("a"));
  change = fixture_apply (self, edit);
  g_assert_cmpuint (stint_change_get_n_deltas (change), ==, 1);
  g_assert_cmpstr (stint_task_get_title (stint_change_get_delta (change, 0)->record), ==, "a");
  /* But it is no step to undo. */
  label = stint_database_dup_undo_label (self->database);
  g_assert_cmpstr (label, ==, "Add");
}

static void
one_record_twice_in_an_edit_is_one_delta (Fixture      *self,
                                          gconstpointer unused)
{
  g_autofree char *id = fixture_new_id (self);
  StintEdit *edit = stint_edit_new ("Add");
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintChange) undone = NULL;
  const StintDelta *delta;

  stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members ("{'title': <'a'>, 'notes': <'n'>}"));
  stint_edit_set (edit, STINT_KIND_TASK, id, "title", g_variant_new_string ("b"));
  stint_edit_set (edit, STINT_KIND_TASK, id, "notes", NULL);
  change = fixture_apply (self, edit);
  g_assert_cmpuint (stint_change_get_n_deltas (change), ==, 1);
  delta = stint_change_get_delta (change, 0);
  g_assert_null (delta->before);
  g_assert_cmpvariant (delta->after, stint_record_get_data (delta->record));

  undone = stint_database_undo (self->database, self->now_ms, NULL, NULL);
  g_assert_nonnull (undone);
  g_assert_null (fixture_get (self, STINT_KIND_TASK, id));
}

typedef struct
{
  Fixture *fixture;
  int      n;
  int      fail_at;
} Stream;

static gboolean
next_of_stream (StintOp *op,
                gpointer user_data,
                GError **error)
{
  Stream *self = user_data;
  g_autofree char *text = g_strdup_printf ("{'title': <'task %d'>}", self->n);

  if (self->n == self->fail_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
      return FALSE;
    }
  if (self->n-- == 0)
    return FALSE;
  op->type = STINT_OP_PUT;
  op->kind = STINT_KIND_TASK;
  op->id = stint_id_derive ("test", text);
  op->members = g_variant_ref_sink (fixture_members (text));
  return TRUE;
}

static void
a_stream_is_one_change (Fixture      *self,
                        gconstpointer unused)
{
  Stream stream = { self, 700, -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change =
    stint_database_apply_stream (self->database, "Import", next_of_stream, &stream, self->now_ms, &error);
  g_autoptr (StintChange) again = NULL;
  guint n_created, n_changed, n_deleted;

  g_assert_no_error (error);
  g_assert_cmpuint (stint_change_get_n_deltas (change), ==, 0);
  stint_database_get_last_counts (self->database, &n_created, &n_changed, &n_deleted);
  g_assert_cmpuint (n_created, ==, 700);
  g_assert_cmpuint (n_changed + n_deleted, ==, 0);
  stint_database_get_last_counts (self->database, NULL, NULL, NULL);
  g_assert_cmpint (stint_database_count (self->database, STINT_KIND_TASK, NULL), ==, 700);
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM change"), ==, 1);

  /* The same again changes nothing. */
  stream = (Stream) { self, 700, -1 };
  again = stint_database_apply_stream (self->database, "Import", next_of_stream, &stream, self->now_ms, &error);
  g_assert_no_error (error);
  g_assert_null (again);
  fixture_check (self);
}

static void
a_stopped_stream_leaves_nothing (Fixture      *self,
                                 gconstpointer unused)
{
  Stream stream = { self, 700, 350 };
  g_autoptr (GError) error = NULL;

  g_assert_null (stint_database_apply_stream (self->database, "Import", next_of_stream, &stream, self->now_ms, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (stint_database_count (self->database, STINT_KIND_TASK, NULL), ==, 0);
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM task"), ==, 0);
}

static void
everything_waits_for_a_server (Fixture      *self,
                               gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *project = fixture_add (self, STINT_KIND_PROJECT, "{'name': <'Work'>, 'color': <'#3584e4'>}");

  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM task WHERE pending > 0"), ==, 1);
  g_assert_cmpint (fixture_read_int (self, "SELECT count(*) FROM project WHERE pending > 0"), ==, 1);
}

static void
an_id_may_be_cut_short (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *prefix = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (StintRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  first = fixture_add_task (self, "a");
  self->now_ms += G_GINT64_CONSTANT (86400000);
  second = fixture_add_task (self, "b");
  prefix = g_strndup (first, 13);
  whole = g_ascii_strup (prefix, -1);
  record = stint_database_find (self->database, STINT_KIND_TASK, whole, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stint_record_get_id (record), ==, first);

  g_assert_null (stint_database_find (self->database, STINT_KIND_TASK, "01", &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_null (stint_database_find (self->database, STINT_KIND_TASK, "ff", &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (stint_database_find (self->database, STINT_KIND_TASK, "", &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("an-edit-is-there-after-a-restart", an_edit_is_there_after_a_restart);
  TEST ("the-change-says-what-was-and-what-is", the_change_says_what_was_and_what_is);
  TEST ("what-changes-nothing-is-not-logged", what_changes_nothing_is_not_logged);
  TEST ("members-of-a-newer-version-are-kept", members_of_a_newer_version_are_kept);
  TEST ("a-member-can-be-removed", a_member_can_be_removed);
  TEST ("what-lives-is-not-created-again", what_lives_is_not_created_again);
  TEST ("put-sets-only-what-it-names", put_sets_only_what_it_names);
  TEST ("put-brings-back-what-was-deleted", put_brings_back_what_was_deleted);
  TEST ("what-is-deleted-cannot-be-set", what_is_deleted_cannot_be_set);
  TEST ("a-tombstone-keeps-its-last-data", a_tombstone_keeps_its_last_data);
  TEST ("a-task-takes-its-blocks-along", a_task_takes_its_blocks_along);
  TEST ("a-block-needs-a-living-task", a_block_needs_a_living_task);
  TEST ("an-override-goes-with-its-series", an_override_goes_with_its_series);
  TEST ("half-an-edit-is-none", half_an_edit_is_none);
  TEST ("a-title-of-10-mb-is-refused", a_title_of_10_mb_is_refused);
  TEST ("more-than-16-kb-are-refused", more_than_16_kb_are_refused);
  TEST ("control-characters-are-refused", control_characters_are_refused);
  TEST ("each-edit-counts-for-the-device", each_edit_counts_for_the_device);
  TEST ("a-member-is-edited-when-the-clock-says", a_member_is_edited_when_the_clock_says);
  TEST ("the-ledger-follows-the-blocks", the_ledger_follows_the_blocks);
  TEST ("minutes-of-a-zone-are-those-that-pass", minutes_of_a_zone_are_those_that_pass);
  TEST ("what-is-typed-is-one-change", what_is_typed_is_one_change);
  TEST ("a-pause-begins-a-new-change", a_pause_begins_a_new_change);
  TEST ("another-key-begins-a-new-change", another_key_begins_a_new_change);
  TEST ("what-is-typed-back-is-told-too", what_is_typed_back_is_told_too);
  TEST ("one-record-twice-in-an-edit-is-one-delta", one_record_twice_in_an_edit_is_one_delta);
  TEST ("a-stream-is-one-change", a_stream_is_one_change);
  TEST ("a-stopped-stream-leaves-nothing", a_stopped_stream_leaves_nothing);
  TEST ("everything-waits-for-a-server", everything_waits_for_a_server);
  TEST ("an-id-may-be-cut-short", an_id_may_be_cut_short);

  return g_test_run ();
}
