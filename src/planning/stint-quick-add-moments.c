/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-quick-add-private.h"

#include "core/stint-schema.h"

static gint64
to_local (int day,
          int minute)
{
  return (gint64) day * STINT_DAY_S + minute * 60;
}

/* The day of a time that has none: today if it is still ahead. */
static int
find_day_for (StintParser *self,
              int          minute)
{
  return to_local (self->today, minute) > self->now_local_s ? self->today : self->today + 1;
}

static void
skip_mark (const StintToken *tokens,
           guint            *at,
           gunichar          mark)
{
  if (stint_reader_is_mark (&tokens[*at], mark) && !tokens[*at].spaced)
    *at += 1;
}

/* "tomorrow evening at 8" is 20:00, and "tomorrow morning at 5" is 5:00. */
static int
move_to_half (int minute,
              int half)
{
  if (half == 0)
    return minute;
  if (half == STINT_HALF_MORNING + 1)
    return minute >= 13 * 60 && minute < 19 * 60 ? minute - 12 * 60 : minute;
  return minute < 12 * 60 && (half != STINT_HALF_NOON + 1 || minute < 10 * 60) ? minute + 12 * 60 : minute;
}

/* What @symbol is at the position, which goes behind it. */
static StintMatch
read (StintParser      *self,
      StintSymbol       symbol,
      guint            *at,
      const StintNode **node)
{
  *node = stint_reader_read_spaced (&self->reader, symbol, *at);
  if ((*node)->end == 0 || !stint_reader_is_boundary (&self->tokens[(*node)->end]))
    return STINT_MATCH_NO;
  *at = (*node)->end;
  return (*node)->is_invalid ? STINT_MATCH_INVALID : STINT_MATCH_YES;
}

/* A span from now: a day, or with hours or minutes a time. FALSE if it is outside of the years. */
static gboolean
add_span (StintParser     *self,
          const StintNode *span,
          StintTime       *time)
{
  gint64 now_s = self->now_local_s - (self->now_local_s % 60 + 60) % 60;
  gint64 day = self->today;

  if (span->unit >= STINT_UNIT_MONTH)
    day = stint_day_add_months (self->today, span->months);
  else if (span->unit >= STINT_UNIT_DAY)
    day += span->value / STINT_UNIT_DAY;
  else
    day = stint_day_of_local (now_s + (gint64) span->value * 60);
  if (day < STINT_DAY_MIN || day > STINT_DAY_MAX)
    return FALSE;
  *time = span->unit >= STINT_UNIT_DAY ? stint_time_date (day) : stint_time_floating (now_s + (gint64) span->value * 60);
  return TRUE;
}

/* A day; behind an article also the number of one. */
static StintMatch
read_said_day (StintParser *self,
               guint       *at,
               gboolean     has_article,
               StintNode   *day)
{
  const StintNode *node;
  StintMatch match = read (self, STINT_SYMBOL_DAY, at, &node);

  *day = *node;
  if (match != STINT_MATCH_NO || !has_article)
    return match;
  if (read (self, STINT_SYMBOL_ORDINAL, at, &node) == STINT_MATCH_NO &&
      read (self, STINT_SYMBOL_MONTH_DAY, at, &node) == STINT_MATCH_NO)
    return STINT_MATCH_NO;
  *day = (StintNode) { 0 };
  return stint_reader_find_mday (&self->reader, node->value, &day->value) ? STINT_MATCH_YES : STINT_MATCH_INVALID;
}

/* A day with or without a time behind it. */
static StintMatch
read_day_and_time (StintParser *self,
                   guint       *at,
                   gboolean     has_article,
                   StintTime   *time)
{
  StintNode day;
  const StintNode *clock;
  StintMatch match = read_said_day (self, at, has_article, &day);
  guint i = *at;

  if (match != STINT_MATCH_YES)
    return match;

  *time = stint_time_date (day.value);
  skip_mark (self->tokens, &i, ',');
  if (read (self, STINT_SYMBOL_TIME, &i, &clock) == STINT_MATCH_YES && clock->range_min == 0)
    {
      *time = stint_time_floating (to_local (day.value, move_to_half (clock->value, day.half)));
      *at = i;
    }
  return STINT_MATCH_YES;
}

