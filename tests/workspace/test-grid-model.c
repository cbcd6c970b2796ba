/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/workspace-fixture.h"
#include "workspace/stint-grid-model.h"

#define AT(day, hour, minute) ((gint64) (FIXTURE_MONDAY + (day)) * STINT_DAY_S + ((hour) * 60 + (minute)) * 60)

/* The week from Monday on, and what its model has said. */
typedef struct
{
  Fixture         parent;
  StintGridModel *model;
  GString        *changes;
  guint           n_loaded;
  gboolean        loaded;
} Grid;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  Grid *self = user_data;

  g_string_append_printf (self->changes, "%u-%u+%u;", position, removed, added);
}

static void
loaded_cb (StintGridModel *model,
           gpointer        user_data)
{
  Grid *self = user_data;

  self->n_loaded++;
  self->loaded = TRUE;
}

static void
wait_loaded (Grid *self)
{
  self->loaded = FALSE;
  wait_for (&self->loaded);
}

static char *
add_at (Grid       *self,
        const char *title,
        gint64      start_s)
{
  char *id;
  g_autoptr (StintChange) change = apply_now (self->parent.workspace,
                                              stint_command_add_task_at (self->parent.workspace, title, start_s, 60, &id));

  g_assert_nonnull (change);
  return id;
}

static void
set_up (Grid         *self,
        gconstpointer data)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autofree char *d = NULL;

  fixture_set_up (&self->parent, data);
  a = add_at (self, "A", AT (0, 9, 0));
  b = add_at (self, "B", AT (1, 9, 0));
  c = add_at (self, "C", AT (2, 9, 0));
  d = add_at (self, "D", AT (8, 9, 0));
  self->changes = g_string_new (NULL);
  self->model = stint_grid_model_new (self->parent.workspace, 0);
  g_signal_connect (self->model, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (self->model, "loaded", G_CALLBACK (loaded_cb), self);
  stint_grid_model_set_range (self->model, FIXTURE_MONDAY, 7);
  wait_loaded (self);
}

static void
tear_down (Grid         *self,
           gconstpointer data)
{
  settle (self->parent.workspace);
  g_assert_finalize_object (self->model);
  g_string_free (self->changes, TRUE);
  fixture_tear_down (&self->parent, data);
}

static void
assert_model (Grid       *self,
              const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr (StintGridItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", stint_grid_item_get_row (item)->title);
    }
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
test_range (Grid         *self,
            gconstpointer data)
{
  assert_model (self, "A B C");
  g_assert_cmpstr (self->changes->str, ==, "0-0+3;");
  g_assert_cmpuint (self->n_loaded, ==, 1);
}

static void
test_days (Grid         *self,
           gconstpointer data)
{
  const StintGridDay *tuesday = stint_grid_model_get_day (self->model, FIXTURE_MONDAY + 1);

  g_assert_nonnull (tuesday);
  g_assert_cmpint (tuesday->n_items, ==, 1);
  g_assert_cmpint (tuesday->minutes, ==, 60);
  g_assert_null (stint_grid_model_get_day (self->model, FIXTURE_MONDAY + 7));
  g_assert_null (stint_grid_model_get_day (self->model, FIXTURE_MONDAY - 1));
}

static void
test_insert (Grid         *self,
             gconstpointer data)
{
  g_autofree char *id = NULL;

  g_string_truncate (self->changes, 0);
  id = add_at (self, "X", AT (1, 12, 0));
  wait_loaded (self);
  assert_model (self, "A B X C");
  g_assert_cmpstr (self->changes->str, ==, "2-0+1;");
}

static void
test_move_keeps_others (Grid         *self,
                        gconstpointer data)
{
  g_autoptr (StintGridItem) a = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  g_autoptr (StintGridItem) c = g_list_model_get_item (G_LIST_MODEL (self->model), 2);
  g_autoptr (StintGridItem) b_now = NULL;
  g_autoptr (StintGridItem) c_now = NULL;
  g_autoptr (StintChange) change = NULL;

  g_string_truncate (self->changes, 0);
  change = apply_now (self->parent.workspace,
                      stint_command_place_block (self->parent.workspace, stint_grid_item_get_row (a), AT (1, 12, 0), AT (1, 13, 0), FALSE));
  wait_loaded (self);
  assert_model (self, "B A C");
  g_assert_cmpstr (self->changes->str, ==, "0-2+2;");
  c_now = g_list_model_get_item (G_LIST_MODEL (self->model), 2);
  g_assert_true (c == c_now);
}

static void
test_outside_changes_nothing (Grid         *self,
                              gconstpointer data)
{
  g_autofree char *id = NULL;

  g_string_truncate (self->changes, 0);
  id = add_at (self, "X", AT (20, 12, 0));
  wait_loaded (self);
  g_assert_cmpstr (self->changes->str, ==, "");
}

static void
test_turn_keeps_old_until_new (Grid         *self,
                               gconstpointer data)
{
  g_string_truncate (self->changes, 0);
  stint_grid_model_set_range (self->model, FIXTURE_MONDAY + 7, 7);
  assert_model (self, "A B C");
  wait_loaded (self);
  assert_model (self, "D");
  g_assert_cmpstr (self->changes->str, ==, "0-3+1;");
}

static void
test_only_last_range_counts (Grid         *self,
                             gconstpointer data)
{
  g_string_truncate (self->changes, 0);
  self->n_loaded = 0;
  for (int week = 1; week <= 10; week++)
    stint_grid_model_set_range (self->model, FIXTURE_MONDAY + 70 - 7 * week, 7);
  stint_grid_model_set_range (self->model, FIXTURE_MONDAY + 7, 7);
  wait_loaded (self);
  settle (self->parent.workspace);
  assert_model (self, "D");
  g_assert_cmpstr (self->changes->str, ==, "0-3+1;");
  g_assert_cmpuint (self->n_loaded, ==, 1);
}

static void
test_undo_brings_back (Grid         *self,
                       gconstpointer data)
{
  g_autoptr (StintGridItem) b = g_list_model_get_item (G_LIST_MODEL (self->model), 1);
  g_autoptr (StintChange) change = apply_now (self->parent.workspace, stint_command_unschedule (stint_grid_item_get_row (b)));
  g_autoptr (StintChange) undone = NULL;

  wait_loaded (self);
  assert_model (self, "A C");
  undone = undo_now (self->parent.workspace, NULL);
  wait_loaded (self);
  assert_model (self, "A B C");
}

static void
test_zone_moves_rows (Grid         *self,
                      gconstpointer data)
{
  g_autoptr (StintGridItem) item = NULL;

  stint_clock_set_zone (self->parent.clock, "Asia/Ho_Chi_Minh");
  wait_loaded (self);
  item = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  g_assert_cmpint (stint_grid_item_get_row (item)->start_s, ==, AT (0, 15, 0));
}

#define ADD(path, function) g_test_add (path, Grid, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/grid-model/range/comes-in-one-piece", test_range);
  ADD ("/grid-model/range/has-totals-of-its-days", test_days);
  ADD ("/grid-model/range/turn-keeps-old-until-new", test_turn_keeps_old_until_new);
  ADD ("/grid-model/range/only-the-last-counts", test_only_last_range_counts);
  ADD ("/grid-model/change/insert-is-one-item", test_insert);
  ADD ("/grid-model/change/move-keeps-the-others", test_move_keeps_others);
  ADD ("/grid-model/change/outside-is-silent", test_outside_changes_nothing);
  ADD ("/grid-model/change/undo-brings-back", test_undo_brings_back);
  ADD ("/grid-model/zone/moves-the-rows", test_zone_moves_rows);

  return g_test_run ();
}
