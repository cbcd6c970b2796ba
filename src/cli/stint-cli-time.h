/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

gboolean stint_cli_parse_now      (const char  *text,
                                   const char  *zone,
                                   gint64      *unix_s,
                                   GError     **error);
gboolean stint_cli_parse_time     (const char  *text,
                                   const char  *zone,
                                   gint64       now_local_s,
                                   StintTime   *time,
                                   GError     **error);
gboolean stint_cli_parse_day      (const char  *text,
                                   const char  *zone,
                                   gint64       now_local_s,
                                   int         *day,
                                   GError     **error);
gboolean stint_cli_parse_minutes  (const char  *text,
                                   int          max,
                                   int         *minutes,
                                   GError     **error);

char    *stint_cli_format_instant (gint64       local_s,
                                   const char  *zone);
char    *stint_cli_format_date    (gint64       local_s);

G_END_DECLS
