/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-workspace-private.h"

/*
 * SQLite writes the frames of a commit to the log file first, where inotify sees them, and makes them valid in shared memory after that,
 * where it does not. So one looks soon after an event, and once more when it has been quiet for a while.
 */
#define SOON_MS 40
#define QUIET_MS 400

struct _StintWatch
{
  StintWorkspace *workspace; /* not owned: it owns the watch */
  GFileMonitor   *monitor;
  guint           soon_id;
  guint           quiet_id;
};

static gpointer
look_job (StintDatabase *database,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return stint_outcome_new (database, data, NULL);
}

/* Reads what others have committed, and tells. */
void
stint_watch_look (StintWatch *self)
{
  StintSequence *sequence = stint_workspace_get_sequence (self->workspace);

  if (self->workspace->is_long)
    return;
  stint_workspace_commit_async (self->workspace, look_job, stint_sequence_ref (sequence), (GDestroyNotify) stint_sequence_unref,
                                STINT_CHANGE_ELSEWHERE, stint_watch_look, NULL, NULL);
}

static gboolean
soon_cb (gpointer user_data)
{
  StintWatch *self = user_data;

  self->soon_id = 0;
  stint_watch_look (self);
  return G_SOURCE_REMOVE;
}

static gboolean
quiet_cb (gpointer user_data)
{
  StintWatch *self = user_data;

  self->quiet_id = 0;
  stint_watch_look (self);
  return G_SOURCE_REMOVE;
}

static void
directory_changed_cb (GFileMonitor     *monitor,
                      GFile            *file,
                      GFile            *other_file,
                      GFileMonitorEvent event,
                      gpointer          user_data)
{
  StintWatch *self = user_data;
  g_autofree char *name = g_file_get_basename (file);

  if (name == NULL || !g_str_has_suffix (name, "-wal"))
    return;
  if (self->soon_id == 0)
    self->soon_id = g_timeout_add (SOON_MS, soon_cb, self);
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  self->quiet_id = g_timeout_add (QUIET_MS, quiet_cb, self);
}

/**
 * stint_watch_new:
 * @workspace: an open workspace, which outlives the watch
 *
 * Nothing is polled: the kernel says when the store's log file has been written to, by whomever.
 */
StintWatch *
stint_watch_new (StintWorkspace *workspace)
{
  StintWatch *self = g_new0 (StintWatch, 1);
  g_autoptr (GFile) directory = g_file_new_for_path (stint_workspace_get_directory (workspace));
  g_autoptr (GError) error = NULL;

  self->workspace = workspace;
  self->monitor = g_file_monitor_directory (directory, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor == NULL)
    {
      g_message ("Other programs’ changes will be seen only after one’s own: %s", error->message);
      return self;
    }
  g_file_monitor_set_rate_limit (self->monitor, SOON_MS);
  g_signal_connect (self->monitor, "changed", G_CALLBACK (directory_changed_cb), self);
  return self;
}

void
stint_watch_free (StintWatch *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      /* GLib's own thread may be holding it for an event: if that were to let it go last, it would wait for itself (GLib's issue 1941). */
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_clear_handle_id (&self->soon_id, g_source_remove);
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  g_free (self);
}
