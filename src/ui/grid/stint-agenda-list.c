/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-agenda-list.h"

#include "core/stint-time.h"
#include "workspace/stint-format.h"

#define MARGIN 12
#define DAY_GAP 12
#define LINE_GAP 3
#define MAX_WIDTH 720
#define NEAR_SHARE 0.5

/* An item of a day. */
typedef struct
{
  const StintGridRow *row;
  int                 day;
  int                 y;
} Line;

typedef struct
{
  int day;
  int y;
} Head;

struct _StintAgendaList
{
  GtkWidget       parent_instance;

  GtkAdjustment  *adjustment;
  StintGridPage  *page;
  StintBlockPool *pool;
  GPtrArray      *labels;
  GArray         *lines;
  GArray         *heads;
  int             head_height;
  int             line_height;
  int             height;
  guint           place_id;
};

G_DEFINE_FINAL_TYPE (StintAgendaList, stint_agenda_list, GTK_TYPE_WIDGET)

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  return stint_grid_row_compare (*(const StintGridRow *const *) a, *(const StintGridRow *const *) b, GPOINTER_TO_INT (user_data));
}

static GtkWidget *
get_label (StintAgendaList *self,
           guint            position)
{
  GtkWidget *label;

  if (position < self->labels->len)
    return g_ptr_array_index (self->labels, position);

  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "agenda-day");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  g_ptr_array_add (self->labels, label);

  return label;
}

static void
update_heights (StintAgendaList *self)
{
  GtkWidget *label = get_label (self, 0);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (label), NULL, NULL);
  int font_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  self->head_height = font_height + 10;
  self->line_height = font_height + 12;
  pango_font_metrics_unref (metrics);
}

static void
add_day (StintAgendaList *self,
         int              day,
         GPtrArray       *rows)
{
  Head head = { day, self->height };

  g_array_append_val (self->heads, head);
  self->height += self->head_height;
  for (guint i = 0; i < rows->len; i++)
    {
      Line line = { g_ptr_array_index (rows, i), day, self->height };

      g_array_append_val (self->lines, line);
      self->height += self->line_height + LINE_GAP;
    }
  self->height += DAY_GAP;
}

/* Where each line lies; days without anything are left out. */
static void
lay_out (StintAgendaList *self)
{
  g_autofree GPtrArray **by_day = NULL;

  g_array_set_size (self->lines, 0);
  g_array_set_size (self->heads, 0);
  self->height = MARGIN;
  if (self->page == NULL)
    return;

  update_heights (self);
  by_day = g_new0 (GPtrArray *, (gsize) self->page->n_days);
  for (guint i = 0; i < self->page->rows->len; i++)
    {
      const StintGridRow *row = g_ptr_array_index (self->page->rows, i);
      int first_day, last_day;

      stint_grid_row_get_days (row, &first_day, &last_day);
      first_day = MAX (first_day, self->page->first_day);
      last_day = MIN (last_day, self->page->first_day + self->page->n_days - 1);
      for (int day = first_day; day <= last_day; day++)
        {
          GPtrArray **rows = &by_day[day - self->page->first_day];

          if (*rows == NULL)
            *rows = g_ptr_array_new ();
          g_ptr_array_add (*rows, (gpointer) row);
        }
    }
  for (int i = 0; i < self->page->n_days; i++)
    {
      if (by_day[i] == NULL)
        continue;
      g_ptr_array_sort_with_data (by_day[i], compare_rows, GINT_TO_POINTER (self->page->first_day + i));
      add_day (self, self->page->first_day + i, by_day[i]);
      g_ptr_array_unref (by_day[i]);
    }
}

static void
get_column (StintAgendaList *self,
            int             *x,
            int             *width)
{
  int whole = gtk_widget_get_width (GTK_WIDGET (self));

  *width = MAX (MIN (whole - 2 * MARGIN, MAX_WIDTH), 1);
  *x = (whole - *width) / 2;
}

