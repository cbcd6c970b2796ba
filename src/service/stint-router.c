/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-router.h"

#include "service/handlers/stint-handlers.h"
#include "service/stint-problem.h"

#include <string.h>

/* GET /meta is not here: API Gateway answers it by itself. */
static const StintRoute routes[] = {
  { "sync", "GET", "/changes", stint_handle_pull },
  { "sync", "POST", "/changes", stint_handle_push },
  { "sync", "GET", "/snapshot", stint_handle_snapshot },
  { "sync", "GET", "/tasks", stint_handle_list_tasks },
  { "sync", "POST", "/tasks", stint_handle_make_task },
  { "sync", "GET", "/tasks/{id}", stint_handle_find_task },
  { "sync", "GET", "/me", stint_handle_describe },
  { "sync", "DELETE", "/me", stint_handle_erase },
  { "assist", "GET", "/assist", stint_handle_quota },
  { "assist", "POST", "/assist", stint_handle_assist },
};

const StintRoute *
stint_router_get_routes (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

/**
 * stint_router_find:
 * @function: the function that runs
 *
 * Returns: the route; %NULL with %STINT_PROBLEM_NOT_FOUND or _METHOD
 */
const StintRoute *
stint_router_find (const char *function,
                   const char *method,
                   const char *resource,
                   GError    **error)
{
  gboolean known = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (strcmp (routes[i].function, function) != 0 || strcmp (routes[i].resource, resource) != 0)
        continue;
      if (strcmp (routes[i].method, method) == 0)
        return &routes[i];
      known = TRUE;
    }

  if (known)
    stint_problem_set (error, STINT_PROBLEM_METHOD, "This address has no such method.");
  else
    stint_problem_set (error, STINT_PROBLEM_NOT_FOUND, "There is no such address.");
  return NULL;
}
