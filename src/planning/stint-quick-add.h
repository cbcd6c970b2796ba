/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"

G_BEGIN_DECLS

/*
 * The grammar of quick add, in English (stint-vocabulary.c has the words):
 *
 *   day       today, tomorrow, fri, this fri, next fri, next week, next month, 3 dec, dec 3rd, 3 december 2027, fri 4 dec, 2026-12-03
 *   offset    in 3 days, in a week, in 2 months, in 90 minutes
 *   time      2pm, 2:30pm, 14:30, noon, at 9, at 14
 *   range     14:30-16:00, 2-4pm, 10am to 2, from 9 to 11
 *   estimate  2h, 1h30, 90 min, 1.5h, for 90m, for an hour
 *   deadline  by, or due, before a day, an offset or a time: by friday, by fri 5pm, due 3 dec
 *   others    #project, #"Big project", @tag, !high, !medium, !low, !1 to !9
 *
 * - A weekday is the next such day after today: today's own name is in a week. "next fri" is the one in the week after this one.
 * - A day and month without a year is the next such day, today included.
 * - A time without a day is today if it is still ahead, else tomorrow. An hour alone counts only after "at" or "from", and 1 to 6
 *   are then hours of the afternoon. A range whose end is not after its start ends on the next day.
 * - An estimate beside a day or a time is also the length of the block.
 * - The first reading of a kind wins; a later one stays in the title. Tags add up.
 * - What is of the right shape but does not exist (31 feb, 25:00) stays in the title, and so do 12/3 (which is it?), #123 and @2.
 * - "Quoted words" are never read and stay with their marks.
 * - A text of more than STINT_QUICK_ADD_MAX_CHARS characters, or one that is not UTF-8, is a title and nothing else.
 */
#define STINT_QUICK_ADD_MAX_CHARS 1000

/**
 * StintReadingKind:
 *
 * What a stretch of the typed text was understood as.
 */
typedef enum
{
  STINT_READING_START,
  STINT_READING_ESTIMATE,
  STINT_READING_DEADLINE,
  STINT_READING_PROJECT,
  STINT_READING_TAG,
  STINT_READING_PRIORITY,
} StintReadingKind;

/**
 * StintReading:
 * @start, @end: byte offsets into the text, [start, end), on boundaries of characters; readings do not overlap
 * @tag: of a tag: its index in the tags
 *
 * A day and a time that do not stand beside each other are two readings of kind %STINT_READING_START.
 */
typedef struct
{
  StintReadingKind kind;
  gsize start;
  gsize end;
  guint tag;
} StintReading;

/**
 * StintQuickAdd:
 * @title: what was not understood as anything else, white space folded; may be empty
 * @has_start: a day or a time was given; @start is then where the block goes (date only: that day, without an hour)
 * @range_min: minutes of the block when a range was given ("14:30-16:00"), else 0
 * @estimate_min: 0 if none was given
 * @project: (nullable): a project's name as typed, without "#"
 * @tags: (not nullable): sorted, without doubles
 * @priority: as iCalendar has it: 0 if none was given, 1 for high to 9 for low
 * @readings: (element-type StintReading): in the order of the text
 *
 * What quick add understood of one line. Times float: the caller gives them a zone.
 */
typedef struct
{
  char *title;
  gboolean has_start;
  StintTime start;
  int range_min;
  int estimate_min;
  gboolean has_deadline;
  StintTime deadline;
  char *project;
  char **tags;
  int priority;
  GArray *readings;
} StintQuickAdd;

StintQuickAdd *stint_quick_add_parse (const char    *text,
                                      gint64         now_local_s);
void           stint_quick_add_free  (StintQuickAdd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintQuickAdd, stint_quick_add_free)

G_END_DECLS
