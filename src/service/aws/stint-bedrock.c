/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-bedrock.h"

#include "service/aws/stint-converse.h"
#include "service/stint-problem.h"
#include "wire/stint-json.h"

#include <string.h>

#define MAX_TRIES 3
#define PAUSE_MS 400
/* A try for which less is left comes to nothing. */
#define MIN_TRY_MS 2000

struct _StintBedrock
{
  GObject           parent_instance;

  StintAwsEndpoint *endpoint;
  char             *path;
  int               pause_ms;
};

static void stint_bedrock_model_init (StintModelInterface *iface);

G_DEFINE_TYPE_WITH_CODE (StintBedrock, stint_bedrock, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (STINT_TYPE_MODEL, stint_bedrock_model_init))

/* What Bedrock says, what it means and whether the model may have worked for it. What is not here goes by its status. */
static const struct
{
  const char *name;
  gboolean    passes;
  gboolean    spent;
} faults[] = {
  { "AccessDeniedException", FALSE, FALSE },
  { "ResourceNotFoundException", FALSE, FALSE },
  { "ValidationException", FALSE, FALSE },
  { "InternalServerException", TRUE, FALSE },
  { "ModelErrorException", TRUE, TRUE },
  { "ModelNotReadyException", TRUE, FALSE },
  { "ModelTimeoutException", TRUE, TRUE },
  { "ServiceUnavailableException", TRUE, FALSE },
  { "ThrottlingException", TRUE, FALSE },
};

/* Returns: (transfer full): the fault's name: the header is `Name` or `Name:address`, a body may have it as `namespace#Name` */
static char *
read_fault (const StintHttpResponse *response)
{
  const char *header = g_hash_table_lookup (response->headers, "x-amzn-errortype");
  g_autoptr (GVariant) body = NULL;
  const char *type = "";
  const char *hash;

  if (header != NULL)
    return g_strndup (header, strcspn (header, ":"));
  body = stint_json_parse (response->body->str, response->body->len, NULL);
  if (body != NULL && g_variant_is_of_type (body, G_VARIANT_TYPE_VARDICT))
    g_variant_lookup (body, "__type", "&s", &type);
  hash = strrchr (type, '#');
  return g_strdup (hash != NULL ? hash + 1 : type);
}

/* The log gets the name alone: what Bedrock says beside it may quote what was sent. */
static void
log_fault (const StintCall *call,
           int              status,
           const char      *name)
{
  stint_metrics_add (call->metrics, STINT_METRIC_BEDROCK_FAULT, 1);
  g_printerr ("Bedrock: %d %.64s\n", status, name);
}

/* @passes: (out): whether another try may do. @spent: set if the model may have worked */
static void
judge (const StintHttpResponse *response,
       const StintCall         *call,
       gboolean                *passes,
       gboolean                *spent)
{
  g_autofree char *name = read_fault (response);

  *passes = response->status >= 500 || response->status == 429;
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (strcmp (faults[i].name, name) == 0)
      {
        *passes = faults[i].passes;
        *spent |= faults[i].spent;
      }
  log_fault (call, response->status, name);
}

/* One try. Returns: (transfer full) (nullable): the answer of a model */
static StintModelAnswer *
ask_once (StintBedrock    *self,
          const StintCall *call,
          const char      *body,
          int              timeout_ms,
          gboolean        *passes,
          gboolean        *spent)
{
  const StintPair headers[] = { { "content-type", "application/json" } };
  g_autoptr (GError) fault = NULL;
  g_autoptr (StintHttpResponse) response = stint_aws_endpoint_post (self->endpoint, self->path, headers, G_N_ELEMENTS (headers), body,
                                                                    timeout_ms, &fault);

  if (response == NULL)
    {
      /* It may be thinking still, and that is paid for. */
      log_fault (call, 0, g_error_matches (fault, STINT_HTTP_ERROR, STINT_HTTP_ERROR_TIMED_OUT) ? "no answer in time" : "no answer");
      *passes = TRUE;
      *spent = TRUE;
      return NULL;
    }
  if (response->status == 200)
    return stint_converse_read (response->body->str, response->body->len);
  judge (response, call, passes, spent);
  return NULL;
}

static StintModelAnswer *
bedrock_ask (StintModel               *model,
             const StintCall          *call,
             const StintModelQuestion *question,
             gboolean                 *spent,
             GError                  **error)
{
  StintBedrock *self = STINT_BEDROCK (model);
  g_autofree char *body = stint_converse_write (question);
  gint64 started_us = g_get_monotonic_time ();
  StintModelAnswer *answer = NULL;
  gboolean passes = TRUE;

  for (int n_tries = 0; answer == NULL && passes && n_tries < MAX_TRIES; n_tries++)
    {
      gint64 left_ms;

      if (n_tries > 0)
        stint_aws_endpoint_pause (self->endpoint, self->pause_ms << n_tries);
      left_ms = (question->until_us - g_get_monotonic_time ()) / 1000;
      if (left_ms < MIN_TRY_MS)
        break;
      answer = ask_once (self, call, body, (int) left_ms, &passes, spent);
    }

  stint_metrics_add (call->metrics, STINT_METRIC_BEDROCK_MS, (g_get_monotonic_time () - started_us + 500) / 1000);
  if (answer == NULL && passes)
    stint_problem_set (error, STINT_PROBLEM_UNAVAILABLE, "The language model does not answer. The same question may be asked again later.");
  else if (answer == NULL)
    stint_problem_set (error, STINT_PROBLEM_INTERNAL, "The language model refused the service's request.");
  return answer;
}

static void
stint_bedrock_finalize (GObject *object)
{
  StintBedrock *self = STINT_BEDROCK (object);

  stint_aws_endpoint_free (self->endpoint);
  g_free (self->path);
  G_OBJECT_CLASS (stint_bedrock_parent_class)->finalize (object);
}

static void
stint_bedrock_model_init (StintModelInterface *iface)
{
  iface->ask = bedrock_ask;
}

static void
stint_bedrock_class_init (StintBedrockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_bedrock_finalize;
}

static void
stint_bedrock_init (StintBedrock *self)
{
  self->pause_ms = PAUSE_MS;
}

/**
 * stint_bedrock_new:
 * @endpoint: (transfer full): of `bedrock`
 * @model_id: see stint_converse_to_path()
 *
 * Returns: (transfer full)
 */
StintModel *
stint_bedrock_new (StintAwsEndpoint *endpoint,
                   const char       *model_id)
{
  StintBedrock *self = g_object_new (STINT_TYPE_BEDROCK, NULL);

  self->endpoint = endpoint;
  self->path = stint_converse_to_path (model_id);
  return STINT_MODEL (self);
}

/* Half of the longest pause before the second try. */
void
stint_bedrock_set_pause (StintBedrock *self,
                         int           pause_ms)
{
  self->pause_ms = pause_ms;
}
