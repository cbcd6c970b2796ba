/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "store/stint-search-text.h"

/*
 * The parameters of every query, used or not: ?1 project, ?2 tag, ?3 FTS5's query, ?4 and ?5 the range in civil seconds, ?6 and ?7 the
 * range in instants, ?8 now in civil seconds, ?9 now as an instant, ?10 today's midnight, ?11 ids of series, ?12 the limit: the last one is in each of them.
 */
#define PARAMETER_TYPES "tttiiiiiiiti"

#define BLOCKS_IN(long_ones, form, from, to, reach) \
  "SELECT task FROM block WHERE deleted = 0 AND long = " long_ones " AND form = " form \
  " AND start_s > " from " - " reach " AND start_s < " to " AND end_s > " from

/* Rowids of tasks with a block in the range. */
#define WITH_BLOCK \
  "SELECT rowid FROM task WHERE id IN (" \
  BLOCKS_IN ("0", "0", "?4", "?5", "86400") " UNION ALL " BLOCKS_IN ("1", "0", "?4", "?5", "31708800") " UNION ALL " \
  BLOCKS_IN ("0", "1", "?6", "?7", "86400") " UNION ALL " BLOCKS_IN ("1", "1", "?6", "?7", "31708800") " UNION ALL " \
  BLOCKS_IN ("0", "2", "?4", "?5", "86400") " UNION ALL " BLOCKS_IN ("1", "2", "?4", "?5", "31708800") ")"

/* Rowids of series with an occurrence in the range, which whoever asks has worked out. */
#define WITH_OCCURRENCE "SELECT rowid FROM task WHERE id IN (SELECT value FROM json_each (coalesce (?11, '[]')))"

#define DUE(form, condition) \
  "SELECT rowid FROM task WHERE deleted = 0 AND deadline_form IS NOT NULL AND deadline_form = " form " AND " condition

#define WITH_DEADLINE \
  DUE ("0", "deadline_s >= ?4 AND deadline_s < ?5") " UNION ALL " \
  DUE ("1", "deadline_s >= ?6 AND deadline_s < ?7") " UNION ALL " \
  DUE ("2", "deadline_s >= ?4 AND deadline_s < ?5")

/* Open, and the deadline has passed; a day's deadline passes with the day. */
#define OPEN_DUE(form, condition) \
  "SELECT rowid FROM task WHERE state < 2 AND deadline_form IS NOT NULL AND deadline_form = " form " AND " condition

#define OVERDUE \
  OPEN_DUE ("0", "deadline_s < ?8") " UNION ALL " OPEN_DUE ("1", "deadline_s < ?9") " UNION ALL " OPEN_DUE ("2", "deadline_s < ?10")

static const char *const orders[] = {
  [STINT_TASK_SORT_CREATED] = "rowid DESC",
  [STINT_TASK_SORT_DEADLINE] = "deadline_sort, priority, rowid",
  [STINT_TASK_SORT_PRIORITY] = "priority, deadline_sort, rowid",
  [STINT_TASK_SORT_TITLE] = "title_fold, rowid",
};

static const char *const keys[] = {
  [STINT_TASK_SORT_CREATED] = "rowid",
  [STINT_TASK_SORT_DEADLINE] = "rowid, deadline_sort, priority",
  [STINT_TASK_SORT_PRIORITY] = "rowid, priority, deadline_sort",
  [STINT_TASK_SORT_TITLE] = "rowid, title_fold",
};

/* The states of data/sql/0001-records.sql that a view shows. */
static void
get_states (StintTaskView view,
            int          *first,
            int          *last)
{
  *first = 0;
  *last = 1;
  if (view == STINT_TASK_VIEW_BACKLOG)
    *last = 0;
  else if (view == STINT_TASK_VIEW_ALL)
    *last = 2;
  else if (view == STINT_TASK_VIEW_DONE)
    *first = *last = 2;
}

