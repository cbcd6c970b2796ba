/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-recurrence.h"

G_BEGIN_DECLS

/**
 * StintOverride:
 * @original_s: which occurrence it stands for: civil seconds in the zone of the series
 * @is_cancelled: there is nothing then
 * @start: unless it is cancelled, when it is instead; of any kind and zone
 *
 * One occurrence of a series that was touched. Its record has the id of stint_series_derive_id().
 */
typedef struct
{
  gint64 original_s;
  gboolean is_cancelled;
  StintTime start;
} StintOverride;

/**
 * StintOccurrence:
 * @original_s: when the rule has it: civil seconds in the zone of the series
 * @start: when it is
 * @override: the position of the override that it comes from, or -1
 * @is_orphan: the series has no such occurrence any more, but somebody has touched it: it is shown, so that nothing is lost
 */
typedef struct
{
  gint64 original_s;
  StintTime start;
  int override;
  gboolean is_orphan;
} StintOccurrence;

char    *stint_series_derive_id (const char           *series_id,
                                 const StintTime      *original);
gboolean stint_series_expand    (StintRecurrence      *recurrence,
                                 const StintOverride  *overrides,
                                 guint                 n_overrides,
                                 gint64                from_s,
                                 gint64                to_s,
                                 guint                 max,
                                 GArray               *occurrences,
                                 GError              **error);

G_END_DECLS
