/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"
#include "ui/grid/stint-agenda-view.h"
#include "ui/grid/stint-block-widget.h"
#include "ui/grid/stint-hours-labels.h"
#include "ui/grid/stint-month-view.h"
#include "ui/grid/stint-week-view.h"

#include <adwaita.h>

#define HOUR 3600
#define DAY ((gint64) STINT_DAY_S)

/* A Monday; and noon of the Tuesday after it. */
#define MONDAY 20780
#define NOW_S ((MONDAY + 1) * DAY + 12 * HOUR)

typedef struct
{
  GtkWidget *window;
  GtkWidget *view;
} Fixture;

static void
free_row (gpointer row)
{
  stint_grid_row_free (row);
}

static void
add_block (StintGridPage *page,
           const char    *title,
           int            day,
           int            hour,
           int            minutes)
{
  StintGridRow *row = g_new0 (StintGridRow, 1);

  row->id = g_strdup_printf ("%s-%d-%d", title, day, hour);
  row->task_id = g_strdup (title);
  row->title = g_strdup (title);
  row->color = g_strdup ("#2ec27e");
  row->start_s = day * DAY + hour * HOUR;
  row->end_s = row->start_s + minutes * 60;
  row->pinned = TRUE;
  stint_grid_page_add (page, row, row);
  if (day >= page->first_day && day < page->first_day + page->n_days)
    g_array_index (page->days, StintGridDay, day - page->first_day).n_items++;
}

static void
wait_frames (GtkWidget *widget,
             int        n_frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 until = gdk_frame_clock_get_frame_counter (clock) + n_frames;

  gtk_widget_queue_draw (widget);
  while (gdk_frame_clock_get_frame_counter (clock) < until)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
show (Fixture   *fixture,
      GtkWidget *view)
{
  fixture->view = view;
  gtk_window_set_child (GTK_WINDOW (fixture->window), view);
  gtk_widget_set_visible (fixture->window, TRUE);
  while (!gtk_widget_get_mapped (view))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_page (Fixture       *fixture,
          StintGridPage *page)
{
  stint_grid_view_set_page (STINT_GRID_VIEW (fixture->view), page);
  wait_frames (fixture->window, 2);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->window = gtk_window_new ();
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  GtkWidget *view = fixture->view;

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_null (fixture->window);
  g_assert_null (view);
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_child_visible (widget))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      collect (child, type, found);
}

static GPtrArray *
list_leaves (Fixture *fixture)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (fixture->view, STINT_TYPE_BLOCK_WIDGET, found);
  return found;
}

static StintBlockWidget *
find_leaf (Fixture    *fixture,
           const char *title)
{
  g_autoptr (GPtrArray) leaves = list_leaves (fixture);

  for (guint i = 0; i < leaves->len; i++)
    if (g_str_equal (stint_block_widget_get_row (leaves->pdata[i])->title, title))
      return leaves->pdata[i];

  return NULL;
}

static StintGridPage *
make_week (int monday)
{
  StintGridPage *page = stint_grid_page_new (monday, 7, free_row);

  for (int i = 0; i < 5; i++)
    add_block (page, "standup", monday + i, 9, 30);
  add_block (page, "report", monday + 2, 10, 120);

  return page;
}

static void
test_a_turn_uses_the_leaves_again (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (StintGridPage) page = make_week (MONDAY);
  g_autoptr (StintGridPage) next = make_week (MONDAY + 7);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  show (fixture, stint_week_view_new (56, NOW_S));
  set_page (fixture, page);
  before = list_leaves (fixture);
  set_page (fixture, next);
  after = list_leaves (fixture);

  g_assert_cmpuint (before->len, ==, 6);
  g_assert_cmpuint (after->len, ==, 6);
  for (guint i = 0; i < after->len; i++)
    {
      g_assert_true (g_ptr_array_find (before, after->pdata[i], NULL));
      g_assert_cmpint (stint_block_widget_get_day (after->pdata[i]), >=, MONDAY + 7);
    }
}

static void
test_a_leaf_stays_with_its_block (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (StintGridPage) page = make_week (MONDAY);
  g_autoptr (StintGridPage) changed = make_week (MONDAY);
  StintBlockWidget *leaf;

  show (fixture, stint_week_view_new (56, NOW_S));
  set_page (fixture, page);
  leaf = find_leaf (fixture, "report");
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (leaf)));
  add_block (changed, "new", MONDAY, 8, 30);
  set_page (fixture, changed);

  g_assert_true (find_leaf (fixture, "report") == leaf);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (leaf)));
}

