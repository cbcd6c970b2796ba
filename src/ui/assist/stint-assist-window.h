/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "workspace/assist/stint-assistant.h"

G_BEGIN_DECLS

/**
 * StintAssistWindow:
 *
 * Words into tasks and rules: one writes, sees what would be sent and says whether it may be, waits, looks through what came, and takes of
 * it what one wants. Nothing is written before that. Also the planner's rules, edited by hand.
 *
 * Signal: `added (count)`: tasks and rules were added to the plan.
 */
#define STINT_TYPE_ASSIST_WINDOW (stint_assist_window_get_type ())
G_DECLARE_FINAL_TYPE (StintAssistWindow, stint_assist_window, STINT, ASSIST_WINDOW, AdwWindow)

StintAssistWindow *stint_assist_window_new        (GtkWindow         *parent,
                                                   StintAssistant    *assistant);
void               stint_assist_window_show_kind  (StintAssistWindow *self,
                                                   StintAssistKind    kind);
void               stint_assist_window_break_down (StintAssistWindow *self,
                                                   StintRecord       *task);

/* For tests: the page that is shown, and the widgets on it by their names in the template. */
const char        *stint_assist_window_get_page   (StintAssistWindow *self);
GtkWidget         *stint_assist_window_get_part   (StintAssistWindow *self,
                                                   const char        *name);

G_END_DECLS
