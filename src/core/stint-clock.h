/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define STINT_TYPE_CLOCK (stint_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (StintClock, stint_clock, STINT, CLOCK, GObject)

/**
 * StintClockClass:
 * @get_unix_ms: the time now
 *
 * What the time is, and in which zone one lives. The base class stands still at the time it was made with, for tests
 * and `--now`; the workspace has one that runs. Signals: `day-changed` (today is another day) and `zone-changed`.
 */
struct _StintClockClass
{
  GObjectClass parent_class;

  gint64 (*get_unix_ms) (StintClock *self);
};

StintClock *stint_clock_new_fixed   (gint64      unix_ms,
                                     const char *zone);
gint64      stint_clock_get_unix_ms (StintClock *self);
const char *stint_clock_get_zone    (StintClock *self);
void        stint_clock_set_zone    (StintClock *self,
                                     const char *zone);
gint64      stint_clock_get_local_s (StintClock *self);
int         stint_clock_get_today   (StintClock *self);
void        stint_clock_set_unix_ms (StintClock *self,
                                     gint64      unix_ms);
void        stint_clock_emit_day_changed (StintClock *self);

G_END_DECLS
