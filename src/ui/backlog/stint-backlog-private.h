/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/backlog/stint-backlog.h"
#include "ui/backlog/stint-month-navigator.h"

G_BEGIN_DECLS

/* The backlog as its files see it: stint-backlog.c is the pane, -list the list in it, -actions what is done to its tasks. */
struct _StintBacklog
{
  GtkWidget parent_instance;

  StintQuickAddEntry *quick_add;
  GtkRevealer *search_revealer;
  GtkSearchEntry *search;
  StintBacklogFilter *filter;
  GtkStack *pages;
  GtkListView *list_view;
  GtkLabel *empty_title;
  GtkLabel *empty_description;
  StintMonthNavigator *month;
  GtkWidget *menu;

  StintWorkspace *workspace;
  GSettings *settings;
  StintTaskList *list;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  char *selected_task;
  char *reveal_task;
  guint keep_position;
  guint count_id;
  guint reveal_id;
  gboolean is_syncing;
};

void stint_backlog_make_list         (StintBacklog   *self);
void stint_backlog_mark_selected     (StintBacklog   *self);
void stint_backlog_take_selection    (StintBacklog   *self);

void stint_backlog_install_actions   (GtkWidgetClass *widget_class);
void stint_backlog_add_menu_gestures (StintBacklog   *self);
void stint_backlog_update_actions    (StintBacklog   *self);
void stint_backlog_toggle_task       (StintBacklog   *self,
                                      StintTaskItem  *item);
void stint_backlog_fail              (StintBacklog   *self,
                                      const char     *message);
void stint_backlog_emit_open         (StintBacklog   *self,
                                      const char     *id);
void stint_backlog_emit_schedule     (StintBacklog   *self,
                                      const char     *id);

G_END_DECLS
