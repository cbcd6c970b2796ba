/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include <glib/gi18n.h>

static void
today_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  StintWindow *self = user_data;

  if (self->calendar != NULL)
    stint_calendar_set_day (self->calendar, stint_clock_get_today (stint_workspace_get_clock (self->workspace)));
}

static void
page (StintWindow *self,
      int          direction)
{
  if (self->calendar != NULL)
    stint_calendar_page (self->calendar, direction);
}

static void
previous_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  page (user_data, -1);
}

static void
next_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  page (user_data, 1);
}

static void
sidebar_state_cb (GSimpleAction *action,
                  GVariant      *state,
                  gpointer       user_data)
{
  StintWindow *self = user_data;

  stint_side_pane_set_revealed (self->sidebar, g_variant_get_boolean (state));
}

static void
new_task_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  StintWindow *self = user_data;

  if (self->backlog == NULL)
    return;
  stint_side_pane_set_revealed (self->sidebar, TRUE);
  stint_backlog_start_quick_add (self->backlog);
}

static void
search_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  StintWindow *self = user_data;

  if (self->backlog == NULL)
    return;
  stint_side_pane_set_revealed (self->sidebar, TRUE);
  stint_backlog_start_search (self->backlog);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) left = NULL;
  g_autoptr (StintChange) change = stint_workspace_undo_finish (STINT_WORKSPACE (source), result, &left, &error);

  if (self->workspace == NULL)
    return;
  if (error != NULL && !g_error_matches (error, STINT_STORE_ERROR, STINT_STORE_ERROR_NOTHING))
    stint_window_tell (self, error->message);
  else if (left != NULL && left[0] != NULL)
    stint_window_tell (self, left[0]);
}

static void
undo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  StintWindow *self = user_data;

  stint_workspace_undo_async (self->workspace, self->cancellable, undone_cb, g_object_ref (self));
}

static void
redo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  StintWindow *self = user_data;

  stint_workspace_redo_async (self->workspace, self->cancellable, undone_cb, g_object_ref (self));
}

static void
example_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  stint_window_load_example (user_data);
}

/* Esc takes back the last thing that was opened. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  StintWindow *self = STINT_WINDOW (widget);

  if (self->drag != NULL && stint_drag_is_active (self->drag))
    return GDK_EVENT_PROPAGATE;
  if (self->backlog != NULL && stint_backlog_end_search (self->backlog))
    return GDK_EVENT_STOP;
  if (stint_side_pane_get_revealed (self->inspector_side))
    {
      stint_window_close_inspector (self);
      return GDK_EVENT_STOP;
    }
  if (stint_side_pane_get_folded (self->sidebar) && stint_side_pane_get_revealed (self->sidebar))
    {
      stint_side_pane_set_revealed (self->sidebar, FALSE);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
toggle_sidebar_cb (GtkWidget *widget,
                   GVariant  *args,
                   gpointer   user_data)
{
  StintWindow *self = STINT_WINDOW (widget);

  stint_side_pane_set_revealed (self->sidebar, !stint_side_pane_get_revealed (self->sidebar));
  return GDK_EVENT_STOP;
}

void
stint_window_add_actions (StintWindow *self)
{
  static const GActionEntry entries[] = {
    { "today", today_action },
    { "previous", previous_action },
    { "next", next_action },
    { "sidebar", NULL, NULL, "false", sidebar_state_cb },
    { "new-task", new_task_action },
    { "search", search_action },
    { "undo", undo_action },
    { "redo", redo_action },
    { "example", example_action },
    { "assist", stint_window_assist_action },
    { "break-down", stint_window_break_down_action },
  };
  g_autoptr (GAction) view = g_settings_create_action (self->settings, "view");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), view);
  stint_window_add_account_actions (self);
}

static void
set_enabled (StintWindow *self,
             const char  *name,
             gboolean     enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), enabled);
}

void
stint_window_update_actions (StintWindow *self)
{
  static const char *const with_panes[] = { "today", "previous", "next", "sidebar", "new-task", "search", "example" };
  GAction *sidebar = g_action_map_lookup_action (G_ACTION_MAP (self), "sidebar");
  gboolean is_open = self->calendar != NULL && g_strcmp0 (stint_window_get_page (self), "trouble") != 0;

  if (sidebar == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (with_panes); i++)
    set_enabled (self, with_panes[i], is_open);
  set_enabled (self, "assist", is_open && stint_window_has_assist (self));
  set_enabled (self, "break-down", is_open && stint_window_has_assist (self));
  set_enabled (self, "undo", is_open && stint_workspace_get_can_undo (self->workspace));
  set_enabled (self, "redo", is_open && stint_workspace_get_can_redo (self->workspace));
  g_simple_action_set_state (G_SIMPLE_ACTION (sidebar),
                             g_variant_new_boolean (stint_side_pane_get_revealed (self->sidebar)));
}

/*
 * The keys are bindings of the window and not the application's accelerators: those would come before the focused entry and its input
 * method, and Ctrl+Z would undo a task while a title is being typed.
 */
void
stint_window_install_actions (GtkWidgetClass *widget_class)
{
  GdkModifierType control = GDK_CONTROL_MASK, alt = GDK_ALT_MASK, both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, control, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, both, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, control, "win.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, control, "win.today", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, control, "win.new-task", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, control, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, alt, "win.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, alt, "win.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, alt, "win.view", "s", "day");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, alt, "win.view", "s", "week");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, alt, "win.view", "s", "month");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_4, alt, "win.view", "s", "agenda");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, both, "app.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, control, "app.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, both, "app.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "app.help", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, control, "app.preferences", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, control, "app.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_q, control, "app.quit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, control, "win.sync", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.sync", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, control, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F9, 0, toggle_sidebar_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}
