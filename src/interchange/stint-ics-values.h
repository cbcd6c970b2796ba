/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libical/ical.h>

#include "core/stint-time.h"
#include "interchange/stint-ics-zones.h"

G_BEGIN_DECLS

/* From libical's values to core's. libical's own zones are never asked: they are wrong in places. */

gboolean stint_ics_value_read_time     (icalproperty             *property,
                                        struct icaltimetype       value,
                                        StintIcsZones            *zones,
                                        const char               *zone,
                                        StintTime                *time,
                                        char                    **unknown_zone);
gint64   stint_ics_value_get_minutes   (struct icaldurationtype   duration);
void     stint_ics_value_add_duration  (StintTime                *time,
                                        struct icaldurationtype   duration);
char    *stint_ics_value_dup_line      (const char               *text,
                                        gsize                     max_chars,
                                        gboolean                 *cut);
char    *stint_ics_value_dup_text      (const char               *text,
                                        gsize                     max_bytes,
                                        gboolean                 *cut);

G_END_DECLS
