/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _StintCliCommand StintCliCommand;

typedef enum
{
  STINT_CLI_OPTION_DATA,
  STINT_CLI_OPTION_ZONE,
  STINT_CLI_OPTION_NOW,
  STINT_CLI_OPTION_JSON,
  STINT_CLI_OPTION_HELP,
  STINT_CLI_OPTION_VERSION,
  STINT_CLI_OPTION_VIEW,
  STINT_CLI_OPTION_PROJECT,
  STINT_CLI_OPTION_TAG,
  STINT_CLI_OPTION_FROM,
  STINT_CLI_OPTION_TO,
  STINT_CLI_OPTION_MINUTES,
  STINT_CLI_OPTION_DRY_RUN,
  STINT_CLI_OPTION_FORMAT,
  STINT_CLI_OPTION_YES,
  STINT_CLI_OPTION_ADD,
  STINT_CLI_OPTION_SEPARATE,
  STINT_CLI_OPTION_REMOVE,
  STINT_CLI_OPTION_UPLOAD,
  STINT_CLI_OPTION_SEND,
  STINT_CLI_OPTION_HERE,
  STINT_CLI_OPTION_START,
  STINT_CLI_OPTION_COUNT,
  STINT_CLI_OPTION_OCCURRENCE,
  STINT_CLI_OPTION_SCOPE,
  STINT_CLI_OPTION_MONTH_END,
} StintCliOptionId;
#define STINT_CLI_N_OPTIONS (STINT_CLI_OPTION_MONTH_END + 1)

/**
 * StintCliOption:
 * @name: without the dashes
 * @value: (nullable): what stands for its value in the help; %NULL: it takes none
 * @summary: one line of help, to be translated
 * @is_global: every command takes it
 */
typedef struct
{
  const char *name;
  const char *value;
  const char *summary;
  gboolean is_global;
} StintCliOption;

/**
 * StintCliArguments:
 * @values: of each option: %NULL if it was not given, "" if it takes no value
 * @command: (nullable): %NULL with --help and --version alone
 * @words: the arguments of the command
 *
 * A command line that was understood. It borrows from argv.
 */
typedef struct
{
  const char *values[STINT_CLI_N_OPTIONS];
  const StintCliCommand *command;
  GPtrArray *words;
} StintCliArguments;

const StintCliOption *stint_cli_option_get       (StintCliOptionId    id);

gboolean              stint_cli_arguments_parse  (StintCliArguments  *self,
                                                  int                 argc,
                                                  char              **argv,
                                                  GError            **error);
void                  stint_cli_arguments_clear  (StintCliArguments  *self);
gboolean              stint_cli_arguments_has    (StintCliArguments  *self,
                                                  StintCliOptionId    id);
const char           *stint_cli_arguments_get_word (StintCliArguments *self,
                                                    guint              position);
char                 *stint_cli_arguments_join_words (StintCliArguments *self,
                                                      guint              first);

G_END_DECLS
