/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

char *stint_export_ics  (GPtrArray  *tasks,
                         GPtrArray  *blocks,
                         GPtrArray  *projects,
                         gint64      now_unix_s);
char *stint_export_json (GPtrArray  *records);

G_END_DECLS
