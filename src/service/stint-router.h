/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"
#include "service/stint-request.h"
#include "service/stint-response.h"

G_BEGIN_DECLS

/**
 * StintHandler:
 * @call: for whom and when
 *
 * Answers one request whose sender, client and address are good. Returns: (transfer full): %NULL with any error
 */
typedef StintResponse *(*StintHandler) (StintRepository    *repository,
                                        const StintCall    *call,
                                        const StintRequest *request,
                                        GError            **error);

/**
 * StintRoute:
 * @function: which of the two functions in the cloud serves it: "sync" or "assist"
 * @resource: as API Gateway names it
 */
typedef struct
{
  const char *function;
  const char *method;
  const char *resource;
  StintHandler handler;
} StintRoute;

const StintRoute *stint_router_get_routes (gsize      *n_routes);
const StintRoute *stint_router_find       (const char *function,
                                           const char *method,
                                           const char *resource,
                                           GError    **error);

G_END_DECLS
