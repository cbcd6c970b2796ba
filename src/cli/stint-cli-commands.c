/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"

#include "stint-config.h"
#include "cli/stint-cli-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TAKES STINT_CLI_TAKES
#define ANY STINT_CLI_ANY_WORDS

#define TIME_HELP \
  N_("START is a date and time (2026-11-27T09:00), an instant with an offset, a date\n" \
     "for a whole day, or words that quick add understands: tomorrow 9:00, fri 2pm.\n" \
     "A time zone after it (9:00 Asia/Tokyo) puts it there; “floating” makes it the\n" \
     "same on any clock.")
#define FIELDS_HELP \
  N_("FIELD is title, notes, project, priority, estimate, deadline, earliest, tags,\n" \
     "reminders, repeat, blockers or parent. FIELD= removes it. Lists take a comma\n" \
     "between each; +ELEMENT adds one and -ELEMENT removes one. All fields are one\n" \
     "step to undo.")

#define SERIES_HELP \
  N_("ID is a series or one of its occurrences. --occurrence says when the series has the\n" \
     "one that is meant, even if it was moved since.")
#define MOVE_HELP \
  N_("START is a date and time (2026-11-27T09:00), an instant with an offset, a date\n" \
     "for a whole day, or words that quick add understands: tomorrow 9:00, fri 2pm.\n" \
     "With --occurrence BLOCK is a series; if its occurrences are deadlines, START is one.")
#define OF_SERIES (TAKES (STINT_CLI_OPTION_OCCURRENCE) | TAKES (STINT_CLI_OPTION_SCOPE))

#define IMPORT_HELP \
  N_("What a file is is found out from what is in it. FORMAT says it for all of them: ics,\n" \
     "json (Stint’s own), csv, todo.txt, todoist, taskwarrior, super-productivity or\n" \
     "planify. All that comes in is one step to undo; twice changes nothing.")

#define EXPORT_HELP \
  N_("FORMAT is ics, json (Stint’s own, which holds everything and brings it back as it was),\n" \
     "csv (a table of projects, tasks and blocks) or todo.txt (tasks, a line each). Unless it\n" \
     "is said, the ending of FILE says it, and ics is written to standard output.")

#define CONFLICTS_HELP \
  N_("Without words the conflicts are listed. keep leaves everything as it is, swap takes\n" \
     "the other version (or deletes again what was kept), both keeps both versions where\n" \
     "that makes sense. Each is one step to undo.")

#define OCCURRENCES_HELP \
  N_("RULE is a rule of RFC 5545 that repeats daily or less often, such as\n" \
     "FREQ=WEEKLY;BYDAY=MO,TH. Its times are those of a clock in the zone of --zone. It\n" \
     "is said in words, then come its dates.")

#define SIGN_IN_HELP \
  N_("FILE is the connect file of the server; - is standard input. Without it the server\n" \
     "is the one that the plan belongs to. The browser of the desktop opens, and its\n" \
     "address is printed too.")

#define ASSIST_HELP \
  N_("capture makes tasks of notes or a mail, break-down makes parts of a task, rules makes\n" \
     "rules of wishes. TEXT may be - for standard input. Whoever is signed in has the\n" \
     "account’s assistant, which is sent the text after you have said that it may be; else\n" \
     "each line becomes a task, on this computer. All of it is one step to undo.")

