/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-change.h"
#include "store/stint-database.h"

G_BEGIN_DECLS

/* A change that nothing could be undone of. */
#define STINT_CHANGE_UNDONE_BY_NONE ((gint64) -1)

gint64       stint_change_log_begin     (StintDatabase      *database,
                                         const char         *label,
                                         gint64              unix_ms,
                                         StintChangeOrigin   origin,
                                         gint64              undoes,
                                         const char         *merge_key,
                                         GError            **error);
gboolean     stint_change_log_add       (StintDatabase      *database,
                                         gint64              sequence,
                                         StintKind           kind,
                                         const char         *id,
                                         GVariant           *before,
                                         GVariant           *after,
                                         GError            **error);
gboolean     stint_change_log_remove    (StintDatabase      *database,
                                         gint64              sequence,
                                         GError            **error);
gboolean     stint_change_log_mark      (StintDatabase      *database,
                                         gint64              sequence,
                                         gint64              undone_by,
                                         GError            **error);
gboolean     stint_change_log_extend    (StintDatabase      *database,
                                         gint64              sequence,
                                         const char         *merge_key,
                                         gint64              unix_ms,
                                         GError            **error);
gboolean     stint_change_log_settle    (StintDatabase      *database,
                                         gint64              sequence,
                                         GError            **error);
StintChange *stint_change_log_read      (StintDatabase      *database,
                                         gint64              sequence,
                                         GError            **error);
gboolean     stint_change_log_read_page (StintDatabase      *database,
                                         gint64              sequence,
                                         gboolean            births,
                                         int                *last_kind,
                                         char              **last_id,
                                         StintChange        *change,
                                         GError            **error);

/* stint-delta-join.c */
GVariant    *stint_delta_join           (GVariant           *before,
                                         GVariant           *after,
                                         GVariant           *next_before,
                                         GVariant           *next_after,
                                         GVariant          **joined_after);

G_END_DECLS
