/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-quick-add.h"
#include "planning/stint-reader.h"

G_BEGIN_DECLS

/**
 * StintParser:
 * @cuts: (element-type StintSpan): what is left out of the title: the readings with the marks that end their clauses
 * @last_token: the token behind the last reading
 * @half: which hours of the day were meant, as a #StintNode says it
 * @repeat, @until_day, @times: of a repetition, where its @has_ says so
 *
 * A line on its way to be a #StintQuickAdd.
 */
typedef struct
{
  StintQuickAdd *result;
  const char *text;
  const StintToken *tokens;
  const StintGrammar *const *grammars;
  StintReader reader;
  gint64 now_local_s;
  int today;

  GArray *cuts;
  GPtrArray *tags;
  guint last_token;

  gboolean has_day;
  gboolean has_minute;
  int day;
  int half;
  int minute;

  gboolean has_repeat;
  StintRepeatWords repeat;
  gboolean has_until;
  int until_day;
  int times;
} StintParser;

/**
 * StintMatch:
 * @STINT_MATCH_NO: the tokens are something else; nothing was consumed
 * @STINT_MATCH_YES: understood, and the position is behind it
 * @STINT_MATCH_INVALID: of the right shape, but there is no such thing ("31 feb"): the position is behind it, the words stay words
 */
typedef enum
{
  STINT_MATCH_NO,
  STINT_MATCH_YES,
  STINT_MATCH_INVALID,
} StintMatch;

void       stint_parser_add_reading    (StintParser            *self,
                                        StintReadingKind        kind,
                                        guint                   from,
                                        guint                   to);
StintMatch stint_parser_read_moment    (StintParser            *self,
                                        guint                  *at);
void       stint_parser_resolve        (StintParser            *self);

char      *stint_repeat_to_rule        (const StintRepeatWords *self,
                                        int                     times,
                                        const StintTime        *until);
int        stint_repeat_find_first_day (const StintRepeatWords *self,
                                        int                     from);

G_END_DECLS
