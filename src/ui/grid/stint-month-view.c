/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-month-view.h"

#include "core/stint-time.h"
#include "ui/grid/stint-day-cell.h"
#include "ui/grid/stint-month-layout.h"
#include "ui/grid/stint-more-pool.h"
#include "ui/grid/stint-swatch.h"
#include "workspace/stint-format.h"

#define MAX_CELLS 42

/* Leaves that are made before the first allocation says how many there is room for. */
#define MAX_RESERVE 160

struct _StintMonthView
{
  GtkWidget          parent_instance;

  GtkWidget         *weekdays[7];
  GtkWidget         *cells[MAX_CELLS];
  GtkWidget         *hairline;
  StintBlockPool    *pool;
  StintBlockPool    *ghost_pool;
  StintMorePool     *more;
  StintGridPage     *page;
  StintGridPage     *ghost;
  StintMonthGeometry geometry;
  gint64             now_s;
  int                cursor_day;
  guint              place_id;
};

static void stint_month_view_grid_view_init (StintGridViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (StintMonthView, stint_month_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (STINT_TYPE_GRID_VIEW, stint_month_view_grid_view_init))

/* ---- Allocation ---- */

static int
get_line_height (StintMonthView *self)
{
  if (self->geometry.line_height == 0)
    {
      PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (self->weekdays[0]), NULL, NULL);

      self->geometry.line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)) + 3;
      pango_font_metrics_unref (metrics);
    }

  return self->geometry.line_height;
}

static void
stint_month_view_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? 6 * 36 + 28 : 7 * 40;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? 600 : 7 * 110;
}

static void
allocate_cells (StintMonthView *self)
{
  for (int i = 0; i < self->page->n_days; i++)
    {
      GtkAllocation area;

      stint_month_layout_get_cell (&self->geometry, self->page->first_day + i, &area);
      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->cells[i], &area, -1);
    }
  for (int i = 0; i < 7; i++)
    {
      GtkAllocation area;

      stint_month_layout_get_cell (&self->geometry, self->page->first_day + i, &area);
      area.y = 0;
      area.height = self->geometry.top;
      gtk_widget_measure (self->weekdays[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->weekdays[i], &area, -1);
    }
}

static gboolean
place (StintMonthView *self,
       gboolean        may_add)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  g_autoptr (GArray) chips = g_array_new (FALSE, FALSE, sizeof (StintMoreChip));
  gboolean complete;

  if (self->page == NULL || self->geometry.width == 0)
    return TRUE;

  stint_month_layout_place (self->page, &self->geometry, places, chips);
  complete = stint_block_pool_assign (self->pool, self->page, places, may_add);
  complete &= stint_more_pool_assign (self->more, chips, may_add);
  if (self->ghost == NULL)
    return complete;

  g_array_set_size (places, 0);
  g_array_set_size (chips, 0);
  stint_month_layout_place (self->ghost, &self->geometry, places, chips);
  return stint_block_pool_assign (self->ghost_pool, self->ghost, places, may_add) && complete;
}

static gboolean
place_cb (gpointer user_data)
{
  StintMonthView *self = user_data;

  self->place_id = 0;
  place (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
stint_month_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  StintMonthView *self = STINT_MONTH_VIEW (widget);

  if (self->page == NULL)
    return;

  self->geometry.width = width;
  self->geometry.height = height;
  self->geometry.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  self->geometry.top = get_line_height (self) + 10;
  self->geometry.head = get_line_height (self) + 8;

  allocate_cells (self);
  if (!place (self, FALSE) && self->place_id == 0)
    self->place_id = g_idle_add_full (GTK_PRIORITY_RESIZE, place_cb, self, NULL);
  stint_block_pool_allocate (self->pool);
  stint_more_pool_allocate (self->more);
  stint_block_pool_allocate (self->ghost_pool);
}

static void
draw_lines (StintMonthView *self,
            GtkSnapshot    *snapshot)
{
  GdkRGBA color;

  stint_swatch_get_color (self->hairline, &color);
  for (int i = 0; i < self->page->n_days; i++)
    {
      GdkRectangle cell;

      stint_month_layout_get_cell (&self->geometry, self->page->first_day + i, &cell);
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT ((float) cell.x, (float) cell.y, (float) cell.width, 1));
      if (cell.x > 0)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT ((float) cell.x, (float) cell.y + 1, 1, (float) cell.height - 1));
    }
}

