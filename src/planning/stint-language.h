/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintPhraseKind:
 *
 * What a phrase of a language means; "value" is what stands beside it in the language's table.
 *
 * The parts that other phrases are made of:
 * @STINT_PHRASE_NUMBER: `<n>`: the number value; digits are always one
 * @STINT_PHRASE_ORDINAL: `<o>`: the first is 1, the last -1; or the number of its `<d>`
 * @STINT_PHRASE_WEEKDAY: `<w>`: 0 for Monday to 6 for Sunday
 * @STINT_PHRASE_MONTH: `<m>`: 1 to 12
 * @STINT_PHRASE_UNIT: `<u>`: one of the STINT_UNIT_ values
 * @STINT_PHRASE_HALF: `<h>`: one of the STINT_HALF_ values
 * @STINT_PHRASE_MONTH_DAY: `<x>`: the day of a month, its `<d>`; digits alone are always one
 * @STINT_PHRASE_AND: stands between the days of a list
 * @STINT_PHRASE_TO: stands between the ends of a range
 * @STINT_PHRASE_EVERY: `<e>`: begins a repetition; "!" behind it counts from when it was done
 *
 * Days, `<D>`: value counts days, weeks, months or years from now; with `<h>` a time beside it is in those hours:
 * @STINT_PHRASE_DAY: that day
 * @STINT_PHRASE_DAY_WEEKDAY: the next `<w>` after today
 * @STINT_PHRASE_DAY_NEXT_WEEKDAY: the `<w>` of the week in value weeks
 * @STINT_PHRASE_DAY_WEEK, @STINT_PHRASE_DAY_MONTH, @STINT_PHRASE_DAY_YEAR: the first day of it
 * @STINT_PHRASE_DAY_WEEK_END, @STINT_PHRASE_DAY_MONTH_END, @STINT_PHRASE_DAY_YEAR_END: the last day of it
 * @STINT_PHRASE_DAY_WEEKEND: Saturday of that week; on a weekend "this" is the one that is
 * @STINT_PHRASE_DAY_OF_MONTH: the next `<o>` or `<x>` of a month
 * @STINT_PHRASE_DAY_LED: a `<D>` behind a word such as "on"
 * @STINT_PHRASE_DATE: `<x>`, `<m>` or a number `<d>`, `<y>` if there is one
 * @STINT_PHRASE_DATE_WITH_WEEKDAY: the same, but only behind a weekday that it has
 *
 * Others:
 * @STINT_PHRASE_OFFSET: `<s>` from now
 * @STINT_PHRASE_CLOCK: `<c>`: the minute value of the day
 * @STINT_PHRASE_CLOCK_HOUR: `<c>`: the hour `<n>`, minutes `<M>`, `<h>`; value 2: only behind a word such as "at", 1: if under seven
 * @STINT_PHRASE_CLOCK_PAST: `<c>`: value minutes past the hour `<n>`, or before it if negative; STINT_CLOCK_WEAK may be added
 * @STINT_PHRASE_AT: a time where a bare number is an hour, unless the value is 1: `<c>`, the range `<r>`, or one from `<c>` to `<c>`; value 2: of today
 * @STINT_PHRASE_SPAN: `<s>`: value minutes
 * @STINT_PHRASE_SPAN_UNITS: `<s>`: `<n>` `<u>`, and half a `<u>` if the value is 1
 * @STINT_PHRASE_LENGTH: a block's length `<s>`
 * @STINT_PHRASE_ABOUT: an estimate `<s>` that is no block's length
 * @STINT_PHRASE_REMIND: a reminder `<s>` before
 * @STINT_PHRASE_BY, @STINT_PHRASE_FROM: before the day or time of a deadline, or of the earliest start; value 1: it ends with an
 *   article, so that the number of a day may follow
 * @STINT_PHRASE_PRIORITY: behind "!": as iCalendar has it
 *
 * Repetitions:
 * @STINT_PHRASE_REPEAT: each `<u>`, or of the unit value; `<n>` of them, each second with STINT_EVERY_OTHER
 * @STINT_PHRASE_REPEAT_DAYS: on days of the week: `<W>`, or the bits in value; `<n>` or `<o>` weeks apart
 * @STINT_PHRASE_REPEAT_OF_MONTH: in each month on `<o>` `<w>`, or on the day `<o>` or `<x>`
 * @STINT_PHRASE_REPEAT_DATE: each year on `<x>` `<m>`
 * @STINT_PHRASE_UNTIL: until `<D>`, behind a repetition
 * @STINT_PHRASE_TIMES: `<n>` times, behind a repetition
 */
