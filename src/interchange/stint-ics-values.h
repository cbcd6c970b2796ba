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

G_END_DECLS
