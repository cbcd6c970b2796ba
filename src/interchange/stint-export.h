/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/*
 * iCalendar, so that what comes out goes in again as it was, here and with other programs:
 *
 * - A task is a VTODO, its project X-STINT-PROJECT, its blocks VEVENTs with X-STINT-TASK and RELATED-TO. What came in as a VEVENT goes
 *   out as one, unless it has got a deadline, an estimate or the like since.
 * - A series of blocks is a VEVENT with RRULE, one of deadlines a VTODO; an occurrence that was changed is another one with the same UID and
 *   RECURRENCE-ID, with all that it has from its series. One that was cancelled is an EXDATE, and X-STINT-CANCELLED for Stint itself. A
 *   start to which the rule does not lead is an EXDATE too.
 * - Properties and components that were kept for other programs (member `ical`) are written back.
 * - X-STINT-ID is a record's id where the UID does not give it, X-STINT-SERIES that of a series. X-STINT-MEMBERS is JSON: members that
 *   iCalendar has no words for; X-STINT-BLOCK-MEMBERS those of the block of an occurrence.
 * - Times in a zone have their TZID, and the zone its VTIMEZONE. Projects without tasks are not in it: the JSON has them.
 */
char *stint_export_ics  (GPtrArray  *tasks,
                         GPtrArray  *blocks,
                         GPtrArray  *projects,
                         gint64      now_unix_s);
char *stint_export_json (GPtrArray  *records);

char *stint_export_csv      (GPtrArray  *tasks,
                             GPtrArray  *blocks,
                             GPtrArray  *projects);
char *stint_export_todo_txt (GPtrArray  *tasks,
                             GPtrArray  *projects,
                             const char *zone);

G_END_DECLS