/* A time after a word that says that one follows: only a number alone would be too little. */
static StintMatch
read_said_time (StintParser *self,
                guint       *at,
                int         *minute)
{
  const StintNode *clock;
  StintMatch match = read (self, STINT_SYMBOL_TIME, at, &clock);

  *minute = clock->value;
  if (match == STINT_MATCH_YES && clock->range_min > 0)
    return STINT_MATCH_INVALID;
  if (match == STINT_MATCH_NO && read (self, STINT_SYMBOL_CLOCK, at, &clock) == STINT_MATCH_YES)
    {
      if (clock->clock.is_bare && !clock->clock.is_number)
        match = STINT_MATCH_YES;
      *minute = stint_clock_to_minute (&clock->clock);
    }
  return match;
}

/* A time with or without a day behind it. */
static StintMatch
read_time_and_day (StintParser *self,
                   guint       *at,
                   StintTime   *time)
{
  const StintNode *day;
  guint i = *at;
  int minute;
  StintMatch match = read_said_time (self, &i, &minute);

  if (match != STINT_MATCH_NO)
    *at = i;
  if (match != STINT_MATCH_YES)
    return match;

  skip_mark (self->tokens, &i, ',');
  if (read (self, STINT_SYMBOL_DAY, &i, &day) == STINT_MATCH_YES)
    {
      *time = stint_time_floating (to_local (day->value, move_to_half (minute, day->half)));
      *at = i;
    }
  else
    *time = stint_time_floating (to_local (find_day_for (self, minute), minute));
  return STINT_MATCH_YES;
}

static StintMatch
read_offset_time (StintParser *self,
                  guint       *at,
                  StintTime   *time)
{
  const StintNode *span;
  StintMatch match = read (self, STINT_SYMBOL_OFFSET, at, &span);

  return match == STINT_MATCH_YES && !add_span (self, span, time) ? STINT_MATCH_INVALID : match;
}

/* "by fri 5pm", "after 5pm". */
static StintMatch
read_bound (StintParser     *self,
            guint           *at,
            StintSymbol      lead,
            StintReadingKind kind)
{
  gboolean *has = kind == STINT_READING_DEADLINE ? &self->result->has_deadline : &self->result->has_earliest;
  const StintNode *word = stint_reader_read_spaced (&self->reader, lead, *at);
  guint i = word->end;
  StintTime time;
  StintMatch match;

  if (i == 0)
    return STINT_MATCH_NO;
  /* "from 9" is when it begins. */
  if (lead == STINT_SYMBOL_FROM && (stint_reader_read_spaced (&self->reader, STINT_SYMBOL_TIME, *at)->end != 0 ||
                                    stint_reader_read_spaced (&self->reader, STINT_SYMBOL_OFFSET, *at)->end != 0))
    return STINT_MATCH_NO;

  /* French has a space before it. */
  if (stint_reader_is_mark (&self->tokens[i], ':'))
    i++;
  match = read_day_and_time (self, &i, word->value == 1, &time);
  if (match == STINT_MATCH_NO)
    match = read_time_and_day (self, &i, &time);
  if (match == STINT_MATCH_NO)
    match = read_offset_time (self, &i, &time);

  if (match == STINT_MATCH_YES && !*has)
    {
      *has = TRUE;
      *(kind == STINT_READING_DEADLINE ? &self->result->deadline : &self->result->earliest) = time;
      stint_parser_add_reading (self, kind, *at, i);
    }
  if (match != STINT_MATCH_NO)
    *at = i;
  return match;
}

static StintMatch
read_deadline (StintParser *self,
               guint       *at)
{
  return read_bound (self, at, STINT_SYMBOL_BY, STINT_READING_DEADLINE);
}

static StintMatch
read_earliest (StintParser *self,
               guint       *at)
{
  return read_bound (self, at, STINT_SYMBOL_FROM, STINT_READING_EARLIEST);
}

