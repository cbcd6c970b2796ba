/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-runtime.h"

#include "service/stint-http.h"
#include "wire/stint-json.h"

#include <string.h>

#define VERSION "2018-06-01"
#define MAX_FAILURES 5
#define PAUSE_MS 20
#define POST_TIMEOUT_MS 10000

struct _StintRuntime
{
  StintHttp *http;
  char      *base;
  int        pause_ms;
};

/**
 * stint_runtime_new:
 * @api: host and port, as AWS_LAMBDA_RUNTIME_API says them
 *
 * Returns: (transfer full)
 */
StintRuntime *
stint_runtime_new (const char *api)
{
  StintRuntime *self = g_new0 (StintRuntime, 1);

  self->http = stint_http_new (NULL);
  self->base = g_strdup_printf ("http://%s/" VERSION "/runtime", api);
  self->pause_ms = PAUSE_MS;
  return self;
}

void
stint_runtime_free (StintRuntime *self)
{
  if (self == NULL)
    return;
  stint_http_free (self->http);
  g_free (self->base);
  g_free (self);
}

/* How long it waits after the first failure; each further one waits twice as long. */
void
stint_runtime_set_pause (StintRuntime *self,
                         int           pause_ms)
{
  self->pause_ms = pause_ms;
}

/* Waits for the next event for ever: between two of them the sandbox is frozen. */
static StintHttpResponse *
ask_next (StintRuntime *self,
          GError      **error)
{
  g_autofree char *url = g_strconcat (self->base, "/invocation/next", NULL);
  StintHttpRequest request = { .method = "GET", .url = url };
  g_autoptr (StintHttpResponse) response = stint_http_send (self->http, &request, error);

  if (response == NULL)
    return NULL;
  if (response->status == 200 && g_hash_table_contains (response->headers, "lambda-runtime-aws-request-id"))
    return g_steal_pointer (&response);

  g_set_error (error, STINT_HTTP_ERROR, STINT_HTTP_ERROR_FAILED, "The runtime answered %d without an event", response->status);
  return NULL;
}

/* Returns: the status; 0 if there was no answer */
static int
post (StintRuntime *self,
      const char   *path,
      const char   *body)
{
  static const char *const headers[] = { "Content-Type: application/json", NULL };
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  StintHttpRequest request = {
    .method = "POST", .url = url, .headers = headers,
    .body = body, .length = strlen (body), .timeout_ms = POST_TIMEOUT_MS,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (StintHttpResponse) response = stint_http_send (self->http, &request, &error);

  if (response == NULL)
    g_printerr ("runtime: %s\n", error->message);
  return response != NULL ? response->status : 0;
}

static void
post_error (StintRuntime *self,
            const char   *path,
            const char   *message)
{
  g_autoptr (GString) body = g_string_new ("{\"errorType\":\"Stint.Failure\",\"errorMessage\":");

  stint_json_append_string (body, message);
  g_string_append_c (body, '}');
  post (self, path, body->str);
}

static void
serve (StintRuntime            *self,
       const StintHttpResponse *next,
       StintRuntimeHandler      handler,
       gpointer                 data)
{
  const char *id = g_hash_table_lookup (next->headers, "lambda-runtime-aws-request-id");
  g_autofree char *answer = handler (next->body->str, next->body->len, id, data);
  g_autofree char *path = g_strdup_printf ("/invocation/%s/response", id);
  int status = post (self, path, answer);

  /* An answer that Lambda does not take, one of more than 6 MB say, would else be waited for until the time is up. */
  if (status >= 400)
    {
      g_autofree char *error_path = g_strdup_printf ("/invocation/%s/error", id);

      g_printerr ("%s runtime: the answer was refused with %d\n", id, status);
      post_error (self, error_path, "The answer was refused");
    }
}

/**
 * stint_runtime_run:
 *
 * Serves one event after the other. An answer that could not be delivered ends nothing: Lambda knows that itself.
 *
 * Returns: %FALSE, with @error set, when there were several failures in a row to get an event
 */
gboolean
stint_runtime_run (StintRuntime       *self,
                   StintRuntimeHandler handler,
                   gpointer            data,
                   GError            **error)
{
  int n_failures = 0;

  while (TRUE)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (StintHttpResponse) next = ask_next (self, &fault);

      if (next != NULL)
        {
          n_failures = 0;
          serve (self, next, handler, data);
          continue;
        }

      g_printerr ("runtime: %s\n", fault->message);
      if (++n_failures == MAX_FAILURES)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      g_usleep ((gulong) self->pause_ms * 1000 << (n_failures - 1));
    }
}

/* Tells Lambda that this environment cannot begin. */
void
stint_runtime_report_failure (StintRuntime *self,
                              const char   *message)
{
  post_error (self, "/init/error", message);
}
