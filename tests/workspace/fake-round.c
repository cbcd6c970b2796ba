/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/fake-round.h"

FakeRound fake_round;

struct _StintRound
{
  guint            n_done;
  StintSyncProblem problem;
};

StintRound *
stint_round_new (const char *device_name)
{
  return g_new0 (StintRound, 1);
}

void
stint_round_free (StintRound *self)
{
  g_free (self);
}

StintApiRequest *
stint_round_next (StintRound    *self,
                  StintDatabase *database,
                  gint64         now_ms,
                  GError       **error)
{
  g_autofree char *path = g_strdup_printf ("/%u", self->n_done);

  return self->n_done < fake_round.n_requests ? stint_api_request_new ("GET", path, NULL, NULL) : NULL;
}

StintRoundStep
stint_round_take (StintRound            *self,
                  StintDatabase         *database,
                  const StintApiRequest *request,
                  const StintApiAnswer  *answer,
                  gint64                 now_ms,
                  gint64                *wait_ms,
                  GError               **error)
{
  if (answer == NULL)
    fake_round.n_lost++;
  if (answer != NULL && answer->status == 200)
    {
      self->n_done++;
      return STINT_ROUND_GO_ON;
    }
  self->problem = fake_round.problem;
  *wait_ms = fake_round.wait_ms;
  return fake_round.step;
}

StintSyncProblem
stint_round_get_problem (StintRound *self)
{
  return self->problem;
}

const char *
stint_round_get_detail (StintRound *self)
{
  return NULL;
}

void
stint_round_get_progress (StintRound *self,
                          guint      *n_done,
                          guint      *n_total)
{
  *n_done = self->n_done;
  *n_total = fake_round.n_total;
}
