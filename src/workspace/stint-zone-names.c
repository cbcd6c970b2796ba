/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-zone-names.h"

#include "stint-config.h"

#include "core/stint-zone.h"
#include "workspace/stint-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FOLDER "/usr/share/zoneinfo"

/* How deep names go: America/Argentina/Ushuaia. */
#define DEPTH 3

/* Copies of the others with or without leap seconds, and files that name no place. */
static const char *const passed_over[] = { "posix", "right", "posixrules", "localtime", "Factory", NULL };

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
is_zone (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char magic[4];
  gsize n_read = 0;

  return stream != NULL && g_input_stream_read_all (G_INPUT_STREAM (stream), magic, sizeof magic, &n_read, NULL, NULL) &&
         n_read == sizeof magic && memcmp (magic, "TZif", sizeof magic) == 0;
}

static void
list_folder (const char *folder,
             const char *prefix,
             int         depth,
             GPtrArray  *names)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *whole = prefix != NULL ? g_strconcat (prefix, "/", name, NULL) : g_strdup (name);

      if (!g_ascii_isalpha (name[0]) || g_strv_contains (passed_over, name))
        continue;
      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (is_zone (path))
            g_ptr_array_add (names, g_steal_pointer (&whole));
        }
      else if (depth < DEPTH)
        {
          list_folder (path, whole, depth + 1, names);
        }
    }
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const char *folder = g_getenv ("TZDIR");
  GPtrArray *names = g_ptr_array_new ();

  list_folder (folder != NULL ? folder : FOLDER, NULL, 1, names);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  g_task_return_pointer (task, g_ptr_array_free (names, FALSE), (GDestroyNotify) g_strfreev);
}

/**
 * stint_zone_names_load_async:
 *
 * Looks through the system's zones, some hundred files, in a thread.
 */
void
stint_zone_names_load_async (GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, stint_zone_names_load_async);
  g_task_run_in_thread (task, load_thread);
}

/**
 * stint_zone_names_load_finish:
 * @error: only that it was cancelled
 *
 * Returns: (transfer full) (array zero-terminated=1): names such as "Europe/Berlin", sorted
 */
char **
stint_zone_names_load_finish (GAsyncResult *result,
                              GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
get_city (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL ? slash + 1 : name;
}

/**
 * stint_zone_names_search:
 * @names: all of them
 * @words: beginnings of words of a name, in any case; empty: any name
 * @max: how many are enough
 *
 * Returns: (transfer container) (element-type utf8): those of @names that match; where the city itself does first
 */
GPtrArray *
stint_zone_names_search (const char *const *names,
                         const char        *words,
                         guint              max)
{
  GPtrArray *found = g_ptr_array_new ();

  for (int round = 0; round < 2; round++)
    for (gsize i = 0; names[i] != NULL && found->len < max; i++)
      {
        g_autofree char *city = stint_format_zone (names[i]);
        g_autofree char *whole = g_strdelimit (g_strdup (names[i]), "_/-", ' ');
        gboolean is_city = g_str_match_string (words, city, FALSE);

        if (round == 0 ? is_city : !is_city && g_str_match_string (words, whole, FALSE))
          g_ptr_array_add (found, (gpointer) names[i]);
      }

  return found;
}

/**
 * stint_format_zone:
 *
 * Returns: "New York" for "America/New_York"
 */
char *
stint_format_zone (const char *zone)
{
  return g_strdelimit (g_strdup (get_city (zone)), "_", ' ');
}

/**
 * stint_format_zone_region:
 *
 * Returns: "America, Argentina" for "America/Argentina/Ushuaia", "" for what has none
 */
char *
stint_format_zone_region (const char *zone)
{
  g_autofree char *region = g_strndup (zone, (gsize) (get_city (zone) - zone));
  g_auto (GStrv) parts = NULL;

  if (region[0] != '\0')
    region[strlen (region) - 1] = '\0';
  parts = g_strsplit (g_strdelimit (region, "_", ' '), "/", 0);
  return g_strjoinv (", ", parts);
}

/**
 * stint_format_zone_offset:
 * @unix_s: the instant at which it is asked for
 *
 * Returns: "UTC", "UTC+1", "UTC−3:30"
 */
char *
stint_format_zone_offset (const char *zone,
                          gint64      unix_s)
{
  gint64 offset_min = (stint_zone_to_local (zone, unix_s) - unix_s) / 60;
  int hours = (int) (ABS (offset_min) / 60);
  int minutes = (int) (ABS (offset_min) % 60);

  if (offset_min == 0)
    return g_strdup ("UTC");
  if (minutes == 0)
    return g_strdup_printf ("UTC%s%d", offset_min < 0 ? "−" : "+", hours);
  return g_strdup_printf ("UTC%s%d:%02d", offset_min < 0 ? "−" : "+", hours, minutes);
}

char *
stint_format_when_elsewhere (const StintWhen *when,
                             const char      *zone)
{
  g_autofree char *range = NULL;
  g_autofree char *name = NULL;

  if (when->start.date_only || g_strcmp0 (when->start.zone, zone) == 0)
    return NULL;
  if (when->start.zone == NULL)
    return g_strdup (_("wherever you are"));

  range = stint_format_time_range (when->start.local_s, when->end.local_s);
  name = stint_format_zone (when->start.zone);
  /* Translators: hours, a time zone: "8:00–9:00 in New York" */
  return g_strdup_printf (_("%1$s in %2$s"), range, name);
}

/**
 * stint_format_time_and_zone:
 * @zone: (nullable): where one is
 *
 * Returns: as stint_format_stint_time(); of a time in another zone also what the clocks there read, and of one that floats, that it does
 */
char *
stint_format_time_and_zone (const StintTime *time,
                            const char      *zone,
                            int              today)
{
  g_autofree char *here = stint_format_stint_time (time, zone, today);
  StintTime own = *time;
  g_autofree char *there = NULL;
  g_autofree char *name = NULL;

  if (time->date_only || g_strcmp0 (time->zone, zone) == 0)
    return g_steal_pointer (&here);
  if (time->zone == NULL)
    /* Translators: a time that is the same on any clock, wherever one is: "Tomorrow 14:00, wherever you are" */
    return g_strdup_printf (_("%s, wherever you are"), here);

  own.zone = NULL;
  there = stint_time_get_day (&own) == stint_day_of_local (stint_time_to_local (time, zone)) ? stint_format_time (own.local_s)
                                                                                          : stint_format_stint_time (&own, NULL, today);
  name = stint_format_zone (time->zone);
  /* Translators: a time here, the same time in another zone, that zone: "Tomorrow 14:00 (8:00 in New York)" */
  return g_strdup_printf (_("%1$s (%2$s in %3$s)"), here, there, name);
}
