/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-moments.h"

#include "core/stint-schema.h"

#define DAY_MIN (24 * 60)
#define EN_DASH 0x2013
#define EM_DASH 0x2014

/* A time of day as it was written. */
typedef struct
{
  int      hour;
  int      minute;
  gboolean has_minute;
  gboolean dotted;
  int      half; /* 0 for am, 12 for pm, -1 if it does not say */
} Clock;

static gboolean
is_mark (const StintToken *token,
         gunichar          mark)
{
  return token->type == STINT_TOKEN_MARK && token->mark == mark;
}

static gboolean
is_unit (const StintToken *token,
         int               minutes)
{
  return token->type == STINT_TOKEN_WORD && token->meaning == STINT_MEANING_MINUTES && token->value == minutes;
}

static gboolean
is_bare (const Clock *clock)
{
  return !clock->has_minute && clock->half < 0;
}

/* "9", "14:30", "2pm", "2:30 pm", "2.30pm": the shape only. */
static gboolean
scan_clock (const StintToken *tokens,
            guint            *at,
            Clock            *clock)
{
  const StintToken *t = &tokens[*at];
  guint n = 1;

  if (t->type != STINT_TOKEN_NUMBER || t->n_digits > 2)
    return FALSE;

  *clock = (Clock) { .hour = t->number, .half = -1 };
  if (t[1].type == STINT_TOKEN_MARK && !t[1].spaced && (t[1].mark == ':' || t[1].mark == '.') &&
      t[2].type == STINT_TOKEN_NUMBER && !t[2].spaced)
    {
      if (t[2].n_digits != 2)
        return FALSE;
      clock->minute = t[2].number;
      clock->has_minute = TRUE;
      clock->dotted = t[1].mark == '.';
      n = 3;
    }
  if (t[n].type == STINT_TOKEN_WORD && t[n].meaning == STINT_MEANING_HALF)
    clock->half = t[n++].value;

  *at += n;
  return TRUE;
}

static gboolean
is_valid (const Clock *clock,
          gboolean     may_be_24)
{
  if (clock->minute > 59)
    return FALSE;
  if (clock->half >= 0)
    return clock->hour >= 1 && clock->hour <= 12;
  return clock->hour <= 23 || (may_be_24 && clock->hour == 24 && clock->minute == 0);
}

static int
to_minute (const Clock *clock,
           int          half)
{
  int hour = clock->hour;

  if (half >= 0)
    hour = hour % 12 + half;
  return hour * 60 + clock->minute;
}

/* "at 3" is the afternoon: few plan for the night, and they can write 3:00. */
static int
to_working_minute (const Clock *clock)
{
  return to_minute (clock, is_bare (clock) && clock->hour >= 1 && clock->hour <= 6 ? 12 : clock->half);
}

static void
resolve_range (const Clock *from,
               const Clock *to,
               int         *start,
               int         *end)
{
  gboolean twelve = to->half < 0 && to->hour >= 1 && to->hour <= 12;

  *start = to_minute (from, from->half);
  *end = to_minute (to, to->half);

  if (from->half < 0 && to->half >= 0 && from->hour >= 1 && from->hour <= 12)
    {
      /* "2-4pm", but "11-1pm". */
      *start = to_minute (from, to->half);
      if (*start >= *end)
        *start = to_minute (from, 12 - to->half);
    }
  else if (from->half >= 0 && twelve)
    {
      /* "10am-2". */
      *end = to_minute (to, from->half);
      if (*end <= *start)
        *end += DAY_MIN / 2;
    }
  else if (is_bare (from) && is_bare (to))
    {
      /* "from 9 to 5". */
      *start = to_working_minute (from);
      *end = to_working_minute (to);
      if (*end <= *start && twelve)
        *end += DAY_MIN / 2;
    }

  if (*end < *start)
    *end += DAY_MIN;
}

/* What may stand between the two ends of a range. */
static gboolean
is_range_sign (const StintToken *token)
{
  if (token->type == STINT_TOKEN_WORD)
    return token->meaning == STINT_MEANING_TO && token->spaced && token[1].spaced;
  return is_mark (token, '-') || is_mark (token, EN_DASH) || is_mark (token, EM_DASH);
}

static StintMatch
read_range (const StintToken *tokens,
            guint            *at,
            gboolean          bare,
            int              *minute,
            int              *range_min)
{
  Clock from, to;
  guint i = *at;
  int end;

  if (!scan_clock (tokens, &i, &from) || !is_range_sign (&tokens[i]))
    return STINT_MATCH_NO;
  i++;
  if (!scan_clock (tokens, &i, &to) || !stint_moments_is_boundary (&tokens[i]))
    return STINT_MATCH_NO;
  if (!bare && ((is_bare (&from) && is_bare (&to)) || (from.dotted && to.dotted && from.half < 0 && to.half < 0)))
    return STINT_MATCH_NO;

  *at = i;
  if (!is_valid (&from, FALSE) || !is_valid (&to, TRUE))
    return STINT_MATCH_INVALID;
  resolve_range (&from, &to, minute, &end);
  *range_min = end - *minute;
  return *range_min > 0 ? STINT_MATCH_YES : STINT_MATCH_INVALID;
}

