/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-commands.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-json.h"
#include "cli/stint-cli-show.h"
#include "cli/stint-cli-text.h"
#include "cli/stint-cli-time.h"
#include "core/stint-query.h"
#include "stint-config.h"
#include "workspace/stint-format.h"
#include "workspace/stint-zone-names.h"

#include <glib/gi18n-lib.h>

/* Without --to, the agenda is of a week. */
#define AGENDA_DAYS 7
/* A longer agenda is read piece by piece: an answer counts the minutes of each of its days. */
#define PIECE_DAYS (100 * 366)

static gboolean
read_view (StintCliArguments *arguments,
           StintTaskView     *view,
           GError           **error)
{
  static const struct
  {
    const char   *name;
    StintTaskView view;
  } views[] = {
    { "backlog", STINT_TASK_VIEW_BACKLOG },
    { "today", STINT_TASK_VIEW_TODAY },
    { "overdue", STINT_TASK_VIEW_OVERDUE },
    { "done", STINT_TASK_VIEW_DONE },
    { "all", STINT_TASK_VIEW_ALL },
  };
  const char *name = arguments->values[STINT_CLI_OPTION_VIEW];
  g_autofree char *shown = NULL;

  if (name == NULL)
    {
      /* A task that is planned in the days asked for is not in the backlog any more. */
      *view = arguments->values[STINT_CLI_OPTION_FROM] != NULL || arguments->values[STINT_CLI_OPTION_TO] != NULL
        ? STINT_TASK_VIEW_ALL : STINT_TASK_VIEW_BACKLOG;
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_str_equal (views[i].name, name))
      {
        *view = views[i].view;
        return TRUE;
      }
  shown = stint_cli_text_quote (name);
  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("%s is no view: backlog, today, overdue, done or all"), shown);
  return FALSE;
}

