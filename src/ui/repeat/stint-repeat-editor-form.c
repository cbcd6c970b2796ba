/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/repeat/stint-repeat-editor-private.h"

#include "workspace/stint-format.h"

#include <glib/gi18n.h>

/* The Monday after 1970 began. */
#define A_MONDAY 4
#define A_LEAP_YEAR 2000
#define N_MONTHS 12

/* In the order of the template. */
enum
{
  ON_DAY,
  ON_WEEKDAY,
  ON_LAST_DAY,
};

enum
{
  MONTH_END_SKIP,
  MONTH_END_CLAMP,
  MONTH_END_LAST_DAY,
};

#define NTH_LAST 5

static void
toggled_cb (GtkToggleButton *button,
            gpointer         user_data)
{
  StintRepeatEditor *self = user_data;
  gboolean has_day = FALSE;

  if (self->is_filling)
    return;
  for (int i = 0; i < STINT_REPEAT_N_WEEKDAYS; i++)
    has_day |= gtk_toggle_button_get_active (self->weekdays[i]);
  /* A week without a day is none: the last one stays. */
  if (!has_day)
    gtk_toggle_button_set_active (button, TRUE);
  else
    stint_repeat_editor_change (self);
}

static void
make_weekdays (StintRepeatEditor *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (int i = 0; i < STINT_REPEAT_N_WEEKDAYS; i++)
    {
      /* The week begins with the day that the person's calendars begin with. */
      int weekday = (stint_format_first_weekday () + i) % STINT_REPEAT_N_WEEKDAYS;
      g_autofree char *name = stint_format_weekday (A_MONDAY + weekday, TRUE);
      g_autofree char *full = stint_format_weekday (A_MONDAY + weekday, FALSE);
      GtkWidget *button = gtk_toggle_button_new_with_label (name);

      gtk_widget_add_css_class (button, "weekday");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, full, -1);
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (self->weekdays_box, button);
      self->weekdays[weekday] = GTK_TOGGLE_BUTTON (button);
    }
  for (int i = 0; i < STINT_REPEAT_N_WEEKDAYS; i++)
    {
      g_autofree char *name = stint_format_weekday (A_MONDAY + i, FALSE);

      gtk_string_list_append (names, name);
    }
  /* Translators: any of Monday to Friday, in a list of the weekdays */
  gtk_string_list_append (names, _("Any weekday"));
  adw_combo_row_set_model (self->weekday, G_LIST_MODEL (names));
  g_object_unref (names);
}

static void
make_months (StintRepeatEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int i = 1; i <= N_MONTHS; i++)
    {
      g_autoptr (GDateTime) month = g_date_time_new_utc (A_LEAP_YEAR, i, 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (month, "%OB");

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->month, G_LIST_MODEL (names));
}

static void
fill_units (StintRepeatEditor *self)
{
  gulong n = self->form.interval;
  const char *names[] = {
    ngettext ("day", "days", n),
    ngettext ("week", "weeks", n),
    ngettext ("month", "months", n),
    ngettext ("year", "years", n),
    NULL,
  };
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (self->unit));

  if (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0 || g_strcmp0 (gtk_string_list_get_string (list, 0), names[0]) != 0)
    gtk_string_list_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), names);
  gtk_drop_down_set_selected (self->unit, self->form.frequency);
}

/* Shows what the choices before leave to be chosen. */
static void
show_rows (StintRepeatEditor *self)
{
  const StintRecurrenceForm *form = &self->form;
  gboolean has_days = !self->repeat->from_completion || self->keeps_days;
  gboolean is_monthly = form->frequency >= STINT_FREQUENCY_MONTHLY && has_days;

  gtk_widget_set_visible (self->weekdays_row, form->frequency == STINT_FREQUENCY_WEEKLY && has_days);
  gtk_widget_set_visible (GTK_WIDGET (self->month), form->frequency == STINT_FREQUENCY_YEARLY && has_days);
  gtk_widget_set_visible (GTK_WIDGET (self->day_kind), is_monthly);
  gtk_widget_set_visible (self->month_day_row, is_monthly && !form->by_weekday && form->month_day > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nth), is_monthly && form->by_weekday);
  gtk_widget_set_visible (GTK_WIDGET (self->weekday), is_monthly && form->by_weekday);
  gtk_widget_set_visible (GTK_WIDGET (self->month_end), is_monthly && stint_recurrence_form_needs_month_end (form));
  gtk_widget_set_visible (self->count_row, form->end == STINT_RECURRENCE_END_COUNT);
  gtk_widget_set_visible (self->until_row, form->end == STINT_RECURRENCE_END_UNTIL);
}

