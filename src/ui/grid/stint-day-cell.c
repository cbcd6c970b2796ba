/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-day-cell.h"

#include "core/stint-time.h"
#include "ui/grid/stint-css-class.h"
#include "ui/grid/stint-shapes.h"
#include "ui/grid/stint-swatch.h"
#include "ui/grid/stint-working-hours.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

#define NUMBER_MARGIN 8
#define NUMBER_TOP 4
#define NUMBER_RADIUS 11

struct _StintDayCell
{
  GtkWidget    parent_instance;

  PangoLayout *number;
  GtkWidget   *today_ground;
  GtkWidget   *today_text;
  char        *name;
  int          day;
  gboolean     is_today;
};

G_DEFINE_FINAL_TYPE (StintDayCell, stint_day_cell, GTK_TYPE_WIDGET)

static void
draw_today (StintDayCell *self,
            GtkSnapshot  *snapshot,
            double        center_x,
            double        center_y,
            float         radius)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) center_x - radius, (float) center_y - radius, 2 * radius, 2 * radius);
  GdkRGBA color;

  stint_swatch_get_color (self->today_ground, &color);
  stint_shapes_append_rounded (snapshot, &bounds, radius, &color);
}

static void
stint_day_cell_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  StintDayCell *self = STINT_DAY_CELL (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  graphene_point_t point;
  GdkRGBA color;
  int text_width, text_height;

  pango_layout_get_pixel_size (self->number, &text_width, &text_height);
  point.x = (float) (mirrored ? gtk_widget_get_width (widget) - NUMBER_MARGIN - text_width : NUMBER_MARGIN);
  point.y = NUMBER_TOP;
  if (self->is_today)
    draw_today (self, snapshot, point.x + text_width / 2.0, point.y + text_height / 2.0, MAX (NUMBER_RADIUS, MAX (text_width, text_height) / 2.0f + 1));

  stint_swatch_get_color (self->is_today ? self->today_text : widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &point);
  gtk_snapshot_append_layout (snapshot, self->number, &color);
  gtk_snapshot_restore (snapshot);
}

static void
stint_day_cell_dispose (GObject *object)
{
  StintDayCell *self = STINT_DAY_CELL (object);

  g_clear_pointer (&self->today_ground, gtk_widget_unparent);
  g_clear_pointer (&self->today_text, gtk_widget_unparent);
  g_clear_object (&self->number);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (stint_day_cell_parent_class)->dispose (object);
}

static void
stint_day_cell_class_init (StintDayCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_day_cell_dispose;
  widget_class->snapshot = stint_day_cell_snapshot;

  gtk_widget_class_set_css_name (widget_class, "daycell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
stint_day_cell_init (StintDayCell *self)
{
  self->day = G_MININT;
  self->number = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  self->today_ground = stint_swatch_new (GTK_WIDGET (self), "todayground");
  self->today_text = stint_swatch_new (GTK_WIDGET (self), "todaytext");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
stint_day_cell_new (void)
{
  return g_object_new (STINT_TYPE_DAY_CELL, NULL);
}

/**
 * stint_day_cell_set:
 * @n_items: all that the day has, shown or not; spoken
 */
void
stint_day_cell_set (StintDayCell *self,
                    int           day,
                    int           n_items,
                    gboolean      is_today,
                    gboolean      is_other_month)
{
  g_autofree char *date = stint_format_long_day (day);
  g_autofree char *name = NULL;

  /* Translators: a day of the month: date, how much stands there */
  name = g_strdup_printf (ngettext ("%1$s, %2$d item", "%1$s, %2$d items", (gulong) n_items), date, n_items);
  if (g_strcmp0 (name, self->name) != 0)
    {
      g_free (self->name);
      self->name = g_steal_pointer (&name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
    }

  if (self->day != day)
    {
      g_autofree char *text = NULL;
      int year, month, mday;

      stint_day_to_ymd (day, &year, &month, &mday);
      text = g_strdup_printf ("%d", mday);
      pango_layout_set_text (self->number, text, -1);
      self->day = day;
    }
  self->is_today = is_today;
  stint_css_class_set (GTK_WIDGET (self), "today", is_today);
  stint_css_class_set (GTK_WIDGET (self), "other-month", is_other_month);
  stint_css_class_set (GTK_WIDGET (self), "off", stint_working_hours_get_available (day) == 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
stint_day_cell_get_day (StintDayCell *self)
{
  return self->day;
}
