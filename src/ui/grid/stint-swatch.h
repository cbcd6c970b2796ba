/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintSwatch:
 *
 * A widget that shows nothing: it stands in the tree for the colour that the style sheet gives its name, so that what a container draws itself
 * follows light, dark and high contrast as the rest does.
 */
#define STINT_TYPE_SWATCH (stint_swatch_get_type ())
G_DECLARE_FINAL_TYPE (StintSwatch, stint_swatch, STINT, SWATCH, GtkWidget)

GtkWidget *stint_swatch_new          (GtkWidget  *parent,
                                      const char *css_name);
void       stint_swatch_get_color    (GtkWidget  *widget,
                                      GdkRGBA    *color);

G_END_DECLS
