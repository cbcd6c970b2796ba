/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-aws-client.h"

#include "service/stint-http.h"
#include "wire/stint-json.h"

#include <string.h>

/* Two calls that both come to nothing end before the gateway's 29 s do. */
#define MAX_TRIES 4
#define TIMEOUT_MS 3000
#define PAUSE_MS 25
#define PAUSE_MAX_MS 1000

struct _StintAwsClient
{
  StintHttp       *http;
  char            *service;
  char            *region;
  char            *url;
  char            *host;
  StintCredentials credentials;
  GRand           *rand;
  int              timeout_ms;
  int              pause_ms;
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
  g_autofree char *base = endpoint != NULL ? g_strdup (endpoint) : g_strdup_printf ("https://%s.%s.amazonaws.com", service, region);
  const char *scheme_end = strstr (base, "://");
  const char *host = scheme_end != NULL ? scheme_end + strlen ("://") : base;

  self->http = stint_http_new (ca_file);
  self->service = g_strdup (service);
  self->region = g_strdup (region);
  self->host = g_strndup (host, strcspn (host, "/"));
  self->url = g_strdup_printf ("%.*s/", (int) (host - base + strcspn (host, "/")), base);
  self->credentials.access_key = g_strdup (credentials->access_key);
  self->credentials.secret_key = g_strdup (credentials->secret_key);
  self->credentials.session_token = g_strdup (credentials->session_token);
  self->rand = g_rand_new ();
  self->timeout_ms = TIMEOUT_MS;
  self->pause_ms = PAUSE_MS;
  return self;
}

void
stint_aws_client_free (StintAwsClient *self)
{
  if (self == NULL)
    return;
  stint_http_free (self->http);
  g_free (self->service);
  g_free (self->region);
  g_free (self->url);
  g_free (self->host);
  g_free (self->credentials.access_key);
  g_free (self->credentials.secret_key);
  g_free (self->credentials.session_token);
  g_rand_free (self->rand);
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
  int bound_ms = MIN (self->pause_ms << MIN (n_tries - 1, 10), PAUSE_MAX_MS);

  g_usleep (g_rand_int_range (self->rand, 0, MAX (bound_ms, 1) * 1000));
}

static GStrv
make_headers (StintAwsClient *self,
              const char     *target,
              const char     *body)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *amz_date = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *authorization = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  StintPair pairs[] = {
    { "content-type", "application/x-amz-json-1.0" },
    { "host", self->host },
    { "x-amz-date", amz_date },
    { "x-amz-target", target },
    { "x-amz-security-token", self->credentials.session_token },
  };
  StintSignedRequest request = {
    .method = "POST", .path = "/", .headers = pairs, .payload = body, .length = strlen (body),
    .region = self->region, .service = self->service, .amz_date = amz_date,
  };

  request.n_headers = G_N_ELEMENTS (pairs) - (self->credentials.session_token == NULL);
  authorization = stint_sigv4_authorization (&request, &self->credentials);

  for (gsize i = 0; i < request.n_headers; i++)
    {
      g_autofree char *line = g_strconcat (pairs[i].name, ": ", pairs[i].value, NULL);

      g_strv_builder_add (builder, line);
    }
  g_strv_builder_add_many (builder, "accept: application/json", NULL);
  {
    g_autofree char *line = g_strconcat ("authorization: ", authorization, NULL);

    g_strv_builder_add (builder, line);
  }
  return g_strv_builder_end (builder);
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
  g_auto (GStrv) headers = make_headers (self, target, body);
  g_autoptr (StintHttpResponse) response = NULL;
  g_autoptr (GError) fault = NULL;
  StintHttpRequest request = {
    .method = "POST", .url = self->url, .headers = (const char *const *) headers,
    .body = body, .length = strlen (body), .timeout_ms = self->timeout_ms,
  };

  response = stint_http_send (self->http, &request, &fault);
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
