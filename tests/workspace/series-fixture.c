/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/series-fixture.h"

#include "core/stint-repeat.h"
#include "core/stint-task.h"

#include <string.h>

StintTime
parse_time (const char *text,
            const char *zone)
{
  g_autoptr (GError) error = NULL;
  StintTime time;

  stint_time_parse (text, &time, &error);
  g_assert_no_error (error);
  time.zone = g_intern_string (zone);
  return time;
}

char *
add_series_now (StintWorkspace *workspace,
                const char     *title,
                const char     *rule,
                const char     *start,
                const char     *zone,
                int             minutes)
{
  StintTime begin = parse_time (start, zone);
  g_autoptr (StintRepeat) repeat = stint_repeat_new (rule, &begin, minutes, FALSE);
  g_autoptr (StintChange) change = NULL;
  GVariantDict members;
  char *id = NULL;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert_value (&members, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, NULL));
  change = apply_now (workspace, stint_command_add_task (workspace, title, g_variant_dict_end (&members), &id));
  g_assert_nonnull (change);
  return id;
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

StintGridResult *
query_now (StintWorkspace *workspace,
           int             first_day,
           int             n_days,
           int             limit,
           const char     *zone)
{
  StintGridQuery query = { .first_day = first_day, .n_days = n_days, .limit_per_day = limit, .zone = g_intern_string (zone) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  StintGridResult *rows;

  stint_workspace_query_grid_async (workspace, &query, NULL, ready_cb, &result);
  wait_result (&result);
  rows = stint_workspace_query_grid_finish (workspace, result, &error);
  g_assert_no_error (error);
  return rows;
}

char *
show_now (StintWorkspace *workspace,
          int             first_day,
          int             n_days)
{
  g_autoptr (StintGridResult) result = query_now (workspace, first_day, n_days, 0, FIXTURE_ZONE);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < result->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (result->rows, i);
      StintTime start = row->all_day ? stint_time_date (stint_day_of_local (row->start_s)) : stint_time_floating (row->start_s);
      StintTime end = stint_time_floating (row->end_s);
      g_autofree char *from = stint_time_to_string (&start);
      g_autofree char *to = stint_time_to_string (&end);

      g_string_append (out, from);
      if (!row->all_day)
        g_string_append_printf (out, "-%s", strchr (to, 'T') + 1);
      else if (row->end_s - row->start_s != STINT_DAY_S)
        g_string_append_printf (out, "+%d", (int) ((row->end_s - row->start_s) / STINT_DAY_S));
      g_string_append_printf (out, " %s%s%s;", row->title, row->done ? "!" : "",
                              row->series_id != NULL && !g_str_equal (row->series_id, row->task_id) ? "@" : "");
    }
  return g_string_free (out, FALSE);
}

StintGridRow *
pick_row_now (StintWorkspace *workspace,
              const char     *start)
{
  StintTime time = parse_time (start, NULL);
  g_autoptr (StintGridResult) result = query_now (workspace, stint_time_get_day (&time), 1, 0, FIXTURE_ZONE);

  for (guint i = 0; i < result->rows->len; i++)
    {
      StintGridRow *row = g_ptr_array_index (result->rows, i);

      if (row->start_s == time.local_s && !row->all_day == !time.date_only)
        {
          g_ptr_array_index (result->rows, i) = g_new0 (StintGridRow, 1);
          return row;
        }
    }
  g_error ("Nothing is on the grid at %s", start);
}

gboolean
run_now (StintWorkspace     *workspace,
         StintSeriesCommand *command,
         GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (StintChange) change = NULL;
  GError *local_error = NULL;

  stint_series_run_async (workspace, command, NULL, ready_cb, &result);
  wait_result (&result);
  change = stint_series_run_finish (workspace, result, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

void
do_now (StintWorkspace     *workspace,
        StintSeriesCommand *command)
{
  g_autoptr (GError) error = NULL;

  run_now (workspace, command, &error);
  g_assert_no_error (error);
}
