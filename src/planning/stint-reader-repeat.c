/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-reader.h"

#define MAX_INTERVAL 1000

/* "every 2nd tuesday" is each second one; the first and the last can only be a month's. */
static void
take_days (const StintWay   *way,
           const StintSlots *slots,
           StintRepeatWords *repeat)
{
  const StintNode *days = stint_slots_find (slots, STINT_SYMBOL_WEEKDAYS);
  const StintNode *day = stint_slots_find (slots, STINT_SYMBOL_WEEKDAY);
  const StintNode *ordinal = stint_slots_find (slots, STINT_SYMBOL_ORDINAL);

  repeat->unit = STINT_UNIT_WEEK;
  repeat->days = days != NULL ? days->value : day != NULL ? 1 << day->value : way->value % STINT_EVERY_OTHER;
  if (ordinal != NULL && ordinal->value > 1)
    repeat->interval = ordinal->value;
  else if (ordinal != NULL)
    {
      repeat->unit = STINT_UNIT_MONTH;
      repeat->nth = ordinal->value;
    }
}

static gboolean
take_day_of_month (const StintSlots *slots,
                   StintRepeatWords *repeat)
{
  const StintNode *day = stint_slots_find (slots, STINT_SYMBOL_WEEKDAY);
  const StintNode *ordinal = stint_slots_find (slots, STINT_SYMBOL_ORDINAL);

  if (ordinal == NULL)
    ordinal = stint_slots_find (slots, STINT_SYMBOL_MONTH_DAY);
  repeat->unit = STINT_UNIT_MONTH;
  if (day != NULL)
    {
      repeat->days = 1 << day->value;
      repeat->nth = ordinal->value;
      return ordinal->value != 0 && ordinal->value <= 5;
    }
  repeat->month_day = ordinal->value;
  return ordinal->value != 0 && ordinal->value <= 31;
}

static gboolean
take_date (const StintSlots *slots,
           StintRepeatWords *repeat)
{
  static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  repeat->unit = STINT_UNIT_YEAR;
  repeat->month_day = stint_slots_find (slots, STINT_SYMBOL_MONTH_DAY)->value;
  repeat->month = stint_slots_find (slots, STINT_SYMBOL_MONTH)->value;
  return repeat->month_day >= 1 && repeat->month_day <= days[repeat->month - 1];
}

gboolean
stint_reader_take_repeat (StintReader      *self,
                          const StintWay   *way,
                          const StintSlots *slots,
                          StintNode        *node)
{
  const StintNode *every = stint_slots_find (slots, STINT_SYMBOL_EVERY);
  const StintNode *number = stint_slots_find (slots, STINT_SYMBOL_NUMBER);
  const StintNode *unit = stint_slots_find (slots, STINT_SYMBOL_UNIT);
  const StintNode *day = stint_slots_find (slots, STINT_SYMBOL_DAY);
  StintRepeatWords *repeat = &node->repeat;

  if (way->kind == STINT_PHRASE_UNTIL || way->kind == STINT_PHRASE_TIMES)
    {
      node->value = day != NULL ? day->value : number->value;
      node->is_invalid = day == NULL && (node->value < 1 || node->value > MAX_INTERVAL);
      return TRUE;
    }

  *repeat = (StintRepeatWords) { .interval = number != NULL ? number->value : 1, .from_done = every != NULL && every->repeat.from_done };
  if (way->value >= STINT_EVERY_OTHER)
    repeat->interval = 2;
  if (way->kind == STINT_PHRASE_REPEAT_DAYS)
    take_days (way, slots, repeat);
  else if (way->kind == STINT_PHRASE_REPEAT_OF_MONTH)
    node->is_invalid = !take_day_of_month (slots, repeat);
  else if (way->kind == STINT_PHRASE_REPEAT_DATE)
    node->is_invalid = !take_date (slots, repeat);
  else
    repeat->unit = unit != NULL ? unit->value : way->value % STINT_EVERY_OTHER;

  /* Nothing that is planned comes each hour. */
  if (repeat->unit < STINT_UNIT_DAY || repeat->interval < 1 || repeat->interval > MAX_INTERVAL)
    node->is_invalid = TRUE;
  return TRUE;
}