static void
stint_month_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  StintMonthView *self = STINT_MONTH_VIEW (widget);

  if (self->page == NULL)
    return;
  for (int i = 0; i < self->page->n_days; i++)
    gtk_widget_snapshot_child (widget, self->cells[i], snapshot);
  draw_lines (self, snapshot);
  for (int i = 0; i < 7; i++)
    gtk_widget_snapshot_child (widget, self->weekdays[i], snapshot);
  stint_block_pool_snapshot (self->pool, snapshot);
  stint_more_pool_snapshot (self->more, snapshot);
  if (self->ghost != NULL)
    stint_block_pool_snapshot (self->ghost_pool, snapshot);
}

static void
stint_month_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  STINT_MONTH_VIEW (widget)->geometry.line_height = 0;
  GTK_WIDGET_CLASS (stint_month_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

/* ---- The view ---- */

static void
update_cells (StintMonthView *self)
{
  int today = stint_day_of_local (self->now_s);
  int year, month, mday;

  /* The second week is the month's in any case. */
  stint_day_to_ymd (self->page->first_day + 7, &year, &month, &mday);
  for (int i = 0; i < MAX_CELLS; i++)
    {
      int day = self->page->first_day + i;
      int cell_year, cell_month;

      gtk_widget_set_child_visible (self->cells[i], i < self->page->n_days);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->cells[i]), GTK_ACCESSIBLE_STATE_HIDDEN, i >= self->page->n_days, -1);
      if (i >= self->page->n_days)
        continue;
      stint_day_to_ymd (day, &cell_year, &cell_month, &mday);
      stint_day_cell_set (STINT_DAY_CELL (self->cells[i]), day, stint_grid_page_get_day (self->page, day).n_items, day == today,
                          cell_month != month);
    }
}

static void
stint_month_view_set_page (StintGridView *view,
                           StintGridPage *page)
{
  StintMonthView *self = STINT_MONTH_VIEW (view);

  if (page->n_days % 7 != 0 || page->n_days > MAX_CELLS)
    return;

  stint_grid_page_ref (page);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = page;
  self->geometry.first_day = page->first_day;
  self->geometry.n_weeks = page->n_days / 7;
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *weekday = stint_format_weekday (page->first_day + i, TRUE);

      gtk_label_set_label (GTK_LABEL (self->weekdays[i]), weekday);
    }
  update_cells (self);
  if (self->geometry.width > 0)
    place (self, TRUE);
  else
    stint_block_pool_reserve (self->pool, MIN (page->rows->len, MAX_RESERVE));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
stint_month_view_find_spot (StintGridView *view,
                            double         x,
                            double         y,
                            StintGridSpot *spot)
{
  StintMonthView *self = STINT_MONTH_VIEW (view);

  if (self->page == NULL || x < 0 || y < 0 || x >= gtk_widget_get_width (GTK_WIDGET (self)) || y >= gtk_widget_get_height (GTK_WIDGET (self)))
    return FALSE;

  spot->area = STINT_AREA_MONTH;
  spot->day = stint_month_layout_get_day (&self->geometry, x, y);
  spot->local_s = (gint64) spot->day * STINT_DAY_S;
  return TRUE;
}