/* Each state is read in the order of an index, and SQLite merges them: nothing is sorted, nothing more than the limit is read. */
static char *
write_sql (const StintTaskQuery *query,
           gboolean              has_range)
{
  g_autoptr (GString) filter = g_string_new (NULL);
  g_autoptr (GString) sql = g_string_new (NULL);
  int first, last;

  if (query->project != NULL)
    g_string_append (filter, " AND project = ?1");
  if (query->tag != NULL)
    g_string_append (filter, " AND rowid IN (SELECT task FROM task_tag WHERE tag = ?2)");
  if (query->search != NULL)
    g_string_append (filter, " AND rowid IN (SELECT rowid FROM search WHERE search MATCH ?3)");
  if (query->view == STINT_TASK_VIEW_TODAY)
    g_string_append (filter, " AND rowid IN (" WITH_BLOCK " UNION ALL " WITH_DEADLINE " UNION ALL " OVERDUE " UNION ALL " WITH_OCCURRENCE ")");
  else if (has_range)
    g_string_append (filter, " AND rowid IN (" WITH_BLOCK " UNION ALL " WITH_DEADLINE " UNION ALL " WITH_OCCURRENCE ")");
  if (query->view == STINT_TASK_VIEW_OVERDUE)
    g_string_append (filter, " AND rowid IN (" OVERDUE ")");

  get_states (query->view, &first, &last);
  for (int state = first; state <= last; state++)
    g_string_append_printf (sql, "%sSELECT %s FROM task WHERE state = %d%s",
                            state > first ? " UNION ALL " : "", keys[query->sort], state, filter->str);
  g_string_append_printf (sql, " ORDER BY %s LIMIT ?12", orders[query->sort]);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static StintStatement *
start (StintDatabase        *self,
       const StintTaskQuery *query,
       const char           *match,
       guint                 limit,
       GError              **error)
{
  const char *zone = g_intern_string (query->zone);
  gint64 now_s = stint_zone_to_local (zone, query->now_s);
  int today = stint_day_of_local (now_s);
  gboolean is_today = query->view == STINT_TASK_VIEW_TODAY;
  gboolean has_range = query->from_day != 0 || query->to_day != 0;
  int from_day = is_today ? today : query->from_day;
  int to_day = is_today ? today + 1 : query->to_day;
  g_autofree char *sql = write_sql (query, has_range);

  return stint_statement_new (self, sql, PARAMETER_TYPES, error,
                              query->project, query->tag, match,
                              from_day * (gint64) STINT_DAY_S, to_day * (gint64) STINT_DAY_S,
                              stint_zone_day_start (zone, from_day), stint_zone_day_start (zone, to_day),
                              now_s, query->now_s, today * (gint64) STINT_DAY_S,
                              query->also, limit > 0 ? (gint64) limit : (gint64) - 1);
}

/**
 * stint_database_query_task_rowids:
 * @query: its now_s is an instant, in seconds since 1970 in UTC
 * @limit: at most so many; 0 for all
 *
 * By the order in which they were made the newest come first; tasks without a deadline or a priority come last.
 *
 * Returns: (transfer full) (element-type gint64): the tasks' rowids, for stint_database_read_task_rows()
 */
GArray *
stint_database_query_task_rowids (StintDatabase        *self,
                                  const StintTaskQuery *query,
                                  guint                 limit,
                                  GError              **error)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *match = query->search != NULL ? stint_search_text_make_match (query->search) : NULL;
  g_autofree char *trimmed = query->search != NULL ? g_strstrip (g_strdup (query->search)) : NULL;
  g_autoptr (StintStatement) statement = NULL;
  StintTaskQuery asked = *query;
  GError *local_error = NULL;

  /* Nothing typed finds everything; nothing that could be found, nothing. */
  if (match == NULL && trimmed != NULL && trimmed[0] != '\0')
    return g_steal_pointer (&rowids);
  if (match == NULL)
    asked.search = NULL;

  statement = start (self, &asked, match, limit, error);
  if (statement == NULL)
    return NULL;
  while (stint_statement_step (statement, &local_error))
    {
      gint64 rowid = stint_statement_get_int (statement, 0);

      g_array_append_val (rowids, rowid);
    }
  if (local_error == NULL)
    return g_steal_pointer (&rowids);
  g_propagate_error (error, local_error);
  return NULL;
}
