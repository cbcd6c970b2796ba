/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintMetric:
 *
 * What one invocation counts. CloudWatch reads them out of one line of the log.
 */
typedef enum
{
  STINT_METRIC_ASSIST_OK,
  STINT_METRIC_ASSIST_REJECTED,
  STINT_METRIC_ASSIST_REPAIR,
  STINT_METRIC_BEDROCK_FAULT,
  STINT_METRIC_BEDROCK_MS,
  STINT_METRIC_BUDGET_DENIED,
  STINT_METRIC_COLD_START,
  STINT_METRIC_DDB_FAULT,
  STINT_METRIC_DDB_MS,
  STINT_METRIC_PULL_OPS,
  STINT_METRIC_PUSH_BUSY,
  STINT_METRIC_PUSH_CONFLICT,
  STINT_METRIC_PUSH_INCONSISTENT,
  STINT_METRIC_PUSH_OK,
  STINT_METRIC_PUSH_REPLAY,
  STINT_METRIC_QUOTA_DENIED,
  STINT_METRIC_RESYNC,
  STINT_METRIC_TOKENS,
} StintMetric;
#define STINT_N_METRICS (STINT_METRIC_TOKENS + 1)

/**
 * StintMetrics:
 *
 * The counters of one invocation. A value; begins as all zeros.
 */
typedef struct
{
  gint64 counts[STINT_N_METRICS];
  gboolean is_set[STINT_N_METRICS];
} StintMetrics;

void  stint_metrics_add      (StintMetrics *self,
                              StintMetric   metric,
                              gint64        amount);
char *stint_metrics_to_line  (StintMetrics *self,
                              const char   *name_space,
                              const char   *service,
                              gint64        now_ms,
                              const char   *request_id,
                              const char   *route,
                              int           status);

G_END_DECLS
