/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintTroublePage:
 *
 * What stands in the centre when the database could not be opened: what is wrong, that nothing was lost by saying so, and what can be done.
 *
 * Signal: `resolved (message)`: the workspace can be opened again; @message (nullable) says what was done.
 */
#define STINT_TYPE_TROUBLE_PAGE (stint_trouble_page_get_type ())
G_DECLARE_FINAL_TYPE (StintTroublePage, stint_trouble_page, STINT, TROUBLE_PAGE, GtkWidget)

GtkWidget *stint_trouble_page_new (StintWorkspace *workspace,
                                   const GError   *error);

G_END_DECLS
