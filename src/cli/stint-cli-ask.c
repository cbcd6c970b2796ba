/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-ask.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

gboolean
stint_cli_can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

void
stint_cli_tell (const char *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
}

/**
 * stint_cli_ask_yes:
 *
 * To be called only if stint_cli_can_ask(). No answer, and any that is not yes, is no.
 */
gboolean
stint_cli_ask_yes (const char *question)
{
  char *line = NULL;
  size_t size = 0;
  gboolean is_yes;

  /* Translators: after a question in a terminal; N stands for what is meant if nothing is typed. The answer is understood in the language of the locale. */
  g_printerr ("%s %s ", question, _("[y/N]"));
  /* A file that was read from the terminal has ended there. */
  clearerr (stdin);
  is_yes = getline (&line, &size, stdin) > 0 && rpmatch (line) == 1;
  free (line);
  return is_yes;
}
