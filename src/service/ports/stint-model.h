/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"

G_BEGIN_DECLS

/**
 * StintStop:
 * @STINT_STOP_TOOL: it called the tool: there is a proposal
 * @STINT_STOP_TEXT: it wrote instead
 * @STINT_STOP_CUT: it was cut off at the most tokens it may write
 * @STINT_STOP_MALFORMED: what it wrote cannot be read
 * @STINT_STOP_GUARDRAIL: a guardrail stepped in
 * @STINT_STOP_FILTERED: its maker's filter did
 * @STINT_STOP_CONTEXT: question and answer are too much for it
 * @STINT_STOP_OTHER: a reason that this version does not know
 *
 * Why a language model stopped.
 */
typedef enum
{
  STINT_STOP_TOOL,
  STINT_STOP_TEXT,
  STINT_STOP_CUT,
  STINT_STOP_MALFORMED,
  STINT_STOP_GUARDRAIL,
  STINT_STOP_FILTERED,
  STINT_STOP_CONTEXT,
  STINT_STOP_OTHER,
} StintStop;
#define STINT_N_STOPS (STINT_STOP_OTHER + 1)

const char *stint_stop_to_code (StintStop stop);

/**
 * StintModelAnswer:
 * @proposal: (nullable): what the tool was called with, with %STINT_STOP_TOOL; any JSON value
 * @call_id: (nullable): the model's name for that call
 */
typedef struct
{
  StintStop stop;
  GVariant *proposal;
  char *call_id;
  gint64 n_tokens_in;
  gint64 n_tokens_out;
} StintModelAnswer;

void stint_model_answer_free (StintModelAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StintModelAnswer, stint_model_answer_free)

/**
 * StintModelQuestion:
 * @system: what it is told to do
 * @tool: the one tool that it has to call: a JSON object {name, description, inputSchema: {json}}
 * @text: what the person wrote, as one JSON document
 * @previous: (nullable): its answer before, to be repaired
 * @fault: (nullable): what was wrong with that
 * @max_tokens: that it may write
 * @until_us: monotonic; no call is made after that, and none lasts longer
 */
typedef struct
{
  const char *system;
  const char *tool;
  const char *text;
  const StintModelAnswer *previous;
  const char *fault;
  int max_tokens;
  gint64 until_us;
} StintModelQuestion;

#define STINT_TYPE_MODEL (stint_model_get_type ())
G_DECLARE_INTERFACE (StintModel, stint_model, STINT, MODEL, GObject)

/**
 * StintModelInterface:
 * @ask: one turn. Fails with %STINT_PROBLEM_UNAVAILABLE or %STINT_PROBLEM_INTERNAL; @spent then says whether it may have cost
 *   tokens all the same
 *
 * A language model that may call one tool, which does nothing.
 */
struct _StintModelInterface
{
  GTypeInterface parent;

  StintModelAnswer *(*ask) (StintModel               *self,
                            const StintCall          *call,
                            const StintModelQuestion *question,
                            gboolean                 *spent,
                            GError                  **error);
};

StintModelAnswer *stint_model_ask (StintModel               *self,
                                   const StintCall          *call,
                                   const StintModelQuestion *question,
                                   gboolean                 *spent,
                                   GError                  **error);

G_END_DECLS
