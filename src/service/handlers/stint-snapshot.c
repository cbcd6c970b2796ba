/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "service/handlers/stint-handlers.h"

#include "service/stint-problem.h"

void
stint_handler_append_records (GString   *out,
                              GPtrArray *records)
{
  g_string_append (out, "\"records\":[");
  for (guint i = 0; i < records->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      stint_stored_append_json (records->pdata[i], out);
    }
  g_string_append_c (out, ']');
}

/* @cursor: (nullable) */
void
stint_handler_append_cursor (GString    *out,
                             const char *cursor)
{
  if (cursor != NULL)
    g_string_append_printf (out, "\"cursor\":\"%s\"", cursor);
  else
    g_string_append (out, "\"cursor\":null");
}

/*
 * GET /snapshot?cursor=: every record, tombstones too. The head is read before the records: what is pushed while a client walks
 * through the pages comes again when it pulls from the first page's head, and never is stepped over.
 */
StintResponse *
stint_handle_snapshot (StintRepository    *repository,
                       const StintCall    *call,
                       const StintRequest *request,
                       GError            **error)
{
  const char *cursor = stint_request_get_query (request, "cursor");
  g_autoptr (StintStoredPage) page = NULL;
  StintHead head;
  StintKind kind;
  const char *id;
  GString *out;

  if (cursor != NULL && !stint_cursor_parse (cursor, &kind, &id))
    {
      stint_problem_set (error, STINT_PROBLEM_INVALID_REQUEST, "“cursor” must be one that a snapshot gave.");
      return NULL;
    }

  if (!stint_repository_read_head (repository, call, &head, error))
    return NULL;
  page = stint_repository_snapshot (repository, call, cursor, error);
  if (page == NULL)
    return NULL;

  out = g_string_new (NULL);
  g_string_append_printf (out, "{\"head\":\"%s\",\"count\":%" G_GINT64_FORMAT ",", head.tag.text, head.n_records);
  stint_handler_append_records (out, page->records);
  g_string_append_c (out, ',');
  stint_handler_append_cursor (out, page->cursor);
  g_string_append_c (out, '}');
  return stint_response_new_take (200, g_string_free (out, FALSE));
}
