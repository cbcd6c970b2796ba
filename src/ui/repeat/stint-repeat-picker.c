/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/repeat/stint-repeat-picker.h"

#include "stint-config.h"
#include "planning/stint-recurrence-form.h"
#include "ui/repeat/stint-repeat-editor.h"
#include "workspace/stint-recurrence-preview.h"
#include "workspace/stint-recurrence-words.h"
#include "workspace/stint-words.h"

#include <glib/gi18n.h>

struct _StintRepeatPicker
{
  GtkWidget      parent_instance;

  GtkMenuButton *button;
  GtkEntry      *entry;
  GtkLabel      *understood;
  GtkListBox    *list;
  StintClock    *clock;
  GCancellable  *cancellable;
  StintRepeat   *repeat;  /* its rule is NULL if there is none */
  StintRepeat   *wanted;  /* whose first occurrence is being worked out */
};

enum
{
  PICKED,
  STOPPED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintRepeatPicker, stint_repeat_picker, GTK_TYPE_WIDGET)

static void
show_repeat (StintRepeatPicker *self)
{
  g_autofree char *words = self->repeat->rule != NULL ? stint_recurrence_to_label (self->repeat) : g_strdup (_("Never"));
  /* Translators: the button that shows how often a task repeats, for a screen reader: "Repeats: Every Friday" */
  g_autofree char *spoken = g_strdup_printf (_("Repeats: %s"), words);
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (self->button));

  gtk_label_set_label (GTK_LABEL (gtk_menu_button_get_child (self->button)), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* @message: what was understood, or why nothing was */
static void
tell (StintRepeatPicker *self,
      const char        *message,
      gboolean           is_wrong)
{
  if (self->understood == NULL)
    return;
  gtk_label_set_label (self->understood, message);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
worked_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (StintRepeatPicker) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrencePreview) preview = stint_recurrence_preview_finish (result, &error);
  g_autoptr (StintRepeat) wanted = NULL;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || self->wanted == NULL)
    return;
  if (preview == NULL || !preview->has_first)
    {
      tell (self, error != NULL ? error->message : _("There is no such day."), TRUE);
      return;
    }
  wanted = g_steal_pointer (&self->wanted);
  wanted->start = preview->first;
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[PICKED], 0, wanted);
}

static void
forget_wanted (StintRepeatPicker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted, stint_repeat_free);
}

/* @wanted: (transfer full): it is picked as soon as its first occurrence is known */
static void
pick (StintRepeatPicker *self,
      StintRepeat       *wanted)
{
  g_autoptr (GError) error = NULL;
  StintRecurrence *series = stint_recurrence_new (wanted->rule, &wanted->start, &error);

  forget_wanted (self);
  self->wanted = wanted;
  if (series == NULL)
    {
      tell (self, error->message, TRUE);
      return;
    }
  self->cancellable = g_cancellable_new ();
  stint_recurrence_preview_async (series, stint_time_get_day (&wanted->start), 1, self->cancellable, worked_out_cb, g_object_ref (self));
}

static StintRepeat *
make_repeat (StintRepeatPicker *self,
             const char        *rule,
             gboolean           from_completion)
{
  return stint_repeat_new (rule, &self->repeat->start, self->repeat->minutes, from_completion);
}

static char *
write_for_start (const StintRecurrenceRule *rule,
                 const StintTime           *start)
{
  g_autoptr (StintRecurrenceRule) written = NULL;
  StintRecurrenceForm form;

  if (!stint_recurrence_form_read (&form, rule, start))
    return stint_recurrence_rule_to_string (rule);
  written = stint_recurrence_form_make_rule (&form, start);
  return stint_recurrence_rule_to_string (written);
}

