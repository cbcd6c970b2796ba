/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/* Writes all tasks into a file that is asked for: JSON if its name ends so, else iCalendar. Says by @tell what came of it. */
typedef void (*StintTell) (GtkWindow  *window,
                           const char *message);

void stint_exporter_choose (GtkWindow      *parent,
                            StintWorkspace *workspace,
                            StintTell       tell);

G_END_DECLS
