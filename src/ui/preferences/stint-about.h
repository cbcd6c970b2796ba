/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Who made it and under which licence: AdwAboutDialog where libadwaita has it, else AdwAboutWindow. */
void stint_about_present (GtkWindow *parent);

G_END_DECLS
