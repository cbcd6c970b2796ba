/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-wrap-layout.h"

struct _StintWrapLayout
{
  GtkLayoutManager parent_instance;

  int              gap;
};

G_DEFINE_FINAL_TYPE (StintWrapLayout, stint_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
stint_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Gives each child its place if @place. Returns: the height of all */
static int
flow (StintWrapLayout *self,
      GtkWidget       *widget,
      int              width,
      gboolean         place)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int min_width, natural_width, child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, &natural_width, NULL, NULL);
      child_width = MAX (min_width, MIN (natural_width, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + self->gap;
          line_height = 0;
        }
      if (place)
        gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - x - child_width : x, y, child_width, child_height }, -1);
      x += child_width + self->gap;
      line_height = MAX (line_height, child_height);
    }
  return y + line_height;
}

static void
stint_wrap_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  StintWrapLayout *self = STINT_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = flow (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int min_width, natural_width;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &min_width, &natural_width, NULL, NULL);
      *minimum = MAX (*minimum, min_width);
      *natural += natural_width + (*natural > 0 ? self->gap : 0);
    }
}

static void
stint_wrap_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  flow (STINT_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
stint_wrap_layout_class_init (StintWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = stint_wrap_layout_get_request_mode;
  layout_class->measure = stint_wrap_layout_measure;
  layout_class->allocate = stint_wrap_layout_allocate;
}

static void
stint_wrap_layout_init (StintWrapLayout *self)
{
}

/* @gap: between children and between lines, in pixels. Returns: (transfer full) */
GtkLayoutManager *
stint_wrap_layout_new (int gap)
{
  StintWrapLayout *self = g_object_new (STINT_TYPE_WRAP_LAYOUT, NULL);

  self->gap = gap;
  return GTK_LAYOUT_MANAGER (self);
}
