/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/ports/stint-model.h"

G_DEFINE_INTERFACE (StintModel, stint_model, G_TYPE_OBJECT)

/* As a 422 names them, beside the codes of the proposal's check. */
static const char *const codes[STINT_N_STOPS] = {
  [STINT_STOP_TOOL] = "no-proposal",
  [STINT_STOP_TEXT] = "no-proposal",
  [STINT_STOP_CUT] = "cut",
  [STINT_STOP_MALFORMED] = "malformed",
  [STINT_STOP_GUARDRAIL] = "guardrail",
  [STINT_STOP_FILTERED] = "filtered",
  [STINT_STOP_CONTEXT] = "context",
  [STINT_STOP_OTHER] = "stopped",
};

static void
stint_model_default_init (StintModelInterface *iface)
{
}

/* Returns: the code of an answer that holds no proposal */
const char *
stint_stop_to_code (StintStop stop)
{
  return codes[stop];
}

void
stint_model_answer_free (StintModelAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->proposal, g_variant_unref);
  g_free (self->call_id);
  g_free (self);
}

/* @spent: (out) */
StintModelAnswer *
stint_model_ask (StintModel               *self,
                 const StintCall          *call,
                 const StintModelQuestion *question,
                 gboolean                 *spent,
                 GError                  **error)
{
  *spent = FALSE;
  return STINT_MODEL_GET_IFACE (self)->ask (self, call, question, spent, error);
}
