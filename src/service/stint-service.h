/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "service/ports/stint-repository.h"

G_BEGIN_DECLS

/**
 * StintService:
 * @function: "sync" or "assist": which routes it has
 * @client_id: (nullable): the only client whose tokens count; %NULL: any of the pool
 * @min_client: the oldest version of the application that is served
 * @metrics_name_space: where CloudWatch files what is counted
 * @repository: (nullable): of sync
 * @assist: (nullable): of the assistant
 * @warm: an invocation was served before
 *
 * All that outlives an invocation. What it points to is borrowed.
 */
typedef struct
{
  const char *function;
  const char *client_id;
  const char *min_client;
  const char *metrics_name_space;
  StintRepository *repository;
  const StintAssistSetup *assist;
  gboolean warm;
} StintService;

char *stint_service_handle (StintService *self,
                            const char   *event,
                            gsize         length,
                            const char   *invocation_id,
                            gint64        now_ms,
                            char        **metrics_line);

G_END_DECLS
