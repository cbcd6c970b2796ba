/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-backlog-private.h"

#include "core/stint-task.h"
#include "ui/backlog/stint-backlog-row.h"

#include <glib/gi18n.h>

/* Up to here the hours in the head are added up; a longer list is not read for a sum. */
#define SUM_MAX_TASKS 100
/* How far a task is looked for that was selected elsewhere: a list may have a hundred thousand. */
#define FIND_MAX_TASKS 200

static const char *
item_id (StintTaskItem *item)
{
  const StintTaskRow *row = item != NULL ? stint_task_item_get_row (item) : NULL;

  return row != NULL ? stint_record_get_id (row->record) : NULL;
}

static void
select_position (StintBacklog *self,
                 guint         position)
{
  self->is_syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_syncing = FALSE;
}

/* Finds the task that is selected elsewhere among the first rows, and marks it here. */
void
stint_backlog_mark_selected (StintBacklog *self)
{
  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->list)), FIND_MAX_TASKS);

  if (g_strcmp0 (item_id (gtk_single_selection_get_selected_item (self->selection)), self->selected_task) == 0)
    return;
  for (guint i = 0; self->selected_task != NULL && i < n; i++)
    {
      g_autoptr (StintTaskItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_strcmp0 (item_id (item), self->selected_task) == 0)
        {
          select_position (self, i);
          return;
        }
    }
  select_position (self, GTK_INVALID_LIST_POSITION);
}

/* The head's sum: only for a list so short that all its rows are read anyway. */
static int
sum_minutes (StintBacklog *self,
             guint         n_tasks)
{
  int sum = 0;

  if (n_tasks > SUM_MAX_TASKS || g_strcmp0 (stint_backlog_get_page (self), "list") != 0)
    return -1;
  for (guint i = 0; i < n_tasks; i++)
    {
      g_autoptr (StintTaskItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      const StintTaskRow *row = stint_task_item_get_row (item);

      if (row == NULL)
        return -1;
      sum += MAX (0, stint_task_get_estimate_min (row->record) - row->planned_min);
    }
  return sum;
}

static void
show_page (StintBacklog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const char *title, *description;

  if (!stint_task_list_is_loaded (self->list) || n > 0)
    {
      gtk_stack_set_visible_child_name (self->pages, "list");
      return;
    }
  if (stint_backlog_filter_is_narrowed (self->filter))
    {
      title = _("Nothing Found");
      description = _("No task fits what is looked for.");
    }
  else
    {
      title = _("All Clear");
      description = _("There is nothing in this list.");
    }
  gtk_label_set_label (self->empty_title, title);
  gtk_label_set_label (self->empty_description, description);
  gtk_stack_set_visible_child_name (self->pages, "empty");
}

static gboolean
count_cb (gpointer user_data)
{
  StintBacklog *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  self->count_id = 0;
  show_page (self);
  stint_backlog_filter_set_count (self->filter, n, sum_minutes (self, n));
  return G_SOURCE_REMOVE;
}

static void
queue_count (StintBacklog *self)
{
  if (self->count_id == 0)
    self->count_id = g_idle_add_full (GDK_PRIORITY_REDRAW - 5, count_cb, self, NULL);
}

static void
items_changed_cb (StintBacklog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  /* The selected task left the list by what was done to it here: the next one takes its place, so that keys go on working. */
  if (self->keep_position != GTK_INVALID_LIST_POSITION &&
      gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    {
      guint position = MIN (self->keep_position, n > 0 ? n - 1 : GTK_INVALID_LIST_POSITION);

      self->keep_position = GTK_INVALID_LIST_POSITION;
      if (n > 0)
        gtk_single_selection_set_selected (self->selection, position);
    }
  queue_count (self);
}

static gboolean
reveal_cb (gpointer user_data)
{
  StintBacklog *self = user_data;
  guint position;

  self->reveal_id = 0;
  stint_backlog_mark_selected (self);
  position = gtk_single_selection_get_selected (self->selection);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
  return G_SOURCE_REMOVE;
}

/* Rows are bound while the list is given its place: scrolling then would leave rows without one. */
static void
row_read_cb (StintTaskItem *item,
             GParamSpec    *pspec,
             GtkListItem   *list_item)
{
  StintBacklog *self = g_object_get_data (G_OBJECT (list_item), "stint-backlog");

  queue_count (self);
  if (item == stint_backlog_get_selected_item (self))
    stint_backlog_update_actions (self);
  if (self->reveal_task != NULL && g_strcmp0 (item_id (item), self->reveal_task) == 0)
    {
      g_clear_pointer (&self->reveal_task, g_free);
      if (self->reveal_id == 0)
        self->reveal_id = g_idle_add (reveal_cb, self);
    }
}

static void
toggled_cb (StintBacklogRow *row,
            gpointer         user_data)
{
  stint_backlog_toggle_task (user_data, stint_backlog_row_get_item (row));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          gpointer                  user_data)
{
  StintBacklog *self = user_data;
  GtkWidget *row = stint_backlog_row_new (stint_workspace_get_clock (self->workspace));

  g_signal_connect (row, "toggled", G_CALLBACK (toggled_cb), self);
  g_object_set_data (G_OBJECT (list_item), "stint-backlog", self);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         gpointer                  user_data)
{
  StintTaskItem *item = gtk_list_item_get_item (list_item);

  stint_backlog_row_set_item (STINT_BACKLOG_ROW (gtk_list_item_get_child (list_item)), item);
  g_signal_connect (item, "notify::row", G_CALLBACK (row_read_cb), list_item);
  if (stint_task_item_get_row (item) != NULL)
    row_read_cb (item, NULL, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           gpointer                  user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), row_read_cb, list_item);
  stint_backlog_row_set_item (STINT_BACKLOG_ROW (gtk_list_item_get_child (list_item)), NULL);
}

void
stint_backlog_make_list (StintBacklog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->list = stint_task_list_new (self->workspace);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (stint_backlog_take_selection), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "loaded", G_CALLBACK (queue_count), self, G_CONNECT_SWAPPED);
}
