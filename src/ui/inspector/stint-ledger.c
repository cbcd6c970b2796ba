/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-ledger.h"

#include "ui/window/stint-paint.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

#define HEIGHT 8
/* Adwaita's Green 4: done, in every project. */
#define DONE_COLOR "#2ec27e"

struct _StintLedger
{
  GtkWidget parent_instance;

  double    done;
  double    planned;
  GdkRGBA   color;
};

G_DEFINE_FINAL_TYPE (StintLedger, stint_ledger, GTK_TYPE_WIDGET)

static void
stint_ledger_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 : HEIGHT;
}

static void
stint_ledger_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  StintLedger *self = STINT_LEDGER (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (widget);
  float done = width * self->done, planned = width * self->planned;
  GskRoundedRect outline;
  GdkRGBA track, green;

  stint_paint_get_color (widget, &track);
  stint_paint_fade (&track, 0.1);
  gdk_rgba_parse (&green, DONE_COLOR);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT), HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &track, &outline.bounds);
  gtk_snapshot_append_color (snapshot, &green, &GRAPHENE_RECT_INIT (rtl ? width - done : 0, 0, done, HEIGHT));
  gtk_snapshot_append_color (snapshot, &self->color,
                             &GRAPHENE_RECT_INIT (rtl ? width - done - planned : done, 0, planned, HEIGHT));
  gtk_snapshot_pop (snapshot);
}

static void
stint_ledger_class_init (StintLedgerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = stint_ledger_measure;
  widget_class->snapshot = stint_ledger_snapshot;
  gtk_widget_class_set_css_name (widget_class, "ledger");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
stint_ledger_init (StintLedger *self)
{
}

/* @estimate_min: 0 if there is none; then the bar is as long as what was given. @color: (nullable): the project's */
void
stint_ledger_set_minutes (StintLedger *self,
                          int          done_min,
                          int          planned_min,
                          int          estimate_min,
                          const char  *color)
{
  double whole = MAX (MAX (estimate_min, done_min + planned_min), 1);

  g_return_if_fail (STINT_IS_LEDGER (self));
  self->done = done_min / whole;
  self->planned = planned_min / whole;
  if (color == NULL || !gdk_rgba_parse (&self->color, color))
    stint_paint_get_accent (GTK_WIDGET (self), &self->color);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: (transfer full): "1 h done · 2 h planned · 3 h left"; a list, each part of it whole. */
char *
stint_ledger_describe (int done_min,
                       int planned_min,
                       int estimate_min)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  int left_min = estimate_min - done_min - planned_min;
  g_autofree char *done = stint_format_minutes (done_min);
  g_autofree char *planned = stint_format_minutes (planned_min);
  g_autofree char *rest = stint_format_minutes (ABS (left_min));

  if (done_min > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%s done"), done));
  if (planned_min > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%s planned"), planned));
  if (estimate_min > 0 && left_min > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%s left"), rest));
  else if (estimate_min > 0 && left_min < 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%s more than estimated"), rest));
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (_("Not on the calendar yet")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
