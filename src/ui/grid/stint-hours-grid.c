/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-hours-grid.h"

#include "core/stint-time.h"
#include "ui/grid/stint-hours-background.h"
#include "ui/grid/stint-more-pool.h"
#include "ui/grid/stint-swatch.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>
#include <math.h>

#define TIP_GAP 6

/* So much of a view's height is kept ready above and below it. */
#define NEAR_SHARE 0.2

/* Leaves that are made before the first allocation says how many there is room for. */
#define MAX_RESERVE 80

struct _StintHoursGrid
{
  GtkWidget         parent_instance;

  StintGridGeometry geometry;
  GtkAdjustment    *adjustment;
  StintGridPage    *page;
  StintGridPage    *ghost;
  StintBlockPool   *pool;
  StintBlockPool   *ghost_pool;
  StintMorePool    *more;
  GArray           *places;
  GArray           *chips;
  double            near_top;
  double            near_bottom;

  GtkWidget        *hairline;
  GtkWidget        *shade;
  GtkWidget        *faint;
  GtkWidget        *now;
  GtkWidget        *focus;
  GtkWidget        *tip;
  GtkWidget        *ground;
  StintHoursLabels *labels;
  GskRenderNode    *background;

  gint64            now_s;
  gboolean          now_again;
  gint64            cursor_s;
  char             *cursor_name;
  char             *second_zone;
  guint             place_id;
  gboolean          placed;
};

G_DEFINE_FINAL_TYPE (StintHoursGrid, stint_hours_grid, GTK_TYPE_WIDGET)

/* ---- Places ---- */

static gboolean
place_ghost (StintHoursGrid *self,
             gboolean        may_add)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  g_autoptr (GArray) chips = g_array_new (FALSE, FALSE, sizeof (StintMoreChip));

  stint_hours_layout_place (self->ghost, &self->geometry, places, chips);
  return stint_block_pool_assign (self->ghost_pool, self->ghost, places, may_add);
}

/* Gives leaves to what is in or near the view. Returns: whether there were enough. */
static gboolean
assign_near (StintHoursGrid *self,
             gboolean        may_add)
{
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  double top = self->adjustment != NULL ? gtk_adjustment_get_value (self->adjustment) : 0;
  double page_size = self->adjustment != NULL ? gtk_adjustment_get_page_size (self->adjustment) : 0;

  if (self->page == NULL)
    return TRUE;
  if (page_size <= 1)
    page_size = stint_grid_geometry_get_height (&self->geometry);
  self->near_top = top - page_size * NEAR_SHARE;
  self->near_bottom = top + page_size * (1 + NEAR_SHARE);

  for (guint i = 0; i < self->places->len; i++)
    {
      const StintBlockPlace *place = &g_array_index (self->places, StintBlockPlace, i);

      if (place->area.y < self->near_bottom && place->area.y + place->area.height > self->near_top)
        g_array_append_val (near, *place);
    }

  return stint_block_pool_assign (self->pool, self->page, near, may_add);
}

static gboolean
place (StintHoursGrid *self,
       gboolean        may_add)
{
  gboolean complete;

  if (self->page == NULL || self->geometry.width <= self->geometry.gutter)
    return TRUE;

  g_array_set_size (self->places, 0);
  g_array_set_size (self->chips, 0);
  stint_hours_layout_place (self->page, &self->geometry, self->places, self->chips);
  complete = assign_near (self, may_add);
  complete &= stint_more_pool_assign (self->more, self->chips, may_add);
  if (self->ghost != NULL)
    complete &= place_ghost (self, may_add);
  self->placed = complete;

  return complete;
}

