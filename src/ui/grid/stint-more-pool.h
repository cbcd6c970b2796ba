/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/grid/stint-hours-layout.h"

G_BEGIN_DECLS

/**
 * StintMorePool:
 *
 * The "+N more" buttons of one container, used again as pages turn; each shows its day by the action `calendar.show-more`.
 */
typedef struct _StintMorePool StintMorePool;

StintMorePool *stint_more_pool_new      (GtkWidget     *parent);
void           stint_more_pool_free     (StintMorePool *self);
gboolean       stint_more_pool_assign   (StintMorePool *self,
                                         GArray        *chips,
                                         gboolean       may_change);
void           stint_more_pool_allocate (StintMorePool *self);
void           stint_more_pool_snapshot (StintMorePool *self,
                                         GtkSnapshot   *snapshot);

G_END_DECLS
