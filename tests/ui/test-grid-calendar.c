/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"
#include "tests/ui/ui-fixture.h"
#include "ui/grid/stint-calendar-private.h"
#include "ui/grid/stint-create-popover.h"

#define HOUR 3600
#define DAY ((gint64) STINT_DAY_S)

/* Tuesday, 24 November 2026: the fixture's today. */
#define TODAY 20781

typedef struct
{
  UiFixture      ui;
  StintCalendar *calendar;
  char          *announced;
  char          *failed;
  char          *opened;
} Fixture;

static void
take_text (char      **text,
           const char *message)
{
  g_free (*text);
  *text = g_strdup (message);
}

static void
announce_cb (Fixture    *fixture,
             const char *message)
{
  take_text (&fixture->announced, message);
}

static void
failed_cb (Fixture    *fixture,
           const char *message)
{
  take_text (&fixture->failed, message);
}

static void
open_cb (Fixture    *fixture,
         const char *id)
{
  take_text (&fixture->opened, id);
}

static gboolean
is_shown (gpointer data)
{
  Fixture *fixture = data;

  return !fixture->calendar->loading && fixture->calendar->page != NULL;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  ui_fixture_set_up (&fixture->ui, data);
  fixture->calendar = STINT_CALENDAR (stint_calendar_new (fixture->ui.workspace));
  g_signal_connect_swapped (fixture->calendar, "announce", G_CALLBACK (announce_cb), fixture);
  g_signal_connect_swapped (fixture->calendar, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect_swapped (fixture->calendar, "open-task", G_CALLBACK (open_cb), fixture);
  ui_fixture_show (&fixture->ui, GTK_WIDGET (fixture->calendar));
  ui_wait_until (is_shown, fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  StintCalendar *calendar = fixture->calendar;

  g_object_add_weak_pointer (G_OBJECT (calendar), (gpointer *) &calendar);
  ui_fixture_tear_down (&fixture->ui, data);
  g_assert_null (calendar);
  g_free (fixture->announced);
  g_free (fixture->failed);
  g_free (fixture->opened);
}

static const StintGridRow *
find_row (Fixture    *fixture,
          const char *title)
{
  StintGridPage *page = fixture->calendar->page;

  for (guint i = 0; i < page->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (page->rows, i);

      if (g_str_equal (row->title, title))
        return row;
    }

  return NULL;
}

static gboolean
has_report (gpointer data)
{
  return find_row (data, "Report") != NULL;
}

static gboolean
has_no_report (gpointer data)
{
  return find_row (data, "Report") == NULL;
}

static gboolean
has_announced (gpointer data)
{
  return ((Fixture *) data)->announced != NULL;
}

/* An hour of "Report" today at ten, selected. */
static void
add_report (Fixture *fixture)
{
  ui_fixture_apply (&fixture->ui, stint_command_add_task_at (fixture->ui.workspace, "Report", TODAY * DAY + 10 * HOUR, 60, NULL));
  ui_wait_until (has_report, fixture);
  stint_calendar_select_row (fixture->calendar, find_row (fixture, "Report"));
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_clear_pointer (&fixture->announced, g_free);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->calendar), action, NULL));
}

static gboolean
ends_at_quarter (gpointer data)
{
  const StintGridRow *row = find_row (data, "Report");

  return row != NULL && row->end_s == TODAY * DAY + 11 * HOUR + 900;
}

static void
test_longer_adds_a_quarter (Fixture      *fixture,
                            gconstpointer data)
{
  add_report (fixture);
  act (fixture, "calendar.longer");
  ui_wait_until (ends_at_quarter, fixture);
}

static void
test_unschedule_takes_it_off_and_says_so (Fixture      *fixture,
                                          gconstpointer data)
{
  add_report (fixture);
  act (fixture, "calendar.unschedule");
  ui_wait_until (has_no_report, fixture);
  ui_wait_until (has_announced, fixture);
  g_assert_cmpstr (fixture->announced, ==, "“Report” taken off the calendar");
  g_assert_null (fixture->calendar->selected_block);
}

static gboolean
is_done (gpointer data)
{
  const StintGridRow *row = find_row (data, "Report");

  return row != NULL && row->done;
}

static void
test_complete_marks_it_done (Fixture      *fixture,
                             gconstpointer data)
{
  add_report (fixture);
  act (fixture, "calendar.complete");
  ui_wait_until (is_done, fixture);
}

static void
test_delete_deletes_the_task (Fixture      *fixture,
                              gconstpointer data)
{
  add_report (fixture);
  act (fixture, "calendar.delete");
  ui_wait_until (has_no_report, fixture);
}

static gboolean
is_empty (gpointer data)
{
  return stint_calendar_is_empty (((Fixture *) data)->calendar);
}

