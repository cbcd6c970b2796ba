/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/aws/stint-aws-endpoint.h"

#include <string.h>

#define MAX_HEADERS 8

struct _StintAwsEndpoint
{
  StintHttp       *http;
  char            *service;
  char            *region;
  char            *origin;
  char            *host;
  StintCredentials credentials;
  GRand           *rand;
};

/**
 * stint_aws_endpoint_new:
 * @service: as a signature names it: `dynamodb`, `bedrock`
 * @host_name: as its host is called: `dynamodb`, `bedrock-runtime`
 * @url: (nullable): where it is, `http://127.0.0.1:8000`; %NULL: where the region has it
 * @ca_file: (nullable): the authorities to trust
 *
 * Returns: (transfer full)
 */
StintAwsEndpoint *
stint_aws_endpoint_new (const char             *service,
                        const char             *host_name,
                        const char             *region,
                        const char             *url,
                        const char             *ca_file,
                        const StintCredentials *credentials)
{
  StintAwsEndpoint *self = g_new0 (StintAwsEndpoint, 1);
  g_autofree char *base = url != NULL ? g_strdup (url) : g_strdup_printf ("https://%s.%s.amazonaws.com", host_name, region);
  const char *scheme_end = strstr (base, "://");
  const char *host = scheme_end != NULL ? scheme_end + strlen ("://") : base;

  self->http = stint_http_new (ca_file);
  self->service = g_strdup (service);
  self->region = g_strdup (region);
  self->host = g_strndup (host, strcspn (host, "/"));
  self->origin = g_strndup (base, host - base + strlen (self->host));
  self->credentials.access_key = g_strdup (credentials->access_key);
  self->credentials.secret_key = g_strdup (credentials->secret_key);
  self->credentials.session_token = g_strdup (credentials->session_token);
  self->rand = g_rand_new ();
  return self;
}

void
stint_aws_endpoint_free (StintAwsEndpoint *self)
{
  if (self == NULL)
    return;
  stint_http_free (self->http);
  g_free (self->service);
  g_free (self->region);
  g_free (self->origin);
  g_free (self->host);
  g_free (self->credentials.access_key);
  g_free (self->credentials.secret_key);
  g_free (self->credentials.session_token);
  g_rand_free (self->rand);
  g_free (self);
}

/* Waits for a random time up to a bound: whoever collided does not collide again. */
void
stint_aws_endpoint_pause (StintAwsEndpoint *self,
                          int               bound_ms)
{
  g_usleep (g_rand_int_range (self->rand, 0, MAX (bound_ms, 1) * 1000));
}

static void
add_line (GStrvBuilder *builder,
          const char   *name,
          const char   *value)
{
  g_autofree char *line = g_strconcat (name, ": ", value, NULL);

  g_strv_builder_add (builder, line);
}

/* @more: headers of the service's own, which are signed as well */
static GStrv
make_headers (StintAwsEndpoint *self,
              const char       *path,
              const StintPair  *more,
              gsize             n_more,
              const char       *body)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *amz_date = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *authorization = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  StintPair pairs[MAX_HEADERS] = { { "host", self->host }, { "x-amz-date", amz_date } };
  StintSignedRequest request = {
    .method = "POST", .path = path, .headers = pairs, .n_headers = 2, .payload = body, .length = strlen (body),
    .region = self->region, .service = self->service, .amz_date = amz_date,
  };

  g_assert (n_more + 3 <= MAX_HEADERS);
  for (gsize i = 0; i < n_more; i++)
    pairs[request.n_headers++] = more[i];
  if (self->credentials.session_token != NULL)
    pairs[request.n_headers++] = (StintPair) { "x-amz-security-token", self->credentials.session_token }
  ;
  authorization = stint_sigv4_authorization (&request, &self->credentials);

  for (gsize i = 0; i < request.n_headers; i++)
    add_line (builder, pairs[i].name, pairs[i].value);
  add_line (builder, "accept", "application/json");
  add_line (builder, "authorization", authorization);
  return g_strv_builder_end (builder);
}

/**
 * stint_aws_endpoint_post:
 * @path: percent-encoded once
 * @headers: (array length=n_headers): beside host, date, token and signature
 * @body: JSON
 * @error: %STINT_HTTP_ERROR
 *
 * Returns: (transfer full): whatever came
 */
StintHttpResponse *
stint_aws_endpoint_post (StintAwsEndpoint *self,
                         const char       *path,
                         const StintPair  *headers,
                         gsize             n_headers,
                         const char       *body,
                         int               timeout_ms,
                         GError          **error)
{
  g_auto (GStrv) lines = make_headers (self, path, headers, n_headers, body);
  g_autofree char *url = g_strconcat (self->origin, path, NULL);
  StintHttpRequest request = {
    .method = "POST", .url = url, .headers = (const char *const *) lines,
    .body = body, .length = strlen (body), .timeout_ms = timeout_ms,
  };

  return stint_http_send (self->http, &request, error);
}
