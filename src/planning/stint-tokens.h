/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-vocabulary.h"

G_BEGIN_DECLS

/**
 * StintTokenType:
 * @STINT_TOKEN_NUMBER: a run of ASCII digits, at most nine
 * @STINT_TOKEN_WORD: a run of letters
 * @STINT_TOKEN_MARK: one other character
 * @STINT_TOKEN_QUOTED: "…" with its quotation marks, which begins a word
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
 * @meaning, @value: of a word
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
  StintMeaning meaning;
  int value;
  gsize name_start;
  gsize name_end;
} StintToken;

GArray *stint_tokens_split (const char *text);

G_END_DECLS
