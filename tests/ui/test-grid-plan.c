/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"
#include "ui/grid/stint-drag-plan.h"
#include "ui/grid/stint-gap.h"
#include "ui/grid/stint-grid-geometry.h"
#include "ui/grid/stint-pick-up.h"
#include "ui/grid/stint-week-steps.h"

#define HOUR 3600
#define DAY ((gint64) STINT_DAY_S)

/* A Tuesday. */
#define TUESDAY 20781

static gint64
at (int day,
    int hour,
    int minute)
{
  return day * DAY + hour * HOUR + minute * 60;
}

static StintGridSpot
hours (int day,
       int hour,
       int minute)
{
  return (StintGridSpot){ STINT_AREA_HOURS, day, at (day, hour, minute) };
}

static StintGridSpot
on_day (StintArea area,
        int       day)
{
  return (StintGridSpot){ area, day, day *DAY };
}

static StintDragOrigin
a_block (StintDragKind kind)
{
  return (StintDragOrigin){ kind, at (TUESDAY, 9, 30), at (TUESDAY, 11, 0), FALSE, FALSE, hours (TUESDAY, 10, 0) };
}

static void
assert_placement (const StintDragOrigin *origin,
                  StintGridSpot          spot,
                  gint64                 start_s,
                  gint64                 end_s,
                  gboolean               all_day)
{
  StintPlacement placement;

  g_assert_true (stint_drag_plan (origin, &spot, STINT_SNAP_S, &placement));
  g_assert_cmpint (placement.start_s, ==, start_s);
  g_assert_cmpint (placement.end_s, ==, end_s);
  g_assert_cmpint (placement.all_day, ==, all_day);
}

static void
test_a_move_keeps_the_hold_and_the_length (void)
{
  StintDragOrigin origin = a_block (STINT_DRAG_MOVE);

  assert_placement (&origin, hours (TUESDAY + 2, 14, 4), at (TUESDAY + 2, 13, 30), at (TUESDAY + 2, 15, 0), FALSE);
}

static void
test_a_move_in_a_month_keeps_the_time_of_day (void)
{
  StintDragOrigin origin = a_block (STINT_DRAG_MOVE);

  origin.grabbed = on_day (STINT_AREA_MONTH, TUESDAY);
  assert_placement (&origin, on_day (STINT_AREA_MONTH, TUESDAY + 9), at (TUESDAY + 9, 9, 30), at (TUESDAY + 9, 11, 0), FALSE);
}

static void
test_a_move_above_the_hours_is_all_day (void)
{
  StintDragOrigin origin = a_block (STINT_DRAG_MOVE);

  assert_placement (&origin, on_day (STINT_AREA_ALL_DAY, TUESDAY + 1), (TUESDAY + 1) * DAY, (TUESDAY + 2) * DAY, TRUE);
}

static void
test_an_all_day_block_moved_onto_hours_gets_a_time (void)
{
  StintDragOrigin origin = { STINT_DRAG_MOVE, TUESDAY *DAY, (TUESDAY + 3) * DAY, TRUE, FALSE, on_day (STINT_AREA_ALL_DAY, TUESDAY) };

  assert_placement (&origin, hours (TUESDAY, 10, 20), at (TUESDAY, 10, 15), at (TUESDAY, 11, 15), FALSE);
  assert_placement (&origin, on_day (STINT_AREA_ALL_DAY, TUESDAY + 1), (TUESDAY + 1) * DAY, (TUESDAY + 4) * DAY, TRUE);
}

static void
test_an_edge_stays_on_its_day_and_keeps_five_minutes (void)
{
  StintDragOrigin end = a_block (STINT_DRAG_END);
  StintDragOrigin start = a_block (STINT_DRAG_START);

  assert_placement (&end, hours (TUESDAY + 1, 12, 1), at (TUESDAY, 9, 30), at (TUESDAY, 12, 0), FALSE);
  assert_placement (&end, hours (TUESDAY, 2, 0), at (TUESDAY, 9, 30), at (TUESDAY, 9, 35), FALSE);
  assert_placement (&start, hours (TUESDAY, 8, 0), at (TUESDAY, 8, 0), at (TUESDAY, 11, 0), FALSE);
  assert_placement (&start, hours (TUESDAY, 20, 0), at (TUESDAY, 10, 55), at (TUESDAY, 11, 0), FALSE);
}

