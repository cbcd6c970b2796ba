/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/backlog/stint-month-days.h"

#include "core/stint-time.h"
#include "ui/window/stint-paint.h"
#include "workspace/stint-format.h"

#define COLUMNS 7
#define ROWS (STINT_MONTH_DAYS_N / COLUMNS)
#define ROW_HEIGHT 24
#define DOT 3
/* Minutes that make a dot full; below it is fainter. */
#define FULL_LOAD_MIN 480

struct _StintMonthDays
{
  GtkWidget    parent_instance;

  PangoLayout *layout;
  int          today;
  int          cursor;
  int          shown_first;
  int          shown_days;
  int          load_first;
  int          loads[STINT_MONTH_DAYS_N];
};

enum
{
  DAY_ACTIVATED,
  MONTH_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintMonthDays, stint_month_days, GTK_TYPE_WIDGET)

static int
month_start (int day)
{
  int year, month, mday;

  stint_day_to_ymd (day, &year, &month, &mday);
  return day - mday + 1;
}

static int
text_height (StintMonthDays *self)
{
  int height;

  pango_layout_set_text (self->layout, "0", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  return height;
}

static int
row_height (StintMonthDays *self)
{
  return MAX (ROW_HEIGHT, text_height (self) + 8);
}

static void
draw_text (StintMonthDays *self,
           GtkSnapshot    *snapshot,
           const char     *text,
           float           center_x,
           float           center_y,
           const GdkRGBA  *color)
{
  int width, height;

  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  stint_paint_text (snapshot, self->layout, center_x - width / 2.0, center_y - height / 2.0, width, FALSE, color);
}

static float
column_center (StintMonthDays *self,
               int             column)
{
  float width = gtk_widget_get_width (GTK_WIDGET (self)) / (float) COLUMNS;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    column = COLUMNS - 1 - column;
  return (column + 0.5f) * width;
}

static void
draw_shown (StintMonthDays *self,
            GtkSnapshot    *snapshot,
            const GdkRGBA  *color)
{
  int first = stint_month_days_get_first_day (self), height = row_height (self);
  float cell = gtk_widget_get_width (GTK_WIDGET (self)) / (float) COLUMNS;
  GdkRGBA fill = *color;

  stint_paint_fade (&fill, 0.08);
  for (int row = 0; row < ROWS; row++)
    {
      int from = MAX (first + row * COLUMNS, self->shown_first);
      int to = MIN (first + (row + 1) * COLUMNS, self->shown_first + self->shown_days);
      float a, b;

      if (from >= to)
        continue;
      a = column_center (self, from - first - row * COLUMNS);
      b = column_center (self, to - 1 - first - row * COLUMNS);
      stint_paint_pill (snapshot,
                        &GRAPHENE_RECT_INIT (MIN (a, b) - cell / 2, (row + 1) * height, ABS (b - a) + cell, height), 8, &fill);
    }
}

static void
draw_day (StintMonthDays *self,
          GtkSnapshot    *snapshot,
          int             index,
          const GdkRGBA  *base)
{
  int height = row_height (self);
  int day = stint_month_days_get_first_day (self) + index;
  float x = column_center (self, index % COLUMNS);
  float y = (index / COLUMNS + 1.5f) * height;
  int load = index + stint_month_days_get_first_day (self) - self->load_first;
  int year, month, mday;
  GdkRGBA color = *base, dot = *base;
  char text[4];

  stint_day_to_ymd (day, &year, &month, &mday);
  if (month_start (day) != month_start (self->cursor))
    stint_paint_dim (GTK_WIDGET (self), &color, 0.42);
  if (day == self->today)
    {
      GdkRGBA accent;
      float size = height;

      stint_paint_get_accent (GTK_WIDGET (self), &accent);
      stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (x - size / 2, y - size / 2, size, size), size, &accent);
      color = dot = (GdkRGBA) { 1, 1, 1, 1 };
    }
  else if (day == self->cursor && gtk_widget_has_focus (GTK_WIDGET (self)))
    {
      GdkRGBA accent;

      stint_paint_get_accent (GTK_WIDGET (self), &accent);
      stint_paint_ring (snapshot, &GRAPHENE_RECT_INIT (x - height / 2.0, y - height / 2.0, height, height), 2, &accent);
    }
  g_snprintf (text, sizeof text, "%d", mday);
  draw_text (self, snapshot, text, x, y - 1, &color);
  if (load >= 0 && load < STINT_MONTH_DAYS_N && self->loads[load] > 0)
    {
      stint_paint_fade (&dot, CLAMP (self->loads[load] / (double) FULL_LOAD_MIN, 0.35, 0.9) * color.alpha);
      stint_paint_pill (snapshot, &GRAPHENE_RECT_INIT (x - DOT / 2.0, y + text_height (self) / 2.0 - 2, DOT, DOT), DOT, &dot);
    }
}

