/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-project.h"

/* Adwaita's palette, in an order in which neighbours are told apart. */
static const char *const palette[] = {
  "#3584e4", "#9141ac", "#2ec27e", "#e66100", "#e5a50a", "#c01c28", "#986a44", "#1a7f8e", "#77767b",
};

const char *
stint_project_get_name (StintRecord *project)
{
  return stint_record_get_string (project, STINT_PROJECT_NAME);
}

/**
 * stint_project_get_color:
 *
 * Returns: `#rrggbb`, the default colour if it has none
 */
const char *
stint_project_get_color (StintRecord *project)
{
  const char *color = stint_record_get_string (project, STINT_PROJECT_COLOR);

  return color != NULL ? color : STINT_PROJECT_DEFAULT_COLOR;
}

/**
 * stint_project_pick_color:
 * @n_projects: how many there are already
 *
 * Returns: a colour for the next one
 */
const char *
stint_project_pick_color (guint n_projects)
{
  return palette[n_projects % G_N_ELEMENTS (palette)];
}
