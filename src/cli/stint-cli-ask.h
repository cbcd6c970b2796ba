/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Talking with a person while a command runs: on standard error, so that standard output holds nothing but the result. */
gboolean stint_cli_can_ask (void);
void     stint_cli_tell    (const char *format,
                            ...) G_GNUC_PRINTF (1, 2);
gboolean stint_cli_ask_yes (const char *question);

G_END_DECLS
