/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-record.h"

G_BEGIN_DECLS

/*
 * iCalendar, so that what comes out goes in again as it was, here and with other programs:
 *
 * - A task is a VTODO, its project X-STINT-PROJECT, its blocks VEVENTs with X-STINT-TASK and RELATED-TO. What came in as a VEVENT goes
 *   out as one, unless it has got a deadline, an estimate or the like since.
 * - Properties that were kept for other programs (member `ical`) are written back.
 * - X-STINT-ID is a record's id where the UID does not give it. X-STINT-MEMBERS is JSON: members that iCalendar has no words for.
 * - Times in a zone have their TZID, and the zone its VTIMEZONE. Projects without tasks are not in it: the JSON has them.
 */
char *stint_export_ics  (GPtrArray  *tasks,
                         GPtrArray  *blocks,
                         GPtrArray  *projects,
                         gint64      now_unix_s);
char *stint_export_json (GPtrArray  *records);

G_END_DECLS
