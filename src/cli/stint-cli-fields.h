/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/stint-cli-session.h"

G_BEGIN_DECLS

gboolean stint_cli_field_set (StintCliSession    *session,
                              StintCliArguments  *arguments,
                              StintEdit          *edit,
                              StintRecord        *task,
                              const char         *assignment,
                              GHashTable         *seen,
                              GError            **error);

G_END_DECLS
