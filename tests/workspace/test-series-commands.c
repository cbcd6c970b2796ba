/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/workspace/series-fixture.h"

#include "core/stint-repeat.h"
#include "core/stint-task.h"

#define START "2026-11-23T09:00"

static void
assert_shows (Fixture    *self,
              int         first_day,
              int         n_days,
              const char *expected)
{
  g_autofree char *shown = show_now (self->workspace, first_day, n_days);

  g_assert_cmpstr (shown, ==, expected);
}

/* Drops the occurrence that starts then on another time, as a pointer does. */
static gboolean
drop (Fixture    *self,
      const char *from,
      const char *to,
      StintScope  scope,
      GError    **error)
{
  StintGridRow *row = pick_row_now (self->workspace, from);
  StintTime start = parse_time (to, NULL);
  gboolean done = run_now (self->workspace,
                           stint_series_command_place (self->workspace, row, start.local_s, start.local_s + row->end_s - row->start_s,
                                                       start.date_only, scope), error);

  stint_grid_row_free (row);
  return done;
}

static void
move (Fixture    *self,
      const char *from,
      const char *to,
      StintScope  scope)
{
  g_autoptr (GError) error = NULL;

  drop (self, from, to, scope, &error);
  g_assert_no_error (error);
}

static void
test_moving_an_exception_twice_does_not_double_it (Fixture      *self,
                                                   gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=DAILY;COUNT=2", START, FIXTURE_ZONE, 60);

  move (self, "2026-11-24T09:00", "2026-11-24T14:00", STINT_SCOPE_THIS);
  move (self, "2026-11-24T14:00", "2026-11-25T10:00", STINT_SCOPE_THIS);
  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23T09:00-10:00 S;2026-11-25T10:00-11:00 S@;");
}

static void
test_a_move_keeps_wall_time_across_a_change_of_the_clock (Fixture      *self,
                                                          gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=WEEKLY;COUNT=3", "2026-10-16T09:00", FIXTURE_ZONE, 60);
  int friday = stint_day_from_ymd (2026, 10, 16);

  /* From summer into winter, one alone and all of them. */
  move (self, "2026-10-23T09:00", "2026-10-26T09:00", STINT_SCOPE_THIS);
  move (self, "2026-10-16T09:00", "2026-10-17T10:30", STINT_SCOPE_ALL);
  assert_shows (self, friday, 20, "2026-10-17T10:30-11:30 S;2026-10-26T09:00-10:00 S@;2026-10-31T10:30-11:30 S;");
}

static void
test_a_series_elsewhere_is_moved_by_its_own_clock (Fixture      *self,
                                                   gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=WEEKLY;COUNT=3", "2026-10-23T10:00", "America/New_York", 60);
  int friday = stint_day_from_ymd (2026, 10, 23);

  /* In the week between the two changes New York is an hour nearer. */
  assert_shows (self, friday, 20, "2026-10-23T16:00-17:00 S;2026-10-30T15:00-16:00 S;2026-11-06T16:00-17:00 S;");
  move (self, "2026-10-30T15:00", "2026-10-30T16:00", STINT_SCOPE_ALL);
  assert_shows (self, friday, 20, "2026-10-23T17:00-18:00 S;2026-10-30T16:00-17:00 S;2026-11-06T17:00-18:00 S;");
}

static void
test_one_becomes_a_whole_day_alone_and_all_with_it (Fixture      *self,
                                                    gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=DAILY;COUNT=3", START, FIXTURE_ZONE, 60);

  move (self, "2026-11-24T09:00", "2026-11-24", STINT_SCOPE_THIS);
  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-23T09:00-10:00 S;2026-11-24 S@;2026-11-25T09:00-10:00 S;");
  move (self, "2026-11-23T09:00", "2026-11-26", STINT_SCOPE_ALL);
  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-24 S@;2026-11-26 S;2026-11-28 S;");
}

static void
test_the_end_of_a_month_survives_a_division (Fixture      *self,
                                             gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD", "2026-12-31", NULL, 0);
  StintTime february = parse_time ("2027-02-28", NULL);
  GVariantBuilder members;

  g_variant_builder_init (&members, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&members, "{sv}", STINT_TASK_TITLE, g_variant_new_string ("T"));
  do_now (self->workspace, stint_series_command_edit (id, &february, STINT_SCOPE_FOLLOWING, g_variant_builder_end (&members)));
  assert_shows (self, FIXTURE_MONDAY, 190, "2026-12-31 S;2027-01-31 S;2027-02-28 T;2027-03-31 T;2027-04-30 T;2027-05-31 T;");
}

