/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintTaskPicker:
 *
 * A button that finds another task by its words.
 *
 * Property: `label`. Signal: `picked (id)`.
 */
#define STINT_TYPE_TASK_PICKER (stint_task_picker_get_type ())
G_DECLARE_FINAL_TYPE (StintTaskPicker, stint_task_picker, STINT, TASK_PICKER, GtkWidget)

void stint_task_picker_set_workspace (StintTaskPicker *self,
                                      StintWorkspace  *workspace);
void stint_task_picker_set_label     (StintTaskPicker *self,
                                      const char      *label);
void stint_task_picker_set_hidden    (StintTaskPicker *self,
                                      const char      *task_id);

G_END_DECLS
