/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-grid-model.h"

G_BEGIN_DECLS

typedef enum
{
  STINT_VIEW_DAY,
  STINT_VIEW_WEEK,
  STINT_VIEW_MONTH,
  STINT_VIEW_AGENDA,
} StintView;

/**
 * StintCalendar:
 *
 * The centre of the window: Day, Week, Month and Agenda of one workspace, made when first shown.
 *
 * Properties: `workspace` (construct only), `view` (StintView), `day` (int: the civil day that is shown and focused), `title` (read only: "November 2026"),
 * `subtitle` ("Week 48"), `selected-task` (nullable id; two-way with the backlog and the inspector), `selected-block` (nullable id),
 * `max-days` (int: 7; the window sets 3 or 1 when narrow), `hour-height` (pixels).
 * Signals: `open-task (id)`: Enter or a double click; `failed (message)`: an edit was refused, `announce (message)`: said to a screen reader,
 * `occurrence-changed (StintScopeChoice)`: what was done to one of a series can be done to more of them.
 * It installs the widget actions `calendar.*` that stint-window's shortcuts and menus use; see its class_init for the list.
 */
#define STINT_TYPE_CALENDAR (stint_calendar_get_type ())
G_DECLARE_FINAL_TYPE (StintCalendar, stint_calendar, STINT, CALENDAR, GtkWidget)

GtkWidget  *stint_calendar_new               (StintWorkspace *workspace);
StintView   stint_calendar_get_view          (StintCalendar  *self);
void        stint_calendar_set_view          (StintCalendar  *self,
                                              StintView       view);
int         stint_calendar_get_day           (StintCalendar  *self);
void        stint_calendar_set_day           (StintCalendar  *self,
                                              int             day);
void        stint_calendar_get_range         (StintCalendar  *self,
                                              int            *first_day,
                                              int            *n_days);
void        stint_calendar_page              (StintCalendar  *self,
                                              int             direction);
/* (nullable) (transfer none): what is selected, if it is one of a series */
const StintGridRow *stint_calendar_get_selected_occurrence (StintCalendar *self);
const char *stint_calendar_get_selected_task (StintCalendar  *self);
void        stint_calendar_set_selected_task (StintCalendar  *self,
                                              const char     *task_id);
gboolean    stint_calendar_is_empty          (StintCalendar  *self);

G_END_DECLS