static void
test_out_of_view_there_are_no_leaves (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autoptr (StintGridPage) page = stint_grid_page_new (MONDAY, 7, free_row);

  add_block (page, "noon", MONDAY, 12, 60);
  add_block (page, "midnight", MONDAY, 0, 30);
  show (fixture, stint_week_view_new (200, NOW_S));
  set_page (fixture, page);

  g_assert_nonnull (find_leaf (fixture, "noon"));
  g_assert_null (find_leaf (fixture, "midnight"));
}

static void
test_a_block_lies_where_its_time_is (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr (StintGridPage) page = make_week (MONDAY);
  StintGridSpot spot;
  graphene_rect_t bounds;

  show (fixture, stint_week_view_new (56, NOW_S));
  set_page (fixture, page);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (find_leaf (fixture, "report")), fixture->view, &bounds));
  g_assert_true (stint_grid_view_find_spot (STINT_GRID_VIEW (fixture->view), bounds.origin.x + bounds.size.width / 2,
                                            bounds.origin.y + bounds.size.height / 2, &spot));

  g_assert_cmpint (spot.area, ==, STINT_AREA_HOURS);
  g_assert_cmpint (spot.day, ==, MONDAY + 2);
  g_assert_cmpint (ABS (spot.local_s - ((MONDAY + 2) * DAY + 11 * HOUR)), <, 120);
}

/* Returns: (transfer full): the first labels of the hours, as "here=there" */
static char *
label_hours (const char *zone,
             int         first_day,
             int         n_days,
             const char *second_zone)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  StintHoursLabels *labels = stint_hours_labels_new (widget);
  g_autoptr (StintGridPage) page = stint_grid_page_new (first_day, n_days, free_row);
  GString *text = g_string_new (NULL);

  stint_grid_page_set_zone (page, zone);
  stint_hours_labels_update (labels, page, second_zone);
  for (guint i = 0; i < 4; i++)
    g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", pango_layout_get_text (stint_hours_labels_get (labels, i)->text),
                            pango_layout_get_text (stint_hours_labels_get (labels, i)->second));
  stint_hours_labels_free (labels);
  g_object_unref (widget);

  return g_string_free (text, FALSE);
}

static void
test_the_second_zone_is_right_on_each_day (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autofree char *none = label_hours ("Europe/Madrid", MONDAY, 7, NULL);
  g_autofree char *half = label_hours ("Europe/Madrid", MONDAY, 7, "Asia/Kolkata");
  g_autofree char *both = label_hours ("Europe/Madrid", stint_day_from_ymd (2026, 10, 26), 7, "America/New_York");
  g_autofree char *gap = label_hours ("Europe/Madrid", stint_day_from_ymd (2026, 3, 29), 1, "Asia/Tokyo");
  g_autofree char *again = label_hours ("Europe/Madrid", stint_day_from_ymd (2026, 10, 25), 1, "Asia/Tokyo");
  g_autofree char *howe = label_hours ("Australia/Lord_Howe", stint_day_from_ymd (2026, 10, 4), 1, "UTC");

  show (fixture, stint_week_view_new (56, NOW_S));
  g_assert_cmpstr (none, ==, "1:00= 2:00= 3:00= 4:00=");
  g_assert_cmpstr (half, ==, "1:00=5:30 2:00=6:30 3:00=7:30 4:00=8:30");
  g_assert_cmpstr (both, ==, "1:00=20:00 2:00=21:00 3:00=22:00 4:00=23:00");
  g_assert_cmpstr (gap, ==, "1:00=9:00 3:00=10:00 4:00=11:00 5:00=12:00");
  g_assert_cmpstr (again, ==, "1:00=8:00 2:00=9:00 2:00 again=10:00 3:00=11:00");
  g_assert_cmpstr (howe, ==, "1:00=14:30 2:30=15:30 3:00=16:00 4:00=17:00");
}