static gboolean
has_two (gpointer data)
{
  return ((Fixture *) data)->calendar->page->rows->len == 2;
}

static void
test_duplicate_comes_right_after (Fixture      *fixture,
                                  gconstpointer data)
{
  const StintGridRow *second;

  g_assert_true (is_empty (fixture));
  add_report (fixture);
  act (fixture, "calendar.duplicate");
  ui_wait_until (has_two, fixture);
  second = g_ptr_array_index (fixture->calendar->page->rows, 1);
  g_assert_cmpint (second->start_s, ==, TODAY * DAY + 11 * HOUR);
}

static gboolean
has_called (gpointer data)
{
  return find_row (data, "Call") != NULL;
}

static void
test_schedule_takes_the_next_gap_that_fits (Fixture      *fixture,
                                            gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&fixture->ui, "Call for 90m");

  add_report (fixture);
  stint_calendar_set_selected_task (fixture->calendar, id);
  act (fixture, "calendar.schedule");
  ui_wait_until (has_called, fixture);
  /* It is 9:12, and from 10 to 11 is taken: an hour and a half has room from 11 on. */
  g_assert_cmpint (find_row (fixture, "Call")->start_s, ==, TODAY * DAY + 11 * HOUR);
  g_assert_cmpint (find_row (fixture, "Call")->end_s, ==, TODAY * DAY + 12 * HOUR + 1800);
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->failed != NULL;
}

static void
test_schedule_says_when_nothing_is_free (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autofree char *id = ui_fixture_add (&fixture->ui, "Call for 90m");

  stint_calendar_set_day (fixture->calendar, TODAY - 14);
  ui_wait_until (is_shown, fixture);
  stint_calendar_set_selected_task (fixture->calendar, id);
  act (fixture, "calendar.schedule");
  ui_wait_until (has_failed, fixture);
  g_assert_nonnull (strstr (fixture->failed, "1 h 30 min"));
}

static gboolean
is_on_friday (gpointer data)
{
  const StintGridRow *row = find_row (data, "Report");

  return row != NULL && row->start_s == (TODAY + 3) * DAY + 10 * HOUR + 900;
}

static void
carry (Fixture        *fixture,
       StintPickUpMove move)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->calendar), "calendar.pick-up-move", "i", move);
}

static void
test_the_keyboard_carries_a_block (Fixture      *fixture,
                                   gconstpointer data)
{
  add_report (fixture);
  act (fixture, "calendar.pick-up");
  carry (fixture, STINT_PICK_UP_LATER);
  for (int i = 0; i < 3; i++)
    carry (fixture, STINT_PICK_UP_DAY_AFTER);
  g_assert_nonnull (fixture->calendar->ghost);
  act (fixture, "calendar.put-down");
  ui_wait_until (is_on_friday, fixture);
  g_assert_null (fixture->calendar->ghost);
}

static void
test_escape_leaves_a_carried_block_where_it_was (Fixture      *fixture,
                                                 gconstpointer data)
{
  add_report (fixture);
  act (fixture, "calendar.pick-up");
  carry (fixture, STINT_PICK_UP_WEEK_AFTER);
  ui_wait_until (is_shown, fixture);
  g_assert_cmpint (fixture->calendar->range_first, >, TODAY);
  act (fixture, "calendar.cancel-pick-up");
  ui_wait_until (has_report, fixture);
  g_assert_cmpint (find_row (fixture, "Report")->start_s, ==, TODAY * DAY + 10 * HOUR);
  g_assert_null (fixture->calendar->ghost);
}

static void
test_the_picture_stays_until_the_next_is_there (Fixture      *fixture,
                                                gconstpointer data)
{
  StintGridPage *before;

  add_report (fixture);
  before = fixture->calendar->page;
  stint_calendar_page (fixture->calendar, 1);
  g_assert_true (fixture->calendar->page == before);
  ui_wait_until (is_shown, fixture);
  g_assert_true (fixture->calendar->page->first_day > TODAY);
  g_assert_true (is_empty (fixture));
}

static void
test_a_block_brings_its_task_into_the_selection (Fixture      *fixture,
                                                 gconstpointer data)
{
  g_autofree char *task = NULL;
  g_autofree char *block = NULL;

  add_report (fixture);
  g_object_get (fixture->calendar, "selected-task", &task, "selected-block", &block, NULL);
  g_assert_cmpstr (task, ==, find_row (fixture, "Report")->task_id);
  g_assert_cmpstr (block, ==, find_row (fixture, "Report")->id);

  act (fixture, "calendar.open");
  g_assert_cmpstr (fixture->opened, ==, task);
  stint_calendar_set_selected_task (fixture->calendar, NULL);
  g_assert_null (fixture->calendar->selected_block);
}

