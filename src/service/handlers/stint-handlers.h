/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/stint-router.h"

G_BEGIN_DECLS

/* stint-changes.c */
StintResponse *stint_handle_pull       (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);
StintResponse *stint_handle_push       (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);
gboolean       stint_handler_push      (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintPush    *push,
                                        StintTag           *tag,
                                        gboolean           *replayed,
                                        GError            **error);

/* stint-snapshot.c */
StintResponse *stint_handle_snapshot   (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);
void           stint_handler_append_records (GString       *out,
                                             GPtrArray     *records);
void           stint_handler_append_cursor  (GString       *out,
                                             const char    *cursor);

/* stint-tasks.c */
StintResponse *stint_handle_list_tasks (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);
StintResponse *stint_handle_find_task  (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);
StintResponse *stint_handle_make_task  (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);

/* stint-me.c */
StintResponse *stint_handle_describe   (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);
StintResponse *stint_handle_erase      (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);

/* stint-assist.c */
StintResponse *stint_handle_quota      (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);
StintResponse *stint_handle_assist     (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);

G_END_DECLS
