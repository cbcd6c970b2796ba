/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Shows the window with an account that has nothing behind it, to look at a state:
 * account-demo DIRECTORY STATE SURFACE [--width W] [--height H] [--dark] [--rtl]
 *
 * STATE: none, synced, waiting, syncing, first, offline, problem, signed-out, erased, keyring.
 * SURFACE: window, popover, page, connect, wait, ask, other, sign-out, delete, erased.
 */

#include "tests/ui/fake-account.h"
#include "ui/account/stint-leave-flow.h"
#include "ui/account/stint-sync-button.h"
#include "ui/window/stint-window.h"
#include "workspace/stint-commands.h"

#include <adwaita.h>
#include <locale.h>

/* Tuesday 24 November 2026, 9:12 */
#define NOW_MS (G_GINT64_CONSTANT (1795511520) * 1000)

static int width = 1000;
static int height = 720;
static gboolean dark;
static gboolean rtl;

static const GOptionEntry options[] = {
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "of the window", "W" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "of the window", "H" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "in the dark", NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &rtl, "from right to left", NULL },
  { NULL },
};

typedef struct
{
  const char    *name;
  StintSyncState state;
  StintSyncHelp  help;
  const char    *message;
  guint          n_pending;
  guint          n_parked;
  double         progress;
} State;

static const State states[] = {
  { "none", STINT_SYNC_OFF, 0, NULL, 0, 0, -1 },
  { "synced", STINT_SYNC_SYNCED, 0, NULL, 0, 0, -1 },
  { "waiting", STINT_SYNC_WAITING, 0, NULL, 3, 0, -1 },
  { "syncing", STINT_SYNC_SYNCING, 0, NULL, 1, 0, -1 },
  { "first", STINT_SYNC_SYNCING, 0, NULL, 6200, 0, 0.38 },
  { "offline", STINT_SYNC_OFFLINE, STINT_SYNC_HELP_RETRY,
    "The server does not answer. Your edits are kept on this computer and sent as soon as it does.", 3, 1, -1 },
  { "problem", STINT_SYNC_PROBLEM, STINT_SYNC_HELP_RETRY,
    "The account is full, so edits are no longer sent, but kept on this computer. Delete what you no longer need; what others send still arrives.",
    12, 0, -1 },
  { "signed-out", STINT_SYNC_SIGNED_OUT, STINT_SYNC_HELP_SIGN_IN,
    "You are signed out: the server has ended the session. Your edits are kept on this computer; sign in again to send them.", 2, 0, -1 },
  { "erased", STINT_SYNC_PROBLEM, STINT_SYNC_HELP_DECIDE_ERASED,
    "The account was deleted, on another computer or by whoever runs the server. The plan is still on this computer; say what shall become of it.",
    0, 0, -1 },
  { "keyring", STINT_SYNC_SYNCED, 0, NULL, 0, 0, -1 },
};

static const char *surface;

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

static StintWorkspace *
open_workspace (const char *directory)
{
  g_autoptr (StintClock) clock = stint_clock_new_fixed (NOW_MS, "UTC");
  StintWorkspace *workspace = stint_workspace_new (directory, clock);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) filled = NULL;
  g_autoptr (StintChange) change = NULL;

  stint_workspace_open_async (workspace, NULL, store_result_cb, &opened);
  wait_for (&opened);
  g_assert_true (stint_workspace_open_finish (workspace, opened, NULL));
  stint_workspace_apply_async (workspace, stint_command_example_week (workspace), NULL, store_result_cb, &filled);
  wait_for (&filled);
  change = stint_workspace_apply_finish (workspace, filled, NULL);
  return workspace;
}

