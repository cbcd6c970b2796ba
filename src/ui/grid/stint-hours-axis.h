/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintAxisPart:
 * @at_s: where it begins on the axis
 * @from_s, @to_s: the seconds of the civil day that it stands for
 * @again: for the second time: the clocks were set back at @to_s
 * @columns: a bit for each day of the page on which these seconds are
 *
 * A piece of the hours. A value.
 */
typedef struct
{
  int at_s;
  int from_s;
  int to_s;
  gboolean again;
  guint columns;
} StintAxisPart;

/**
 * StintHoursAxis:
 *
 * The hours that the days of a page have between them, one below the other: as high as the time that passes. What is on no day of the
 * page is left out; what is on some only is missing from the others, and is marked there.
 */
typedef struct
{
  GArray *parts;
  int length_s;
} StintHoursAxis;

/* No page has hours of more days. */
#define STINT_AXIS_MAX_DAYS 7

StintHoursAxis      *stint_hours_axis_new              (const char           *zone,
                                                        int                   first_day,
                                                        int                   n_days);
void                 stint_hours_axis_free             (StintHoursAxis       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintHoursAxis, stint_hours_axis_free)

gboolean             stint_hours_axis_equal            (const StintHoursAxis *a,
                                                        const StintHoursAxis *b);
const StintAxisPart *stint_hours_axis_get_part         (const StintHoursAxis *self,
                                                        int                   position_s);
int                  stint_hours_axis_get_position     (const StintHoursAxis *self,
                                                        int                   second,
                                                        gboolean              again);
int                  stint_hours_axis_get_end_position (const StintHoursAxis *self,
                                                        int                   column,
                                                        int                   second,
                                                        gboolean              again);
int                  stint_hours_axis_get_second       (const StintHoursAxis *self,
                                                        int                   column,
                                                        int                   position_s,
                                                        gboolean             *again);

G_END_DECLS
