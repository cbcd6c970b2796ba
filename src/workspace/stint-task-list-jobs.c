/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-cache.h"
#include "workspace/stint-task-list-private.h"

void
stint_task_list_ask_free (gpointer data)
{
  StintTaskListAsk *self = data;

  g_clear_pointer (&self->query, stint_task_query_free);
  g_clear_pointer (&self->old, g_array_unref);
  g_clear_pointer (&self->again, g_array_unref);
  g_free (self);
}

void
stint_task_list_answer_free (gpointer data)
{
  StintTaskListAnswer *self = data;

  g_clear_pointer (&self->rowids, g_array_unref);
  g_clear_pointer (&self->read, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static inline gint64
rowid_at (GArray *rowids,
          guint   position)
{
  return g_array_index (rowids, gint64, position);
}

/* Finds the one stretch outside of which both lists are the same. */
static void
compare (StintTaskListAnswer *answer,
         GArray              *old)
{
  GArray *new = answer->rowids;
  guint shorter = MIN (old->len, new->len);
  guint n_before = 0, n_after = 0;

  while (n_before < shorter && rowid_at (old, n_before) == rowid_at (new, n_before))
    n_before++;
  while (n_after < shorter - n_before && rowid_at (old, old->len - 1 - n_after) == rowid_at (new, new->len - 1 - n_after))
    n_after++;

  answer->position = n_before;
  answer->n_removed = old->len - n_before - n_after;
  answer->n_added = new->len - n_before - n_after;
}

static gboolean
read_rows (StintTaskListAnswer *answer,
           StintDatabase       *database,
           GError             **error)
{
  answer->rows = stint_database_read_task_rows (database, (const gint64 *) (gpointer) answer->read->data, answer->read->len, error);
  return answer->rows != NULL && stint_series_cache_add_next (database, answer->rows, error);
}

/* Asks which tasks there are, and reads with them what the list shows next: the rows that changed, and the new ones if they are few. */
gpointer
stint_task_list_ask_job (StintDatabase *database,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  StintTaskListAsk *ask = data;
  StintTaskListAnswer *answer = g_new0 (StintTaskListAnswer, 1);

  if (stint_series_cache_ask (database, ask->query, error))
    answer->rowids = stint_database_query_task_rowids (database, ask->query, ask->limit, error);
  if (answer->rowids == NULL)
    {
      stint_task_list_answer_free (answer);
      return NULL;
    }
  answer->is_whole = ask->limit == 0 || answer->rowids->len < ask->limit;
  compare (answer, ask->old);

  answer->read = g_array_ref (ask->again);
  if (answer->n_added > 0 && answer->n_added <= STINT_TASK_LIST_PAGE)
    g_array_append_vals (answer->read, &g_array_index (answer->rowids, gint64, answer->position), answer->n_added);
  if (!read_rows (answer, database, error))
    {
      stint_task_list_answer_free (answer);
      return NULL;
    }
  return answer;
}

gpointer
stint_task_list_read_job (StintDatabase *database,
                          gpointer       data,
                          GCancellable  *cancellable,
                          GError       **error)
{
  StintTaskListAnswer *answer = g_new0 (StintTaskListAnswer, 1);

  answer->read = g_array_ref (data);
  if (!read_rows (answer, database, error))
    {
      stint_task_list_answer_free (answer);
      return NULL;
    }
  return answer;
}
