/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-ics-component.h"

G_BEGIN_DECLS

/**
 * StintIcsZones:
 *
 * Which IANA zone a calendar's TZID means. A calendar may call its zones as it likes; where the name says nothing, the rules it gives for
 * them (VTIMEZONE) are compared with those of this computer's zones, which are then used: they are newer.
 */
typedef struct _StintIcsZones StintIcsZones;

StintIcsZones *stint_ics_zones_new     (const char              *preferred);
void           stint_ics_zones_free    (StintIcsZones           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsZones, stint_ics_zones_free)

const char    *stint_ics_zones_add     (StintIcsZones           *self,
                                        const StintIcsComponent *component,
                                        const char              *tzid);
const char    *stint_ics_zones_find    (StintIcsZones           *self,
                                        const char              *tzid);

G_END_DECLS
