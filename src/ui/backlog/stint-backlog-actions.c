/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-backlog-private.h"

#include "core/stint-task.h"
#include "workspace/series/stint-series-commands.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n.h>

static const StintTaskRow *
get_selected_row (StintBacklog *self)
{
  StintTaskItem *item = stint_backlog_get_selected_item (self);

  return item != NULL ? stint_task_item_get_row (item) : NULL;
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (StintBacklog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stint_backlog_fail (self, error->message);
}

/* Takes @edit. */
static void
apply (StintBacklog *self,
       StintEdit    *edit)
{
  stint_workspace_apply_async (self->workspace, edit, self->cancellable, applied_cb, g_object_ref (self));
}

/* Takes @command. */
static void
run (StintBacklog       *self,
     StintSeriesCommand *command)
{
  stint_series_run_async (self->workspace, command, self->cancellable, applied_cb, g_object_ref (self));
}

/* What is done to the selected task may take it out of the list. */
static void
keep_position (StintBacklog *self)
{
  self->keep_position = gtk_single_selection_get_selected (self->selection);
}

void
stint_backlog_toggle_task (StintBacklog  *self,
                           StintTaskItem *item)
{
  const StintTaskRow *row = item != NULL ? stint_task_item_get_row (item) : NULL;

  StintSeriesCommand *command;
  gboolean done;

  if (row == NULL)
    return;
  done = !stint_task_is_done (row->record);
  command = stint_series_command_complete_task (self->workspace, row->record, done);
  if (command != NULL)
    run (self, command);
  else
    apply (self, stint_command_complete_task (self->workspace, row->record, done));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const StintTaskRow *row = get_selected_row (STINT_BACKLOG (widget));

  if (row != NULL)
    stint_backlog_emit_open (STINT_BACKLOG (widget), stint_record_get_id (row->record));
}

static void
schedule_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  const StintTaskRow *row = get_selected_row (STINT_BACKLOG (widget));

  if (row != NULL)
    stint_backlog_emit_schedule (STINT_BACKLOG (widget), stint_record_get_id (row->record));
}

static void
complete_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  StintBacklog *self = STINT_BACKLOG (widget);

  keep_position (self);
  stint_backlog_toggle_task (self, stint_backlog_get_selected_item (self));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  StintBacklog *self = STINT_BACKLOG (widget);
  const StintTaskRow *row = get_selected_row (self);

  if (row != NULL)
    apply (self, stint_command_duplicate_task (self->workspace, row->record));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  StintBacklog *self = STINT_BACKLOG (widget);
  const StintTaskRow *row = get_selected_row (self);
  StintSeriesCommand *command;

  if (row == NULL)
    return;
  keep_position (self);
  command = stint_series_command_delete_task (self->workspace, row->record);
  if (command != NULL)
    run (self, command);
  else
    apply (self, stint_command_delete_task (row->record));
}

static GMenuModel *
make_menu_model (gboolean is_done)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();

  g_menu_append (first, _("_Open"), "task.open");
  g_menu_append (first, _("_Schedule"), "task.schedule");
  g_menu_append (first, is_done ? _("_Reopen") : _("_Done"), "task.complete");
  g_menu_append (second, _("D_uplicate"), "task.duplicate");
  g_menu_append (second, _("_Delete"), "task.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  return G_MENU_MODEL (menu);
}

/* @x, @y: in the backlog */
static void
popup_menu (StintBacklog *self,
            double        x,
            double        y)
{
  const StintTaskRow *row = get_selected_row (self);
  g_autoptr (GMenuModel) model = NULL;

  if (row == NULL)
    return;
  model = make_menu_model (stint_task_is_done (row->record));
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_BOTTOM);
    }
  else
    {
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { x, y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* Selects the row below the pointer, as the first button does. */
static gboolean
select_at (StintBacklog *self,
           double        x,
           double        y)
{
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->list_view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *task = hit;

  while (task != NULL && !g_str_equal (gtk_widget_get_css_name (task), "task"))
    task = gtk_widget_get_parent (task);
  if (task == NULL && hit != NULL && g_str_equal (gtk_widget_get_css_name (hit), "row"))
    task = gtk_widget_get_first_child (hit);
  if (task == NULL || gtk_widget_get_parent (task) == NULL)
    return FALSE;
  gtk_widget_grab_focus (gtk_widget_get_parent (task));
  return gtk_widget_activate_action (gtk_widget_get_parent (task), "listitem.select", "(bb)", FALSE, FALSE);
}

static void
secondary_cb (GtkGestureClick *gesture,
              int              n_press,
              double           x,
              double           y,
              StintBacklog    *self)
{
  graphene_point_t own;

  if (!select_at (self, x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_compute_point (GTK_WIDGET (self->list_view), GTK_WIDGET (self), &GRAPHENE_POINT_INIT (x, y), &own))
    popup_menu (self, own.x, own.y);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  StintBacklog *self = STINT_BACKLOG (gtk_widget_get_ancestor (widget, STINT_TYPE_BACKLOG));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (widget)));
  graphene_rect_t area;

  if (focus == NULL || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &area))
    return GDK_EVENT_PROPAGATE;
  popup_menu (self, area.origin.x + area.size.width / 2, area.origin.y + area.size.height - 4);
  return GDK_EVENT_STOP;
}

static void
add_key (GtkShortcutController *keys,
         const char            *trigger,
         const char            *action)
{
  gtk_shortcut_controller_add_shortcut (keys, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                                gtk_named_action_new (action)));
}

void
stint_backlog_add_menu_gestures (StintBacklog *self)
{
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (secondary));

  /* Only where the list has the focus: in an entry these keys are text. In front of the list's own, which has Space for selecting. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (GTK_SHORTCUT_CONTROLLER (keys), "space", "task.complete");
  add_key (GTK_SHORTCUT_CONTROLLER (keys), "Delete", "task.delete");
  add_key (GTK_SHORTCUT_CONTROLLER (keys), "s", "task.schedule");
  add_key (GTK_SHORTCUT_CONTROLLER (keys), "<Control>d", "task.duplicate");
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                          gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), keys);
}

void
stint_backlog_update_actions (StintBacklog *self)
{
  static const char *const actions[] = { "task.open", "task.schedule", "task.complete", "task.duplicate", "task.delete" };
  gboolean has_task = get_selected_row (self) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], has_task);
}

void
stint_backlog_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "task.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "task.schedule", NULL, schedule_action);
  gtk_widget_class_install_action (widget_class, "task.complete", NULL, complete_action);
  gtk_widget_class_install_action (widget_class, "task.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "task.delete", NULL, delete_action);
}
