/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-backlog-row.h"

#include "ui/backlog/stint-task-facts.h"
#include "ui/grid/stint-drag.h"
#include "ui/window/stint-paint.h"

#include <glib/gi18n.h>

#define PAD 8
#define CIRCLE 18
#define CIRCLE_AREA 34
#define TEXT_X (PAD + CIRCLE + 10)
#define BAR_WIDTH 52
#define BAR_HEIGHT 4
#define DOT 8
#define GAP 8

struct _StintBacklogRow
{
  GtkWidget      parent_instance;

  StintClock    *clock;
  StintTaskItem *item;
  PangoLayout   *title;
  PangoLayout   *facts;
  gboolean       has_dot;
  gboolean       is_done;
  gboolean       is_late;
  double         planned;
  GdkRGBA        dot;
  gboolean       over_circle;
};

enum
{
  TOGGLED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void drag_item_iface_init (StintDragItemInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintBacklogRow, stint_backlog_row, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (STINT_TYPE_DRAG_ITEM, drag_item_iface_init))

static void
set_struck (PangoLayout *layout,
            gboolean     struck)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));

  pango_attr_list_change (attributes, pango_attr_strikethrough_new (struck));
  pango_layout_set_attributes (layout, attributes);
}

/* The list's own row is what a screen reader lands on: it must have the words, too. */
static void
tell_accessibility (StintBacklogRow *self,
                    const char      *title,
                    const char      *facts)
{
  GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (self));
  /* Translators: a task's name and what is known of it, for a screen reader: "Write report, 2 h · due Fri". */
  g_autofree char *name = facts[0] != '\0' ? g_strdup_printf (_("%s, %s"), title, facts) : g_strdup (title);
  /* Translators: a finished task, for a screen reader. */
  g_autofree char *label = self->is_done ? g_strdup_printf (_("%s, done"), name) : g_strdup (name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (around != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (around), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_row (StintBacklogRow *self)
{
  const StintTaskRow *row = self->item != NULL ? stint_task_item_get_row (self->item) : NULL;
  g_autofree char *facts = NULL;
  gboolean was_done = self->is_done;
  const char *title = row != NULL ? stint_task_get_title (row->record) : "";

  self->has_dot = self->is_done = self->is_late = FALSE;
  self->planned = -1;
  if (row != NULL)
    {
      facts = stint_task_facts_new (row, self->clock, &self->is_late, &self->planned);
      self->is_done = stint_task_is_done (row->record);
      self->has_dot = row->color != NULL && gdk_rgba_parse (&self->dot, row->color);
    }
  if (was_done != self->is_done)
    set_struck (self->title, self->is_done);
  pango_layout_set_text (self->title, title, -1);
  pango_layout_set_text (self->facts, facts != NULL ? facts : "", -1);
  if (row != NULL)
    tell_accessibility (self, title, facts);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
row_cb (StintBacklogRow *self)
{
  show_row (self);
}

static gboolean
is_over_circle (StintBacklogRow *self,
                double           x)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  return x < CIRCLE_AREA;
}

static void
pressed_cb (StintBacklogRow *self,
            int              n_press,
            double           x,
            double           y,
            GtkGesture      *gesture)
{
  if (is_over_circle (self, x))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  else
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
}

static void
released_cb (StintBacklogRow *self,
             int              n_press,
             double           x,
             double           y,
             GtkGesture      *gesture)
{
  if (is_over_circle (self, x))
    g_signal_emit (self, signals[TOGGLED], 0);
}

static void
moved_cb (StintBacklogRow *self,
          double           x,
          double           y)
{
  gboolean over = is_over_circle (self, x);

  if (over == self->over_circle)
    return;
  self->over_circle = over;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
left_cb (StintBacklogRow *self)
{
  if (!self->over_circle)
    return;
  self->over_circle = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_circle (StintBacklogRow *self,
             GtkSnapshot     *snapshot,
             int              x,
             int              y,
             const GdkRGBA   *color)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (x, y, CIRCLE, CIRCLE);
  GdkRGBA ring = *color;

  if (self->is_done)
    {
      GdkRGBA accent;

      stint_paint_get_accent (GTK_WIDGET (self), &accent);
      stint_paint_pill (snapshot, &area, CIRCLE, &accent);
      stint_paint_check (snapshot, &area, &(GdkRGBA) { 1, 1, 1, 1 });
      return;
    }
  stint_paint_dim (GTK_WIDGET (self), &ring, self->over_circle ? 0.75 : 0.42);
  stint_paint_ring (snapshot, &area, 2, &ring);
  if (self->over_circle)
    stint_paint_check (snapshot, &area, &ring);
}

/* The second line: the ledger's bar, the facts, the project's dot. Mirrored where people read from the right. */
static void
draw_facts (StintBacklogRow *self,
            GtkSnapshot     *snapshot,
            int              y,
            const GdkRGBA   *color)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int x = TEXT_X, height, space;
  GdkRGBA text = *color, track = *color, accent;

  pango_layout_get_pixel_size (self->facts, NULL, &height);
  if (self->planned >= 0)
    {
      float top = y + (height - BAR_HEIGHT) / 2;
      float filled = BAR_WIDTH * MIN (self->planned, 1.0);

      stint_paint_fade (&track, 0.12);
      stint_paint_get_accent (GTK_WIDGET (self), &accent);
      stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (rtl ? width - x - BAR_WIDTH : x, top, BAR_WIDTH, BAR_HEIGHT), 2, &track);
      if (filled > 0)
        stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (rtl ? width - x - filled : x, top, filled, BAR_HEIGHT), 2, &accent);
      x += BAR_WIDTH + GAP;
    }
  space = MAX (0, width - x - PAD - (self->has_dot ? DOT + GAP : 0));
  if (self->is_late)
    stint_paint_get_error (GTK_WIDGET (self), &text);
  else
    stint_paint_dim (GTK_WIDGET (self), &text, 0.62);
  pango_layout_set_width (self->facts, space * PANGO_SCALE);
  x += stint_paint_text (snapshot, self->facts, rtl ? width - x - space : x, y, space, rtl, &text);
  if (self->has_dot)
    {
      if (pango_layout_get_text (self->facts)[0] != '\0')
        x += GAP;
      stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (rtl ? width - x - DOT : x, y + (height - DOT) / 2, DOT, DOT), DOT, &self->dot);
    }
}

