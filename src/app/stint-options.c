/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "app/stint-options.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "stint-config.h"

#include <glib/gi18n.h>

static gboolean
check_zone (StintOptions *self,
            GError      **error)
{
  if (self->zone == NULL || stint_zone_intern (self->zone) != NULL)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is no time zone; name one as “Europe/Berlin”"), self->zone);
  return FALSE;
}

/* @now: a time with or without a zone; without one it is in the zone that was asked for */
static gboolean
read_now (StintOptions *self,
          const char   *now,
          GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  StintTime time;
  gint64 unix_s;

  if (now == NULL)
    return TRUE;
  if (stint_instant_parse (now, &unix_s, NULL))
    {
      self->now_ms = unix_s * 1000;
    }
  else if (stint_time_parse (now, &time, &local_error))
    {
      self->now_ms = stint_time_to_unix (&time, self->zone != NULL ? self->zone : "UTC") * 1000;
    }
  else
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” is no time; write it as “2026-11-24T09:12:00”"), now);
      return FALSE;
    }
  self->has_now = TRUE;
  return TRUE;
}

static gboolean
check_directory (StintOptions *self,
                 GError      **error)
{
  if (self->directory == NULL)
    {
      self->directory = g_build_filename (g_get_user_data_dir (), "stint", NULL);
      return TRUE;
    }
  if (self->directory[0] == '\0' ||
      (g_file_test (self->directory, G_FILE_TEST_EXISTS) && !g_file_test (self->directory, G_FILE_TEST_IS_DIR)))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%s” is no folder"), self->directory);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_files (StintOptions *self,
            char        **names,
            GError      **error)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (names[i]);

      if (g_file_is_native (file) && !g_file_query_exists (file, NULL))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("There is no file “%s”"), names[i]);
          return FALSE;
        }
      g_ptr_array_add (self->files, g_steal_pointer (&file));
    }
  return TRUE;
}

/**
 * stint_options_new:
 * @argc, @argv: (inout): the command line; what is understood is taken out
 *
 * Reads the command line, whole, before anything is done.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set, in words for the person who typed it
 */
StintOptions *
stint_options_new (int     *argc,
                   char  ***argv,
                   GError **error)
{
  g_autoptr (StintOptions) self = g_new0 (StintOptions, 1);
  g_autoptr (GOptionContext) context = g_option_context_new (_("[FILE…]"));
  g_auto (GStrv) names = NULL;
  g_autofree char *now = NULL;
  const GOptionEntry entries[] = {
    { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &self->show_version, N_("Show the version and exit"), NULL },
    { "data", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &self->directory, N_("Keep the tasks in this folder"), N_("FOLDER") },
    { "zone", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->zone, NULL, NULL },
    { "zone-link", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &self->zone_link, NULL, NULL },
    { "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &now, NULL, NULL },
    { "example", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->fill_example, NULL, NULL },
    { "gapplication-service", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->is_service, NULL, NULL },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, &names, NULL, NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  g_option_context_set_summary (context, _("A calendar grid of tasks. The files are calendars and task lists to import."));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return NULL;
  self->is_alone = self->directory != NULL || now != NULL || self->zone != NULL || self->zone_link != NULL;
  if (!check_zone (self, error) || !read_now (self, now, error) || !check_directory (self, error) ||
      !read_files (self, names, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
stint_options_free (StintOptions *self)
{
  g_free (self->directory);
  g_free (self->zone);
  g_free (self->zone_link);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}
