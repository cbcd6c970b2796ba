/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-month-navigator.h"

#include "ui/backlog/stint-month-days.h"
#include "workspace/stint-format.h"

struct _StintMonthNavigator
{
  GtkWidget       parent_instance;

  GtkLabel       *title;
  StintMonthDays *days;
  StintWorkspace *workspace;
  GCancellable   *cancellable;
  guint           load_id;
};

enum
{
  DAY_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintMonthNavigator, stint_month_navigator, GTK_TYPE_WIDGET)

static void
loads_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (StintMonthNavigator) self = user_data;
  g_autoptr (StintGridResult) found = stint_workspace_query_grid_finish (STINT_WORKSPACE (source), result, NULL);
  int minutes[STINT_MONTH_DAYS_N] = { 0 };

  /* The dots are an extra: what hinders reading them is told where it hinders the work. */
  if (found == NULL || self->workspace == NULL)
    return;
  for (guint i = 0; i < MIN (found->days->len, STINT_MONTH_DAYS_N); i++)
    {
      const StintGridDay *day = &g_array_index (found->days, StintGridDay, i);

      minutes[i] = MAX (day->minutes, day->n_items > 0 ? 1 : 0);
    }
  stint_month_days_set_loads (self->days, stint_month_days_get_first_day (self->days), minutes);
}

static gboolean
load_cb (gpointer user_data)
{
  StintMonthNavigator *self = user_data;
  StintGridQuery query = { 0 };

  self->load_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  query.first_day = stint_month_days_get_first_day (self->days);
  query.n_days = STINT_MONTH_DAYS_N;
  query.limit_per_day = 1;
  query.zone = stint_clock_get_zone (stint_workspace_get_clock (self->workspace));
  stint_workspace_query_grid_async (self->workspace, &query, self->cancellable, loads_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Many changes at once, a drag say, are read once, when there is time. */
static void
queue_load (StintMonthNavigator *self)
{
  if (self->load_id == 0 && self->workspace != NULL)
    self->load_id = g_idle_add_full (G_PRIORITY_LOW, load_cb, self, NULL);
}

static void
show_title (StintMonthNavigator *self)
{
  g_autofree char *title = stint_format_month (stint_month_days_get_cursor (self->days));

  gtk_label_set_label (self->title, title);
}

static void
month_changed_cb (StintMonthNavigator *self)
{
  show_title (self);
  queue_load (self);
}

static void
day_activated_cb (StintMonthNavigator *self,
                  int                  day)
{
  g_signal_emit (self, signals[DAY_ACTIVATED], 0, day);
}

static void
previous_cb (StintMonthNavigator *self)
{
  stint_month_days_set_cursor (self->days, stint_day_add_months (stint_month_days_get_cursor (self->days), -1));
}

static void
next_cb (StintMonthNavigator *self)
{
  stint_month_days_set_cursor (self->days, stint_day_add_months (stint_month_days_get_cursor (self->days), 1));
}

static void
changed_cb (StintMonthNavigator *self)
{
  queue_load (self);
}

static void
day_changed_cb (StintMonthNavigator *self)
{
  stint_month_days_set_today (self->days, stint_clock_get_today (stint_workspace_get_clock (self->workspace)));
}

static void
stint_month_navigator_dispose (GObject *object)
{
  StintMonthNavigator *self = STINT_MONTH_NAVIGATOR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->load_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (stint_month_navigator_parent_class)->dispose (object);
}

static void
stint_month_navigator_class_init (StintMonthNavigatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_month_navigator_dispose;

  signals[DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (STINT_TYPE_MONTH_DAYS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/backlog/stint-month-navigator.ui");
  gtk_widget_class_bind_template_child (widget_class, StintMonthNavigator, title);
  gtk_widget_class_bind_template_child (widget_class, StintMonthNavigator, days);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, month_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "monthnavigator");
}

static void
stint_month_navigator_init (StintMonthNavigator *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
stint_month_navigator_set_workspace (StintMonthNavigator *self,
                                     StintWorkspace      *workspace)
{
  StintClock *clock;

  g_return_if_fail (STINT_IS_MONTH_NAVIGATOR (self));
  g_return_if_fail (self->workspace == NULL);
  self->workspace = g_object_ref (workspace);
  clock = stint_workspace_get_clock (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "day-changed", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "zone-changed", G_CALLBACK (queue_load), self, G_CONNECT_SWAPPED);
  stint_month_days_set_today (self->days, stint_clock_get_today (clock));
  stint_month_days_set_cursor (self->days, stint_clock_get_today (clock));
  show_title (self);
  queue_load (self);
}

/* What the grid shows; @day is its focused day, and its month is turned to. */
void
stint_month_navigator_set_shown (StintMonthNavigator *self,
                                 int                  first_day,
                                 int                  n_days,
                                 int                  day)
{
  g_return_if_fail (STINT_IS_MONTH_NAVIGATOR (self));
  stint_month_days_set_shown (self->days, first_day, n_days);
  stint_month_days_set_cursor (self->days, day);
}
