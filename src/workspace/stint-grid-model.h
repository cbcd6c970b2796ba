/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintGridItem:
 *
 * A block or a deadline as a view shows it. Immutable: when it changes, the model has another one in its place.
 */
#define STINT_TYPE_GRID_ITEM (stint_grid_item_get_type ())
G_DECLARE_FINAL_TYPE (StintGridItem, stint_grid_item, STINT, GRID_ITEM, GObject)

const StintGridRow *stint_grid_item_get_row (StintGridItem *self);

/**
 * StintGridModel:
 *
 * What stands on a range of days: a #GListModel of #StintGridItem in the order of #StintGridResult. A change of the range keeps the old
 * items until the new ones are there, and emits `items-changed` once; a change of a record replaces only what it touches.
 * Signal `loaded`: the range asked for last is there.
 */
#define STINT_TYPE_GRID_MODEL (stint_grid_model_get_type ())
G_DECLARE_FINAL_TYPE (StintGridModel, stint_grid_model, STINT, GRID_MODEL, GObject)

StintGridModel     *stint_grid_model_new           (StintWorkspace *workspace,
                                                    int             limit_per_day);
void                stint_grid_model_set_range     (StintGridModel *self,
                                                    int             first_day,
                                                    int             n_days);
int                 stint_grid_model_get_first_day (StintGridModel *self);
int                 stint_grid_model_get_n_days    (StintGridModel *self);
const StintGridDay *stint_grid_model_get_day       (StintGridModel *self,
                                                    int             day);

G_END_DECLS
