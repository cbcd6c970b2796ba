/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-drag.h"

#include "core/stint-task.h"
#include "ui/grid/stint-block-widget.h"
#include "ui/grid/stint-calendar-private.h"
#include "ui/grid/stint-ghost.h"
#include "ui/grid/stint-grid-geometry.h"
#include "workspace/stint-commands.h"

#define PAGE_DELAY_MS 600

struct _StintDrag
{
  GObject             parent_instance;

  GtkWidget          *content;
  StintCalendar      *calendar;
  GtkGesture         *gesture;
  GtkWidget          *unschedule_target;
  GtkWidget          *previous;
  GtkWidget          *next;

  gboolean            prepared;
  gboolean            active;
  StintDragOrigin     origin;
  StintGridRow       *row;
  StintTaskItem      *task;
  double              x;
  double              y;
  GdkModifierType     modifiers;

  gboolean            over_target;
  gboolean            has_placement;
  gboolean            copy;
  StintPlacement      placement;

  GtkRoot            *root;
  GtkEventController *keys;
  guint               tick_id;
  guint               page_id;
  int                 page_direction;
};

G_DEFINE_FINAL_TYPE (StintDrag, stint_drag, G_TYPE_OBJECT)

/* ---- Where the pointer is ---- */

static gboolean
is_over (StintDrag *self,
         GtkWidget *widget)
{
  graphene_point_t point;

  return widget != NULL && gtk_widget_get_mapped (widget) &&
         gtk_widget_compute_point (self->content, widget, &GRAPHENE_POINT_INIT ((float) self->x, (float) self->y), &point) &&
         point.x >= 0 && point.y >= 0 && point.x < gtk_widget_get_width (widget) && point.y < gtk_widget_get_height (widget);
}

static gboolean
get_view_point (StintDrag        *self,
                StintGridView   **view,
                graphene_point_t *point)
{
  *view = stint_calendar_get_grid_view (self->calendar);

  return *view != NULL && gtk_widget_compute_point (self->content, GTK_WIDGET (*view),
                                                    &GRAPHENE_POINT_INIT ((float) self->x, (float) self->y), point);
}

static gboolean
find_spot (StintDrag     *self,
           StintGridSpot *spot)
{
  StintGridView *view;
  graphene_point_t point;

  return get_view_point (self, &view, &point) && stint_grid_view_find_spot (view, point.x, point.y, spot);
}

/* ---- What it shows ---- */

static void
show_ghost (StintDrag *self)
{
  g_autoptr (StintGridPage) ghost = NULL;
  g_autofree char *tip = NULL;
  const StintTaskRow *task = self->task != NULL ? stint_task_item_get_row (self->task) : NULL;
  const char *title = self->row != NULL ? self->row->title : task != NULL ? stint_task_get_title (task->record) : NULL;
  const char *color = self->row != NULL ? self->row->color : task != NULL ? task->color : NULL;
  StintGridView *view = stint_calendar_get_grid_view (self->calendar);

  if (view == NULL)
    return;
  if (!self->has_placement)
    {
      stint_calendar_show_ghost (self->calendar, NULL, NULL);
    }
  else
    {
      ghost = stint_ghost_new (title, color, &self->placement, self->origin.is_deadline);
      tip = stint_placement_format (&self->placement);
      stint_calendar_show_ghost (self->calendar, ghost, tip);
    }
  stint_grid_view_set_lifted (view, self->row != NULL && !self->copy ? self->row->id : NULL);
}

static void
show_target (StintDrag *self,
             gboolean   over)
{
  if (self->over_target == over)
    return;

  self->over_target = over;
  if (self->unschedule_target == NULL)
    return;
  if (over)
    gtk_widget_add_css_class (self->unschedule_target, "drop-target");
  else
    gtk_widget_remove_css_class (self->unschedule_target, "drop-target");
}

static void
show_cursor (StintDrag *self)
{
  const char *cursor = "grabbing";

  if (self->origin.kind == STINT_DRAG_START || self->origin.kind == STINT_DRAG_END)
    cursor = "ns-resize";
  else if (self->origin.kind == STINT_DRAG_CREATE)
    cursor = "crosshair";
  else if (self->copy)
    cursor = "copy";
  gtk_widget_set_cursor_from_name (self->content, cursor);
}

/* ---- Turning pages ---- */

