/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include "ui/window/stint-trouble-page.h"
#include "ui/window/stint-welcome.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_ACCOUNT,
  PROP_SETTINGS,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  REOPEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintWindow, stint_window, ADW_TYPE_APPLICATION_WINDOW)

static void
width_changed_cb (StintWindow *self,
                  int          width)
{
  stint_window_adapt (self);
}

static void
sidebar_revealed_cb (StintWindow *self)
{
  gboolean revealed = stint_side_pane_get_revealed (self->sidebar);

  stint_window_update_actions (self);
  /* What a narrow window folds away is not what the person wants in a wide one. */
  if (!self->is_adapting && !stint_side_pane_get_folded (self->sidebar) && self->backlog != NULL)
    g_settings_set_boolean (self->settings, "sidebar-visible", revealed);
}

static void
inspector_revealed_cb (StintWindow *self)
{
  if (self->is_adapting || stint_side_pane_get_revealed (self->inspector_side) || self->inspector == NULL)
    return;
  stint_inspector_set_task (self->inspector, NULL);
}

static gboolean
title_cb (gpointer user_data)
{
  StintWindow *self = user_data;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *with_dot = NULL;
  int first_day, n_days;

  self->title_id = 0;
  g_object_get (self->calendar, "title", &title, "subtitle", &subtitle, NULL);
  gtk_label_set_label (self->range_title, title != NULL ? title : "");
  with_dot = subtitle != NULL && subtitle[0] != '\0' ? g_strconcat ("· ", subtitle, NULL) : g_strdup ("");
  gtk_label_set_label (self->range_subtitle, with_dot);
  stint_window_adapt (self);
  stint_calendar_get_range (self->calendar, &first_day, &n_days);
  stint_backlog_set_shown (self->backlog, first_day, n_days, stint_calendar_get_day (self->calendar));
  return G_SOURCE_REMOVE;
}

/* Several properties of the calendar change in one turn of a page: the head is written once. */
static void
range_cb (StintWindow *self)
{
  if (self->title_id == 0)
    self->title_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, title_cb, self, NULL);
}

/* What is selected on the grid may be one of a series. */
static void
inspect_selected (StintWindow *self,
                  const char  *task_id)
{
  const StintGridRow *row = stint_calendar_get_selected_occurrence (self->calendar);

  if (row != NULL && g_str_equal (row->task_id, task_id))
    stint_inspector_set_occurrence (self->inspector, row->task_id, row->series_id, &row->original);
  else
    stint_inspector_set_task (self->inspector, task_id);
}

static void
selected_task_cb (StintWindow *self)
{
  const char *id = stint_calendar_get_selected_task (self->calendar);

  /* An inspector that is open follows; it does not open by itself, for then the grid would move below the pointer. */
  if (id != NULL && self->inspector != NULL && stint_side_pane_get_revealed (self->inspector_side))
    inspect_selected (self, id);
}

static void
backlog_selected_cb (StintWindow *self)
{
  const char *id = stint_backlog_get_selected_task (self->backlog);
  StintTaskItem *item = stint_backlog_get_selected_item (self->backlog);

  /* A row that was chosen in the list shows its task, where there is room for that. */
  if (id != NULL && item != NULL && !stint_side_pane_get_folded (self->inspector_side) &&
      !stint_drag_is_active (self->drag))
    stint_window_open_task (self, id);
}

static void
open_task_cb (StintWindow *self,
              const char  *id)
{
  stint_window_open_task (self, id);
}

static void
schedule_task_cb (StintWindow *self,
                  const char  *id)
{
  stint_calendar_set_selected_task (self->calendar, id);
  gtk_widget_activate_action (GTK_WIDGET (self->calendar), "calendar.schedule", NULL);
}

static void
day_activated_cb (StintWindow *self,
                  int          day)
{
  stint_calendar_set_day (self->calendar, day);
  if (stint_side_pane_get_folded (self->sidebar))
    stint_side_pane_set_revealed (self->sidebar, FALSE);
}

static void
failed_cb (StintWindow *self,
           const char  *message)
{
  stint_window_tell (self, message);
}

