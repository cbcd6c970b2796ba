/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-calendar-private.h"

#include "core/stint-time.h"
#include "ui/grid/stint-block-widget.h"
#include "ui/grid/stint-day-cell.h"
#include "ui/grid/stint-grid-geometry.h"
#include "ui/grid/stint-week-view.h"

#define CREATE_STEP_S (30 * 60)

/* ---- Popovers ---- */

static StintBlockWidget *
find_leaf (GtkWidget  *widget,
           const char *id)
{
  StintBlockWidget *found = NULL;

  if (STINT_IS_BLOCK_WIDGET (widget))
    {
      const StintGridRow *row = stint_block_widget_get_row (STINT_BLOCK_WIDGET (widget));

      return row != NULL && gtk_widget_get_mapped (widget) && g_str_equal (row->id, id) ? STINT_BLOCK_WIDGET (widget) : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_leaf (child, id);

  return found;
}

static gboolean
unparent_cb (gpointer user_data)
{
  if (gtk_widget_get_parent (user_data) != NULL)
    gtk_widget_unparent (user_data);

  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (GtkPopover *popover,
                   gpointer    user_data)
{
  StintCalendar *self = user_data;

  StintBlockWidget *leaf = self->stack != NULL && self->selected_block != NULL ? find_leaf (self->stack, self->selected_block) : NULL;

  if (self->popover == GTK_WIDGET (popover))
    self->popover = NULL;
  if (leaf != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (leaf));
  /* Its action may still be on its way to the calendar, through it. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

/**
 * stint_calendar_add_popover:
 * @popover: (transfer floating): is destroyed when it closes; the one before is closed
 */
void
stint_calendar_add_popover (StintCalendar *self,
                            GtkWidget     *popover)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));

  self->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  g_signal_connect_object (popover, "closed", G_CALLBACK (popover_closed_cb), self, 0);
}

/**
 * stint_calendar_open_popover:
 * @popover: (transfer floating)
 * @at: what it points to, in the calendar's pixels
 */
void
stint_calendar_open_popover (StintCalendar      *self,
                             GtkWidget          *popover,
                             const GdkRectangle *at)
{
  stint_calendar_add_popover (self, popover);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/**
 * stint_calendar_get_anchor:
 * @at: (out): where the row stands, in the calendar's pixels; the middle if it is out of view
 */
void
stint_calendar_get_anchor (StintCalendar      *self,
                           const StintGridRow *row,
                           GdkRectangle       *at)
{
  StintBlockWidget *leaf = find_leaf (self->stack, row->id);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t bounds, view;

  *at = (GdkRectangle){ width / 2, height / 2, 1, 1 };
  if (leaf == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (leaf), GTK_WIDGET (self), &bounds))
    return;

  graphene_rect_init (&view, 0, 0, (float) width, (float) height);
  if (graphene_rect_intersection (&bounds, &view, &bounds))
    *at = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height }
  ;
}

/* ---- Clicks ---- */

static GtkWidget *
pick (StintCalendar *self,
      double         x,
      double         y,
      GType          type)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (picked != NULL && picked != GTK_WIDGET (self) && !G_TYPE_CHECK_INSTANCE_TYPE (picked, type))
    picked = gtk_widget_get_parent (picked);

  return picked != GTK_WIDGET (self) ? picked : NULL;
}

static gboolean
find_spot (StintCalendar *self,
           double         x,
           double         y,
           StintGridSpot *spot)
{
  StintGridView *view = stint_calendar_get_grid_view (self);
  graphene_point_t point;

  return view != NULL &&
         gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (view), &GRAPHENE_POINT_INIT ((float) x, (float) y), &point) &&
         stint_grid_view_find_spot (view, point.x, point.y, spot);
}