static gboolean
page_cb (gpointer user_data)
{
  StintDrag *self = user_data;

  stint_calendar_page (self->calendar, self->page_direction);
  return G_SOURCE_CONTINUE;
}

static void
update_paging (StintDrag *self)
{
  int direction = is_over (self, self->previous) ? -1 : is_over (self, self->next) ? 1 : 0;

  if (direction == self->page_direction)
    return;

  self->page_direction = direction;
  g_clear_handle_id (&self->page_id, g_source_remove);
  if (direction != 0)
    self->page_id = g_timeout_add (PAGE_DELAY_MS, page_cb, self);
}

/* ---- While it is under way ---- */

static void
update_placement (StintDrag *self)
{
  StintGridSpot spot;
  StintPlacement placement = { 0, 0, FALSE };
  gboolean is_block = self->row != NULL && self->row->kind == STINT_GRID_BLOCK;
  gboolean copy = self->origin.kind == STINT_DRAG_MOVE && is_block && (self->modifiers & GDK_CONTROL_MASK) != 0;
  gboolean over = self->origin.kind == STINT_DRAG_MOVE && is_block && is_over (self, self->unschedule_target);
  int step_s = self->modifiers & GDK_SHIFT_MASK ? STINT_FINE_SNAP_S : STINT_SNAP_S;
  gboolean has = !over && find_spot (self, &spot) && stint_drag_plan (&self->origin, &spot, step_s, &placement);

  show_target (self, over);
  if (has == self->has_placement && copy == self->copy && (!has || stint_placement_equal (&placement, &self->placement)))
    return;

  self->has_placement = has;
  self->copy = copy;
  self->placement = placement;
  show_ghost (self);
  show_cursor (self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *frame_clock,
         gpointer       user_data)
{
  StintDrag *self = user_data;
  StintGridView *view;
  graphene_point_t point;
  GtkAdjustment *adjustment;
  double speed, before;

  if (self->origin.kind == STINT_DRAG_SCHEDULE && !self->has_placement)
    return G_SOURCE_CONTINUE;
  if (!get_view_point (self, &view, &point) || point.x < 0 || point.x >= gtk_widget_get_width (GTK_WIDGET (view)))
    return G_SOURCE_CONTINUE;

  adjustment = stint_grid_view_get_scroll (view, point.x, point.y, &speed);
  if (adjustment == NULL || speed == 0)
    return G_SOURCE_CONTINUE;

  /* The pointer stands still, and what lies under it does not. */
  before = gtk_adjustment_get_value (adjustment);
  gtk_adjustment_set_value (adjustment, before + speed);
  if (gtk_adjustment_get_value (adjustment) != before)
    update_placement (self);

  return G_SOURCE_CONTINUE;
}

static void
finish (StintDrag *self)
{
  self->active = FALSE;
  self->prepared = FALSE;
  g_clear_handle_id (&self->page_id, g_source_remove);
  self->page_direction = 0;
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->content, self->tick_id);
  self->tick_id = 0;
  if (self->root != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->root, self);
      gtk_widget_remove_controller (GTK_WIDGET (self->root), self->keys);
    }
  self->keys = NULL;
  g_clear_object (&self->root);
  if (self->content != NULL)
    gtk_widget_set_cursor (self->content, NULL);
  show_target (self, FALSE);
  g_clear_pointer (&self->row, stint_grid_row_free);
  g_clear_object (&self->task);
  self->has_placement = FALSE;
}

/* Everything is as it was before the drag. */
static void
cancel (StintDrag *self)
{
  gboolean was_active = self->active;

  finish (self);
  if (!was_active)
    return;

  stint_calendar_show_ghost (self->calendar, NULL, NULL);
  gtk_gesture_set_state (self->gesture, GTK_EVENT_SEQUENCE_DENIED);
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->gesture));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                StintDrag             *self)
{
  if (keyval == GDK_KEY_Escape)
    cancel (self);

  /* Nothing else is done while the pointer holds something. */
  return GDK_EVENT_STOP;
}

static gboolean
modifiers_cb (GtkEventControllerKey *controller,
              GdkModifierType        state,
              StintDrag             *self)
{
  self->modifiers = state;
  update_placement (self);

  return GDK_EVENT_PROPAGATE;
}

static void
is_active_cb (StintDrag *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self->root)))
    cancel (self);
}

