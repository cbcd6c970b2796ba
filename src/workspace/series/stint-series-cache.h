/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-query.h"
#include "workspace/series/stint-series-state.h"

G_BEGIN_DECLS

/**
 * StintSeriesCache:
 *
 * The series of a store, each as it was read and worked out last, until it or one of its overrides changes. It is the companion of the
 * open database, and is used in its thread only.
 */
typedef struct _StintSeriesCache StintSeriesCache;

StintSeriesCache *stint_series_cache_update    (StintDatabase        *database,
                                                GError              **error);
StintSeriesState *stint_series_cache_peek      (StintSeriesCache     *self,
                                                const char           *series_id);
gboolean          stint_series_cache_add_rows  (StintDatabase        *database,
                                                const StintGridQuery *query,
                                                StintGridResult      *result,
                                                GError              **error);
gboolean          stint_series_cache_ask       (StintDatabase        *database,
                                                StintTaskQuery       *query,
                                                GError              **error);
gboolean          stint_series_cache_add_next  (StintDatabase        *database,
                                                GPtrArray            *rows,
                                                GError              **error);

G_END_DECLS