static void
test_where_the_second_zone_changes_both_times_are_said (Fixture      *fixture,
                                                        gconstpointer data)
{
  g_autofree char *text = label_hours ("Europe/Madrid", stint_day_from_ymd (2026, 11, 1), 7, "America/New_York");

  show (fixture, stint_week_view_new (56, NOW_S));
  /* On Sunday it is summer there until 7:00 here. */
  g_assert_cmpstr (text, ==, "1:00=20:00/19:00 2:00=21:00/20:00 3:00=22:00/21:00 4:00=23:00/22:00");
}

static void
test_sixty_at_one_time_stay_in_their_column (Fixture      *fixture,
                                             gconstpointer data)
{
  g_autoptr (StintGridPage) page = stint_grid_page_new (MONDAY, 7, free_row);
  g_autoptr (GPtrArray) leaves = NULL;

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *title = g_strdup_printf ("t%d", i);

      add_block (page, title, MONDAY + 1, 12, 60);
    }
  show (fixture, stint_week_view_new (56, NOW_S));
  set_page (fixture, page);
  leaves = list_leaves (fixture);

  g_assert_cmpuint (leaves->len, >, 0);
  g_assert_cmpuint (leaves->len, <=, 4);
}

static void
test_a_ghost_comes_and_goes (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (StintGridPage) page = make_week (MONDAY);
  g_autoptr (StintGridPage) ghost = stint_grid_page_new (MONDAY, 1, free_row);

  show (fixture, stint_week_view_new (56, NOW_S));
  set_page (fixture, page);
  add_block (ghost, "ghost", MONDAY, 12, 60);
  stint_grid_view_show_ghost (STINT_GRID_VIEW (fixture->view), ghost, "12:00–13:00");
  wait_frames (fixture->window, 2);
  g_assert_nonnull (find_leaf (fixture, "ghost"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_leaf (fixture, "ghost")), "ghost"));
  stint_grid_view_show_ghost (STINT_GRID_VIEW (fixture->view), NULL, NULL);
  wait_frames (fixture->window, 2);
  g_assert_null (find_leaf (fixture, "ghost"));
}

static void
test_the_selected_block_says_so (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (StintGridPage) page = make_week (MONDAY);
  g_autofree char *id = g_strdup_printf ("report-%d-10", MONDAY + 2);
  StintBlockWidget *leaf;

  show (fixture, stint_week_view_new (56, NOW_S));
  set_page (fixture, page);
  leaf = find_leaf (fixture, "report");
  stint_grid_view_set_selected (STINT_GRID_VIEW (fixture->view), id);
  g_assert_true (gtk_widget_get_state_flags (GTK_WIDGET (leaf)) & GTK_STATE_FLAG_SELECTED);
  stint_grid_view_set_selected (STINT_GRID_VIEW (fixture->view), NULL);
  g_assert_false (gtk_widget_get_state_flags (GTK_WIDGET (leaf)) & GTK_STATE_FLAG_SELECTED);
}

/* Returns: where the only leaf of that title begins in the view */
static float
find_leaf_x (Fixture    *fixture,
             const char *title)
{
  g_autoptr (GPtrArray) leaves = list_leaves (fixture);
  graphene_rect_t bounds;

  for (guint i = 0; i < leaves->len; i++)
    if (g_str_equal (stint_block_widget_get_row (leaves->pdata[i])->title, title))
      {
        g_assert_true (gtk_widget_compute_bounds (leaves->pdata[i], fixture->view, &bounds));
        return bounds.origin.x;
      }
  g_assert_not_reached ();
}

static void
test_a_second_zone_moves_whole_days_with_the_hours (Fixture      *fixture,
                                                    gconstpointer data)
{
  g_autoptr (StintGridPage) page = stint_grid_page_new (MONDAY, 7, free_row);
  float before;

  add_block (page, "hours", MONDAY + 1, 12, 60);
  add_block (page, "day", MONDAY + 1, 0, 24 * 60);
  ((StintGridRow *) page->rows->pdata[1])->all_day = TRUE;
  show (fixture, stint_week_view_new (56, NOW_S));
  set_page (fixture, page);
  before = find_leaf_x (fixture, "hours");
  g_assert_cmpfloat_with_epsilon (find_leaf_x (fixture, "day"), before, 2);

  stint_week_view_set_second_zone (STINT_WEEK_VIEW (fixture->view), "Asia/Tokyo");
  wait_frames (fixture->window, 3);
  g_assert_cmpfloat (find_leaf_x (fixture, "hours"), >, before + 4);
  g_assert_cmpfloat_with_epsilon (find_leaf_x (fixture, "day"), find_leaf_x (fixture, "hours"), 2);
}

