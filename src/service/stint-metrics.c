/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/stint-metrics.h"

#include "wire/stint-json.h"

static const struct
{
  const char *name;
  const char *unit;
} metrics[STINT_N_METRICS] = {
  [STINT_METRIC_ASSIST_OK] = { "AssistOk", "Count" },
  [STINT_METRIC_ASSIST_REJECTED] = { "AssistRejected", "Count" },
  [STINT_METRIC_ASSIST_REPAIR] = { "AssistRepair", "Count" },
  [STINT_METRIC_BEDROCK_FAULT] = { "BedrockFault", "Count" },
  [STINT_METRIC_BEDROCK_MS] = { "BedrockMs", "Milliseconds" },
  [STINT_METRIC_BUDGET_DENIED] = { "BudgetDenied", "Count" },
  [STINT_METRIC_COLD_START] = { "ColdStart", "Count" },
  [STINT_METRIC_DDB_FAULT] = { "DdbFault", "Count" },
  [STINT_METRIC_DDB_MS] = { "DdbMs", "Milliseconds" },
  [STINT_METRIC_PULL_OPS] = { "PullOps", "Count" },
  [STINT_METRIC_PUSH_BUSY] = { "PushBusy", "Count" },
  [STINT_METRIC_PUSH_CONFLICT] = { "PushConflict", "Count" },
  [STINT_METRIC_PUSH_INCONSISTENT] = { "PushInconsistent", "Count" },
  [STINT_METRIC_PUSH_OK] = { "PushOk", "Count" },
  [STINT_METRIC_PUSH_REPLAY] = { "PushReplay", "Count" },
  [STINT_METRIC_QUOTA_DENIED] = { "QuotaDenied", "Count" },
  [STINT_METRIC_RESYNC] = { "Resync", "Count" },
  [STINT_METRIC_TOKENS] = { "Tokens", "Count" },
};

static void
append_text_member (GString    *out,
                    const char *name,
                    const char *value)
{
  g_string_append_printf (out, ",\"%s\":", name);
  stint_json_append_string (out, value);
}

/* @self: (nullable): nobody counts */
void
stint_metrics_add (StintMetrics *self,
                   StintMetric   metric,
                   gint64        amount)
{
  if (self == NULL)
    return;
  self->counts[metric] += amount;
  self->is_set[metric] = TRUE;
}

/**
 * stint_metrics_to_line:
 * @service: the one dimension; a dimension of many values, a user say, would be billed by each value
 * @request_id: (nullable): of the API's request
 * @route: the router's pattern, not the path: that holds ids
 *
 * Returns: (transfer full): one line in CloudWatch's embedded metric format
 */
char *
stint_metrics_to_line (StintMetrics *self,
                       const char   *name_space,
                       const char   *service,
                       gint64        now_ms,
                       const char   *request_id,
                       const char   *route,
                       int           status)
{
  GString *out = g_string_new ("{\"_aws\":{");
  gboolean first = TRUE;

  g_string_append_printf (out, "\"Timestamp\":%" G_GINT64_FORMAT ",\"CloudWatchMetrics\":[{\"Namespace\":", now_ms);
  stint_json_append_string (out, name_space);
  g_string_append (out, ",\"Dimensions\":[[\"Service\"]],\"Metrics\":[");
  for (guint i = 0; i < STINT_N_METRICS; i++)
    if (self->is_set[i])
      {
        g_string_append_printf (out, "%s{\"Name\":\"%s\",\"Unit\":\"%s\"}",
                                first ? "" : ",", metrics[i].name, metrics[i].unit);
        first = FALSE;
      }
  g_string_append (out, "]}]}");

  append_text_member (out, "Service", service);
  for (guint i = 0; i < STINT_N_METRICS; i++)
    if (self->is_set[i])
      g_string_append_printf (out, ",\"%s\":%" G_GINT64_FORMAT, metrics[i].name, self->counts[i]);
  append_text_member (out, "requestId", request_id != NULL ? request_id : "");
  append_text_member (out, "route", route);
  g_string_append_printf (out, ",\"status\":%d}", status);

  return g_string_free (out, FALSE);
}
