/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/repeat/stint-repeat-editor-private.h"

#include "workspace/stint-format.h"
#include "workspace/stint-recurrence-preview.h"
#include "workspace/stint-recurrence-words.h"

#include <glib/gi18n.h>

#define N_DATES 5

enum
{
  SAVED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintRepeatEditor, stint_repeat_editor, ADW_TYPE_WINDOW)

/* @message: (nullable): why this cannot be saved */
static void
complain (StintRepeatEditor *self,
          const char        *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->dates), message == NULL);
  gtk_widget_set_sensitive (self->save, message == NULL);
}

/* A date stays in one line, and what divides it from the next one does not begin one. */
static void
append_date (GString    *text,
             const char *date)
{
  if (text->len > 0)
    g_string_append (text, "\u00a0· ");
  for (const char *p = date; *p != '\0'; p++)
    if (*p == ' ')
      g_string_append (text, "\u00a0");
    else
      g_string_append_c (text, *p);
}

/* "Tomorrow · Fri 11 Dec · Fri 8 Jan 2027" */
static char *
format_dates (StintRepeatEditor *self,
              GArray            *times)
{
  const char *zone = stint_clock_get_zone (self->clock);
  int today = stint_clock_get_today (self->clock);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < times->len; i++)
    {
      gint64 local_s = stint_time_to_local (&g_array_index (times, StintTime, i), zone);
      g_autofree char *day = stint_format_day (stint_day_of_local (local_s), today);

      append_date (text, day);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_dates (StintRepeatEditor      *self,
            StintRecurrencePreview *preview)
{
  g_autofree char *dates = format_dates (self, preview->times);
  g_autofree char *text = NULL;

  if (preview->times->len == 0)
    text = g_strdup (_("It is over: the last date has passed."));
  else if (self->repeat->from_completion)
    /* Translators: dates, as they are if each of them is done on its day */
    text = g_strdup_printf (_("If done on time: %s"), dates);
  else
    /* Translators: dates: "Tomorrow · Fri 11 Dec" */
    text = g_strdup_printf (_("Next: %s"), dates);
  gtk_label_set_label (self->dates, text);
}

static void
worked_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (StintRepeatEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrencePreview) preview = stint_recurrence_preview_finish (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (preview == NULL)
    {
      complain (self, error->message);
      return;
    }
  if (preview->has_first)
    {
      self->first = preview->first;
      complain (self, NULL);
      show_dates (self, preview);
    }
  else if (self->form.end == STINT_RECURRENCE_END_UNTIL && self->form.until_day < stint_time_get_day (&self->repeat->start))
    complain (self, _("It would end before it begins."));
  else
    complain (self, _("There is no such day."));
}

/* Asks for the next dates, in a thread; what was asked before is given up. */
static void
work_out (StintRepeatEditor *self)
{
  g_autoptr (GError) error = NULL;
  StintRecurrence *series = stint_recurrence_new (self->repeat->rule, &self->repeat->start, &error);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (series == NULL)
    {
      complain (self, error->message);
      return;
    }
  gtk_widget_set_sensitive (self->save, FALSE);
  stint_recurrence_preview_async (series, stint_clock_get_today (self->clock), N_DATES, self->cancellable,
                                  worked_out_cb, g_object_ref (self));
}

/* What the rows say; if that is what they said first, it is the rule as it came, whose words may be others. */
static char *
make_rule (StintRepeatEditor *self)
{
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_form_make_rule (&self->form, &self->repeat->start);
  g_autofree char *text = stint_recurrence_rule_to_string (rule);

  return self->original->rule != NULL && g_strcmp0 (text, self->filled) == 0 ? g_strdup (self->original->rule) : g_steal_pointer (&text);
}

static void
show_rule (StintRepeatEditor *self)
{
  g_autofree char *label = stint_recurrence_to_label (self->repeat);

  gtk_label_set_label (self->words, label);
  work_out (self);
}

static void
update (StintRepeatEditor *self)
{
  gtk_widget_set_visible (self->custom, FALSE);
  stint_repeat_editor_fill_rows (self);
  g_free (self->repeat->rule);
  self->repeat->rule = make_rule (self);
  show_rule (self);
}

/* A row was changed, by a person or by filling it. */
void
stint_repeat_editor_change (StintRepeatEditor *self)
{
  if (self->is_filling)
    return;
  stint_repeat_editor_read_rows (self);
  update (self);
}

static void
changed_cb (StintRepeatEditor *self)
{
  stint_repeat_editor_change (self);
}

static void
until_picked_cb (StintRepeatEditor *self)
{
  StintTime until;

  /* No last day: it does not end. */
  if (!stint_time_picker_get_time (self->until, &until))
    adw_combo_row_set_selected (self->end, STINT_RECURRENCE_END_NEVER);
  else
    stint_repeat_editor_change (self);
}

static void
start_picked_cb (StintRepeatEditor *self)
{
  StintRecurrenceForm plain;
  StintTime start;

  if (stint_time_picker_get_time (self->start, &start))
    {
      /* What the start says follows it. */
      if (self->form.is_as_start)
        {
          stint_recurrence_form_init (&plain, &start, self->form.week_start);
          self->form.weekdays = plain.weekdays;
          self->form.month_day = plain.month_day;
          self->form.month = plain.month;
        }
      self->repeat->start = start;
      if (start.date_only && self->repeat->minutes > 0)
        self->repeat->minutes = (self->repeat->minutes + 1439) / 1440 * 1440;
    }
  update (self);
}

static gboolean
is_changed (StintRepeatEditor *self)
{
  return g_strcmp0 (self->repeat->rule, self->original->rule) != 0 || self->repeat->from_completion != self->original->from_completion ||
         !stint_time_equal (&self->repeat->start, &self->original->start);
}

/* What the button does. Returns: whether there was something to save, or nothing to be changed */
gboolean
stint_repeat_editor_save (StintRepeatEditor *self)
{
  g_return_val_if_fail (STINT_IS_REPEAT_EDITOR (self), FALSE);
  if (!gtk_widget_get_sensitive (self->save))
    return FALSE;
  if (is_changed (self))
    {
      g_autoptr (StintRepeat) repeat = stint_repeat_copy (self->repeat);

      repeat->start = self->first;
      g_signal_emit (self, signals[SAVED], 0, repeat);
    }
  gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
save_cb (StintRepeatEditor *self)
{
  stint_repeat_editor_save (self);
}

static void
stint_repeat_editor_dispose (GObject *object)
{
  StintRepeatEditor *self = STINT_REPEAT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  self->is_filling = TRUE;
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (stint_repeat_editor_parent_class)->dispose (object);
}

static void
stint_repeat_editor_finalize (GObject *object)
{
  StintRepeatEditor *self = STINT_REPEAT_EDITOR (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->original, stint_repeat_free);
  g_clear_pointer (&self->repeat, stint_repeat_free);
  g_free (self->filled);
  G_OBJECT_CLASS (stint_repeat_editor_parent_class)->finalize (object);
}

#define PARTS(part) \
  part (save) part (words) part (dates) part (problem) part (custom) part (interval) part (unit) part (weekdays_row) part (weekdays_box) \
  part (month) part (day_kind) part (month_day_row) part (month_day) part (month_end) part (nth) part (weekday) part (start) part (end) \
  part (count_row) part (count) part (until_row) part (until) part (completion)

static void
stint_repeat_editor_class_init (StintRepeatEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_repeat_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = stint_repeat_editor_finalize;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, STINT_TYPE_REPEAT);

  g_type_ensure (STINT_TYPE_TIME_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/repeat/stint-repeat-editor.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, StintRepeatEditor, name);
  PARTS (BIND)
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, until_picked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
stint_repeat_editor_init (StintRepeatEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  stint_repeat_editor_make_rows (self);
}

/* Fills the form from a rule, or with a rule for the beginning. Returns: whether the rule can be filled in */
static gboolean
read_rule (StintRepeatEditor *self)
{
  g_autoptr (StintRecurrenceRule) rule = NULL;

  if (self->original->rule != NULL)
    {
      rule = stint_recurrence_rule_parse (self->original->rule, NULL);
      if (rule != NULL && stint_recurrence_form_read (&self->form, rule, &self->original->start))
        return TRUE;
    }
  stint_recurrence_form_init (&self->form, &self->original->start, stint_format_first_weekday ());
  self->form.frequency = STINT_FREQUENCY_WEEKLY;
  return self->original->rule == NULL;
}

/**
 * stint_repeat_editor_new:
 * @repeat: its rule may be %NULL: then there is none yet
 */
StintRepeatEditor *
stint_repeat_editor_new (GtkWindow         *parent,
                         StintClock        *clock,
                         const StintRepeat *repeat)
{
  StintRepeatEditor *self = g_object_new (STINT_TYPE_REPEAT_EDITOR, "transient-for", parent, NULL);
  gboolean is_filled;

  self->clock = g_object_ref (clock);
  stint_time_picker_set_clock (self->start, clock);
  stint_time_picker_set_clock (self->until, clock);
  self->original = stint_repeat_copy (repeat);
  self->repeat = stint_repeat_copy (repeat);
  is_filled = read_rule (self);
  self->keeps_days = is_filled && repeat->from_completion && !self->form.is_as_start;
  stint_repeat_editor_fill_rows (self);
  if (is_filled)
    {
      stint_repeat_editor_read_rows (self);
      self->filled = make_rule (self);
      update (self);
    }
  else
    {
      gtk_widget_set_visible (self->custom, TRUE);
      show_rule (self);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->interval));
  return self;
}

GtkWidget *
stint_repeat_editor_get_part (StintRepeatEditor *self,
                              const char        *name)
{
  g_return_val_if_fail (STINT_IS_REPEAT_EDITOR (self), NULL);
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), STINT_TYPE_REPEAT_EDITOR, name));
}
