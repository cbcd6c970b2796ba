/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-week-view.h"

#include "core/stint-time.h"
#include "ui/grid/stint-all-day-row.h"
#include "ui/grid/stint-hours-grid.h"
#include "ui/grid/stint-quiet-scroll.h"
#include "ui/grid/stint-week-heads.h"
#include "ui/grid/stint-week-steps.h"

#include <math.h>

#define GUTTER_MIN 56

/* What is in view at first: this hour with its label at the top, unless the time now would be out of it. */
#define FIRST_HOUR 7
#define LABEL_ROOM 10

#define SCROLL_ZONE 40.0
#define SCROLL_SPEED 14.0

struct _StintWeekView
{
  GtkWidget      parent_instance;

  GtkWidget     *heads;
  GtkWidget     *all_day;
  GtkWidget     *scrolled;
  GtkWidget     *hours;
  StintGridPage *page;
  gint64         now_s;
  double         hour_height;
  double         zoom_anchor;
  gboolean       placed;
};

static void stint_week_view_grid_view_init (StintGridViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintWeekView, stint_week_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (STINT_TYPE_GRID_VIEW, stint_week_view_grid_view_init))

/* ---- Scrolling ---- */

static GtkAdjustment *
get_adjustment (StintWeekView * self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

static double
get_hours_height (StintWeekView *self)
{
  return stint_grid_geometry_get_height (stint_hours_grid_get_geometry (STINT_HOURS_GRID (self->hours)));
}

/* Of what a clock reads for the first time. */
static double
get_y (StintWeekView *self,
       int            second)
{
  const StintGridGeometry *geometry = stint_hours_grid_get_geometry (STINT_HOURS_GRID (self->hours));

  return stint_grid_geometry_get_y (geometry, stint_grid_geometry_get_position (geometry, second, FALSE));
}

/* Before the first allocation the adjustment knows nothing yet: it is told, and the viewport keeps the value. */
static void
scroll_to_first (StintWeekView *self,
                 int            view_height)
{
  double top = get_y (self, FIRST_HOUR * 3600) - LABEL_ROOM;
  int today = stint_day_of_local (self->now_s);
  double now_y = get_y (self, (int) (self->now_s - (gint64) today * STINT_DAY_S));

  if (today >= self->page->first_day && today < self->page->first_day + self->page->n_days &&
      (now_y < top || now_y > top + view_height - self->hour_height))
    top = MAX (now_y - view_height / 3.0, 0);
  top = MIN (top, MAX (get_hours_height (self) - view_height, 0));

  gtk_adjustment_configure (get_adjustment (self), top, 0, get_hours_height (self), self->hour_height, view_height, view_height);
}

static void
scroll_into_view (StintWeekView *self,
                  double         top,
                  double         bottom)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double value = gtk_adjustment_get_value (adjustment);
  double page_size = gtk_adjustment_get_page_size (adjustment);

  if (bottom > value + page_size)
    value = bottom - page_size;
  if (top < value)
    value = top;
  gtk_adjustment_set_value (adjustment, value);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           gpointer                  user_data)
{
  StintWeekView *self = user_data;
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  double x, y;

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;

  /* What is under the pointer stays there. */
  if (event != NULL && gdk_event_get_position (event, &x, &y))
    {
      GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
      graphene_point_t point;
      double surface_x, surface_y;

      gtk_native_get_surface_transform (native, &surface_x, &surface_y);
      if (gtk_widget_compute_point (GTK_WIDGET (native), self->scrolled,
                                    &GRAPHENE_POINT_INIT ((float) (x - surface_x), (float) (y - surface_y)), &point))
        self->zoom_anchor = CLAMP (point.y, 0, gtk_widget_get_height (self->scrolled));
    }
  gtk_widget_activate_action (GTK_WIDGET (self), dy < 0 ? "calendar.zoom-in" : "calendar.zoom-out", NULL);
  self->zoom_anchor = -1;

  return GDK_EVENT_STOP;
}

/* ---- Allocation ---- */

static double
get_gutter (StintWeekView *self)
{
  int width = stint_hours_grid_get_label_width (STINT_HOURS_GRID (self->hours));

  return MAX (MAX (width, stint_all_day_row_get_label_width (STINT_ALL_DAY_ROW (self->all_day))), GUTTER_MIN);
}