static const StintCliCommand commands[] = {
  { "add", "WORDS…", N_("Add a task as quick add understands it"), NULL, 0, 1, ANY, FALSE, FALSE, stint_cli_run_add },
  { "parse", "WORDS…", N_("Show what quick add understands, and add nothing"), NULL, 0, 1, ANY, FALSE, TRUE, stint_cli_run_parse },
  { "list", "[--view VIEW] [--project P] [--tag T] [--from D] [--to D]", N_("List tasks"), NULL,
    TAKES (STINT_CLI_OPTION_VIEW) | TAKES (STINT_CLI_OPTION_PROJECT) | TAKES (STINT_CLI_OPTION_TAG) | TAKES (STINT_CLI_OPTION_FROM) |
    TAKES (STINT_CLI_OPTION_TO), 0, 0, FALSE, FALSE, stint_cli_run_list },
  { "show", "ID", N_("Show a task with all its fields and blocks"), NULL, 0, 1, 1, FALSE, FALSE, stint_cli_run_show },
  { "edit", "ID FIELD=VALUE… [--occurrence D] [--scope SCOPE] [--month-end HOW]", N_("Change fields of a task"), FIELDS_HELP,
    OF_SERIES | TAKES (STINT_CLI_OPTION_MONTH_END), 2, ANY, FALSE, FALSE, stint_cli_run_edit },
  { "done", "ID [--occurrence D] [--scope SCOPE]", N_("Complete a task, or the open occurrence of a series"), SERIES_HELP, OF_SERIES, 1, 1, FALSE, FALSE, stint_cli_run_done },
  { "reopen", "ID [--occurrence D] [--scope SCOPE]", N_("Make a completed task open again"), SERIES_HELP, OF_SERIES, 1, 1, FALSE, FALSE, stint_cli_run_reopen },
  { "delete", "ID [--occurrence D] [--scope SCOPE]", N_("Delete a task and its blocks"), SERIES_HELP, OF_SERIES, 1, 1, FALSE, FALSE,
    stint_cli_run_delete },
  { "skip", "ID [--occurrence D]", N_("Leave out the open occurrence of a series, or another one"), SERIES_HELP, OF_SERIES, 1, 1,
    FALSE, FALSE, stint_cli_run_skip },
  { "block", "ID START [--minutes N]", N_("Give a task a block of time"), TIME_HELP,
    TAKES (STINT_CLI_OPTION_MINUTES), 2, ANY, FALSE, FALSE, stint_cli_run_block },
  { "move", "BLOCK START [--minutes N] [--occurrence D] [--scope SCOPE]", N_("Move a block or an occurrence to another time"), MOVE_HELP,
    TAKES (STINT_CLI_OPTION_MINUTES) | OF_SERIES, 2, ANY, FALSE, FALSE, stint_cli_run_move },
  { "unblock", "BLOCK", N_("Remove a block; its task stays"), NULL, 0, 1, 1, FALSE, FALSE, stint_cli_run_unblock },
  { "agenda", "[--from D] [--to D]", N_("Show the blocks and deadlines of a range of days"), NULL,
    TAKES (STINT_CLI_OPTION_FROM) | TAKES (STINT_CLI_OPTION_TO), 0, 0, FALSE, FALSE, stint_cli_run_agenda },
  { "search", "WORDS…", N_("Find tasks by the beginnings of words"), NULL, 0, 1, ANY, FALSE, FALSE, stint_cli_run_search },
  { "import", "FILE… [--format FORMAT] [--dry-run]", N_("Bring in calendars and other programs’ files; - is standard input"), IMPORT_HELP,
    TAKES (STINT_CLI_OPTION_FORMAT) | TAKES (STINT_CLI_OPTION_DRY_RUN), 1, ANY, TRUE, FALSE, stint_cli_run_import },
  { "export", "[--format FORMAT] [FILE]", N_("Write everything to a file or to standard output"), EXPORT_HELP,
    TAKES (STINT_CLI_OPTION_FORMAT), 0, 1, TRUE, FALSE, stint_cli_run_export },
  { "history", "", N_("List the latest changes, newest first"), NULL, 0, 0, 0, FALSE, FALSE, stint_cli_run_history },
  { "undo", "", N_("Undo the last change"), NULL, 0, 0, 0, FALSE, FALSE, stint_cli_run_undo },
  { "redo", "", N_("Do again what was undone last"), NULL, 0, 0, 0, FALSE, FALSE, stint_cli_run_redo },
  { "conflicts", "[keep|swap|both ID]", N_("List what could not be merged, and settle it"), CONFLICTS_HELP,
    0, 0, 2, FALSE, FALSE, stint_cli_run_conflicts },
  { "assist", "capture|break-down|rules [ID] TEXT… [--dry-run] [--send|--here]", N_("Turn words into tasks and rules"), ASSIST_HELP,
    TAKES (STINT_CLI_OPTION_DRY_RUN) | TAKES (STINT_CLI_OPTION_SEND) | TAKES (STINT_CLI_OPTION_HERE), 1, ANY, FALSE, FALSE, stint_cli_run_assist },
  { "rules", "", N_("List the planner’s rules"), NULL, 0, 0, 0, FALSE, FALSE, stint_cli_run_rules },
  { "occurrences", "RULE --start TIME [--from D] [--to D] [--count N] [--month-end HOW]", N_("Show the dates of a rule"), OCCURRENCES_HELP,
    TAKES (STINT_CLI_OPTION_START) | TAKES (STINT_CLI_OPTION_FROM) | TAKES (STINT_CLI_OPTION_TO) | TAKES (STINT_CLI_OPTION_COUNT) |
    TAKES (STINT_CLI_OPTION_MONTH_END), 1, 1, FALSE, TRUE, stint_cli_run_occurrences },
  { "backup", "", N_("Make a backup of the database, and check it"), NULL, 0, 0, 0, FALSE, FALSE, stint_cli_run_backup },
  { "restore", "FILE", N_("Go back to a backup; the database of now is set aside"), NULL, 0, 1, 1, TRUE, TRUE, stint_cli_run_restore },
  { "check", "", N_("Check the database from end to end"), NULL, 0, 0, 0, FALSE, TRUE, stint_cli_run_check },
  { "sign-in", "[FILE] [--yes] [--add|--separate]", N_("Sign in to a server, so that the plan is on every computer"), SIGN_IN_HELP,
    TAKES (STINT_CLI_OPTION_YES) | TAKES (STINT_CLI_OPTION_ADD) | TAKES (STINT_CLI_OPTION_SEPARATE), 0, 1, TRUE, FALSE, stint_cli_run_sign_in },
  { "sign-out", "[--remove] [--yes]", N_("Sign out; the plan stays on this computer, or is removed"), NULL,
    TAKES (STINT_CLI_OPTION_REMOVE) | TAKES (STINT_CLI_OPTION_YES), 0, 0, FALSE, FALSE, stint_cli_run_sign_out },
  { "sync", "[--upload]", N_("Sync with the server now"), NULL, TAKES (STINT_CLI_OPTION_UPLOAD), 0, 0, FALSE, FALSE, stint_cli_run_sync },
  { "status", "", N_("Show the account, and what is not yet sent"), NULL, 0, 0, 0, FALSE, FALSE, stint_cli_run_status },
};

