/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-day-head.h"

#include "core/stint-time.h"
#include "ui/grid/stint-css-class.h"
#include "ui/grid/stint-working-hours.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

struct _StintDayHead
{
  GtkWidget  parent_instance;

  GtkWidget *button;
  GtkLabel  *number;
  GtkLabel  *weekday;
  GtkLabel  *planned;
  int        day;
};

G_DEFINE_FINAL_TYPE (StintDayHead, stint_day_head, GTK_TYPE_WIDGET)

/* "9", "9½", "9.25": as people say hours. */
static char *
format_hours (int minutes)
{
  int hours = minutes / 60;

  if (minutes % 60 == 0)
    return g_strdup_printf ("%d", hours);
  if (minutes % 60 == 30)
    return hours > 0 ? g_strdup_printf ("%d½", hours) : g_strdup ("½");
  if (minutes % 15 == 0)
    return hours > 0 ? g_strdup_printf ("%d%s", hours, minutes % 60 == 15 ? "¼" : "¾") : g_strdup (minutes % 60 == 15 ? "¼" : "¾");

  return g_strdup_printf ("%.1f", minutes / 60.0);
}

static char *
make_planned_text (int      planned_min,
                   int      available_min,
                   gboolean over)
{
  g_autofree char *planned = format_hours (planned_min);
  g_autofree char *available = format_hours (available_min);

  if (available_min == 0 && planned_min == 0)
    return g_strdup ("");
  if (available_min == 0)
    /* Translators: hours planned on a day without working hours */
    return g_strdup_printf (_("%s h"), planned);
  if (over)
    /* Translators: hours planned, hours there are: too much */
    return g_strdup_printf (_("%1$s of %2$s h ▲"), planned, available);

  /* Translators: hours planned, hours there are */
  return g_strdup_printf (_("%1$s of %2$s h"), planned, available);
}

static char *
make_name (int      day,
           int      planned_min,
           int      available_min,
           gboolean over)
{
  g_autofree char *date = stint_format_long_day (day);
  g_autofree char *planned = stint_format_minutes (planned_min);
  g_autofree char *available = stint_format_minutes (available_min);

  if (available_min == 0 && planned_min == 0)
    return g_steal_pointer (&date);
  if (available_min == 0)
    return g_strdup_printf (_("%1$s, %2$s planned"), date, planned);
  if (over)
    return g_strdup_printf (_("%1$s, %2$s of %3$s planned, too much"), date, planned, available);

  return g_strdup_printf (_("%1$s, %2$s of %3$s planned"), date, planned, available);
}

static void
stint_day_head_dispose (GObject *object)
{
  StintDayHead *self = STINT_DAY_HEAD (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (stint_day_head_parent_class)->dispose (object);
}

static void
stint_day_head_class_init (StintDayHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_day_head_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/grid/stint-day-head.ui");
  gtk_widget_class_bind_template_child (widget_class, StintDayHead, button);
  gtk_widget_class_bind_template_child (widget_class, StintDayHead, number);
  gtk_widget_class_bind_template_child (widget_class, StintDayHead, weekday);
  gtk_widget_class_bind_template_child (widget_class, StintDayHead, planned);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dayhead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER);
}

static void
stint_day_head_init (StintDayHead *self)
{
  self->day = G_MININT;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
stint_day_head_new (void)
{
  return g_object_new (STINT_TYPE_DAY_HEAD, NULL);
}

/**
 * stint_day_head_set:
 * @planned_min: minutes of the day's timed blocks
 */
void
stint_day_head_set (StintDayHead *self,
                    int           day,
                    gboolean      is_today,
                    int           planned_min)
{
  int available_min = stint_working_hours_get_available (day);
  gboolean over = available_min > 0 && planned_min > available_min;
  g_autofree char *planned = make_planned_text (planned_min, available_min, over);
  g_autofree char *name = make_name (day, planned_min, available_min, over);

  if (self->day != day)
    {
      g_autofree char *weekday = stint_format_weekday (day, TRUE);
      g_autofree char *number = NULL;
      int year, month, mday;

      stint_day_to_ymd (day, &year, &month, &mday);
      number = g_strdup_printf ("%d", mday);
      gtk_label_set_label (self->number, number);
      gtk_label_set_label (self->weekday, weekday);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "i", day);
      self->day = day;
    }
  gtk_label_set_label (self->planned, planned);
  stint_css_class_set (GTK_WIDGET (self), "today", is_today);
  stint_css_class_set (GTK_WIDGET (self->planned), "over", over);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
