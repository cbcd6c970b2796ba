/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "workspace/sync/stint-round.h"

G_BEGIN_DECLS

/**
 * FakeRound:
 * @n_requests: how many it makes
 * @step, @problem, @wait_ms: what an answer leads to that is not 200
 * @n_total: what it says of its length
 * @n_lost: requests that were not answered
 *
 * What a round of the test's making does. It is linked before the library, which then leaves its own out.
 */
typedef struct
{
  guint n_requests;
  StintRoundStep step;
  StintSyncProblem problem;
  gint64 wait_ms;
  guint n_total;
  guint n_lost;
} FakeRound;

extern FakeRound fake_round;

G_END_DECLS
