/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "planning/stint-vocabulary.h"

#include <string.h>

typedef struct
{
  const char  *word;
  StintMeaning meaning;
  int          value;
} Entry;

#define MAX_WORD_BYTES 32

/*
 * All that quick add knows of English. Another language is another table like this one: nothing else in quick add names a word.
 * Words are written casefolded; a word has one meaning.
 */
static const Entry english[] = {
  { "today", STINT_MEANING_DAY, 0 },
  { "tomorrow", STINT_MEANING_DAY, 1 },
  { "tmr", STINT_MEANING_DAY, 1 },
  { "tmrw", STINT_MEANING_DAY, 1 },

  { "monday", STINT_MEANING_WEEKDAY, 0 },
  { "mon", STINT_MEANING_WEEKDAY, 0 },
  { "tuesday", STINT_MEANING_WEEKDAY, 1 },
  { "tues", STINT_MEANING_WEEKDAY, 1 },
  { "tue", STINT_MEANING_WEEKDAY, 1 },
  { "wednesday", STINT_MEANING_WEEKDAY, 2 },
  { "wed", STINT_MEANING_WEEKDAY, 2 },
  { "thursday", STINT_MEANING_WEEKDAY, 3 },
  { "thurs", STINT_MEANING_WEEKDAY, 3 },
  { "thu", STINT_MEANING_WEEKDAY, 3 },
  { "friday", STINT_MEANING_WEEKDAY, 4 },
  { "fri", STINT_MEANING_WEEKDAY, 4 },
  { "saturday", STINT_MEANING_WEEKDAY, 5 },
  { "sat", STINT_MEANING_WEEKDAY, 5 },
  { "sunday", STINT_MEANING_WEEKDAY, 6 },
  { "sun", STINT_MEANING_WEEKDAY, 6 },

  { "january", STINT_MEANING_MONTH, 1 },
  { "jan", STINT_MEANING_MONTH, 1 },
  { "february", STINT_MEANING_MONTH, 2 },
  { "feb", STINT_MEANING_MONTH, 2 },
  { "march", STINT_MEANING_MONTH, 3 },
  { "mar", STINT_MEANING_MONTH, 3 },
  { "april", STINT_MEANING_MONTH, 4 },
  { "apr", STINT_MEANING_MONTH, 4 },
  { "may", STINT_MEANING_MONTH, 5 },
  { "june", STINT_MEANING_MONTH, 6 },
  { "jun", STINT_MEANING_MONTH, 6 },
  { "july", STINT_MEANING_MONTH, 7 },
  { "jul", STINT_MEANING_MONTH, 7 },
  { "august", STINT_MEANING_MONTH, 8 },
  { "aug", STINT_MEANING_MONTH, 8 },
  { "september", STINT_MEANING_MONTH, 9 },
  { "sept", STINT_MEANING_MONTH, 9 },
  { "sep", STINT_MEANING_MONTH, 9 },
  { "october", STINT_MEANING_MONTH, 10 },
  { "oct", STINT_MEANING_MONTH, 10 },
  { "november", STINT_MEANING_MONTH, 11 },
  { "nov", STINT_MEANING_MONTH, 11 },
  { "december", STINT_MEANING_MONTH, 12 },
  { "dec", STINT_MEANING_MONTH, 12 },

  { "noon", STINT_MEANING_CLOCK, 12 * 60 },
  { "am", STINT_MEANING_HALF, 0 },
  { "pm", STINT_MEANING_HALF, 12 },

  { "m", STINT_MEANING_MINUTES, 1 },
  { "min", STINT_MEANING_MINUTES, 1 },
  { "mins", STINT_MEANING_MINUTES, 1 },
  { "minute", STINT_MEANING_MINUTES, 1 },
  { "minutes", STINT_MEANING_MINUTES, 1 },
  { "h", STINT_MEANING_MINUTES, 60 },
  { "hr", STINT_MEANING_MINUTES, 60 },
  { "hrs", STINT_MEANING_MINUTES, 60 },
  { "hour", STINT_MEANING_MINUTES, 60 },
  { "hours", STINT_MEANING_MINUTES, 60 },
  { "day", STINT_MEANING_DAYS, 1 },
  { "days", STINT_MEANING_DAYS, 1 },
  { "week", STINT_MEANING_DAYS, 7 },
  { "weeks", STINT_MEANING_DAYS, 7 },
  { "month", STINT_MEANING_MONTHS, 1 },
  { "months", STINT_MEANING_MONTHS, 1 },
  { "year", STINT_MEANING_MONTHS, 12 },
  { "years", STINT_MEANING_MONTHS, 12 },

  { "a", STINT_MEANING_ONE, 1 },
  { "an", STINT_MEANING_ONE, 1 },
  { "st", STINT_MEANING_ORDINAL, 0 },
  { "nd", STINT_MEANING_ORDINAL, 0 },
  { "rd", STINT_MEANING_ORDINAL, 0 },
  { "th", STINT_MEANING_ORDINAL, 0 },

  { "high", STINT_MEANING_PRIORITY, 1 },
  { "medium", STINT_MEANING_PRIORITY, 5 },
  { "low", STINT_MEANING_PRIORITY, 9 },

  { "next", STINT_MEANING_NEXT, 0 },
  { "this", STINT_MEANING_THIS, 0 },
  { "on", STINT_MEANING_ON, 0 },
  { "at", STINT_MEANING_AT, 0 },
  { "from", STINT_MEANING_FROM, 0 },
  { "to", STINT_MEANING_TO, 0 },
  { "until", STINT_MEANING_TO, 0 },
  { "till", STINT_MEANING_TO, 0 },
  { "in", STINT_MEANING_IN, 0 },
  { "for", STINT_MEANING_FOR, 0 },
  { "by", STINT_MEANING_BY, 0 },
  { "due", STINT_MEANING_BY, 0 },
};

/**
 * stint_vocabulary_find:
 * @word: UTF-8, need not end after @length bytes
 * @value: (out): what goes with the meaning
 *
 * Returns: what the word means, whatever its case
 */
StintMeaning
stint_vocabulary_find (const char *word,
                       gsize       length,
                       int        *value)
{
  g_autofree char *folded = NULL;

  *value = 0;
  if (length == 0 || length > MAX_WORD_BYTES)
    return STINT_MEANING_NONE;

  folded = g_utf8_casefold (word, length);
  for (gsize i = 0; i < G_N_ELEMENTS (english); i++)
    if (folded[0] == english[i].word[0] && strcmp (folded, english[i].word) == 0)
      {
        *value = english[i].value;
        return english[i].meaning;
      }
  return STINT_MEANING_NONE;
}
