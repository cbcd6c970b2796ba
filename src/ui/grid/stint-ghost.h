/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-drag-plan.h"

G_BEGIN_DECLS

StintGridPage *stint_ghost_new        (const char           *title,
                                       const char           *color,
                                       const StintPlacement *placement,
                                       gboolean              is_deadline);
char          *stint_placement_format (const StintPlacement *placement);
char          *stint_placement_say    (const StintPlacement *placement);

G_END_DECLS