static void
stint_week_view_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  StintWeekView *self = STINT_WEEK_VIEW (widget);
  int head, all_day, hours;

  gtk_widget_measure (self->heads, orientation, -1, &head, NULL, NULL, NULL);
  gtk_widget_measure (self->all_day, orientation, -1, &all_day, NULL, NULL, NULL);
  gtk_widget_measure (self->scrolled, orientation, -1, &hours, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = head + all_day + MAX (hours, 120);
  else
    *minimum = GUTTER_MIN + 7 * 24;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? *minimum + 480 : GUTTER_MIN + 7 * 100;
}

static void
stint_week_view_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  StintWeekView *self = STINT_WEEK_VIEW (widget);
  double gutter = get_gutter (self);
  GtkAllocation area;
  int head_height, all_day_height, minimum;

  gtk_widget_measure (self->heads, GTK_ORIENTATION_VERTICAL, -1, &head_height, NULL, NULL, NULL);
  stint_week_heads_set_gutter (STINT_WEEK_HEADS (self->heads), gutter);
  stint_all_day_row_set_gutter (STINT_ALL_DAY_ROW (self->all_day), gutter);
  stint_hours_grid_set_gutter (STINT_HOURS_GRID (self->hours), gutter);
  gtk_widget_measure (self->all_day, GTK_ORIENTATION_VERTICAL, -1, &all_day_height, NULL, NULL, NULL);

  area = (GtkAllocation){ 0, 0, width, head_height };
  gtk_widget_size_allocate (self->heads, &area, -1);
  area = (GtkAllocation){ 0, head_height, width, all_day_height };
  gtk_widget_size_allocate (self->all_day, &area, -1);

  area.y += all_day_height;
  area.height = MAX (height - area.y, 1);
  if (!self->placed && self->page != NULL)
    {
      self->placed = TRUE;
      scroll_to_first (self, area.height);
    }
  gtk_widget_measure (self->scrolled, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->scrolled, &area, -1);
}

/* ---- The view ---- */

static void
update_heads (StintWeekView *self)
{
  stint_week_heads_set_page (STINT_WEEK_HEADS (self->heads), self->page, stint_day_of_local (self->now_s));
}

