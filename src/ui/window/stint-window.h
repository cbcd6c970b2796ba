/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/backlog/stint-backlog.h"
#include "ui/grid/stint-calendar.h"
#include "workspace/account/stint-account.h"
#include "workspace/inbox/stint-inbox.h"
#include "workspace/stint-workspace.h"

G_BEGIN_DECLS

/**
 * StintWindow:
 *
 * The window: header bar, backlog, grid and inspector. It is empty until the workspace is open (stint_window_start()) or could not be opened
 * (stint_window_show_trouble()); the inspector is made when a task is first opened.
 *
 * Properties, given once: `workspace`, `account` (nullable: the plan is of this computer only), `settings`.
 *
 * Signal: `reopen`: the trouble is over, the workspace shall be opened again.
 */
#define STINT_TYPE_WINDOW (stint_window_get_type ())
G_DECLARE_FINAL_TYPE (StintWindow, stint_window, STINT, WINDOW, AdwApplicationWindow)

StintWindow   *stint_window_new            (GtkApplication *application,
                                            StintWorkspace *workspace,
                                            StintAccount   *account,
                                            GSettings      *settings);
void           stint_window_start          (StintWindow    *self);
void           stint_window_show_trouble   (StintWindow    *self,
                                            const GError   *error);
void           stint_window_open_task      (StintWindow    *self,
                                            const char     *task_id);
void           stint_window_close_inspector (StintWindow   *self);
void           stint_window_tell           (StintWindow    *self,
                                            const char     *message);
void           stint_window_import         (StintWindow    *self,
                                            GFile         **files,
                                            guint           n_files);
void           stint_window_choose_import  (StintWindow    *self);
/* @text: what is in a connect file. Nothing goes to a server before a person has said so. */
void           stint_window_connect        (StintWindow    *self,
                                            const char     *text);
void           stint_window_load_example   (StintWindow    *self);
void           stint_window_open_inbox     (StintWindow    *self);
StintInbox    *stint_window_get_inbox      (StintWindow    *self);
StintBacklog  *stint_window_get_backlog    (StintWindow    *self);
StintCalendar *stint_window_get_calendar   (StintWindow    *self);
const char    *stint_window_get_page       (StintWindow    *self);
gboolean       stint_window_is_inspecting  (StintWindow    *self);

G_END_DECLS
