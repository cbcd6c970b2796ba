/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void stint_announcer_say (GtkWidget  *widget,
                          const char *message);

G_END_DECLS
