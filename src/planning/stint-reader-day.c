/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-reader.h"

#include "core/stint-time.h"

/* Without a year it is the next such day, today included; for 29 February that may be years ahead. */
static gboolean
find_date (int  year,
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
        return TRUE;
      }
  return FALSE;
}

static int
get_first_of_month (int today,
                    int months)
{
  int year, month, mday;

  stint_day_to_ymd (today, &year, &month, &mday);
  return stint_day_add_months (today - mday + 1, months);
}

static int
get_first_of_year (int today,
                   int years)
{
  int year, month, mday;

  stint_day_to_ymd (today, &year, &month, &mday);
  return get_first_of_month (today, 1 - month + 12 * years);
}

gboolean
stint_reader_find_mday (StintReader *self,
                        int          mday,
                        int         *day)
{
  int today = self->today;

  for (int months = 0; months < 12 && mday != 0; months++)
    {
      int first = get_first_of_month (today, months);
      int next = get_first_of_month (today, months + 1);

      *day = mday > 0 ? first + mday - 1 : next + mday;
      if (*day >= today && *day >= first && *day < next)
        return TRUE;
    }
  return FALSE;
}

static void
take_date (StintReader      *self,
           const StintSlots *slots,
           StintNode        *node)
{
  const StintNode *mday = stint_slots_find (slots, STINT_SYMBOL_MONTH_DAY);
  const StintNode *month = stint_slots_find (slots, STINT_SYMBOL_MONTH);
  const StintNode *year = stint_slots_find (slots, STINT_SYMBOL_YEAR);

  if (month == NULL)
    month = stint_slots_find (slots, STINT_SYMBOL_DIGITS);
  if (mday == NULL)
    mday = stint_slots_find (slots, STINT_SYMBOL_ORDINAL);
  node->is_invalid = !find_date (year != NULL ? year->value : 0, month->value, mday->value, self->today, &node->value);
}

/* Weeks begin on Monday (ISO 8601). */
static int
get_monday (StintReader *self,
            int          weeks)
{
  return self->today - stint_day_get_weekday (self->today) + 7 * weeks;
}

/* Days that are counted from this one or from its week. */
static int
find_near_day (StintReader     *self,
               const StintWay  *way,
               const StintNode *weekday)
{
  int today = self->today;

  switch (way->kind)
    {
    case STINT_PHRASE_DAY_WEEKDAY:
      return today + 1 + (weekday->value - stint_day_get_weekday (today + 1) + 7) % 7;
    case STINT_PHRASE_DAY_NEXT_WEEKDAY:
      return get_monday (self, way->value) + weekday->value;
    case STINT_PHRASE_DAY_WEEK:
      return get_monday (self, way->value);
    case STINT_PHRASE_DAY_WEEK_END:
      return get_monday (self, way->value + 1) - 1;
    case STINT_PHRASE_DAY_WEEKEND:
      return MAX (get_monday (self, way->value) + 5, today);
    default:
      return today + way->value;
    }
}

/* The first and last days of months and years. */
static int
find_edge_day (StintReader    *self,
               const StintWay *way)
{
  switch (way->kind)
    {
    case STINT_PHRASE_DAY_MONTH:
      return get_first_of_month (self->today, way->value);
    case STINT_PHRASE_DAY_MONTH_END:
      return get_first_of_month (self->today, way->value + 1) - 1;
    case STINT_PHRASE_DAY_YEAR:
      return get_first_of_year (self->today, way->value);
    default:
      return get_first_of_year (self->today, way->value + 1) - 1;
    }
}

static void
take_led_day (const StintSlots *slots,
              StintNode        *node)
{
  const StintNode *day = stint_slots_find (slots, STINT_SYMBOL_DAY);

  node->value = day->value;
  node->half = day->half;
}

