/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-repeat.h"
#include "planning/stint-recurrence.h"
#include "store/stint-database.h"

G_BEGIN_DECLS

typedef struct _StintSeriesState StintSeriesState;

/**
 * StintSeriesOverride:
 * @state: the series that it belongs to, and is freed with
 * @original_s: which occurrence it stands for: civil seconds in the zone of the series
 * @record: with only what differs from the series
 * @shown: as people read it
 * @has_place: it has a block or a deadline of its own, so that it is there, not where the series has it
 */
typedef struct
{
  StintSeriesState *state;
  gint64 original_s;
  StintRecord *record;
  StintRecord *shown;
  gboolean is_cancelled;
  gboolean is_done;
  gboolean has_place;
} StintSeriesOverride;

/**
 * StintSeriesState:
 * @recurrence: (nullable): %NULL if there is one occurrence at a time, at the start: it counts from completion, or its rule is kept but not
 *   worked out
 * @is_supported: the rule can be worked out
 * @overrides: (element-type StintSeriesOverride): by @original_s
 * @row_ids: (element-type gint64 utf8): what occurrences that nobody has touched are called on the grid, as far as they were asked for
 *
 * A series as it was read, with all of its overrides. It belongs to the store's thread.
 */
struct _StintSeriesState
{
  StintRecord *task;
  StintRepeat *repeat;
  StintRecurrence *recurrence;
  gboolean is_supported;
  GPtrArray *overrides;
  GHashTable *row_ids;
};

/**
 * StintSeriesOccurrence:
 * @override: (nullable): borrowed
 */
typedef struct
{
  gint64 original_s;
  const StintSeriesOverride *override;
} StintSeriesOccurrence;

StintSeriesState *stint_series_state_read         (StintDatabase               *database,
                                                   const char                  *series_id,
                                                   GError                     **error);
void              stint_series_state_free         (StintSeriesState            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintSeriesState, stint_series_state_free)

StintTime         stint_series_state_make_time    (StintSeriesState            *self,
                                                   gint64                       original_s);
char             *stint_series_state_derive_id    (StintSeriesState            *self,
                                                   gint64                       original_s);
char             *stint_series_derive_block_id    (const char                  *override_id);
const StintSeriesOverride *
                  stint_series_state_find         (StintSeriesState            *self,
                                                   gint64                       original_s);
gboolean          stint_series_state_expand       (StintSeriesState            *self,
                                                   gint64                       from_s,
                                                   gint64                       to_s,
                                                   guint                        max,
                                                   GArray                      *occurrences,
                                                   GError                     **error);
gboolean          stint_series_occurrence_is_open (const StintSeriesOccurrence *self);
gboolean          stint_series_occurrence_is_in_place (const StintSeriesOccurrence *self);

G_END_DECLS