static gboolean
assign_near (StintAgendaList *self,
             gboolean         may_add)
{
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (StintBlockPlace));
  double top = self->adjustment != NULL ? gtk_adjustment_get_value (self->adjustment) : 0;
  double page_size = self->adjustment != NULL ? gtk_adjustment_get_page_size (self->adjustment) : self->height;
  int x, width;

  if (self->page == NULL)
    return TRUE;
  get_column (self, &x, &width);
  page_size = MAX (page_size, 400);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      StintBlockPlace place = { line->row, line->day, STINT_BLOCK_LINE, { x, line->y, width, self->line_height } };

      if (stint_grid_row_is_chip (line->row))
        place.shape = STINT_BLOCK_CHIP;
      if (line->y > top - page_size * NEAR_SHARE && line->y < top + page_size * (1 + NEAR_SHARE))
        g_array_append_val (near, place);
    }

  return stint_block_pool_assign (self->pool, self->page, near, may_add);
}

static void
scrolled_cb (StintAgendaList *self)
{
  assign_near (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
place_cb (gpointer user_data)
{
  StintAgendaList *self = user_data;

  self->place_id = 0;
  scrolled_cb (self);

  return G_SOURCE_REMOVE;
}

/* ---- Overrides ---- */

static void
stint_agenda_list_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  StintAgendaList *self = STINT_AGENDA_LIST (widget);

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? self->height + MARGIN : 0;
  *natural = *minimum;
}

static void
stint_agenda_list_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  StintAgendaList *self = STINT_AGENDA_LIST (widget);
  int x, column_width;

  get_column (self, &x, &column_width);
  for (guint i = 0; i < self->heads->len; i++)
    {
      GtkWidget *label = get_label (self, i);
      GtkAllocation area = { x, g_array_index (self->heads, Head, i).y, column_width, self->head_height };

      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (label, &area, -1);
    }
  if (!assign_near (self, FALSE) && self->place_id == 0)
    self->place_id = g_idle_add_full (GTK_PRIORITY_RESIZE, place_cb, self, NULL);
  stint_block_pool_allocate (self->pool);
}

static void
stint_agenda_list_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  StintAgendaList *self = STINT_AGENDA_LIST (widget);

  for (guint i = 0; i < self->heads->len; i++)
    gtk_widget_snapshot_child (widget, get_label (self, i), snapshot);
  stint_block_pool_snapshot (self->pool, snapshot);
}

static gboolean
stint_agenda_list_grab_focus (GtkWidget *widget)
{
  StintAgendaList *self = STINT_AGENDA_LIST (widget);

  if (self->lines->len == 0)
    return FALSE;
  stint_agenda_list_focus (self, 0);
  return TRUE;
}

static void
stint_agenda_list_dispose (GObject *object)
{
  StintAgendaList *self = STINT_AGENDA_LIST (object);

  g_clear_handle_id (&self->place_id, g_source_remove);
  stint_agenda_list_set_adjustment (self, NULL);
  g_clear_pointer (&self->pool, stint_block_pool_free);
  for (guint i = 0; i < self->labels->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->labels, i));
  g_ptr_array_set_size (self->labels, 0);
  g_array_set_size (self->heads, 0);
  g_array_set_size (self->lines, 0);
  g_clear_pointer (&self->page, stint_grid_page_unref);

  G_OBJECT_CLASS (stint_agenda_list_parent_class)->dispose (object);
}

static void
stint_agenda_list_finalize (GObject *object)
{
  StintAgendaList *self = STINT_AGENDA_LIST (object);

  g_ptr_array_unref (self->labels);
  g_array_unref (self->lines);
  g_array_unref (self->heads);

  G_OBJECT_CLASS (stint_agenda_list_parent_class)->finalize (object);
}

