/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-allowance.h"
#include "service/ports/stint-model.h"
#include "service/stint-prompt.h"

G_BEGIN_DECLS

#define STINT_ASSIST_CALLS_PER_DAY 20
#define STINT_ASSIST_TOKENS_PER_DAY 1000000
#define STINT_ASSIST_MAX_TOKENS 2048

/**
 * StintAssistSetup:
 * @calls_per_day: of each user
 * @tokens_per_day: of all users together
 * @max_tokens: that one answer of the model may have
 *
 * What the assistant needs. What it points to is borrowed.
 */
struct _StintAssistSetup
{
  StintModel *model;
  StintAllowance *allowance;
  const StintPrompt *prompt;
  gint64 calls_per_day;
  gint64 tokens_per_day;
  int max_tokens;
};

G_END_DECLS