/* @from and @to keep what they hold where nothing is said; the day of --to belongs to the range. */
static gboolean
read_days (StintCliSession   *session,
           StintCliArguments *arguments,
           int               *from,
           int               *to,
           GError           **error)
{
  const char *from_text = arguments->values[STINT_CLI_OPTION_FROM];
  const char *to_text = arguments->values[STINT_CLI_OPTION_TO];
  gint64 now_s = stint_clock_get_local_s (session->clock);

  if (from_text != NULL && !stint_cli_parse_day (from_text, session->zone, now_s, from, error))
    return FALSE;
  if (to_text != NULL && !stint_cli_parse_day (to_text, session->zone, now_s, to, error))
    return FALSE;
  if (from_text != NULL && to_text != NULL && *to < *from)
    {
      g_set_error_literal (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE, _("The day of --to is before that of --from"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
put_list (StintCliSession      *session,
          const StintTaskQuery *query,
          const char           *nothing,
          GError              **error)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  stint_workspace_list_tasks_async (session->workspace, query, 0, NULL, stint_cli_ready_cb, &slot);
  rows = stint_workspace_list_tasks_finish (session->workspace, stint_cli_wait (&slot), error);
  if (rows == NULL)
    return FALSE;

  if (session->json)
    {
      g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
      g_autoptr (GVariant) array = NULL;

      for (guint i = 0; i < rows->len; i++)
        g_ptr_array_add (objects, stint_cli_json_task (g_ptr_array_index (rows, i)));
      array = stint_cli_json_array (objects);
      stint_cli_put_json (session, array);
    }
  else if (rows->len == 0)
    {
      stint_cli_put_line (session, "%s", nothing);
    }
  else
    {
      stint_cli_put_tasks (session, rows);
    }
  return TRUE;
}

gboolean
stint_cli_run_list (StintCliSession   *session,
                    StintCliArguments *arguments,
                    GError           **error)
{
  const char *project_name = arguments->values[STINT_CLI_OPTION_PROJECT];
  const char *tag = arguments->values[STINT_CLI_OPTION_TAG];
  g_autoptr (StintTaskQuery) query = g_new0 (StintTaskQuery, 1);
  int from = STINT_DAY_MIN;
  int to = STINT_DAY_MAX;

  query->zone = session->zone;
  query->now_s = stint_clock_get_unix_ms (session->clock) / 1000;
  if (!read_view (arguments, &query->view, error) || !read_days (session, arguments, &from, &to, error))
    return FALSE;
  if (from != STINT_DAY_MIN || to != STINT_DAY_MAX)
    {
      query->from_day = from;
      query->to_day = to + 1;
    }
  if (tag != NULL)
    query->tag = g_strdup (tag[0] == '@' && tag[1] != '\0' ? tag + 1 : tag);
  if (project_name != NULL)
    {
      StintRecord *project = stint_cli_session_find_project (session, project_name[0] == '#' ? project_name + 1 : project_name);
      g_autofree char *shown = stint_cli_text_quote (project_name);

      if (project == NULL)
        {
          g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_NOT_FOUND, _("There is no project %s"), shown);
          return FALSE;
        }
      query->project = g_strdup (stint_record_get_id (project));
    }
  return put_list (session, query, _("No such tasks."), error);
}

gboolean
stint_cli_run_search (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  g_autoptr (StintTaskQuery) query = g_new0 (StintTaskQuery, 1);

  query->view = STINT_TASK_VIEW_ALL;
  query->zone = session->zone;
  query->now_s = stint_clock_get_unix_ms (session->clock) / 1000;
  query->search = stint_cli_arguments_join_words (arguments, 0);
  return put_list (session, query, _("Nothing found."), error);
}

/* Returns: (transfer full): the cells of one line */
static char **
describe_row (StintCliSession    *session,
              const StintGridRow *row)
{
  gboolean is_deadline = row->kind == STINT_GRID_DEADLINE;
  gboolean spans = !row->all_day && stint_day_of_local (row->start_s) != stint_day_of_local (MAX (row->start_s, row->end_s - 1));
  gboolean is_task = is_deadline || row->series_id != NULL;
  g_autofree char *short_id = stint_cli_session_shorten (session, is_task ? STINT_KIND_TASK : STINT_KIND_BLOCK, is_task ? row->task_id : row->id);
  StintWhen when = stint_grid_row_get_when (row, session->zone);
  g_autofree char *own = is_deadline ? NULL : stint_format_when_elsewhere (&when, session->zone);
  g_autofree char *place = NULL;

  if (row->all_day)
    place = g_strdup (is_deadline ? _("deadline") : _("all day"));
  else if (is_deadline)
    place = stint_format_time (row->start_s);
  else if (spans)
    place = stint_cli_describe_when (session, row->start_s, row->end_s, FALSE);
  else
    place = stint_format_time_range (row->start_s, row->end_s);

  return stint_cli_text_row (short_id, place, is_deadline ? "◇" : row->done ? "✓" : "▪", row->title, own, NULL);
}

static void
put_agenda (StintCliSession *session,
            GPtrArray       *rows)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  int shown_day = G_MININT;

  for (guint i = 0; i < rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (rows, i);
      int day = stint_day_of_local (row->start_s);

      if (day != shown_day)
        {
          g_autofree char *heading = stint_format_long_day (day);

          if (i > 0)
            g_ptr_array_add (cells, stint_cli_text_row ("", NULL));
          g_ptr_array_add (cells, stint_cli_text_row (heading, NULL));
          shown_day = day;
        }
      g_ptr_array_add (cells, describe_row (session, row));
    }
  stint_cli_text_table (session->out, cells);
  if (rows->len == 0)
    stint_cli_put_line (session, "%s", _("Nothing is planned."));
}

/* What stands on the days from @from to @to. Returns: (transfer full) (element-type StintGridRow) */
static GPtrArray *
read_agenda (StintCliSession *session,
             int              from,
             int              to,
             GError         **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) stint_grid_row_free);

  for (int first = from; first <= to; first += PIECE_DAYS)
    {
      StintGridQuery query = { .first_day = first, .n_days = MIN (to - first + 1, PIECE_DAYS), .zone = session->zone };
      g_autoptr (GAsyncResult) slot = NULL;
      g_autoptr (StintGridResult) grid = NULL;
      g_autofree StintGridRow **found = NULL;
      gsize n_found = 0;

      stint_workspace_query_grid_async (session->workspace, &query, NULL, stint_cli_ready_cb, &slot);
      grid = stint_workspace_query_grid_finish (session->workspace, stint_cli_wait (&slot), error);
      if (grid == NULL)
        return NULL;
      found = (StintGridRow **) g_ptr_array_steal (grid->rows, &n_found);
      for (gsize i = 0; i < n_found; i++)
        {
          /* What reaches over from the piece before is there already. */
          if (first > from && stint_day_of_local (found[i]->start_s) < first)
            stint_grid_row_free (found[i]);
          else
            g_ptr_array_add (rows, found[i]);
        }
    }
  return g_steal_pointer (&rows);
}

gboolean
stint_cli_run_agenda (StintCliSession   *session,
                      StintCliArguments *arguments,
                      GError           **error)
{
  int from = G_MININT;
  int to = G_MININT;
  g_autoptr (GPtrArray) rows = NULL;

  if (!read_days (session, arguments, &from, &to, error))
    return FALSE;
  if (from == G_MININT)
    from = to == G_MININT || session->today <= to ? session->today : to;
  if (to == G_MININT)
    to = MIN (from + AGENDA_DAYS - 1, STINT_DAY_MAX);

  rows = read_agenda (session, from, to, error);
  if (rows == NULL)
    return FALSE;
  if (session->json)
    {
      g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
      g_autoptr (GVariant) array = NULL;

      for (guint i = 0; i < rows->len; i++)
        g_ptr_array_add (objects, stint_cli_json_grid_row (session, g_ptr_array_index (rows, i)));
      array = stint_cli_json_array (objects);
      stint_cli_put_json (session, array);
      return TRUE;
    }
  put_agenda (session, rows);
  return TRUE;
}
