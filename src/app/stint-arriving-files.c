/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "app/stint-arriving-files.h"

#include "workspace/account/stint-account.h"

/* Returns: whether it may be a connect file, by its name: those are JSON, calendars never are */
static gboolean
is_json (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, ".json");
}

static void
import_one (StintWindow *window,
            GFile       *file)
{
  stint_window_import (window, &file, 1);
}

/* What cannot be read, or is another JSON, is the importer's: it says what is wrong with it. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (StintWindow) window = user_data;
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, NULL) &&
      stint_account_is_connect_file (text, (gssize) length))
    stint_window_connect (window, text);
  else
    import_one (window, G_FILE (source));
}

void
stint_arriving_files_take (StintWindow *window,
                           GFile      **files,
                           guint        n_files)
{
  g_autoptr (GPtrArray) calendars = g_ptr_array_new ();

  for (guint i = 0; i < n_files; i++)
    if (is_json (files[i]))
      g_file_load_contents_async (files[i], NULL, read_cb, g_object_ref (window));
    else
      g_ptr_array_add (calendars, files[i]);
  if (calendars->len > 0)
    stint_window_import (window, (GFile **) calendars->pdata, calendars->len);
}
