/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-session.h"
#include "workspace/series/stint-series-commands.h"

G_BEGIN_DECLS

/**
 * StintCliOccurrence:
 * @series_id: (nullable): %NULL if the task is neither a series nor one of its occurrences
 * @has_original: one occurrence is named, by --occurrence or as a task of its own
 * @has_scope: --scope was given
 *
 * Of which occurrences of a series a command line speaks.
 */
typedef struct
{
  char *series_id;
  gboolean has_original;
  StintTime original;
  gboolean has_scope;
  StintScope scope;
} StintCliOccurrence;

void             stint_cli_occurrence_clear        (StintCliOccurrence *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StintCliOccurrence, stint_cli_occurrence_clear)

gboolean         stint_cli_occurrence_read         (StintCliOccurrence *self,
                                                    StintCliSession    *session,
                                                    StintCliArguments  *arguments,
                                                    StintRecord        *task,
                                                    GError            **error);
/* (transfer full) (nullable): the rule as --month-end has it, or as it is without that */
char            *stint_cli_choose_month_end        (StintCliArguments  *arguments,
                                                    const char         *rule,
                                                    const StintTime    *start,
                                                    GError            **error);
const StintTime *stint_cli_occurrence_get_original (StintCliOccurrence *self);
gboolean         stint_cli_run_on_series           (StintCliSession    *session,
                                                    StintCliOccurrence *occurrence,
                                                    StintSeriesCommand *command,
                                                    char              **task_id,
                                                    GError            **error);

G_END_DECLS
