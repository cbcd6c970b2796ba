/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-moments.h"

#include "core/stint-time.h"

#define FIRST_YEAR 1900
#define LAST_YEAR 2199

static gboolean
is_meaning (const StintToken *token,
            StintMeaning      meaning)
{
  return token->type == STINT_TOKEN_WORD && token->meaning == meaning;
}

static gboolean
is_mark (const StintToken *token,
         gunichar          mark)
{
  return token->type == STINT_TOKEN_MARK && token->mark == mark;
}

static gboolean
is_day_in_reach (gint64 day)
{
  return day >= STINT_DAY_MIN && day <= STINT_DAY_MAX;
}

/* "3", "3rd" or "3." as the day of a month; what follows is not looked at. */
static gboolean
read_month_day (const StintToken *tokens,
                guint            *at,
                int              *mday)
{
  const StintToken *token = &tokens[*at];

  if (token->type != STINT_TOKEN_NUMBER || token->n_digits > 2)
    return FALSE;

  *mday = token->number;
  *at += 1;
  if (!tokens[*at].spaced && (is_meaning (&tokens[*at], STINT_MEANING_ORDINAL) || is_mark (&tokens[*at], '.')))
    *at += 1;
  return TRUE;
}

/* A year behind a day and month, also after a comma; 0 if none follows. */
static int
read_year (const StintToken *tokens,
           guint            *at)
{
  guint i = *at;

  if (is_mark (&tokens[i], ','))
    i++;
  if (tokens[i].type != STINT_TOKEN_NUMBER || tokens[i].n_digits != 4 || !stint_moments_is_boundary (&tokens[i + 1]) ||
      tokens[i].number < FIRST_YEAR || tokens[i].number > LAST_YEAR)
    return 0;

  *at = i + 1;
  return tokens[i].number;
}

/* Without a year it is the next such day, today included; for 29 February that may be years ahead. */
static StintMatch
resolve_month_day (int  year,
                   int  month,
                   int  mday,
                   int  today,
                   int *day)
{
  int this_year, this_month, this_mday;

  stint_day_to_ymd (today, &this_year, &this_month, &this_mday);
  for (int y = year != 0 ? year : this_year; y <= (year != 0 ? year : this_year + 8); y++)
    if (stint_day_is_valid_ymd (y, month, mday) && (year != 0 || stint_day_from_ymd (y, month, mday) >= today))
      {
        *day = stint_day_from_ymd (y, month, mday);
        return STINT_MATCH_YES;
      }
  return STINT_MATCH_INVALID;
}

/* "3 dec", "3rd December 2027", "dec 3", "December 3, 2027". */
static StintMatch
read_month_date (const StintToken *tokens,
                 guint            *at,
                 int               today,
                 int              *day)
{
  guint i = *at;
  int month, mday, year;

  if (is_meaning (&tokens[i], STINT_MEANING_MONTH))
    {
      month = tokens[i++].value;
      if (!tokens[i].spaced || !read_month_day (tokens, &i, &mday) || !stint_moments_is_boundary (&tokens[i]))
        return STINT_MATCH_NO;
    }
  else
    {
      if (!read_month_day (tokens, &i, &mday) || !is_meaning (&tokens[i], STINT_MEANING_MONTH))
        return STINT_MATCH_NO;
      month = tokens[i++].value;
    }

  year = read_year (tokens, &i);
  if (!stint_moments_is_boundary (&tokens[i]))
    return STINT_MATCH_NO;
  *at = i;
  return resolve_month_day (year, month, mday, today, day);
}

/* "2026-12-03". */
static StintMatch
read_iso_date (const StintToken *tokens,
               guint            *at,
               int              *day)
{
  const StintToken *t = &tokens[*at];

  for (int i = 0; i < 5; i++)
    {
      static const int digits[] = { 4, 0, 2, 0, 2 };

      if (i > 0 && t[i].spaced)
        return STINT_MATCH_NO;
      if (digits[i] == 0 ? !is_mark (&t[i], '-') : t[i].type != STINT_TOKEN_NUMBER || t[i].n_digits != digits[i])
        return STINT_MATCH_NO;
    }
  if (!stint_moments_is_boundary (&t[5]))
    return STINT_MATCH_NO;

  *at += 5;
  if (!stint_day_is_valid_ymd (t[0].number, t[2].number, t[4].number))
    return STINT_MATCH_INVALID;
  *day = stint_day_from_ymd (t[0].number, t[2].number, t[4].number);
  return STINT_MATCH_YES;
}

