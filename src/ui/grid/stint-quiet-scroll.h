/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     stint_quiet_scroll_attach   (GtkScrolledWindow *scrolled);
gboolean stint_quiet_scroll_is_quiet (GtkWidget         *widget);

G_END_DECLS
