/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-ics-component.h"

G_BEGIN_DECLS

/* What a VALARM is to a task (RFC 5545 §3.6.6). */

gint64   stint_ics_alarm_get_minutes (const StintIcsComponent *alarm);
gboolean stint_ics_alarm_is_plain    (const StintIcsComponent *alarm,
                                      const StintIcsComponent *owner);

G_END_DECLS
