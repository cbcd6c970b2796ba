/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-project.h"

G_BEGIN_DECLS

/**
 * StintProjectItem:
 *
 * A project in a list; `name` and `color` are properties to bind to. Its record is replaced when it changes.
 */
#define STINT_TYPE_PROJECT_ITEM (stint_project_item_get_type ())
G_DECLARE_FINAL_TYPE (StintProjectItem, stint_project_item, STINT, PROJECT_ITEM, GObject)

StintProjectItem *stint_project_item_new        (StintRecord      *record);
StintRecord      *stint_project_item_get_record (StintProjectItem *self);
const char       *stint_project_item_get_id     (StintProjectItem *self);
const char       *stint_project_item_get_name   (StintProjectItem *self);
const char       *stint_project_item_get_color  (StintProjectItem *self);

G_END_DECLS
