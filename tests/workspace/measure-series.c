/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a week of the grid costs with a thousand series: no test, run by hand. */
#include "tests/workspace/series-fixture.h"

#include "core/stint-repeat.h"
#include "core/stint-task.h"

#include <stdio.h>

#define N_SERIES 1000
#define N_WEEKS 20

static const char *const rules[] = {
  "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY",
};

static void
add_all (StintWorkspace *workspace)
{
  StintEdit *edit = stint_edit_new ("A thousand series");
  g_autoptr (StintChange) change = NULL;

  for (int i = 0; i < N_SERIES; i++)
    {
      StintTime start = stint_time_zoned ((gint64) (FIXTURE_MONDAY - 700 + i % 300) * STINT_DAY_S + (8 + i % 9) * 3600, FIXTURE_ZONE);
      g_autoptr (StintRepeat) repeat = stint_repeat_new (rules[i % (int) G_N_ELEMENTS (rules)], &start, 30, FALSE);
      g_autofree char *id = stint_workspace_dup_new_id (workspace);
      GVariantDict members;

      g_variant_dict_init (&members, NULL);
      g_variant_dict_insert (&members, STINT_TASK_TITLE, "s", "Series");
      g_variant_dict_insert_value (&members, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, NULL));
      stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&members));
    }
  change = apply_now (workspace, edit);
}

static void
turn_weeks (StintWorkspace *workspace,
            const char     *what,
            int             n_weeks)
{
  gint64 begin_us = g_get_monotonic_time ();
  guint n_rows = 0;

  for (int i = 0; i < n_weeks; i++)
    {
      g_autoptr (StintGridResult) result = query_now (workspace, FIXTURE_MONDAY + i * 7, 7, 0, FIXTURE_ZONE);

      n_rows += result->rows->len;
    }
  printf ("%-46s %8.2f ms, %u rows\n", what, (double) (g_get_monotonic_time () - begin_us) / 1000.0 / n_weeks, n_rows / n_weeks);
}

int
main (void)
{
  Fixture fixture = { 0, };

  fixture_set_up (&fixture, NULL);
  turn_weeks (fixture.workspace, "a week without series", N_WEEKS);
  add_all (fixture.workspace);
  turn_weeks (fixture.workspace, "the first week with 1,000 series", 1);
  turn_weeks (fixture.workspace, "a new week with 1,000 series", N_WEEKS);
  turn_weeks (fixture.workspace, "a week that was shown before, 1,000 series", N_WEEKS);
  fixture_tear_down (&fixture, NULL);
  return 0;
}