static void
test_creating_upwards_is_creating (void)
{
  StintDragOrigin origin = { STINT_DRAG_CREATE, 0, 0, FALSE, FALSE, hours (TUESDAY, 12, 5) };

  assert_placement (&origin, hours (TUESDAY, 10, 29), at (TUESDAY, 10, 30), at (TUESDAY, 12, 0), FALSE);
  assert_placement (&origin, hours (TUESDAY + 3, 13, 0), at (TUESDAY, 12, 0), at (TUESDAY, 13, 0), FALSE);
  assert_placement (&origin, hours (TUESDAY, 12, 6), at (TUESDAY, 12, 0), at (TUESDAY, 12, 15), FALSE);
}

static void
test_a_task_takes_its_length_onto_hours_and_the_day_elsewhere (void)
{
  StintDragOrigin origin = { STINT_DRAG_SCHEDULE, 0, 2 * HOUR, FALSE, FALSE, { STINT_AREA_NONE, 0, 0 } };

  assert_placement (&origin, hours (TUESDAY, 14, 3), at (TUESDAY, 14, 0), at (TUESDAY, 16, 0), FALSE);
  assert_placement (&origin, on_day (STINT_AREA_MONTH, TUESDAY), TUESDAY * DAY, (TUESDAY + 1) * DAY, TRUE);
}

static void
test_a_deadline_moves_by_days_only (void)
{
  StintDragOrigin origin = { STINT_DRAG_MOVE, at (TUESDAY, 17, 0), at (TUESDAY, 17, 0), FALSE, TRUE, on_day (STINT_AREA_ALL_DAY, TUESDAY) };

  assert_placement (&origin, hours (TUESDAY + 2, 9, 0), (TUESDAY + 2) * DAY, (TUESDAY + 3) * DAY, TRUE);
}

static void
test_nowhere_nothing_is_dropped (void)
{
  StintDragOrigin origin = a_block (STINT_DRAG_MOVE);
  StintGridSpot nowhere = { STINT_AREA_NONE, 0, 0 };
  StintGridSpot far_away = hours (STINT_DAY_MAX + 5, 9, 0);
  StintPlacement placement;

  g_assert_false (stint_drag_plan (&origin, &nowhere, STINT_SNAP_S, &placement));
  g_assert_false (stint_drag_plan (&origin, &far_away, STINT_SNAP_S, &placement));
}

/* Whatever is dragged wherever: what comes out has a length, lies on the grid's steps where it was put, and a move does not change it. */
static void
test_any_drag_gives_a_sound_block (void)
{
  guint32 seed = g_test_rand_int ();

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 20000; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed + (guint32) round);
      int step_s = g_rand_boolean (rand) ? STINT_SNAP_S : STINT_FINE_SNAP_S;
      StintDragOrigin origin = a_block ((StintDragKind) g_rand_int_range (rand, STINT_DRAG_MOVE, STINT_DRAG_SCHEDULE + 1));
      StintGridSpot spot = hours (TUESDAY + g_rand_int_range (rand, -9, 9), 0, 0);
      StintPlacement placement;

      origin.start_s = at (TUESDAY, 0, 0) + g_rand_int_range (rand, 0, 280) * 300;
      origin.end_s = origin.start_s + g_rand_int_range (rand, 1, 40) * 300;
      origin.grabbed = hours (TUESDAY, 0, 0);
      origin.grabbed.local_s = g_rand_int_range (rand, 0, (int) (origin.end_s - origin.start_s)) + origin.start_s;
      spot.local_s += g_rand_int_range (rand, 0, STINT_DAY_S + 1);
      g_assert_true (stint_drag_plan (&origin, &spot, step_s, &placement));

      if (placement.end_s - placement.start_s < STINT_BLOCK_MIN_S)
        g_error ("round %d: too short", round);
      if (origin.kind == STINT_DRAG_MOVE && placement.end_s - placement.start_s != origin.end_s - origin.start_s)
        g_error ("round %d: a move changed the length", round);
      if ((origin.kind == STINT_DRAG_MOVE || origin.kind == STINT_DRAG_CREATE || origin.kind == STINT_DRAG_SCHEDULE) &&
          placement.start_s % step_s != 0)
        g_error ("round %d: not on the grid", round);
    }
}