static void
stint_month_view_show_ghost (StintGridView *view,
                             StintGridPage *ghost,
                             const char    *tip)
{
  StintMonthView *self = STINT_MONTH_VIEW (view);

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

static void
stint_month_view_set_lifted (StintGridView *view,
                             const char    *id)
{
  stint_block_pool_set_lifted (STINT_MONTH_VIEW (view)->pool, id);
}

static void
stint_month_view_set_selected (StintGridView *view,
                               const char    *block_id)
{
  stint_block_pool_set_selected (STINT_MONTH_VIEW (view)->pool, block_id);
}

/* ---- Focus ---- */

static gboolean
find_focus (StintMonthView    *self,
            int               *day,
            StintBlockWidget **leaf)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  *leaf = NULL;
  *day = self->cursor_day;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return FALSE;
  if (STINT_IS_BLOCK_WIDGET (focus))
    {
      *leaf = STINT_BLOCK_WIDGET (focus);
      *day = stint_block_widget_get_day (*leaf);
    }
  else if (STINT_IS_DAY_CELL (focus))
    {
      *day = stint_day_cell_get_day (STINT_DAY_CELL (focus));
    }

  return TRUE;
}

/* The leaf of the same day beside this one; from the cell itself, the first. */
static StintBlockWidget *
get_neighbour (StintMonthView   *self,
               int               day,
               StintBlockWidget *leaf,
               int               step)
{
  StintBlockWidget *previous = NULL;
  gboolean take_next = leaf == NULL;

  for (guint i = 0; i < stint_block_pool_get_n_used (self->pool); i++)
    {
      StintBlockWidget *each = stint_block_pool_get (self->pool, i);

      if (stint_block_widget_get_day (each) != day)
        continue;
      if (step > 0 && take_next)
        return each;
      if (each == leaf && step < 0)
        return previous;
      take_next = each == leaf;
      previous = each;
    }

  return NULL;
}

static gboolean
focus_day (StintMonthView *self,
           int             day)
{
  if (day < self->page->first_day || day >= self->page->first_day + self->page->n_days)
    return FALSE;

  self->cursor_day = day;
  gtk_widget_grab_focus (self->cells[day - self->page->first_day]);
  return TRUE;
}

static gboolean
stint_month_view_move_focus (StintGridView   *view,
                             GtkDirectionType direction)
{
  StintMonthView *self = STINT_MONTH_VIEW (view);
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  StintBlockWidget *leaf, *next;
  int day;

  if (self->page == NULL)
    return TRUE;
  if (!find_focus (self, &day, &leaf))
    return focus_day (self, day);
  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    return focus_day (self, day + ((direction == GTK_DIR_RIGHT) == mirrored ? -1 : 1));
  if (direction == GTK_DIR_UP && leaf == NULL)
    return focus_day (self, day - 7);

  next = get_neighbour (self, day, leaf, direction == GTK_DIR_DOWN ? 1 : -1);
  if (next == NULL)
    return focus_day (self, direction == GTK_DIR_DOWN ? day + 7 : day);

  gtk_widget_grab_focus (GTK_WIDGET (next));
  return TRUE;
}

static gboolean
stint_month_view_get_cursor (StintGridView *view,
                             StintGridSpot *spot)
{
  StintBlockWidget *leaf;

  find_focus (STINT_MONTH_VIEW (view), &spot->day, &leaf);
  spot->area = STINT_AREA_MONTH;
  spot->local_s = (gint64) spot->day * STINT_DAY_S;
  return TRUE;
}

static void
stint_month_view_reveal (StintGridView       *view,
                         const StintGridSpot *spot,
                         const char          *block_id)
{
  StintMonthView *self = STINT_MONTH_VIEW (view);
  const StintGridRow *row;
  StintBlockWidget *leaf = NULL;
  int day = spot->day;

  if (self->page == NULL)
    return;
  row = stint_grid_page_find (self->page, block_id);
  if (row != NULL)
    {
      day = stint_day_of_local (row->start_s);
      leaf = stint_block_pool_find (self->pool, block_id, day);
    }
  if (leaf != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (leaf));
  else
    focus_day (self, CLAMP (day, self->page->first_day, self->page->first_day + self->page->n_days - 1));
}

