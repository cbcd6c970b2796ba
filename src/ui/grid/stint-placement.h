/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintPlacement:
 * @start_s, @end_s: civil seconds; midnights for @all_day
 * @minutes: that pass between them, once it is settled; 0 before that
 * @missing_s: once it is settled: the start that was meant, where the clocks leave that out; else @start_s
 * @repeated: once it is settled: the clocks read so twice, and this is the first time
 *
 * Where something would stand. A value.
 */
typedef struct
{
  gint64 start_s;
  gint64 end_s;
  gboolean all_day;
  int minutes;
  gint64 missing_s;
  gboolean repeated;
} StintPlacement;

gboolean stint_placement_equal  (const StintPlacement *a,
                                 const StintPlacement *b);
void     stint_placement_settle (StintPlacement       *self,
                                 const char           *zone);
void     stint_placement_settle_minutes (StintPlacement *self,
                                         const char     *zone,
                                         int             minutes);
char    *stint_placement_format (const StintPlacement *self);
char    *stint_placement_say    (const StintPlacement *self);

G_END_DECLS