/* ---- The keyboard's drag ---- */

static StintGridRow *
make_row (const char *id,
          gint64      start_s,
          gint64      end_s,
          gboolean    all_day)
{
  StintGridRow *row = g_new0 (StintGridRow, 1);

  row->id = g_strdup (id);
  row->task_id = g_strdup (id);
  row->title = g_strdup (id);
  row->start_s = start_s;
  row->end_s = end_s;
  row->all_day = all_day;

  return row;
}

static void
test_there_and_back_is_where_it_was (void)
{
  static const StintPickUpMove moves[][2] = {
    { STINT_PICK_UP_LATER, STINT_PICK_UP_EARLIER },
    { STINT_PICK_UP_DAY_AFTER, STINT_PICK_UP_DAY_BEFORE },
    { STINT_PICK_UP_WEEK_AFTER, STINT_PICK_UP_WEEK_BEFORE },
    { STINT_PICK_UP_LONGER, STINT_PICK_UP_SHORTER },
  };
  g_autoptr (StintPickUp) pick_up = stint_pick_up_new (make_row ("a", at (TUESDAY, 9, 0), at (TUESDAY, 10, 0), FALSE), "UTC");

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_assert_true (stint_pick_up_move (pick_up, moves[i][0]));
      g_assert_true (stint_pick_up_move (pick_up, moves[i][1]));
      g_assert_cmpint (pick_up->placement.start_s, ==, at (TUESDAY, 9, 0));
      g_assert_cmpint (pick_up->placement.end_s, ==, at (TUESDAY, 10, 0));
    }
}

static void
test_a_block_askew_goes_to_the_next_slot (void)
{
  g_autoptr (StintPickUp) pick_up = stint_pick_up_new (make_row ("a", at (TUESDAY, 9, 7), at (TUESDAY, 10, 7), FALSE), "UTC");

  g_assert_true (stint_pick_up_move (pick_up, STINT_PICK_UP_LATER));
  g_assert_cmpint (pick_up->placement.start_s, ==, at (TUESDAY, 9, 15));
  g_assert_cmpint (pick_up->placement.end_s, ==, at (TUESDAY, 10, 15));
}

static void
test_shorter_ends_at_five_minutes (void)
{
  g_autoptr (StintPickUp) pick_up = stint_pick_up_new (make_row ("a", at (TUESDAY, 9, 0), at (TUESDAY, 9, 15), FALSE), "UTC");

  g_assert_true (stint_pick_up_move (pick_up, STINT_PICK_UP_SHORTER));
  g_assert_cmpint (pick_up->placement.end_s, ==, at (TUESDAY, 9, 5));
  g_assert_false (stint_pick_up_move (pick_up, STINT_PICK_UP_SHORTER));
}

/* ---- Gaps ---- */

static void
free_row (gpointer row)
{
  stint_grid_row_free (row);
}

static void
test_the_next_gap_is_the_first_that_is_long_enough (void)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  gint64 start_s;

  g_ptr_array_add (rows, make_row ("all-day", TUESDAY * DAY, (TUESDAY + 1) * DAY, TRUE));
  g_ptr_array_add (rows, make_row ("long", at (TUESDAY, 11, 0), at (TUESDAY, 16, 10), FALSE));
  g_ptr_array_add (rows, make_row ("short", at (TUESDAY, 9, 30), at (TUESDAY, 10, 0), FALSE));

  g_assert_true (stint_gap_find (rows, TUESDAY, 7, at (TUESDAY, 9, 3), 15, &start_s));
  g_assert_cmpint (start_s, ==, at (TUESDAY, 9, 15));
  g_assert_true (stint_gap_find (rows, TUESDAY, 7, at (TUESDAY, 9, 3), 60, &start_s));
  g_assert_cmpint (start_s, ==, at (TUESDAY, 10, 0));
  g_assert_true (stint_gap_find (rows, TUESDAY, 7, at (TUESDAY, 10, 30), 45, &start_s));
  g_assert_cmpint (start_s, ==, at (TUESDAY, 16, 15));
  g_assert_true (stint_gap_find (rows, TUESDAY, 7, at (TUESDAY, 10, 30), 120, &start_s));
  g_assert_cmpint (start_s, ==, at (TUESDAY + 1, 8, 0));
}

