/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-service.h"

#include "service/stint-problem.h"
#include "service/stint-router.h"

#include <string.h>

static gboolean
check_sender (StintService       *self,
              const StintRequest *request,
              GError            **error)
{
  if (request->user == NULL)
    {
      stint_problem_set (error, STINT_PROBLEM_NO_USER, "The token names no user.");
      return FALSE;
    }
  if (self->client_id != NULL && g_strcmp0 (request->client_id, self->client_id) != 0)
    {
      stint_problem_set (error, STINT_PROBLEM_CLIENT, "The token was given to another client than this service's.");
      return FALSE;
    }
  return stint_request_check_client (request, self->min_client, error);
}

/* @route: (out) (nullable): for the log, also if the rest fails */
static StintResponse *
answer (StintService       *self,
        const StintRequest *request,
        gint64              now_ms,
        StintMetrics       *metrics,
        const StintRoute  **route,
        GError            **error)
{
  StintCall call = { .user = request->user, .now_ms = now_ms, .metrics = metrics, .assist = self->assist };

  *route = stint_router_find (self->function, request->method, request->resource, error);
  if (*route == NULL || !check_sender (self, request, error))
    return NULL;

  return (*route)->handler (self->repository, &call, request, error);
}

/* What goes wrong inside says so in the log; what a caller did wrong is in the answer, and may hold what a person wrote. */
static void
log_fault (const GError *error,
           const char   *request_id)
{
  if (stint_problem_get_status (error) >= 500)
    g_printerr ("%s %s %d: %s\n", request_id, g_quark_to_string (error->domain), error->code, error->message);
}

/**
 * stint_service_handle:
 * @event: what the gateway sent, @length bytes
 * @invocation_id: the runtime's name for this invocation, used where the event has none
 * @metrics_line: (out): one line for the log
 *
 * Returns: (transfer full): what the gateway shall answer; there always is something
 */
char *
stint_service_handle (StintService *self,
                      const char   *event,
                      gsize         length,
                      const char   *invocation_id,
                      gint64        now_ms,
                      char        **metrics_line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRequest) request = stint_request_new_from_event (event, length, &error);
  g_autoptr (StintResponse) response = NULL;
  const char *request_id = request != NULL && request->request_id != NULL ? request->request_id : invocation_id;
  const StintRoute *route = NULL;
  StintMetrics metrics = { 0 };
  g_autofree char *route_name = NULL;

  if (!self->warm)
    stint_metrics_add (&metrics, STINT_METRIC_COLD_START, 1);
  self->warm = TRUE;

  if (request != NULL)
    response = answer (self, request, now_ms, &metrics, &route, &error);
  if (response == NULL)
    {
      log_fault (error, request_id);
      response = stint_response_new_problem (error, request_id);
    }

  route_name = route != NULL ? g_strdup_printf ("%s %s", route->method, route->resource) : g_strdup ("unknown");
  *metrics_line = stint_metrics_to_line (&metrics, self->metrics_name_space, self->function, now_ms, request_id,
                                         route_name, response->status);
  return stint_response_to_event (response);
}
