/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintProjectPicker:
 *
 * Which project a task belongs to, with its colour; the popover lists them all and makes a new one.
 *
 * Signals: `picked (id)` (nullable: none), `created (name)`: a new project is asked for.
 */
#define STINT_TYPE_PROJECT_PICKER (stint_project_picker_get_type ())
G_DECLARE_FINAL_TYPE (StintProjectPicker, stint_project_picker, STINT, PROJECT_PICKER, GtkWidget)

void stint_project_picker_set_workspace (StintProjectPicker *self,
                                         StintWorkspace     *workspace);
void stint_project_picker_set_project   (StintProjectPicker *self,
                                         const char         *id);

G_END_DECLS
