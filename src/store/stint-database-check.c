/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "Stint"

#include "store/stint-database-private.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* Each counts what is derived and wrong; all are 0 in a database that is as it should be. */
static const struct
{
  const char *sql;
  const char *sentence;
} checks[] = {
  {
    "SELECT count(*) FROM task t LEFT JOIN"
    " (SELECT task, count(*) AS n, sum (form = 2) AS n_all_day, sum (minutes) AS planned, sum (minutes * done) AS done"
    "  FROM block WHERE deleted = 0 GROUP BY task) b ON b.task = t.id"
    " WHERE (t.n_blocks, t.n_all_day, t.planned_min, t.done_min)"
    "  IS NOT (coalesce (b.n, 0), coalesce (b.n_all_day, 0), coalesce (b.planned, 0), coalesce (b.done, 0))",
    N_("The planned or done minutes of a task are not those of its blocks."),
  },
  {
    "SELECT (SELECT n FROM count WHERE kind = 'task') <> (SELECT count(*) FROM task WHERE deleted = 0)"
    " OR (SELECT n FROM count WHERE kind = 'block') <> (SELECT count(*) FROM block WHERE deleted = 0)"
    " OR (SELECT n FROM count WHERE kind = 'project') <> (SELECT count(*) FROM project WHERE deleted = 0)",
    N_("The number of tasks, blocks or projects that is kept is not the number there is."),
  },
  {
    "SELECT count(*) FROM block b LEFT JOIN task t ON t.id = b.task AND t.deleted = 0 WHERE b.deleted = 0 AND t.id IS NULL",
    N_("A block has no task."),
  },
  {
    "SELECT (SELECT count(*) FROM search) <> (SELECT count(*) FROM task WHERE deleted = 0)",
    N_("The search index does not hold every task."),
  },
};

static gboolean
check_pages (StintDatabase *self,
             GString       *faults,
             GError       **error)
{
  g_autoptr (StintStatement) statement = stint_statement_new (self, "PRAGMA integrity_check (20)", "", error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (stint_statement_step (statement, &local_error))
    if (g_strcmp0 (stint_statement_get_text (statement, 0), "ok") != 0)
      g_string_append_printf (faults, "%s\n", stint_statement_get_text (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/**
 * stint_database_check:
 * @report: (out) (transfer full): what was looked at, or what is wrong, a line each
 * @error: %STINT_STORE_ERROR_DAMAGED
 *
 * Reads everything: slow.
 *
 * Returns: whether all is well
 */
gboolean
stint_database_check (StintDatabase *self,
                      char         **report,
                      GError       **error)
{
  g_autoptr (GString) faults = g_string_new (NULL);
  gint64 n;

  *report = NULL;
  if (!check_pages (self, faults, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (!stint_database_read_int (self, checks[i].sql, &n, error))
        return FALSE;
      if (n != 0)
        g_string_append_printf (faults, "%s\n", _(checks[i].sentence));
    }

  if (faults->len > 0)
    {
      *report = g_strdup (faults->str);
      stint_store_error_set (error, self->path, SQLITE_CORRUPT, g_strstrip (faults->str));
      return FALSE;
    }
  *report = g_strdup_printf (_("All is well. Tasks: %" PRId64 ", blocks: %" PRId64 ", projects: %" PRId64 "."),
                             stint_database_count (self, STINT_KIND_TASK, NULL),
                             stint_database_count (self, STINT_KIND_BLOCK, NULL),
                             stint_database_count (self, STINT_KIND_PROJECT, NULL));
  return TRUE;
}