static void
stint_month_view_update_now (StintGridView *view,
                             gint64         now_s,
                             gboolean       again)
{
  StintMonthView *self = STINT_MONTH_VIEW (view);
  gboolean new_day = stint_day_of_local (now_s) != stint_day_of_local (self->now_s);

  self->now_s = now_s;
  if (new_day && self->page != NULL)
    update_cells (self);
}

static void
stint_month_view_grid_view_init (StintGridViewInterface *iface)
{
  iface->set_page = stint_month_view_set_page;
  iface->find_spot = stint_month_view_find_spot;
  iface->show_ghost = stint_month_view_show_ghost;
  iface->set_lifted = stint_month_view_set_lifted;
  iface->set_selected = stint_month_view_set_selected;
  iface->move_focus = stint_month_view_move_focus;
  iface->get_cursor = stint_month_view_get_cursor;
  iface->reveal = stint_month_view_reveal;
  iface->update_now = stint_month_view_update_now;
}

/* ---- Object ---- */

static gboolean
stint_month_view_grab_focus (GtkWidget *widget)
{
  StintMonthView *self = STINT_MONTH_VIEW (widget);

  if (self->page == NULL)
    return FALSE;
  return focus_day (self, CLAMP (self->cursor_day, self->page->first_day, self->page->first_day + self->page->n_days - 1));
}

static void
stint_month_view_dispose (GObject *object)
{
  StintMonthView *self = STINT_MONTH_VIEW (object);

  g_clear_handle_id (&self->place_id, g_source_remove);
  g_clear_pointer (&self->pool, stint_block_pool_free);
  g_clear_pointer (&self->ghost_pool, stint_block_pool_free);
  g_clear_pointer (&self->more, stint_more_pool_free);
  g_clear_pointer (&self->hairline, gtk_widget_unparent);
  for (int i = 0; i < 7; i++)
    g_clear_pointer (&self->weekdays[i], gtk_widget_unparent);
  for (int i = 0; i < MAX_CELLS; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  g_clear_pointer (&self->ghost, stint_grid_page_unref);

  G_OBJECT_CLASS (stint_month_view_parent_class)->dispose (object);
}

static void
stint_month_view_class_init (StintMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_month_view_dispose;
  widget_class->measure = stint_month_view_measure;
  widget_class->size_allocate = stint_month_view_size_allocate;
  widget_class->snapshot = stint_month_view_snapshot;
  widget_class->css_changed = stint_month_view_css_changed;
  widget_class->grab_focus = stint_month_view_grab_focus;

  gtk_widget_class_set_css_name (widget_class, "monthview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
stint_month_view_init (StintMonthView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->hairline = stint_swatch_new (widget, "hairline");
  for (int i = 0; i < MAX_CELLS; i++)
    {
      self->cells[i] = stint_day_cell_new ();
      gtk_widget_set_parent (self->cells[i], widget);
    }
  for (int i = 0; i < 7; i++)
    {
      self->weekdays[i] = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (self->weekdays[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (self->weekdays[i]), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (self->weekdays[i], "month-weekday");
      gtk_widget_set_parent (self->weekdays[i], widget);
    }
  self->pool = stint_block_pool_new (widget, NULL);
  self->more = stint_more_pool_new (widget);
  self->ghost_pool = stint_block_pool_new (widget, "ghost");
}

/**
 * stint_month_view_new:
 * @now_s: civil seconds
 */
GtkWidget *
stint_month_view_new (gint64 now_s)
{
  StintMonthView *self = g_object_new (STINT_TYPE_MONTH_VIEW, NULL);

  self->now_s = now_s;
  self->cursor_day = stint_day_of_local (now_s);

  return GTK_WIDGET (self);
}
