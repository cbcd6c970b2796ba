/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-store-lock.h"

#include "stint-config.h"
#include "store/stint-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_FILE "open.lock"

static int
open_lock (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, LOCK_FILE, NULL);

  return open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/**
 * stint_store_lock_share:
 * @alone: (out): whether nobody else has the store open; then it is ours alone until stint_store_lock_settle()
 *
 * Waits while another process replaces the files or makes them. Without a lock file (on a read-only disk) nobody can do that either.
 *
 * Returns: the lock, or -1
 */
int
stint_store_lock_share (const char *directory,
                        gboolean   *alone)
{
  int fd = open_lock (directory);

  *alone = FALSE;
  if (fd < 0)
    return -1;

  *alone = flock (fd, LOCK_EX | LOCK_NB) == 0;
  if (!*alone)
    stint_store_lock_settle (fd);
  return fd;
}

/**
 * stint_store_lock_settle:
 * @fd: the lock, or -1
 *
 * The files are as they should be: let the others in.
 */
void
stint_store_lock_settle (int fd)
{
  while (fd >= 0 && flock (fd, LOCK_SH) < 0 && errno == EINTR)
    ;
}

/**
 * stint_store_lock_own:
 * @error: %STINT_STORE_ERROR_LOCKED or _READ_ONLY
 *
 * Returns: the lock, or -1 with @error set
 */
int
stint_store_lock_own (const char *directory,
                      GError    **error)
{
  int fd = open_lock (directory);

  if (fd < 0)
    {
      g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_READ_ONLY,
                   _("The folder “%s” cannot be written: %s. Nothing was changed."), directory, g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;

  close (fd);
  g_set_error (error, STINT_STORE_ERROR, STINT_STORE_ERROR_LOCKED,
               _("Another program has the data in “%s” open. Close it there, then try again."), directory);
  return -1;
}
