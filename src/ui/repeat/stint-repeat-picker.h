/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/stint-clock.h"
#include "core/stint-repeat.h"

G_BEGIN_DECLS

/**
 * StintRepeatPicker:
 *
 * How often a task repeats: a button that says it in words, and a popover with the usual rules, a line for another one in words or as an
 * RRULE, and the way to the editor.
 *
 * Signals: `picked (StintRepeat)`: a person chose another rule, and its start is the first occurrence; `stopped`: it shall not repeat.
 */
#define STINT_TYPE_REPEAT_PICKER (stint_repeat_picker_get_type ())
G_DECLARE_FINAL_TYPE (StintRepeatPicker, stint_repeat_picker, STINT, REPEAT_PICKER, GtkWidget)

void stint_repeat_picker_set_clock  (StintRepeatPicker *self,
                                     StintClock        *clock);
void stint_repeat_picker_set_repeat (StintRepeatPicker *self,
                                     const StintRepeat *repeat);
void stint_repeat_picker_enter      (StintRepeatPicker *self,
                                     const char        *words);
/* What the button says. */
const char *stint_repeat_picker_get_label (StintRepeatPicker *self);

G_END_DECLS