/* The store refused an edit, which is still on the screen: that is so until one is taken. */
static void
refused_cb (StintWindow *self,
            const char  *message)
{
  g_free (self->refused);
  self->refused = g_strdup (message);
  stint_window_update_banner (self);
}

static void
view_setting_cb (StintWindow *self)
{
  if (self->calendar != NULL)
    stint_calendar_set_view (self->calendar, g_settings_get_enum (self->settings, "view"));
}

static void
view_cb (StintWindow *self)
{
  g_settings_set_enum (self->settings, "view", stint_calendar_get_view (self->calendar));
}

static void
block_minutes_cb (StintWindow *self)
{
  stint_workspace_set_default_block_min (self->workspace, g_settings_get_int (self->settings, "default-block-minutes"));
}

static void
make_calendar (StintWindow *self)
{
  int hour_height = g_settings_get_int (self->settings, "hour-height");

  self->calendar = STINT_CALENDAR (stint_calendar_new (self->workspace));
  g_object_set (self->calendar, "hour-height", hour_height, NULL);
  stint_calendar_set_view (self->calendar, g_settings_get_enum (self->settings, "view"));
  g_settings_bind (self->settings, "hour-height", self->calendar, "hour-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "second-zone", self->calendar, "second-zone", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::view", G_CALLBACK (view_setting_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "notify::view", G_CALLBACK (view_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "notify::view", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "notify::day", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "notify::title", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "notify::subtitle", G_CALLBACK (range_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "open-task", G_CALLBACK (open_task_cb), self, G_CONNECT_SWAPPED);
  stint_window_watch_occurrences (self);
  g_signal_connect_object (self->calendar, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "notify::selected-task", G_CALLBACK (selected_task_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->centre, GTK_WIDGET (self->calendar), "calendar");
}

static void
make_backlog (StintWindow *self)
{
  self->backlog = STINT_BACKLOG (stint_backlog_new (self->workspace, self->settings));
  g_signal_connect_object (self->backlog, "open-task", G_CALLBACK (open_task_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->backlog, "schedule-task", G_CALLBACK (schedule_task_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->backlog, "day-activated", G_CALLBACK (day_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->backlog, "failed", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->backlog, "notify::selected-task", G_CALLBACK (backlog_selected_cb), self, G_CONNECT_SWAPPED);
  stint_side_pane_set_pane (self->sidebar, GTK_WIDGET (self->backlog));
  g_object_bind_property (self->backlog, "selected-task", self->calendar, "selected-task", G_BINDING_BIDIRECTIONAL);
}

static void
make_inspector (StintWindow *self)
{
  self->inspector = STINT_INSPECTOR (stint_inspector_new (self->workspace));
  g_signal_connect_object (self->inspector, "closed", G_CALLBACK (stint_window_close_inspector), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "day-activated", G_CALLBACK (day_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "schedule-task", G_CALLBACK (schedule_task_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "open-task", G_CALLBACK (open_task_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "failed", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  stint_side_pane_set_pane (self->inspector_side, GTK_WIDGET (self->inspector));
}

static void
remember_size (StintWindow *self)
{
  int width, height;
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));

  g_settings_set_boolean (self->settings, "window-maximized", maximized);
  if (maximized)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 320));
  g_settings_set_int (self->settings, "window-height", MAX (height, 240));
}

static gboolean
stint_window_close_request (GtkWindow *window)
{
  remember_size (STINT_WINDOW (window));
  return GTK_WINDOW_CLASS (stint_window_parent_class)->close_request (window);
}

static void
resolved_cb (StintWindow *self,
             const char  *message)
{
  if (message != NULL)
    stint_window_tell (self, message);
  g_signal_emit (self, signals[REOPEN], 0);
}

static void
stint_window_constructed (GObject *object)
{
  StintWindow *self = STINT_WINDOW (object);

  G_OBJECT_CLASS (stint_window_parent_class)->constructed (object);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->settings, "changed::default-block-minutes", G_CALLBACK (block_minutes_cb), self,
                           G_CONNECT_SWAPPED);
  block_minutes_cb (self);
  stint_window_add_actions (self);
  stint_window_make_menus (self);
  stint_window_watch_changes (self);
  stint_window_watch_conflicts (self);
  stint_window_watch_account (self);
  stint_window_watch_assist (self);
  stint_window_accept_drops (self);
  stint_window_update_actions (self);
}

static void
stint_window_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  StintWindow *self = STINT_WINDOW (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_window_dispose (GObject *object)
{
  StintWindow *self = STINT_WINDOW (object);

  g_clear_handle_id (&self->title_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  /* The settings' action lives as long as whoever has seen it: it shall not tell of changes to a window that is gone. */
  g_action_map_remove_action (G_ACTION_MAP (self), "view");
  g_clear_object (&self->drag);
  g_clear_object (&self->undo_toast);
  g_clear_object (&self->choice);
  g_clear_weak_pointer (&self->inbox_window);
  G_OBJECT_CLASS (stint_window_parent_class)->dispose (object);
  g_clear_object (&self->history_menu);
  g_clear_object (&self->views_menu);
  g_clear_object (&self->moves_menu);
  g_clear_object (&self->conflicts_menu);
  g_clear_object (&self->inbox);
  g_clear_object (&self->settings);
  g_clear_object (&self->account);
  g_clear_object (&self->assistant);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->refused, g_free);
  g_clear_pointer (&self->directory, g_free);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (STINT_TYPE_WIDTH_BIN);
  g_type_ensure (STINT_TYPE_SIDE_PANE);
  g_type_ensure (STINT_TYPE_BANNER);
  g_type_ensure (STINT_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/window/stint-window.ui");
  gtk_widget_class_bind_template_child (widget_class, StintWindow, width_bin);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, content);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, today_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, previous_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, range_title);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, range_subtitle);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, view_switch);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, view_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, sync_button);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, inspector_side);
  gtk_widget_class_bind_template_child (widget_class, StintWindow, centre);
  gtk_widget_class_bind_template_callback (widget_class, stint_window_banner_pressed);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, inspector_revealed_cb);
}

static void
stint_window_class_init (StintWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags once = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = stint_window_constructed;
  object_class->set_property = stint_window_set_property;
  object_class->dispose = stint_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = stint_window_close_request;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, STINT_TYPE_WORKSPACE, once);
  props[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, STINT_TYPE_ACCOUNT, once);
  props[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, once);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[REOPEN] = g_signal_new ("reopen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
  stint_window_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
stint_window_init (StintWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @account: (nullable): without one, the window says nothing of accounts */
StintWindow *
stint_window_new (GtkApplication *application,
                  StintWorkspace *workspace,
                  StintAccount   *account,
                  GSettings      *settings)
{
  return g_object_new (STINT_TYPE_WINDOW, "application", application, "workspace", workspace, "account", account,
                       "settings", settings, NULL);
}

/* What the header bar and the panes show at the width that the window has. */
void
stint_window_adapt (StintWindow *self)
{
  StintWidth width = stint_width_bin_get_width (self->width_bin);
  gboolean is_narrow = width <= STINT_WIDTH_NARROW;
  const char *subtitle = gtk_label_get_label (self->range_subtitle);

  self->is_adapting = TRUE;
  gtk_widget_set_visible (self->view_switch, !is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->view_button), width == STINT_WIDTH_NARROW);
  gtk_widget_set_visible (GTK_WIDGET (self->range_subtitle), width == STINT_WIDTH_WIDE && subtitle[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->today_button), width > STINT_WIDTH_PHONE);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), !is_narrow);
  stint_sync_button_set_terse (self->sync_button, width == STINT_WIDTH_PHONE);
  if (stint_side_pane_get_folded (self->sidebar) != is_narrow)
    {
      stint_side_pane_set_folded (self->sidebar, is_narrow);
      stint_side_pane_set_revealed (self->sidebar, !is_narrow && self->backlog != NULL &&
                                    g_settings_get_boolean (self->settings, "sidebar-visible"));
    }
  stint_side_pane_set_folded (self->inspector_side, width <= STINT_WIDTH_MEDIUM);
  if (self->calendar != NULL)
    g_object_set (self->calendar, "max-days", width == STINT_WIDTH_PHONE ? 1 : is_narrow ? 3 : 7, NULL);
  self->is_adapting = FALSE;
}

