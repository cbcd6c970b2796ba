/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/stint-time.h"
#include "planning/stint-tokens.h"

G_BEGIN_DECLS

/*
 * What quick add understands, shown in English; languages/ has the words of each language, and tests/data/quick-add/ what they come to.
 *
 *   day       today, tomorrow, fri, this fri, next fri, next week, end of month, on the 15th, 3 dec, fri 4 dec, 2026-12-03
 *   offset    in 3 days, in a week, in 2 months, in 90 minutes, in half an hour
 *   time      2pm, 2:30pm, 14:30, noon, half past 9, at 9, at 14
 *   range     14:30-16:00, 2-4pm, 10am to 2, from 9 to 11, between 9 and 11
 *   length    2h, 1h30, 90 min, half an hour, for an hour: also the estimate
 *   estimate  ~2h, est 2h: no block's length
 *   deadline  by, or due, before a day, an offset or a time: by friday, by fri 5pm, due 3 dec
 *   earliest  after, from, not before, before the same
 *   repeat    daily, every 3 days, every weekday, every mon and thu, every 2nd tuesday, every last friday of the month, monthly on the
 *             last day, every 3 dec; with "!" (every! 10 days) from when it was done; until 3 march, 5 times
 *   reminder  remind 15m, remind me 1 day before
 *   others    #project, #"Big project", @tag, !high, !medium, !low, !1 to !9
 *
 * Where words could mean two things:
 *
 * - A weekday is the next such day after today: today's own name is in a week. "next fri" is the one in the week after this one.
 * - A day and month without a year is the next such day, today included.
 * - A time without a day is today if it is still ahead, else tomorrow, or the first day of what repeats. An hour alone counts only
 *   after "at" or "from", and 1 to 6 are then hours of the afternoon, as they are in words (half past 3). A range whose end is not
 *   after its start ends on the next day.
 * - "from" and "after" say when it can be begun if a day follows, and "after" also before a time; "from 9" is when it begins.
 * - "2h" beside a day or a time is the length of the block, and the estimate; "~2h" is the estimate alone.
 * - "every 2nd tuesday", and each other number, is each second Tuesday. The first, the last, and what is "of the month" or "monthly"
 *   are a month's. What repeats without a day begins with the first day that fits, today included.
 * - The first reading of a kind wins; a later one stays in the title. Tags and reminders add up.
 * - What is of the right shape but does not exist (31 feb, 25:00) stays in the title, and so do #123 and @2. So does 12/3 (which is it?)
 *   in English; the languages that write the day first take it after their word for "on", beside a weekday, or with a year.
 * - The locale's language is asked first, then English; of two readings at one place the longer counts.
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
  STINT_READING_EARLIEST,
  STINT_READING_REPEAT,
  STINT_READING_REMINDER,
} StintReadingKind;
#define STINT_N_READING_KINDS (STINT_READING_REMINDER + 1)

/**
 * StintReading:
 * @start, @end: byte offsets into the text, [start, end), on boundaries of characters; readings do not overlap
 * @tag: of a tag: its index in the tags; of a reminder: its index in the reminders; of an estimate: 1 if it is no block's length
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
 * @length_min: minutes of the block when only its length was given ("2h"), else 0
 * @reminders: (element-type int): minutes before, in the order of the text, without doubles
 * @repeat_rule: (nullable): a rule of RFC 5545
 * @repeat_start: with a rule: its first day, or its first time
 * @repeat_from_done: the rule counts from when it was done
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
  int length_min;
  int estimate_min;
  gboolean has_deadline;
  StintTime deadline;
  gboolean has_earliest;
  StintTime earliest;
  char *repeat_rule;
  StintTime repeat_start;
  gboolean repeat_from_done;
  GArray *reminders;
  char *project;
  char **tags;
  int priority;
  GArray *readings;
} StintQuickAdd;

StintQuickAdd *stint_quick_add_parse    (const char      *text,
                                         gint64           now_local_s);
StintQuickAdd *stint_quick_add_parse_in (const char      *text,
                                         gint64           now_local_s,
                                         const char      *language,
                                         const StintSpan *literals,
                                         gsize            n_literals);
void           stint_quick_add_free     (StintQuickAdd   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintQuickAdd, stint_quick_add_free)

G_END_DECLS
