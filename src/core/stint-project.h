/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/* The members of a project, and of a setting. */
#define STINT_PROJECT_NAME "name"
#define STINT_PROJECT_COLOR "color"
#define STINT_PROJECT_ARCHIVED "archived"

#define STINT_SETTING_NAME "name"
#define STINT_SETTING_VALUE "value"

/* What a task without a project is coloured with: Adwaita's Blue 3. */
#define STINT_PROJECT_DEFAULT_COLOR "#3584e4"

const char *stint_project_get_name    (StintRecord *project);
const char *stint_project_get_color   (StintRecord *project);
const char *stint_project_pick_color  (guint        n_projects);

G_END_DECLS
