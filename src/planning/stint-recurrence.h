/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-recurrence-rule.h"

G_BEGIN_DECLS

/* A series is expanded so far after its start, and no further. */
#define STINT_RECURRENCE_MAX_YEARS 200
/* One call counts as many occurrences as this, also those before the range. */
#define STINT_RECURRENCE_MAX_STEPS 100000

/**
 * StintRecurrence:
 *
 * A series: a start, a rule, dates that are added and dates that are left out. Its occurrences are worked out for the range that is
 * asked and never stored; the months that were worked out last are remembered, and so is whether there is a first occurrence at all.
 * Times are civil seconds in the zone of the start: what a clock on the wall there reads. It may be used by one thread at a time.
 *
 * The start is an occurrence only if the rule leads to it (RFC 5545 §3.8.5.3 leaves that undefined).
 */
typedef struct _StintRecurrence StintRecurrence;

/* Asked between occurrences; %TRUE ends the work. Not asked within a call of libical, which takes two seconds at worst. */
typedef gboolean (*StintRecurrenceStop) (gpointer data);

StintRecurrence           *stint_recurrence_new       (const char           *rule,
                                                       const StintTime      *start,
                                                       GError              **error);
void                       stint_recurrence_free      (StintRecurrence      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintRecurrence, stint_recurrence_free)

void                       stint_recurrence_add       (StintRecurrence      *self,
                                                       const StintTime      *time);
void                       stint_recurrence_skip      (StintRecurrence      *self,
                                                       const StintTime      *time);
void                       stint_recurrence_set_stop  (StintRecurrence      *self,
                                                       StintRecurrenceStop   stop,
                                                       gpointer              data);

const StintRecurrenceRule *stint_recurrence_get_rule  (StintRecurrence      *self);
const StintTime           *stint_recurrence_get_start (StintRecurrence      *self);
StintTime                  stint_recurrence_make_time (StintRecurrence      *self,
                                                       gint64                local_s);

gboolean                   stint_recurrence_find_first (StintRecurrence     *self,
                                                        gint64              *first_s,
                                                        GError             **error);
gboolean                   stint_recurrence_expand    (StintRecurrence      *self,
                                                       gint64                from_s,
                                                       gint64                to_s,
                                                       guint                 max,
                                                       GArray               *times,
                                                       GError              **error);
gboolean                   stint_recurrence_contains  (StintRecurrence      *self,
                                                       gint64                local_s,
                                                       gboolean             *contains,
                                                       GError              **error);

gboolean                   stint_recurrence_after_completion (const char       *rule,
                                                              const StintTime  *start,
                                                              int               completed_day,
                                                              StintTime        *next,
                                                              gboolean         *has_next,
                                                              GError          **error);

G_END_DECLS