/* "every 2nd tuesday" or "FREQ=…". Returns: (nullable): %NULL with an error that says what is wrong */
static StintRepeat *
understand (StintRepeatPicker *self,
            const char        *words,
            GError           **error)
{
  g_autoptr (StintQuickAdd) read = NULL;
  g_autoptr (StintRecurrenceRule) rule = NULL;
  g_autofree char *text = NULL;
  StintRepeat *repeat;

  if (strchr (words, '=') != NULL)
    {
      rule = stint_recurrence_rule_parse (words, error);
      text = rule != NULL ? stint_recurrence_rule_to_string (rule) : NULL;
      return rule != NULL ? make_repeat (self, text, FALSE) : NULL;
    }
  read = stint_words_parse (words, stint_clock_get_local_s (self->clock));
  if (read->title[0] != '\0' || read->repeat_rule == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("every 2nd tuesday, every! 10 days"));
      return NULL;
    }
  repeat = make_repeat (self, NULL, read->repeat_from_done);
  if (read->has_start && !read->repeat_start.date_only)
    repeat->start = stint_time_zoned (read->repeat_start.local_s, stint_clock_get_zone (self->clock));
  /* An end that was said as a day is written in the form of this start. */
  rule = stint_recurrence_rule_parse (read->repeat_rule, NULL);
  repeat->rule = write_for_start (rule, &repeat->start);
  return repeat;
}

static void
words_changed_cb (StintRepeatPicker *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRepeat) repeat = understand (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error);
  g_autofree char *label = repeat != NULL ? stint_recurrence_to_label (repeat) : NULL;

  tell (self, label != NULL ? label : error->message, FALSE);
}

