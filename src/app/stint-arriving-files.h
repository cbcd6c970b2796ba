/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/window/stint-window.h"

G_BEGIN_DECLS

/* Files that the program was started with or sent: connect files lead to a server, all others are calendars to import. */
void stint_arriving_files_take (StintWindow  *window,
                                GFile       **files,
                                guint         n_files);

G_END_DECLS