static void
test_no_gap_at_the_weekend_nor_longer_than_a_day (void)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  gint64 start_s;

  g_assert_false (stint_gap_find (rows, TUESDAY + 4, 2, 0, 15, &start_s));
  g_assert_false (stint_gap_find (rows, TUESDAY, 7, 0, 10 * 60, &start_s));
}

/* ---- Where clocks are set ---- */

/* In Madrid 2:00 to 3:00 is not there on 29 March 2026, and twice on 25 October. */
#define SPRING 20541
#define AUTUMN 20751

static StintDragOrigin
a_block_in_madrid (StintDragKind kind,
                   int           day,
                   int           start_h,
                   int           end_h)
{
  return (StintDragOrigin){ kind, at (day, start_h, 0), at (day, end_h, 0), FALSE, FALSE, hours (day, start_h, 0), "Europe/Madrid" };
}

static void
test_a_move_across_a_change_keeps_the_times_of_the_clock (void)
{
  StintDragOrigin late = a_block_in_madrid (STINT_DRAG_MOVE, SPRING - 1, 10, 11);
  StintDragOrigin early = a_block_in_madrid (STINT_DRAG_MOVE, SPRING - 1, 1, 4);

  assert_placement (&late, hours (SPRING, 10, 0), at (SPRING, 10, 0), at (SPRING, 11, 0), FALSE);
  assert_placement (&early, hours (SPRING, 1, 0), at (SPRING, 1, 0), at (SPRING, 4, 0), FALSE);
  assert_placement (&early, hours (AUTUMN, 1, 0), at (AUTUMN, 1, 0), at (AUTUMN, 4, 0), FALSE);
}

static void
test_the_length_beside_it_is_the_time_that_passes (void)
{
  StintDragOrigin origin = a_block_in_madrid (STINT_DRAG_MOVE, SPRING - 1, 1, 4);
  StintGridSpot spots[] = { hours (SPRING, 1, 0), hours (AUTUMN, 1, 0) };
  const char *const tips[] = { "1:00–4:00 · 2 h", "1:00–4:00 · 4 h" };

  for (int i = 0; i < 2; i++)
    {
      StintPlacement placement;
      g_autofree char *tip = NULL;

      g_assert_true (stint_drag_plan (&origin, &spots[i], STINT_SNAP_S, &placement));
      tip = stint_placement_format (&placement);
      g_assert_cmpstr (tip, ==, tips[i]);
    }
}

static void
test_a_drop_where_an_hour_is_missing_lands_after_it_and_says_so (void)
{
  StintDragOrigin origin = a_block_in_madrid (STINT_DRAG_MOVE, SPRING - 1, 10, 11);
  StintGridSpot spot = hours (SPRING, 2, 30);
  StintPlacement placement;
  g_autofree char *tip = NULL;
  g_autofree char *said = NULL;

  g_assert_true (stint_drag_plan (&origin, &spot, STINT_SNAP_S, &placement));
  g_assert_cmpint (placement.start_s, ==, at (SPRING, 3, 30));
  g_assert_cmpint (placement.end_s, ==, at (SPRING, 4, 30));
  tip = stint_placement_format (&placement);
  said = stint_placement_say (&placement);
  g_assert_cmpstr (tip, ==, "3:30–4:30 · 1 h · there is no 2:30");
  g_assert_cmpstr (said, ==, "Sunday, 29 March 2026, 3:30 to 4:30, because there is no 2:30 on this day");
}

static void
test_a_drop_where_an_hour_is_repeated_is_its_first_time_and_says_so (void)
{
  StintDragOrigin origin = a_block_in_madrid (STINT_DRAG_MOVE, AUTUMN - 1, 10, 11);
  StintGridSpot spot = hours (AUTUMN, 2, 0);
  StintPlacement placement;
  g_autofree char *tip = NULL;

  g_assert_true (stint_drag_plan (&origin, &spot, STINT_SNAP_S, &placement));
  tip = stint_placement_format (&placement);
  g_assert_cmpstr (tip, ==, "2:00–3:00, the first time · 2 h");
}

