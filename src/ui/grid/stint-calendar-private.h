/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-edit.h"
#include "ui/grid/stint-calendar.h"
#include "ui/grid/stint-drag-plan.h"
#include "ui/grid/stint-grid-view.h"
#include "ui/grid/stint-pick-up.h"
#include "ui/repeat/stint-scope-choice.h"

G_BEGIN_DECLS

/*
 * The calendar, cut by concern: stint-calendar.c shows pages, -actions.c carries out what is asked, -keys.c and -pointer.c listen, and
 * StintPickUp is the keyboard's drag.
 */
struct _StintCalendar
{
  GtkWidget parent_instance;

  StintWorkspace *workspace;
  StintClock *clock;
  GCancellable *cancellable;
  GtkWidget *stack;
  GtkWidget *week;
  GtkWidget *month;
  GtkWidget *agenda;

  StintGridModel *model;
  int limit_per_day;
  gboolean loading;
  StintGridPage *page;

  StintView view;
  int day;
  int range_first;
  int range_n;
  int max_days;
  double hour_height;
  char *second_zone;
  char *selected_task;
  char *selected_block;
  StintGridRow *selected_occurrence;

  gboolean reveals;
  StintGridSpot reveal_spot;
  char *reveal_block;

  StintGridPage *ghost;
  char *ghost_tip;
  gboolean ghost_waits;
  StintPickUp *pick_up;
  GtkWidget *popover;
  gint64 popover_frame;
  StintScopeChoice *choice;
  guint minute_id;
};

/* Pages. */
StintGridView      *stint_calendar_get_grid_view   (StintCalendar        *self);
StintGridPage      *stint_calendar_get_page        (StintCalendar        *self);
const StintGridRow *stint_calendar_get_target      (StintCalendar        *self);
void                stint_calendar_select_row      (StintCalendar        *self,
                                                    const StintGridRow   *row);
void                stint_calendar_show_range_of   (StintCalendar        *self,
                                                    int                   day);
void                stint_calendar_reveal          (StintCalendar        *self,
                                                    const StintGridSpot  *spot,
                                                    const char           *block_id);
void                stint_calendar_show_ghost      (StintCalendar        *self,
                                                    StintGridPage        *ghost,
                                                    const char           *tip);
void                stint_calendar_update_enabled  (StintCalendar        *self);
void                stint_calendar_update_range    (StintCalendar        *self);
void                stint_calendar_drop_model      (StintCalendar        *self);
gboolean            stint_calendar_take_id         (char                **old,
                                                    const char           *id);
void                stint_calendar_open            (StintCalendar        *self,
                                                    const char           *task_id);

/* Edits. */
void                stint_calendar_announce        (StintCalendar        *self,
                                                    const char           *message);
void                stint_calendar_fail            (StintCalendar        *self,
                                                    const char           *message);
void                stint_calendar_apply           (StintCalendar        *self,
                                                    StintEdit            *edit,
                                                    const char           *message);
void                stint_calendar_place           (StintCalendar        *self,
                                                    const StintGridRow   *row,
                                                    const StintPlacement *placement,
                                                    gboolean              copy);
void                stint_calendar_offer_scope     (StintCalendar        *self,
                                                    StintScopeChoice     *choice);
void                stint_calendar_change_occurrence (StintCalendar      *self,
                                                    StintScopeChoice     *choice,
                                                    const char           *message);
void                stint_calendar_schedule_at     (StintCalendar        *self,
                                                    const StintTaskRow   *task,
                                                    const StintPlacement *placement);
void                stint_calendar_unschedule      (StintCalendar        *self,
                                                    const StintGridRow   *row);
void                stint_calendar_skip            (StintCalendar        *self,
                                                    const StintGridRow   *row);
void                stint_calendar_complete_occurrence (StintCalendar    *self,
                                                    const StintGridRow   *row,
                                                    const char           *message);
gboolean            stint_calendar_widen           (StintCalendar        *self,
                                                    guint                 keyval);
void                stint_calendar_create          (StintCalendar        *self,
                                                    const StintPlacement *placement);

/* Class set-up of the other files. */
void                stint_calendar_install_actions (GtkWidgetClass       *klass);
void                stint_calendar_add_keys        (StintCalendar        *self);
void                stint_calendar_add_pointer     (StintCalendar        *self);
void                stint_calendar_add_popover     (StintCalendar        *self,
                                                    GtkWidget            *popover);
void                stint_calendar_open_popover    (StintCalendar        *self,
                                                    GtkWidget            *popover,
                                                    const GdkRectangle   *at);
void                stint_calendar_get_anchor      (StintCalendar        *self,
                                                    const StintGridRow   *row,
                                                    GdkRectangle         *at);
void                stint_calendar_popup_menu      (StintCalendar        *self,
                                                    const GdkRectangle   *at);

G_END_DECLS
