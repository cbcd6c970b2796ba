/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-tokens.h"

G_BEGIN_DECLS

/* A time of day as it was written. */
typedef struct
{
  int hour;
  int minute;
  gboolean is_number;  /* a number alone */
  gboolean is_bare;    /* a time only behind a word that says so */
  gboolean is_dotted;  /* "14.30": the same, but in a range with another kind */
  gboolean is_working; /* the hours 1 to 6 are those of the afternoon */
  int half;            /* STINT_HALF_…, or -1 if it does not say */
} StintClockWords;

/**
 * StintRepeatWords:
 * @unit: STINT_UNIT_DAY, _WEEK, _MONTH or _YEAR
 * @interval: each so many of them
 * @days: bits of weekdays, Monday the lowest; 0: none said
 * @nth: of a month's one weekday: 1 for the first, -1 for the last; 0: each
 * @month_day: 1 to 31, -1 for the last; 0: none said
 * @month: of a year; 0: none said
 * @from_done: counts from when it was done
 */
typedef struct
{
  int unit;
  int interval;
  guint days;
  int nth;
  int month_day;
  int month;
  gboolean from_done;
} StintRepeatWords;

/**
 * StintNode:
 * @is_tried: whether this has been read before
 * @is_invalid: of the right shape, but there is no such thing ("31 feb"): the words stay words
 * @end: the token behind it; 0: no match
 * @value: a number, a weekday, a day, a minute of the day, minutes
 * @half: of a day: which hours of it, one above STINT_HALF_…; 0: it does not say
 * @range_min: of a time that is a range
 * @is_word: of a number: no digits; of a span: its number is a word for one
 * @unit: of a span: its largest; of a time: a day if today was said
 * @months: of a span: so many months, and no minutes
 */
typedef struct
{
  gboolean is_tried;
  gboolean is_invalid;
  guint end;
  int value;
  gboolean is_word;
  int unit;
  int months;
  int half;
  int range_min;
  union
  {
    StintClockWords clock;
    StintRepeatWords repeat;
  };
} StintNode;

#define STINT_MAX_SLOTS 6

/* What the slots of a phrase hold. */
typedef struct
{
  StintSymbol symbols[STINT_MAX_SLOTS];
  const StintNode *nodes[STINT_MAX_SLOTS];
  guint n;
} StintSlots;

/**
 * StintReader:
 * @nodes: what is known of each symbol at each token
 *
 * Reads phrases in tokens. Each symbol is read once at each place, so that no text takes longer than its length.
 */
typedef struct
{
  const StintToken *tokens;
  guint n_tokens;
  const StintGrammar *const *grammars;
  gint64 now_local_s;
  int today;
  StintNode *nodes;
} StintReader;

void             stint_reader_init        (StintReader              *self,
                                           GArray                   *tokens,
                                           const StintGrammar *const grammars[STINT_MAX_GRAMMARS],
                                           gint64                    now_local_s);
void             stint_reader_clear       (StintReader              *self);
const StintNode *stint_reader_read        (StintReader              *self,
                                           StintSymbol               symbol,
                                           guint                     at);
const StintNode *stint_reader_read_spaced (StintReader              *self,
                                           StintSymbol               symbol,
                                           guint                     at);
gboolean         stint_reader_is_boundary (const StintToken         *token);
gboolean         stint_reader_is_mark     (const StintToken         *token,
                                           gunichar                  mark);
const StintNode *stint_slots_find         (const StintSlots         *slots,
                                           StintSymbol               symbol);
const StintNode *stint_slots_find_second  (const StintSlots         *slots,
                                           StintSymbol               symbol);

/* What phrases come to: FALSE if they do not count here. */
gboolean         stint_reader_take_day    (StintReader              *self,
                                           const StintWay           *way,
                                           const StintSlots         *slots,
                                           StintNode                *node);
gboolean         stint_reader_take_clock  (StintReader              *self,
                                           const StintWay           *way,
                                           const StintSlots         *slots,
                                           StintNode                *node);
gboolean         stint_reader_take_span   (StintReader              *self,
                                           const StintWay           *way,
                                           const StintSlots         *slots,
                                           StintNode                *node);
gboolean         stint_reader_take_repeat (StintReader              *self,
                                           const StintWay           *way,
                                           const StintSlots         *slots,
                                           StintNode                *node);

/* What is read the same in every language. */
void             stint_reader_read_days   (StintReader              *self,
                                           StintSymbol               symbol,
                                           guint                     at,
                                           StintNode                *node);
void             stint_reader_read_clocks (StintReader              *self,
                                           StintSymbol               symbol,
                                           guint                     at,
                                           StintNode                *node);
void             stint_reader_read_spans  (StintReader              *self,
                                           guint                     at,
                                           StintNode                *node);

/* The next month that has that day, this one included; -1 is its last. FALSE if none has it. */
gboolean         stint_reader_find_mday   (StintReader              *self,
                                           int                       mday,
                                           int                      *day);

/* Minutes of the day. */
int              stint_clock_to_minute    (const StintClockWords    *clock);

G_END_DECLS
