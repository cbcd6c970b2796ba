/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-project-item.h"

G_BEGIN_DECLS

/**
 * StintProjectRow:
 *
 * A project in the preferences: its colour, its name, and a button that deletes it.
 *
 * Signals: `renamed (name)`, `recolored (color)`, `removed`.
 */
#define STINT_TYPE_PROJECT_ROW (stint_project_row_get_type ())
G_DECLARE_FINAL_TYPE (StintProjectRow, stint_project_row, STINT, PROJECT_ROW, GtkListBoxRow)

GtkWidget        *stint_project_row_new      (StintProjectItem *item);
StintProjectItem *stint_project_row_get_item (StintProjectRow  *self);

G_END_DECLS
