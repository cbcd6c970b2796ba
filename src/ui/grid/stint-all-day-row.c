/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-all-day-row.h"

#include "ui/grid/stint-more-pool.h"
#include "ui/grid/stint-swatch.h"

#include <glib/gi18n.h>

#define MIN_HEIGHT 29
#define LABEL_MARGIN 8

struct _StintAllDayRow
{
  GtkWidget         parent_instance;

  StintGridGeometry geometry;
  StintGridPage    *page;
  StintGridPage    *ghost;
  StintBlockPool   *pool;
  StintBlockPool   *ghost_pool;
  StintMorePool    *more;
  GtkWidget        *hairline;
  GtkWidget        *label;
  int               line_height;
  guint             place_id;
};

G_DEFINE_FINAL_TYPE (StintAllDayRow, stint_all_day_row, GTK_TYPE_WIDGET)

static int
get_line_height (StintAllDayRow *self)
{
  if (self->line_height == 0)
    {
      PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (self->label), NULL, NULL);

      /* A chip's font is a little larger than the label's. */
      self->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)) + 5;
      pango_font_metrics_unref (metrics);
    }

  return self->line_height;
}

static int
get_row_height (StintAllDayRow *self)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  g_autoptr (GArray) chips = g_array_new (FALSE, FALSE, sizeof (StintMoreChip));

  if (self->page == NULL)
    return MIN_HEIGHT;

  return MAX (stint_all_day_layout_place (self->page, &self->geometry, get_line_height (self), places, chips), MIN_HEIGHT);
}

static gboolean
place (StintAllDayRow *self,
       gboolean        may_add)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  g_autoptr (GArray) chips = g_array_new (FALSE, FALSE, sizeof (StintMoreChip));
  gboolean complete;

  if (self->page == NULL)
    return TRUE;

  stint_all_day_layout_place (self->page, &self->geometry, get_line_height (self), places, chips);
  complete = stint_block_pool_assign (self->pool, self->page, places, may_add);
  complete &= stint_more_pool_assign (self->more, chips, may_add);
  if (self->ghost == NULL)
    return complete;

  g_array_set_size (places, 0);
  g_array_set_size (chips, 0);
  stint_all_day_layout_place (self->ghost, &self->geometry, get_line_height (self), places, chips);
  return stint_block_pool_assign (self->ghost_pool, self->ghost, places, may_add) && complete;
}

static gboolean
place_cb (gpointer user_data)
{
  StintAllDayRow *self = user_data;

  self->place_id = 0;
  place (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
stint_all_day_row_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? get_row_height (STINT_ALL_DAY_ROW (widget)) : 0;
  *natural = *minimum;
}

static void
stint_all_day_row_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  StintAllDayRow *self = STINT_ALL_DAY_ROW (widget);
  GtkAllocation area;

  self->geometry.width = width;
  self->geometry.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  if (!place (self, FALSE) && self->place_id == 0)
    self->place_id = g_idle_add_full (GTK_PRIORITY_RESIZE, place_cb, self, NULL);

  area.width = MAX ((int) self->geometry.gutter - LABEL_MARGIN, 1);
  area.height = get_line_height (self);
  area.x = self->geometry.mirrored ? width - area.width : 0;
  area.y = 4;
  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->label, &area, -1);
  stint_block_pool_allocate (self->pool);
  stint_more_pool_allocate (self->more);
  stint_block_pool_allocate (self->ghost_pool);
}

static void
stint_all_day_row_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  StintAllDayRow *self = STINT_ALL_DAY_ROW (widget);
  GdkRGBA color;

  stint_swatch_get_color (self->hairline, &color);
  for (int i = 0; i < self->geometry.n_days; i++)
    {
      double x, width;

      stint_grid_geometry_get_column (&self->geometry, i, &x, &width);
      if (self->geometry.mirrored)
        x += width - 1;
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT ((float) x, 0, 1, (float) gtk_widget_get_height (widget)));
    }
  gtk_widget_snapshot_child (widget, self->label, snapshot);
  stint_block_pool_snapshot (self->pool, snapshot);
  stint_more_pool_snapshot (self->more, snapshot);
  if (self->ghost != NULL)
    stint_block_pool_snapshot (self->ghost_pool, snapshot);
}

