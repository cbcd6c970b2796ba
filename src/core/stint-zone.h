/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *stint_zone_intern   (const char *name);
gint64      stint_zone_to_unix  (const char *zone,
                                 gint64      local_s);
gint64      stint_zone_to_local (const char *zone,
                                 gint64      unix_s);
gint64      stint_zone_day_start (const char *zone,
                                  int         day);

G_END_DECLS
