/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "tests/workspace/workspace-fixture.h"
#include "workspace/series/stint-series-commands.h"

G_BEGIN_DECLS

/* (transfer full): the id of a new series; @start as StintTime text, @zone (nullable), @minutes 0 for deadlines. */
char     *add_series_now   (StintWorkspace     *workspace,
                            const char         *title,
                            const char         *rule,
                            const char         *start,
                            const char         *zone,
                            int                 minutes);
/* (transfer full): "2026-11-24T09:00-10:00 Standup;…" of what the grid shows, each with ! if it is done, @ if it is touched */
char     *show_now         (StintWorkspace     *workspace,
                            int                 first_day,
                            int                 n_days);
StintGridResult *query_now (StintWorkspace     *workspace,
                            int                 first_day,
                            int                 n_days,
                            int                 limit,
                            const char         *zone);
/* (transfer full): the row that starts (or is due) then */
StintGridRow *pick_row_now (StintWorkspace     *workspace,
                            const char         *start);
StintTime parse_time       (const char         *text,
                            const char         *zone);
/* FALSE: refused, with *error set. */
gboolean  run_now          (StintWorkspace     *workspace,
                            StintSeriesCommand *command,
                            GError            **error);
/* Must succeed. */
void      do_now           (StintWorkspace     *workspace,
                            StintSeriesCommand *command);

G_END_DECLS
