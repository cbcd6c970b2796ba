/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintServerClock:
 * @now_ms: the time now, by the server's clock
 * @offset_ms: the server's clock less this device's
 *
 * What time it is where everybody looks.
 */
typedef struct
{
  gint64 now_ms;
  gint64 offset_ms;
} StintServerClock;

GVariant *stint_age_settle (GVariant               *at,
                            GVariant               *base_at,
                            GVariant               *known_at,
                            const StintServerClock *clock);

G_END_DECLS
