/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintCliError:
 * @STINT_CLI_ERROR_USAGE: the command line is not understood: exit 2
 * @STINT_CLI_ERROR_NOT_FOUND: there is no project of that name
 * @STINT_CLI_ERROR_REFUSED: understood, but it would make no sense (a task that blocks itself)
 * @STINT_CLI_ERROR_SIGNED_OUT: it needs a session, and there is none
 * @STINT_CLI_ERROR_ERASED: the account was erased, and somebody has to say what becomes of the plan
 * @STINT_CLI_ERROR_OUTPUT: standard output cannot be written
 */
typedef enum
{
  STINT_CLI_ERROR_USAGE,
  STINT_CLI_ERROR_NOT_FOUND,
  STINT_CLI_ERROR_REFUSED,
  STINT_CLI_ERROR_SIGNED_OUT,
  STINT_CLI_ERROR_ERASED,
  STINT_CLI_ERROR_OUTPUT,
} StintCliError;

#define STINT_CLI_ERROR (stint_cli_error_quark ())
GQuark      stint_cli_error_quark    (void);

const char *stint_cli_error_get_code (const GError *error);
int         stint_cli_error_get_exit (const GError *error);

G_END_DECLS