static void
create_at (StintCalendar *self,
           double         x,
           double         y)
{
  gint64 length_s = stint_workspace_get_default_block_min (self->workspace) * 60;
  StintGridSpot spot;
  StintPlacement placement;

  if (!find_spot (self, x, y, &spot))
    return;

  if (spot.area == STINT_AREA_HOURS)
    {
      gint64 start_s = MIN (stint_grid_snap_down (spot.local_s, CREATE_STEP_S), (gint64) (spot.day + 1) * STINT_DAY_S - length_s);

      placement = (StintPlacement){ start_s, start_s + length_s, FALSE };
    }
  else
    {
      placement = (StintPlacement){ spot.local_s, spot.local_s + STINT_DAY_S, TRUE };
    }
  stint_calendar_create (self, &placement);
}

/* The number of a month's day is a way to the day. */
static gboolean
open_day_at (StintCalendar *self,
             double         x,
             double         y)
{
  GtkWidget *cell = pick (self, x, y, STINT_TYPE_DAY_CELL);
  graphene_point_t point;

  if (cell == NULL || !gtk_widget_compute_point (GTK_WIDGET (self), cell, &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return FALSE;
  if (point.y >= STINT_DAY_CELL_HEAD || point.x > 2 * STINT_DAY_CELL_HEAD)
    return FALSE;

  return gtk_widget_activate_action (GTK_WIDGET (self), "calendar.show-day", "i", stint_day_cell_get_day (STINT_DAY_CELL (cell)));
}

/* The keyboard goes on from where one clicked. */
static void
focus_spot (StintCalendar       *self,
            double               x,
            double               y,
            const StintGridSpot *spot)
{
  GtkWidget *cell = pick (self, x, y, STINT_TYPE_DAY_CELL);

  if (cell != NULL)
    {
      gtk_widget_grab_focus (cell);
      return;
    }
  if (self->week != NULL && spot->area == STINT_AREA_HOURS)
    stint_week_view_set_cursor (STINT_WEEK_VIEW (self->week), spot->local_s);
  gtk_widget_grab_focus (GTK_WIDGET (stint_calendar_get_grid_view (self)));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            StintCalendar   *self)
{
  GtkWidget *leaf = pick (self, x, y, STINT_TYPE_BLOCK_WIDGET);
  GtkWidget *button = pick (self, x, y, GTK_TYPE_BUTTON);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  StintGridSpot spot;

  /* A click in a popover is not one on the grid. */
  if (button != NULL || !find_spot (self, x, y, &spot))
    {
      if (leaf == NULL)
        return;
    }

  if (leaf != NULL)
    {
      gtk_widget_grab_focus (leaf);
      stint_calendar_select_row (self, stint_block_widget_get_row (STINT_BLOCK_WIDGET (leaf)));
    }
  else
    {
      stint_calendar_select_row (self, NULL);
      focus_spot (self, x, y, &spot);
    }

  if (event != NULL && gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      if (leaf != NULL)
        stint_calendar_popup_menu (self, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
    }
  else if (n_press == 2 && leaf != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "calendar.open", NULL);
    }
  else if (n_press == 2)
    {
      create_at (self, x, y);
    }
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             StintCalendar   *self)
{
  if (n_press == 1 && gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    open_day_at (self, x, y);
}

/* ---- The cursor ---- */

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           StintCalendar            *self)
{
  GtkWidget *leaf = pick (self, x, y, STINT_TYPE_BLOCK_WIDGET);
  graphene_point_t point;
  const char *cursor = NULL;

  if (leaf != NULL && gtk_widget_compute_point (GTK_WIDGET (self), leaf, &GRAPHENE_POINT_INIT ((float) x, (float) y), &point) &&
      stint_block_widget_get_edge (STINT_BLOCK_WIDGET (leaf), point.y) != 0)
    cursor = "ns-resize";
  gtk_widget_set_cursor_from_name (self->stack, cursor);
}

void
stint_calendar_add_pointer (StintCalendar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (self->stack, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (self->stack, motion);
}