static void
stint_agenda_list_class_init (StintAgendaListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_agenda_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = stint_agenda_list_finalize;
  widget_class->measure = stint_agenda_list_measure;
  widget_class->size_allocate = stint_agenda_list_size_allocate;
  widget_class->snapshot = stint_agenda_list_snapshot;
  widget_class->grab_focus = stint_agenda_list_grab_focus;

  gtk_widget_class_set_css_name (widget_class, "agendalist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
stint_agenda_list_init (StintAgendaList *self)
{
  self->labels = g_ptr_array_new ();
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->heads = g_array_new (FALSE, FALSE, sizeof (Head));
  self->pool = stint_block_pool_new (GTK_WIDGET (self), NULL);
}

GtkWidget *
stint_agenda_list_new (void)
{
  return g_object_new (STINT_TYPE_AGENDA_LIST, NULL);
}

/**
 * stint_agenda_list_set_adjustment:
 * @adjustment: (nullable): what scrolls it
 */
void
stint_agenda_list_set_adjustment (StintAgendaList *self,
                                  GtkAdjustment   *adjustment)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustment, scrolled_cb, self);
  if (g_set_object (&self->adjustment, adjustment) && adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
stint_agenda_list_set_page (StintAgendaList *self,
                            StintGridPage   *page,
                            int              today)
{
  stint_grid_page_ref (page);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = page;
  lay_out (self);

  for (guint i = 0; i < self->heads->len; i++)
    {
      int day = g_array_index (self->heads, Head, i).day;
      g_autofree char *text = stint_format_long_day (day);
      GtkWidget *label = get_label (self, i);

      gtk_label_set_label (GTK_LABEL (label), text);
      if (day == today)
        gtk_widget_add_css_class (label, "today");
      else
        gtk_widget_remove_css_class (label, "today");
    }
  for (guint i = 0; i < self->labels->len; i++)
    {
      gboolean shown = i < self->heads->len;

      gtk_widget_set_child_visible (get_label (self, i), shown);
      gtk_accessible_update_state (GTK_ACCESSIBLE (get_label (self, i)), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
    }
  assign_near (self, TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
stint_agenda_list_get_n_items (StintAgendaList *self)
{
  return self->lines->len;
}

/**
 * stint_agenda_list_focus:
 * @position: of an item
 *
 * Brings it into view and gives it the focus.
 */
void
stint_agenda_list_focus (StintAgendaList *self,
                         guint            position)
{
  const Line *line = &g_array_index (self->lines, Line, position);
  StintBlockWidget *leaf;

  if (self->adjustment != NULL)
    gtk_adjustment_clamp_page (self->adjustment, position == 0 ? 0 : line->y - self->head_height, line->y + self->line_height + MARGIN);
  assign_near (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  leaf = stint_block_pool_find (self->pool, line->row->id, line->day);
  if (leaf != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (leaf));
}

/**
 * stint_agenda_list_get_position:
 *
 * Returns: that of the focused item; %GTK_INVALID_LIST_POSITION if none is
 */
guint
stint_agenda_list_get_position (StintAgendaList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !STINT_IS_BLOCK_WIDGET (focus) || gtk_widget_get_parent (focus) != GTK_WIDGET (self))
    return GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->row == stint_block_widget_get_row (STINT_BLOCK_WIDGET (focus)) &&
          line->day == stint_block_widget_get_day (STINT_BLOCK_WIDGET (focus)))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/**
 * stint_agenda_list_find:
 * @block_id: (nullable)
 *
 * Returns: the block's position, or that of the first item on @day or later
 */
guint
stint_agenda_list_find (StintAgendaList *self,
                        int              day,
                        const char      *block_id)
{
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (block_id != NULL && g_str_equal (line->row->id, block_id))
        return i;
      if (found == GTK_INVALID_LIST_POSITION && line->day >= day)
        found = i;
    }

  return found;
}

int
stint_agenda_list_get_day (StintAgendaList *self,
                           guint            position)
{
  return g_array_index (self->lines, Line, position).day;
}

StintBlockPool *
stint_agenda_list_get_pool (StintAgendaList *self)
{
  return self->pool;
}
