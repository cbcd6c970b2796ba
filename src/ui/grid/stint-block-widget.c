/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-block-widget-private.h"

#include "core/stint-project.h"
#include "ui/grid/stint-block-name.h"
#include "ui/grid/stint-css-class.h"
#include "ui/grid/stint-quiet-scroll.h"
#include "workspace/stint-format.h"

/* A line that is so wide says when it ends as well. */
#define RANGE_MIN_WIDTH 320
#define RANGE_COLUMN 110

/* In less the title would have no room beside the sign of a series. */
#define TRAIL_MIN_WIDTH 60

/* How wide "10:00–11:30" and "10:00" are at least, in tenths of a line's height. */
#define RANGE_TENTHS 36
#define START_TENTHS 19

G_DEFINE_FINAL_TYPE (StintBlockWidget, stint_block_widget, GTK_TYPE_WIDGET)

/* ---- Texts ---- */

/* Does nothing if the text stands there already: shaping it is half of what a turn of the page costs. */
static gboolean
take_text (PangoLayout *layout,
           char       **old,
           char        *text)
{
  if (g_strcmp0 (*old, text) == 0)
    {
      g_free (text);
      return FALSE;
    }

  g_free (*old);
  *old = text;
  pango_layout_set_text (layout, text != NULL ? text : "", -1);
  return TRUE;
}

/* (transfer full): of a line: when it begins, and if there is room, when it ends. */
static char *
make_time_text (StintBlockWidget *self,
                int               width)
{
  if (width < RANGE_MIN_WIDTH)
    return stint_format_time (self->row->start_s);

  return stint_format_time_range (self->row->start_s, self->row->end_s);
}

static void
update_title_attributes (StintBlockWidget *self)
{
  gboolean struck = self->row->done;
  gboolean bold = self->shape == STINT_BLOCK_BOX;
  g_autoptr (PangoAttrList) attributes = NULL;

  if (self->struck == struck && self->bold == bold && pango_layout_get_attributes (self->title) != NULL)
    return;

  self->struck = struck;
  self->bold = bold;
  attributes = pango_attr_list_new ();
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (self->title, attributes);
}

/* ---- Layout ---- */

int
stint_block_widget_get_line_height (StintBlockWidget *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics;

  if (self->line_height > 0)
    return self->line_height;

  metrics = pango_context_get_metrics (context, NULL, NULL);
  self->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
  return self->line_height;
}

static void
set_layout_width (PangoLayout *layout,
                  int          width)
{
  if (pango_layout_get_width (layout) != MAX (width, 0) * PANGO_SCALE)
    pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
}

static void
set_layout_lines (PangoLayout *layout,
                  int          n_lines)
{
  if (pango_layout_get_height (layout) != -n_lines)
    pango_layout_set_height (layout, -n_lines);
}

/*
 * Two lines of title and one of time; the time goes first, then the second line. Of the times only the start, where both do not fit, and nothing
 * where one would see dots. What fits is guessed from the height of a line: shaping a text to throw it away is what turns of the page cost.
 */
static void
lay_out_box (StintBlockWidget *self,
             int               width,
             int               height)
{
  int line = stint_block_widget_get_line_height (self);
  int room = height - 2 * STINT_BLOCK_PADDING + 2;
  int text_width = width - STINT_BLOCK_TEXT_START - STINT_BLOCK_TEXT_END;
  gboolean has_range = text_width * 10 >= line * RANGE_TENTHS;

  set_layout_width (self->title, text_width - self->trail);
  set_layout_lines (self->title, room >= 2 * line ? 2 : 1);
  self->show_time = room >= 2 * line && text_width * 10 >= line * START_TENTHS &&
    room >= (MIN (pango_layout_get_line_count (self->title), 2) + 1) * line;
  if (!self->show_time)
    return;

  if (has_range)
    take_text (self->time, &self->time_text, stint_format_time_range (self->row->start_s, self->row->end_s));
  set_layout_width (self->time, text_width);
  if (!has_range || pango_layout_is_ellipsized (self->time))
    take_text (self->time, &self->time_text, stint_format_time (self->row->start_s));
}

