/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-trial.h"

#include "service/memory/stint-memory-allowance.h"
#include "service/memory/stint-recorded-model.h"
#include "service/stint-assist-setup.h"
#include "service/stint-service.h"
#include "wire/stint-json.h"

#include <string.h>

/* 2026-01-01: only the quota, which nobody looks at here, goes by it. */
#define NOW_MS G_GINT64_CONSTANT (1767225600000)

static void
append_text (GString    *out,
             const char *before,
             const char *text)
{
  g_string_append (out, before);
  stint_json_append_string (out, text);
}

/* Returns: (transfer full): the event that API Gateway would make of a question */
static char *
make_event (GVariant *question)
{
  g_autofree char *body = stint_json_to_string (question);
  GString *out = g_string_new ("{\"httpMethod\":\"POST\",\"resource\":\"/assist\",\"headers\":{},"
                               "\"requestContext\":{\"requestId\":\"trial\",\"authorizer\":{\"claims\":{\"sub\":\"trial\"}}}");

  append_text (out, ",\"body\":", body);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

static void
add_answers (StintRecordedModel *model,
             GVariant           *answers)
{
  for (gsize i = 0; answers != NULL && i < g_variant_n_children (answers); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (answers, i);
      g_autoptr (GVariant) answer = g_variant_get_variant (boxed);
      g_autofree char *text = stint_json_to_string (answer);

      stint_recorded_model_add (model, text);
    }
}

/* Returns: (transfer full): what came of it, and what the model was asked on the way */
static char *
make_line (const char         *answer,
           StintRecordedModel *model)
{
  const char *const *requests = stint_recorded_model_get_requests (model);
  g_autoptr (GVariant) event = stint_json_parse (answer, -1, NULL);
  const char *body = "";
  gint64 status = 0;
  GString *out;

  g_variant_lookup (event, "statusCode", "x", &status);
  g_variant_lookup (event, "body", "&s", &body);
  out = g_string_new (NULL);
  g_string_append_printf (out, "{\"waiting\":%s,\"status\":%d,\"body\":%s,\"requests\":[",
                          stint_recorded_model_is_waiting (model) ? "true" : "false", (int) status, body);
  for (gsize i = 0; requests[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", requests[i]);
  g_string_append (out, "]}");
  return g_string_free (out, FALSE);
}

/**
 * stint_trial_run:
 * @text: `{question, answers: [as Converse's]}`, of any size
 *
 * Lets one question run through the service, with a model that gives these answers and then none. It is the same code that runs in the
 * cloud, so whoever tries prompts tries what will run.
 *
 * Returns: (transfer full): `{waiting, status, body, requests}`: whether one more answer is needed, the service's answer, and what the
 *   model was asked; %NULL with %STINT_WIRE_ERROR
 */
char *
stint_trial_run (const StintPrompt *prompt,
                 int                max_tokens,
                 const char        *text,
                 gsize              length,
                 GError           **error)
{
  g_autoptr (StintAllowance) allowance = stint_memory_allowance_new ();
  g_autoptr (StintModel) model = stint_recorded_model_new ();
  g_autoptr (GVariant) trial = stint_json_parse (text, (gssize) length, error);
  g_autoptr (GVariant) question = NULL;
  g_autoptr (GVariant) answers = NULL;
  g_autofree char *event = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *log_line = NULL;
  StintAssistSetup setup = {
    .model = model, .allowance = allowance, .prompt = prompt, .calls_per_day = 1,
    .tokens_per_day = STINT_ASSIST_TOKENS_PER_DAY, .max_tokens = max_tokens,
  };
  StintService service = { .function = "assist", .min_client = "0.0.0", .metrics_name_space = "Trial", .assist = &setup };

  if (trial == NULL)
    return NULL;
  if (g_variant_is_of_type (trial, G_VARIANT_TYPE_VARDICT))
    {
      question = g_variant_lookup_value (trial, "question", NULL);
      answers = g_variant_lookup_value (trial, "answers", G_VARIANT_TYPE ("av"));
    }
  if (question == NULL)
    {
      g_set_error_literal (error, STINT_WIRE_ERROR, STINT_WIRE_ERROR_SHAPE, "There is no question in it");
      return NULL;
    }

  add_answers (STINT_RECORDED_MODEL (model), answers);
  event = make_event (question);
  answer = stint_service_handle (&service, event, strlen (event), "trial", NOW_MS, &log_line);
  return make_line (answer, STINT_RECORDED_MODEL (model));
}
