/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-move-popover.h"

#include "core/stint-time.h"
#include "ui/grid/stint-grid-page.h"

enum
{
  MOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

struct _StintMovePopover
{
  GtkPopover     parent_instance;

  GtkCalendar   *calendar;
  GtkWidget     *times;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  GtkSpinButton *length;
  StintGridRow  *row;
};

G_DEFINE_FINAL_TYPE (StintMovePopover, stint_move_popover, GTK_TYPE_POPOVER)

/* Clocks write two digits. */
static gboolean
output_cb (GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static void
move_cb (StintMovePopover *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  int day = stint_day_from_ymd (g_date_time_get_year (date), g_date_time_get_month (date), g_date_time_get_day_of_month (date));
  StintPlacement placement = { (gint64) day * STINT_DAY_S, 0, stint_grid_row_is_chip (self->row) };

  if (placement.all_day)
    {
      placement.end_s = placement.start_s + MAX (self->row->end_s - self->row->start_s, STINT_DAY_S);
    }
  else
    {
      placement.start_s += gtk_spin_button_get_value_as_int (self->hour) * 3600 + gtk_spin_button_get_value_as_int (self->minute) * 60;
      placement.end_s = placement.start_s + gtk_spin_button_get_value_as_int (self->length) * 60;
    }
  g_signal_emit (self, signals[MOVE], 0, &placement);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
stint_move_popover_finalize (GObject *object)
{
  g_clear_pointer (&STINT_MOVE_POPOVER (object)->row, stint_grid_row_free);

  G_OBJECT_CLASS (stint_move_popover_parent_class)->finalize (object);
}

static void
stint_move_popover_class_init (StintMovePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_move_popover_finalize;
  signals[MOVE] = g_signal_new ("move", STINT_TYPE_MOVE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/grid/stint-move-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, StintMovePopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, StintMovePopover, times);
  gtk_widget_class_bind_template_child (widget_class, StintMovePopover, hour);
  gtk_widget_class_bind_template_child (widget_class, StintMovePopover, minute);
  gtk_widget_class_bind_template_child (widget_class, StintMovePopover, length);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_cb);
}

static void
stint_move_popover_init (StintMovePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * stint_move_popover_new:
 * @row: (transfer full): what shall be moved, as it is
 */
GtkWidget *
stint_move_popover_new (StintGridRow *row)
{
  StintMovePopover *self = g_object_new (STINT_TYPE_MOVE_POPOVER, NULL);
  int day = stint_day_of_local (row->start_s);
  int second = (int) (row->start_s - (gint64) day * STINT_DAY_S);
  g_autoptr (GDateTime) date = NULL;
  int year, month, mday;

  self->row = row;
  stint_day_to_ymd (day, &year, &month, &mday);
  date = g_date_time_new_local (year, month, mday, 12, 0, 0);
  if (date != NULL)
    gtk_calendar_select_day (self->calendar, date);
  gtk_spin_button_set_value (self->hour, second / 3600);
  gtk_spin_button_set_value (self->minute, second % 3600 / 60);
  gtk_spin_button_set_value (self->length, (double) (row->end_s - row->start_s) / 60);
  gtk_widget_set_visible (self->times, !stint_grid_row_is_chip (row));

  return GTK_WIDGET (self);
}

StintGridRow *
stint_move_popover_get_row (StintMovePopover *self)
{
  return self->row;
}