/* "1.5h": minutes to the nearest; 0 if that is no decimal number of hours. */
static int
read_decimal_hours (const StintToken *t)
{
  double fraction;

  if (!(is_mark (&t[1], '.') || is_mark (&t[1], ',')) || t[1].spaced || t[2].type != STINT_TOKEN_NUMBER || t[2].spaced ||
      t[2].n_digits > 3 || !is_unit (&t[3], 60) || t[0].number > STINT_ESTIMATE_MAX_MIN)
    return 0;

  fraction = t[2].number;
  for (int i = 0; i < t[2].n_digits; i++)
    fraction /= 10;
  return (int) ((t[0].number + fraction) * 60 + 0.5);
}

/* "30", "30m", " 30 min" behind "1h"; no number is no minutes. Returns FALSE if they are none that an hour has. */
static gboolean
read_minutes_of_hour (const StintToken *tokens,
                      guint            *at,
                      gint64           *total)
{
  const StintToken *t = &tokens[*at];

  if (t->type != STINT_TOKEN_NUMBER || t->n_digits > 2)
    return TRUE;
  if (is_unit (&t[1], 1))
    *at += 2;
  else if (!t->spaced)
    *at += 1;
  else
    return TRUE;
  *total += t->number;
  return t->number < 60;
}

/**
 * stint_moments_read_clock:
 * @bare: whether a number alone is an hour, as it is after "at"
 * @minute: (out): the minute of the day
 * @range_min: (out): how many minutes a range has, 0 if it is none
 */
StintMatch
stint_moments_read_clock (const StintToken *tokens,
                          guint            *at,
                          gboolean          bare,
                          int              *minute,
                          int              *range_min)
{
  StintMatch match = read_range (tokens, at, bare, minute, range_min);
  guint i = *at;
  Clock clock;

  if (match != STINT_MATCH_NO)
    return match;

  *range_min = 0;
  if (tokens[i].type == STINT_TOKEN_WORD && tokens[i].meaning == STINT_MEANING_CLOCK && stint_moments_is_boundary (&tokens[i + 1]))
    {
      *minute = tokens[i].value;
      *at += 1;
      return STINT_MATCH_YES;
    }
  if (!scan_clock (tokens, &i, &clock) || !stint_moments_is_boundary (&tokens[i]))
    return STINT_MATCH_NO;
  if (!bare && (is_bare (&clock) || (clock.dotted && clock.half < 0)))
    return STINT_MATCH_NO;

  *at = i;
  *minute = to_working_minute (&clock);
  return is_valid (&clock, FALSE) ? STINT_MATCH_YES : STINT_MATCH_INVALID;
}

/**
 * stint_moments_read_duration:
 *
 * Reads "2h", "1h30", "90 min", "1.5 h", each also after "for", and "for an hour".
 */
StintMatch
stint_moments_read_duration (const StintToken *tokens,
                             guint            *at,
                             int              *minutes)
{
  gboolean led = tokens[*at].type == STINT_TOKEN_WORD && tokens[*at].meaning == STINT_MEANING_FOR;
  guint i = *at + (led ? 1 : 0);
  const StintToken *t = &tokens[i];
  gboolean one = led && t->type == STINT_TOKEN_WORD && t->meaning == STINT_MEANING_ONE;
  gboolean fits = TRUE;
  gint64 total;

  if (!one && t->type != STINT_TOKEN_NUMBER)
    return STINT_MATCH_NO;

  total = one ? 0 : read_decimal_hours (t);
  if (total > 0)
    i += 4;
  else if (is_unit (&t[1], 60) || is_unit (&t[1], 1))
    {
      /* "run 5 m" is a distance. */
      if (t[1].value == 1 && t[1].spaced && t[1].end - t[1].start == 1)
        return STINT_MATCH_NO;
      total = (gint64) (one ? 1 : t->number) * t[1].value;
      i += 2;
      if (t[1].value == 60)
        fits = read_minutes_of_hour (tokens, &i, &total);
    }
  else
    return STINT_MATCH_NO;
  if (!stint_moments_is_boundary (&tokens[i]))
    return STINT_MATCH_NO;

  *at = i;
  if (!fits || total < 1 || total > STINT_ESTIMATE_MAX_MIN)
    return STINT_MATCH_INVALID;
  *minutes = (int) total;
  return STINT_MATCH_YES;
}
