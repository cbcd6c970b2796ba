/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-change.h"
#include "core/stint-query.h"
#include "store/stint-store-error.h"

G_BEGIN_DECLS

/**
 * StintDatabase:
 *
 * The open database and every statement on it, synchronous. It belongs to the thread that opened it, and each function asserts
 * so; #StintStore is that thread for a program with a main loop.
 */
typedef struct _StintDatabase StintDatabase;

StintDatabase *stint_database_open         (const char            *directory,
                                            gint64                 now_ms,
                                            GError               **error);
void           stint_database_close        (StintDatabase         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintDatabase, stint_database_close)

/* What a layer above keeps with the open database, in its thread; it is freed when that is closed. (nullable) (transfer none) */
gpointer       stint_database_get_companion (StintDatabase        *self);
void           stint_database_set_companion (StintDatabase        *self,
                                             gpointer              companion,
                                             GDestroyNotify        free_companion);

const char    *stint_database_get_directory (StintDatabase        *self);
const char    *stint_database_get_device   (StintDatabase         *self);
gint64         stint_database_get_version  (StintDatabase         *self);
/* The sequence number of the newest change in the log, 0 if there is none: where stint_database_changes_since() goes on. */
gint64         stint_database_get_sequence (StintDatabase         *self);

/**
 * StintOpSource:
 * @op: (out caller-allocates): the next operation, filled in; the caller clears it
 *
 * Gives the operations of a long edit one at a time, so that they are never all in memory.
 *
 * Returns: %TRUE with an op; %FALSE without @error at the end, with one to roll the whole change back
 */
typedef gboolean (*StintOpSource) (StintOp   *op,
                                   gpointer   user_data,
                                   GError   **error);

StintChange   *stint_database_apply        (StintDatabase         *self,
                                            StintEdit             *edit,
                                            gint64                 now_ms,
                                            GError               **error);
StintChange   *stint_database_apply_stream (StintDatabase         *self,
                                            const char            *label,
                                            StintOpSource          next,
                                            gpointer               user_data,
                                            gint64                 now_ms,
                                            GError               **error);
StintChange   *stint_database_undo         (StintDatabase         *self,
                                            gint64                 now_ms,
                                            GStrv                 *left,
                                            GError               **error);
StintChange   *stint_database_redo         (StintDatabase         *self,
                                            gint64                 now_ms,
                                            GStrv                 *left,
                                            GError               **error);
char          *stint_database_dup_undo_label (StintDatabase       *self);
char          *stint_database_dup_redo_label (StintDatabase       *self);
GPtrArray     *stint_database_list_changes (StintDatabase         *self,
                                            const char            *record_id,
                                            guint                  limit,
                                            GError               **error);
GPtrArray     *stint_database_changes_since (StintDatabase        *self,
                                             gint64               *sequence,
                                             gboolean             *too_many,
                                             GError              **error);
/* How many records the newest apply, apply_stream, undo or redo made by this object created or brought back, changed, deleted. */
void           stint_database_get_last_counts (StintDatabase      *self,
                                            guint                 *n_created,
                                            guint                 *n_changed,
                                            guint                 *n_deleted);

StintRecord   *stint_database_get          (StintDatabase         *self,
                                            StintKind              kind,
                                            const char            *id,
                                            GError               **error);
StintRecord   *stint_database_look_up      (StintDatabase         *self,
                                            StintKind              kind,
                                            const char            *id,
                                            GError               **error);
StintRecord   *stint_database_find         (StintDatabase         *self,
                                            StintKind              kind,
                                            const char            *id_prefix,
                                            GError               **error);
GPtrArray     *stint_database_list         (StintDatabase         *self,
                                            StintKind              kind,
                                            GError               **error);
GPtrArray     *stint_database_list_blocks  (StintDatabase         *self,
                                            const char            *task_id,
                                            GError               **error);

GPtrArray     *stint_database_list_parts   (StintDatabase         *self,
                                            const char *const     *ids,
                                            GError               **error);

StintGridResult *stint_database_query_grid (StintDatabase         *self,
                                            const StintGridQuery  *query,
                                            GError               **error);
GArray        *stint_database_query_task_rowids (StintDatabase    *self,
                                            const StintTaskQuery  *query,
                                            guint                  limit,
                                            GError               **error);
GPtrArray     *stint_database_read_task_rows (StintDatabase       *self,
                                            const gint64          *rowids,
                                            gsize                  n_rowids,
                                            GError               **error);
StintTaskRow  *stint_database_read_task_row (StintDatabase        *self,
                                            const char            *task_id,
                                            GError               **error);
char         **stint_database_list_tags    (StintDatabase         *self,
                                            GError               **error);

/**
 * StintSeriesKey:
 * @touched: another number when the series or one of its overrides has changed
 */
typedef struct
{
  char *id;
  gint64 touched;
} StintSeriesKey;

/**
 * StintOverrideRow:
 * @record: the override, with only what differs from its series
 * @n_blocks: its living blocks: it is where they are, not where its series has it
 */
typedef struct
{
  StintRecord *record;
  int n_blocks;
} StintOverrideRow;

GArray        *stint_database_list_series  (StintDatabase         *self,
                                            GError               **error);
GPtrArray     *stint_database_list_overrides (StintDatabase       *self,
                                            const char            *series_id,
                                            GError               **error);
StintRecord   *stint_database_complete_override (StintDatabase    *self,
                                            StintRecord           *task,
                                            GError               **error);
GHashTable    *stint_database_list_colors  (StintDatabase         *self,
                                            GError               **error);

gint64         stint_database_count        (StintDatabase         *self,
                                            StintKind              kind,
                                            GError               **error);

gboolean       stint_database_check        (StintDatabase         *self,
                                            char                 **report,
                                            GError               **error);

G_END_DECLS
