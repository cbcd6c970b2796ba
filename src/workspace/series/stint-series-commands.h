/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "core/stint-query.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintScope:
 * @STINT_SCOPE_THIS: one occurrence
 * @STINT_SCOPE_FOLLOWING: it and all later ones; from there on it is a series of its own
 * @STINT_SCOPE_ALL: the series
 *
 * Of which occurrences of a series a command speaks.
 */
typedef enum
{
  STINT_SCOPE_THIS,
  STINT_SCOPE_FOLLOWING,
  STINT_SCOPE_ALL,
} StintScope;

gboolean            stint_scope_from_string (const char *text,
                                             StintScope *scope);

/* Whether a task repeats from a start on: what has a rule alone is worked out nowhere. */
gboolean            stint_task_is_series    (StintRecord *task);

/**
 * StintSeriesCommand:
 *
 * What shall happen to occurrences of a series. Unlike other commands it is no edit yet: what has to be edited is known only when the
 * series was read and worked out, which is done in the store's thread by stint_series_run_async().
 *
 * All take the id of the series and the original time of one occurrence (a #StintGridRow has both: `series_id` and `original`).
 * @original may be %NULL for %STINT_SCOPE_ALL; and for stint_series_command_complete() and _skip(): then it is the open occurrence, that
 * is the earliest that is neither done nor cancelled on or before today, else the next one.
 */
typedef struct _StintSeriesCommand StintSeriesCommand;

/* @members: (transfer floating): `a{sv}`; stint_members_unset_value() removes one. `repeat` cannot be edited of one occurrence alone. */
StintSeriesCommand *stint_series_command_edit          (const char         *series_id,
                                                        const StintTime    *original,
                                                        StintScope          scope,
                                                        GVariant           *members);
/* Creates with it the projects that @edit creates. */
void                stint_series_command_add_projects  (StintSeriesCommand *self,
                                                        StintEdit          *edit);
/* Moves or resizes a block, as stint_command_place_block(); @row: an occurrence, touched or not. */
StintSeriesCommand *stint_series_command_place         (StintWorkspace     *workspace,
                                                        const StintGridRow *row,
                                                        gint64              start_s,
                                                        gint64              end_s,
                                                        gboolean            all_day,
                                                        StintScope          scope);
StintSeriesCommand *stint_series_command_place_when    (const char         *series_id,
                                                        const StintTime    *original,
                                                        StintScope          scope,
                                                        const StintWhen    *when);
/* @row: an occurrence of kind %STINT_GRID_DEADLINE. Its time of day stays. */
StintSeriesCommand *stint_series_command_set_deadline  (const StintGridRow *row,
                                                        int                 day,
                                                        StintScope          scope);
StintSeriesCommand *stint_series_command_set_due       (const char         *series_id,
                                                        const StintTime    *original,
                                                        StintScope          scope,
                                                        const StintTime    *deadline);
StintSeriesCommand *stint_series_command_complete      (StintWorkspace     *workspace,
                                                        const char         *series_id,
                                                        const StintTime    *original,
                                                        StintScope          scope,
                                                        gboolean            done);
/* Skipping one occurrence and deleting it are the same: it is cancelled, and can be brought back by undo. With all, the series is deleted. */
StintSeriesCommand *stint_series_command_skip          (StintWorkspace     *workspace,
                                                        const char         *series_id,
                                                        const StintTime    *original,
                                                        StintScope          scope);
/* What completing and deleting a task of a list mean if it is a series or an occurrence. (nullable): it is neither, or it is done as a whole:
 * then stint_command_complete_task() and stint_command_delete_task() are right. Deleting a series is deleting that task. */
StintSeriesCommand *stint_series_command_complete_task (StintWorkspace     *workspace,
                                                        StintRecord        *task,
                                                        gboolean            done);
StintSeriesCommand *stint_series_command_delete_task   (StintWorkspace     *workspace,
                                                        StintRecord        *task);
void                stint_series_command_free          (StintSeriesCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintSeriesCommand, stint_series_command_free)

/* @command: (transfer full). One change, undone whole. finish: as stint_workspace_apply_finish(); STINT_SERIES_ERROR says what was wrong. */
void                stint_series_run_async             (StintWorkspace     *workspace,
                                                        StintSeriesCommand *command,
                                                        GCancellable       *cancellable,
                                                        GAsyncReadyCallback callback,
                                                        gpointer            user_data);
StintChange        *stint_series_run_finish            (StintWorkspace     *workspace,
                                                        GAsyncResult       *result,
                                                        GError            **error);

/**
 * StintSeriesError:
 * @STINT_SERIES_ERROR_NOT_A_SERIES: the task does not repeat
 * @STINT_SERIES_ERROR_NO_OCCURRENCE: the series has none at that time; the sentence names the nearest ones
 * @STINT_SERIES_ERROR_SCOPE: that cannot be done with this scope
 * @STINT_SERIES_ERROR_NOT_MOVED: the rule names days or hours that cannot be shifted so
 * @STINT_SERIES_ERROR_UNSUPPORTED: the rule is kept, but not worked out
 */
typedef enum
{
  STINT_SERIES_ERROR_NOT_A_SERIES,
  STINT_SERIES_ERROR_NO_OCCURRENCE,
  STINT_SERIES_ERROR_SCOPE,
  STINT_SERIES_ERROR_NOT_MOVED,
  STINT_SERIES_ERROR_UNSUPPORTED,
} StintSeriesError;

#define STINT_SERIES_ERROR (stint_series_error_quark ())
GQuark              stint_series_error_quark           (void);

G_END_DECLS