static void
words_entered_cb (StintRepeatPicker *self)
{
  stint_repeat_picker_enter (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
row_activated_cb (StintRepeatPicker *self,
                  GtkListBoxRow     *row)
{
  const char *rule = g_object_get_data (G_OBJECT (row), "stint-rule");

  if (rule == NULL)
    {
      gtk_menu_button_popdown (self->button);
      if (self->repeat->rule != NULL)
        g_signal_emit (self, signals[STOPPED], 0);
    }
  else if (g_strcmp0 (rule, self->repeat->rule) == 0)
    gtk_menu_button_popdown (self->button);
  else
    pick (self, make_repeat (self, rule, FALSE));
}

static void
saved_cb (StintRepeatPicker *self,
          StintRepeat       *repeat)
{
  g_signal_emit (self, signals[PICKED], 0, repeat);
}

static void
custom_cb (StintRepeatPicker *self)
{
  StintRepeatEditor *editor;

  gtk_menu_button_popdown (self->button);
  editor = stint_repeat_editor_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->clock, self->repeat);
  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
append_row (StintRepeatPicker *self,
            const char        *label,
            const char        *rule,
            gboolean           is_current)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_label_new (label);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 38);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_opacity (check, is_current ? 1 : 0);
  gtk_box_append (GTK_BOX (content), words);
  gtk_box_append (GTK_BOX (content), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  g_object_set_data_full (G_OBJECT (row), "stint-rule", g_strdup (rule), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, is_current, -1);
  gtk_list_box_append (self->list, row);
}

/* The rule as the usual ones are written, so that it is found among them. Returns: (nullable) */
static char *
dup_usual (StintRepeatPicker *self)
{
  g_autoptr (StintRecurrenceRule) rule = NULL;
  g_autoptr (StintRecurrenceRule) usual = NULL;
  StintRecurrenceForm form;

  if (self->repeat->rule == NULL || self->repeat->from_completion)
    return NULL;
  rule = stint_recurrence_rule_parse (self->repeat->rule, NULL);
  if (rule == NULL || !stint_recurrence_form_read (&form, rule, &self->repeat->start))
    return NULL;
  form.is_as_start = stint_recurrence_form_is_said_by_start (&form, &self->repeat->start);
  form.week_start = 0;
  usual = stint_recurrence_form_make_rule (&form, &self->repeat->start);
  return stint_recurrence_rule_to_string (usual);
}

static void
fill_list (StintRepeatPicker *self)
{
  g_autoptr (GPtrArray) usual = stint_recurrence_form_list_usual (&self->repeat->start);
  g_autofree char *current = dup_usual (self);
  gboolean is_usual = self->repeat->rule == NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  append_row (self, _("Never"), NULL, self->repeat->rule == NULL);
  for (guint i = 0; i < usual->len; i++)
    {
      g_autofree char *text = stint_recurrence_rule_to_string (g_ptr_array_index (usual, i));
      g_autoptr (StintRepeat) repeat = make_repeat (self, text, FALSE);
      g_autofree char *label = stint_recurrence_to_label (repeat);
      gboolean is_current = g_strcmp0 (text, current) == 0;

      is_usual |= is_current;
      append_row (self, label, is_current ? self->repeat->rule : text, is_current);
    }
  if (!is_usual)
    append_row (self, gtk_label_get_label (GTK_LABEL (gtk_menu_button_get_child (self->button))), self->repeat->rule, TRUE);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintRepeatPicker *self = user_data;

  if (self->list == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new ();

      gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE);
      gtk_builder_add_from_resource (builder, "/io/github/stint_app/Stint/ui/repeat/repeat-popover.ui", NULL);
      self->entry = GTK_ENTRY (gtk_builder_get_object (builder, "entry"));
      self->understood = GTK_LABEL (gtk_builder_get_object (builder, "understood"));
      self->list = GTK_LIST_BOX (gtk_builder_get_object (builder, "list"));
      g_signal_connect_object (self->entry, "changed", G_CALLBACK (words_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "activate", G_CALLBACK (words_entered_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (gtk_builder_get_object (builder, "custom"), "clicked", G_CALLBACK (custom_cb), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  words_changed_cb (self);
  fill_list (self);
}

static void
stint_repeat_picker_dispose (GObject *object)
{
  StintRepeatPicker *self = STINT_REPEAT_PICKER (object);

  forget_wanted (self);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  self->understood = NULL;
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (stint_repeat_picker_parent_class)->dispose (object);
}

static void
stint_repeat_picker_finalize (GObject *object)
{
  g_clear_pointer (&STINT_REPEAT_PICKER (object)->repeat, stint_repeat_free);
  G_OBJECT_CLASS (stint_repeat_picker_parent_class)->finalize (object);
}

static void
stint_repeat_picker_class_init (StintRepeatPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = stint_repeat_picker_dispose;
  object_class->finalize = stint_repeat_picker_finalize;

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, STINT_TYPE_REPEAT);
  signals[STOPPED] = g_signal_new ("stopped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
stint_repeat_picker_init (StintRepeatPicker *self)
{
  GtkWidget *words = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "value");
  gtk_menu_button_set_child (self->button, words);
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

void
stint_repeat_picker_set_clock (StintRepeatPicker *self,
                               StintClock        *clock)
{
  g_return_if_fail (STINT_IS_REPEAT_PICKER (self));
  g_set_object (&self->clock, clock);
}

/* @repeat: its rule may be %NULL: it does not repeat, and would begin at its start */
void
stint_repeat_picker_set_repeat (StintRepeatPicker *self,
                                const StintRepeat *repeat)
{
  g_return_if_fail (STINT_IS_REPEAT_PICKER (self));
  g_clear_pointer (&self->repeat, stint_repeat_free);
  self->repeat = stint_repeat_copy (repeat);
  show_repeat (self);
}

/* What Enter in the popover's line does. */
void
stint_repeat_picker_enter (StintRepeatPicker *self,
                           const char        *words)
{
  g_autoptr (GError) error = NULL;
  StintRepeat *repeat;

  g_return_if_fail (STINT_IS_REPEAT_PICKER (self));
  repeat = understand (self, words, &error);
  if (repeat != NULL)
    pick (self, repeat);
  else
    tell (self, error->message, TRUE);
}

const char *
stint_repeat_picker_get_label (StintRepeatPicker *self)
{
  g_return_val_if_fail (STINT_IS_REPEAT_PICKER (self), NULL);
  return gtk_label_get_label (GTK_LABEL (gtk_menu_button_get_child (self->button)));
}
