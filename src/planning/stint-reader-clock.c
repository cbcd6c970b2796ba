/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-reader.h"

#define DAY_MIN (24 * 60)
#define EN_DASH 0x2013
#define EM_DASH 0x2014

/* "three", "three pm"; "one" is too common. */
static void
read_word_clock (StintReader *self,
                 guint        at,
                 StintNode   *node)
{
  const StintNode *hour = stint_reader_read (self, STINT_SYMBOL_NUMBER, at);
  const StintNode *half = hour->end != 0 ? stint_reader_read_spaced (self, STINT_SYMBOL_HALF, hour->end) : NULL;
  gboolean has_half = half != NULL && half->end != 0;

  if (hour->end == 0 || hour->value < 2 || hour->value > 12)
    return;
  node->clock = (StintClockWords) { .hour = hour->value, .is_working = TRUE, .half = has_half ? half->value : -1 };
  node->clock.is_bare = node->clock.is_number = !has_half;
  node->end = has_half ? half->end : hour->end;
}

/* "9", "14:30", "2pm", "2:30 pm", "2.30pm": the shape only. */
static void
read_clock (StintReader *self,
            guint        at,
            StintNode   *node)
{
  const StintToken *t = &self->tokens[at];
  StintClockWords *clock = &node->clock;
  const StintNode *half;
  guint n = 1;

  if (t->type == STINT_TOKEN_WORD)
    read_word_clock (self, at, node);
  if (t->type != STINT_TOKEN_NUMBER || t->n_digits > 2)
    return;

  *clock = (StintClockWords) { .hour = t->number, .half = -1 };
  if (t[1].type == STINT_TOKEN_MARK && !t[1].spaced && (t[1].mark == ':' || t[1].mark == '.') &&
      t[2].type == STINT_TOKEN_NUMBER && !t[2].spaced)
    {
      if (t[2].n_digits != 2)
        return;
      clock->minute = t[2].number;
      clock->is_dotted = t[1].mark == '.';
      n = 3;
    }
  half = stint_reader_read (self, STINT_SYMBOL_HALF, at + n);
  if (half->end != 0)
    clock->half = half->value;
  clock->is_number = clock->is_bare = clock->is_working = n == 1 && half->end == 0;
  clock->is_dotted &= half->end == 0;
  node->end = half->end != 0 ? half->end : at + n;
}

static gboolean
is_valid (const StintClockWords *clock,
          gboolean               may_be_24)
{
  if (clock->minute > 59)
    return FALSE;
  if (clock->half >= 0 && (!clock->is_working || clock->hour == 0))
    return clock->hour >= 1 && clock->hour <= 12;
  return clock->hour <= 23 || (may_be_24 && clock->hour == 24 && clock->minute == 0);
}

static int
to_minute (const StintClockWords *clock,
           int                    half)
{
  int hour = clock->hour;

  if (hour > 12)
    half = -1;
  if (half == STINT_HALF_NIGHT)
    hour = hour == 12 ? 0 : hour < 6 ? hour : hour + 12;
  else if (half == STINT_HALF_NOON)
    hour = hour < 10 ? hour + 12 : hour;
  else if (half >= 0)
    hour = hour % 12 + half;
  return hour * 60 + clock->minute;
}

/* "at 3" is the afternoon: few plan for the night, and they can write 3:00. */
int
stint_clock_to_minute (const StintClockWords *clock)
{
  if (clock->is_working && clock->half < 0 && clock->hour >= 1 && clock->hour <= 6)
    return to_minute (clock, STINT_HALF_AFTERNOON);
  return to_minute (clock, clock->half);
}

static void
resolve_range (const StintClockWords *from,
               const StintClockWords *to,
               int                   *start,
               int                   *end)
{
  gboolean twelve = to->half < 0 && to->hour >= 1 && to->hour <= 12;

  *start = to_minute (from, from->half);
  *end = to_minute (to, to->half);

  if (from->half < 0 && to->half >= 0 && from->hour >= 1 && from->hour <= 12)
    {
      /* "2-4pm", but "11-1pm". */
      *start = to_minute (from, to->half);
      if (*start >= *end)
        *start = to_minute (from, to->half == STINT_HALF_MORNING ? STINT_HALF_AFTERNOON : STINT_HALF_MORNING);
    }
  else if (from->half >= 0 && twelve)
    {
      /* "10am-2". */
      *end = to_minute (to, from->half);
      if (*end <= *start)
        *end += DAY_MIN / 2;
    }
  else if (from->is_working && to->is_working)
    {
      /* "from 9 to 5". */
      *start = stint_clock_to_minute (from);
      *end = stint_clock_to_minute (to);
      if (*end <= *start && twelve)
        *end += DAY_MIN / 2;
    }

  *end %= DAY_MIN;
  if (*end < *start || (*end == 0 && *start == 0 && to->hour == 24))
    *end += DAY_MIN;
}

static void
set_range (const StintClockWords *from,
           const StintClockWords *to,
           StintNode             *node)
{
  int start, end;

  node->is_invalid = !is_valid (from, FALSE) || !is_valid (to, TRUE);
  if (node->is_invalid)
    return;
  resolve_range (from, to, &start, &end);
  node->value = start;
  node->range_min = end - start;
  node->is_invalid = node->range_min <= 0;
}