/* A deadline's sign or a time comes before the title; the time goes where the title would have no room. */
static void
lay_out_line (StintBlockWidget *self,
              int               width)
{
  gboolean is_line = self->shape == STINT_BLOCK_LINE;
  int time_width = 0;

  self->lead = 0;
  self->show_time = is_line && self->row->kind == STINT_GRID_BLOCK;
  if (self->row->kind == STINT_GRID_DEADLINE)
    self->lead = STINT_BLOCK_DIAMOND + STINT_BLOCK_SIGN_GAP;

  if (self->show_time)
    {
      take_text (self->time, &self->time_text, make_time_text (self, width));
      set_layout_width (self->time, width);
      pango_layout_get_pixel_size (self->time, &time_width, NULL);
      self->show_time = width > 3 * time_width;
      if (self->show_time)
        self->lead = MAX (time_width + STINT_BLOCK_SIGN_GAP, width < RANGE_MIN_WIDTH ? 0 : RANGE_COLUMN);
    }

  set_layout_lines (self->title, 1);
  set_layout_width (self->title, width - STINT_BLOCK_CHIP_TEXT_START - STINT_BLOCK_TEXT_END - self->lead - self->trail - (is_line ? STINT_BLOCK_BAR_INSET : 0));
}

/* Pango turns the alignment of a text that runs against its context: here every text begins where the block does. */
static void
align_text (StintBlockWidget *self,
            PangoLayout      *layout)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  PangoDirection direction = pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (layout, 0));
  gboolean turns = direction == (mirrored ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL);
  PangoAlignment alignment = mirrored != turns ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;

  if (pango_layout_get_alignment (layout) != alignment)
    pango_layout_set_alignment (layout, alignment);
}

static void
lay_out (StintBlockWidget *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  self->laid_out = TRUE;
  self->trail = self->row->series_id != NULL && width >= TRAIL_MIN_WIDTH ? STINT_BLOCK_REPEAT + STINT_BLOCK_SIGN_GAP - 1 : 0;
  if (self->shape == STINT_BLOCK_BOX)
    lay_out_box (self, width, height);
  else
    lay_out_line (self, width);
  align_text (self, self->title);
  align_text (self, self->time);
}

/* ---- Overrides ---- */

static void
stint_block_widget_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  StintBlockWidget *self = STINT_BLOCK_WIDGET (widget);

  if (self->row == NULL || gtk_widget_get_width (widget) <= 0 || gtk_widget_get_height (widget) <= 0)
    return;
  if (!self->laid_out)
    lay_out (self);
  stint_block_widget_draw (self, snapshot);
}

static void
stint_block_widget_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  STINT_BLOCK_WIDGET (widget)->laid_out = FALSE;
}

static void
stint_block_widget_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? stint_block_widget_get_line_height (STINT_BLOCK_WIDGET (widget)) + 4 : 0;
}

static void
stint_block_widget_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  STINT_BLOCK_WIDGET (widget)->line_height = 0;
  STINT_BLOCK_WIDGET (widget)->laid_out = FALSE;
  GTK_WIDGET_CLASS (stint_block_widget_parent_class)->css_changed (widget, change);
}