/* Shows "calendar", "welcome" or "trouble"; the welcome is made when it is needed. */
void
stint_window_show_centre (StintWindow *self,
                          const char  *page)
{
  if (g_str_equal (page, "welcome") && gtk_stack_get_child_by_name (self->centre, page) == NULL)
    gtk_stack_add_named (self->centre, stint_welcome_new (), page);
  gtk_stack_set_visible_child_name (self->centre, page);
}

/* The keys of the grid work from the start; an empty plan begins with its first task. */
static gboolean
focus_cb (gpointer user_data)
{
  StintWindow *self = user_data;
  gboolean is_empty = g_strcmp0 (stint_window_get_page (self), "welcome") == 0;

  self->focus_id = 0;
  gtk_widget_grab_focus (is_empty ? GTK_WIDGET (stint_backlog_get_quick_add (self->backlog)) : GTK_WIDGET (self->calendar));
  return G_SOURCE_REMOVE;
}

/* The workspace is open: makes the panes. */
void
stint_window_start (StintWindow *self)
{
  GtkWidget *trouble;

  g_return_if_fail (STINT_IS_WINDOW (self));
  trouble = gtk_stack_get_child_by_name (self->centre, "trouble");
  if (trouble != NULL)
    gtk_stack_remove (self->centre, trouble);
  if (self->calendar == NULL)
    {
      make_calendar (self);
      make_backlog (self);
      self->drag = stint_drag_new (GTK_WIDGET (self->content), self->calendar);
      stint_drag_set_unschedule_target (self->drag, GTK_WIDGET (self->backlog));
      stint_drag_set_page_buttons (self->drag, GTK_WIDGET (self->previous_button), GTK_WIDGET (self->next_button));
    }
  stint_window_show_centre (self, "calendar");
  stint_side_pane_set_revealed (self->sidebar, !stint_side_pane_get_folded (self->sidebar) &&
                                g_settings_get_boolean (self->settings, "sidebar-visible"));
  stint_window_update_actions (self);
  stint_window_check_empty (self);
  title_cb (self);
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_LOW, focus_cb, self, NULL);
}

