/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-week-heads.h"

#include "ui/grid/stint-day-head.h"
#include "ui/grid/stint-grid-geometry.h"

#define MAX_HEADS 7

struct _StintWeekHeads
{
  GtkWidget  parent_instance;

  GtkWidget *heads[MAX_HEADS];
  int        n_days;
  double     gutter;
};

G_DEFINE_FINAL_TYPE (StintWeekHeads, stint_week_heads, GTK_TYPE_WIDGET)

static void
stint_week_heads_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  gtk_widget_measure (STINT_WEEK_HEADS (widget)->heads[0], orientation, -1, minimum, natural, NULL, NULL);
}

static void
stint_week_heads_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  StintWeekHeads *self = STINT_WEEK_HEADS (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  StintGridGeometry geometry = { 0, MAX (self->n_days, 1), width, self->gutter, 1, mirrored, NULL };

  for (int i = 0; i < self->n_days; i++)
    {
      GtkAllocation area;
      double x, column_width;
      int minimum;

      stint_grid_geometry_get_column (&geometry, i, &x, &column_width);
      gtk_widget_measure (self->heads[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      area = (GtkAllocation){ (int) x, 0, MAX ((int) column_width, minimum), height };
      gtk_widget_size_allocate (self->heads[i], &area, -1);
    }
}

static void
stint_week_heads_dispose (GObject *object)
{
  StintWeekHeads *self = STINT_WEEK_HEADS (object);

  for (int i = 0; i < MAX_HEADS; i++)
    g_clear_pointer (&self->heads[i], gtk_widget_unparent);

  G_OBJECT_CLASS (stint_week_heads_parent_class)->dispose (object);
}

static void
stint_week_heads_class_init (StintWeekHeadsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_week_heads_dispose;
  widget_class->measure = stint_week_heads_measure;
  widget_class->size_allocate = stint_week_heads_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "weekheads");
}

static void
stint_week_heads_init (StintWeekHeads *self)
{
  for (int i = 0; i < MAX_HEADS; i++)
    {
      self->heads[i] = stint_day_head_new ();
      gtk_widget_set_parent (self->heads[i], GTK_WIDGET (self));
    }
}

GtkWidget *
stint_week_heads_new (void)
{
  return g_object_new (STINT_TYPE_WEEK_HEADS, NULL);
}

/**
 * stint_week_heads_set_page:
 * @today: a civil day
 */
void
stint_week_heads_set_page (StintWeekHeads *self,
                           StintGridPage  *page,
                           int             today)
{
  for (int i = 0; i < MAX_HEADS; i++)
    {
      gboolean shown = i < page->n_days;
      int day = page->first_day + i;

      gtk_widget_set_child_visible (self->heads[i], shown);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->heads[i]), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
      if (shown)
        stint_day_head_set (STINT_DAY_HEAD (self->heads[i]), day, day == today, stint_grid_page_get_day (page, day).minutes);
    }
  if (self->n_days != page->n_days)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  self->n_days = page->n_days;
}

/**
 * stint_week_heads_set_gutter:
 * @gutter: what is free before the first column, in pixels
 */
void
stint_week_heads_set_gutter (StintWeekHeads *self,
                             double          gutter)
{
  if (self->gutter == gutter)
    return;

  self->gutter = gutter;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