static gboolean
place_cb (gpointer user_data)
{
  StintHoursGrid *self = user_data;

  self->place_id = 0;
  place (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (StintHoursGrid *self)
{
  double top = gtk_adjustment_get_value (self->adjustment);
  double bottom = top + gtk_adjustment_get_page_size (self->adjustment);
  double height = stint_grid_geometry_get_height (&self->geometry);

  if (MAX (top, 0) >= self->near_top && MIN (bottom, height) <= self->near_bottom)
    return;

  assign_near (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Below the ghost's last piece; above it where the view ends. */
static void
allocate_tip (StintHoursGrid *self,
              int             width,
              int             height)
{
  GtkAllocation area;
  graphene_rect_t bounds;
  guint n_pieces = stint_block_pool_get_n_used (self->ghost_pool);
  double view_bottom = height;

  if (self->tip == NULL || !gtk_widget_get_visible (self->tip))
    return;
  if (self->adjustment != NULL)
    view_bottom = gtk_adjustment_get_value (self->adjustment) + gtk_adjustment_get_page_size (self->adjustment);

  gtk_widget_measure (self->tip, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &area.width, NULL, NULL);
  gtk_widget_measure (self->tip, GTK_ORIENTATION_VERTICAL, area.width, NULL, &area.height, NULL, NULL);
  area.x = area.y = 0;
  if (n_pieces > 0 && gtk_widget_compute_bounds (GTK_WIDGET (stint_block_pool_get (self->ghost_pool, n_pieces - 1)),
                                                 GTK_WIDGET (self), &bounds))
    {
      area.x = (int) bounds.origin.x;
      area.y = (int) (bounds.origin.y + bounds.size.height) + TIP_GAP;
      if (area.y + area.height > view_bottom)
        area.y = MAX ((int) bounds.origin.y - TIP_GAP - area.height, 0);
    }
  area.x = CLAMP (area.x, 0, MAX (width - area.width, 0));
  gtk_widget_size_allocate (self->tip, &area, -1);
}

/* ---- Drawing ---- */

/* Everything that stays while blocks move is one node, drawn once. */
static void
draw_background (StintHoursGrid *self)
{
  StintHoursColors colors;

  stint_swatch_get_color (self->hairline, &colors.line);
  stint_swatch_get_color (self->shade, &colors.shade);
  stint_swatch_get_color (self->faint, &colors.label);
  self->background = stint_hours_background_new (&self->geometry, self->labels, &colors);
}

static void
drop_background (StintHoursGrid *self)
{
  g_clear_pointer (&self->background, gsk_render_node_unref);
}

static void
draw_cursor (StintHoursGrid *self,
             GtkSnapshot    *snapshot)
{
  GdkRGBA color;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;
  stint_swatch_get_color (self->focus, &color);
  stint_hours_cursor_append (snapshot, &self->geometry, self->cursor_s, &color);
}

static void
stint_hours_grid_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  StintHoursGrid *self = STINT_HOURS_GRID (widget);
  GdkRGBA color, ground;

  if (self->background == NULL)
    draw_background (self);
  if (self->background != NULL)
    gtk_snapshot_append_node (snapshot, self->background);
  stint_block_pool_snapshot (self->pool, snapshot);
  stint_more_pool_snapshot (self->more, snapshot);
  stint_swatch_get_color (self->ground, &ground);
  stint_swatch_get_color (self->faint, &color);
  stint_hours_missing_append (snapshot, &self->geometry, &ground, &color);
  stint_swatch_get_color (self->now, &color);
  stint_hours_now_append (snapshot, &self->geometry, self->now_s, self->now_again, &color);
  draw_cursor (self, snapshot);
  if (self->ghost == NULL)
    return;

  stint_block_pool_snapshot (self->ghost_pool, snapshot);
  if (self->tip != NULL)
    gtk_widget_snapshot_child (widget, self->tip, snapshot);
}

/* ---- Overrides ---- */

static void
stint_hours_grid_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  StintHoursGrid *self = STINT_HOURS_GRID (widget);

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? (int) ceil (stint_grid_geometry_get_height (&self->geometry)) : 0;
  *natural = *minimum;
}

static void
stint_hours_grid_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  StintHoursGrid *self = STINT_HOURS_GRID (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (self->geometry.width != width || self->geometry.mirrored != mirrored)
    {
      drop_background (self);
      self->placed = FALSE;
    }
  self->geometry.width = width;
  self->geometry.mirrored = mirrored;

  if (!self->placed && !place (self, FALSE) && self->place_id == 0)
    self->place_id = g_idle_add_full (GTK_PRIORITY_RESIZE, place_cb, self, NULL);
  stint_block_pool_allocate (self->pool);
  stint_more_pool_allocate (self->more);
  stint_block_pool_allocate (self->ghost_pool);
  allocate_tip (self, width, height);
}

static void
stint_hours_grid_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  StintHoursGrid *self = STINT_HOURS_GRID (widget);

  drop_background (self);
  GTK_WIDGET_CLASS (stint_hours_grid_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
stint_hours_grid_dispose (GObject *object)
{
  StintHoursGrid *self = STINT_HOURS_GRID (object);

  g_clear_handle_id (&self->place_id, g_source_remove);
  stint_hours_grid_set_adjustment (self, NULL);
  drop_background (self);
  g_clear_pointer (&self->pool, stint_block_pool_free);
  g_clear_pointer (&self->ghost_pool, stint_block_pool_free);
  g_clear_pointer (&self->more, stint_more_pool_free);
  g_clear_pointer (&self->labels, stint_hours_labels_free);
  g_clear_pointer (&self->ground, gtk_widget_unparent);
  g_clear_pointer (&self->hairline, gtk_widget_unparent);
  g_clear_pointer (&self->shade, gtk_widget_unparent);
  g_clear_pointer (&self->faint, gtk_widget_unparent);
  g_clear_pointer (&self->now, gtk_widget_unparent);
  g_clear_pointer (&self->focus, gtk_widget_unparent);
  g_clear_pointer (&self->tip, gtk_widget_unparent);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  g_clear_pointer (&self->ghost, stint_grid_page_unref);

  G_OBJECT_CLASS (stint_hours_grid_parent_class)->dispose (object);
}

static void
stint_hours_grid_finalize (GObject *object)
{
  StintHoursGrid *self = STINT_HOURS_GRID (object);

  g_array_unref (self->places);
  g_array_unref (self->chips);
  g_free (self->cursor_name);
  g_free (self->second_zone);

  G_OBJECT_CLASS (stint_hours_grid_parent_class)->finalize (object);
}

static void
stint_hours_grid_class_init (StintHoursGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_hours_grid_dispose;
  object_class->finalize = stint_hours_grid_finalize;
  widget_class->measure = stint_hours_grid_measure;
  widget_class->size_allocate = stint_hours_grid_size_allocate;
  widget_class->snapshot = stint_hours_grid_snapshot;
  widget_class->css_changed = stint_hours_grid_css_changed;

  gtk_widget_class_set_css_name (widget_class, "hoursgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
stint_hours_grid_init (StintHoursGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->geometry = (StintGridGeometry){ 0, 1, 0, 56, STINT_HOUR_HEIGHT_DEFAULT, FALSE, NULL };
  self->places = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  self->chips = g_array_new (FALSE, FALSE, sizeof (StintMoreChip));
  self->now_s = G_MININT64 / 2;
  self->hairline = stint_swatch_new (widget, "hairline");
  self->shade = stint_swatch_new (widget, "shade");
  self->faint = stint_swatch_new (widget, "hourlabel");
  self->now = stint_swatch_new (widget, "nowline");
  self->focus = stint_swatch_new (widget, "focusring");
  self->pool = stint_block_pool_new (widget, NULL);
  self->more = stint_more_pool_new (widget);
  self->ghost_pool = stint_block_pool_new (widget, "ghost");
  self->ground = stint_swatch_new (widget, "blockground");
  self->labels = stint_hours_labels_new (self->faint);
  gtk_widget_set_focusable (widget, TRUE);
}

GtkWidget *
stint_hours_grid_new (void)
{
  return g_object_new (STINT_TYPE_HOURS_GRID, NULL);
}

/**
 * stint_hours_grid_set_adjustment:
 * @adjustment: (nullable): what scrolls it up and down
 */
void
stint_hours_grid_set_adjustment (StintHoursGrid *self,
                                 GtkAdjustment  *adjustment)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustment, scrolled_cb, self);
  if (!g_set_object (&self->adjustment, adjustment) || adjustment == NULL)
    return;

  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
stint_hours_grid_set_page (StintHoursGrid *self,
                           StintGridPage  *page)
{
  gboolean turned = page->first_day != self->geometry.first_day || page->n_days != self->geometry.n_days;
  gboolean set = !stint_hours_axis_equal (page->axis, self->geometry.axis);
  gboolean moved = self->page == NULL || self->page->zone != page->zone;

  stint_grid_page_ref (page);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = page;
  self->geometry.first_day = page->first_day;
  self->geometry.n_days = page->n_days;
  self->geometry.axis = page->axis;
  if (turned || set || moved)
    {
      stint_hours_labels_update (self->labels, page, self->second_zone);
      drop_background (self);
    }
  if (set)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  if (self->geometry.width > 0)
    place (self, TRUE);
  else
    stint_block_pool_reserve (self->pool, MIN (page->rows->len, MAX_RESERVE));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
stint_hours_grid_set_hour_height (StintHoursGrid *self,
                                  double          hour_height)
{
  if (self->geometry.hour_height == hour_height)
    return;

  self->geometry.hour_height = hour_height;
  self->placed = FALSE;
  drop_background (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
stint_hours_grid_set_gutter (StintHoursGrid *self,
                             double          gutter)
{
  if (self->geometry.gutter == gutter)
    return;

  self->geometry.gutter = gutter;
  self->placed = FALSE;
  drop_background (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * stint_hours_grid_set_now:
 * @now_s: civil seconds; draws again only if the minute is another
 * @again: the clock reads so for the second time
 */
void
stint_hours_grid_set_now (StintHoursGrid *self,
                          gint64          now_s,
                          gboolean        again)
{
  if (stint_grid_snap_down (self->now_s, 60) == stint_grid_snap_down (now_s, 60) && self->now_again == again)
    return;

  self->now_s = now_s;
  self->now_again = again;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * stint_hours_grid_show_ghost:
 * @ghost: (nullable)
 * @tip: (nullable)
 */
void
stint_hours_grid_show_ghost (StintHoursGrid *self,
                             StintGridPage  *ghost,
                             const char     *tip)
{
  if (self->ghost == NULL && ghost == NULL)
    return;

  if (ghost != NULL)
    stint_grid_page_ref (ghost);
  g_clear_pointer (&self->ghost, stint_grid_page_unref);
  self->ghost = ghost;
  if (ghost == NULL)
    stint_block_pool_clear (self->ghost_pool);
  if (ghost != NULL && self->geometry.width > 0)
    place_ghost (self, TRUE);

  if (tip != NULL && self->tip == NULL)
    {
      self->tip = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->tip, "ghost-tip");
      gtk_widget_set_can_target (self->tip, FALSE);
      gtk_widget_set_parent (self->tip, GTK_WIDGET (self));
    }
  if (self->tip != NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->tip), tip != NULL ? tip : "");
      gtk_widget_set_visible (self->tip, tip != NULL && ghost != NULL);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * stint_hours_grid_set_cursor:
 * @local_s: where the keyboard's cursor stands; named for a screen reader
 */
void
stint_hours_grid_set_cursor (StintHoursGrid *self,
                             gint64          local_s)
{
  g_autofree char *day = stint_format_long_day (stint_day_of_local (local_s));
  g_autofree char *time = stint_format_time (local_s);

  self->cursor_s = local_s;
  g_free (self->cursor_name);
  if (stint_grid_geometry_has (&self->geometry, local_s))
    /* Translators: an empty place of the calendar: day, time */
    self->cursor_name = g_strdup_printf (_("%1$s, %2$s, free"), day, time);
  else
    /* Translators: a place of the calendar that the clocks leave out, because they are set forward: day, time */
    self->cursor_name = g_strdup_printf (_("%1$s, there is no %2$s"), day, time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->cursor_name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gint64
stint_hours_grid_get_cursor (StintHoursGrid *self)
{
  return self->cursor_s;
}

const StintGridGeometry *
stint_hours_grid_get_geometry (StintHoursGrid *self)
{
  return &self->geometry;
}

StintBlockPool *
stint_hours_grid_get_pool (StintHoursGrid *self)
{
  return self->pool;
}

/**
 * stint_hours_grid_get_label_width:
 *
 * Returns: the gutter that the hour labels need
 */
int
stint_hours_grid_get_label_width (StintHoursGrid *self)
{
  int text, second;

  stint_hours_labels_get_width (self->labels, &text, &second);
  return text + (second > 0 ? second + STINT_HOURS_LABEL_MARGIN : 0) + 2 * STINT_HOURS_LABEL_MARGIN;
}

/**
 * stint_hours_grid_update_labels:
 *
 * The hours are written another way now: 12 or 24.
 */
void
stint_hours_grid_update_labels (StintHoursGrid *self)
{
  if (self->page != NULL)
    stint_hours_labels_update (self->labels, self->page, self->second_zone);
  drop_background (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * stint_hours_grid_set_second_zone:
 * @zone: (nullable): whose times stand beside the hours as well
 */
void
stint_hours_grid_set_second_zone (StintHoursGrid *self,
                                  const char     *zone)
{
  if (g_strcmp0 (self->second_zone, zone) == 0)
    return;

  g_free (self->second_zone);
  self->second_zone = g_strdup (zone);
  stint_hours_grid_update_labels (self);
}

/**
 * stint_hours_grid_place:
 *
 * Gives leaves to what is in view now, without waiting for the next frame.
 */
void
stint_hours_grid_place (StintHoursGrid *self)
{
  place (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
