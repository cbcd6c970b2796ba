/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-private.h"

#include "core/stint-block.h"
#include "ui/grid/stint-create-popover.h"
#include "ui/grid/stint-ghost.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n.h>

typedef struct
{
  StintCalendar *calendar;
  char          *message;
  char          *task_id;
} Applying;

static void
applying_free (Applying *applying)
{
  g_object_unref (applying->calendar);
  g_free (applying->message);
  g_free (applying->task_id);
  g_free (applying);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Applying, applying_free)

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Applying) applying = user_data;
  StintCalendar *self = applying->calendar;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* The ghost stood for the block until the page with it came; nothing comes now. */
  if (change == NULL && self->ghost_waits)
    stint_calendar_show_ghost (self, NULL, NULL);
  if (error != NULL)
    {
      stint_calendar_fail (self, error->message);
      return;
    }

  if (change != NULL && applying->message != NULL)
    stint_calendar_announce (self, applying->message);
  if (applying->task_id != NULL)
    stint_calendar_set_selected_task (self, applying->task_id);
}

static void
apply_and_select (StintCalendar *self,
                  StintEdit     *edit,
                  const char    *message,
                  const char    *task_id)
{
  Applying *applying = g_new0 (Applying, 1);

  applying->calendar = g_object_ref (self);
  applying->message = g_strdup (message);
  applying->task_id = g_strdup (task_id);
  self->ghost_waits = self->ghost != NULL;
  stint_workspace_apply_async (self->workspace, edit, self->cancellable, applied_cb, applying);
}

/**
 * stint_calendar_apply:
 * @edit: (transfer full) (nullable): what shall be done; %NULL: nothing
 * @message: (nullable): what is announced when it is done
 */
void
stint_calendar_apply (StintCalendar *self,
                      StintEdit     *edit,
                      const char    *message)
{
  if (edit == NULL)
    stint_calendar_show_ghost (self, NULL, NULL);
  else
    apply_and_select (self, edit, message, NULL);
}

static gboolean
stands_there (const StintGridRow   *row,
              const StintPlacement *placement)
{
  return row->kind == STINT_GRID_BLOCK && row->start_s == placement->start_s && row->end_s == placement->end_s &&
         !row->all_day == !placement->all_day;
}

/**
 * stint_calendar_place:
 * @row: a block or a deadline
 * @copy: leave the block where it is and put another one there
 *
 * What a drop, the keyboard and the popover end with.
 */
void
stint_calendar_place (StintCalendar        *self,
                      const StintGridRow   *row,
                      const StintPlacement *placement,
                      gboolean              copy)
{
  g_autofree char *where = stint_placement_say (placement);
  g_autofree char *message = NULL;

  if (!copy && stands_there (row, placement))
    {
      stint_calendar_show_ghost (self, NULL, NULL);
      return;
    }

  if (row->kind == STINT_GRID_DEADLINE)
    {
      int day = stint_day_of_local (placement->start_s);

      /* Translators: title, day */
      message = g_strdup_printf (_("Deadline of “%1$s” moved: %2$s"), row->title, where);
      if (row->series_id != NULL)
        stint_calendar_change_occurrence (self, stint_scope_choice_new_deadline (self->workspace, row, day), message);
      else
        stint_calendar_apply (self, stint_command_set_deadline (self->workspace, row, day), message);
    }
  else if (copy)
    {
      message = g_strdup_printf (_("“%1$s” copied: %2$s"), row->title, where);
      stint_calendar_apply (self, stint_command_copy_block (self->workspace, row, placement->start_s), message);
    }
  else
    {
      /* Translators: title, day and times */
      message = g_strdup_printf (_("“%1$s” moved: %2$s"), row->title, where);
      if (row->series_id != NULL)
        stint_calendar_change_occurrence (self,
                                          stint_scope_choice_new_place (self->workspace, row, placement->start_s, placement->end_s,
                                                                        placement->all_day),
                                          message);
      else
        stint_calendar_apply (self, stint_command_place_block (self->workspace, row, placement->start_s, placement->end_s,
                                                               placement->all_day), message);
    }
}

void
stint_calendar_schedule_at (StintCalendar        *self,
                            const StintTaskRow   *task,
                            const StintPlacement *placement)
{
  g_autofree char *where = stint_placement_say (placement);
  const char *title = stint_record_get_string (task->record, "title");
  int minutes = placement->minutes > 0 ? placement->minutes : (int) ((placement->end_s - placement->start_s) / 60);
  /* Translators: title, day and times */
  g_autofree char *message = g_strdup_printf (_("“%1$s” scheduled: %2$s"), title, where);

  stint_calendar_apply (self, stint_command_schedule (self->workspace, task, placement->start_s, minutes, placement->all_day), message);
}

