/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintInspector:
 *
 * The right pane: every field of one task, saved as one types, its blocks against its estimate, and its history.
 *
 * Signals: `closed`, `day-activated (day)`: a block was clicked, `schedule-task (id)`, `open-task (id)`: another task was clicked,
 * `failed (message)`.
 */
#define STINT_TYPE_INSPECTOR (stint_inspector_get_type ())
G_DECLARE_FINAL_TYPE (StintInspector, stint_inspector, STINT, INSPECTOR, GtkWidget)

GtkWidget  *stint_inspector_new      (StintWorkspace *workspace);
void        stint_inspector_set_task (StintInspector *self,
                                      const char     *task_id);
const char *stint_inspector_get_task (StintInspector *self);
void        stint_inspector_set_occurrence (StintInspector *self,
                                      const char     *task_id,
                                      const char     *series_id,
                                      const StintTime *original);
gboolean    stint_inspector_is_filled (StintInspector *self);
GtkWidget  *stint_inspector_get_field (StintInspector *self,
                                       const char     *member);

G_END_DECLS
