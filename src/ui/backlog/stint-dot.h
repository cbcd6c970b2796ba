/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintDot:
 *
 * The round sign of a project's colour, beside its name: never the only sign.
 *
 * Property: `color` (nullable: nothing is drawn, the room is kept).
 */
#define STINT_TYPE_DOT (stint_dot_get_type ())
G_DECLARE_FINAL_TYPE (StintDot, stint_dot, STINT, DOT, GtkWidget)

GtkWidget *stint_dot_new       (const char *color);
void       stint_dot_set_color (StintDot   *self,
                                const char *color);

G_END_DECLS