void
stint_calendar_unschedule (StintCalendar      *self,
                           const StintGridRow *row)
{
  g_autofree char *message = g_strdup_printf (_("“%s” taken off the calendar"), row->title);

  if (row->kind == STINT_GRID_BLOCK && row->series_id != NULL)
    stint_calendar_skip (self, row);
  else if (row->kind == STINT_GRID_BLOCK)
    stint_calendar_apply (self, stint_command_unschedule (row), message);
}

/* ---- Creating ---- */

/* A task with a block of whole days: the command for a new task, and the block with it, one step. */
static StintEdit *
make_all_day_task (StintCalendar        *self,
                   const char           *title,
                   const StintPlacement *placement,
                   char                **task_id)
{
  StintEdit *edit = stint_command_add_task (self->workspace, title, NULL, task_id);
  StintTime start = stint_time_date (stint_day_of_local (placement->start_s));
  StintWhen when = stint_when_new (&start, (int) ((placement->end_s - placement->start_s) / 60));
  g_autofree char *block_id = stint_workspace_dup_new_id (self->workspace);
  GVariantBuilder members;

  g_variant_builder_init (&members, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&members, "{sv}", STINT_BLOCK_PINNED, g_variant_new_boolean (TRUE));
  g_variant_builder_add (&members, "{sv}", STINT_BLOCK_TASK, g_variant_new_string (*task_id));
  g_variant_builder_add (&members, "{sv}", STINT_BLOCK_WHEN, stint_when_to_variant (&when));
  stint_edit_create (edit, STINT_KIND_BLOCK, block_id, g_variant_builder_end (&members));

  return edit;
}

static void
create_cb (StintCreatePopover *popover,
           const char         *title,
           StintCalendar      *self)
{
  const StintPlacement *placement = stint_create_popover_get_placement (popover);
  g_autofree char *where = stint_placement_say (placement);
  g_autofree char *message = NULL;
  g_autofree char *task_id = NULL;
  StintEdit *edit;

  if (placement->all_day)
    edit = make_all_day_task (self, title, placement, &task_id);
  else
    edit = stint_command_add_task_at (self->workspace, title, placement->start_s, placement->minutes, &task_id);

  message = g_strdup_printf (_("“%1$s” added: %2$s"), title, where);
  apply_and_select (self, edit, message, task_id);
}

static void
create_closed_cb (StintCalendar *self)
{
  if (!self->ghost_waits)
    stint_calendar_show_ghost (self, NULL, NULL);
}

/* The ghost has its place after one frame: only then is there something to point to. */
static gboolean
point_to_ghost_cb (GtkWidget     *widget,
                   GdkFrameClock *frame_clock,
                   gpointer       user_data)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  GtkWidget *popover = user_data;
  GdkRectangle at;

  if (self->popover != popover)
    return G_SOURCE_REMOVE;
  if (gdk_frame_clock_get_frame_counter (frame_clock) < self->popover_frame)
    return G_SOURCE_CONTINUE;

  if (self->ghost != NULL)
    {
      stint_calendar_get_anchor (self, g_ptr_array_index (self->ghost->rows, 0), &at);
      gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
    }
  gtk_popover_popup (GTK_POPOVER (popover));

  return G_SOURCE_REMOVE;
}

/**
 * stint_calendar_create:
 *
 * Asks for a title beside the ghost of a new block; Enter adds the task and the block, Esc forgets it.
 */
void
stint_calendar_create (StintCalendar        *self,
                       const StintPlacement *placement)
{
  StintPlacement settled = *placement;
  g_autoptr (StintGridPage) ghost = NULL;
  GtkWidget *popover;
  GdkFrameClock *frame_clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (settled.minutes == 0)
    stint_placement_settle (&settled, stint_clock_get_zone (self->clock));
  ghost = stint_ghost_new (NULL, NULL, &settled, FALSE);
  popover = stint_create_popover_new (&settled);
  stint_calendar_show_ghost (self, ghost, NULL);
  g_signal_connect_object (popover, "create", G_CALLBACK (create_cb), self, 0);
  g_signal_connect_object (popover, "closed", G_CALLBACK (create_closed_cb), self, G_CONNECT_SWAPPED);
  stint_calendar_add_popover (self, popover);
  self->popover_frame = frame_clock != NULL ? gdk_frame_clock_get_frame_counter (frame_clock) + 2 : 0;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), point_to_ghost_cb, g_object_ref (popover), g_object_unref);
}
