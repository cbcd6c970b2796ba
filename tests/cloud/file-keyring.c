/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cloud-fixture.h"

#include <glib/gstdio.h>

/**
 * use_file_keyring:
 *
 * To be called before libsecret is first used: it keeps secrets in a file from then on, as in a sandbox.
 *
 * Returns: (transfer full): where, for remove_file_keyring ()
 */
char *
use_file_keyring (void)
{
  char *directory = g_dir_make_tmp ("stint-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "test.keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
  return directory;
}

void
remove_file_keyring (char *path)
{
  g_unlink (g_getenv ("SECRET_FILE_TEST_PATH"));
  g_rmdir (path);
  g_free (path);
}