static void
test_every_view_shows_the_block (Fixture      *fixture,
                                 gconstpointer data)
{
  add_report (fixture);
  for (int view = STINT_VIEW_DAY; view <= STINT_VIEW_AGENDA; view++)
    {
      stint_calendar_set_view (fixture->calendar, (StintView) view);
      ui_wait_until (is_shown, fixture);
      ui_wait_until (has_report, fixture);
      ui_run_a_moment ();
    }
}

static void
test_three_days_are_a_page_of_three (Fixture      *fixture,
                                     gconstpointer data)
{
  int first_day, n_days;

  g_object_set (fixture->calendar, "max-days", 3, NULL);
  ui_wait_until (is_shown, fixture);
  stint_calendar_get_range (fixture->calendar, &first_day, &n_days);
  g_assert_cmpint (n_days, ==, 3);
  g_assert_cmpint (first_day, ==, TODAY);
  stint_calendar_set_day (fixture->calendar, TODAY + 2);
  stint_calendar_get_range (fixture->calendar, &first_day, &n_days);
  g_assert_cmpint (first_day, ==, TODAY);
  stint_calendar_page (fixture->calendar, 1);
  stint_calendar_get_range (fixture->calendar, &first_day, &n_days);
  g_assert_cmpint (first_day, ==, TODAY + 3);
}

static void
test_time_ends_and_pages_stop (Fixture      *fixture,
                               gconstpointer data)
{
  stint_calendar_set_day (fixture->calendar, STINT_DAY_MAX);
  for (int i = 0; i < 4; i++)
    stint_calendar_page (fixture->calendar, 1);
  ui_wait_until (is_shown, fixture);
  stint_calendar_set_view (fixture->calendar, STINT_VIEW_MONTH);
  stint_calendar_set_day (fixture->calendar, STINT_DAY_MIN);
  for (int i = 0; i < 4; i++)
    stint_calendar_page (fixture->calendar, -1);
  ui_wait_until (is_shown, fixture);
}

static void
test_a_new_task_is_added_where_it_was_drawn (Fixture      *fixture,
                                             gconstpointer data)
{
  StintPlacement hours = { TODAY *DAY + 10 * HOUR, TODAY *DAY + 12 * HOUR, FALSE };
  StintPlacement day = { (TODAY + 1) * DAY, (TODAY + 3) * DAY, TRUE };

  stint_calendar_create (fixture->calendar, &hours);
  g_signal_emit_by_name (fixture->calendar->popover, "create", "Report");
  ui_wait_until (has_report, fixture);
  g_assert_cmpint (find_row (fixture, "Report")->end_s, ==, hours.end_s);

  stint_calendar_create (fixture->calendar, &day);
  g_signal_emit_by_name (fixture->calendar->popover, "create", "Call");
  ui_wait_until (has_called, fixture);
  g_assert_true (find_row (fixture, "Call")->all_day);
  g_assert_cmpint (find_row (fixture, "Call")->end_s, ==, day.end_s);
}

static void
add (const char *path,
     void ( *test ) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/calendar/longer-adds-a-quarter", test_longer_adds_a_quarter);
  add ("/calendar/unschedule-takes-it-off-and-says-so", test_unschedule_takes_it_off_and_says_so);
  add ("/calendar/complete-marks-it-done", test_complete_marks_it_done);
  add ("/calendar/delete-deletes-the-task", test_delete_deletes_the_task);
  add ("/calendar/duplicate-comes-right-after", test_duplicate_comes_right_after);
  add ("/calendar/schedule-takes-the-next-gap-that-fits", test_schedule_takes_the_next_gap_that_fits);
  add ("/calendar/schedule-says-when-nothing-is-free", test_schedule_says_when_nothing_is_free);
  add ("/calendar/the-keyboard-carries-a-block", test_the_keyboard_carries_a_block);
  add ("/calendar/escape-leaves-a-carried-block-where-it-was", test_escape_leaves_a_carried_block_where_it_was);
  add ("/calendar/the-picture-stays-until-the-next-is-there", test_the_picture_stays_until_the_next_is_there);
  add ("/calendar/a-block-brings-its-task-into-the-selection", test_a_block_brings_its_task_into_the_selection);
  add ("/calendar/every-view-shows-the-block", test_every_view_shows_the_block);
  add ("/calendar/three-days-are-a-page-of-three", test_three_days_are_a_page_of_three);
  add ("/calendar/time-ends-and-pages-stop", test_time_ends_and_pages_stop);
  add ("/calendar/a-new-task-is-added-where-it-was-drawn", test_a_new_task_is_added_where_it_was_drawn);

  return g_test_run ();
}
