/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync-world.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "store/stint-backup.h"
#include "store/stint-database-private.h"

#define PAGE_RECORDS 4
#define PAGE_PUSHES 3

/* A store that was just made, without a device's id. */
static GBytes *template;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* In memory where there is a file system in it: nobody waits for a disk. */
static char *
make_folder (void)
{
  const char *root = g_access ("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir ();
  char *folder = g_build_filename (root, "stint-sync-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (folder));
  return folder;
}

static void
ensure_template (const char *folder)
{
  g_autofree char *directory = g_build_filename (folder, "template", NULL);
  g_autofree char *path = g_build_filename (directory, STINT_DATABASE_FILE, NULL);
  g_autoptr (GError) error = NULL;
  StintDatabase *database;
  gboolean read;
  char *content;
  gsize length;

  if (template != NULL)
    return;
  database = stint_database_open (directory, SYNC_START_MS, &error);
  g_assert_no_error (error);
  stint_database_close (database);
  read = g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_true (read);
  template = g_bytes_new_take (content, length);
}

SyncWorld *
sync_world_new (const SyncConfig *config,
                guint32           seed,
                gboolean          trace)
{
  SyncWorld *self = g_new0 (SyncWorld, 1);

  self->config = config;
  self->rand = g_rand_new_with_seed (seed);
  self->directory = make_folder ();
  self->now_ms = SYNC_START_MS;
  self->server = sync_server_new (PAGE_RECORDS, PAGE_PUSHES);
  self->oracle = sync_oracle_new ();
  self->devices = g_ptr_array_new ();
  self->late = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_api_request_free);
  self->has_trace = trace;
  ensure_template (self->directory);
  return self;
}

/* The program ends, whatever it was at. */
void
sync_device_shut (SyncDevice *device)
{
  g_clear_pointer (&device->round, stint_round_free);
  g_clear_pointer (&device->other, stint_database_close);
  g_clear_pointer (&device->database, stint_database_close);
}

static void
device_free (SyncDevice *self)
{
  sync_device_shut (self);
  g_hash_table_unref (self->own_edits);
  g_hash_table_unref (self->known_dead);
  g_free (self->directory);
  g_free (self->backup);
  g_free (self);
}

void
sync_world_free (SyncWorld *self)
{
  for (guint i = 0; i < self->devices->len; i++)
    device_free (self->devices->pdata[i]);
  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->late);
  sync_oracle_free (self->oracle);
  sync_server_free (self->server);
  remove_tree (self->directory);
  g_free (self->directory);
  g_rand_free (self->rand);
  g_free (self);
}

gboolean
sync_world_happens (SyncWorld *self,
                    double     probability)
{
  return probability > 0 && g_rand_double (self->rand) < probability;
}

void
sync_world_say (SyncWorld  *self,
                const char *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (!self->has_trace)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  printf ("day %7.2f  %s\n", (double) (self->now_ms - SYNC_START_MS) / SYNC_DAY_MS, text);
}

