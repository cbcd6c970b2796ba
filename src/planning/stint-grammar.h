/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-language.h"

G_BEGIN_DECLS

/* What a slot can hold, and what a phrase is one of. The last five are read without phrases of a language. */
typedef enum
{
  STINT_SYMBOL_NUMBER,
  STINT_SYMBOL_ORDINAL,
  STINT_SYMBOL_WEEKDAY,
  STINT_SYMBOL_MONTH,
  STINT_SYMBOL_UNIT,
  STINT_SYMBOL_HALF,
  STINT_SYMBOL_MONTH_DAY,
  STINT_SYMBOL_AND,
  STINT_SYMBOL_TO,
  STINT_SYMBOL_EVERY,
  STINT_SYMBOL_DAY,
  STINT_SYMBOL_DATE,
  STINT_SYMBOL_DATE_WITH_WEEKDAY,
  STINT_SYMBOL_OFFSET,
  STINT_SYMBOL_CLOCK,
  STINT_SYMBOL_TIME,
  STINT_SYMBOL_SPAN,
  STINT_SYMBOL_LENGTH,
  STINT_SYMBOL_ABOUT,
  STINT_SYMBOL_REMIND,
  STINT_SYMBOL_BY,
  STINT_SYMBOL_FROM,
  STINT_SYMBOL_PRIORITY,
  STINT_SYMBOL_REPEAT,
  STINT_SYMBOL_UNTIL,
  STINT_SYMBOL_TIMES,
  STINT_SYMBOL_DIGITS,
  STINT_SYMBOL_YEAR,
  STINT_SYMBOL_MINUTES,
  STINT_SYMBOL_RANGE,
  STINT_SYMBOL_WEEKDAYS,
} StintSymbol;
#define STINT_N_SYMBOLS (STINT_SYMBOL_WEEKDAYS + 1)

typedef enum
{
  STINT_ITEM_WORD,
  STINT_ITEM_NUMBER,
  STINT_ITEM_MARK,
  STINT_ITEM_SLOT,
} StintItemType;

typedef enum
{
  STINT_GAP_NONE,
  STINT_GAP_SPACE,
  STINT_GAP_EITHER,
} StintGap;

/**
 * StintItem:
 * @gap: what must be before it; of a first item it means nothing
 * @is_small: the word counts only in small letters, or as the first of all
 * @value: a word's number in the grammar, a number, a mark's character, a slot's symbol
 */
typedef struct
{
  StintItemType type;
  StintGap gap;
  gboolean is_small;
  gunichar value;
} StintItem;

/* One way to say a phrase. */
typedef struct
{
  StintPhraseKind kind;
  int value;
  guint n_items;
  const StintItem *items;
} StintWay;

typedef struct _StintGrammar StintGrammar;

const StintGrammar *stint_grammar_get        (const char         *language);
const StintWay     *stint_grammar_get_ways   (const StintGrammar *self,
                                              StintSymbol         symbol,
                                              guint              *n_ways);
const StintWay     *stint_grammar_find_ways  (const StintGrammar *self,
                                              StintSymbol         symbol,
                                              guint               word,
                                              guint              *n_ways);
guint               stint_grammar_find_word  (const StintGrammar *self,
                                              const char         *word,
                                              gsize               length);

G_END_DECLS
