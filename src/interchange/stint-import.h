/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/stint-edit.h"

G_BEGIN_DECLS

/**
 * StintInterchangeError:
 * @STINT_INTERCHANGE_ERROR_NOT_A_CALENDAR: the file is not what its kind says: empty, binary, no VCALENDAR
 * @STINT_INTERCHANGE_ERROR_ENCODING: not UTF-8
 * @STINT_INTERCHANGE_ERROR_LIMIT: a line or a nesting over the limits
 */
typedef enum
{
  STINT_INTERCHANGE_ERROR_NOT_A_CALENDAR,
  STINT_INTERCHANGE_ERROR_ENCODING,
  STINT_INTERCHANGE_ERROR_LIMIT,
} StintInterchangeError;

#define STINT_INTERCHANGE_ERROR (stint_interchange_error_quark ())
GQuark stint_interchange_error_quark (void);

#define STINT_ICS_LINE_MAX_BYTES (256 * 1024)
#define STINT_ICS_MAX_DEPTH 16

/**
 * StintSkipped:
 * @line: where in the file the component began, from 1; 0 if it is about the whole file
 * @name: its summary, or its UID, or its component's name; empty if it is about the whole file
 * @reason: why it, or a part of it, did not come in, for people
 */
typedef struct
{
  guint line;
  char *name;
  char *reason;
} StintSkipped;

/**
 * StintImportSummary:
 * @n_tasks, @n_blocks: read from the file
 * @n_skipped: components that did not come in
 * @skipped: (element-type StintSkipped): the first hundred of these, and of the parts that did not come in as they were
 */
typedef struct
{
  guint n_tasks;
  guint n_blocks;
  guint n_skipped;
  GPtrArray *skipped;
} StintImportSummary;

/**
 * StintIcsReader:
 *
 * Reads iCalendar (RFC 5545) from a stream one component at a time, and gives each as operations on records.
 * The same UID always gives the same ids, so that the same file twice changes nothing. Used in one thread.
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
G_DECLARE_FINAL_TYPE (StintIcsReader, stint_ics_reader, STINT, ICS_READER, GObject)

StintIcsReader *stint_ics_reader_new         (GInputStream     *stream,
                                              const char       *zone);
gboolean        stint_ics_reader_next        (StintIcsReader   *self,
                                              StintOp          *op,
                                              GCancellable     *cancellable,
                                              GError          **error);
guint64         stint_ics_reader_get_n_bytes (StintIcsReader   *self);
const StintImportSummary *
                stint_ics_reader_get_summary (StintIcsReader   *self);

G_END_DECLS
