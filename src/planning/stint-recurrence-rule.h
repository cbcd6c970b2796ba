/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

/* A period is that of libical's numbers at most. */
#define STINT_RECURRENCE_MAX_INTERVAL 32767

typedef enum
{
  STINT_FREQUENCY_DAILY,
  STINT_FREQUENCY_WEEKLY,
  STINT_FREQUENCY_MONTHLY,
  STINT_FREQUENCY_YEARLY,
} StintFrequency;

/* The lists of a rule, in the order in which RFC 5545 applies them. */
typedef enum
{
  STINT_BY_MONTH,
  STINT_BY_WEEKNO,
  STINT_BY_YEARDAY,
  STINT_BY_MONTHDAY,
  STINT_BY_DAY,
  STINT_BY_HOUR,
  STINT_BY_MINUTE,
  STINT_BY_SECOND,
  STINT_BY_SETPOS,
} StintByPart;
#define STINT_N_BY_PARTS (STINT_BY_SETPOS + 1)

/* What becomes of a day that a month does not have (RFC 7529 §4.1). */
typedef enum
{
  STINT_SKIP_OMIT,
  STINT_SKIP_BACKWARD,
  STINT_SKIP_FORWARD,
} StintSkip;

/**
 * StintMonthEnd:
 * @STINT_MONTH_END_NONE: the rule is of a kind in which that makes no difference
 * @STINT_MONTH_END_SKIP: months without that day are left out, as RFC 5545 has it
 * @STINT_MONTH_END_CLAMP: the last day of such a month stands for it
 * @STINT_MONTH_END_LAST_DAY: always the last day of the month
 *
 * What a rule that starts on the 29th, 30th or 31st does in a shorter month.
 */
typedef enum
{
  STINT_MONTH_END_NONE,
  STINT_MONTH_END_SKIP,
  STINT_MONTH_END_CLAMP,
  STINT_MONTH_END_LAST_DAY,
} StintMonthEnd;

/* An element of STINT_BY_DAY: a weekday, 0 for Monday, and which one of the month or year, 0 for each. */
#define STINT_BY_DAY_VALUE(nth, weekday) ((nth) * 8 + (weekday))
int stint_by_day_get_nth     (int value);
int stint_by_day_get_weekday (int value);

/**
 * StintRecurrenceRule:
 * @count: how often, or 0
 * @until: the last moment that still belongs to it, if @has_until; in UTC it has that zone
 * @week_start: 0 for Monday
 * @by: (array fixed-size=9): of each list a #GArray of int, sorted, or %NULL if the rule does not have it
 *
 * A rule of RFC 5545 §3.3.10, read: its words are made of it, and libical is given nothing else.
 */
typedef struct
{
  StintFrequency frequency;
  int interval;
  gint64 count;
  gboolean has_until;
  StintTime until;
  int week_start;
  StintSkip skip;
  GArray *by[STINT_N_BY_PARTS];
} StintRecurrenceRule;

StintRecurrenceRule *stint_recurrence_rule_new           (StintFrequency             frequency);
StintRecurrenceRule *stint_recurrence_rule_parse         (const char                *text,
                                                          GError                   **error);
void                 stint_recurrence_rule_free          (StintRecurrenceRule       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRecurrenceRule, stint_recurrence_rule_free)

char                *stint_recurrence_rule_to_string     (const StintRecurrenceRule *self);
guint                stint_recurrence_rule_get_n         (const StintRecurrenceRule *self,
                                                          StintByPart                part);
int                  stint_recurrence_rule_get           (const StintRecurrenceRule *self,
                                                          StintByPart                part,
                                                          guint                      position);
void                 stint_recurrence_rule_set           (StintRecurrenceRule       *self,
                                                          StintByPart                part,
                                                          int                        value);
void                 stint_recurrence_rule_add           (StintRecurrenceRule       *self,
                                                          StintByPart                part,
                                                          int                        value);
void                 stint_recurrence_rule_unset         (StintRecurrenceRule       *self,
                                                          StintByPart                part);

/* stint-recurrence-month-end.c */
StintMonthEnd        stint_recurrence_rule_get_month_end (const StintRecurrenceRule *self,
                                                          const StintTime           *start);
gboolean             stint_recurrence_rule_set_month_end (StintRecurrenceRule       *self,
                                                          const StintTime           *start,
                                                          StintMonthEnd              choice);

G_END_DECLS
