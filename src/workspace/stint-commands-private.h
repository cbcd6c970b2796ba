/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/stint-commands.h"

G_BEGIN_DECLS

char     *stint_command_shorten    (const char      *title);
char     *stint_command_label_member (const char    *member,
                                      const char    *name);
GVariant *stint_command_done_value (StintWorkspace  *workspace);
StintWhen stint_command_make_when  (StintWorkspace  *workspace,
                                    gint64           start_s,
                                    int              minutes,
                                    gboolean         all_day);
void      stint_command_add_block  (StintEdit       *edit,
                                    StintWorkspace  *workspace,
                                    const char      *task_id,
                                    const StintWhen *when,
                                    gboolean         done);
StintTime stint_command_to_own_form (StintWorkspace     *workspace,
                                     const StintGridRow *row,
                                     gint64              local_s,
                                     gboolean            again);
StintWhen stint_command_make_placed_when (StintWorkspace     *workspace,
                                          const StintGridRow *row,
                                          gint64              start_s,
                                          gint64              end_s,
                                          gboolean            all_day);
void      stint_command_add_copy   (StintEdit       *edit,
                                    StintWorkspace  *workspace,
                                    StintRecord     *task,
                                    const char      *member,
                                    GVariant        *value);
/* (nullable): the id of the project of that name, whatever its case */
const char *stint_command_find_project   (StintWorkspace  *workspace,
                                          const char      *name);
/* Adds a project to an edit; @color: (nullable). (transfer full): its id */
char     *stint_command_add_project_op   (StintEdit       *edit,
                                          StintWorkspace  *workspace,
                                          const char      *name,
                                          const char      *color);

G_END_DECLS
