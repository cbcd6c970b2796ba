/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintDayHead:
 *
 * The head of a day's column: its number, its weekday, and how much of its working time is planned. A click shows the day alone.
 */
#define STINT_TYPE_DAY_HEAD (stint_day_head_get_type ())
G_DECLARE_FINAL_TYPE (StintDayHead, stint_day_head, STINT, DAY_HEAD, GtkWidget)

GtkWidget *stint_day_head_new (void);
void       stint_day_head_set (StintDayHead *self,
                               int           day,
                               gboolean      is_today,
                               int           planned_min);

G_END_DECLS
