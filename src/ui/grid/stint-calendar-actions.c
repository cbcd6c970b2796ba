/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-private.h"

#include "core/stint-time.h"
#include "ui/grid/stint-block-widget.h"
#include "ui/grid/stint-calendar-tasks.h"
#include "ui/grid/stint-ghost.h"
#include "ui/grid/stint-grid-geometry.h"
#include "ui/grid/stint-hours-grid.h"
#include "ui/grid/stint-move-popover.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n.h>

#define ZOOM_STEP 8

/* ---- Pages ---- */

static void
today_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);

  stint_calendar_set_day (self, stint_clock_get_today (self->clock));
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  stint_calendar_page (STINT_CALENDAR (widget), -1);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  stint_calendar_page (STINT_CALENDAR (widget), 1);
}

static void
show_day_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);

  stint_calendar_set_day (self, g_variant_get_int32 (parameter));
  stint_calendar_set_view (self, STINT_VIEW_DAY);
}

/* More than the day can show side by side is a list. */
static void
show_more_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  gboolean is_day = self->view == STINT_VIEW_DAY;

  stint_calendar_set_day (self, g_variant_get_int32 (parameter));
  stint_calendar_set_view (self, is_day ? STINT_VIEW_AGENDA : STINT_VIEW_DAY);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  int hour_height = STINT_HOUR_HEIGHT_DEFAULT;

  if (g_str_equal (name, "calendar.zoom-in"))
    hour_height = (int) self->hour_height + ZOOM_STEP;
  else if (g_str_equal (name, "calendar.zoom-out"))
    hour_height = (int) self->hour_height - ZOOM_STEP;

  g_object_set (self, "hour-height", CLAMP (hour_height, STINT_HOUR_HEIGHT_MIN, STINT_HOUR_HEIGHT_MAX), NULL);
}

static void
second_zone_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  g_object_set (widget, "second-zone", g_variant_get_string (parameter, NULL), NULL);
}

/* ---- The block ---- */

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);
  g_autofree char *task_id = row != NULL ? g_strdup (row->task_id) : NULL;

  if (row == NULL)
    return;
  stint_calendar_select_row (self, row);
  stint_calendar_open (self, task_id);
}

static void
unschedule_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);

  if (row != NULL)
    stint_calendar_unschedule (self, row);
}

static void
complete_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);
  g_autofree char *message = NULL;

  if (row == NULL)
    return;
  message = g_strdup_printf (row->done ? _("“%s” is open again") : _("“%s” is done"), row->title);
  if (row->series_id != NULL)
    stint_calendar_complete_occurrence (self, row, message);
  else if (row->kind == STINT_GRID_BLOCK)
    stint_calendar_apply (self, stint_command_complete_block (self->workspace, row, !row->done), message);
  else
    stint_calendar_change_task (self, row->task_id, STINT_TASK_CHANGE_TOGGLE, message);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);
  g_autofree char *message = NULL;

  if (row == NULL)
    return;
  if (row->series_id != NULL)
    {
      stint_calendar_skip (self, row);
      return;
    }
  message = g_strdup_printf (_("“%s” deleted"), row->title);
  stint_calendar_change_task (self, row->task_id, STINT_TASK_CHANGE_DELETE, message);
}

static void
resize_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);
  gboolean longer = g_str_equal (name, "calendar.longer");
  g_autoptr (StintPickUp) pick_up = NULL;

  if (row == NULL)
    return;
  pick_up = stint_pick_up_new (stint_grid_row_copy (row), stint_clock_get_zone (self->clock));
  if (stint_pick_up_move (pick_up, longer ? STINT_PICK_UP_LONGER : STINT_PICK_UP_SHORTER))
    stint_calendar_place (self, row, &pick_up->placement, FALSE);
}

/* The copy comes right after it. */
static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);
  StintPlacement placement;

  if (row == NULL || row->kind != STINT_GRID_BLOCK)
    return;
  placement = (StintPlacement){ row->end_s, row->end_s + row->end_s - row->start_s, row->all_day };
  stint_placement_settle (&placement, stint_clock_get_zone (self->clock));
  stint_calendar_place (self, row, &placement, TRUE);
}

