/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-grid-model.h"

G_BEGIN_DECLS

StintGridItem *stint_grid_item_new   (StintGridRow       *row);
gboolean       stint_grid_item_shows (StintGridItem      *self,
                                      const StintGridRow *row);

G_END_DECLS