gboolean
stint_reader_take_day (StintReader      *self,
                       const StintWay   *way,
                       const StintSlots *slots,
                       StintNode        *node)
{
  const StintNode *mday = stint_slots_find (slots, STINT_SYMBOL_ORDINAL);
  const StintNode *half = stint_slots_find (slots, STINT_SYMBOL_HALF);

  if (mday == NULL)
    mday = stint_slots_find (slots, STINT_SYMBOL_MONTH_DAY);
  node->half = half != NULL ? half->value + 1 : 0;

  if (way->kind == STINT_PHRASE_DAY_OF_MONTH)
    node->is_invalid = !stint_reader_find_mday (self, mday->value, &node->value);
  else if (way->kind == STINT_PHRASE_DAY_LED)
    take_led_day (slots, node);
  else if (way->kind == STINT_PHRASE_DATE || way->kind == STINT_PHRASE_DATE_WITH_WEEKDAY)
    take_date (self, slots, node);
  else if (way->kind == STINT_PHRASE_DAY_MONTH || way->kind == STINT_PHRASE_DAY_MONTH_END ||
           way->kind == STINT_PHRASE_DAY_YEAR || way->kind == STINT_PHRASE_DAY_YEAR_END)
    node->value = find_edge_day (self, way);
  else
    node->value = find_near_day (self, way, stint_slots_find (slots, STINT_SYMBOL_WEEKDAY));
  node->is_invalid |= node->value < STINT_DAY_MIN || node->value > STINT_DAY_MAX;
  return TRUE;
}

/* "2026-12-03". */
static void
read_iso_date (StintReader *self,
               guint        at,
               StintNode   *node)
{
  const StintToken *t = &self->tokens[at];

  for (int i = 0; i < 5; i++)
    {
      static const int digits[] = { 4, 0, 2, 0, 2 };

      if (i > 0 && t[i].spaced)
        return;
      if (digits[i] == 0 ? !stint_reader_is_mark (&t[i], '-') : t[i].type != STINT_TOKEN_NUMBER || t[i].n_digits != digits[i])
        return;
    }
  if (!stint_reader_is_boundary (&t[5]))
    return;

  node->end = at + 5;
  node->is_invalid = !stint_day_is_valid_ymd (t[0].number, t[2].number, t[4].number);
  if (!node->is_invalid)
    node->value = stint_day_from_ymd (t[0].number, t[2].number, t[4].number);
}

/* "fri 4 dec", if that is one; otherwise the weekday stands alone. */
static void
read_weekday_and_date (StintReader *self,
                       guint        at,
                       StintNode   *node)
{
  const StintNode *weekday = stint_reader_read (self, STINT_SYMBOL_WEEKDAY, at);
  const StintNode *date;
  guint i = weekday->end;

  if (i == 0)
    return;
  if (stint_reader_is_mark (&self->tokens[i], ',') && !self->tokens[i].spaced)
    i++;
  date = stint_reader_read_spaced (self, STINT_SYMBOL_DATE, i);
  if (date->end == 0)
    date = stint_reader_read_spaced (self, STINT_SYMBOL_DATE_WITH_WEEKDAY, i);
  /* "Freitag, den 4. Dezember": a word may lead the date. */
  if (date->end == 0 && stint_reader_read_spaced (self, STINT_SYMBOL_WEEKDAY, i)->end == 0)
    date = stint_reader_read_spaced (self, STINT_SYMBOL_DAY, i);
  if (date->end != 0 && !date->is_invalid && stint_day_get_weekday (date->value) == weekday->value)
    *node = *date;
}

/* "mon, wed and fri": their bits, and how many they are. */
static void
read_weekdays (StintReader *self,
               guint        at,
               StintNode   *node)
{
  const StintNode *weekday = stint_reader_read (self, STINT_SYMBOL_WEEKDAY, at);

  while (weekday->end != 0)
    {
      guint i = weekday->end;
      const StintNode *and;

      node->value |= 1 << weekday->value;
      node->end = i;
      if (stint_reader_is_mark (&self->tokens[i], ',') || stint_reader_is_mark (&self->tokens[i], '/'))
        i++;
      and = stint_reader_read (self, STINT_SYMBOL_AND, i);
      if (and->end != 0)
        i = and->end;
      if (i == weekday->end)
        return;
      weekday = stint_reader_read (self, STINT_SYMBOL_WEEKDAY, i);
    }
}

void
stint_reader_read_days (StintReader *self,
                        StintSymbol  symbol,
                        guint        at,
                        StintNode   *node)
{
  if (symbol == STINT_SYMBOL_DATE)
    read_iso_date (self, at, node);
  else if (symbol == STINT_SYMBOL_WEEKDAYS)
    read_weekdays (self, at, node);
  else if (symbol == STINT_SYMBOL_DAY)
    {
      *node = *stint_reader_read (self, STINT_SYMBOL_DATE, at);
      read_weekday_and_date (self, at, node);
    }
}