/* "fri", "this fri", and "fri 4 dec" if that is one; otherwise the weekday stands alone. */
static StintMatch
read_weekday (const StintToken *tokens,
              guint            *at,
              int               today,
              int              *day)
{
  guint i = *at + (is_meaning (&tokens[*at], STINT_MEANING_THIS) ? 1 : 0);
  int weekday, dated;
  StintMatch match;
  guint after;

  if (!is_meaning (&tokens[i], STINT_MEANING_WEEKDAY) || !stint_moments_is_boundary (&tokens[i + 1]))
    return STINT_MATCH_NO;

  weekday = tokens[i].value;
  *at = i + 1;
  *day = today + 1 + (weekday - stint_day_get_weekday (today + 1) + 7) % 7;

  after = *at + (is_mark (&tokens[*at], ',') ? 1 : 0);
  match = read_iso_date (tokens, &after, &dated);
  if (match == STINT_MATCH_NO)
    match = read_month_date (tokens, &after, today, &dated);
  if (match == STINT_MATCH_YES && stint_day_get_weekday (dated) == weekday)
    {
      *at = after;
      *day = dated;
    }
  return STINT_MATCH_YES;
}

/* "next fri" is the one in the week after this; "next week" its Monday; "next month" its first. Weeks begin on Monday (ISO 8601). */
static StintMatch
read_next (const StintToken *tokens,
           guint            *at,
           int               today,
           int              *day)
{
  const StintToken *word = &tokens[*at + 1];
  int next_monday = today - stint_day_get_weekday (today) + 7;
  int year, month, mday;

  if (!is_meaning (&tokens[*at], STINT_MEANING_NEXT) || word->type != STINT_TOKEN_WORD || !stint_moments_is_boundary (word + 1))
    return STINT_MATCH_NO;

  if (word->meaning == STINT_MEANING_WEEKDAY)
    *day = next_monday + word->value;
  else if (word->meaning == STINT_MEANING_DAYS && word->value == 7)
    *day = next_monday;
  else if (word->meaning == STINT_MEANING_MONTHS && word->value == 1)
    {
      stint_day_to_ymd (today, &year, &month, &mday);
      *day = stint_day_add_months (today - mday + 1, 1);
    }
  else
    return STINT_MATCH_NO;

  *at += 2;
  return STINT_MATCH_YES;
}

/**
 * stint_moments_is_boundary:
 *
 * Returns: whether a reading may end before this token: white space is there, or a mark that ends a clause and then white space
 */
gboolean
stint_moments_is_boundary (const StintToken *token)
{
  if (token->spaced)
    return TRUE;
  return token->type == STINT_TOKEN_MARK && token[1].spaced &&
         (token->mark == ',' || token->mark == ';' || token->mark == '.' || token->mark == ':' ||
          token->mark == '?' || token->mark == '!');
}

StintMatch
stint_moments_read_day (const StintToken *tokens,
                        guint            *at,
                        int               today,
                        int              *day)
{
  StintMatch match;

  if (is_meaning (&tokens[*at], STINT_MEANING_DAY) && stint_moments_is_boundary (&tokens[*at + 1]))
    {
      *day = today + tokens[*at].value;
      *at += 1;
      match = STINT_MATCH_YES;
    }
  else if ((match = read_next (tokens, at, today, day)) == STINT_MATCH_NO &&
           (match = read_weekday (tokens, at, today, day)) == STINT_MATCH_NO &&
           (match = read_iso_date (tokens, at, day)) == STINT_MATCH_NO)
    match = read_month_date (tokens, at, today, day);

  return match == STINT_MATCH_YES && !is_day_in_reach (*day) ? STINT_MATCH_INVALID : match;
}

/**
 * stint_moments_read_offset:
 * @local_s: (out): for a @date_only its midnight
 *
 * Reads "in 3 days", "in a week", "in 2 months" and "in 90 minutes".
 */
StintMatch
stint_moments_read_offset (const StintToken *tokens,
                           guint            *at,
                           gint64            now_local_s,
                           gint64           *local_s,
                           gboolean         *date_only)
{
  const StintToken *number = &tokens[*at + 1];
  const StintToken *unit = number + 1;
  gint64 day = stint_day_of_local (now_local_s);
  gint64 n;

  if (!is_meaning (&tokens[*at], STINT_MEANING_IN) || number->type == STINT_TOKEN_END || unit->type != STINT_TOKEN_WORD ||
      !stint_moments_is_boundary (unit + 1) || (number->type != STINT_TOKEN_NUMBER && !is_meaning (number, STINT_MEANING_ONE)))
    return STINT_MATCH_NO;

  n = number->type == STINT_TOKEN_NUMBER ? number->number : 1;
  *date_only = unit->meaning != STINT_MEANING_MINUTES;
  *local_s = now_local_s - (now_local_s % 60 + 60) % 60;
  if (unit->meaning == STINT_MEANING_DAYS)
    day += n * unit->value;
  else if (unit->meaning == STINT_MEANING_MONTHS)
    day = n <= 12000 ? stint_day_add_months ((int) day, (int) n * unit->value) : STINT_DAY_MAX + 1;
  else if (unit->meaning == STINT_MEANING_MINUTES)
    day = stint_day_of_local (*local_s += n * unit->value * 60);
  else
    return STINT_MATCH_NO;

  *at += 3;
  if (!is_day_in_reach (day))
    return STINT_MATCH_INVALID;
  if (*date_only)
    *local_s = day * STINT_DAY_S;
  return STINT_MATCH_YES;
}
