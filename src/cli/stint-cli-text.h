/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *stint_cli_text_escape  (const char  *text);
char    *stint_cli_text_quote   (const char  *text);
int      stint_cli_text_width   (const char  *text);
void     stint_cli_text_pad     (GString     *out,
                                 const char  *text,
                                 int          width);
void     stint_cli_text_table   (GString     *out,
                                 GPtrArray   *rows);
char   **stint_cli_text_row     (const char  *first,
                                 ...) G_GNUC_NULL_TERMINATED;

void     stint_cli_guard_descriptors (void);
gboolean stint_cli_write        (const char  *text,
                                 gboolean     is_json,
                                 GError     **error);
void     stint_cli_complain     (const char  *text);

G_END_DECLS