/**
 * stint_cli_command_find:
 *
 * Returns: (nullable): the command of that very name
 */
const StintCliCommand *
stint_cli_command_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

static void
put_option (GString              *out,
            const StintCliOption *option)
{
  g_autofree char *name = g_strdup_printf ("  --%s%s%s", option->name, option->value != NULL ? " " : "",
                                           option->value != NULL ? option->value : "");

  stint_cli_text_pad (out, name, 18);
  g_string_append_printf (out, "%s\n", _(option->summary));
}

static void
put_options (GString *out,
             guint    which,
             gboolean global)
{
  for (int i = 0; i < STINT_CLI_N_OPTIONS; i++)
    {
      const StintCliOption *option = stint_cli_option_get (i);

      if (global ? option->is_global : (which & STINT_CLI_TAKES (i)) != 0)
        put_option (out, option);
    }
}

static void
put_overview (GString *out)
{
  g_string_append_printf (out, "%s\n\n%s\n\n%s\n",
                          _("Usage: stint-cli [OPTION…] COMMAND [ARGUMENT…]"),
                          _("Stint from the command line: tasks, their hours, and what is done."),
                          _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_string_append (out, "  ");
      stint_cli_text_pad (out, commands[i].name, 16);
      g_string_append_printf (out, "%s\n", _(commands[i].summary));
    }
  g_string_append_printf (out, "\n%s\n", _("Options of every command:"));
  put_options (out, 0, TRUE);
  g_string_append_printf (out, "\n%s\n",
                          _("stint-cli COMMAND --help says more of each. An ID may be shortened as long as it\nis the only one that begins so."));
}

/**
 * stint_cli_help:
 * @command: (nullable): %NULL for the overview
 *
 * Returns: (transfer full): the text of --help
 */
char *
stint_cli_help (const StintCliCommand *command)
{
  GString *out = g_string_new (NULL);

  if (command == NULL)
    {
      put_overview (out);
      return g_string_free (out, FALSE);
    }

  g_string_append_printf (out, _("Usage: stint-cli %s %s"), command->name, command->usage);
  while (out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_printf (out, "\n\n%s\n", _(command->summary));
  if (command->help != NULL)
    g_string_append_printf (out, "\n%s\n", _(command->help));
  if (command->options != 0)
    {
      g_string_append_printf (out, "\n%s\n", _("Options:"));
      put_options (out, command->options, FALSE);
    }
  g_string_append_printf (out, "\n%s\n", _("Options of every command:"));
  put_options (out, 0, TRUE);
  return g_string_free (out, FALSE);
}
