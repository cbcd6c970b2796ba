/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/stint-backup.h"
#include "store/stint-database-private.h"

#define TEST(path, function) g_test_add ("/store/backup/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
#define DAY_MS G_GINT64_CONSTANT (86400000)

static char *
make (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  char *path = stint_backup_make (self->database, self->now_ms, &error);

  g_assert_no_error (error);
  return path;
}

static void
a_backup_holds_everything (Fixture      *self,
                           gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *other = fixture_add_task (self, "b");
  g_autofree char *path = make (self);
  g_autoptr (GError) error = NULL;
  gint64 n_tasks;

  g_assert_true (stint_backup_check (path, &n_tasks, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_tasks, ==, 2);
}

static void
backups_are_kept_apart (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *path = make (self);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *expected = g_strconcat (self->directory, "-backups", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  g_assert_cmpstr (folder, ==, expected);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
the_list_says_when_and_how_much (Fixture      *self,
                                 gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *first = make (self);
  g_autofree char *other = fixture_add_task (self, "b");
  g_autofree char *second = make (self);
  g_autofree char *folder = g_path_get_dirname (first);
  g_autofree char *junk = g_build_filename (folder, "stint-junk.db", NULL);
  g_autoptr (GPtrArray) backups = NULL;
  StintBackup *newest;

  g_assert_true (g_file_set_contents (junk, "junk", 4, NULL));
  backups = stint_backup_list (self->directory);
  g_assert_cmpuint (backups->len, ==, 2);
  newest = backups->pdata[0];
  g_assert_cmpstr (newest->path, ==, second);
  g_assert_cmpint (newest->n_tasks, ==, 2);
  g_assert_cmpint (newest->unix_s, ==, self->now_ms / 1000);
}

static void
no_backups_are_an_empty_list (Fixture      *self,
                              gconstpointer unused)
{
  g_autoptr (GPtrArray) backups = stint_backup_list (self->directory);

  g_assert_cmpuint (backups->len, ==, 0);
}

static void
one_a_day_is_enough (Fixture      *self,
                     gconstpointer unused)
{
  g_autoptr (GPtrArray) backups = NULL;

  g_assert_true (stint_backup_make_daily (self->database, self->now_ms, NULL));
  g_assert_true (stint_backup_make_daily (self->database, self->now_ms + 1000, NULL));
  backups = stint_backup_list (self->directory);
  g_assert_cmpuint (backups->len, ==, 1);
}

static void
seven_days_and_four_weeks_are_kept (Fixture      *self,
                                    gconstpointer unused)
{
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GString) days = g_string_new (NULL);
  g_autofree char *by_hand = NULL;

  by_hand = make (self);
  for (int i = 0; i < 60; i++)
    g_assert_true (stint_backup_make_daily (self->database, self->now_ms + i * DAY_MS, NULL));
  backups = stint_backup_list (self->directory);
  for (guint i = 0; i < backups->len; i++)
    g_string_append_printf (days, " %d", (int) ((((StintBackup *) backups->pdata[i])->unix_s * 1000 - self->now_ms) / DAY_MS));
  /* Day 0 is a Monday: 55, 48, 41 and so on are Sundays' days before; the one made by hand stays. */
  g_assert_cmpstr (days->str, ==, " 59 58 57 56 55 54 53 48 41 34 27 0");
  g_assert_true (g_file_test (by_hand, G_FILE_TEST_EXISTS));
}

static void
a_damaged_backup_is_refused (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *path = make (self);
  g_autofree char *bytes = NULL;
  g_autofree char *set_aside = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 4096 * 3, 0x5a, 4096);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  fixture_close (self);
  g_assert_false (stint_backup_restore (self->directory, path, self->now_ms, &set_aside, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_DAMAGED);
  g_assert_null (set_aside);

  fixture_reopen (self);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_nonnull (data);
}

static void
no_such_backup_is_said (Fixture      *self,
                        gconstpointer unused)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  g_assert_false (stint_backup_restore (self->directory, "/nowhere/x.db", self->now_ms, &set_aside, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "/nowhere/x.db"));
}

static void
restoring_brings_back_what_was (Fixture      *self,
                                gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *before = fixture_dump (self);
  g_autofree char *path = make (self);
  g_autofree char *device = g_strdup (stint_database_get_device (self->database));
  g_autofree char *set_aside = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_tasks;

  fixture_set (self, STINT_KIND_TASK, task, "title", "'b'");
  g_free (fixture_add_task (self, "c"));
  fixture_close (self);
  g_assert_true (stint_backup_restore (self->directory, path, self->now_ms, &set_aside, &error));
  g_assert_no_error (error);

  fixture_reopen (self);
  after = fixture_dump (self);
  g_assert_cmpstr (before, ==, after);
  fixture_check (self);
  /* It is another device now (sync.md R5), and what was there is still there, under another name. */
  g_assert_cmpstr (stint_database_get_device (self->database), !=, device);
  g_assert_true (g_str_has_prefix (strrchr (set_aside, '/'), "/stint-damaged-"));
  g_assert_true (stint_backup_check (set_aside, &n_tasks, &error));
  g_assert_cmpint (n_tasks, ==, 2);
}

static void
a_damaged_store_is_restored (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *path = make (self);
  g_autofree char *file = g_build_filename (self->directory, "stint.db", NULL);
  g_autofree char *set_aside = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (self);
  g_assert_true (g_file_set_contents (file, "garbage", 7, NULL));
  g_assert_true (stint_backup_restore (self->directory, path, self->now_ms, &set_aside, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (set_aside, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "garbage");
  fixture_reopen (self);
  data = fixture_get (self, STINT_KIND_TASK, task);
  g_assert_nonnull (data);
}

static void
a_store_in_use_is_not_replaced (Fixture      *self,
                                gconstpointer unused)
{
  g_autofree char *path = make (self);
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (stint_backup_restore (self->directory, path, self->now_ms, &set_aside, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (stint_backup_set_aside (self->directory, self->now_ms, &set_aside, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED);
}

static void
setting_aside_begins_afresh (Fixture      *self,
                             gconstpointer unused)
{
  g_autofree char *task = fixture_add_task (self, "a");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *none = NULL;

  fixture_close (self);
  g_assert_true (stint_backup_set_aside (self->directory, self->now_ms, &first, NULL));
  g_assert_nonnull (first);
  fixture_reopen (self);
  g_assert_cmpint (stint_database_count (self->database, STINT_KIND_TASK, NULL), ==, 0);

  /* In the same second: another name, nothing is overwritten. */
  fixture_close (self);
  g_assert_true (stint_backup_set_aside (self->directory, self->now_ms, &second, NULL));
  g_assert_cmpstr (first, !=, second);
  g_assert_true (stint_backup_set_aside (self->directory, self->now_ms, &none, NULL));
  g_assert_null (none);
}

static void
a_newer_backup_is_refused (Fixture      *self,
                           gconstpointer unused)
{
  g_autofree char *path = make (self);
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA user_version = 99", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  fixture_close (self);
  g_assert_false (stint_backup_restore (self->directory, path, self->now_ms, &set_aside, &error));
  g_assert_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NEWER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  TEST ("a-backup-holds-everything", a_backup_holds_everything);
  TEST ("backups-are-kept-apart", backups_are_kept_apart);
  TEST ("the-list-says-when-and-how-much", the_list_says_when_and_how_much);
  TEST ("no-backups-are-an-empty-list", no_backups_are_an_empty_list);
  TEST ("one-a-day-is-enough", one_a_day_is_enough);
  TEST ("seven-days-and-four-weeks-are-kept", seven_days_and_four_weeks_are_kept);
  TEST ("a-damaged-backup-is-refused", a_damaged_backup_is_refused);
  TEST ("no-such-backup-is-said", no_such_backup_is_said);
  TEST ("restoring-brings-back-what-was", restoring_brings_back_what_was);
  TEST ("a-damaged-store-is-restored", a_damaged_store_is_restored);
  TEST ("a-store-in-use-is-not-replaced", a_store_in_use_is_not_replaced);
  TEST ("setting-aside-begins-afresh", setting_aside_begins_afresh);
  TEST ("a-newer-backup-is-refused", a_newer_backup_is_refused);

  return g_test_run ();
}
