/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/handlers/stint-handlers.h"

#include "service/stint-problem.h"
#include "service/stint-push-reader.h"

#include <string.h>

#define LIMIT_DEFAULT 50
#define LIMIT_MAX 100

static gboolean
read_limit (const StintRequest *request,
            int                *limit,
            GError            **error)
{
  const char *text = stint_request_get_query (request, "limit");
  gsize digits = text != NULL ? strspn (text, "0123456789") : 0;

  *limit = LIMIT_DEFAULT;
  if (text == NULL)
    return TRUE;
  if (digits > 0 && digits <= 3 && text[digits] == '\0')
    {
      *limit = (int) g_ascii_strtoll (text, NULL, 10);
      if (*limit >= 1 && *limit <= LIMIT_MAX)
        return TRUE;
    }

  stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "“limit” must be a number from 1 to %d.", LIMIT_MAX);
  return FALSE;
}

static gboolean
read_since (const StintRequest *request,
            StintTag           *since,
            GError            **error)
{
  const char *text = stint_request_get_query (request, "since");

  if (stint_tag_parse (text != NULL ? text : STINT_TAG_NONE, since))
    return TRUE;

  stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "“since” must be a cursor that the service gave.");
  return FALSE;
}

static char *
write_page (const StintLogPage *page)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "{\"from\":\"%s\",\"to\":\"%s\",\"head\":\"%s\",\"more\":%s,\"changes\":[",
                          page->from.text, page->to.text, page->head.text, page->more ? "true" : "false");
  for (guint i = 0; i < page->entries->len; i++)
    {
      const StintLogEntry *entry = page->entries->pdata[i];

      g_string_append_printf (out, "%s{\"tag\":\"%s\",\"device\":\"%s\",\"ops\":%s}",
                              i > 0 ? "," : "", entry->tag.text, entry->device, entry->ops);
    }
  g_string_append (out, "]}");

  return g_string_free (out, FALSE);
}

static gboolean
is_resync (const GError *error)
{
  return g_error_matches (error, STINT_PROBLEM, STINT_PROBLEM_EXPIRED) ||
         g_error_matches (error, STINT_PROBLEM, STINT_PROBLEM_DIVERGED) ||
         g_error_matches (error, STINT_PROBLEM, STINT_PROBLEM_ERASED);
}

/* GET /changes?since=&limit= */
StintResponse *
stint_handle_pull (StintRepository    *repository,
                   const StintCall    *call,
                   const StintRequest *request,
                   GError            **error)
{
  g_autoptr (StintLogPage) page = NULL;
  g_autoptr (GError) fault = NULL;
  StintTag since;
  int limit;

  if (!read_since (request, &since, error) || !read_limit (request, &limit, error))
    return NULL;

  page = stint_repository_pull (repository, call, &since, limit, &fault);
  if (page == NULL)
    {
      if (is_resync (fault))
        stint_metrics_add (call->metrics, STINT_METRIC_RESYNC, 1);
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }

  stint_metrics_add (call->metrics, STINT_METRIC_PULL_OPS, page->entries->len);
  return stint_response_new_take (200, write_page (page));
}

static void
count_push (const StintCall *call,
            gboolean         replayed,
            const GError    *fault)
{
  if (fault == NULL)
    stint_metrics_add (call->metrics, replayed ? STINT_METRIC_PUSH_REPLAY : STINT_METRIC_PUSH_OK, 1);
  else if (g_error_matches (fault, STINT_PROBLEM, STINT_PROBLEM_CONFLICT))
    stint_metrics_add (call->metrics, STINT_METRIC_PUSH_CONFLICT, 1);
  else if (g_error_matches (fault, STINT_PROBLEM, STINT_PROBLEM_BUSY))
    stint_metrics_add (call->metrics, STINT_METRIC_PUSH_BUSY, 1);
  else if (g_error_matches (fault, STINT_PROBLEM, STINT_PROBLEM_INCONSISTENT))
    stint_metrics_add (call->metrics, STINT_METRIC_PUSH_INCONSISTENT, 1);
  else if (is_resync (fault))
    stint_metrics_add (call->metrics, STINT_METRIC_RESYNC, 1);
}

/* Pushes, and counts what came of it. */
gboolean
stint_handler_push (StintRepository *repository,
                    const StintCall *call,
                    const StintPush *push,
                    StintTag        *tag,
                    gboolean        *replayed,
                    GError         **error)
{
  g_autoptr (GError) fault = NULL;
  gboolean done = stint_repository_push (repository, call, push, tag, replayed, &fault);

  count_push (call, done && *replayed, fault);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&fault));
  return done;
}

/* POST /changes */
StintResponse *
stint_handle_push (StintRepository    *repository,
                   const StintCall    *call,
                   const StintRequest *request,
                   GError            **error)
{
  g_autoptr (StintPush) push = stint_push_read_changes (request, error);
  gboolean replayed = FALSE;
  StintTag tag;

  if (push == NULL || !stint_handler_push (repository, call, push, &tag, &replayed, error))
    return NULL;

  return stint_response_new_take (200, g_strdup_printf ("{\"v\":\"%s\",\"replayed\":%s}",
                                                        tag.text, replayed ? "true" : "false"));
}
