/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-calendar.h"

G_BEGIN_DECLS

typedef enum
{
  STINT_TASK_CHANGE_TOGGLE,
  STINT_TASK_CHANGE_DELETE,
} StintTaskChange;

/* What the grid does with tasks that it has to read first. */
void stint_calendar_change_task   (StintCalendar   *self,
                                   const char      *task_id,
                                   StintTaskChange  change,
                                   const char      *message);
void stint_calendar_schedule_next (StintCalendar   *self);

G_END_DECLS
