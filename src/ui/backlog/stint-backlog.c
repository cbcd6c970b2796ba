/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-backlog-private.h"

#include "core/stint-task.h"
#include "ui/backlog/stint-month-navigator.h"

#include <adwaita.h>
#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_SETTINGS,
  PROP_SELECTED_TASK,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  OPEN_TASK,
  SCHEDULE_TASK,
  DAY_ACTIVATED,
  FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintBacklog, stint_backlog, GTK_TYPE_WIDGET)

static const char *
item_id (StintTaskItem * item)
{
  const StintTaskRow *row = item != NULL ? stint_task_item_get_row (item) : NULL;

  return row != NULL ? stint_record_get_id (row->record) : NULL;
}

static void
take_selected (StintBacklog *self,
               const char   *id)
{
  if (g_strcmp0 (self->selected_task, id) == 0)
    return;
  g_free (self->selected_task);
  self->selected_task = g_strdup (id);
  stint_backlog_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_TASK]);
}

/* A row was chosen here. */
void
stint_backlog_take_selection (StintBacklog *self)
{
  StintTaskItem *item = gtk_single_selection_get_selected_item (self->selection);

  stint_backlog_update_actions (self);
  if (self->is_syncing)
    return;
  if (item_id (item) != NULL)
    take_selected (self, item_id (item));
}

static void
read_query (StintBacklog *self)
{
  g_autoptr (StintTaskQuery) query = stint_backlog_filter_dup_query (self->filter);

  stint_task_list_set_query (self->list, query);
}

static void
filter_changed_cb (StintBacklog *self)
{
  if (self->list == NULL)
    return;
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "sidebar-sort", stint_backlog_filter_get_sort (self->filter));
  read_query (self);
}

static void
search_changed_cb (StintBacklog *self)
{
  stint_backlog_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
stop_search_cb (StintBacklog *self)
{
  stint_backlog_end_search (self);
}

static void
activate_cb (StintBacklog *self,
             guint         position)
{
  g_autoptr (StintTaskItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item_id (item) != NULL)
    g_signal_emit (self, signals[OPEN_TASK], 0, item_id (item));
}

static void
added_cb (StintBacklog *self,
          const char   *id)
{
  g_free (self->reveal_task);
  self->reveal_task = g_strdup (id);
  take_selected (self, id);
  stint_backlog_mark_selected (self);
}

static void
failed_cb (StintBacklog *self,
           const char   *message)
{
  stint_backlog_fail (self, message);
}

static void
day_activated_cb (StintBacklog *self,
                  int           day)
{
  g_signal_emit (self, signals[DAY_ACTIVATED], 0, day);
}

static void
day_changed_cb (StintBacklog *self)
{
  read_query (self);
}

static void
stint_backlog_constructed (GObject *object)
{
  StintBacklog *self = STINT_BACKLOG (object);
  StintClock *clock = stint_workspace_get_clock (self->workspace);

  G_OBJECT_CLASS (stint_backlog_parent_class)->constructed (object);
  stint_quick_add_entry_set_workspace (self->quick_add, self->workspace);
  stint_backlog_filter_set_workspace (self->filter, self->workspace);
  if (self->settings != NULL)
    {
      g_autofree char *sort = g_settings_get_string (self->settings, "sidebar-sort");

      stint_backlog_filter_set_sort (self->filter, sort);
    }
  stint_month_navigator_set_workspace (self->month, self->workspace);
  stint_backlog_make_list (self);
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "zone-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  read_query (self);
  stint_backlog_update_actions (self);
}

static void
stint_backlog_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  StintBacklog *self = STINT_BACKLOG (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_SELECTED_TASK:
      g_value_set_string (value, self->selected_task);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_backlog_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  StintBacklog *self = STINT_BACKLOG (object);

  switch (prop_id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    case PROP_SELECTED_TASK:
      stint_backlog_set_selected_task (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_backlog_dispose (GObject *object)
{
  StintBacklog *self = STINT_BACKLOG (object);
  GtkWidget *child;

  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_handle_id (&self->reveal_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  self->list_view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (stint_backlog_parent_class)->dispose (object);
}

static void
stint_backlog_finalize (GObject *object)
{
  StintBacklog *self = STINT_BACKLOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->selected_task);
  g_free (self->reveal_task);
  G_OBJECT_CLASS (stint_backlog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (STINT_TYPE_QUICK_ADD_ENTRY);
  g_type_ensure (STINT_TYPE_BACKLOG_FILTER);
  g_type_ensure (STINT_TYPE_MONTH_NAVIGATOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/backlog/stint-backlog.ui");
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, quick_add);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, search_revealer);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, search);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, filter);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, pages);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, list_view);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, empty_title);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, empty_description);
  gtk_widget_class_bind_template_child (widget_class, StintBacklog, month);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, added_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_activated_cb);
}

