/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-cloud"

#include "cloud/stint-token-lock.h"

#include "cloud/stint-cloud-error.h"
#include "stint-config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

/* flock () tells nobody that it has become free. */
#define RETRY_MS 50

struct _StintTokenLock
{
  int fd; /* -1: the file cannot be made, so nobody can lock it */
};

typedef struct
{
  StintTokenLock *lock;
  gint64          until_us;
} Wait;

static void
wait_free (Wait *wait)
{
  g_clear_pointer (&wait->lock, stint_token_lock_free);
  g_free (wait);
}

static gboolean
try_lock (GTask *task)
{
  Wait *wait = g_task_get_task_data (task);

  if (wait->lock->fd < 0 || flock (wait->lock->fd, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
    g_task_return_pointer (task, g_steal_pointer (&wait->lock), (GDestroyNotify) stint_token_lock_free);
  else if (g_get_monotonic_time () >= wait->until_us)
    g_task_return_new_error (task, STINT_CLOUD_ERROR, STINT_CLOUD_ERROR_OFFLINE,
                             _("Another program is renewing the sign-in and does not come to an end. Stint will try again."));
  else
    return FALSE;
  return TRUE;
}

static gboolean
retry_cb (gpointer user_data)
{
  return try_lock (user_data) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

void
stint_token_lock_async (const char         *path,
                        guint               wait_ms,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Wait *wait = g_new0 (Wait, 1);

  g_task_set_source_tag (task, stint_token_lock_async);
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);
  wait->until_us = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  wait->lock = g_new0 (StintTokenLock, 1);
  wait->lock->fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (wait->lock->fd < 0)
    g_debug ("No lock for tokens: %s", g_strerror (errno));
  if (!try_lock (task))
    g_timeout_add_full (G_PRIORITY_DEFAULT, RETRY_MS, retry_cb, g_steal_pointer (&task), g_object_unref);
}

/* Returns: (transfer full): %NULL with %STINT_CLOUD_ERROR_OFFLINE if another holds it for too long */
StintTokenLock *
stint_token_lock_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, stint_token_lock_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gint64
read_count (int fd)
{
  gint64 count = 0;

  return pread (fd, &count, sizeof count, 0) == (ssize_t) sizeof count ? count : 0;
}

gint64
stint_token_lock_read_count (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gint64 count = fd >= 0 ? read_count (fd) : 0;

  if (fd >= 0)
    close (fd);
  return count;
}

/* Returns: the new number; the file's, if it cannot be written: then nobody else can lock it either */
gint64
stint_token_lock_count_up (StintTokenLock *self)
{
  gint64 count = self->fd >= 0 ? read_count (self->fd) + 1 : 0;

  if (self->fd >= 0 && pwrite (self->fd, &count, sizeof count, 0) != (ssize_t) sizeof count)
    g_debug ("The change of tokens is not counted: %s", g_strerror (errno));
  return count;
}

void
stint_token_lock_free (StintTokenLock *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}
