/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-arguments.h"
#include "cli/stint-cli-session.h"

G_BEGIN_DECLS

#define STINT_CLI_TAKES(option) (1u << (option))
#define STINT_CLI_ANY_WORDS G_MAXUINT

/**
 * StintCliRun:
 *
 * Carries a command out and puts what it has to say into the session's output.
 */
typedef gboolean (*StintCliRun) (StintCliSession    *session,
                                 StintCliArguments  *arguments,
                                 GError            **error);

/**
 * StintCliCommand:
 * @usage: what follows its name
 * @summary: one line of help, to be translated
 * @help: (nullable): more of it
 * @options: its own, by STINT_CLI_TAKES()
 * @takes_files: its words are names of files, which may be of any bytes
 * @runs_closed: it runs without the database being opened first
 */
struct _StintCliCommand
{
  const char *name;
  const char *usage;
  const char *summary;
  const char *help;
  guint options;
  guint min_words;
  guint max_words;
  gboolean takes_files;
  gboolean runs_closed;
  StintCliRun run;
};

const StintCliCommand *stint_cli_command_find (const char            *name);
char                  *stint_cli_help         (const StintCliCommand *command);

/* stint-cli-add.c */
gboolean stint_cli_run_add     (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_parse   (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-lists.c */
gboolean stint_cli_run_list    (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_search  (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_agenda  (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-tasks.c */
gboolean stint_cli_run_show    (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_edit    (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_done    (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_reopen  (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_delete  (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-series.c */
gboolean stint_cli_run_skip    (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-blocks.c */
gboolean stint_cli_run_block   (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_move    (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_unblock (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-assist.c */
gboolean stint_cli_run_assist  (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_rules   (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-transfer.c */
gboolean stint_cli_run_import  (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_export  (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-history.c */
gboolean stint_cli_run_history (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_undo    (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_redo    (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-conflicts.c */
gboolean stint_cli_run_conflicts (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-safety.c */
gboolean stint_cli_run_backup  (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_restore (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_check   (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-occurrences.c */
gboolean stint_cli_run_occurrences (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-sign-in.c */
gboolean stint_cli_run_sign_in (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-sign-out.c */
gboolean stint_cli_run_sign_out (StintCliSession *session, StintCliArguments *arguments, GError **error);
/* stint-cli-sync.c */
gboolean stint_cli_run_sync    (StintCliSession *session, StintCliArguments *arguments, GError **error);
gboolean stint_cli_run_status  (StintCliSession *session, StintCliArguments *arguments, GError **error);

G_END_DECLS
