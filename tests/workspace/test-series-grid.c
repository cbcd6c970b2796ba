/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/series-fixture.h"

#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "planning/stint-series.h"
#include "workspace/stint-grid-model.h"

#include <string.h>

static void
assert_shows (Fixture    *self,
              int         first_day,
              int         n_days,
              const char *expected)
{
  g_autofree char *shown = show_now (self->workspace, first_day, n_days);

  g_assert_cmpstr (shown, ==, expected);
}

/* An override as another device may have made it; @members without series and occurrence. */
static char *
add_override (Fixture    *self,
              const char *series_id,
              const char *original,
              const char *zone,
              const char *members)
{
  StintTime time = parse_time (original, zone);
  char *id = stint_series_derive_id (series_id, &time);
  g_autoptr (GVariant) parsed = g_variant_ref_sink (g_variant_new_parsed (members));
  g_autoptr (StintChange) change = NULL;
  StintEdit *edit = stint_edit_new ("Touch");
  GVariantDict dict;

  g_variant_dict_init (&dict, parsed);
  g_variant_dict_insert (&dict, STINT_TASK_SERIES, "s", series_id);
  g_variant_dict_insert_value (&dict, STINT_TASK_OCCURRENCE, stint_time_to_variant (&time));
  stint_edit_create (edit, STINT_KIND_TASK, id, g_variant_dict_end (&dict));
  change = apply_now (self->workspace, edit);
  g_assert_nonnull (change);
  return id;
}

static void
test_a_series_of_blocks_is_on_each_of_its_days (Fixture      *self,
                                                gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Standup", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-23T09:00", FIXTURE_ZONE, 15);

  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23T09:00-09:15 Standup;2026-11-25T09:00-09:15 Standup;");
  assert_shows (self, FIXTURE_MONDAY - 7, 7, "");
}

static void
test_a_series_of_deadlines_is_due_each_time (Fixture      *self,
                                             gconstpointer data)
{
  g_autofree char *dated = add_series_now (self->workspace, "Report", "FREQ=WEEKLY;BYDAY=FR", "2026-11-27", NULL, 0);
  g_autofree char *timed = add_series_now (self->workspace, "Water", "FREQ=DAILY;COUNT=2", "2026-11-23T18:00", NULL, 0);

  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23 Water;2026-11-24 Water;2026-11-27 Report;");
}

static void
test_a_series_of_days_fills_them (Fixture      *self,
                                  gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Fair", "FREQ=WEEKLY", "2026-11-21", NULL, 3 * 1440);

  /* The first one began on Saturday and reaches into Monday. */
  assert_shows (self, FIXTURE_MONDAY, 6, "2026-11-21+3 Fair;2026-11-28+3 Fair;");
}

static void
test_wall_time_stays_across_a_change_of_the_clock (Fixture      *self,
                                                   gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Run", "FREQ=DAILY", "2026-10-24T07:00", "Europe/Berlin", 60);
  int saturday = stint_day_from_ymd (2026, 10, 24);

  assert_shows (self, saturday, 3, "2026-10-24T07:00-08:00 Run;2026-10-25T07:00-08:00 Run;2026-10-26T07:00-08:00 Run;");
}

static void
test_another_zone_s_wall_time_shows_by_the_clock_here (Fixture      *self,
                                                       gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Call", "FREQ=WEEKLY", "2026-10-23T10:00", "America/New_York", 30);
  int first = stint_day_from_ymd (2026, 10, 23);

  /* New York puts its clocks back a week after Berlin. */
  assert_shows (self, first, 15, "2026-10-23T16:00-16:30 Call;2026-10-30T15:00-15:30 Call;2026-11-06T16:00-16:30 Call;");
}

static void
test_a_reading_that_does_not_exist_is_an_hour_later (Fixture      *self,
                                                     gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Backup", "FREQ=DAILY", "2026-03-28T02:30", "Europe/Berlin", 30);
  int saturday = stint_day_from_ymd (2026, 3, 28);

  assert_shows (self, saturday, 3, "2026-03-28T02:30-03:00 Backup;2026-03-29T03:30-04:00 Backup;2026-03-30T02:30-03:00 Backup;");
}

