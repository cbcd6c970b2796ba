/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Shows the assistant's window with a server that has nothing behind it, to look at a page:
 * assist-demo DIRECTORY PAGE [--width W] [--height H] [--dark] [--rtl]
 *
 * PAGE: write, here, consent, wait, review, rules, editor, parts.
 */

#include "core/stint-task.h"
#include "tests/support/fake-transport.h"
#include "ui/assist/stint-assist-window.h"
#include "ui/assist/stint-rule-editor.h"
#include "workspace/assist/stint-rules.h"
#include "workspace/stint-commands.h"

#include <adwaita.h>
#include <locale.h>

/* Tuesday 24 November 2026, 9:12 */
#define NOW_MS (G_GINT64_CONSTANT (1795511520) * 1000)
#define WORDS "Sam’s party is on Friday evening. Book the room before Thursday, ask the guests, buy drinks and cook for ten."
#define ANSWER \
  "{\"tasks\":[{\"ref\":\"a\",\"title\":\"Book the room\",\"estimate_min\":30,\"deadline\":\"2026-11-26\",\"project\":\"Home\"," \
  "\"why\":\"Everything else depends on the room, and it is often taken on Fridays.\"}," \
  "{\"ref\":\"b\",\"title\":\"Ask the guests whether they can come\",\"estimate_min\":45,\"after\":[\"a\"]}," \
  "{\"ref\":\"c\",\"title\":\"Buy drinks\",\"estimate_min\":60,\"earliest\":\"2026-11-26\",\"priority\":5,\"after\":[\"b\"]}," \
  "{\"ref\":\"d\",\"title\":\"Cook for ten\",\"estimate_min\":180,\"deadline\":\"2026-11-27T18:00\",\"after\":[\"b\",\"c\"]}]," \
  "\"rules\":[{\"rule\":\"free\",\"days\":[\"FR\"],\"from\":\"18:00\",\"note\":\"The party\"}]," \
  "\"questions\":[\"Does anybody not eat meat?\"],\"quota\":{\"used\":4,\"limit\":20}}"

static int width = 600;
static int height = 640;
static gboolean dark;
static gboolean rtl;
static const char *page;