static StintMatch
read_offset (StintParser *self,
             guint       *at)
{
  guint from = *at;
  StintTime time;
  StintMatch match = read_offset_time (self, at, &time);

  if (match != STINT_MATCH_YES || self->has_day || (!time.date_only && self->has_minute))
    return match;

  self->has_day = TRUE;
  self->day = stint_time_get_day (&time);
  if (!time.date_only)
    {
      self->has_minute = TRUE;
      self->minute = (int) ((time.local_s - to_local (self->day, 0)) / 60);
    }
  stint_parser_add_reading (self, STINT_READING_START, from, *at);
  return match;
}

static StintMatch
read_time (StintParser *self,
           guint       *at)
{
  guint from = *at;
  const StintNode *clock;
  StintMatch match = read (self, STINT_SYMBOL_TIME, at, &clock);

  if (match == STINT_MATCH_YES && !self->has_minute)
    {
      self->has_minute = TRUE;
      self->minute = clock->value;
      self->result->range_min = clock->range_min;
      if (clock->unit == STINT_UNIT_DAY && !self->has_day)
        {
          self->has_day = TRUE;
          self->day = self->today;
        }
      stint_parser_add_reading (self, STINT_READING_START, from, *at);
    }
  return match;
}

static StintMatch
read_day (StintParser *self,
          guint       *at)
{
  guint from = *at;
  const StintNode *day;
  StintMatch match = read (self, STINT_SYMBOL_DAY, at, &day);

  if (match == STINT_MATCH_YES && !self->has_day)
    {
      self->has_day = TRUE;
      self->day = day->value;
      self->half = day->half;
      stint_parser_add_reading (self, STINT_READING_START, from, *at);
    }
  return match;
}

/* Minutes that a task or a block can have. */
static gboolean
is_length (const StintNode *span)
{
  return span->unit < STINT_UNIT_DAY && span->value >= 1 && span->value <= STINT_ESTIMATE_MAX_MIN;
}

static StintMatch
read_length (StintParser *self,
             guint       *at)
{
  guint from = *at;
  const StintNode *span;
  StintMatch match = read (self, STINT_SYMBOL_LENGTH, at, &span);

  /* Without a word before it, "an hour" is too common. */
  if (match == STINT_MATCH_NO)
    {
      match = read (self, STINT_SYMBOL_SPAN, at, &span);
      if (match != STINT_MATCH_NO && (span->is_word || span->unit >= STINT_UNIT_DAY))
        {
          *at = from;
          return STINT_MATCH_NO;
        }
    }
  if (match == STINT_MATCH_YES && !is_length (span))
    return STINT_MATCH_INVALID;
  if (match == STINT_MATCH_YES && self->result->length_min == 0)
    {
      self->result->length_min = span->value;
      stint_parser_add_reading (self, STINT_READING_ESTIMATE, from, *at);
    }
  return match;
}

static StintMatch
read_about (StintParser *self,
            guint       *at)
{
  guint from = *at;
  const StintNode *span;
  StintMatch match = read (self, STINT_SYMBOL_ABOUT, at, &span);

  if (match == STINT_MATCH_YES && !is_length (span))
    return STINT_MATCH_INVALID;
  if (match == STINT_MATCH_YES && self->result->estimate_min == 0)
    {
      self->result->estimate_min = span->value;
      stint_parser_add_reading (self, STINT_READING_ESTIMATE, from, *at);
      g_array_index (self->result->readings, StintReading, self->result->readings->len - 1).tag = 1;
    }
  return match;
}

static StintMatch
read_reminder (StintParser *self,
               guint       *at)
{
  GArray *reminders = self->result->reminders;
  guint from = *at;
  const StintNode *span;
  StintMatch match = read (self, STINT_SYMBOL_REMIND, at, &span);

  if (match != STINT_MATCH_YES)
    return match;
  if (span->unit >= STINT_UNIT_MONTH || span->value > STINT_ESTIMATE_MAX_MIN || reminders->len == STINT_SET_MAX_ELEMENTS)
    return STINT_MATCH_INVALID;
  for (guint i = 0; i < reminders->len; i++)
    if (g_array_index (reminders, int, i) == span->value)
      return STINT_MATCH_INVALID;
  g_array_append_val (reminders, span->value);
  stint_parser_add_reading (self, STINT_READING_REMINDER, from, *at);
  g_array_index (self->result->readings, StintReading, self->result->readings->len - 1).tag = reminders->len - 1;
  return match;
}

