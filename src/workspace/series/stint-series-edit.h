/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/series/stint-series-private.h"
#include "workspace/series/stint-series-state.h"

G_BEGIN_DECLS

/**
 * StintSeriesMaking:
 * @original_s: of the occurrence that the command names
 * @override: (nullable): what was touched of it
 * @scope: of the command; "following" from the first one on is "all"
 *
 * An edit that is being made of a command.
 */
typedef struct
{
  StintDatabase *database;
  StintSeriesState *state;
  const StintSeriesCommand *command;
  StintEdit *edit;
  StintScope scope;
  gint64 original_s;
  const StintSeriesOverride *override;
} StintSeriesMaking;

/* stint-series-find.c */
gboolean   stint_series_find_original  (StintSeriesState         *state,
                                        const StintTime          *wanted,
                                        gint64                   *original_s,
                                        GError                  **error);
gboolean   stint_series_find_open      (StintSeriesState         *state,
                                        gint64                   *original_s,
                                        GError                  **error);
gboolean   stint_series_find_next      (StintSeriesState         *state,
                                        gint64                    from_s,
                                        gint64                   *original_s,
                                        GError                  **error);
gboolean   stint_series_is_first       (StintSeriesState         *state,
                                        gint64                    original_s,
                                        gboolean                 *is_first,
                                        GError                  **error);

/* stint-series-this.c */
gboolean   stint_series_make_this      (StintSeriesMaking        *self,
                                        GError                  **error);

/* stint-series-rewrite.c */
gboolean   stint_series_make_all       (StintSeriesMaking        *self,
                                        GError                  **error);
gboolean   stint_series_make_following (StintSeriesMaking        *self,
                                        GError                  **error);

/* stint-series-edit.c */
StintEdit *stint_series_make_edit      (StintDatabase            *database,
                                        const StintSeriesCommand *command,
                                        GError                  **error);

G_END_DECLS
