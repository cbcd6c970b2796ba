/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/handlers/stint-handlers.h"

#include "core/stint-id.h"
#include "core/stint-time.h"
#include "service/stint-problem.h"
#include "service/stint-push-reader.h"

#include <string.h>

#define MAX_DAYS 366

/* Whether @to is not before @from, and not too long after. Both are dates. */
static gboolean
check_days (const char *from,
            const char *to)
{
  StintTime first;
  StintTime last;
  int days;

  stint_time_parse (from, &first, NULL);
  stint_time_parse (to, &last, NULL);
  days = stint_time_get_day (&last) - stint_time_get_day (&first);
  return days >= 0 && days < MAX_DAYS;
}

static gboolean
check_cursor (const char *cursor,
              const char *from,
              const char *to)
{
  g_autofree char *day = NULL;
  const char *id;
  StintKind kind;

  return stint_day_cursor_parse (cursor, &day, &kind, &id) && strcmp (day, from) >= 0 && strcmp (day, to) <= 0;
}

/* GET /tasks?from=&to=&cursor=: the blocks and open tasks of those days, as the index has them: a moment behind, perhaps. */
StintResponse *
stint_handle_list_tasks (StintRepository    *repository,
                         const StintCall    *call,
                         const StintRequest *request,
                         GError            **error)
{
  const char *from = stint_request_get_query (request, "from");
  const char *to = stint_request_get_query (request, "to");
  const char *cursor = stint_request_get_query (request, "cursor");
  g_autoptr (StintStoredPage) page = NULL;
  GString *out;

  if (!stint_day_text_is_valid (from) || !stint_day_text_is_valid (to) || !check_days (from, to))
    {
      stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST,
                         "“from” and “to” must be dates such as 2026-11-23, at most %d days.", MAX_DAYS);
      return NULL;
    }
  if (cursor != NULL && !check_cursor (cursor, from, to))
    {
      stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "“cursor” must be one that these days gave.");
      return NULL;
    }

  page = stint_repository_list_days (repository, call, from, to, cursor, error);
  if (page == NULL)
    return NULL;

  out = g_string_new ("{");
  stint_handler_append_records (out, page->records);
  g_string_append_c (out, ',');
  stint_handler_append_cursor (out, page->cursor);
  g_string_append_c (out, '}');
  return stint_response_new_take (200, g_string_free (out, FALSE));
}

/* GET /tasks/{id} */
StintResponse *
stint_handle_find_task (StintRepository    *repository,
                        const StintCall    *call,
                        const StintRequest *request,
                        GError            **error)
{
  const char *id = stint_request_get_path_parameter (request, "id");
  g_autoptr (StintStored) task = NULL;
  GString *out;

  if (!stint_id_is_valid (id))
    {
      stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "A task's id is a UUID in lower case.");
      return NULL;
    }

  task = stint_repository_find (repository, call, STINT_KIND_TASK, id, error);
  if (task == NULL)
    return NULL;

  out = g_string_new (NULL);
  stint_stored_append_json (task, out);
  return stint_response_new_take (200, g_string_free (out, FALSE));
}

/* POST /tasks {"id"?, "data"} */
StintResponse *
stint_handle_make_task (StintRepository    *repository,
                        const StintCall    *call,
                        const StintRequest *request,
                        GError            **error)
{
  g_autoptr (StintPush) push = stint_push_read_task (request, error);
  gboolean replayed = FALSE;
  const StintOp *op;
  StintTag tag;

  if (push == NULL || !stint_handler_push (repository, call, push, &tag, &replayed, error))
    return NULL;

  op = push->ops->pdata[0];
  return stint_response_new_take (replayed ? 200 : 201,
                                  g_strdup_printf ("{\"id\":\"%s\",\"v\":\"%s\"}", op->record.id, tag.text));
}
