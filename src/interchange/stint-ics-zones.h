/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintIcsZones:
 *
 * Which IANA zone a calendar's TZID means. A calendar may call its zones as it likes; the rules it gives for them (VTIMEZONE) are not
 * used, since this computer's own are newer.
 */
typedef struct _StintIcsZones StintIcsZones;

StintIcsZones *stint_ics_zones_new     (void);
void           stint_ics_zones_free    (StintIcsZones *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsZones, stint_ics_zones_free)

void           stint_ics_zones_add     (StintIcsZones *self,
                                        const char    *tzid,
                                        const char    *location);
const char    *stint_ics_zones_find    (StintIcsZones *self,
                                        const char    *tzid);

G_END_DECLS