static void
stint_week_view_set_page (StintGridView *view,
                          StintGridPage *page)
{
  StintWeekView *self = STINT_WEEK_VIEW (view);
  gint64 cursor_s = stint_hours_grid_get_cursor (STINT_HOURS_GRID (self->hours));
  int day = stint_day_of_local (cursor_s);

  /* The keyboard goes on from the same weekday and hour. */
  if (day < page->first_day || day >= page->first_day + page->n_days)
    {
      int column = ((day - page->first_day) % page->n_days + page->n_days) % page->n_days;

      stint_hours_grid_set_cursor (STINT_HOURS_GRID (self->hours), cursor_s + (gint64) (page->first_day + column - day) * STINT_DAY_S);
    }

  stint_grid_page_ref (page);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = page;
  update_heads (self);
  stint_all_day_row_set_page (STINT_ALL_DAY_ROW (self->all_day), page);
  stint_hours_grid_set_page (STINT_HOURS_GRID (self->hours), page);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
stint_week_view_find_spot (StintGridView *view,
                           double         x,
                           double         y,
                           StintGridSpot *spot)
{
  StintWeekView *self = STINT_WEEK_VIEW (view);
  const StintGridGeometry *geometry = stint_hours_grid_get_geometry (STINT_HOURS_GRID (self->hours));
  graphene_point_t in_view, in_hours;
  graphene_point_t from = GRAPHENE_POINT_INIT ((float) x, (float) y);

  if (self->page == NULL || x < 0 || y < 0 || x >= gtk_widget_get_width (GTK_WIDGET (self)) || y >= gtk_widget_get_height (GTK_WIDGET (self)))
    return FALSE;
  if (!gtk_widget_compute_point (GTK_WIDGET (self), self->scrolled, &from, &in_view) ||
      !gtk_widget_compute_point (GTK_WIDGET (self), self->hours, &from, &in_hours))
    return FALSE;

  spot->day = stint_grid_geometry_get_day (geometry, x);
  spot->area = in_view.y >= 0 ? STINT_AREA_HOURS : STINT_AREA_ALL_DAY;
  spot->local_s = (gint64) spot->day * STINT_DAY_S;
  if (spot->area == STINT_AREA_HOURS)
    spot->local_s += stint_grid_geometry_get_second (geometry, spot->day, in_hours.y, NULL);

  return TRUE;
}

static void
stint_week_view_show_ghost (StintGridView *view,
                            StintGridPage *ghost,
                            const char    *tip)
{
  StintWeekView *self = STINT_WEEK_VIEW (view);
  gboolean is_chip = ghost != NULL && ghost->rows->len > 0 && stint_grid_row_is_chip (g_ptr_array_index (ghost->rows, 0));

  stint_all_day_row_show_ghost (STINT_ALL_DAY_ROW (self->all_day), is_chip ? ghost : NULL);
  stint_hours_grid_show_ghost (STINT_HOURS_GRID (self->hours), is_chip ? NULL : ghost, tip);
}

static void
stint_week_view_set_lifted (StintGridView *view,
                            const char    *id)
{
  stint_block_pool_set_lifted (stint_hours_grid_get_pool (STINT_HOURS_GRID (STINT_WEEK_VIEW (view)->hours)), id);
  stint_block_pool_set_lifted (stint_all_day_row_get_pool (STINT_ALL_DAY_ROW (STINT_WEEK_VIEW (view)->all_day)), id);
}

static void
stint_week_view_set_selected (StintGridView *view,
                              const char    *block_id)
{
  stint_block_pool_set_selected (stint_hours_grid_get_pool (STINT_HOURS_GRID (STINT_WEEK_VIEW (view)->hours)), block_id);
  stint_block_pool_set_selected (stint_all_day_row_get_pool (STINT_ALL_DAY_ROW (STINT_WEEK_VIEW (view)->all_day)), block_id);
}

static GtkAdjustment *
stint_week_view_get_scroll (StintGridView *view,
                            double         x,
                            double         y,
                            double        *speed)
{
  StintWeekView *self = STINT_WEEK_VIEW (view);
  graphene_point_t point;
  double height = gtk_widget_get_height (self->scrolled);

  if (!gtk_widget_compute_point (GTK_WIDGET (self), self->scrolled, &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return NULL;

  /* Above the hours lies the all-day row: one scrolls up just below it, and not from the row itself. */
  if (point.y >= 0 && point.y < SCROLL_ZONE)
    *speed = -SCROLL_SPEED * (SCROLL_ZONE - point.y) / SCROLL_ZONE;
  else if (point.y > height - SCROLL_ZONE)
    *speed = SCROLL_SPEED * MIN (point.y - height + SCROLL_ZONE, SCROLL_ZONE) / SCROLL_ZONE;

  return get_adjustment (self);
}

/* ---- Focus ---- */

static StintBlockWidget *
find_leaf (StintWeekView *self,
           const char    *id,
           int            day)
{
  StintBlockWidget *leaf = stint_block_pool_find (stint_hours_grid_get_pool (STINT_HOURS_GRID (self->hours)), id, day);

  return leaf != NULL ? leaf : stint_block_pool_find (stint_all_day_row_get_pool (STINT_ALL_DAY_ROW (self->all_day)), id, day);
}

static void
get_step (StintWeekView *self,
          StintWeekStep *step)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gint64 cursor_s = stint_hours_grid_get_cursor (STINT_HOURS_GRID (self->hours));

  step->row = NULL;
  step->day = stint_day_of_local (cursor_s);
  step->second = (int) (cursor_s - (gint64) step->day * STINT_DAY_S);
  if (focus == NULL || !STINT_IS_BLOCK_WIDGET (focus) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  step->row = stint_block_widget_get_row (STINT_BLOCK_WIDGET (focus));
  step->day = stint_block_widget_get_day (STINT_BLOCK_WIDGET (focus));
  step->second = (int) MAX (step->row->start_s - (gint64) step->day * STINT_DAY_S, 0);
}

static void
take_step (StintWeekView       *self,
           const StintWeekStep *step)
{
  StintHoursGrid *hours = STINT_HOURS_GRID (self->hours);
  StintBlockWidget *leaf;
  gint64 day_s = (gint64) step->day * STINT_DAY_S;
  int last_s = step->second + STINT_CURSOR_STEP_S;

  if (step->row != NULL && !stint_grid_row_is_chip (step->row))
    last_s = (int) MIN (step->row->end_s - day_s, STINT_DAY_S);
  if (step->row == NULL || !stint_grid_row_is_chip (step->row))
    scroll_into_view (self, get_y (self, step->second), get_y (self, last_s));

  stint_hours_grid_set_cursor (hours, day_s + stint_grid_snap_down (MIN (step->second, 23 * 3600), STINT_CURSOR_STEP_S));
  stint_hours_grid_place (hours);
  leaf = step->row != NULL ? find_leaf (self, step->row->id, step->day) : NULL;
  if (step->row != NULL && leaf == NULL)
    leaf = find_leaf (self, step->row->id, G_MININT);
  gtk_widget_grab_focus (leaf != NULL ? GTK_WIDGET (leaf) : self->hours);
}

static gboolean
stint_week_view_move_focus (StintGridView   *view,
                            GtkDirectionType direction)
{
  StintWeekView *self = STINT_WEEK_VIEW (view);
  StintWeekStep step;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (self->page == NULL)
    return TRUE;
  get_step (self, &step);
  if (!stint_week_step_move (self->page, &step, direction, mirrored))
    return FALSE;

  take_step (self, &step);
  return TRUE;
}

static gboolean
stint_week_view_get_cursor (StintGridView *view,
                            StintGridSpot *spot)
{
  StintWeekStep step;

  get_step (STINT_WEEK_VIEW (view), &step);
  spot->day = step.day;
  spot->area = step.row != NULL && stint_grid_row_is_chip (step.row) ? STINT_AREA_ALL_DAY : STINT_AREA_HOURS;
  spot->local_s = (gint64) step.day * STINT_DAY_S + (spot->area == STINT_AREA_HOURS ? step.second : 0);

  return TRUE;
}

static void
stint_week_view_reveal (StintGridView       *view,
                        const StintGridSpot *spot,
                        const char          *block_id)
{
  StintWeekView *self = STINT_WEEK_VIEW (view);
  StintWeekStep step = { NULL, spot->day, (int) (spot->local_s - (gint64) spot->day * STINT_DAY_S) };

  if (self->page == NULL)
    return;
  step.row = stint_grid_page_find (self->page, block_id);
  if (step.row != NULL)
    {
      int last_day;

      stint_grid_row_get_days (step.row, &step.day, &last_day);
      step.second = (int) (step.row->start_s - (gint64) step.day * STINT_DAY_S);
    }
  else
    {
      stint_week_step_enter (self->page, &step);
    }
  take_step (self, &step);
}

static void
stint_week_view_update_now (StintGridView *view,
                            gint64         now_s,
                            gboolean       again)
{
  StintWeekView *self = STINT_WEEK_VIEW (view);
  gboolean new_day = stint_day_of_local (now_s) != stint_day_of_local (self->now_s);

  self->now_s = now_s;
  stint_hours_grid_set_now (STINT_HOURS_GRID (self->hours), now_s, again);
  if (new_day && self->page != NULL)
    update_heads (self);
}

static void
stint_week_view_grid_view_init (StintGridViewInterface *iface)
{
  iface->set_page = stint_week_view_set_page;
  iface->find_spot = stint_week_view_find_spot;
  iface->show_ghost = stint_week_view_show_ghost;
  iface->set_lifted = stint_week_view_set_lifted;
  iface->set_selected = stint_week_view_set_selected;
  iface->get_scroll = stint_week_view_get_scroll;
  iface->move_focus = stint_week_view_move_focus;
  iface->get_cursor = stint_week_view_get_cursor;
  iface->reveal = stint_week_view_reveal;
  iface->update_now = stint_week_view_update_now;
}

/* ---- Object ---- */

static gboolean
stint_week_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (STINT_WEEK_VIEW (widget)->hours);
}

static void
stint_week_view_dispose (GObject *object)
{
  StintWeekView *self = STINT_WEEK_VIEW (object);

  g_clear_pointer (&self->heads, gtk_widget_unparent);
  g_clear_pointer (&self->all_day, gtk_widget_unparent);
  if (self->hours != NULL)
    stint_hours_grid_set_adjustment (STINT_HOURS_GRID (self->hours), NULL);
  self->hours = NULL;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->page, stint_grid_page_unref);

  G_OBJECT_CLASS (stint_week_view_parent_class)->dispose (object);
}

static void
stint_week_view_class_init (StintWeekViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_week_view_dispose;
  widget_class->measure = stint_week_view_measure;
  widget_class->size_allocate = stint_week_view_size_allocate;
  widget_class->grab_focus = stint_week_view_grab_focus;

  gtk_widget_class_set_css_name (widget_class, "weekview");
}

static void
stint_week_view_init (StintWeekView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *viewport;
  GtkEventController *scroll;

  self->zoom_anchor = -1;
  self->heads = stint_week_heads_new ();
  gtk_widget_set_parent (self->heads, widget);
  self->all_day = stint_all_day_row_new ();
  gtk_widget_set_parent (self->all_day, widget);

  self->hours = stint_hours_grid_new ();
  self->scrolled = gtk_scrolled_window_new ();
  stint_quiet_scroll_attach (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->hours);
  /* The grid itself brings into view what it focuses: the viewport would show all of it, that is its top. */
  viewport = gtk_widget_get_parent (self->hours);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_widget_set_parent (self->scrolled, widget);
  stint_hours_grid_set_adjustment (STINT_HOURS_GRID (self->hours), get_adjustment (self));

  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
}

/**
 * stint_week_view_new:
 * @now_s: civil seconds
 */
GtkWidget *
stint_week_view_new (double hour_height,
                     gint64 now_s)
{
  StintWeekView *self = g_object_new (STINT_TYPE_WEEK_VIEW, NULL);

  self->now_s = now_s;
  self->hour_height = hour_height;
  stint_hours_grid_set_hour_height (STINT_HOURS_GRID (self->hours), hour_height);
  stint_hours_grid_set_now (STINT_HOURS_GRID (self->hours), now_s, FALSE);
  stint_hours_grid_set_cursor (STINT_HOURS_GRID (self->hours), stint_grid_snap_down (now_s, STINT_CURSOR_STEP_S));

  return GTK_WIDGET (self);
}

/**
 * stint_week_view_set_hour_height:
 *
 * Zooms: the time in the middle stays there, or that under the pointer if it zooms.
 */
void
stint_week_view_set_hour_height (StintWeekView *self,
                                 double         hour_height)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double page_size = gtk_adjustment_get_page_size (adjustment);
  double anchor = self->zoom_anchor >= 0 ? self->zoom_anchor : page_size / 2;
  double value;

  if (self->hour_height == hour_height)
    return;

  value = (gtk_adjustment_get_value (adjustment) + anchor) * hour_height / self->hour_height - anchor;
  self->hour_height = hour_height;
  stint_hours_grid_set_hour_height (STINT_HOURS_GRID (self->hours), hour_height);
  if (self->placed)
    gtk_adjustment_configure (adjustment, CLAMP (value, 0, MAX (get_hours_height (self) - page_size, 0)), 0,
                              MAX (get_hours_height (self), page_size),
                              hour_height, page_size, page_size);
}

/**
 * stint_week_view_set_second_zone:
 * @zone: (nullable): whose times stand beside the hours as well
 */
void
stint_week_view_set_second_zone (StintWeekView *self,
                                 const char    *zone)
{
  stint_week_heads_set_second_zone (STINT_WEEK_HEADS (self->heads), zone);
  stint_hours_grid_set_second_zone (STINT_HOURS_GRID (self->hours), zone);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * stint_week_view_set_cursor:
 *
 * Where the keyboard goes on from.
 */
void
stint_week_view_set_cursor (StintWeekView *self,
                            gint64         local_s)
{
  stint_hours_grid_set_cursor (STINT_HOURS_GRID (self->hours), stint_grid_snap_down (local_s, STINT_CURSOR_STEP_S));
}