static void
changed_cb (StintWorkspace   *workspace,
            StintChange      *change,
            StintChangeSource source,
            StintDrag        *self)
{
  if (self->row == NULL || change == NULL)
    return;

  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);

      if (delta->after == NULL && g_str_equal (delta->id, self->row->id))
        {
          cancel (self);
          return;
        }
    }
}

static void
start (StintDrag *self)
{
  self->active = TRUE;
  self->has_placement = FALSE;
  self->copy = FALSE;
  gtk_gesture_set_state (self->gesture, GTK_EVENT_SEQUENCE_CLAIMED);

  self->root = g_object_ref (gtk_widget_get_root (self->content));
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (self->keys, "modifiers", G_CALLBACK (modifiers_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->root), self->keys);
  g_signal_connect_swapped (self->root, "notify::is-active", G_CALLBACK (is_active_cb), self);
  self->tick_id = gtk_widget_add_tick_callback (self->content, tick_cb, self, NULL);
  show_cursor (self);
}

/* ---- What it begins with ---- */

static gboolean
prepare_block (StintDrag        *self,
               StintBlockWidget *leaf)
{
  const StintGridRow *row = stint_block_widget_get_row (leaf);
  graphene_point_t point;
  int edge = 0;

  if (row == NULL || !find_spot (self, &self->origin.grabbed))
    return FALSE;
  if (gtk_widget_compute_point (self->content, GTK_WIDGET (leaf), &GRAPHENE_POINT_INIT ((float) self->x, (float) self->y), &point))
    edge = stint_block_widget_get_edge (leaf, point.y);

  self->row = stint_grid_row_copy (row);
  self->origin.kind = edge < 0 ? STINT_DRAG_START : edge > 0 ? STINT_DRAG_END : STINT_DRAG_MOVE;
  self->origin.start_s = row->start_s;
  self->origin.end_s = row->end_s;
  self->origin.all_day = row->all_day;
  self->origin.is_deadline = row->kind == STINT_GRID_DEADLINE;

  return TRUE;
}

static gboolean
prepare_task (StintDrag     *self,
              StintTaskItem *task)
{
  const StintTaskRow *row = task != NULL ? stint_task_item_get_row (task) : NULL;
  int left_min;

  if (row == NULL)
    return FALSE;

  left_min = stint_task_get_estimate_min (row->record) - row->planned_min;
  self->task = g_object_ref (task);
  self->origin.kind = STINT_DRAG_SCHEDULE;
  self->origin.start_s = 0;
  self->origin.end_s = (left_min > 0 ? MIN (left_min, 8 * 60) : stint_workspace_get_default_block_min (self->calendar->workspace)) * 60;

  return TRUE;
}

/* What handles a drag of its own: text, sliders, buttons. */
static gboolean
has_own_drag (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget) ||
         GTK_IS_RANGE (widget) || GTK_IS_SCROLLBAR (widget) || GTK_IS_NATIVE (widget);
}

/* The nearest thing around the pointer that can be carried, or drawn on, decides. */
static gboolean
prepare (StintDrag *self)
{
  GtkWidget *widget = gtk_widget_pick (self->content, self->x, self->y, GTK_PICK_DEFAULT);

  self->origin = (StintDragOrigin){ .zone = stint_clock_get_zone (self->calendar->clock) };
  for (; widget != NULL && widget != self->content; widget = gtk_widget_get_parent (widget))
    {
      if (STINT_IS_DRAG_ITEM (widget))
        return prepare_task (self, stint_drag_item_get_task (STINT_DRAG_ITEM (widget)));
      if (STINT_IS_BLOCK_WIDGET (widget))
        return prepare_block (self, STINT_BLOCK_WIDGET (widget));
      if (has_own_drag (widget))
        return FALSE;
      if (widget == GTK_WIDGET (self->calendar))
        {
          self->origin.kind = STINT_DRAG_CREATE;
          return find_spot (self, &self->origin.grabbed);
        }
    }

  return FALSE;
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               StintDrag      *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));

  if (self->active || self->prepared)
    cancel (self);
  self->x = x;
  self->y = y;
  self->modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  /* A finger scrolls. */
  self->prepared = (event == NULL || gdk_event_get_event_type (event) != GDK_TOUCH_BEGIN) && prepare (self);
  if (!self->prepared)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                StintDrag      *self)
{
  double start_x, start_y;

  if (!self->prepared || !gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;
  if (!self->active)
    {
      if (!gtk_drag_check_threshold (self->content, (int) start_x, (int) start_y, (int) (start_x + dx), (int) (start_y + dy)))
        return;
      start (self);
    }

  self->x = start_x + dx;
  self->y = start_y + dy;
  self->modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  update_paging (self);
  update_placement (self);
}

static void
commit (StintDrag *self)
{
  StintPlacement placement = self->placement;

  if (self->over_target)
    {
      stint_calendar_show_ghost (self->calendar, NULL, NULL);
      stint_calendar_unschedule (self->calendar, self->row);
    }
  else if (!self->has_placement)
    {
      stint_calendar_show_ghost (self->calendar, NULL, NULL);
    }
  else if (self->origin.kind == STINT_DRAG_CREATE)
    {
      stint_calendar_create (self->calendar, &placement);
    }
  else if (self->origin.kind == STINT_DRAG_SCHEDULE)
    {
      if (stint_task_item_get_row (self->task) != NULL)
        stint_calendar_schedule_at (self->calendar, stint_task_item_get_row (self->task), &placement);
    }
  else
    {
      stint_calendar_place (self->calendar, self->row, &placement, self->copy);
    }
}

/* It ends by a release, or by whatever takes the pointer away: that is not a drop. */
static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             StintDrag      *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));

  if (!self->active)
    {
      finish (self);
      return;
    }
  if (event == NULL || gdk_event_get_event_type (event) != GDK_BUTTON_RELEASE)
    {
      cancel (self);
      return;
    }

  commit (self);
  finish (self);
}

