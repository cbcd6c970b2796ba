/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-grammar.h"

G_BEGIN_DECLS

/* The locale's language, and English beside it. */
#define STINT_MAX_GRAMMARS 2

/**
 * StintTokenType:
 * @STINT_TOKEN_NUMBER: a run of ASCII digits, at most nine
 * @STINT_TOKEN_WORD: a run of letters
 * @STINT_TOKEN_MARK: one other character
 * @STINT_TOKEN_QUOTED: "…", “…”, „…“ or «…» with its quotation marks, which begins a word; or what is not to be read
 * @STINT_TOKEN_NAME: "#…", "@…" or "!…", which begins a word; the name may be quoted
 * @STINT_TOKEN_END: after the last character: the array always ends with one
 */
typedef enum
{
  STINT_TOKEN_NUMBER,
  STINT_TOKEN_WORD,
  STINT_TOKEN_MARK,
  STINT_TOKEN_QUOTED,
  STINT_TOKEN_NAME,
  STINT_TOKEN_END,
} StintTokenType;

/**
 * StintToken:
 * @start, @end: byte offsets into the text
 * @spaced: white space, or nothing, is before it
 * @mark: the character of a mark; the sign of a name
 * @number, @n_digits: of a number
 * @words: of a word: its number in each grammar, 0 where that has none
 * @is_small: of a word: it has no capital letter in front, or it is the first of all
 * @name_start, @name_end: of a name: its offsets without sign and quotation marks
 */
typedef struct
{
  StintTokenType type;
  gsize start;
  gsize end;
  gboolean spaced;
  gunichar mark;
  int number;
  int n_digits;
  guint words[STINT_MAX_GRAMMARS];
  gboolean is_small;
  gsize name_start;
  gsize name_end;
} StintToken;

/**
 * StintSpan:
 *
 * A stretch of a text: byte offsets, [start, end).
 */
typedef struct
{
  gsize start;
  gsize end;
} StintSpan;

GArray *stint_tokens_split (const char               *text,
                            const StintGrammar *const grammars[STINT_MAX_GRAMMARS],
                            const StintSpan          *literals,
                            gsize                     n_literals);

G_END_DECLS
