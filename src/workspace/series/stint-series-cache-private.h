/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/series/stint-series-cache.h"
#include "workspace/series/stint-series-commands.h"

G_BEGIN_DECLS

/**
 * StintSeriesCache:
 * @entries: by the id of the series
 * @overrides: (element-type utf8 StintSeriesOverride): by their ids; borrowed
 */
struct _StintSeriesCache
{
  GHashTable *entries;
  GHashTable *overrides;
};

typedef void (*StintSeriesVisitor) (StintSeriesState *state,
                                    gpointer          user_data);

void stint_series_cache_foreach (StintSeriesCache   *self,
                                 StintSeriesVisitor  visit,
                                 gpointer            user_data);

G_END_DECLS
