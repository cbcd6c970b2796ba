/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows one page of rows in a window over @parent, which keeps it: a dialog where libadwaita has them. @page: (transfer floating): its signal
 * `told (const char *)` becomes a toast there. @title: (nullable): that of preferences if %NULL. */
void stint_page_window_present (GtkWindow          *parent,
                                AdwPreferencesPage *page,
                                const char         *title);

G_END_DECLS