/* "until 3 march", "5 times" behind a repetition. */
static gboolean
read_end_of_repeat (StintParser *self,
                    guint       *at)
{
  const StintNode *end;
  guint i = *at;

  skip_mark (self->tokens, &i, ',');
  if (!self->has_until && self->times == 0 && read (self, STINT_SYMBOL_UNTIL, &i, &end) == STINT_MATCH_YES)
    {
      self->has_until = TRUE;
      self->until_day = end->value;
    }
  else if (!self->has_until && self->times == 0 && read (self, STINT_SYMBOL_TIMES, &i, &end) == STINT_MATCH_YES)
    self->times = end->value;
  else
    return FALSE;
  *at = i;
  return TRUE;
}

static StintMatch
read_repeat (StintParser *self,
             guint       *at)
{
  guint from = *at;
  const StintNode *repeat;
  StintMatch match = read (self, STINT_SYMBOL_REPEAT, at, &repeat);

  if (match == STINT_MATCH_YES && !self->has_repeat)
    {
      self->has_repeat = TRUE;
      self->repeat = repeat->repeat;
      read_end_of_repeat (self, at);
      stint_parser_add_reading (self, STINT_READING_REPEAT, from, *at);
    }
  return match;
}

/* The end of a repetition that stands apart from it: "every day at 9 until friday". */
static StintMatch
read_end (StintParser *self,
          guint       *at)
{
  guint from = *at;

  if (!self->has_repeat || !read_end_of_repeat (self, at))
    return STINT_MATCH_NO;
  stint_parser_add_reading (self, STINT_READING_REPEAT, from, *at);
  return STINT_MATCH_YES;
}

StintMatch
stint_parser_read_moment (StintParser *self,
                          guint       *at)
{
  static StintMatch (*const readers[]) (StintParser *, guint *) = {
    read_repeat, read_reminder, read_about, read_end, read_deadline, read_earliest, read_offset, read_time, read_day, read_length,
  };
  StintMatch match = STINT_MATCH_NO;

  for (gsize i = 0; i < G_N_ELEMENTS (readers) && match == STINT_MATCH_NO; i++)
    match = readers[i] (self, at);
  return match;
}

/* The first day of a repetition, from today or the day that was said. */
static int
find_repeat_day (StintParser *self)
{
  int from = self->has_day ? self->day : self->has_minute ? find_day_for (self, self->minute) : self->today;

  if (self->result->has_earliest && !self->has_day)
    from = MAX (from, stint_time_get_day (&self->result->earliest));
  return self->has_day ? from : stint_repeat_find_first_day (&self->repeat, from);
}

static void
resolve_repeat (StintParser *self)
{
  StintQuickAdd *result = self->result;
  StintTime until = self->has_minute ? stint_time_floating (to_local (self->until_day, 24 * 60) - 1)
                                     : stint_time_date (self->until_day);
  int day = find_repeat_day (self);

  result->repeat_rule = stint_repeat_to_rule (&self->repeat, self->times, self->has_until ? &until : NULL);
  result->repeat_from_done = self->repeat.from_done;
  result->repeat_start = self->has_minute ? stint_time_floating (to_local (day, self->minute)) : stint_time_date (day);
  if (self->has_minute && !self->has_day)
    {
      self->has_day = TRUE;
      self->day = day;
    }
}

/* What the parts come to when all of them are known. */
void
stint_parser_resolve (StintParser *self)
{
  StintQuickAdd *result = self->result;

  if (self->has_minute)
    self->minute = move_to_half (self->minute, self->half);
  if (self->has_repeat)
    resolve_repeat (self);
  if (result->estimate_min == 0)
    result->estimate_min = result->length_min;
  result->has_start = self->has_day || self->has_minute;
  if (self->has_minute)
    result->start = stint_time_floating (to_local (self->has_day ? self->day : find_day_for (self, self->minute), self->minute));
  else if (self->has_day)
    result->start = stint_time_date (self->day);
}
