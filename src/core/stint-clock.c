/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-clock.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"

typedef struct
{
  gint64      unix_ms;
  const char *zone;
} StintClockPrivate;

enum
{
  DAY_CHANGED,
  ZONE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE_WITH_PRIVATE (StintClock, stint_clock, G_TYPE_OBJECT)

static gint64
stint_clock_real_get_unix_ms (StintClock *self)
{
  StintClockPrivate *priv = stint_clock_get_instance_private (self);

  return priv->unix_ms;
}

static void
stint_clock_class_init (StintClockClass *klass)
{
  klass->get_unix_ms = stint_clock_real_get_unix_ms;

  signals[DAY_CHANGED] = g_signal_new ("day-changed", STINT_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ZONE_CHANGED] = g_signal_new ("zone-changed", STINT_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stint_clock_init (StintClock *self)
{
  StintClockPrivate *priv = stint_clock_get_instance_private (self);

  priv->zone = g_intern_static_string ("UTC");
}

/**
 * stint_clock_new_fixed:
 * @unix_ms: the time at which it stands still
 * @zone: the zone in which it hangs
 *
 * Returns: (transfer full): a clock for tests and for `--now`
 */
StintClock *
stint_clock_new_fixed (gint64      unix_ms,
                       const char *zone)
{
  StintClock *self = g_object_new (STINT_TYPE_CLOCK, NULL);
  StintClockPrivate *priv = stint_clock_get_instance_private (self);

  priv->unix_ms = unix_ms;
  stint_clock_set_zone (self, zone);
  return self;
}

gint64
stint_clock_get_unix_ms (StintClock *self)
{
  g_return_val_if_fail (STINT_IS_CLOCK (self), 0);

  return STINT_CLOCK_GET_CLASS (self)->get_unix_ms (self);
}

/**
 * stint_clock_get_zone:
 *
 * Returns: the interned name of the zone one is in
 */
const char *
stint_clock_get_zone (StintClock *self)
{
  StintClockPrivate *priv = stint_clock_get_instance_private (self);

  g_return_val_if_fail (STINT_IS_CLOCK (self), NULL);

  return priv->zone;
}

/**
 * stint_clock_set_zone:
 * @zone: (nullable): an IANA name; one that is not known counts as UTC
 *
 * One has travelled: emits `zone-changed` if it is another zone.
 */
void
stint_clock_set_zone (StintClock *self,
                      const char *zone)
{
  StintClockPrivate *priv = stint_clock_get_instance_private (self);
  const char *known = stint_zone_intern (zone);

  g_return_if_fail (STINT_IS_CLOCK (self));

  known = known != NULL ? known : g_intern_static_string ("UTC");
  if (g_strcmp0 (known, priv->zone) == 0)
    return;
  priv->zone = known;
  g_signal_emit (self, signals[ZONE_CHANGED], 0);
}

/**
 * stint_clock_set_unix_ms:
 *
 * For the clock that stands still: from now on it stands still at another time. Emits `day-changed` if that is another day.
 */
void
stint_clock_set_unix_ms (StintClock *self,
                         gint64      unix_ms)
{
  StintClockPrivate *priv = stint_clock_get_instance_private (self);
  int today = stint_clock_get_today (self);

  priv->unix_ms = unix_ms;
  if (stint_clock_get_today (self) != today)
    stint_clock_emit_day_changed (self);
}

/**
 * stint_clock_get_local_s:
 *
 * Returns: what the clock on the wall reads, in civil seconds
 */
gint64
stint_clock_get_local_s (StintClock *self)
{
  gint64 unix_ms = stint_clock_get_unix_ms (self);

  return stint_zone_to_local (stint_clock_get_zone (self), (unix_ms - ((unix_ms % 1000) + 1000) % 1000) / 1000);
}

int
stint_clock_get_today (StintClock *self)
{
  return stint_day_of_local (stint_clock_get_local_s (self));
}

/**
 * stint_clock_emit_day_changed:
 *
 * For the clocks that run: today is another day.
 */
void
stint_clock_emit_day_changed (StintClock *self)
{
  g_return_if_fail (STINT_IS_CLOCK (self));

  g_signal_emit (self, signals[DAY_CHANGED], 0);
}
