/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Shows the grid alone, on a database of its own that is filled with the example week:
 * grid-demo DIRECTORY [--view VIEW] [--max-days N] [--width W] [--height H] [--dark] [--rtl] [--now UNIX_S]
 */

#include "core/stint-clock.h"
#include "ui/grid/stint-calendar.h"
#include "ui/grid/stint-drag.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-workspace.h"

#include <adwaita.h>
#include <locale.h>

/* Tuesday 24 November 2026, 9:12 */
#define DEFAULT_NOW_S G_GINT64_CONSTANT (1795511520)

static int view = STINT_VIEW_WEEK;
static int max_days = 7;
static int width = 704;
static int height = 752;
static gboolean dark;
static gboolean rtl;
static gboolean stay_empty;
static gint64 now_s = DEFAULT_NOW_S;

static const GOptionEntry options[] = {
  { "view", 0, 0, G_OPTION_ARG_INT, &view, "0 day, 1 week, 2 month, 3 agenda", "N" },
  { "max-days", 0, 0, G_OPTION_ARG_INT, &max_days, "of a week", "N" },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "of the window", "W" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "of the window", "H" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "in the dark", NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &rtl, "from right to left", NULL },
  { "empty", 0, 0, G_OPTION_ARG_NONE, &stay_empty, "no example week", NULL },
  { "now", 0, 0, G_OPTION_ARG_INT64, &now_s, "the time", "UNIX_S" },
  { NULL },
};

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
fill (StintWorkspace *workspace)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = NULL;

  stint_workspace_apply_async (workspace, stint_command_example_week (workspace), NULL, store_result_cb, &result);
  wait_for (&result);
  change = stint_workspace_apply_finish (workspace, result, &error);
  g_assert_no_error (error);
}

static void
failed_cb (StintCalendar *calendar,
           const char    *message)
{
  g_printerr ("failed: %s\n", message);
}

static void
announce_cb (StintCalendar *calendar,
             const char    *message)
{
  g_print ("announce: %s\n", message);
}

static void
open_cb (StintCalendar *calendar,
         const char    *id)
{
  g_print ("open: %s\n", id);
}

static GtkWidget *
make_window (StintWorkspace *workspace,
             StintDrag     **drag)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *calendar = stint_calendar_new (workspace);

  g_object_set (calendar, "view", view, "max-days", max_days, NULL);
  g_signal_connect (calendar, "failed", G_CALLBACK (failed_cb), NULL);
  g_signal_connect (calendar, "announce", G_CALLBACK (announce_cb), NULL);
  g_signal_connect (calendar, "open-task", G_CALLBACK (open_cb), NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), calendar);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  *drag = stint_drag_new (box, STINT_CALENDAR (calendar));

  return window;
}

static gboolean
closed_cb (GMainLoop *loop)
{
  g_main_loop_quit (loop);
  return GDK_EVENT_PROPAGATE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("DIRECTORY");
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (StintClock) clock = NULL;
  g_autoptr (StintWorkspace) workspace = NULL;
  g_autoptr (StintDrag) drag = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  GtkWidget *window;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "a directory is missing");
      return 2;
    }

  adw_init ();
  if (dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  gtk_css_provider_load_from_resource (style, "/io/github/stint_app/Stint/style/grid.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  clock = stint_clock_new_fixed (now_s * 1000, "UTC");
  workspace = stint_workspace_new (argv[1], clock);
  stint_workspace_open_async (workspace, NULL, store_result_cb, &opened);
  wait_for (&opened);
  if (!stint_workspace_open_finish (workspace, opened, &error))
    g_error ("%s", error->message);
  if (!stay_empty)
    fill (workspace);

  window = make_window (workspace, &drag);
  g_signal_connect_swapped (window, "close-request", G_CALLBACK (closed_cb), loop);
  gtk_window_present (GTK_WINDOW (window));
  g_main_loop_run (loop);
  stint_workspace_close (workspace);

  return 0;
}