static void
set_state (StintAccount *account,
           const char   *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      const State *state = &states[i];

      if (!g_str_equal (state->name, name))
        continue;
      if (state->state != STINT_SYNC_OFF)
        fake_account_set (account, state->state == STINT_SYNC_SIGNED_OUT ? STINT_ACCOUNT_SIGNED_OUT : STINT_ACCOUNT_SIGNED_IN,
                          "eva@example.org", "stint.example.org");
      if (g_str_equal (name, "keyring"))
        fake_account_set_keyring (account, "There is no keyring on this computer, so you will have to sign in again after the next start.");
      fake_account_set_counts (account, g_str_equal (name, "first") ? 0 : NOW_MS - 300000, state->n_pending, state->n_parked, state->progress);
      fake_account_set_sync (account, state->state, state->help, state->message);
    }
}

static void
tell (GtkWidget  *parent,
      const char *message)
{
  g_print ("told: %s\n", message);
}

/* Presses Enter in the connect dialog. */
static gboolean
accept_cb (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data))
      {
        adw_message_dialog_response (link->data, "connect");
        gtk_window_destroy (link->data);
        break;
      }
  return G_SOURCE_REMOVE;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  if (STINT_IS_SYNC_BUTTON (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
connect_to (StintWindow  *window,
            StintAccount *account,
            StintSignedIn outcome,
            gboolean      waits)
{
  fake_account_set_outcome (account, outcome, outcome == STINT_SIGNED_IN_OTHER ? "ben@example.org" : "eva@example.org", 214);
  fake_account_set_waits (account, waits);
  stint_window_connect (window, "{\"api\":1}");
  g_timeout_add (300, accept_cb, NULL);
}

static gboolean
show_cb (gpointer user_data)
{
  StintWindow *window = user_data;
  StintAccount *account = g_object_get_data (G_OBJECT (window), "account");
  GSettings *settings = g_object_get_data (G_OBJECT (window), "settings");

  if (g_str_equal (surface, "popover"))
    stint_sync_button_popup (STINT_SYNC_BUTTON (find_button (GTK_WIDGET (window))));
  else if (g_str_equal (surface, "page"))
    g_action_group_activate_action (G_ACTION_GROUP (window), "account", NULL);
  else if (g_str_equal (surface, "connect"))
    stint_window_connect (window, "{\"api\":1}");
  else if (g_str_equal (surface, "wait"))
    connect_to (window, account, STINT_SIGNED_IN_ASK, TRUE);
  else if (g_str_equal (surface, "ask"))
    connect_to (window, account, STINT_SIGNED_IN_ASK, FALSE);
  else if (g_str_equal (surface, "other"))
    connect_to (window, account, STINT_SIGNED_IN_OTHER, FALSE);
  else if (g_str_equal (surface, "sign-out"))
    stint_leave_flow_sign_out (GTK_WIDGET (window), account, settings, tell);
  else if (g_str_equal (surface, "delete"))
    stint_leave_flow_erase (GTK_WIDGET (window), account, settings, tell);
  else if (g_str_equal (surface, "erased"))
    stint_leave_flow_decide_erased (GTK_WIDGET (window), account, settings, tell);
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application,
             char          **arguments)
{
  StintWorkspace *workspace;
  GSettings *settings = g_settings_new ("io.github.stint_app.Stint");
  StintAccount *account = fake_account_new ();
  StintWindow *window;

  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  workspace = open_workspace (arguments[1]);
  window = stint_window_new (application, workspace, account, settings);
  surface = arguments[3];
  g_object_set_data (G_OBJECT (window), "account", account);
  g_object_set_data (G_OBJECT (window), "settings", settings);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  stint_window_start (window);
  set_state (account, arguments[2]);
  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add (500, show_cb, window);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("DIRECTORY STATE SURFACE");
  g_autoptr (GError) error = NULL;
  g_autoptr (AdwApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 4)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "DIRECTORY, STATE and SURFACE are wanted");
      return 2;
    }
  application = adw_application_new ("io.github.stint_app.Stint", G_APPLICATION_NON_UNIQUE);
  g_application_set_resource_base_path (G_APPLICATION (application), "/io/github/stint_app/Stint");
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), argv);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
