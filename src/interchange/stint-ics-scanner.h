/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "interchange/stint-ics-lines.h"

G_BEGIN_DECLS

#define STINT_ICS_COMPONENT_MAX_BYTES (1024 * 1024)

/**
 * StintIcsPartType:
 * @STINT_ICS_PART_COMPONENT: a whole component of a calendar, text and all
 * @STINT_ICS_PART_DAMAGED: one that cannot be read; @reason says why, @text has what there is
 * @STINT_ICS_PART_NAME: the name of the calendar that is being read: @text, empty where another one begins
 * @STINT_ICS_PART_CUT: the stream ended before the calendar did
 */
typedef enum
{
  STINT_ICS_PART_COMPONENT,
  STINT_ICS_PART_DAMAGED,
  STINT_ICS_PART_NAME,
  STINT_ICS_PART_CUT,
} StintIcsPartType;

/**
 * StintIcsPart:
 * @kind: the component's name in upper case, VEVENT say; empty if it is none
 * @line: where it begins, from 1
 * @text: its content lines, unfolded, valid UTF-8, each ended by a newline
 * @reason: (nullable): for people
 *
 * What the scanner found; valid until the next call.
 */
typedef struct
{
  StintIcsPartType type;
  const char *kind;
  guint line;
  const char *text;
  const char *reason;
} StintIcsPart;

/**
 * StintIcsScanner:
 *
 * Cuts an iCalendar stream into its components and guards what reads them: no line, component or nesting over the limits
 * (stint-import.h) gets through, and nothing that is not UTF-8. A damaged component does not stop it.
 */
typedef struct _StintIcsScanner StintIcsScanner;

StintIcsScanner *stint_ics_scanner_new         (GInputStream     *stream);
void             stint_ics_scanner_free        (StintIcsScanner  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintIcsScanner, stint_ics_scanner_free)

gboolean         stint_ics_scanner_next        (StintIcsScanner  *self,
                                                StintIcsPart     *part,
                                                GCancellable     *cancellable,
                                                GError          **error);
guint64          stint_ics_scanner_get_n_bytes (StintIcsScanner  *self);

G_END_DECLS