static void
test_what_counts_from_completion_moves_on_and_ends (Fixture      *self,
                                                    gconstpointer data)
{
  StintTime start = parse_time ("2026-11-20", NULL);
  g_autoptr (StintRepeat) repeat = stint_repeat_new ("FREQ=DAILY;INTERVAL=3;COUNT=2", &start, 0, TRUE);
  g_autoptr (StintChange) change = NULL;
  g_autoptr (StintTaskDetails) details = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GVariantDict members;
  char *id = NULL;

  g_variant_dict_init (&members, NULL);
  g_variant_dict_insert_value (&members, STINT_TASK_REPEAT, stint_repeat_to_variant (repeat, NULL));
  change = apply_now (self->workspace, stint_command_add_task (self->workspace, "Water", g_variant_dict_end (&members), &id));
  before = dump_now (self->workspace);

  /* Today is Tuesday, the 24th. */
  do_now (self->workspace, stint_series_command_complete (self->workspace, id, NULL, STINT_SCOPE_THIS, TRUE));
  assert_shows (self, FIXTURE_MONDAY - 7, 21, "2026-11-20 Water!@;2026-11-27 Water;");
  do_now (self->workspace, stint_series_command_complete (self->workspace, id, NULL, STINT_SCOPE_THIS, TRUE));
  assert_shows (self, FIXTURE_MONDAY - 7, 21, "2026-11-20 Water!@;2026-11-27 Water!@;");
  details = load_task_now (self->workspace, id);
  g_assert_true (stint_task_is_done (details->row->record));

  stint_change_unref (undo_now (self->workspace, NULL));
  stint_change_unref (undo_now (self->workspace, NULL));
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
  g_free (id);
}

static void
test_a_deadline_that_gets_a_block_stays_a_deadline (Fixture      *self,
                                                    gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=DAILY;COUNT=2", "2026-11-26", NULL, 0);
  StintTime original = parse_time ("2026-11-27", NULL);
  StintTime start = parse_time ("2026-11-25T10:00", FIXTURE_ZONE);
  StintWhen when = stint_when_new (&start, 30);
  g_autoptr (GError) error = NULL;

  do_now (self->workspace, stint_series_command_place_when (id, &original, STINT_SCOPE_THIS, &when));
  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-25T10:00-10:30 S@;2026-11-26 S;2026-11-27 S@;");
  g_assert_false (run_now (self->workspace, stint_series_command_place_when (id, &original, STINT_SCOPE_ALL, &when), &error));
  g_assert_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_SCOPE);
}

static void
test_a_rule_that_is_not_worked_out_moves_its_start (Fixture      *self,
                                                    gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=HOURLY", START, FIXTURE_ZONE, 60);

  move (self, START, "2026-11-24T11:00", STINT_SCOPE_FOLLOWING);
  assert_shows (self, FIXTURE_MONDAY, 7, "2026-11-24T11:00-12:00 S;");
}

static void
test_what_cannot_be_moved_changes_nothing (Fixture      *self,
                                           gconstpointer data)
{
  g_autofree char *id = add_series_now (self->workspace, "S", "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27T09:00", FIXTURE_ZONE, 60);
  g_autofree char *before = dump_now (self->workspace);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (drop (self, "2026-11-27T09:00", "2026-11-26T09:00", STINT_SCOPE_ALL, &error));
  g_assert_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NOT_MOVED);
  after = dump_now (self->workspace);
  g_assert_cmpstr (after, ==, before);
  /* Its hour is no day. */
  move (self, "2026-11-27T09:00", "2026-11-27T10:00", STINT_SCOPE_ALL);
}

#define ADD(name, function) g_test_add ("/series/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("moving-an-exception-twice-does-not-double-it", test_moving_an_exception_twice_does_not_double_it);
  ADD ("a-move-keeps-wall-time-across-a-change-of-the-clock", test_a_move_keeps_wall_time_across_a_change_of_the_clock);
  ADD ("a-series-elsewhere-is-moved-by-its-own-clock", test_a_series_elsewhere_is_moved_by_its_own_clock);
  ADD ("one-becomes-a-whole-day-alone-and-all-with-it", test_one_becomes_a_whole_day_alone_and_all_with_it);
  ADD ("the-end-of-a-month-survives-a-division", test_the_end_of_a_month_survives_a_division);
  ADD ("what-counts-from-completion-moves-on-and-ends", test_what_counts_from_completion_moves_on_and_ends);
  ADD ("a-deadline-that-gets-a-block-stays-a-deadline", test_a_deadline_that_gets_a_block_stays_a_deadline);
  ADD ("a-rule-that-is-not-worked-out-moves-its-start", test_a_rule_that_is_not_worked_out_moves_its_start);
  ADD ("what-cannot-be-moved-changes-nothing", test_what_cannot_be_moved_changes_nothing);
  return g_test_run ();
}
