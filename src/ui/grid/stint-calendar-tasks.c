/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-tasks.h"

#include "core/stint-task.h"
#include "ui/grid/stint-calendar-private.h"
#include "ui/grid/stint-gap.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

typedef struct
{
  StintCalendar    *calendar;
  StintTaskDetails *details;
  StintTaskChange   change;
  char             *message;
  int               first_day;
  int               n_days;
  int               minutes;
} Request;

static Request *
request_new (StintCalendar *calendar)
{
  Request *request = g_new0 (Request, 1);

  request->calendar = g_object_ref (calendar);
  return request;
}

static void
request_free (Request *request)
{
  g_clear_pointer (&request->details, stint_task_details_free);
  g_object_unref (request->calendar);
  g_free (request->message);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* Says what went wrong, but not that the window was closed meanwhile. */
static void
report (Request *request,
        GError  *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stint_calendar_fail (request->calendar, error->message);
}

/* ---- Done and deleted ---- */

static void
change_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  StintCalendar *self = request->calendar;
  g_autoptr (GError) error = NULL;
  StintRecord *task;
  StintEdit *edit;

  request->details = stint_workspace_load_task_finish (STINT_WORKSPACE (source), result, &error);
  if (request->details == NULL)
    {
      report (request, error);
      return;
    }

  task = request->details->row->record;
  if (request->change == STINT_TASK_CHANGE_DELETE)
    edit = stint_command_delete_task (task);
  else
    edit = stint_command_complete_task (self->workspace, task, !stint_task_is_done (task));
  stint_calendar_apply (self, edit, request->message);
}

/**
 * stint_calendar_change_task:
 * @message: what is announced when it is done
 */
void
stint_calendar_change_task (StintCalendar  *self,
                            const char     *task_id,
                            StintTaskChange change,
                            const char     *message)
{
  Request *request = request_new (self);

  request->change = change;
  request->message = g_strdup (message);
  stint_workspace_load_task_async (self->workspace, task_id, self->cancellable, change_loaded_cb, request);
}

/* ---- Into the next gap ---- */

static void
days_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  StintCalendar *self = request->calendar;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintGridResult) days = stint_workspace_query_grid_finish (STINT_WORKSPACE (source), result, &error);
  g_autofree char *length = stint_format_minutes (request->minutes);
  g_autofree char *message = NULL;
  StintPlacement placement = { 0, 0, FALSE };

  if (days == NULL)
    {
      report (request, error);
      return;
    }
  if (!stint_gap_find (days->rows, request->first_day, request->n_days, stint_clock_get_local_s (self->clock), request->minutes,
                       &placement.start_s))
    {
      /* Translators: a length of time, "2 h" */
      message = g_strdup_printf (_("No free %s is left in the working hours that are shown"), length);
      stint_calendar_fail (self, message);
      return;
    }

  stint_placement_settle_minutes (&placement, stint_clock_get_zone (self->clock), request->minutes);
  stint_calendar_schedule_at (self, request->details->row, &placement);
}

static void
task_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  StintCalendar *self = request->calendar;
  g_autoptr (GError) error = NULL;
  StintGridQuery query = { 0, 0, 0, NULL };
  StintTaskRow *row;
  int left_min;

  request->details = stint_workspace_load_task_finish (STINT_WORKSPACE (source), result, &error);
  if (request->details == NULL)
    {
      report (request, error);
      return;
    }

  row = request->details->row;
  left_min = stint_task_get_estimate_min (row->record) - row->planned_min;
  request->minutes = left_min > 0 ? MIN (left_min, 8 * 60) : stint_workspace_get_default_block_min (STINT_WORKSPACE (source));
  stint_calendar_get_range (self, &request->first_day, &request->n_days);
  query.first_day = request->first_day;
  query.n_days = request->n_days;
  query.zone = stint_clock_get_zone (self->clock);
  stint_workspace_query_grid_async (STINT_WORKSPACE (source), &query, self->cancellable, days_read_cb, g_steal_pointer (&request));
}

/**
 * stint_calendar_schedule_next:
 *
 * Puts the selected task into the next free gap of the shown days that is long enough for what is left of it.
 */
void
stint_calendar_schedule_next (StintCalendar *self)
{
  if (self->selected_task != NULL)
    stint_workspace_load_task_async (self->workspace, self->selected_task, self->cancellable, task_read_cb, request_new (self));
}