typedef enum
{
  STINT_PHRASE_NUMBER,
  STINT_PHRASE_ORDINAL,
  STINT_PHRASE_WEEKDAY,
  STINT_PHRASE_MONTH,
  STINT_PHRASE_UNIT,
  STINT_PHRASE_HALF,
  STINT_PHRASE_MONTH_DAY,
  STINT_PHRASE_AND,
  STINT_PHRASE_TO,
  STINT_PHRASE_EVERY,
  STINT_PHRASE_DAY,
  STINT_PHRASE_DAY_WEEKDAY,
  STINT_PHRASE_DAY_NEXT_WEEKDAY,
  STINT_PHRASE_DAY_WEEK,
  STINT_PHRASE_DAY_MONTH,
  STINT_PHRASE_DAY_YEAR,
  STINT_PHRASE_DAY_WEEK_END,
  STINT_PHRASE_DAY_MONTH_END,
  STINT_PHRASE_DAY_YEAR_END,
  STINT_PHRASE_DAY_WEEKEND,
  STINT_PHRASE_DAY_OF_MONTH,
  STINT_PHRASE_DAY_LED,
  STINT_PHRASE_DATE,
  STINT_PHRASE_DATE_WITH_WEEKDAY,
  STINT_PHRASE_OFFSET,
  STINT_PHRASE_CLOCK,
  STINT_PHRASE_CLOCK_HOUR,
  STINT_PHRASE_CLOCK_PAST,
  STINT_PHRASE_AT,
  STINT_PHRASE_SPAN,
  STINT_PHRASE_SPAN_UNITS,
  STINT_PHRASE_LENGTH,
  STINT_PHRASE_ABOUT,
  STINT_PHRASE_REMIND,
  STINT_PHRASE_BY,
  STINT_PHRASE_FROM,
  STINT_PHRASE_PRIORITY,
  STINT_PHRASE_REPEAT,
  STINT_PHRASE_REPEAT_DAYS,
  STINT_PHRASE_REPEAT_OF_MONTH,
  STINT_PHRASE_REPEAT_DATE,
  STINT_PHRASE_UNTIL,
  STINT_PHRASE_TIMES,
} StintPhraseKind;

/* Minutes; a month and a year have no fixed number of them, so theirs only tell them apart. */
#define STINT_UNIT_MINUTE 1
#define STINT_UNIT_HOUR 60
#define STINT_UNIT_DAY 1440
#define STINT_UNIT_WEEK 10080
#define STINT_UNIT_MONTH 1000000
#define STINT_UNIT_YEAR 12000000

/* Which hours a time's hour is among: at NIGHT 12 is midnight, and 6 to 11 are before it; at NOON 10 to 12 are as they are. */
#define STINT_HALF_MORNING 0
#define STINT_HALF_AFTERNOON 12
#define STINT_HALF_NIGHT 24
#define STINT_HALF_NOON 36

/* Added to a unit: each second one. */
#define STINT_EVERY_OTHER 100000000

/* Added to minutes past an hour: under seven only behind a word such as "at". */
#define STINT_CLOCK_WEAK 1000

#define STINT_WEEKDAY_BITS 0x1f
#define STINT_WEEKEND_BITS 0x60

/**
 * StintPhrase:
 * @words: words as they are written, with `<slots>`, "(a|b)" for one of them and "[a]" for what may be left out; a space is white
 *   space, "_" may be white space or nothing. "=" before a word: only in small letters, or as the first word of all
 *
 * Of the phrases that match, the longest counts; of two as long, the one that stands first.
 */
typedef struct
{
  StintPhraseKind kind;
  int value;
  const char *words;
} StintPhrase;

/**
 * StintLanguage:
 * @name: ISO 639-1
 * @has_loose_accents: whether words are understood without their accents too
 */
typedef struct
{
  const char *name;
  gboolean has_loose_accents;
  const StintPhrase *phrases;
  gsize n_phrases;
} StintLanguage;

extern const StintLanguage stint_language_de;
extern const StintLanguage stint_language_en;
extern const StintLanguage stint_language_es;
extern const StintLanguage stint_language_fr;
extern const StintLanguage stint_language_vi;

G_END_DECLS
