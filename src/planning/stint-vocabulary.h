/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintMeaning:
 * @STINT_MEANING_DAY: value: days from today
 * @STINT_MEANING_WEEKDAY: value: 0 for Monday to 6 for Sunday
 * @STINT_MEANING_MONTH: value: 1 to 12
 * @STINT_MEANING_CLOCK: value: the minute of the day
 * @STINT_MEANING_HALF: value: 0 for the hours before noon, 12 for those after
 * @STINT_MEANING_MINUTES: value: how many minutes the unit has
 * @STINT_MEANING_DAYS: value: how many days the unit has
 * @STINT_MEANING_MONTHS: value: how many months the unit has
 * @STINT_MEANING_ONE: an article that counts as the number one: "in a week"
 * @STINT_MEANING_PRIORITY: value: as iCalendar has it
 *
 * What a word can mean in quick add.
 */
typedef enum
{
  STINT_MEANING_NONE,
  STINT_MEANING_DAY,
  STINT_MEANING_WEEKDAY,
  STINT_MEANING_MONTH,
  STINT_MEANING_CLOCK,
  STINT_MEANING_HALF,
  STINT_MEANING_MINUTES,
  STINT_MEANING_DAYS,
  STINT_MEANING_MONTHS,
  STINT_MEANING_ONE,
  STINT_MEANING_ORDINAL,
  STINT_MEANING_PRIORITY,
  STINT_MEANING_NEXT,
  STINT_MEANING_THIS,
  STINT_MEANING_ON,
  STINT_MEANING_AT,
  STINT_MEANING_FROM,
  STINT_MEANING_TO,
  STINT_MEANING_IN,
  STINT_MEANING_FOR,
  STINT_MEANING_BY,
} StintMeaning;

StintMeaning stint_vocabulary_find (const char *word,
                                    gsize       length,
                                    int        *value);

G_END_DECLS
