/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-import.h"

G_BEGIN_DECLS

/**
 * StintIcsReader:
 *
 * Reads iCalendar (RFC 5545) from a stream one component at a time, and gives each as operations on records.
 *
 * - A VTODO is a task; a VEVENT is a task and a pinned block, or, with X-STINT-TASK, the block of a task alone.
 * - With RRULE or RDATE both are series: a VEVENT of blocks (`repeat` with `minutes`) and without a block of its own, a VTODO of deadlines.
 *   EXDATE is `skipped`, RDATE `added`. Nothing is expanded. A start to which the rule does not lead is in `added`: RFC 5545 §3.8.5.3 leaves
 *   open what it is, and most programs show it. A series in UTC stays there, since the sun does not change its rule.
 * - With RECURRENCE-ID both are overrides, which hold what differs from their series; before or after it in the file. One whose series is
 *   not there is a task of its own. RANGE=THISANDFUTURE changes that one occurrence, and is kept.
 * - A time in UTC is an instant, and becomes the time at which the clock in the reader's zone reads it, in that zone. Dates, floating
 *   times and times with a known TZID stay as they are; with an unknown one a time floats, and the summary says so. Which zone a TZID is,
 *   its name says, or its VTIMEZONE, if that comes before: stint-ics-zones.h.
 * - RELATED-TO is the parent, a child or what must be done before; what closes a loop is left out.
 * - A VALARM so many minutes before is a reminder.
 * - A calendar with a name (X-WR-CALNAME) makes a project of that name, so that what comes in together stays together.
 * - An event without an end, or that ends as it begins, has a quarter of an hour; on a day, that day. What was cancelled is left out.
 * - What Stint does not understand is kept in the member `ical`, an object: "NAME;PARAMETER=…" → the raw value, "BEGIN:NAME" → the lines
 *   of a component, or a list of them. What stands beside tasks and events, journals say, is not kept.
 * - Without a UID, the content's SHA-256 is one.
 */
#define STINT_TYPE_ICS_READER (stint_ics_reader_get_type ())
GType            stint_ics_reader_get_type (void);

StintFileReader *stint_ics_reader_new      (GInputStream            *stream,
                                            const StintFileContext  *context);

G_END_DECLS
