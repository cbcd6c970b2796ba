/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-ics-component.h"

G_BEGIN_DECLS

const char *stint_ics_zone_rules_match (const StintIcsComponent *zone,
                                        const char              *preferred);

G_END_DECLS
