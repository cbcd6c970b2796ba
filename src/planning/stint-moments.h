/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "planning/stint-tokens.h"

G_BEGIN_DECLS

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

/*
 * Readings of days, times of day and durations. All take the tokens, which end with STINT_TOKEN_END, and the position of the first
 * one in @at; a match ends where a word ends.
 */

gboolean   stint_moments_is_boundary   (const StintToken *token);
StintMatch stint_moments_read_day      (const StintToken *tokens,
                                        guint            *at,
                                        int               today,
                                        int              *day);
StintMatch stint_moments_read_offset   (const StintToken *tokens,
                                        guint            *at,
                                        gint64            now_local_s,
                                        gint64           *local_s,
                                        gboolean         *date_only);
StintMatch stint_moments_read_clock    (const StintToken *tokens,
                                        guint            *at,
                                        gboolean          bare,
                                        int              *minute,
                                        int              *range_min);
StintMatch stint_moments_read_duration (const StintToken *tokens,
                                        guint            *at,
                                        int              *minutes);

G_END_DECLS
