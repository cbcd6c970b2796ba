/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-clock.h"

G_BEGIN_DECLS

/**
 * StintSystemClock:
 *
 * The clock that runs: emits `day-changed` at midnight, also after a suspend, and `zone-changed` when the system's zone changes.
 */
#define STINT_TYPE_SYSTEM_CLOCK (stint_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (StintSystemClock, stint_system_clock, STINT, SYSTEM_CLOCK, StintClock)

StintClock *stint_system_clock_new           (const char *zone);
StintClock *stint_system_clock_new_following (const char *path);

G_END_DECLS
