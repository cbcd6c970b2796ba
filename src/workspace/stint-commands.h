/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-block.h"
#include "core/stint-edit.h"
#include "core/stint-query.h"
#include "core/stint-repeat.h"
#include "planning/stint-quick-add.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/*
 * What people can do, each as one edit with a translated label; stint_workspace_apply_async() carries it out.
 * All return (transfer full). Times are civil seconds in the workspace's zone.
 */

/* A task from one typed line: also its project, if it is new, and its block, if a time was given. @id: (out) (optional): the task's. */
StintEdit *stint_command_quick_add     (StintWorkspace      *workspace,
                                        const StintQuickAdd *words,
                                        char               **id);
StintEdit *stint_command_add_task      (StintWorkspace      *workspace,
                                        const char          *title,
                                        GVariant            *members,
                                        char               **id);
StintEdit *stint_command_add_task_at   (StintWorkspace      *workspace,
                                        const char          *title,
                                        gint64               start_s,
                                        int                  minutes,
                                        char               **id);
/* @value: a member's value, or NULL to remove it. Edits of the same member within a few seconds become one change. */
StintEdit *stint_command_set_member    (StintRecord         *record,
                                        const char          *member,
                                        GVariant            *value);
StintEdit *stint_command_complete_task (StintWorkspace      *workspace,
                                        StintRecord         *task,
                                        gboolean             done);
StintEdit *stint_command_delete_task   (StintRecord         *task);
StintEdit *stint_command_duplicate_task (StintWorkspace     *workspace,
                                        StintRecord         *task);

/* stint-commands-repeat.c: @blocks (nullable): the task's; propose_repeat: how it repeats or, without a rule, where it would begin. */
StintRepeat *stint_command_propose_repeat (StintWorkspace   *workspace,
                                        StintRecord         *task,
                                        GPtrArray           *blocks);
StintEdit *stint_command_set_repeat    (StintWorkspace      *workspace,
                                        StintRecord         *task,
                                        GPtrArray           *blocks,
                                        const StintRepeat   *repeat);
StintEdit *stint_command_stop_repeat   (StintWorkspace      *workspace,
                                        StintRecord         *task,
                                        const StintTime     *next);

/* @minutes 0: what is left of the estimate, else the default. all_day: @start_s is a midnight and the block covers that day. */
StintEdit *stint_command_schedule      (StintWorkspace      *workspace,
                                        const StintTaskRow  *task,
                                        gint64               start_s,
                                        int                  minutes,
                                        gboolean             all_day);
StintEdit *stint_command_schedule_at   (StintWorkspace      *workspace,
                                        const StintTaskRow  *task,
                                        const StintTime     *start,
                                        int                  minutes);
/* As it stands in @when, which may be of another form or in another zone than before. */
StintEdit *stint_command_set_when      (StintRecord         *block,
                                        const StintWhen     *when);
StintEdit *stint_command_place_block   (StintWorkspace      *workspace,
                                        const StintGridRow  *block,
                                        gint64               start_s,
                                        gint64               end_s,
                                        gboolean             all_day);
StintEdit *stint_command_copy_block    (StintWorkspace      *workspace,
                                        const StintGridRow  *block,
                                        gint64               start_s);
StintEdit *stint_command_split_block   (StintWorkspace      *workspace,
                                        const StintGridRow  *block,
                                        gint64               at_s);
StintEdit *stint_command_unschedule    (const StintGridRow  *block);
StintEdit *stint_command_complete_block (StintWorkspace     *workspace,
                                        const StintGridRow  *block,
                                        gboolean             done);
StintEdit *stint_command_set_deadline  (StintWorkspace      *workspace,
                                        const StintGridRow  *deadline,
                                        int                  day);

StintEdit *stint_command_add_project   (StintWorkspace      *workspace,
                                        const char          *name,
                                        const char          *color,
                                        char               **id);
StintEdit *stint_command_delete_project (StintRecord        *project);
StintEdit *stint_command_example_week  (StintWorkspace      *workspace);

G_END_DECLS