static void
stint_all_day_row_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  STINT_ALL_DAY_ROW (widget)->line_height = 0;
  GTK_WIDGET_CLASS (stint_all_day_row_parent_class)->css_changed (widget, change);
}

static void
stint_all_day_row_dispose (GObject *object)
{
  StintAllDayRow *self = STINT_ALL_DAY_ROW (object);

  g_clear_handle_id (&self->place_id, g_source_remove);
  g_clear_pointer (&self->pool, stint_block_pool_free);
  g_clear_pointer (&self->ghost_pool, stint_block_pool_free);
  g_clear_pointer (&self->more, stint_more_pool_free);
  g_clear_pointer (&self->hairline, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  g_clear_pointer (&self->ghost, stint_grid_page_unref);

  G_OBJECT_CLASS (stint_all_day_row_parent_class)->dispose (object);
}

static void
stint_all_day_row_class_init (StintAllDayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_all_day_row_dispose;
  widget_class->measure = stint_all_day_row_measure;
  widget_class->size_allocate = stint_all_day_row_size_allocate;
  widget_class->snapshot = stint_all_day_row_snapshot;
  widget_class->css_changed = stint_all_day_row_css_changed;

  gtk_widget_class_set_css_name (widget_class, "alldayrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
stint_all_day_row_init (StintAllDayRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->geometry.n_days = 1;
  self->geometry.gutter = 56;
  self->hairline = stint_swatch_new (widget, "hairline");
  self->label = gtk_label_new (_("all day"));
  gtk_label_set_xalign (GTK_LABEL (self->label), 1);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "hour-label");
  gtk_widget_set_parent (self->label, widget);
  self->pool = stint_block_pool_new (widget, NULL);
  self->ghost_pool = stint_block_pool_new (widget, "ghost");
  self->more = stint_more_pool_new (widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("All day"), -1);
}

GtkWidget *
stint_all_day_row_new (void)
{
  return g_object_new (STINT_TYPE_ALL_DAY_ROW, NULL);
}

void
stint_all_day_row_set_page (StintAllDayRow *self,
                            StintGridPage  *page)
{
  stint_grid_page_ref (page);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = page;
  self->geometry.first_day = page->first_day;
  self->geometry.n_days = page->n_days;
  place (self, TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
stint_all_day_row_set_gutter (StintAllDayRow *self,
                              double          gutter)
{
  if (self->geometry.gutter == gutter)
    return;

  self->geometry.gutter = gutter;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

int
stint_all_day_row_get_day (StintAllDayRow *self,
                           double          x)
{
  return stint_grid_geometry_get_day (&self->geometry, x);
}

/**
 * stint_all_day_row_show_ghost:
 * @ghost: (nullable)
 */
void
stint_all_day_row_show_ghost (StintAllDayRow *self,
                              StintGridPage  *ghost)
{
  if (self->ghost == NULL && ghost == NULL)
    return;

  if (ghost != NULL)
    stint_grid_page_ref (ghost);
  g_clear_pointer (&self->ghost, stint_grid_page_unref);
  self->ghost = ghost;
  if (ghost == NULL)
    stint_block_pool_clear (self->ghost_pool);
  place (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

StintBlockPool *
stint_all_day_row_get_pool (StintAllDayRow *self)
{
  return self->pool;
}

/**
 * stint_all_day_row_get_label_width:
 *
 * Returns: the gutter that the label needs
 */
int
stint_all_day_row_get_label_width (StintAllDayRow *self)
{
  int natural;

  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural + LABEL_MARGIN;
}