static void
test_a_task_keeps_its_minutes_across_a_change (void)
{
  StintDragOrigin origin = { STINT_DRAG_SCHEDULE, 0, 3 * HOUR, FALSE, FALSE, hours (SPRING, 1, 0), "Europe/Madrid" };

  assert_placement (&origin, hours (SPRING, 1, 0), at (SPRING, 1, 0), at (SPRING, 5, 0), FALSE);
  assert_placement (&origin, hours (AUTUMN, 1, 0), at (AUTUMN, 1, 0), at (AUTUMN, 3, 0), FALSE);
}

static void
test_the_keyboard_passes_over_a_missing_hour (void)
{
  g_autoptr (StintPickUp) pick_up = stint_pick_up_new (make_row ("a", at (SPRING, 1, 45), at (SPRING, 4, 0), FALSE), "Europe/Madrid");

  g_assert_true (stint_pick_up_move (pick_up, STINT_PICK_UP_LATER));
  g_assert_cmpint (pick_up->placement.start_s, ==, at (SPRING, 3, 0));
  g_assert_true (stint_pick_up_move (pick_up, STINT_PICK_UP_EARLIER));
  g_assert_cmpint (pick_up->placement.start_s, ==, at (SPRING, 1, 45));
}

/* Through the day that has no 2:30 to the next, which has. */
static void
test_the_keyboard_keeps_the_time_of_the_clock (void)
{
  g_autoptr (StintPickUp) pick_up = stint_pick_up_new (make_row ("a", at (SPRING - 1, 2, 30), at (SPRING - 1, 3, 30), FALSE), "Europe/Madrid");

  g_assert_true (stint_pick_up_move (pick_up, STINT_PICK_UP_DAY_AFTER));
  g_assert_cmpint (pick_up->placement.start_s, ==, at (SPRING, 3, 30));
  g_assert_cmpint (pick_up->placement.end_s, ==, at (SPRING, 4, 30));
  g_assert_true (stint_pick_up_move (pick_up, STINT_PICK_UP_DAY_AFTER));
  g_assert_cmpint (pick_up->placement.start_s, ==, at (SPRING + 1, 2, 30));
}

/* ---- Steps ---- */

