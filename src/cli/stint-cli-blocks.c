/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-series.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-time.h"
#include "core/stint-block.h"
#include "core/stint-repeat.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "stint-config.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n-lib.h>

#define BLOCK_MAX_MIN (STINT_BLOCK_MAX_S / 60)

/* Reads START, which may be several words, and --minutes; @minutes is 0 where nothing is said. */
static gboolean
read_place (StintCliSession   *session,
            StintCliArguments *arguments,
            StintTime         *start,
            int               *minutes,
            GError           **error)
{
  g_autofree char *text = stint_cli_arguments_join_words (arguments, 1);
  const char *length = arguments->values[STINT_CLI_OPTION_MINUTES];

  *minutes = 0;
  if (!stint_cli_parse_time (text, session->zone, stint_clock_get_local_s (session->clock), start, error))
    return FALSE;
  if (length == NULL)
    return TRUE;
  if (start->date_only)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                           _("A date alone stands for the whole day and has no --minutes; say at what time it starts"));
      return FALSE;
    }
  return stint_cli_parse_minutes (length, BLOCK_MAX_MIN, minutes, error);
}

/* The block that is there now and was not before. */
static char *
find_new_block (GPtrArray *before,
                GPtrArray *after)
{
  for (guint i = 0; i < after->len; i++)
    {
      const char *id = stint_record_get_id (g_ptr_array_index (after, i));
      gboolean known = FALSE;

      for (guint j = 0; j < before->len && !known; j++)
        known = g_str_equal (stint_record_get_id (g_ptr_array_index (before, j)), id);
      if (!known)
        return g_strdup (id);
    }
  return NULL;
}

gboolean
stint_cli_run_block (StintCliSession   *session,
                     StintCliArguments *arguments,
                     GError           **error)
{
  g_autoptr (StintRecord) task = NULL;
  g_autoptr (StintTaskDetails) before = NULL;
  g_autoptr (StintTaskDetails) after = NULL;
  g_autofree char *block_id = NULL;
  StintTime start;
  int minutes;

  if (!read_place (session, arguments, &start, &minutes, error))
    return FALSE;
  task = stint_cli_session_find (session, STINT_KIND_TASK, stint_cli_arguments_get_word (arguments, 0), error);
  before = task != NULL ? stint_cli_session_load (session, stint_record_get_id (task), error) : NULL;
  if (before == NULL)
    return FALSE;
  if (!stint_cli_session_apply (session, stint_command_schedule_at (session->workspace, before->row, &start, minutes), error))
    return FALSE;

  after = stint_cli_session_load (session, stint_record_get_id (task), error);
  if (after == NULL)
    return FALSE;
  block_id = find_new_block (before->blocks, after->blocks);
  if (block_id == NULL)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED, _("The block was removed at once by another program"));
      return FALSE;
    }
  return stint_cli_report_block (session, _("Planned"), block_id, error);
}

/* A block as the commands of the workspace want it. Returns: (transfer full) */
static StintGridRow *
make_row (StintCliSession *session,
          StintRecord     *block,
          const StintWhen *when)
{
  g_autoptr (StintRecord) task = stint_cli_session_find (session, STINT_KIND_TASK, stint_block_get_task (block), NULL);
  StintGridRow *row = g_new0 (StintGridRow, 1);

  row->kind = STINT_GRID_BLOCK;
  row->id = g_strdup (stint_record_get_id (block));
  row->task_id = g_strdup (stint_block_get_task (block));
  row->title = g_strdup (task != NULL ? stint_task_get_title (task) : "");
  row->start_s = stint_time_to_local (&when->start, session->zone);
  row->end_s = stint_time_to_local (&when->end, session->zone);
  row->all_day = when->start.date_only;
  row->zone = when->start.zone;
  row->pinned = stint_block_is_pinned (block);
  row->done = stint_block_is_done (block);
  return row;
}

/* Where the block ends when it starts at @start: as long as it was, unless something else is said. */
static gint64
find_end (StintCliSession *session,
          const StintWhen *when,
          const StintTime *start,
          int              minutes)
{
  StintWhen moved;

  if (start->date_only && when->start.date_only)
    return start->local_s + (when->end.local_s - when->start.local_s);
  if (start->date_only)
    return start->local_s + STINT_DAY_S;
  if (minutes == 0)
    minutes = when->start.date_only ? STINT_DEFAULT_BLOCK_MIN : (int) stint_when_get_minutes (when, session->zone);
  moved = stint_when_new (start, minutes);
  return moved.end.local_s;
}

static StintRecord *
find_block (StintCliSession   *session,
            StintCliArguments *arguments,
            StintWhen         *when,
            GError           **error)
{
  g_autoptr (StintRecord) block = stint_cli_session_find (session, STINT_KIND_BLOCK, stint_cli_arguments_get_word (arguments, 0), error);

  if (block == NULL)
    return NULL;
  if (!stint_block_get_when (block, when))
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_REFUSED,
                   _("The times of block %s are not understood by this version"), stint_record_get_id (block));
      return NULL;
    }
  return g_steal_pointer (&block);
}