/* The workspace could not be opened. */
void
stint_window_show_trouble (StintWindow  *self,
                           const GError *error)
{
  GtkWidget *page;

  g_return_if_fail (STINT_IS_WINDOW (self));
  page = gtk_stack_get_child_by_name (self->centre, "trouble");
  if (page != NULL)
    gtk_stack_remove (self->centre, page);
  page = stint_trouble_page_new (self->workspace, error);
  g_signal_connect_object (page, "resolved", G_CALLBACK (resolved_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->centre, page, "trouble");
  stint_window_show_centre (self, "trouble");
  stint_side_pane_set_revealed (self->sidebar, FALSE);
  stint_window_update_actions (self);
}

void
stint_window_open_task (StintWindow *self,
                        const char  *task_id)
{
  g_return_if_fail (STINT_IS_WINDOW (self));
  if (self->calendar == NULL)
    return;
  if (self->inspector == NULL)
    make_inspector (self);
  inspect_selected (self, task_id);
  stint_calendar_set_selected_task (self->calendar, task_id);
  stint_side_pane_set_revealed (self->inspector_side, TRUE);
}

void
stint_window_close_inspector (StintWindow *self)
{
  g_return_if_fail (STINT_IS_WINDOW (self));
  if (!stint_side_pane_get_revealed (self->inspector_side))
    return;
  stint_side_pane_set_revealed (self->inspector_side, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

StintBacklog *
stint_window_get_backlog (StintWindow *self)
{
  g_return_val_if_fail (STINT_IS_WINDOW (self), NULL);
  return self->backlog;
}

StintCalendar *
stint_window_get_calendar (StintWindow *self)
{
  g_return_val_if_fail (STINT_IS_WINDOW (self), NULL);
  return self->calendar;
}

/* Returns: (nullable): "calendar", "welcome" or "trouble" */
const char *
stint_window_get_page (StintWindow *self)
{
  g_return_val_if_fail (STINT_IS_WINDOW (self), NULL);
  return gtk_stack_get_visible_child_name (self->centre);
}

gboolean
stint_window_is_inspecting (StintWindow *self)
{
  g_return_val_if_fail (STINT_IS_WINDOW (self), FALSE);
  return stint_side_pane_get_revealed (self->inspector_side);
}
