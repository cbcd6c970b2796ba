/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-transfer.h"

#include "store/stint-backup.h"
#include "workspace/stint-workspace-private.h"

void
stint_backup_item_free (StintBackupItem *self)
{
  g_free (self->path);
  g_free (self);
}

static gpointer
backup_job (StintDatabase *database,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return stint_backup_make (database, *(gint64 *) data, error);
}

/**
 * stint_transfer_backup:
 *
 * Makes a backup now, and waits for it.
 *
 * Returns: (transfer full): the path of the backup
 */
char *
stint_transfer_backup (StintWorkspace *workspace,
                       GError        **error)
{
  gint64 now_ms = stint_workspace_get_unix_ms (workspace);

  return stint_workspace_run_sync (workspace, backup_job, &now_ms, NULL, g_free, error);
}

/**
 * stint_transfer_list_backups:
 *
 * Does not need the store: works when it cannot be opened.
 *
 * Returns: (transfer full) (element-type StintBackupItem): newest first
 */
GPtrArray *
stint_transfer_list_backups (StintWorkspace *workspace)
{
  g_autoptr (GPtrArray) backups = stint_backup_list (stint_workspace_get_directory (workspace));
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_backup_item_free);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const StintBackup *backup = g_ptr_array_index (backups, i);
      StintBackupItem *item = g_new0 (StintBackupItem, 1);

      item->path = g_strdup (backup->path);
      item->unix_s = backup->unix_s;
      item->n_tasks = backup->n_tasks;
      g_ptr_array_add (items, item);
    }
  return items;
}

/* Opens what is there now, and lets everybody read it. */
static gboolean
reopen (StintWorkspace *workspace,
        GError        **error)
{
  if (!stint_workspace_open_sync (workspace, error))
    return FALSE;
  stint_workspace_publish_all (workspace);
  return TRUE;
}

/**
 * stint_transfer_restore:
 * @path: of a backup
 * @set_aside: (out) (optional) (nullable) (transfer full): where the store went that was there
 *
 * Puts a backup in the store's place and opens it. What was there is set aside with the date; a backup that is not whole changes nothing.
 */
gboolean
stint_transfer_restore (StintWorkspace *workspace,
                        const char     *path,
                        char          **set_aside,
                        GError        **error)
{
  const char *directory = stint_workspace_get_directory (workspace);
  gboolean was_open = stint_workspace_get_is_open (workspace);
  g_autofree char *old = NULL;
  gint64 n_tasks;

  if (set_aside != NULL)
    *set_aside = NULL;
  /* Looked at first: nobody loses the open store because of a bad backup. */
  if (!stint_backup_check (path, &n_tasks, error))
    return FALSE;
  stint_workspace_close (workspace);
  if (!stint_backup_restore (directory, path, stint_workspace_get_unix_ms (workspace), &old, error))
    {
      if (was_open)
        reopen (workspace, NULL);
      return FALSE;
    }
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&old);
  return reopen (workspace, error);
}

/**
 * stint_transfer_start_afresh:
 * @set_aside: (out) (optional) (nullable) (transfer full): where the store went that was there
 *
 * Sets the store aside with the date and opens an empty one.
 */
gboolean
stint_transfer_start_afresh (StintWorkspace *workspace,
                             char          **set_aside,
                             GError        **error)
{
  const char *directory = stint_workspace_get_directory (workspace);
  gboolean was_open = stint_workspace_get_is_open (workspace);
  g_autofree char *old = NULL;

  if (set_aside != NULL)
    *set_aside = NULL;
  stint_workspace_close (workspace);
  if (!stint_backup_set_aside (directory, stint_workspace_get_unix_ms (workspace), &old, error))
    {
      if (was_open)
        reopen (workspace, NULL);
      return FALSE;
    }
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&old);
  return reopen (workspace, error);
}

typedef struct
{
  gboolean is_sound;
  char    *report;
} CheckResult;

static void
check_result_free (gpointer data)
{
  CheckResult *self = data;

  g_free (self->report);
  g_free (self);
}

static gpointer
check_job (StintDatabase *database,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  CheckResult *result = g_new0 (CheckResult, 1);
  GError *local_error = NULL;

  result->is_sound = stint_database_check (database, &result->report, &local_error);
  if (local_error == NULL)
    return result;
  g_propagate_error (error, local_error);
  check_result_free (result);
  return NULL;
}

/**
 * stint_transfer_check:
 * @report: (out) (optional) (transfer full): what was found, for people
 * @error: the check itself failed
 *
 * Reads all of the store, and waits for it.
 *
 * Returns: whether all is sound; %FALSE without @error if it is not
 */
gboolean
stint_transfer_check (StintWorkspace *workspace,
                      char          **report,
                      GError        **error)
{
  CheckResult *result = stint_workspace_run_sync (workspace, check_job, NULL, NULL, check_result_free, error);
  gboolean is_sound;

  if (report != NULL)
    *report = NULL;
  if (result == NULL)
    return FALSE;
  is_sound = result->is_sound;
  if (report != NULL)
    *report = g_steal_pointer (&result->report);
  check_result_free (result);
  return is_sound;
}