/* A block keeps its form, unless another was said. Returns: (transfer full) */
static StintEdit *
make_move (StintCliSession *session,
           StintRecord     *block,
           const StintWhen *when,
           const StintTime *start,
           int              minutes)
{
  gint64 end_s = find_end (session, when, start, minutes);
  StintWhen moved = { *start, *start };
  StintGridRow *row;
  StintEdit *edit;

  if (!start->date_only && g_strcmp0 (start->zone, session->zone) != 0)
    {
      moved.end.local_s = end_s;
      return stint_command_set_when (block, &moved);
    }
  row = make_row (session, block, when);
  edit = stint_command_place_block (session->workspace, row, start->local_s, end_s, start->date_only);
  stint_grid_row_free (row);
  return edit;
}

/* The series or the occurrence that is named, or that a block belongs to. */
static StintRecord *
find_series_task (StintCliSession *session,
                  const char      *id,
                  GError         **error)
{
  g_autoptr (StintRecord) block = stint_cli_session_find (session, STINT_KIND_BLOCK, id, NULL);

  return stint_cli_session_find (session, STINT_KIND_TASK, block != NULL ? stint_block_get_task (block) : id, error);
}

/* Returns: how long an occurrence is, 0 if it is a deadline */
static int
get_series_minutes (StintCliSession *session,
                    const char      *series_id)
{
  const StintTime nowhere = { 0, };
  g_autoptr (StintRecord) series = stint_cli_session_find (session, STINT_KIND_TASK, series_id, NULL);
  g_autoptr (GVariant) member = series != NULL ? stint_record_dup_member (series, STINT_TASK_REPEAT) : NULL;
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (member, &nowhere);

  return repeat != NULL ? repeat->minutes : 0;
}

static gboolean
move_occurrence (StintCliSession   *session,
                 StintCliArguments *arguments,
                 const StintTime   *start,
                 int                minutes,
                 GError           **error)
{
  g_autoptr (StintRecord) task = find_series_task (session, stint_cli_arguments_get_word (arguments, 0), error);
  g_auto (StintCliOccurrence) occurrence = { 0, };
  g_autofree char *task_id = NULL;
  StintSeriesCommand *command;
  int length;

  if (task == NULL || !stint_cli_occurrence_read (&occurrence, session, arguments, task, error))
    return FALSE;
  length = get_series_minutes (session, occurrence.series_id);
  if (length == 0 && minutes == 0)
    {
      command = stint_series_command_set_due (occurrence.series_id, stint_cli_occurrence_get_original (&occurrence), occurrence.scope, start);
    }
  else
    {
      StintWhen when = stint_when_new (start, start->date_only ? MAX (length / 1440, 1) * 1440 : minutes > 0 ? minutes : length);

      command = stint_series_command_place_when (occurrence.series_id, stint_cli_occurrence_get_original (&occurrence), occurrence.scope, &when);
    }
  return stint_cli_run_on_series (session, &occurrence, command, &task_id, error) &&
         stint_cli_report_task (session, _("Moved"), task_id, error);
}

gboolean
stint_cli_run_move (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  g_autoptr (StintRecord) block = NULL;
  StintWhen when;
  StintTime start;
  int minutes;

  if (!read_place (session, arguments, &start, &minutes, error))
    return FALSE;
  if (arguments->values[STINT_CLI_OPTION_OCCURRENCE] != NULL || arguments->values[STINT_CLI_OPTION_SCOPE] != NULL)
    return move_occurrence (session, arguments, &start, minutes, error);
  block = find_block (session, arguments, &when, error);
  if (block == NULL)
    return FALSE;

  if (!stint_cli_session_apply (session, make_move (session, block, &when, &start, minutes), error))
    return FALSE;
  return stint_cli_report_block (session, _("Moved"), stint_record_get_id (block), error);
}

gboolean
stint_cli_run_unblock (StintCliSession   *session,
                       StintCliArguments *arguments,
                       GError           **error)
{
  StintWhen when;
  g_autoptr (StintRecord) block = find_block (session, arguments, &when, error);
  StintGridRow *row;
  gboolean removed;

  if (block == NULL)
    return FALSE;
  row = make_row (session, block, &when);
  removed = stint_cli_session_apply (session, stint_command_unschedule (row), error);
  stint_grid_row_free (row);
  if (!removed)
    return FALSE;

  if (session->json)
    {
      g_autoptr (GVariant) object = NULL;
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      stint_cli_json_add_string (&builder, "id", stint_record_get_id (block));
      stint_cli_json_add_string (&builder, "task", stint_block_get_task (block));
      stint_cli_json_add_boolean (&builder, "deleted", TRUE);
      object = g_variant_ref_sink (g_variant_builder_end (&builder));
      stint_cli_put_json (session, object);
      return TRUE;
    }
  return stint_cli_report_task (session, _("Unscheduled"), stint_block_get_task (block), error);
}