/* The token behind what stands between the two ends of a range, or 0. */
static guint
skip_range_sign (StintReader *self,
                 guint        at)
{
  const StintToken *token = &self->tokens[at];
  guint end;

  if (stint_reader_is_mark (token, '-') || stint_reader_is_mark (token, EN_DASH) || stint_reader_is_mark (token, EM_DASH))
    return at + 1;
  end = stint_reader_read_spaced (self, STINT_SYMBOL_TO, at)->end;
  return end != 0 && self->tokens[end].spaced ? end : 0;
}

static void
read_range (StintReader *self,
            guint        at,
            StintNode   *node)
{
  const StintNode *from = stint_reader_read (self, STINT_SYMBOL_CLOCK, at);
  guint sign = from->end != 0 ? skip_range_sign (self, from->end) : 0;
  const StintNode *to = sign != 0 ? stint_reader_read (self, STINT_SYMBOL_CLOCK, sign) : NULL;
  gboolean is_bare;

  if (to == NULL || to->end == 0 || !stint_reader_is_boundary (&self->tokens[to->end]))
    return;
  /* "at 18:00 until 3 march" is no range. */
  if (to->clock.is_bare && stint_reader_read_spaced (self, STINT_SYMBOL_UNTIL, from->end)->end > to->end)
    return;
  is_bare = (from->clock.is_bare && to->clock.is_bare) || (from->clock.is_dotted && to->clock.is_dotted);
  set_range (&from->clock, &to->clock, node);
  node->clock.is_bare = is_bare;
  node->clock.is_number = from->clock.is_number && to->clock.is_number;
  node->end = to->end;
}

/* A time that needs no word before it. */
static void
read_time (StintReader *self,
           guint        at,
           StintNode   *node)
{
  const StintNode *clock = stint_reader_read (self, STINT_SYMBOL_RANGE, at);

  if (clock->end != 0)
    {
      if (!clock->clock.is_bare)
        *node = *clock;
      return;
    }
  clock = stint_reader_read (self, STINT_SYMBOL_CLOCK, at);
  if (clock->end == 0 || clock->clock.is_bare || clock->clock.is_dotted ||
      !stint_reader_is_boundary (&self->tokens[clock->end]))
    return;
  *node = *clock;
  node->is_invalid = !is_valid (&clock->clock, FALSE);
  node->value = stint_clock_to_minute (&clock->clock);
}

void
stint_reader_read_clocks (StintReader *self,
                          StintSymbol  symbol,
                          guint        at,
                          StintNode   *node)
{
  if (symbol == STINT_SYMBOL_CLOCK)
    read_clock (self, at, node);
  else if (symbol == STINT_SYMBOL_RANGE)
    read_range (self, at, node);
  else if (symbol == STINT_SYMBOL_TIME)
    read_time (self, at, node);
}

static gboolean
take_hour (const StintWay   *way,
           const StintSlots *slots,
           StintClockWords  *clock)
{
  const StintNode *hour = stint_slots_find (slots, STINT_SYMBOL_NUMBER);
  const StintNode *minute = stint_slots_find (slots, STINT_SYMBOL_MINUTES);
  const StintNode *half = stint_slots_find (slots, STINT_SYMBOL_HALF);
  gboolean is_weak = way->kind == STINT_PHRASE_CLOCK_HOUR && way->value == 1;
  int past_min;

  if (hour->value > 99)
    return FALSE;
  clock->hour = hour->value;
  clock->half = half != NULL ? half->value : -1;
  clock->is_working = TRUE;
  if (minute != NULL)
    clock->minute = minute->value;
  if (way->kind == STINT_PHRASE_CLOCK_PAST)
    {
      is_weak = way->value > STINT_CLOCK_WEAK / 2;
      past_min = way->value - (is_weak ? STINT_CLOCK_WEAK : 0);
      if (past_min < 0)
        clock->hour = clock->hour > 1 ? clock->hour - 1 : 12;
      clock->minute = (past_min + 60) % 60;
    }
  clock->is_bare = half == NULL && (hour->value > 24 || (is_weak && hour->value < 7) ||
                                    (way->kind == STINT_PHRASE_CLOCK_HOUR && way->value == 2));
  return TRUE;
}

gboolean
stint_reader_take_clock (StintReader      *self,
                         const StintWay   *way,
                         const StintSlots *slots,
                         StintNode        *node)
{
  const StintNode *clock = stint_slots_find (slots, STINT_SYMBOL_CLOCK);
  const StintNode *second = stint_slots_find_second (slots, STINT_SYMBOL_CLOCK);
  const StintNode *range = stint_slots_find (slots, STINT_SYMBOL_RANGE);

  if (way->kind == STINT_PHRASE_AT && way->value == 1 && (range != NULL ? range : clock)->clock.is_number)
    return FALSE;
  if (way->kind == STINT_PHRASE_CLOCK)
    node->clock = (StintClockWords) { .hour = way->value / 60, .minute = way->value % 60, .half = -1 }
  ;
  else if (way->kind != STINT_PHRASE_AT)
    return take_hour (way, slots, &node->clock);
  else if (second != NULL)
    set_range (&clock->clock, &second->clock, node);
  else if (range != NULL)
    {
      node->value = range->value;
      node->range_min = range->range_min;
    }
  else
    {
      node->unit = way->value == 2 ? STINT_UNIT_DAY : 0;
      node->is_invalid = !is_valid (&clock->clock, FALSE);
      node->value = stint_clock_to_minute (&clock->clock);
    }
  return TRUE;
}
