/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintChips:
 *
 * Short facts as pills that wrap; one widget draws them all, since they change with every key typed. Hidden while it has none.
 * With the focus, the arrow keys choose one, and Backspace or Delete asks to take it away.
 *
 * Signals: `removed (id)`: the chip with that id shall go; the chips are as they were.
 */
#define STINT_TYPE_CHIPS (stint_chips_get_type ())
G_DECLARE_FINAL_TYPE (StintChips, stint_chips, STINT, CHIPS, GtkWidget)

void  stint_chips_clear       (StintChips    *self);
void  stint_chips_set_next_id (StintChips    *self,
                               guint          id);
void  stint_chips_add         (StintChips    *self,
                               const char    *text,
                               const GdkRGBA *dot);
guint stint_chips_get_n_chips (StintChips    *self);
void  stint_chips_remove      (StintChips    *self,
                               guint          chip);

G_END_DECLS
