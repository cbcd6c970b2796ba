/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/stint-backup.h"
#include "store/stint-database-private.h"

#define TEST(path, function) g_test_add ("/store/open/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static char *
get_path (Fixture *self)
{
  return g_build_filename (self->directory, "stint.db", NULL);
}

static void
assert_open_fails (Fixture *self,
                   int      code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = get_path (self);

  g_assert_null (stint_database_open_with_flags (self->directory, self->now_ms, STINT_DATABASE_IMPATIENT, &error));
  g_assert_error (error, STINT_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
write_file (Fixture    *self,
            const void *bytes,
            gssize      length)
{
  g_autofree char *path = get_path (self);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

static char *
read_file (Fixture *self,
           gsize   *length)
{
  g_autofree char *path = get_path (self);
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
execute_outside (Fixture    *self,
                 const char *sql)
{
  g_autofree char *path = get_path (self);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
the_folder_is_for_its_owner_only (Fixture      *self,
                                  gconstpointer unused)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (self->directory, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

static void
the_file_is_for_its_owner_only (Fixture      *self,
                                gconstpointer unused)
{
  g_autofree char *path = get_path (self);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *backup = stint_backup_make (self->database, self->now_ms, NULL);
  const char *files[] = { path, log, backup };
  GStatBuf status;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_assert_cmpint (g_stat (files[i], &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
}

static void
the_device_stays_the_same (Fixture      *self,
                           gconstpointer unused)
{
  g_autofree char *device = g_strdup (stint_database_get_device (self->database));

  g_assert_true (stint_id_is_valid (device));
  fixture_reopen (self);
  g_assert_cmpstr (stint_database_get_device (self->database), ==, device);
}

static void
garbage_is_damaged (Fixture      *self,
                    gconstpointer unused)
{
  g_autofree char *garbage = g_strnfill (10000, 'x');

  fixture_close (self);
  write_file (self, garbage, 10000);
  assert_open_fails (self, STINT_STORE_ERROR_DAMAGED);
  write_file (self, "SQLite", 6);
  assert_open_fails (self, STINT_STORE_ERROR_DAMAGED);
}

static void
half_a_file_is_damaged (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *bytes = NULL;
  gsize length;

  fixture_close (self);
  bytes = read_file (self, &length);
  write_file (self, bytes, (gssize) length / 2);
  assert_open_fails (self, STINT_STORE_ERROR_DAMAGED);
}

static gboolean
next_large (StintOp *op,
            gpointer user_data,
            GError **error)
{
  int *n = user_data;
  g_autofree char *notes = g_strnfill (11000, 'x');
  g_autofree char *name = g_strdup_printf ("%d", *n);
  g_autofree char *members = g_strdup_printf ("{'title': <'a'>, 'notes': <'%s'>}", notes);

  if ((*n)++ == 500)
    return FALSE;
  op->type = STINT_OP_PUT;
  op->kind = STINT_KIND_TASK;
  op->id = stint_id_derive ("large", name);
  op->members = stint_members_sort (fixture_members (members));
  return TRUE;
}

static void
half_a_large_file_is_damaged (Fixture      *self,
                              gconstpointer unused)
{
  int n = 0;
  g_autoptr (StintChange) change = stint_database_apply_stream (self->database, "Fill", next_large, &n, self->now_ms, NULL);
  g_autofree char *path = get_path (self);
  GStatBuf status;

  g_assert_nonnull (change);
  fixture_close (self);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 6 * 1024 * 1024);
  g_assert_cmpint (truncate (path, status.st_size - 4096), ==, 0);
  assert_open_fails (self, STINT_STORE_ERROR_DAMAGED);
}

static void
a_broken_page_is_damaged (Fixture      *self,
                          gconstpointer unused)
{
  gsize length;
  guint n_refused = 0;
  g_autofree char *bytes = NULL;

  for (int i = 0; i < 20; i++)
    g_free (fixture_add_task (self, "a"));
  fixture_close (self);
  bytes = read_file (self, &length);
  g_assert_cmpint (length % 4096, ==, 0);

  /* Each page in its turn: none of them opens as if nothing were. */
  for (gsize page = 0; page < length / 4096; page++)
    {
      g_autofree char *broken = g_memdup2 (bytes, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (StintDatabase) database = NULL;

      memset (broken + page * 4096, 0x5a, 4096);
      write_file (self, broken, (gssize) length);
      database = stint_database_open (self->directory, self->now_ms, &error);
      if (database == NULL)
        {
          g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_DAMAGED);
          n_refused++;
        }
    }
  /* A page that is on the list of free ones may be anything. */
  g_assert_cmpuint (n_refused, >=, length / 4096 - 2);
}

static void
an_empty_file_is_new (Fixture      *self,
                      gconstpointer unused)
{
  fixture_close (self);
  write_file (self, "", 0);
  fixture_reopen (self);
  fixture_check (self);
}

static void
an_empty_file_with_backups_is_damaged (Fixture      *self,
                                       gconstpointer unused)
{
  g_autofree char *backup = stint_backup_make (self->database, self->now_ms, NULL);

  g_assert_nonnull (backup);
  fixture_close (self);
  write_file (self, "", 0);
  assert_open_fails (self, STINT_STORE_ERROR_DAMAGED);
}

static void
a_database_of_others_is_refused (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *path = get_path (self);

  fixture_close (self);
  g_assert_cmpint (g_unlink (path), ==, 0);
  execute_outside (self, "CREATE TABLE theirs (x)");
  assert_open_fails (self, STINT_STORE_ERROR_DAMAGED);
}

static void
a_lost_table_is_damaged (Fixture      *self,
                         gconstpointer unused)
{
  fixture_close (self);
  execute_outside (self, "DROP TABLE meta");
  assert_open_fails (self, STINT_STORE_ERROR_DAMAGED);
}

static void
a_newer_database_is_not_touched (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  fixture_close (self);
  execute_outside (self, "PRAGMA user_version = 99");
  before = read_file (self, &length_before);
  assert_open_fails (self, STINT_STORE_ERROR_NEWER);
  after = read_file (self, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
a_newer_database_that_is_open_is_not_touched (Fixture      *self,
                                              gconstpointer unused)
{
  g_autofree char *path = get_path (self);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;
  sqlite3 *handle = NULL;

  fixture_close (self);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA user_version = 99", NULL, NULL, NULL), ==, SQLITE_OK);
  /* The new number stands in the log only. */
  before = read_file (self, &length_before);
  assert_open_fails (self, STINT_STORE_ERROR_NEWER);
  after = read_file (self, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
  sqlite3_close (handle);
}

static void
a_newer_database_left_open_is_not_touched (Fixture      *self,
                                           gconstpointer unused)
{
  g_autofree char *path = get_path (self);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;
  GStatBuf status;
  pid_t child;

  fixture_close (self);
  child = fork ();
  if (child == 0)
    {
      sqlite3 *handle = NULL;

      sqlite3_open (path, &handle);
      sqlite3_exec (handle, "PRAGMA user_version = 99", NULL, NULL, NULL);
      _exit (0);
    }
  waitpid (child, NULL, 0);
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 0);
  before = read_file (self, &length_before);
  assert_open_fails (self, STINT_STORE_ERROR_NEWER);
  after = read_file (self, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
a_folder_that_cannot_be_made_is_said (Fixture      *self,
                                      gconstpointer unused)
{
  g_autofree char *path = get_path (self);
  g_autofree char *below = g_build_filename (path, "below", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (stint_database_open (below, self->now_ms, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, below));
}

static void
an_edit_waits_no_longer_than_it_may (Fixture      *self,
                                     gconstpointer unused)
{
  g_autofree char *path = get_path (self);
  g_autofree char *task = fixture_add_task (self, "a");
  sqlite3 *handle = NULL;
  StintEdit *edit = stint_edit_new ("Rename");
  g_autoptr (StintChange) change = NULL;

  sqlite3_busy_timeout (self->database->handle, 50);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED);

  /* It works as before when the other is done. */
  sqlite3_close (handle);
  edit = stint_edit_new ("Rename");
  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  change = fixture_apply (self, edit);
  g_assert_nonnull (change);
}

static void
a_new_store_that_is_locked_is_said (Fixture      *self,
                                    gconstpointer unused)
{
  g_autofree char *path = get_path (self);
  sqlite3 *handle = NULL;

  fixture_close (self);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  assert_open_fails (self, STINT_STORE_ERROR_LOCKED);
  sqlite3_close (handle);
}

static void
what_cannot_be_written_can_be_read (Fixture      *self,
                                    gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  StintEdit *edit = stint_edit_new ("Rename");

  fixture_close (self);
  self->database = stint_database_open_with_flags (self->directory, self->now_ms, STINT_DATABASE_READ_ONLY, &error);
  g_assert_no_error (error);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"a\"}");
  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY);
  g_assert_null (stint_database_undo (self->database, self->now_ms, NULL, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY);
}

static void
a_read_only_folder_can_be_read (Fixture      *self,
                                gconstpointer unused)
{
  g_autofree char *path = get_path (self);
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *data = NULL;
  StintEdit *edit = NULL;

  fixture_close (self);
  g_chmod (path, 0400);
  g_chmod (self->directory, 0500);
  if (access (self->directory, W_OK) == 0)
    {
      g_chmod (self->directory, 0700);
      g_test_skip ("root may write everywhere");
      return;
    }
  fixture_reopen (self);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"title\":\"a\"}");
  edit = stint_edit_new ("Rename");
  stint_edit_set (edit, STINT_KIND_TASK, task, "title", g_variant_new_string ("b"));
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY);
  g_chmod (self->directory, 0700);
}

static void
a_full_disk_loses_nothing (Fixture      *self,
                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *notes = g_strnfill (12000, 'x');
  g_autofree char *pragma = g_strdup_printf ("PRAGMA max_page_count = %d", (int) fixture_read_int (self, "PRAGMA page_count"));
  StintEdit *edit = stint_edit_new ("Write");
  g_autoptr (StintChange) change = NULL;

  fixture_read_int (self, pragma);
  stint_edit_set (edit, STINT_KIND_TASK, task, "notes", g_variant_new_string (notes));
  fixture_refuse (self, edit, STINT_STORE_ERROR, STINT_STORE_ERROR_FULL);

  fixture_read_int (self, "PRAGMA max_page_count = 1000000");
  fixture_check (self);
  edit = stint_edit_new ("Write");
  stint_edit_set (edit, STINT_KIND_TASK, task, "notes", g_variant_new_string (notes));
  change = fixture_apply (self, edit);
  g_assert_nonnull (change);
}

static void
a_record_that_somebody_broke_is_said (Fixture      *self,
                                      gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (GError) error = NULL;

  execute_outside (self, "UPDATE task SET data = '{'");
  g_assert_null (stint_database_get (self->database, STINT_KIND_TASK, task, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_DAMAGED);
}

static void
a_wrong_ledger_is_found_by_the_check (Fixture      *self,
                                      gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *report = NULL;
  g_autoptr (GError) error = NULL;

  execute_outside (self, "UPDATE task SET planned_min = 5");
  g_assert_false (stint_database_check (self->database, &report, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (report, "minutes"));
}

static StintDatabase *
open_another (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  StintDatabase *other = stint_database_open (self->directory, self->now_ms, &error);

  g_assert_no_error (error);
  return other;
}

static void
apply_elsewhere (Fixture       *self,
                 StintDatabase *other,
                 int            n)
{
  g_autoptr (StintEdit) edit = stint_edit_new ("Elsewhere");
  g_autoptr (StintChange) change = NULL;

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = fixture_new_id (self);

      stint_edit_create (edit, STINT_KIND_TASK, id, fixture_members ("{'title': <'theirs'>}"));
    }
  change = stint_database_apply (other, edit, self->now_ms, NULL);
  g_assert_nonnull (change);
}

static void
what_others_did_is_told (Fixture      *self,
                         gconstpointer unused)
{
  g_autoptr (StintDatabase) other = open_another (self);
  gint64 sequence = stint_database_get_sequence (self->database);
  gint64 version = stint_database_get_version (self->database);
  g_autofree char *mine = fixture_add_task (self, "mine");
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const StintDelta *delta;
  gboolean too_many;

  g_assert_cmpint (stint_database_get_version (self->database), ==, version);
  apply_elsewhere (self, other, 2);
  g_assert_cmpint (stint_database_get_version (self->database), !=, version);
  changes = stint_database_changes_since (self->database, &sequence, &too_many, NULL);
  g_assert_false (too_many);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (stint_change_get_label (changes->pdata[0]), ==, "Elsewhere");
  g_assert_cmpuint (stint_change_get_n_deltas (changes->pdata[0]), ==, 2);
  delta = stint_change_get_delta (changes->pdata[0], 0);
  g_assert_cmpstr (stint_task_get_title (delta->record), ==, "theirs");
  g_assert_cmpint (sequence, ==, stint_database_get_sequence (self->database));

  none = stint_database_changes_since (self->database, &sequence, &too_many, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
too_much_is_read_again (Fixture      *self,
                        gconstpointer unused)
{
  g_autoptr (StintDatabase) other = open_another (self);
  gint64 sequence = stint_database_get_sequence (self->database);
  g_autoptr (GPtrArray) changes = NULL;
  gboolean too_many;

  apply_elsewhere (self, other, 150);
  apply_elsewhere (self, other, 51);
  changes = stint_database_changes_since (self->database, &sequence, &too_many, NULL);
  g_assert_true (too_many);
  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_cmpint (sequence, ==, stint_database_get_sequence (self->database));
}

static void
others_members_are_not_overwritten (Fixture      *self,
                                    gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autoptr (StintDatabase) other = open_another (self);
  g_autoptr (StintEdit) edit = stint_edit_new ("Elsewhere");
  g_autoptr (StintChange) change = NULL;
  g_autofree char *data = NULL;

  stint_edit_set (edit, STINT_KIND_TASK, task, "notes", g_variant_new_string ("theirs"));
  change = stint_database_apply (other, edit, self->now_ms, NULL);
  fixture_set (self, STINT_KIND_TASK, task, "title", "'mine'");
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_cmpstr (data, ==, "{\"notes\":\"theirs\",\"title\":\"mine\"}");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("the-folder-is-for-its-owner-only", the_folder_is_for_its_owner_only);
  TEST ("the-file-is-for-its-owner-only", the_file_is_for_its_owner_only);
  TEST ("the-device-stays-the-same", the_device_stays_the_same);
  TEST ("garbage-is-damaged", garbage_is_damaged);
  TEST ("half-a-file-is-damaged", half_a_file_is_damaged);
  TEST ("half-a-large-file-is-damaged", half_a_large_file_is_damaged);
  TEST ("a-broken-page-is-damaged", a_broken_page_is_damaged);
  TEST ("an-empty-file-is-new", an_empty_file_is_new);
  TEST ("an-empty-file-with-backups-is-damaged", an_empty_file_with_backups_is_damaged);
  TEST ("a-database-of-others-is-refused", a_database_of_others_is_refused);
  TEST ("a-lost-table-is-damaged", a_lost_table_is_damaged);
  TEST ("a-newer-database-is-not-touched", a_newer_database_is_not_touched);
  TEST ("a-newer-database-that-is-open-is-not-touched", a_newer_database_that_is_open_is_not_touched);
  TEST ("a-newer-database-left-open-is-not-touched", a_newer_database_left_open_is_not_touched);
  TEST ("a-folder-that-cannot-be-made-is-said", a_folder_that_cannot_be_made_is_said);
  TEST ("an-edit-waits-no-longer-than-it-may", an_edit_waits_no_longer_than_it_may);
  TEST ("a-new-store-that-is-locked-is-said", a_new_store_that_is_locked_is_said);
  TEST ("what-cannot-be-written-can-be-read", what_cannot_be_written_can_be_read);
  TEST ("a-read-only-folder-can-be-read", a_read_only_folder_can_be_read);
  TEST ("a-full-disk-loses-nothing", a_full_disk_loses_nothing);
  TEST ("a-record-that-somebody-broke-is-said", a_record_that_somebody_broke_is_said);
  TEST ("a-wrong-ledger-is-found-by-the-check", a_wrong_ledger_is_found_by_the_check);
  TEST ("what-others-did-is-told", what_others_did_is_told);
  TEST ("too-much-is-read-again", too_much_is_read_again);
  TEST ("others-members-are-not-overwritten", others_members_are_not_overwritten);

  return g_test_run ();
}
