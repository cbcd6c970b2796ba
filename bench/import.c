/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What an import costs: import FILE... reads each calendar with libical alone, with Stint's reader alone, and every file into a plan of its
 * own, each in a process of its own, and says how long that takes and how much memory it needs at most beyond what it began with.
 */
#include "interchange/stint-ics-reader.h"
#include "workspace/stint-transfer.h"

#include <glib/gstdio.h>
#include <libical/ical.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS 3
#define MAX_RATIO 3.0
#define MAX_MEMORY_MB 48.0

typedef struct
{
  double seconds;
  double memory_mb;
} Cost;

typedef void (*Work) (const char *path,
                      Cost       *cost);

/* Kilobytes of a line of /proc/self/status. */
static double
read_status_mb (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, name)) == NULL)
    g_error ("/proc/self/status has no %s", name);
  return (double) g_ascii_strtoll (line + strlen (name) + 1, NULL, 10) / 1024;
}

static void
begin (Cost *cost)
{
  /* From now on the peak counts. */
  g_file_set_contents ("/proc/self/clear_refs", "5", 1, NULL);
  cost->memory_mb = read_status_mb ("VmRSS");
  cost->seconds = (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
end (Cost *cost)
{
  cost->seconds = (double) g_get_monotonic_time () / G_USEC_PER_SEC - cost->seconds;
  cost->memory_mb = read_status_mb ("VmHWM") - cost->memory_mb;
}

static void
parse_with_libical (const char *path,
                    Cost       *cost)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s cannot be read", path);
  begin (cost);
  if (icalparser_parse_string (text) == NULL)
    g_error ("libical makes nothing of %s", path);
  end (cost);
}

static void
read_with_stint (const char *path,
                 Cost       *cost)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autoptr (StintFileReader) reader = stint_ics_reader_new (G_INPUT_STREAM (stream), &(StintFileContext) { .zone = "Europe/Berlin" });
  StintOp op;

  begin (cost);
  while (stint_file_reader_next (reader, &op, NULL, NULL))
    stint_op_clear (&op);
  end (cost);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
import_into_plan (const char *path,
                  Cost       *cost)
{
  g_autofree char *folder = g_dir_make_tmp ("stint-bench-XXXXXX", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (StintClock) clock = stint_clock_new_fixed (1795507920000, "Europe/Berlin");
  g_autoptr (StintWorkspace) workspace = stint_workspace_new (folder, clock);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) imported = NULL;
  g_autoptr (StintImportResult) result = NULL;

  stint_workspace_open_async (workspace, NULL, ready_cb, &opened);
  if (!stint_workspace_open_finish (workspace, wait_for (&opened), NULL))
    g_error ("no plan in %s", folder);
  begin (cost);
  stint_transfer_import_async (workspace, &file, 1, STINT_FILE_ANY, NULL, NULL, NULL, NULL, ready_cb, &imported);
  result = stint_transfer_import_finish (workspace, wait_for (&imported), NULL);
  end (cost);
  if (result == NULL)
    g_error ("%s was not imported", path);
  stint_workspace_close (workspace);
  if (!g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL))
    g_warning ("%s is still there", folder);
}

/* The best of several processes. */
static Cost
measure (Work        work,
         const char *path)
{
  Cost best = { G_MAXDOUBLE, 0 };

  for (int run = 0; run < N_RUNS; run++)
    {
      Cost cost = { 0, 0 };
      int pipe_fds[2], status;
      pid_t child;

      if (pipe (pipe_fds) != 0 || (child = fork ()) < 0)
        g_error ("no process");
      if (child == 0)
        {
          work (path, &cost);
          _exit (write (pipe_fds[1], &cost, sizeof cost) == sizeof cost ? 0 : 1);
        }
      close (pipe_fds[1]);
      if (read (pipe_fds[0], &cost, sizeof cost) != sizeof cost)
        g_error ("%s: it failed", path);
      close (pipe_fds[0]);
      waitpid (child, &status, 0);
      best.seconds = MIN (best.seconds, cost.seconds);
      best.memory_mb = MAX (best.memory_mb, cost.memory_mb);
    }
  return best;
}

static gboolean
judge (const char *what,
       const Cost *cost,
       const Cost *floor)
{
  double ratio = cost->seconds / floor->seconds;

  printf ("  %s: %.2f s, %.2f of libical's, at most %.0f MB more\n", what, cost->seconds, ratio, cost->memory_mb);
  return ratio <= MAX_RATIO && cost->memory_mb <= MAX_MEMORY_MB;
}

/* Other programs' files have no peer to be as quick as. */
static gboolean
judge_other (const char *path)
{
  Cost import = measure (import_into_plan, path);

  printf ("%s: imported: %.2f s, at most %.0f MB more\n", path, import.seconds, import.memory_mb);
  return import.memory_mb <= MAX_MEMORY_MB;
}

static gboolean
judge_calendar (const char *path)
{
  Cost floor = measure (parse_with_libical, path);
  Cost reader = measure (read_with_stint, path);
  Cost import = measure (import_into_plan, path);
  gboolean met;

  printf ("%s: libical alone %.2f s, %.0f MB\n", path, floor.seconds, floor.memory_mb);
  met = judge ("read", &reader, &floor);
  return judge ("imported", &import, &floor) && met;
}

int
main (int    argc,
      char **argv)
{
  gboolean met = TRUE;

  for (int i = 1; i < argc; i++)
    {
      met &= g_str_has_suffix (argv[i], ".ics") ? judge_calendar (argv[i]) : judge_other (argv[i]);
      fflush (stdout);
    }
  return met ? 0 : 1;
}
