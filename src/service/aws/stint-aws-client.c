/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-aws-client.h"

#include "service/aws/stint-aws-endpoint.h"
#include "wire/stint-json.h"

#include <string.h>

/* Two calls that both come to nothing end before the gateway's 29 s do. */
#define MAX_TRIES 4
#define TIMEOUT_MS 3000
#define PAUSE_MS 25
#define PAUSE_MAX_MS 1000

struct _StintAwsClient
{
  StintAwsEndpoint *endpoint;
  int               timeout_ms;
  int               pause_ms;
};

G_DEFINE_QUARK (stint-aws-error-quark, stint_aws_error)

/* What AWS says when the same request may succeed a moment later. */
static const char *const passing_faults[] = {
  "InternalServerError",
  "ItemCollectionSizeLimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ServiceUnavailable",
  "ThrottlingException",
  "TransactionConflictException",
  "TransactionInProgressException",
  NULL,
};

/**
 * stint_aws_client_new:
 * @service: `dynamodb`
 * @endpoint: (nullable): where it is, `http://127.0.0.1:8000`; %NULL: where the region has it
 * @ca_file: (nullable): the authorities to trust
 *
 * Returns: (transfer full): for one thread
 */
StintAwsClient *
stint_aws_client_new (const char             *service,
                      const char             *region,
                      const char             *endpoint,
                      const char             *ca_file,
                      const StintCredentials *credentials)
{
  StintAwsClient *self = g_new0 (StintAwsClient, 1);

  self->endpoint = stint_aws_endpoint_new (service, service, region, endpoint, ca_file, credentials);
  self->timeout_ms = TIMEOUT_MS;
  self->pause_ms = PAUSE_MS;
  return self;
}

void
stint_aws_client_free (StintAwsClient *self)
{
  if (self == NULL)
    return;
  stint_aws_endpoint_free (self->endpoint);
  g_free (self);
}

/* How long an answer may take, and how long the pause before the second try may be. */
void
stint_aws_client_set_patience (StintAwsClient *self,
                               int             timeout_ms,
                               int             pause_ms)
{
  self->timeout_ms = timeout_ms;
  self->pause_ms = pause_ms;
}

/**
 * stint_aws_client_pause:
 * @n_tries: how many were in vain
 *
 * Waits for a random time up to a bound that doubles: whoever collided does not collide again.
 */
void
stint_aws_client_pause (StintAwsClient *self,
                        int             n_tries)
{
  stint_aws_endpoint_pause (self->endpoint, MIN (self->pause_ms << MIN (n_tries - 1, 10), PAUSE_MAX_MS));
}

/* Returns: (transfer full): the name of the fault that an answer tells of, without its namespace */
static char *
read_fault (GVariant *answer)
{
  const char *type = "";
  const char *hash;

  if (answer != NULL && g_variant_is_of_type (answer, G_VARIANT_TYPE_VARDICT))
    g_variant_lookup (answer, "__type", "&s", &type);
  hash = strrchr (type, '#');
  return g_strdup (hash != NULL ? hash + 1 : type);
}

/* What its message says may name a user, so only its name goes on. */
static void
set_error (StintAwsError code,
           const char   *target,
           int           status,
           const char   *fault,
           GError      **error)
{
  g_set_error (error, STINT_AWS_ERROR, code, "%s: %d %s", target, status, fault);
}

static gboolean
judge (const StintHttpResponse *response,
       const char              *target,
       GVariant                *answer,
       GError                 **error)
{
  g_autofree char *fault = read_fault (answer);

  if (response->status == 200 && answer != NULL && g_variant_is_of_type (answer, G_VARIANT_TYPE_VARDICT))
    return TRUE;

  if (g_str_equal (fault, "ConditionalCheckFailedException"))
    set_error (STINT_AWS_ERROR_CONDITION, target, response->status, fault, error);
  else if (g_str_equal (fault, "TransactionCanceledException"))
    set_error (STINT_AWS_ERROR_CANCELLED, target, response->status, fault, error);
  else if (response->status >= 500 || response->status == 429 || response->status == 200 ||
           g_strv_contains (passing_faults, fault))
    set_error (STINT_AWS_ERROR_UNAVAILABLE, target, response->status, fault, error);
  else
    set_error (STINT_AWS_ERROR_REFUSED, target, response->status, fault, error);
  return FALSE;
}

/* One try. @answer: (out) (nullable): what came, also with an error */
static gboolean
send_once (StintAwsClient *self,
           const char     *target,
           const char     *body,
           GVariant      **answer,
           GError        **error)
{
  const StintPair headers[] = { { "content-type", "application/x-amz-json-1.0" }, { "x-amz-target", target } };
  g_autoptr (GError) fault = NULL;
  g_autoptr (StintHttpResponse) response = stint_aws_endpoint_post (self->endpoint, "/", headers, G_N_ELEMENTS (headers), body,
                                                                    self->timeout_ms, &fault);

  if (response == NULL)
    {
      set_error (STINT_AWS_ERROR_UNAVAILABLE, target, 0, fault->message, error);
      return FALSE;
    }

  *answer = stint_json_parse (response->body->str, response->body->len, NULL);
  return judge (response, target, *answer, error);
}

/**
 * stint_aws_client_call:
 * @target: `DynamoDB_20120810.GetItem`
 * @body: JSON
 * @reasons: (out) (optional) (nullable): with %STINT_AWS_ERROR_CANCELLED the whole answer, which holds the reasons
 *
 * Calls, and calls again while it is no use but may be of use. What was written must therefore bear to be written twice.
 *
 * Returns: (transfer full): the answer, an object; %NULL with @error set
 */
GVariant *
stint_aws_client_call (StintAwsClient *self,
                       const char     *target,
                       const char     *body,
                       GVariant      **reasons,
                       GError        **error)
{
  for (int n_tries = 1;; n_tries++)
    {
      g_autoptr (GVariant) answer = NULL;
      g_autoptr (GError) fault = NULL;

      if (send_once (self, target, body, &answer, &fault))
        return g_steal_pointer (&answer);

      if (reasons != NULL && g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_CANCELLED))
        *reasons = g_steal_pointer (&answer);
      if (n_tries == MAX_TRIES || !g_error_matches (fault, STINT_AWS_ERROR, STINT_AWS_ERROR_UNAVAILABLE))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return NULL;
        }
      stint_aws_client_pause (self, n_tries);
    }
}