static void
test_what_is_skipped_is_not_there_and_what_is_added_is (Fixture      *self,
                                                        gconstpointer data)
{
  static const char *const skipped[] = { "2026-11-24T09:00", NULL };
  static const char *const added[] = { "2026-11-26T15:00", NULL };
  g_autofree char *id = add_series_now (self->workspace, "Standup", "FREQ=DAILY;COUNT=3", "2026-11-23T09:00", FIXTURE_ZONE, 15);
  StintEdit *edit = stint_edit_new ("Except");
  g_autoptr (StintChange) change = NULL;

  stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_SKIPPED, g_variant_new_strv (skipped, -1));
  stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_ADDED, g_variant_new_strv (added, -1));
  change = apply_now (self->workspace, edit);
  assert_shows (self, FIXTURE_MONDAY, 7,
                "2026-11-23T09:00-09:15 Standup;2026-11-25T09:00-09:15 Standup;2026-11-26T15:00-15:15 Standup;");
}

static void
test_an_override_is_shown_with_its_own_values (Fixture      *self,
                                               gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Standup", "FREQ=DAILY;COUNT=4", "2026-11-23T09:00", FIXTURE_ZONE, 15);
  g_autofree char *renamed = add_override (self, id, "2026-11-24T09:00", FIXTURE_ZONE, "{'title': <'Long standup'>}");
  g_autofree char *gone = add_override (self, id, "2026-11-25T09:00", FIXTURE_ZONE, "{'cancelled': <true>}");
  g_autofree char *done = add_override (self, id, "2026-11-26T09:00", FIXTURE_ZONE, "{'done': <{'at': <'2026-11-26T09:00:00Z'>}>}");

  assert_shows (self, FIXTURE_MONDAY, 7,
                "2026-11-23T09:00-09:15 Standup;2026-11-24T09:00-09:15 Long standup@;2026-11-26T09:00-09:15 Standup!@;");
}

static void
test_an_override_that_was_moved_is_only_where_it_is (Fixture      *self,
                                                     gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Standup", "FREQ=DAILY;COUNT=2", "2026-11-23T09:00", FIXTURE_ZONE, 15);
  g_autofree char *moved = add_override (self, id, "2026-11-24T09:00", FIXTURE_ZONE, "@a{sv} {}");
  StintTime start = parse_time ("2026-11-27T14:00", FIXTURE_ZONE);
  StintWhen when = stint_when_new (&start, 30);
  StintEdit *edit = stint_edit_new ("Move");
  g_autoptr (StintChange) change = NULL;
  g_autofree char *block_id = stint_workspace_dup_new_id (self->workspace);
  StintGridRow *row;
  GVariantDict block;

  g_variant_dict_init (&block, NULL);
  g_variant_dict_insert (&block, STINT_BLOCK_TASK, "s", moved);
  g_variant_dict_insert_value (&block, STINT_BLOCK_WHEN, stint_when_to_variant (&when));
  stint_edit_create (edit, STINT_KIND_BLOCK, block_id, g_variant_dict_end (&block));
  change = apply_now (self->workspace, edit);

  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23T09:00-09:15 Standup;2026-11-27T14:00-14:30 Standup@;");
  row = pick_row_now (self->workspace, "2026-11-27T14:00");
  g_assert_cmpstr (row->series_id, ==, id);
  start = parse_time ("2026-11-24T09:00", FIXTURE_ZONE);
  g_assert_true (stint_time_equal (&row->original, &start));
  stint_grid_row_free (row);
}

static void
test_a_rule_that_is_too_fine_is_shown_at_its_start_only (Fixture      *self,
                                                         gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Blink", "FREQ=SECONDLY", "2026-11-24T09:00", FIXTURE_ZONE, 15);

  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-24T09:00-09:15 Blink;");
}

static void
test_the_limit_and_the_counts_hold_with_series (Fixture      *self,
                                                gconstpointer data)
{
  g_autofree char *one = add_series_now (self->workspace, "B", "FREQ=DAILY", "2026-11-23T09:00", FIXTURE_ZONE, 30);
  g_autofree char *two = add_series_now (self->workspace, "C", "FREQ=DAILY", "2026-11-23T10:00", FIXTURE_ZONE, 45);
  g_autofree char *single = NULL;
  g_autoptr (StintChange) change = apply_now (self->workspace, stint_command_add_task_at (self->workspace, "A",
                                                                                          (gint64) FIXTURE_MONDAY * STINT_DAY_S + 9 * 3600, 60, &single));
  g_autoptr (StintGridResult) result = query_now (self->workspace, FIXTURE_MONDAY, 2, 2, FIXTURE_ZONE);
  const StintGridDay *day = &g_array_index (result->days, StintGridDay, 0);

  g_assert_cmpint (day->n_items, ==, 3);
  g_assert_cmpint (day->minutes, ==, 60 + 30 + 45);
  g_assert_cmpint (result->rows->len, ==, 4);
  g_assert_cmpstr (((StintGridRow *) g_ptr_array_index (result->rows, 0))->title, ==, "A");
  g_assert_cmpstr (((StintGridRow *) g_ptr_array_index (result->rows, 1))->title, ==, "B");
}

