/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/account/stint-stores.h"

#include "core/stint-id.h"
#include "stint-config.h"
#include "store/stint-database-file.h"
#include "store/stint-store-lock.h"
#include "workspace/sync/stint-sync-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CURRENT_FILE "current"
#define ACCOUNTS "accounts"
#define DATABASE_FILE "stint.db"

static gboolean
is_same_folder (const char *one,
                const char *other)
{
  g_autofree char *whole = g_canonicalize_filename (one, NULL);
  g_autofree char *other_whole = g_canonicalize_filename (other, NULL);

  return g_str_equal (whole, other_whole);
}

/**
 * stint_stores_dup_current:
 *
 * Returns: (transfer full): the folder of the plan that was open last; the root if that is not there any more
 */
char *
stint_stores_dup_current (const char *root)
{
  g_autofree char *path = g_build_filename (root, CURRENT_FILE, NULL);
  g_autofree char *directory = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup (root);
  g_strstrip (text);
  if (!g_str_has_prefix (text, ACCOUNTS "/") || !stint_id_is_valid (text + strlen (ACCOUNTS "/")))
    return g_strdup (root);

  directory = g_build_filename (root, text, NULL);
  return g_file_test (directory, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&directory) : g_strdup (root);
}

/**
 * stint_stores_set_current:
 * @directory: the root, or a folder that stint_stores_dup_folder() gave
 *
 * Says which plan is to be opened next time.
 */
gboolean
stint_stores_set_current (const char *root,
                          const char *directory,
                          GError    **error)
{
  g_autofree char *path = g_build_filename (root, CURRENT_FILE, NULL);
  g_autofree char *name = g_path_get_basename (directory);
  g_autofree char *text = g_strconcat (ACCOUNTS "/", name, "\n", NULL);

  if (!is_same_folder (root, directory))
    return stint_database_file_prepare (root, error) &&
           g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The file “%s” cannot be removed: %s."), path, g_strerror (errno));
  return FALSE;
}

/**
 * stint_stores_dup_folder:
 *
 * Returns: (transfer full): where an account's plan is made if it has none
 */
char *
stint_stores_dup_folder (const char              *root,
                         const StintStoreAccount *account)
{
  g_autofree char *name = g_strjoin ("\n", account->issuer, account->client_id, account->user, account->api, NULL);
  g_autofree char *id = stint_id_derive ("account", name);

  return g_build_filename (root, ACCOUNTS, id, NULL);
}

/**
 * read_owner:
 * @is_known: (out): whether there is a store that can be read
 *
 * Returns: (transfer full) (nullable): whose it is
 */
static StintStoreAccount *
read_owner (const char *directory,
            gint64      now_ms,
            gboolean   *is_known)
{
  g_autofree char *path = g_build_filename (directory, DATABASE_FILE, NULL);
  g_autoptr (StintDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  StintStoreAccount *owner;

  *is_known = FALSE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  database = stint_database_open (directory, now_ms, NULL);
  if (database == NULL)
    return NULL;
  owner = stint_database_read_account (database, &error);
  *is_known = error == NULL;
  return owner;
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (element-type filename): the root, then the others by name */
static GPtrArray *
list_folders (const char *root)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *accounts = g_build_filename (root, ACCOUNTS, NULL);
  g_autoptr (GDir) dir = g_dir_open (accounts, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (stint_id_is_valid (name))
      g_ptr_array_add (folders, g_build_filename (accounts, name, NULL));
  g_ptr_array_sort (folders, compare_paths);
  g_ptr_array_insert (folders, 0, g_strdup (root));
  return folders;
}

/**
 * stint_stores_find:
 * @account: (nullable): %NULL: nobody
 * @but: (nullable): a store that is not meant
 *
 * Opens each store shortly to see whose it is: not for the main thread.
 *
 * Returns: (transfer full) (nullable): the folder of the first store of @account
 */
char *
stint_stores_find (const char              *root,
                   const StintStoreAccount *account,
                   const char              *but,
                   gint64                   now_ms)
{
  g_autoptr (GPtrArray) folders = list_folders (root);

  for (guint i = 0; i < folders->len; i++)
    {
      const char *folder = g_ptr_array_index (folders, i);
      g_autoptr (StintStoreAccount) owner = NULL;
      gboolean is_known;

      if (but != NULL && is_same_folder (folder, but))
        continue;
      owner = read_owner (folder, now_ms, &is_known);
      if (!is_known || (owner == NULL) != (account == NULL))
        continue;
      if (account == NULL || stint_store_account_is_same (owner, account))
        return g_strdup (folder);
    }
  return NULL;
}

static gboolean
has_store (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, DATABASE_FILE, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * stint_stores_dup_nobodys:
 * @but: a store that will be removed
 *
 * Not for the main thread, like stint_stores_find().
 *
 * Returns: (transfer full): where the plan is that belongs to nobody, or where one can be made
 */
char *
stint_stores_dup_nobodys (const char *root,
                          const char *but,
                          gint64      now_ms)
{
  g_autofree char *found = NULL;

  if (!has_store (root))
    return g_strdup (root);
  found = stint_stores_find (root, NULL, but, now_ms);
  if (found != NULL)
    return g_steal_pointer (&found);
  if (is_same_folder (root, but))
    return g_strdup (root);

  for (int i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("nobody %d", i);
      g_autofree char *id = stint_id_derive ("account", name);
      g_autofree char *folder = g_build_filename (root, ACCOUNTS, id, NULL);

      if (!has_store (folder))
        return g_steal_pointer (&folder);
    }
}

/* Removes a folder's files that are ours, and no others; and the folder, if nothing is left in it. */
static gboolean
remove_files (const char *directory,
              GError    **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "stint") || g_str_has_suffix (name, ".lock"))
      g_ptr_array_add (paths, g_build_filename (directory, name, NULL));
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (g_unlink (path) == 0 || errno == ENOENT || errno == EISDIR)
        continue;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("The file “%s” cannot be removed: %s. Remove it yourself if it must not stay on this computer."), path, g_strerror (errno));
      return FALSE;
    }
  g_rmdir (directory);
  return TRUE;
}

/**
 * stint_stores_remove:
 *
 * Deletes a store, its backups, and what was set aside of it. In the root the other plans stay.
 *
 * Returns: %FALSE with @error if another program has it open, or a file could not be deleted
 */
gboolean
stint_stores_remove (const char *root,
                     const char *directory,
                     GError    **error)
{
  g_autofree char *backups = stint_database_file_get_backups (directory);
  int lock = stint_store_lock_own (directory, error);
  gboolean removed;

  if (lock < 0)
    return FALSE;
  removed = remove_files (directory, error) && remove_files (backups, error);
  close (lock);
  return removed;
}