/* Only what cannot be read on the block itself. */
static gboolean
stint_block_widget_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    keyboard_tooltip,
                                  GtkTooltip *tooltip)
{
  StintBlockWidget *self = STINT_BLOCK_WIDGET (widget);

  if (self->row == NULL || stint_quiet_scroll_is_quiet (widget) || (!pango_layout_is_ellipsized (self->title) && self->show_time && (self->row->all_day || self->row->zone == self->page->zone)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, self->label);
  return TRUE;
}

static void
stint_block_widget_finalize (GObject *object)
{
  StintBlockWidget *self = STINT_BLOCK_WIDGET (object);

  g_clear_pointer (&self->page, stint_grid_page_unref);
  g_clear_object (&self->title);
  g_clear_object (&self->time);
  g_free (self->title_text);
  g_free (self->time_text);
  g_free (self->label);

  G_OBJECT_CLASS (stint_block_widget_parent_class)->finalize (object);
}

static void
stint_block_widget_class_init (StintBlockWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_block_widget_finalize;
  widget_class->snapshot = stint_block_widget_snapshot;
  widget_class->size_allocate = stint_block_widget_size_allocate;
  widget_class->measure = stint_block_widget_measure;
  widget_class->css_changed = stint_block_widget_css_changed;
  widget_class->query_tooltip = stint_block_widget_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "block");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static PangoLayout *
make_layout (StintBlockWidget *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
stint_block_widget_init (StintBlockWidget *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->title = make_layout (self);
  self->time = make_layout (self);
}

GtkWidget *
stint_block_widget_new (void)
{
  return g_object_new (STINT_TYPE_BLOCK_WIDGET, NULL);
}

static void
update_label (StintBlockWidget *self)
{
  g_autofree char *label = stint_block_describe (self->row, self->page->zone);

  if (g_strcmp0 (label, self->label) == 0)
    return;

  g_free (self->label);
  self->label = g_steal_pointer (&label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label, -1);
}

/**
 * stint_block_widget_set:
 * @page: keeps @row alive; the widget holds it
 * @day: the day of which it shows a piece
 *
 * Shows another row; costs what differs from the one before.
 */
void
stint_block_widget_set (StintBlockWidget   *self,
                        StintGridPage      *page,
                        const StintGridRow *row,
                        int                 day,
                        StintBlockShape     shape)
{
  StintGridPage *old = self->page;
  gboolean same = self->row == row && self->shape == shape && old->zone == page->zone;

  self->page = stint_grid_page_ref (page);
  self->row = row;
  self->day = day;
  self->shape = shape;
  if (old != NULL)
    stint_grid_page_unref (old);
  if (same)
    return;

  if (row->color == NULL || !gdk_rgba_parse (&self->color, row->color))
    gdk_rgba_parse (&self->color, STINT_PROJECT_DEFAULT_COLOR);
  update_title_attributes (self);
  take_text (self->title, &self->title_text, g_strdup (row->title));
  stint_css_class_set (GTK_WIDGET (self), "done", row->done);
  stint_css_class_set (GTK_WIDGET (self), "chip", shape != STINT_BLOCK_BOX);
  update_label (self);
  self->laid_out = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * stint_block_widget_set_ground:
 * @ground: (unowned): a swatch that outlives the leaf: what its tint is mixed with
 */
void
stint_block_widget_set_ground (StintBlockWidget *self,
                               GtkWidget        *ground)
{
  self->ground = ground;
}

/**
 * stint_block_widget_get_row:
 *
 * Returns: (nullable) (transfer none): valid until the widget shows another
 */
const StintGridRow *
stint_block_widget_get_row (StintBlockWidget *self)
{
  return self->row;
}

int
stint_block_widget_get_day (StintBlockWidget *self)
{
  return self->day;
}

StintBlockShape
stint_block_widget_get_shape (StintBlockWidget *self)
{
  return self->shape;
}

/**
 * stint_block_widget_get_edge:
 * @y: in the widget
 *
 * Returns: -1 on the edge that resizes its start, 1 on that of its end, else 0
 */
int
stint_block_widget_get_edge (StintBlockWidget *self,
                             double            y)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double zone = MIN (STINT_BLOCK_EDGE, height / 4.0);
  int first_day, last_day;

  if (self->row == NULL || self->shape != STINT_BLOCK_BOX)
    return 0;

  stint_grid_row_get_days (self->row, &first_day, &last_day);
  if (y < zone && self->day == first_day)
    return -1;
  if (y >= height - zone && self->day == last_day)
    return 1;

  return 0;
}

void
stint_block_widget_set_selected (StintBlockWidget *self,
                                 gboolean          selected)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!!(gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_SELECTED) == !!selected)
    return;
  if (selected)
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected ? TRUE : FALSE, -1);
}
