/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-recurrence-rule.h"

G_BEGIN_DECLS

/* In place of a weekday: any of Monday to Friday. */
#define STINT_RECURRENCE_FORM_WORKDAY 7

typedef enum
{
  STINT_RECURRENCE_END_NEVER,
  STINT_RECURRENCE_END_COUNT,
  STINT_RECURRENCE_END_UNTIL,
} StintRecurrenceEnd;

/**
 * StintRecurrenceForm:
 * @is_as_start: which days it is, is told by the start alone; what stands in the members below says the same
 * @weekdays: of the weeks: bits, 1 << 0 for Monday; at least one
 * @by_weekday: of the months and years: it is the @nth @weekday, else @month_day
 * @month_day: 1 to 31, or -1 for the last one
 * @month_end: what becomes of @month_day where there is none: %STINT_MONTH_END_SKIP or %STINT_MONTH_END_CLAMP
 * @nth: 1 to 5, or -1 for the last one
 * @weekday: 0 for Monday, or %STINT_RECURRENCE_FORM_WORKDAY
 * @month: of the years
 * @until_day: the last civil day in the zone of the start
 *
 * A rule as one fills it in: the rules that people make, each part of it one choice. All members always have a valid value, so that a
 * choice which is made and taken back finds the others as they were. A rule that is none of these is custom and stays what it is.
 */
typedef struct
{
  StintFrequency frequency;
  int interval;
  int week_start;
  gboolean is_as_start;
  guint weekdays;
  gboolean by_weekday;
  int month_day;
  StintMonthEnd month_end;
  int nth;
  int weekday;
  int month;
  StintRecurrenceEnd end;
  gint64 count;
  int until_day;
} StintRecurrenceForm;

void                 stint_recurrence_form_init          (StintRecurrenceForm       *self,
                                                          const StintTime           *start,
                                                          int                        week_start);
gboolean             stint_recurrence_form_read          (StintRecurrenceForm       *self,
                                                          const StintRecurrenceRule *rule,
                                                          const StintTime           *start);
StintRecurrenceRule *stint_recurrence_form_make_rule     (const StintRecurrenceForm *self,
                                                          const StintTime           *start);
gboolean             stint_recurrence_form_needs_month_end (const StintRecurrenceForm *self);
gboolean             stint_recurrence_form_is_said_by_start (const StintRecurrenceForm *self,
                                                             const StintTime           *start);
GPtrArray           *stint_recurrence_form_list_usual    (const StintTime           *start);

G_END_DECLS