/* ---- Object ---- */

static void
stint_drag_dispose (GObject *object)
{
  StintDrag *self = STINT_DRAG (object);

  finish (self);
  if (self->content != NULL && self->gesture != NULL)
    gtk_widget_remove_controller (self->content, GTK_EVENT_CONTROLLER (self->gesture));
  self->gesture = NULL;
  if (self->calendar != NULL && self->calendar->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->calendar->workspace, self);
  g_clear_weak_pointer (&self->content);
  g_clear_weak_pointer (&self->calendar);
  g_clear_weak_pointer (&self->unschedule_target);
  g_clear_weak_pointer (&self->previous);
  g_clear_weak_pointer (&self->next);

  G_OBJECT_CLASS (stint_drag_parent_class)->dispose (object);
}

static void
stint_drag_class_init (StintDragClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stint_drag_dispose;
}

static void
stint_drag_init (StintDrag *self)
{
}

/**
 * stint_drag_new:
 * @content: (unowned): in which everything lies that can be dragged, and dropped on
 *
 * Returns: (transfer full): the window keeps it as long as @content lives
 */
StintDrag *
stint_drag_new (GtkWidget     *content,
                StintCalendar *calendar)
{
  StintDrag *self = g_object_new (STINT_TYPE_DRAG, NULL);

  g_set_weak_pointer (&self->content, content);
  g_set_weak_pointer (&self->calendar, calendar);
  self->gesture = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->gesture), GDK_BUTTON_PRIMARY);
  /* Before the children: a list would claim the press for its selection. Until the pointer has moved, they get it all the same. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->gesture, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  g_signal_connect_object (self->gesture, "drag-update", G_CALLBACK (drag_update_cb), self, 0);
  g_signal_connect_object (self->gesture, "drag-end", G_CALLBACK (drag_end_cb), self, 0);
  gtk_widget_add_controller (content, GTK_EVENT_CONTROLLER (self->gesture));
  g_signal_connect_object (calendar->workspace, "changed", G_CALLBACK (changed_cb), self, 0);

  return self;
}

/**
 * stint_drag_set_unschedule_target:
 * @target: (unowned) (nullable): a block dropped here is taken off the grid; it has the class `drop-target` while one is above it
 */
void
stint_drag_set_unschedule_target (StintDrag *self,
                                  GtkWidget *target)
{
  g_set_weak_pointer (&self->unschedule_target, target);
}

/**
 * stint_drag_set_page_buttons:
 * @previous, @next: (unowned) (nullable): who rests on them with a block turns the page
 */
void
stint_drag_set_page_buttons (StintDrag *self,
                             GtkWidget *previous,
                             GtkWidget *next)
{
  g_set_weak_pointer (&self->previous, previous);
  g_set_weak_pointer (&self->next, next);
}

/**
 * stint_drag_is_active:
 *
 * Returns: whether something is being carried now
 */
gboolean
stint_drag_is_active (StintDrag *self)
{
  return self->active;
}
