/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-series.h"

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-time.h"
#include "core/stint-task.h"
#include "planning/stint-recurrence-rule.h"
#include "stint-config.h"

#include <glib/gi18n-lib.h>

void
stint_cli_occurrence_clear (StintCliOccurrence *self)
{
  g_clear_pointer (&self->series_id, g_free);
}

/* A day or a time on the clock is that of the series, as it writes its own; anything else is read as everywhere. */
static gboolean
read_original (StintCliOccurrence *self,
               StintCliSession    *session,
               const char         *text,
               GError            **error)
{
  self->has_original = TRUE;
  return stint_time_parse (text, &self->original, NULL) ||
         stint_cli_parse_time (text, session->zone, stint_clock_get_local_s (session->clock), &self->original, error);
}

static gboolean
read_scope (StintCliOccurrence *self,
            const char         *text,
            GError            **error)
{
  self->scope = self->has_original ? STINT_SCOPE_THIS : STINT_SCOPE_ALL;
  self->has_scope = text != NULL;
  if (text == NULL)
    return TRUE;
  if (!stint_scope_from_string (text, &self->scope))
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("“%s” is no scope: this, following or all"), text);
      return FALSE;
    }
  if (self->has_original || self->scope == STINT_SCOPE_ALL)
    return TRUE;
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("Say with --occurrence which one --scope %s starts from"), text);
  return FALSE;
}

/**
 * stint_cli_occurrence_read:
 * @self: (out caller-allocates)
 * @task: what the command line names: a series, one of its occurrences, or any other task
 */
gboolean
stint_cli_occurrence_read (StintCliOccurrence *self,
                           StintCliSession    *session,
                           StintCliArguments  *arguments,
                           StintRecord        *task,
                           GError            **error)
{
  const char *when = arguments->values[STINT_CLI_OPTION_OCCURRENCE];
  const char *scope = arguments->values[STINT_CLI_OPTION_SCOPE];
  const char *owner = stint_record_get_string (task, STINT_TASK_SERIES);

  *self = (StintCliOccurrence) { 0, };
  if (when != NULL && !read_original (self, session, when, error))
    return FALSE;
  if (owner != NULL && when == NULL)
    self->has_original = stint_task_get_occurrence (task, &self->original);
  if (!read_scope (self, scope, error))
    return FALSE;
  if (owner != NULL)
    self->series_id = g_strdup (owner);
  else if (stint_task_is_series (task) || when != NULL || scope != NULL)
    self->series_id = g_strdup (stint_record_get_id (task));
  return TRUE;
}

char *
stint_cli_choose_month_end (StintCliArguments *arguments,
                            const char        *rule,
                            const StintTime   *start,
                            GError           **error)
{
  static const char *const names[] = {
    [STINT_MONTH_END_SKIP] = "skip",
    [STINT_MONTH_END_CLAMP] = "clamp",
    [STINT_MONTH_END_LAST_DAY] = "last",
  };
  const char *text = arguments->values[STINT_CLI_OPTION_MONTH_END];
  g_autoptr (StintRecurrenceRule) read = NULL;
  StintMonthEnd choice = STINT_MONTH_END_NONE;

  if (text == NULL)
    return g_strdup (rule);
  for (gsize i = STINT_MONTH_END_SKIP; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], text))
      choice = (StintMonthEnd) i;
  if (choice == STINT_MONTH_END_NONE)
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("“%s” is no end of a month: skip, clamp or last"), text);
      return NULL;
    }
  read = stint_recurrence_rule_parse (rule, error);
  if (read == NULL)
    return NULL;
  if (stint_recurrence_rule_set_month_end (read, start, choice))
    return stint_recurrence_rule_to_string (read);
  g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED,
                       _("--month-end is for rules that name one day of the month, and that day the 29th or later"));
  return NULL;
}

/* Returns: (nullable) */
const StintTime *
stint_cli_occurrence_get_original (StintCliOccurrence *self)
{
  return self->has_original ? &self->original : NULL;
}

/* The task that a change has made or changed: the occurrence, or the series that goes on. (nullable) */
static const char *
find_changed (StintChange *change,
              const char  *series_id,
              StintScope   scope)
{
  for (guint i = 0; change != NULL && i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);
      g_autoptr (GVariant) repeat = delta->after != NULL ? g_variant_lookup_value (delta->after, STINT_TASK_REPEAT, NULL) : NULL;

      if (delta->kind == STINT_KIND_TASK && delta->after != NULL && !g_str_equal (delta->id, series_id) &&
          (repeat != NULL) == (scope == STINT_SCOPE_FOLLOWING))
        return delta->id;
    }
  return NULL;
}

/**
 * stint_cli_run_on_series:
 * @command: (transfer full)
 * @task_id: (out) (transfer full): the task that shows what has become of it
 */
gboolean
stint_cli_run_on_series (StintCliSession    *session,
                         StintCliOccurrence *occurrence,
                         StintSeriesCommand *command,
                         char              **task_id,
                         GError            **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *changed;

  stint_series_run_async (session->workspace, command, NULL, stint_cli_ready_cb, &slot);
  change = stint_series_run_finish (session->workspace, stint_cli_wait (&slot), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  changed = occurrence->scope != STINT_SCOPE_ALL ? find_changed (change, occurrence->series_id, occurrence->scope) : NULL;
  *task_id = g_strdup (changed != NULL ? changed : occurrence->series_id);
  return TRUE;
}

gboolean
stint_cli_run_skip (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  g_autoptr (StintRecord) task = stint_cli_session_find (session, STINT_KIND_TASK, stint_cli_arguments_get_word (arguments, 0), error);
  g_auto (StintCliOccurrence) occurrence = { 0, };
  g_autofree char *task_id = NULL;

  if (task == NULL || !stint_cli_occurrence_read (&occurrence, session, arguments, task, error))
    return FALSE;
  if (occurrence.series_id == NULL)
    occurrence.series_id = g_strdup (stint_record_get_id (task));
  if (occurrence.has_scope && occurrence.scope != STINT_SCOPE_THIS)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("One occurrence is skipped at a time; delete takes the others"));
      return FALSE;
    }
  occurrence.scope = STINT_SCOPE_THIS;
  if (!stint_cli_run_on_series (session, &occurrence,
                                stint_series_command_skip (session->workspace, occurrence.series_id,
                                                           stint_cli_occurrence_get_original (&occurrence), STINT_SCOPE_THIS),
                                &task_id, error))
    return FALSE;
  return stint_cli_report_task (session, _("Skipped"), task_id, error);
}