/* Once, before anything is shown. */
void
stint_repeat_editor_make_rows (StintRepeatEditor *self)
{
  g_autoptr (GtkStringList) units = gtk_string_list_new (NULL);

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->unit, G_LIST_MODEL (units));
  make_weekdays (self);
  make_months (self);
  self->is_filling = FALSE;
}

static void
fill_days (StintRepeatEditor *self)
{
  const StintRecurrenceForm *form = &self->form;
  gboolean is_last = form->month_day == -1;
  int most = form->frequency == STINT_FREQUENCY_YEARLY ? g_date_get_days_in_month (form->month, A_LEAP_YEAR) : 31;

  for (int i = 0; i < STINT_REPEAT_N_WEEKDAYS; i++)
    gtk_toggle_button_set_active (self->weekdays[i], (form->weekdays & 1u << i) != 0);
  adw_combo_row_set_selected (self->month, form->month - 1);
  adw_combo_row_set_selected (self->day_kind, form->by_weekday ? ON_WEEKDAY : is_last ? ON_LAST_DAY : ON_DAY);
  gtk_spin_button_set_range (self->month_day, 1, most);
  if (!is_last)
    gtk_spin_button_set_value (self->month_day, form->month_day);
  adw_combo_row_set_selected (self->month_end, form->month_end == STINT_MONTH_END_CLAMP ? MONTH_END_CLAMP : MONTH_END_SKIP);
  adw_combo_row_set_selected (self->nth, form->nth == -1 ? NTH_LAST : form->nth - 1);
  adw_combo_row_set_selected (self->weekday, form->weekday);
}

void
stint_repeat_editor_fill_rows (StintRepeatEditor *self)
{
  StintTime until = stint_time_date (self->form.until_day);

  self->is_filling = TRUE;
  gtk_spin_button_set_value (self->interval, self->form.interval);
  fill_units (self);
  fill_days (self);
  stint_time_picker_set_time (self->start, &self->repeat->start);
  adw_combo_row_set_selected (self->end, self->form.end);
  gtk_spin_button_set_value (self->count, (double) self->form.count);
  stint_time_picker_set_time (self->until, &until);
  gtk_switch_set_active (self->completion, self->repeat->from_completion);
  show_rows (self);
  self->is_filling = FALSE;
}

static void
read_days (StintRepeatEditor *self)
{
  StintRecurrenceForm *form = &self->form;
  guint kind = adw_combo_row_get_selected (self->day_kind);
  guint nth = adw_combo_row_get_selected (self->nth);
  gboolean was_last = form->month_day == -1;

  form->weekdays = 0;
  for (int i = 0; i < STINT_REPEAT_N_WEEKDAYS; i++)
    if (gtk_toggle_button_get_active (self->weekdays[i]))
      form->weekdays |= 1u << i;
  form->month = adw_combo_row_get_selected (self->month) + 1;
  form->by_weekday = kind == ON_WEEKDAY;
  form->month_day = kind == ON_LAST_DAY ? -1 : gtk_spin_button_get_value_as_int (self->month_day);
  if (form->frequency == STINT_FREQUENCY_YEARLY)
    form->month_day = MIN (form->month_day, g_date_get_days_in_month (form->month, A_LEAP_YEAR));
  form->nth = nth == NTH_LAST ? -1 : (int) nth + 1;
  form->weekday = adw_combo_row_get_selected (self->weekday);
  switch (was_last ? MONTH_END_SKIP : adw_combo_row_get_selected (self->month_end))
    {
    case MONTH_END_CLAMP:
      form->month_end = STINT_MONTH_END_CLAMP;
      break;

    case MONTH_END_LAST_DAY:
      form->month_day = -1;
      form->month_end = STINT_MONTH_END_SKIP;
      break;

    case MONTH_END_SKIP:
    default:
      form->month_end = STINT_MONTH_END_SKIP;
    }
}

void
stint_repeat_editor_read_rows (StintRepeatEditor *self)
{
  StintTime until;

  self->form.interval = gtk_spin_button_get_value_as_int (self->interval);
  self->form.frequency = gtk_drop_down_get_selected (self->unit);
  self->repeat->from_completion = gtk_switch_get_active (self->completion);
  read_days (self);
  self->form.is_as_start = FALSE;
  self->form.is_as_start = self->repeat->from_completion ? !self->keeps_days
                                                         : stint_recurrence_form_is_said_by_start (&self->form, &self->repeat->start);
  self->form.end = adw_combo_row_get_selected (self->end);
  self->form.count = gtk_spin_button_get_value_as_int (self->count);
  if (stint_time_picker_get_time (self->until, &until))
    self->form.until_day = stint_time_get_day (&until);
}