static StintGridPage *
make_page (void)
{
  StintGridPage *page = stint_grid_page_new (TUESDAY, 3, free_row);
  StintGridRow *rows[] = {
    make_row ("rent", TUESDAY * DAY, (TUESDAY + 1) * DAY, TRUE),
    make_row ("early", at (TUESDAY, 9, 0), at (TUESDAY, 10, 0), FALSE),
    make_row ("beside", at (TUESDAY, 9, 30), at (TUESDAY, 10, 30), FALSE),
    make_row ("late", at (TUESDAY, 15, 0), at (TUESDAY, 16, 0), FALSE),
    make_row ("other", at (TUESDAY + 1, 8, 0), at (TUESDAY + 1, 12, 0), FALSE),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    stint_grid_page_add (page, rows[i], rows[i]);

  return page;
}

static char *
walk (StintGridPage   *page,
      StintWeekStep   *step,
      GtkDirectionType direction,
      int              n_steps)
{
  GString *path = g_string_new (NULL);

  for (int i = 0; i < n_steps; i++)
    {
      if (!stint_week_step_move (page, step, direction, FALSE))
        g_string_append (path, " out");
      else if (step->row != NULL)
        g_string_append_printf (path, " %s", step->row->id);
      else
        g_string_append_printf (path, " %d", step->second / HOUR);
    }

  return g_string_free (path, FALSE);
}

static void
test_down_goes_through_blocks_and_free_hours (void)
{
  g_autoptr (StintGridPage) page = make_page ();
  StintWeekStep step = { NULL, TUESDAY, 7 * HOUR };
  g_autofree char *down = walk (page, &step, GTK_DIR_DOWN, 8);
  g_autofree char *up = walk (page, &step, GTK_DIR_UP, 8);

  g_assert_cmpstr (down, ==, " 8 early beside 11 12 13 14 late");
  g_assert_cmpstr (up, ==, " 14 13 12 11 beside early 8 7");
}

static void
test_the_day_s_top_leads_to_what_lasts_all_day (void)
{
  g_autoptr (StintGridPage) page = make_page ();
  StintWeekStep step = { NULL, TUESDAY, 0 };
  g_autofree char *up = walk (page, &step, GTK_DIR_UP, 2);
  g_autofree char *down = walk (page, &step, GTK_DIR_DOWN, 1);

  g_assert_cmpstr (up, ==, " rent rent");
  g_assert_cmpstr (down, ==, " 8");
}

static void
test_to_the_sides_it_goes_day_by_day_until_the_border (void)
{
  g_autoptr (StintGridPage) page = make_page ();
  StintWeekStep step = { NULL, TUESDAY, 10 * HOUR };
  g_autofree char *right = walk (page, &step, GTK_DIR_RIGHT, 3);

  g_assert_cmpstr (right, ==, " other 8 out");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drag-plan/a-move-keeps-the-hold-and-the-length", test_a_move_keeps_the_hold_and_the_length);
  g_test_add_func ("/drag-plan/a-move-in-a-month-keeps-the-time-of-day", test_a_move_in_a_month_keeps_the_time_of_day);
  g_test_add_func ("/drag-plan/a-move-above-the-hours-is-all-day", test_a_move_above_the_hours_is_all_day);
  g_test_add_func ("/drag-plan/an-all-day-block-moved-onto-hours-gets-a-time", test_an_all_day_block_moved_onto_hours_gets_a_time);
  g_test_add_func ("/drag-plan/an-edge-stays-on-its-day-and-keeps-five-minutes", test_an_edge_stays_on_its_day_and_keeps_five_minutes);
  g_test_add_func ("/drag-plan/creating-upwards-is-creating", test_creating_upwards_is_creating);
  g_test_add_func ("/drag-plan/a-task-takes-its-length-onto-hours-and-the-day-elsewhere",
                   test_a_task_takes_its_length_onto_hours_and_the_day_elsewhere);
  g_test_add_func ("/drag-plan/a-deadline-moves-by-days-only", test_a_deadline_moves_by_days_only);
  g_test_add_func ("/drag-plan/nowhere-nothing-is-dropped", test_nowhere_nothing_is_dropped);
  g_test_add_func ("/drag-plan/any-drag-gives-a-sound-block", test_any_drag_gives_a_sound_block);
  g_test_add_func ("/pick-up/there-and-back-is-where-it-was", test_there_and_back_is_where_it_was);
  g_test_add_func ("/pick-up/a-block-askew-goes-to-the-next-slot", test_a_block_askew_goes_to_the_next_slot);
  g_test_add_func ("/pick-up/shorter-ends-at-five-minutes", test_shorter_ends_at_five_minutes);
  g_test_add_func ("/gap/the-next-gap-is-the-first-that-is-long-enough", test_the_next_gap_is_the_first_that_is_long_enough);
  g_test_add_func ("/gap/no-gap-at-the-weekend-nor-longer-than-a-day", test_no_gap_at_the_weekend_nor_longer_than_a_day);
  g_test_add_func ("/week-steps/down-goes-through-blocks-and-free-hours", test_down_goes_through_blocks_and_free_hours);
  g_test_add_func ("/week-steps/the-day-s-top-leads-to-what-lasts-all-day", test_the_day_s_top_leads_to_what_lasts_all_day);
  g_test_add_func ("/week-steps/to-the-sides-it-goes-day-by-day-until-the-border", test_to_the_sides_it_goes_day_by_day_until_the_border);
  g_test_add_func ("/clock-change/a-move-across-a-change-keeps-the-times-of-the-clock", test_a_move_across_a_change_keeps_the_times_of_the_clock);
  g_test_add_func ("/clock-change/the-length-beside-it-is-the-time-that-passes", test_the_length_beside_it_is_the_time_that_passes);
  g_test_add_func ("/clock-change/a-drop-where-an-hour-is-missing-lands-after-it-and-says-so", test_a_drop_where_an_hour_is_missing_lands_after_it_and_says_so);
  g_test_add_func ("/clock-change/a-drop-where-an-hour-is-repeated-is-its-first-time-and-says-so", test_a_drop_where_an_hour_is_repeated_is_its_first_time_and_says_so);
  g_test_add_func ("/clock-change/a-task-keeps-its-minutes-across-a-change", test_a_task_keeps_its_minutes_across_a_change);
  g_test_add_func ("/clock-change/the-keyboard-passes-over-a-missing-hour", test_the_keyboard_passes_over_a_missing_hour);
  g_test_add_func ("/clock-change/the-keyboard-keeps-the-time-of-the-clock", test_the_keyboard_keeps_the_time_of_the_clock);

  return g_test_run ();
}
