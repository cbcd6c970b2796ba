/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-week-heads.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"
#include "ui/grid/stint-day-head.h"
#include "ui/grid/stint-grid-geometry.h"
#include "ui/zone/stint-zone-picker.h"
#include "workspace/stint-format.h"
#include "workspace/stint-zone-names.h"

#include <glib/gi18n.h>

#define MAX_HEADS 7

struct _StintWeekHeads
{
  GtkWidget      parent_instance;

  GtkWidget     *heads[MAX_HEADS];
  GtkWidget     *zone;
  StintGridPage *page;
  double         gutter;
};

G_DEFINE_FINAL_TYPE (StintWeekHeads, stint_week_heads, GTK_TYPE_WIDGET)

/* ---- The second zone ---- */

/* By how much the clocks of the second zone are ahead at noon, in minutes. */
static int
get_ahead (StintWeekHeads *self,
           int             day)
{
  gint64 unix_s = stint_zone_to_unix (self->page->zone, (gint64) day * STINT_DAY_S + STINT_DAY_S / 2);

  return (int) ((stint_zone_to_local (stint_zone_picker_get_zone (STINT_ZONE_PICKER (self->zone)), unix_s) -
                 stint_zone_to_local (self->page->zone, unix_s)) / 60);
}

static char *
describe_ahead (int ahead_min)
{
  g_autofree char *length = stint_format_minutes (ABS (ahead_min));

  if (ahead_min == 0)
    return g_strdup (_("the same time"));
  /* Translators: another time zone: "7 h ahead", "5 h 30 m behind" */
  return ahead_min > 0 ? g_strdup_printf (_("%s ahead"), length) : g_strdup_printf (_("%s behind"), length);
}

/* How far away the second zone is, and if clocks are set on one of the days, from when on it is how far. */
static void
update_tip (StintWeekHeads *self)
{
  const char *zone = stint_zone_picker_get_zone (STINT_ZONE_PICKER (self->zone));
  g_autofree char *name = zone != NULL ? stint_format_zone (zone) : NULL;
  g_autofree char *ahead = NULL;
  g_autofree char *tip = NULL;
  int first_min;

  if (zone == NULL || self->page == NULL)
    {
      stint_zone_picker_set_tip (STINT_ZONE_PICKER (self->zone), _("Show a second time zone"));
      return;
    }

  first_min = get_ahead (self, self->page->first_day);
  ahead = describe_ahead (first_min);
  /* Translators: a time zone, how far it is from here: "Tokyo: 8 h ahead" */
  tip = g_strdup_printf (_("%1$s: %2$s"), name, ahead);
  for (int day = self->page->first_day + 1; day < self->page->first_day + self->page->n_days; day++)
    if (get_ahead (self, day) != first_min)
      {
        g_autofree char *then = describe_ahead (get_ahead (self, day));
        g_autofree char *from = stint_format_long_day (day);

        g_free (tip);
        /* Translators: a time zone, how far it is from here, a day, how far it is from that day on, because clocks are set */
        tip = g_strdup_printf (_("%1$s: %2$s, from %3$s %4$s"), name, ahead, from, then);
        break;
      }
  stint_zone_picker_set_tip (STINT_ZONE_PICKER (self->zone), tip);
}

static void
picked_cb (StintWeekHeads *self)
{
  const char *zone = stint_zone_picker_get_zone (STINT_ZONE_PICKER (self->zone));

  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.second-zone", "s", zone != NULL ? zone : "");
}

/* ---- Overrides ---- */

static void
stint_week_heads_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  StintWeekHeads *self = STINT_WEEK_HEADS (widget);
  int zone;

  /* It is as wide as the grid gives it. */
  gtk_widget_measure (self->zone, orientation, -1, &zone, NULL, NULL, NULL);
  gtk_widget_measure (self->heads[0], orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = MAX (*minimum, zone);
}

static void
stint_week_heads_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  StintWeekHeads *self = STINT_WEEK_HEADS (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n_days = self->page != NULL ? self->page->n_days : 0;
  StintGridGeometry geometry = { 0, MAX (n_days, 1), width, self->gutter, 1, mirrored, NULL };
  GtkAllocation corner;
  int corner_width;

  gtk_widget_measure (self->zone, GTK_ORIENTATION_HORIZONTAL, -1, &corner_width, NULL, NULL, NULL);
  corner_width = MAX (corner_width, (int) self->gutter);
  corner = (GtkAllocation){ mirrored ? width - corner_width : 0, 0, corner_width, height };
  gtk_widget_size_allocate (self->zone, &corner, -1);
  for (int i = 0; i < n_days; i++)
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
  g_clear_pointer (&self->zone, gtk_widget_unparent);
  g_clear_pointer (&self->page, stint_grid_page_unref);

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
  self->zone = g_object_new (STINT_TYPE_ZONE_PICKER, "title", _("Second time zone"), "none", _("None"),
                             "icon-name", "preferences-system-time-symbolic", NULL);
  g_signal_connect_object (self->zone, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (self->zone, "second-zone");
  gtk_widget_set_parent (self->zone, GTK_WIDGET (self));
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
  if (self->page == NULL || self->page->n_days != page->n_days)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  stint_grid_page_ref (page);
  g_clear_pointer (&self->page, stint_grid_page_unref);
  self->page = page;
  update_tip (self);
}

/**
 * stint_week_heads_set_second_zone:
 * @zone: (nullable)
 */
void
stint_week_heads_set_second_zone (StintWeekHeads *self,
                                  const char     *zone)
{
  stint_zone_picker_set_zone (STINT_ZONE_PICKER (self->zone), zone);
  update_tip (self);
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