static void
move_cb (StintMovePopover *popover,
         StintPlacement   *placement,
         StintCalendar    *self)
{
  const StintGridRow *row = stint_move_popover_get_row (popover);
  StintGridSpot spot = { STINT_AREA_HOURS, stint_day_of_local (placement->start_s), placement->start_s };

  stint_placement_settle (placement, stint_clock_get_zone (self->clock));
  stint_calendar_place (self, row, placement, FALSE);
  stint_calendar_reveal (self, &spot, row->id);
}

static void
move_to_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);
  GtkWidget *popover;
  GdkRectangle at;

  if (row == NULL)
    return;
  stint_calendar_get_anchor (self, row, &at);
  popover = stint_move_popover_new (stint_grid_row_copy (row));
  g_signal_connect_object (popover, "move", G_CALLBACK (move_cb), self, 0);
  stint_calendar_open_popover (self, popover, &at);
}

static void
create_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  StintGridView *view = stint_calendar_get_grid_view (self);
  StintGridSpot spot;
  StintPlacement placement;

  if (view == NULL || !stint_grid_view_get_cursor (view, &spot))
    return;
  if (spot.area == STINT_AREA_HOURS)
    placement = (StintPlacement){ spot.local_s, spot.local_s + stint_workspace_get_default_block_min (self->workspace) * 60, FALSE }
  ;
  else
    placement = (StintPlacement){ spot.local_s, spot.local_s + STINT_DAY_S, TRUE }
  ;
  stint_calendar_create (self, &placement);
}

static void
schedule_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  stint_calendar_schedule_next (STINT_CALENDAR (widget));
}

/* ---- Carrying by the keyboard ---- */

static void
show_pick_up (StintCalendar *self)
{
  const StintGridRow *row = self->pick_up->row;
  StintPlacement *placement = &self->pick_up->placement;
  g_autoptr (StintGridPage) ghost = stint_ghost_new (row->title, row->color, placement, row->kind == STINT_GRID_DEADLINE);
  g_autofree char *tip = stint_placement_format (placement);
  g_autofree char *where = stint_placement_say (placement);

  stint_calendar_show_ghost (self, ghost, tip);
  stint_grid_view_set_lifted (stint_calendar_get_grid_view (self), row->id);
  stint_calendar_show_range_of (self, stint_day_of_local (placement->start_s));
  stint_calendar_announce (self, where);
}

static void
pick_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);

  if (row == NULL || self->pick_up != NULL)
    return;
  stint_calendar_select_row (self, row);
  self->pick_up = stint_pick_up_new (stint_grid_row_copy (row), stint_clock_get_zone (self->clock));
  show_pick_up (self);
  stint_calendar_announce (self, _("Picked up. Arrows move it, Enter puts it down, Escape leaves it where it was"));
}

static void
pick_up_move_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);

  if (self->pick_up != NULL && stint_pick_up_move (self->pick_up, (StintPickUpMove) g_variant_get_int32 (parameter)))
    show_pick_up (self);
}

static void
put_down_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  g_autoptr (StintPickUp) pick_up = g_steal_pointer (&self->pick_up);
  StintGridSpot spot;

  if (pick_up == NULL)
    return;

  spot = (StintGridSpot){ STINT_AREA_HOURS, stint_day_of_local (pick_up->placement.start_s), pick_up->placement.start_s };
  stint_calendar_place (self, pick_up->row, &pick_up->placement, FALSE);
  /* Where it lands gets the focus, as soon as the page with it is there. */
  g_free (self->reveal_block);
  self->reveal_block = g_strdup (pick_up->row->id);
  self->reveal_spot = spot;
  self->reveals = self->ghost_waits;
}

static void
cancel_pick_up_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  g_autoptr (StintPickUp) pick_up = g_steal_pointer (&self->pick_up);
  StintGridSpot spot;

  if (pick_up == NULL)
    return;

  spot = (StintGridSpot){ STINT_AREA_HOURS, stint_day_of_local (pick_up->row->start_s), pick_up->row->start_s };
  stint_calendar_show_ghost (self, NULL, NULL);
  stint_calendar_reveal (self, &spot, pick_up->row->id);
  stint_calendar_announce (self, _("Left where it was"));
}

/* ---- Menu ---- */

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  StintCalendar *self = STINT_CALENDAR (widget);
  const StintGridRow *row = stint_calendar_get_target (self);
  GdkRectangle at;

  if (row == NULL)
    return;
  stint_calendar_get_anchor (self, row, &at);
  stint_calendar_popup_menu (self, &at);
}