static void
test_a_month_counts_what_it_does_not_show (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autoptr (StintGridPage) page = stint_grid_page_new (MONDAY - 28, 35, free_row);
  g_autoptr (GPtrArray) leaves = NULL;
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  g_autofree char *more = NULL;

  for (int hour = 0; hour < 12; hour++)
    add_block (page, "busy", MONDAY, 8 + hour, 60);
  /* The page was asked for twelve a day at most, and the day has forty. */
  g_array_index (page->days, StintGridDay, 28).n_items = 40;
  show (fixture, stint_month_view_new (NOW_S));
  set_page (fixture, page);
  for (int i = 0; i < 30 && buttons->len == 0; i++)
    {
      wait_frames (fixture->window, 1);
      collect (fixture->view, GTK_TYPE_BUTTON, buttons);
    }
  leaves = list_leaves (fixture);
  more = g_strdup_printf ("+%u more", 40 - leaves->len);

  g_assert_cmpuint (leaves->len, >, 0);
  g_assert_cmpuint (buttons->len, ==, 1);
  g_assert_cmpstr (gtk_button_get_label (buttons->pdata[0]), ==, more);
}

static void
test_an_agenda_of_nothing_says_so (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (StintGridPage) page = stint_grid_page_new (MONDAY, STINT_AGENDA_DAYS, free_row);
  g_autoptr (GPtrArray) status = g_ptr_array_new ();

  show (fixture, stint_agenda_view_new (NOW_S));
  set_page (fixture, page);
  collect (fixture->view, ADW_TYPE_STATUS_PAGE, status);

  g_assert_cmpuint (status->len, ==, 1);
  g_assert_true (gtk_widget_get_mapped (status->pdata[0]));
}

static void
test_an_agenda_of_thousands_has_few_leaves (Fixture      *fixture,
                                            gconstpointer data)
{
  g_autoptr (StintGridPage) page = stint_grid_page_new (MONDAY, STINT_AGENDA_DAYS, free_row);
  g_autoptr (GPtrArray) leaves = NULL;

  for (int i = 0; i < 5000; i++)
    add_block (page, "t", MONDAY + i % STINT_AGENDA_DAYS, i / STINT_AGENDA_DAYS % 24, 1 + i);
  show (fixture, stint_agenda_view_new (NOW_S));
  set_page (fixture, page);
  leaves = list_leaves (fixture);

  g_assert_cmpuint (leaves->len, >, 5);
  g_assert_cmpuint (leaves->len, <, 80);
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
  add ("/grid-views/a-turn-uses-the-leaves-again", test_a_turn_uses_the_leaves_again);
  add ("/grid-views/a-leaf-stays-with-its-block", test_a_leaf_stays_with_its_block);
  add ("/grid-views/out-of-view-there-are-no-leaves", test_out_of_view_there_are_no_leaves);
  add ("/grid-views/a-block-lies-where-its-time-is", test_a_block_lies_where_its_time_is);
  add ("/grid-views/sixty-at-one-time-stay-in-their-column", test_sixty_at_one_time_stay_in_their_column);
  add ("/grid-views/the-second-zone-is-right-on-each-day", test_the_second_zone_is_right_on_each_day);
  add ("/grid-views/where-the-second-zone-changes-both-times-are-said", test_where_the_second_zone_changes_both_times_are_said);
  add ("/grid-views/a-ghost-comes-and-goes", test_a_ghost_comes_and_goes);
  add ("/grid-views/the-selected-block-says-so", test_the_selected_block_says_so);
  add ("/grid-views/a-second-zone-moves-whole-days-with-the-hours", test_a_second_zone_moves_whole_days_with_the_hours);
  add ("/grid-views/a-month-counts-what-it-does-not-show", test_a_month_counts_what_it_does_not_show);
  add ("/grid-views/an-agenda-of-nothing-says-so", test_an_agenda_of_nothing_says_so);
  add ("/grid-views/an-agenda-of-thousands-has-few-leaves", test_an_agenda_of_thousands_has_few_leaves);

  return g_test_run ();
}
