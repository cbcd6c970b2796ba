/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-session.h"

G_BEGIN_DECLS

/* What people read, put into the session's output. */
void      stint_cli_put_line       (StintCliSession   *session,
                                    const char        *format,
                                    ...) G_GNUC_PRINTF (2, 3);
void      stint_cli_put_tasks      (StintCliSession   *session,
                                    GPtrArray         *rows);
void      stint_cli_put_details    (StintCliSession   *session,
                                    StintTaskDetails  *details);
char     *stint_cli_describe_when  (StintCliSession   *session,
                                    gint64             start_s,
                                    gint64             end_s,
                                    gboolean           all_day);

/* Shows the task as it is now, under a heading, or as JSON. */
gboolean  stint_cli_report_task    (StintCliSession   *session,
                                    const char        *heading,
                                    const char        *task_id,
                                    GError           **error);
gboolean  stint_cli_report_block   (StintCliSession   *session,
                                    const char        *heading,
                                    const char        *block_id,
                                    GError           **error);

G_END_DECLS