/**
 * stint_calendar_popup_menu:
 * @at: what it points to, in the calendar's pixels
 */
void
stint_calendar_popup_menu (StintCalendar      *self,
                           const GdkRectangle *at)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/stint_app/Stint/ui/grid/stint-block-menu.ui");
  GMenu *states = G_MENU (gtk_builder_get_object (builder, "states"));
  const StintGridRow *row = stint_calendar_get_target (self);
  GtkWidget *menu;

  if (row != NULL && row->done)
    {
      g_menu_remove (states, 0);
      g_menu_insert (states, 0, _("Not _Done"), "calendar.complete");
    }
  /* There is nothing else that unscheduling or deleting one of a series could mean. */
  if (row != NULL && row->series_id != NULL)
    {
      g_menu_remove (states, 2);
      g_menu_remove (states, 1);
      g_menu_append (states, _("S_kip"), "calendar.delete");
    }
  menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, "block_menu")));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  stint_calendar_open_popover (self, menu, at);
}

/**
 * stint_calendar_install_actions:
 *
 * What a calendar can do, for shortcuts, menus and buttons. `calendar.` is left out:
 *
 * - today, previous, next; show-day (i), show-more (i): a civil day
 * - zoom-in, zoom-out, zoom-reset
 * - open, pick-up, move-to, longer, shorter, duplicate, complete, unschedule, delete, menu: with the focused or selected block
 * - create: at the keyboard's cursor; schedule: the selected task, into the next gap that fits
 * - pick-up-move (i: #StintPickUpMove), put-down, cancel-pick-up: while a block is carried by the keyboard
 */
void
stint_calendar_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "calendar.today", NULL, today_action);
  gtk_widget_class_install_action (klass, "calendar.previous", NULL, previous_action);
  gtk_widget_class_install_action (klass, "calendar.next", NULL, next_action);
  gtk_widget_class_install_action (klass, "calendar.show-day", "i", show_day_action);
  gtk_widget_class_install_action (klass, "calendar.show-more", "i", show_more_action);
  gtk_widget_class_install_action (klass, "calendar.second-zone", "s", second_zone_action);
  gtk_widget_class_install_action (klass, "calendar.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "calendar.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "calendar.zoom-reset", NULL, zoom_action);

  gtk_widget_class_install_action (klass, "calendar.open", NULL, open_action);
  gtk_widget_class_install_action (klass, "calendar.unschedule", NULL, unschedule_action);
  gtk_widget_class_install_action (klass, "calendar.complete", NULL, complete_action);
  gtk_widget_class_install_action (klass, "calendar.delete", NULL, delete_action);
  gtk_widget_class_install_action (klass, "calendar.longer", NULL, resize_action);
  gtk_widget_class_install_action (klass, "calendar.shorter", NULL, resize_action);
  gtk_widget_class_install_action (klass, "calendar.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (klass, "calendar.move-to", NULL, move_to_action);
  gtk_widget_class_install_action (klass, "calendar.menu", NULL, menu_action);
  gtk_widget_class_install_action (klass, "calendar.create", NULL, create_action);
  gtk_widget_class_install_action (klass, "calendar.schedule", NULL, schedule_action);

  gtk_widget_class_install_action (klass, "calendar.pick-up", NULL, pick_up_action);
  gtk_widget_class_install_action (klass, "calendar.pick-up-move", "i", pick_up_move_action);
  gtk_widget_class_install_action (klass, "calendar.put-down", NULL, put_down_action);
  gtk_widget_class_install_action (klass, "calendar.cancel-pick-up", NULL, cancel_pick_up_action);
}

/**
 * stint_calendar_update_enabled:
 *
 * The one place that says which actions can be done now.
 */
void
stint_calendar_update_enabled (StintCalendar *self)
{
  static const char *const for_any[] = { "calendar.open", "calendar.complete", "calendar.delete", "calendar.pick-up", "calendar.move-to",
                                         "calendar.menu" };
  static const char *const for_blocks[] = { "calendar.unschedule", "calendar.longer", "calendar.shorter", "calendar.duplicate" };
  const StintGridRow *row = stint_calendar_get_target (self);

  for (gsize i = 0; i < G_N_ELEMENTS (for_any); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), for_any[i], row != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (for_blocks); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), for_blocks[i], row != NULL && row->kind == STINT_GRID_BLOCK);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.schedule", self->selected_task != NULL);
}
