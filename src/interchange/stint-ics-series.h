/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

/**
 * StintIcsSeriesFacts:
 * @start: of the series: what RECURRENCE-ID is read in the form and zone of. Its day is not kept: only its time of day counts
 * @shift_s: how much later than its DTSTART the start is
 * @members: (nullable) (transfer none): of its task; %NULL if there were too many series since
 */
typedef struct
{
  StintTime start;
  gint64 shift_s;
  GVariant *members;
} StintIcsSeriesFacts;

/**
 * StintIcsWaiting:
 * @text, @line: a changed occurrence, as it stands in the file
 * @project: (nullable): that of its calendar
 */
typedef struct
{
  char *text;
  guint line;
  char *project;
} StintIcsWaiting;

void stint_ics_waiting_free (StintIcsWaiting *self);

/**
 * StintIcsSeriesTable:
 *
 * The series that a file was found to have, and the changed occurrences that came before theirs. What it holds is bounded.
 */
typedef struct _StintIcsSeriesTable StintIcsSeriesTable;

StintIcsSeriesTable *stint_ics_series_table_new       (void);
void                 stint_ics_series_table_free      (StintIcsSeriesTable       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsSeriesTable, stint_ics_series_table_free)

void                 stint_ics_series_table_add       (StintIcsSeriesTable       *self,
                                                       const char                *id,
                                                       const StintIcsSeriesFacts *facts);
gboolean             stint_ics_series_table_find      (StintIcsSeriesTable       *self,
                                                       const char                *id,
                                                       StintIcsSeriesFacts       *facts);
gboolean             stint_ics_series_table_wait      (StintIcsSeriesTable       *self,
                                                       const char                *id,
                                                       const char                *text,
                                                       guint                      line,
                                                       const char                *project);
GPtrArray           *stint_ics_series_table_take      (StintIcsSeriesTable       *self,
                                                       const char                *id);
GPtrArray           *stint_ics_series_table_take_all  (StintIcsSeriesTable       *self);

G_END_DECLS
