/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/stint-clock.h"
#include "core/stint-time.h"

G_BEGIN_DECLS

/**
 * StintTimePicker:
 *
 * A date, or a date and time, or none: a button that says which, and a popover with a calendar and a line that understands what quick add does.
 *
 * Properties: `placeholder`: what the button says when there is no time; `title`: the field's name, for a screen reader;
 * `format`: (nullable): what the button says of a time, with %s for it. Signal: `picked`: a person chose another one.
 */
#define STINT_TYPE_TIME_PICKER (stint_time_picker_get_type ())
G_DECLARE_FINAL_TYPE (StintTimePicker, stint_time_picker, STINT, TIME_PICKER, GtkWidget)

void     stint_time_picker_set_clock (StintTimePicker *self,
                                      StintClock      *clock);
void     stint_time_picker_set_time  (StintTimePicker *self,
                                      const StintTime *time);
gboolean stint_time_picker_get_time  (StintTimePicker *self,
                                      StintTime       *time);
gboolean stint_time_picker_enter     (StintTimePicker *self,
                                      const char      *words);
void       stint_time_picker_choose_zone (StintTimePicker *self,
                                          const char      *zone);

G_END_DECLS