static void
stint_backlog_row_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  StintBacklogRow *self = STINT_BACKLOG_ROW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean has_second = self->has_dot || self->planned >= 0 || pango_layout_get_text (self->facts)[0] != '\0';
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int space = MAX (0, width - TEXT_X - PAD);
  int title_height, facts_height, top;
  GdkRGBA color, title_color;

  stint_paint_get_color (widget, &color);
  title_color = color;
  if (self->is_done)
    stint_paint_dim (widget, &title_color, 0.55);
  pango_layout_set_width (self->title, space * PANGO_SCALE);
  pango_layout_get_pixel_size (self->title, NULL, &title_height);
  pango_layout_get_pixel_size (self->facts, NULL, &facts_height);
  top = has_second ? (height - title_height - facts_height - 2) / 2 : (height - title_height) / 2;
  draw_circle (self, snapshot, rtl ? width - PAD - CIRCLE : PAD, top + (title_height - CIRCLE) / 2, &color);
  stint_paint_text (snapshot, self->title, rtl ? width - TEXT_X - space : TEXT_X, top, space, rtl, &title_color);
  if (has_second)
    draw_facts (self, snapshot, top + title_height + 2, &color);
}

static void
stint_backlog_row_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  StintBacklogRow *self = STINT_BACKLOG_ROW (widget);
  int title_height, facts_height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = TEXT_X + 60;
      *natural = 240;
      return;
    }
  pango_layout_get_pixel_size (self->title, NULL, &title_height);
  pango_layout_get_pixel_size (self->facts, NULL, &facts_height);
  *minimum = *natural = title_height + 2 + facts_height + 2 * PAD;
}

static StintTaskItem *
stint_backlog_row_get_task (StintDragItem *item)
{
  return STINT_BACKLOG_ROW (item)->item;
}

static void
drag_item_iface_init (StintDragItemInterface *iface)
{
  iface->get_task = stint_backlog_row_get_task;
}

static void
stint_backlog_row_dispose (GObject *object)
{
  StintBacklogRow *self = STINT_BACKLOG_ROW (object);

  stint_backlog_row_set_item (self, NULL);
  g_clear_object (&self->title);
  g_clear_object (&self->facts);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (stint_backlog_row_parent_class)->dispose (object);
}

static void
stint_backlog_row_class_init (StintBacklogRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_backlog_row_dispose;
  widget_class->measure = stint_backlog_row_measure;
  widget_class->snapshot = stint_backlog_row_snapshot;

  signals[TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "task");
}

static void
stint_backlog_row_init (StintBacklogRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->planned = -1;
  self->title = stint_paint_new_layout (GTK_WIDGET (self), 1.0, PANGO_WEIGHT_MEDIUM);
  self->facts = stint_paint_new_layout (GTK_WIDGET (self), 0.86, PANGO_WEIGHT_NORMAL);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_TARGET);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

GtkWidget *
stint_backlog_row_new (StintClock *clock)
{
  StintBacklogRow *self = g_object_new (STINT_TYPE_BACKLOG_ROW, NULL);

  self->clock = g_object_ref (clock);
  /* What was due today is late after midnight, though nothing of it has changed. */
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "zone-changed", G_CALLBACK (row_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* @item: (nullable) */
void
stint_backlog_row_set_item (StintBacklogRow *self,
                            StintTaskItem   *item)
{
  g_return_if_fail (STINT_IS_BACKLOG_ROW (self));
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, row_cb, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "notify::row", G_CALLBACK (row_cb), self);
  show_row (self);
}

StintTaskItem *
stint_backlog_row_get_item (StintBacklogRow *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG_ROW (self), NULL);
  return self->item;
}

/* What stands below the title, for tests. */
const char *
stint_backlog_row_get_facts (StintBacklogRow *self)
{
  g_return_val_if_fail (STINT_IS_BACKLOG_ROW (self), NULL);
  return pango_layout_get_text (self->facts);
}