static void
stint_month_days_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  StintMonthDays *self = STINT_MONTH_DAYS (widget);
  int first = stint_month_days_get_first_day (self);
  GdkRGBA color, faint;

  stint_paint_get_color (widget, &color);
  faint = color;
  stint_paint_dim (widget, &faint, 0.5);
  for (int i = 0; i < COLUMNS; i++)
    {
      g_autofree char *name = stint_format_weekday (first + i, TRUE);
      /* One letter, as on a pocket calendar; the full names are in the grid's heads. */
      g_autofree char *letter = g_utf8_substring (name, 0, g_utf8_strlen (name, -1) > 0 ? 1 : 0);

      draw_text (self, snapshot, letter, column_center (self, i), row_height (self) / 2.0f, &faint);
    }
  draw_shown (self, snapshot, &color);
  for (int i = 0; i < STINT_MONTH_DAYS_N; i++)
    draw_day (self, snapshot, i, &color);
}

static void
stint_month_days_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  StintMonthDays *self = STINT_MONTH_DAYS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = COLUMNS * row_height (self);
  else
    *minimum = *natural = (ROWS + 1) * row_height (self);
}

static void
tell_accessibility (StintMonthDays *self)
{
  g_autofree char *label = stint_format_long_day (self->cursor);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
released_cb (StintMonthDays *self,
             int             n_press,
             double          x,
             double          y)
{
  int column = CLAMP (x * COLUMNS / gtk_widget_get_width (GTK_WIDGET (self)), 0, COLUMNS - 1);
  int row = (int) (y / row_height (self)) - 1;

  if (row < 0 || row >= ROWS)
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    column = COLUMNS - 1 - column;
  g_signal_emit (self, signals[DAY_ACTIVATED], 0, stint_month_days_get_first_day (self) + row * COLUMNS + column);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  StintMonthDays *self = STINT_MONTH_DAYS (widget);
  int days, months, day;

  g_variant_get (args, "(ii)", &days, &months);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && ABS (days) == 1)
    days = -days;
  day = months != 0 ? stint_day_add_months (self->cursor, months) : self->cursor + days;
  stint_month_days_set_cursor (self, CLAMP (day, STINT_DAY_MIN + 60, STINT_DAY_MAX - 60));
  return GDK_EVENT_STOP;
}

static gboolean
activate_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  g_signal_emit (widget, signals[DAY_ACTIVATED], 0, STINT_MONTH_DAYS (widget)->cursor);
  return GDK_EVENT_STOP;
}

static void
stint_month_days_dispose (GObject *object)
{
  g_clear_object (&STINT_MONTH_DAYS (object)->layout);
  G_OBJECT_CLASS (stint_month_days_parent_class)->dispose (object);
}

static void
stint_month_days_class_init (StintMonthDaysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = stint_month_days_dispose;
  widget_class->measure = stint_month_days_measure;
  widget_class->snapshot = stint_month_days_snapshot;

  signals[DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MONTH_CHANGED] = g_signal_new ("month-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move_cb, "(ii)", -COLUMNS, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move_cb, "(ii)", COLUMNS, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, move_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, move_cb, "(ii)", 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "monthdays");
}

static void
stint_month_days_init (StintMonthDays *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->layout = stint_paint_new_layout (GTK_WIDGET (self), 0.86, PANGO_WEIGHT_NORMAL);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

void
stint_month_days_set_today (StintMonthDays *self,
                            int             today)
{
  g_return_if_fail (STINT_IS_MONTH_DAYS (self));
  self->today = today;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
stint_month_days_set_cursor (StintMonthDays *self,
                             int             day)
{
  gboolean other;

  g_return_if_fail (STINT_IS_MONTH_DAYS (self));
  other = month_start (day) != month_start (self->cursor);
  self->cursor = day;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_accessibility (self);
  if (other)
    g_signal_emit (self, signals[MONTH_CHANGED], 0);
}

int
stint_month_days_get_cursor (StintMonthDays *self)
{
  g_return_val_if_fail (STINT_IS_MONTH_DAYS (self), 0);
  return self->cursor;
}

void
stint_month_days_set_shown (StintMonthDays *self,
                            int             first_day,
                            int             n_days)
{
  g_return_if_fail (STINT_IS_MONTH_DAYS (self));
  self->shown_first = first_day;
  self->shown_days = n_days;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The first of the 42 days: the start of the week in which the month begins. */
int
stint_month_days_get_first_day (StintMonthDays *self)
{
  int start, back;

  g_return_val_if_fail (STINT_IS_MONTH_DAYS (self), 0);
  start = month_start (self->cursor);
  back = (stint_day_get_weekday (start) - stint_format_first_weekday () + COLUMNS) % COLUMNS;
  return start - back;
}

/* @minutes: of each of the 42 days from @first_day */
void
stint_month_days_set_loads (StintMonthDays *self,
                            int             first_day,
                            const int      *minutes)
{
  g_return_if_fail (STINT_IS_MONTH_DAYS (self));
  self->load_first = first_day;
  for (int i = 0; i < STINT_MONTH_DAYS_N; i++)
    self->loads[i] = minutes[i];
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
