/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * StintWrapLayout:
 *
 * Children in lines that wrap, each as wide as it would be: GtkFlowBox makes columns of them, and libadwaita's own is newer than ours.
 */
#define STINT_TYPE_WRAP_LAYOUT (stint_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (StintWrapLayout, stint_wrap_layout, STINT, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *stint_wrap_layout_new (int gap);

G_END_DECLS