static void
stint_backlog_class_init (StintBacklogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = stint_backlog_constructed;
  object_class->get_property = stint_backlog_get_property;
  object_class->set_property = stint_backlog_set_property;
  object_class->dispose = stint_backlog_dispose;
  object_class->finalize = stint_backlog_finalize;

  props[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, STINT_TYPE_WORKSPACE, once);
  props[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, once);
  props[PROP_SELECTED_TASK] = g_param_spec_string ("selected-task", NULL, NULL, NULL,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[OPEN_TASK] = g_signal_new ("open-task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SCHEDULE_TASK] = g_signal_new ("schedule-task", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "backlog");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  bind_template (widget_class);
  stint_backlog_install_actions (widget_class);
}

static void
stint_backlog_init (StintBacklog *self)
{
  self->keep_position = GTK_INVALID_LIST_POSITION;
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  stint_backlog_add_menu_gestures (self);
}

/* @settings: (nullable): where the order of the list is remembered */
GtkWidget *
stint_backlog_new (StintWorkspace *workspace,
                   GSettings      *settings)
{
  return g_object_new (STINT_TYPE_BACKLOG, "workspace", workspace, "settings", settings, NULL);
}

/* Returns: (nullable) */
const char *
stint_backlog_get_selected_task (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), NULL);
  return self->selected_task;
}

/* @task_id: (nullable) */
void
stint_backlog_set_selected_task (StintBacklog *self,
                                 const char   *task_id)
{
  g_return_if_fail (STINT_IS_BACKLOG (self));
  take_selected (self, task_id);
  stint_backlog_mark_selected (self);
}

/* Returns: (nullable) (transfer none): only if the selected task is in the list */
StintTaskItem *
stint_backlog_get_selected_item (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), NULL);
  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

void
stint_backlog_set_shown (StintBacklog *self,
                         int           first_day,
                         int           n_days,
                         int           day)
{
  g_return_if_fail (STINT_IS_BACKLOG (self));
  stint_month_navigator_set_shown (self->month, first_day, n_days, day);
}

void
stint_backlog_start_quick_add (StintBacklog *self)
{
  g_return_if_fail (STINT_IS_BACKLOG (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->quick_add));
}

void
stint_backlog_start_search (StintBacklog *self)
{
  g_return_if_fail (STINT_IS_BACKLOG (self));
  gtk_revealer_set_reveal_child (self->search_revealer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Looks for @words in all tasks, as if they were typed. */
void
stint_backlog_search (StintBacklog *self,
                      const char   *words)
{
  g_return_if_fail (STINT_IS_BACKLOG (self));
  gtk_revealer_set_reveal_child (self->search_revealer, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
}

/* Returns: whether there was a search to end */
gboolean
stint_backlog_end_search (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), FALSE);
  if (!gtk_revealer_get_reveal_child (self->search_revealer))
    return FALSE;
  gtk_revealer_set_reveal_child (self->search_revealer, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  stint_backlog_filter_set_search (self->filter, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  return TRUE;
}

StintTaskList *
stint_backlog_get_list (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), NULL);
  return self->list;
}

StintBacklogFilter *
stint_backlog_get_filter (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), NULL);
  return self->filter;
}

StintQuickAddEntry *
stint_backlog_get_quick_add (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), NULL);
  return self->quick_add;
}

/* "list" or "empty" */
const char *
stint_backlog_get_page (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

GtkWidget *
stint_backlog_get_list_view (StintBacklog *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG (self), NULL);
  return GTK_WIDGET (self->list_view);
}

void
stint_backlog_fail (StintBacklog *self,
                    const char   *message)
{
  g_signal_emit (self, signals[FAILED], 0, message);
}

void
stint_backlog_emit_open (StintBacklog *self,
                         const char   *id)
{
  g_signal_emit (self, signals[OPEN_TASK], 0, id);
}

void
stint_backlog_emit_schedule (StintBacklog *self,
                             const char   *id)
{
  g_signal_emit (self, signals[SCHEDULE_TASK], 0, id);
}
