/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/ports/stint-allowance.h"

#include "core/stint-time.h"
#include "service/stint-problem.h"

G_DEFINE_INTERFACE (StintAllowance, stint_allowance, G_TYPE_OBJECT)

static void
stint_allowance_default_init (StintAllowanceInterface *iface)
{
}

gboolean
stint_allowance_read (StintAllowance  *self,
                      const StintCall *call,
                      int              day,
                      gint64          *used,
                      GError         **error)
{
  return STINT_ALLOWANCE_GET_IFACE (self)->read (self, call, day, used, error);
}

/* Whoever may have nothing is refused before anything is counted. */
gboolean
stint_allowance_take (StintAllowance   *self,
                      const StintCall  *call,
                      const StintClaim *claim,
                      gint64           *used,
                      GError          **error)
{
  if (claim->max_calls < 1)
    {
      stint_allowance_refuse_call (call, error);
      return FALSE;
    }
  if (claim->n_tokens > claim->max_tokens)
    {
      stint_allowance_refuse_tokens (call, error);
      return FALSE;
    }
  return STINT_ALLOWANCE_GET_IFACE (self)->take (self, call, claim, used, error);
}

void
stint_allowance_give_back (StintAllowance   *self,
                           const StintCall  *call,
                           const StintClaim *claim)
{
  STINT_ALLOWANCE_GET_IFACE (self)->give_back (self, call, claim);
}

void
stint_allowance_settle (StintAllowance   *self,
                        const StintCall  *call,
                        const StintClaim *claim,
                        gint64            n_tokens)
{
  if (n_tokens != 0)
    STINT_ALLOWANCE_GET_IFACE (self)->settle (self, call, claim, n_tokens);
}

static int
seconds_until_tomorrow (const StintCall *call)
{
  return STINT_DAY_S - (int) (call->now_ms / 1000 % STINT_DAY_S);
}

void
stint_allowance_refuse_call (const StintCall *call,
                             GError         **error)
{
  stint_metrics_add (call->metrics, STINT_METRIC_QUOTA_DENIED, 1);
  stint_problem_set (error, STINT_PROBLEM_QUOTA, "The calls of the day are used up.");
  if (error != NULL)
    stint_problem_set_retry_after (*error, seconds_until_tomorrow (call));
}

void
stint_allowance_refuse_tokens (const StintCall *call,
                               GError         **error)
{
  stint_metrics_add (call->metrics, STINT_METRIC_BUDGET_DENIED, 1);
  stint_problem_set (error, STINT_PROBLEM_QUOTA, "What this service may use on a day, all its users together, is used up.");
  if (error != NULL)
    stint_problem_set_retry_after (*error, seconds_until_tomorrow (call));
}
