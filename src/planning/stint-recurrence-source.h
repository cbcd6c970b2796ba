/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-recurrence-rule.h"

G_BEGIN_DECLS

/* What stint_recurrence_source_next() returns when there is no more. */
#define STINT_RECURRENCE_END G_MAXINT64
/* And when there is none before the horizon: it may be asked again, with a later one. */
#define STINT_RECURRENCE_LATER (G_MAXINT64 - 1)

/*
 * The times of a rule one after the other, as libical's iterator gives them: without UNTIL, and without an end in years but libical's
 * own, which is more than 200 years after the start. Civil seconds; no zone is looked at. One call takes microseconds for an honest
 * rule and up to two seconds for one that never matches.
 */
typedef struct _StintRecurrenceSource StintRecurrenceSource;

StintRecurrenceSource *stint_recurrence_source_new      (const StintRecurrenceRule *rule,
                                                         const StintTime           *start);
void                   stint_recurrence_source_free     (StintRecurrenceSource     *self);
gboolean               stint_recurrence_source_can_seek (StintRecurrenceSource     *self);
void                   stint_recurrence_source_seek     (StintRecurrenceSource     *self,
                                                         gint64                     from_s);
gint64                 stint_recurrence_source_next     (StintRecurrenceSource     *self,
                                                         gint64                     horizon_s);

G_END_DECLS
