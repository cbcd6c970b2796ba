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
 * - A time in UTC is an instant, and becomes the time at which the clock in the reader's zone reads it, in that zone. Dates, floating
 *   times and times with a known TZID stay as they are; with an unknown one a time floats, and the summary says so.
 * - A calendar with a name (X-WR-CALNAME) makes a project of that name, so that what comes in together stays together.
 * - An event without an end, or that ends as it begins, has a quarter of an hour; on a day, that day.
 * - RRULE is kept as `repeat` and EXDATE as `skipped`; nothing is expanded. RECURRENCE-ID is skipped with a reason, and so is what
 *   was cancelled.
 * - What Stint does not understand is kept in the member `ical`, an object: "NAME;PARAMETER=…" → the raw value, or a list of them.
 * - Without a UID, the content's SHA-256 is one.
 */
#define STINT_TYPE_ICS_READER (stint_ics_reader_get_type ())
GType            stint_ics_reader_get_type (void);

StintFileReader *stint_ics_reader_new      (GInputStream            *stream,
                                            const StintFileContext  *context);

G_END_DECLS
