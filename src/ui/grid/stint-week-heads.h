/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/grid/stint-grid-page.h"

G_BEGIN_DECLS

/**
 * StintWeekHeads:
 *
 * The heads of the days above their columns, and before them what zone else is beside the hours.
 */
#define STINT_TYPE_WEEK_HEADS (stint_week_heads_get_type ())
G_DECLARE_FINAL_TYPE (StintWeekHeads, stint_week_heads, STINT, WEEK_HEADS, GtkWidget)

GtkWidget *stint_week_heads_new        (void);
void       stint_week_heads_set_page   (StintWeekHeads *self,
                                        StintGridPage  *page,
                                        int             today);
void       stint_week_heads_set_second_zone (StintWeekHeads *self,
                                             const char     *zone);
void       stint_week_heads_set_gutter (StintWeekHeads *self,
                                        double          gutter);

G_END_DECLS
