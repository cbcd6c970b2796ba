/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-grid-page.h"

G_BEGIN_DECLS

/**
 * StintWeekStep:
 * @row: (nullable): the row that has the focus; %NULL: the empty hour at @second
 *
 * Where the keyboard is in a week. A value; the row is the page's.
 */
typedef struct
{
  const StintGridRow *row;
  int day;
  int second;
} StintWeekStep;

gboolean stint_week_step_move  (StintGridPage    *page,
                                StintWeekStep    *step,
                                GtkDirectionType  direction,
                                gboolean          mirrored);
void     stint_week_step_enter (StintGridPage    *page,
                                StintWeekStep    *step);

G_END_DECLS