static void
loaded_cb (StintGridModel *model,
           gpointer        flag)
{
  *(gboolean *) flag = TRUE;
}

static void
test_an_open_grid_follows_a_change_of_a_series (Fixture      *self,
                                                gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Standup", "FREQ=DAILY", "2026-11-23T09:00", FIXTURE_ZONE, 15);
  g_autoptr (StintGridModel) model = stint_grid_model_new (self->workspace, 0);
  StintTime start = parse_time ("2026-11-23T09:00", FIXTURE_ZONE);
  g_autoptr (StintRepeat) repeat = stint_repeat_new ("FREQ=WEEKLY", &start, 15, FALSE);
  g_autoptr (StintChange) change = NULL;
  StintEdit *edit = stint_edit_new ("Less");
  gboolean loaded = FALSE;

  g_signal_connect (model, "loaded", G_CALLBACK (loaded_cb), &loaded);
  stint_grid_model_set_range (model, FIXTURE_MONDAY, 7);
  wait_for (&loaded);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 7);

  loaded = FALSE;
  stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, NULL));
  change = apply_now (self->workspace, edit);
  wait_for (&loaded);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
}

static void
test_a_change_in_another_process_is_seen (Fixture      *self,
                                          gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Standup", "FREQ=DAILY;COUNT=1", "2026-11-23T09:00", FIXTURE_ZONE, 15);
  g_autoptr (StintWorkspace) other = NULL;
  g_autoptr (StintChange) change = NULL;
  StintEdit *edit = stint_edit_new ("Rename");

  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23T09:00-09:15 Standup;");
  other = fixture_open_other (self);
  stint_edit_set (edit, STINT_KIND_TASK, id, STINT_TASK_TITLE, g_variant_new_string ("Sitdown"));
  change = apply_now (other, edit);
  stint_workspace_close (other);
  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23T09:00-09:15 Sitdown;");
}

static void
test_a_series_that_is_deleted_is_gone (Fixture      *self,
                                       gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "Standup", "FREQ=DAILY;COUNT=2", "2026-11-23T09:00", FIXTURE_ZONE, 15);
  g_autofree char *touched = add_override (self, id, "2026-11-24T09:00", FIXTURE_ZONE, "{'title': <'Long'>}");
  StintEdit *edit = stint_edit_new ("Delete");
  g_autoptr (StintChange) change = NULL;

  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23T09:00-09:15 Standup;2026-11-24T09:00-09:15 Long@;");
  stint_edit_delete (edit, STINT_KIND_TASK, id);
  change = apply_now (self->workspace, edit);
  assert_shows (self, FIXTURE_MONDAY, 7, "");
}

#define ADD(name, function) g_test_add ("/series-grid/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-series-of-blocks-is-on-each-of-its-days", test_a_series_of_blocks_is_on_each_of_its_days);
  ADD ("a-series-of-deadlines-is-due-each-time", test_a_series_of_deadlines_is_due_each_time);
  ADD ("a-series-of-days-fills-them", test_a_series_of_days_fills_them);
  ADD ("wall-time-stays-across-a-change-of-the-clock", test_wall_time_stays_across_a_change_of_the_clock);
  ADD ("another-zone-s-wall-time-shows-by-the-clock-here", test_another_zone_s_wall_time_shows_by_the_clock_here);
  ADD ("a-reading-that-does-not-exist-is-an-hour-later", test_a_reading_that_does_not_exist_is_an_hour_later);
  ADD ("what-is-skipped-is-not-there-and-what-is-added-is", test_what_is_skipped_is_not_there_and_what_is_added_is);
  ADD ("an-override-is-shown-with-its-own-values", test_an_override_is_shown_with_its_own_values);
  ADD ("an-override-that-was-moved-is-only-where-it-is", test_an_override_that_was_moved_is_only_where_it_is);
  ADD ("a-rule-that-is-too-fine-is-shown-at-its-start-only", test_a_rule_that_is_too_fine_is_shown_at_its_start_only);
  ADD ("the-limit-and-the-counts-hold-with-series", test_the_limit_and_the_counts_hold_with_series);
  ADD ("an-open-grid-follows-a-change-of-a-series", test_an_open_grid_follows_a_change_of_a_series);
  ADD ("a-change-in-another-process-is-seen", test_a_change_in_another_process_is_seen);
  ADD ("a-series-that-is-deleted-is-gone", test_a_series_that_is_deleted_is_gone);
  return g_test_run ();
}
