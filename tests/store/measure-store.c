/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Prints what the store costs at a given size: measure-store [TASKS [BLOCKS]]. */

#include "store-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct
{
  Fixture    fixture;
  GPtrArray *tasks;
  int        n_tasks;
  int        n_blocks;
  int        position;
} Source;

#define RUNS 50

static gboolean
next_op (StintOp *op,
         gpointer user_data,
         GError **error)
{
  Source *self = user_data;
  int i = self->position++;

  if (i >= self->n_tasks + self->n_blocks)
    return FALSE;
  op->type = STINT_OP_CREATE;
  op->id = fixture_new_id (&self->fixture);
  if (i < self->n_tasks)
    {
      g_autofree char *text = g_strdup_printf ("{'title': <'Write report %d of plan %d'>, 'estimate_min': <int64 60>, "
                                               "'notes': <'Some notes about it, number %d, with a few words more'>}", i, i % 97, i);

      op->kind = STINT_KIND_TASK;
      op->members = stint_members_sort (fixture_members (text));
      g_ptr_array_add (self->tasks, g_strdup (op->id));
    }
  else
    {
      int day = FIXTURE_TODAY - 365 + (int) ((i - self->n_tasks) * (gint64) 730 / self->n_blocks);
      StintTime start = stint_time_zoned (day * (gint64) STINT_DAY_S + 3600 * (8 + i % 10), i % 4 ? "Europe/Berlin" : NULL);
      StintWhen when = stint_when_new (&start, 60);
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&builder, "{sv}", "task", g_variant_new_string (self->tasks->pdata[i % (self->n_tasks / 2 + 1)]));
      g_variant_builder_add (&builder, "{sv}", "when", stint_when_to_variant (&when));
      op->kind = STINT_KIND_BLOCK;
      op->members = stint_members_sort (g_variant_builder_end (&builder));
    }
  return TRUE;
}

static double cpu_begin;

static gint64
begin (void)
{
  cpu_begin = (double) clock ();
  return g_get_monotonic_time ();
}

static void
report (const char *what,
        gint64      begin_us,
        int         n)
{
  printf ("%-30s %9.3f ms, of CPU %9.3f ms\n", what, (double) (g_get_monotonic_time () - begin_us) / 1000.0 / n,
          ((double) clock () - cpu_begin) * 1000.0 / CLOCKS_PER_SEC / n);
}

static void
measure_grid (Source     *self,
              const char *what,
              int         n_days,
              int         limit)
{
  gint64 begin_us = begin ();
  guint n_rows = 0;

  for (int i = 0; i < RUNS; i++)
    {
      StintGridQuery query = { FIXTURE_TODAY + i, n_days, limit, "Europe/Berlin" };
      g_autoptr (StintGridResult) result = stint_database_query_grid (self->fixture.database, &query, NULL);

      n_rows += result->rows->len;
    }
  report (what, begin_us, RUNS);
  printf ("    %u rows each\n", n_rows / RUNS);
}

static void
measure_tasks (Source       *self,
               const char   *what,
               StintTaskView view,
               StintTaskSort sort,
               const char   *search,
               guint         limit)
{
  StintTaskQuery query = {
    .view = view, .sort = sort, .search = (char *) search, .zone = "Europe/Berlin", .now_s = FIXTURE_NOW_MS / 1000,
  };
  gint64 begin_us = begin ();
  guint n = 0;

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (GArray) rowids = stint_database_query_task_rowids (self->fixture.database, &query, limit, NULL);

      n = rowids->len;
    }
  report (what, begin_us, 5);
  printf ("    %u rowids\n", n);
}

int
main (int    argc,
      char **argv)
{
  Source self = { .tasks = g_ptr_array_new_with_free_func (g_free), .n_tasks = 10000, .n_blocks = 10000 };
  g_autoptr (StintChange) change = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) rowids = NULL;
  StintTaskQuery backlog = { .view = STINT_TASK_VIEW_BACKLOG, .zone = "UTC", .now_s = FIXTURE_NOW_MS / 1000 };
  gint64 begin_us;

  if (argc > 1)
    self.n_tasks = atoi (argv[1]);
  if (argc > 2)
    self.n_blocks = atoi (argv[2]);

  fixture_set_up (&self.fixture, NULL);
  begin_us = begin ();
  change = stint_database_apply_stream (self.fixture.database, "Fill", next_op, &self, FIXTURE_NOW_MS, NULL);
  g_assert_nonnull (change);
  report ("fill", begin_us, 1);

  begin_us = begin ();
  fixture_reopen (&self.fixture);
  report ("close and open", begin_us, 1);
  fixture_close (&self.fixture);
  begin_us = begin ();
  fixture_reopen (&self.fixture);
  report ("open", begin_us, 1);

  begin_us = begin ();
  for (int i = 0; i < RUNS; i++)
    {
      g_autofree char *text = g_strdup_printf ("'notes %d'", i);

      fixture_set (&self.fixture, STINT_KIND_TASK, self.tasks->pdata[i % self.n_tasks], "notes", text);
    }
  report ("one edit", begin_us, RUNS);

  measure_grid (&self, "week", 7, 0);
  measure_grid (&self, "month, 5 a day", 42, 5);
  measure_grid (&self, "month, all", 42, 0);
  measure_tasks (&self, "backlog, 60", STINT_TASK_VIEW_BACKLOG, STINT_TASK_SORT_CREATED, NULL, 60);
  measure_tasks (&self, "backlog, all", STINT_TASK_VIEW_BACKLOG, STINT_TASK_SORT_CREATED, NULL, 0);
  measure_tasks (&self, "open by deadline, all", STINT_TASK_VIEW_OPEN, STINT_TASK_SORT_DEADLINE, NULL, 0);
  measure_tasks (&self, "all by title, all", STINT_TASK_VIEW_ALL, STINT_TASK_SORT_TITLE, NULL, 0);
  measure_tasks (&self, "today", STINT_TASK_VIEW_TODAY, STINT_TASK_SORT_PRIORITY, NULL, 0);
  measure_tasks (&self, "search \"w\"", STINT_TASK_VIEW_ALL, STINT_TASK_SORT_CREATED, "w", 0);
  measure_tasks (&self, "search \"rep 77\"", STINT_TASK_VIEW_ALL, STINT_TASK_SORT_CREATED, "rep 77", 0);

  rowids = stint_database_query_task_rowids (self.fixture.database, &backlog, 60, NULL);
  begin_us = begin ();
  rows = stint_database_read_task_rows (self.fixture.database, (gint64 *) rowids->data, rowids->len, NULL);
  report ("read 60 rows", begin_us, 1);

  fixture_tear_down (&self.fixture, NULL);
  g_ptr_array_unref (self.tasks);
  return 0;
}
