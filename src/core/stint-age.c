/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "core/stint-age.h"

static gboolean
has_time (GVariant   *times,
          const char *member,
          gint64      at_ms)
{
  gint64 its_ms;

  return times != NULL && g_variant_lookup (times, member, "x", &its_ms) && its_ms == at_ms;
}

/* An edit is as old here as it is there: its age by this device's clock, taken from the server's. */
static gint64
settle (gint64                  at_ms,
        const char             *member,
        GVariant               *base_at,
        const StintServerClock *clock)
{
  gint64 settled_ms = MIN (clock->now_ms, at_ms + clock->offset_ms);
  gint64 before_ms;

  if (base_at != NULL && g_variant_lookup (base_at, member, "x", &before_ms))
    settled_ms = MAX (settled_ms, before_ms + 1);
  return settled_ms;
}

/**
 * stint_age_settle:
 * @at: `a{sx}`: when each member of a record was edited, as it lies here
 * @base_at: (nullable): `a{sx}`: those of the state that the server has confirmed
 * @known_at: (nullable): `a{sx}`: those that have been settled before
 *
 * Brings the times of edits that this device made, by its own clock, to the server's (sync.md, Age). Times that came from the server or were
 * settled already stay.
 *
 * Returns: (transfer full): `a{sx}`, sorted
 */
GVariant *
stint_age_settle (GVariant               *at,
                  GVariant               *base_at,
                  GVariant               *known_at,
                  const StintServerClock *clock)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *member;
  gint64 at_ms;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sx}"));
  g_variant_iter_init (&iter, at);
  while (g_variant_iter_next (&iter, "{&sx}", &member, &at_ms))
    {
      gboolean is_settled = has_time (base_at, member, at_ms) || has_time (known_at, member, at_ms);

      g_variant_builder_add (&builder, "{sx}", member, is_settled ? at_ms : settle (at_ms, member, base_at, clock));
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}