/* The same run has the same device ids: of two edits of one age the larger wins. */
static void
name_store (const char *directory,
            int         number)
{
  g_autofree char *path = g_build_filename (directory, STINT_DATABASE_FILE, NULL);
  g_autofree char *sql =
    g_strdup_printf ("UPDATE meta SET value = '01990a70-0000-7000-8000-%012d' WHERE name = 'device'", number);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
open_store (SyncWorld  *self,
            SyncDevice *device)
{
  g_autoptr (GError) error = NULL;

  device->database = stint_database_open (device->directory, sync_device_now_ms (self, device), &error);
  g_assert_no_error (error);
  g_rand_set_seed (device->database->rand, g_rand_int (self->rand));
  if (device->has_other)
    {
      device->other = stint_database_open (device->directory, sync_device_now_ms (self, device), &error);
      g_assert_no_error (error);
      g_rand_set_seed (device->other->rand, g_rand_int (self->rand));
    }
  device->commits_left = 0;
}

/* A new machine with an empty store. */
SyncDevice *
sync_world_add_device (SyncWorld *self)
{
  SyncDevice *device = g_new0 (SyncDevice, 1);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  device->number = sync_oracle_add_device (self->oracle);
  device->letter = (char) ('A' + device->number);
  device->directory = g_strdup_printf ("%s/%c/store", self->directory, device->letter);
  g_assert_cmpint (g_mkdir_with_parents (device->directory, 0700), ==, 0);
  path = g_build_filename (device->directory, STINT_DATABASE_FILE, NULL);
  g_file_set_contents_full (path, g_bytes_get_data (template, NULL), (gssize) g_bytes_get_size (template),
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  name_store (device->directory, device->number + 1);

  device->online = TRUE;
  device->own_edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  device->known_dead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  open_store (self, device);
  g_ptr_array_add (self->devices, device);
  return device;
}

/* Its disk dies. */
void
sync_world_lose_device (SyncWorld  *self,
                        SyncDevice *device)
{
  sync_oracle_lose_device (self->oracle, device->number);
  g_ptr_array_remove (self->devices, device);
  device_free (device);
}

/* What its own clock says. */
gint64
sync_device_now_ms (SyncWorld  *self,
                    SyncDevice *device)
{
  return self->now_ms + device->skew_ms;
}

/* The program ends and starts again. */
void
sync_device_restart (SyncWorld  *self,
                     SyncDevice *device)
{
  sync_device_shut (device);
  open_store (self, device);
}

void
sync_device_back_up (SyncWorld  *self,
                     SyncDevice *device)
{
  g_autoptr (GError) error = NULL;

  g_free (device->backup);
  device->backup = stint_backup_make (device->database, self->now_ms, &error);
  g_assert_no_error (error);
  sync_oracle_keep_view (self->oracle, device->number);
  sync_world_say (self, "%c makes a backup", device->letter);
}

/* A person puts the device's store back to its backup. */
void
sync_device_use_backup (SyncWorld  *self,
                        SyncDevice *device)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *old_id = g_strdup (stint_database_get_device (device->database));
  gboolean done;

  sync_device_shut (device);
  done = stint_backup_restore (device->directory, device->backup, sync_device_now_ms (self, device), &aside, &error);
  g_assert_no_error (error);
  g_assert_true (done);

  open_store (self, device);
  g_assert_cmpstr (stint_database_get_device (device->database), !=, old_id);
  sync_device_shut (device);
  name_store (device->directory, 100 * ++device->n_restored + device->number);
  open_store (self, device);
  sync_oracle_restore_view (self->oracle, device->number);
  g_hash_table_remove_all (device->own_edits);
  sync_device_look (self, device, FALSE);
  sync_world_say (self, "**** %c is put back to its backup", device->letter);
}

static int
count_commit (gpointer user_data)
{
  SyncDevice *device = user_data;

  return device->commits_left > 0 && --device->commits_left == 0;
}

/* It dies in the middle of its @n_commits next transaction; the caller restarts it. */
void
sync_device_crash_at (SyncDevice *device,
                      int         n_commits)
{
  device->commits_left = n_commits;
  sqlite3_commit_hook (device->database->handle, count_commit, device);
  if (device->other != NULL)
    sqlite3_commit_hook (device->other->handle, count_commit, device);
}

/* Returns: the store as people write to it */
StintDatabase *
sync_device_get_hand (SyncDevice *device)
{
  return device->other != NULL ? device->other : device->database;
}

/* Returns: (transfer full) (element-type utf8): ids */
GPtrArray *
sync_device_list_living (SyncDevice *device,
                         StintKind   kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE deleted = 0 ORDER BY id", stint_kind_to_string (kind));
  g_autoptr (StintStatement) statement = stint_statement_new (device->database, sql, "", NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  while (stint_statement_step (statement, NULL))
    g_ptr_array_add (ids, g_strdup (stint_statement_get_text (statement, 0)));
  return ids;
}