static const GOptionEntry options[] = {
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "of the window", "W" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "of the window", "H" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "in the dark", NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &rtl, "from right to left", NULL },
  { NULL },
};

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
apply (StintWorkspace *workspace,
       StintEdit      *edit)
{
  gboolean is_done = FALSE;

  stint_workspace_apply_async (workspace, edit, NULL, done_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static StintWorkspace *
open_workspace (const char *directory)
{
  g_autoptr (StintClock) clock = stint_clock_new_fixed (NOW_MS, "Europe/Berlin");
  StintWorkspace *workspace = stint_workspace_new (directory, clock);
  gboolean is_done = FALSE;

  stint_workspace_open_async (workspace, NULL, done_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  apply (workspace, stint_command_add_project (workspace, "Home", NULL, NULL));
  return workspace;
}

static char *
add_task (StintWorkspace *workspace,
          const char     *title,
          const char     *parent)
{
  GVariantDict members;
  char *id;

  g_variant_dict_init (&members, NULL);
  if (parent != NULL)
    g_variant_dict_insert (&members, STINT_TASK_PARENT, "s", parent);
  apply (workspace, stint_command_add_task (workspace, title, g_variant_dict_end (&members), &id));
  return id;
}

static void
add_rules (StintWorkspace *workspace)
{
  g_autoptr (StintRule) gym = stint_rule_new (STINT_RULE_TIMES);
  g_autoptr (StintRule) evening = stint_rule_new (STINT_RULE_FREE);
  g_autoptr (GVariant) gym_value = NULL;
  g_autoptr (GVariant) evening_value = NULL;

  gym->title = g_strdup ("Gym");
  gym->count = 3;
  gym->minutes = 60;
  evening->days = STINT_RULE_DAY (4);
  evening->from_min = 18 * 60;
  evening->note = g_strdup ("Choir");
  gym_value = stint_rule_to_variant (gym);
  evening_value = stint_rule_to_variant (evening);
  apply (workspace, stint_command_add_rule (workspace, gym_value));
  apply (workspace, stint_command_add_rule (workspace, evening_value));
}

static void
break_down (StintAssistWindow *window,
            StintWorkspace    *workspace)
{
  g_autofree char *old = add_task (workspace, "Quarterly report of spring", NULL);
  g_autofree char *new = add_task (workspace, "Quarterly report of autumn", NULL);
  g_autofree char *first = add_task (workspace, "Collect the figures", old);
  g_autofree char *second = add_task (workspace, "Write the summary", old);
  GVariantDict members;
  g_autoptr (StintRecord) task = NULL;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert (&members, STINT_TASK_TITLE, "s", "Quarterly report of autumn");
  task = stint_record_new (STINT_KIND_TASK, new, g_variant_dict_end (&members));
  stint_assist_window_break_down (window, task);
}

static void
press (StintAssistWindow *window,
       const char        *part)
{
  g_signal_emit_by_name (stint_assist_window_get_part (window, part), "clicked");
}

static gboolean
answer_cb (gpointer user_data)
{
  FakeTransport *transport = user_data;

  while (transport->sent->len > 1)
    fake_transport_answer (transport, 200, "{\"used\":3,\"limit\":20}");
  fake_transport_answer (transport, 200, g_str_equal (page, "review") ? ANSWER : "{\"used\":3,\"limit\":20}");
  return G_SOURCE_REMOVE;
}

static gboolean
send_cb (gpointer user_data)
{
  StintAssistWindow *window = user_data;

  if (g_str_equal (page, "wait") || g_str_equal (page, "review"))
    press (window, "send");
  return G_SOURCE_REMOVE;
}

static void
show_page (StintAssistWindow *window,
           StintWorkspace    *workspace,
           FakeTransport     *transport)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (stint_assist_window_get_part (window, "text"))), WORDS, -1);
  if (g_str_equal (page, "rules") || g_str_equal (page, "editor"))
    stint_assist_window_show_kind (window, STINT_ASSIST_RULES);
  else if (g_str_equal (page, "parts"))
    break_down (window, workspace);
  else if (!g_str_equal (page, "write") && !g_str_equal (page, "here"))
    press (window, "ask");
  if (g_str_equal (page, "editor"))
    gtk_window_present (GTK_WINDOW (stint_rule_editor_new (GTK_WINDOW (window), workspace, NULL)));
  g_timeout_add (300, send_cb, window);
  if (!g_str_equal (page, "here") && !g_str_equal (page, "wait"))
    g_timeout_add (800, answer_cb, transport);
}

static void
activate_cb (GtkApplication *application,
             char          **arguments)
{
  StintWorkspace *workspace = open_workspace (arguments[1]);
  StintAssistant *assistant = stint_assistant_new (workspace, NULL);
  FakeTransport *transport = g_object_new (FAKE_TYPE_TRANSPORT, NULL);
  StintAssistWindow *window;

  if (rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (dark)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  page = arguments[2];
  if (!g_str_equal (page, "here"))
    stint_assistant_set_cloud (assistant, STINT_TRANSPORT (transport), "eu.example.com");
  add_rules (workspace);
  window = stint_assist_window_new (NULL, assistant);
  gtk_window_set_application (GTK_WINDOW (window), application);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  show_page (window, workspace, transport);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("DIRECTORY PAGE");
  g_autoptr (GError) error = NULL;
  g_autoptr (AdwApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "DIRECTORY and PAGE are wanted");
      return 2;
    }
  application = adw_application_new ("io.github.stint_app.Stint", G_APPLICATION_NON_UNIQUE);
  g_application_set_resource_base_path (G_APPLICATION (application), "/io/github/stint_app/Stint");
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), argv);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
