/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-response.h"

#include "service/stint-problem.h"
#include "wire/stint-json.h"

#include <string.h>

/* @body: (transfer full): JSON */
StintResponse *
stint_response_new_take (int   status,
                         char *body)
{
  StintResponse *self = g_new0 (StintResponse, 1);

  self->status = status;
  self->content_type = "application/json";
  self->body = body;
  return self;
}

/* @request_id: (nullable) */
StintResponse *
stint_response_new_problem (const GError *error,
                            const char   *request_id)
{
  StintResponse *self = stint_response_new_take (stint_problem_get_status (error), stint_problem_to_json (error, request_id));

  self->content_type = "application/problem+json";
  self->retry_after_s = stint_problem_get_retry_after (error);
  return self;
}

void
stint_response_free (StintResponse *self)
{
  if (self == NULL)
    return;
  g_free (self->body);
  g_free (self);
}

/* Returns: (transfer full): what API Gateway's proxy integration makes an answer of */
char *
stint_response_to_event (const StintResponse *self)
{
  GString *out = g_string_sized_new (strlen (self->body) * 5 / 4 + 256);

  g_string_append_printf (out,
                          "{\"statusCode\":%d,\"headers\":{\"Content-Type\":\"%s\",\"Cache-Control\":\"no-store\"",
                          self->status, self->content_type);
  if (self->retry_after_s > 0)
    g_string_append_printf (out, ",\"Retry-After\":\"%d\"", self->retry_after_s);
  g_string_append (out, "},\"isBase64Encoded\":false,\"body\":");
  stint_json_append_string (out, self->body);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
