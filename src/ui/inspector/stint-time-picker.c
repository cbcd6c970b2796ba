/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-time-picker.h"

#include "stint-config.h"
#include "ui/zone/stint-zone-picker.h"
#include "workspace/stint-format.h"
#include "workspace/stint-words.h"
#include "workspace/stint-zone-names.h"

#include <glib/gi18n.h>

struct _StintTimePicker
{
  GtkWidget      parent_instance;

  GtkMenuButton *button;
  GtkEntry      *entry;
  GtkLabel      *understood;
  GtkCalendar   *calendar;
  GtkWidget     *kind;
  GtkWidget     *zone;
  StintClock    *clock;
  char          *placeholder;
  char          *title;
  char          *format;
  gboolean       has_time;
  StintTime      time;
  gboolean       is_filling;
};

enum
{
  PROP_0,
  PROP_FORMAT,
  PROP_PLACEHOLDER,
  PROP_TITLE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  PICKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintTimePicker, stint_time_picker, GTK_TYPE_WIDGET)

/* Returns: (transfer full): what the button says of a time */
static char *
describe_time (StintTimePicker * self)
{
  g_autofree char *text = stint_format_time_and_zone (&self->time, stint_clock_get_zone (self->clock), stint_clock_get_today (self->clock));
  g_autoptr (GString) whole = NULL;

  if (self->format == NULL)
    return g_steal_pointer (&text);
  whole = g_string_new (self->format);
  g_string_replace (whole, "%s", text, 1);
  return g_string_free (g_steal_pointer (&whole), FALSE);
}

static void
show_time (StintTimePicker *self)
{
  g_autofree char *text = self->has_time && self->clock != NULL ? describe_time (self) : NULL;
  const char *shown = text != NULL ? text : self->placeholder != NULL ? self->placeholder : "";
  /* Translators: a field of a task and its value, for a screen reader: "Deadline: Tomorrow". */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), self->title != NULL ? self->title : "", shown);
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (self->button));

  gtk_menu_button_set_label (self->button, shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
pick (StintTimePicker *self,
      const StintTime *time)
{
  stint_time_picker_set_time (self, time);
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[PICKED], 0);
}

/* What a line of words says: a day, and a time if there was one. */
static gboolean
understand (StintTimePicker *self,
            const char      *words,
            StintTime       *time)
{
  g_autoptr (StintQuickAdd) read = stint_words_parse (words, stint_clock_get_local_s (self->clock));

  if (read->title[0] != '\0' || (!read->has_deadline && !read->has_start))
    return FALSE;
  *time = read->has_deadline ? read->deadline : read->start;
  if (!time->date_only && time->zone == NULL)
    *time = stint_time_zoned (time->local_s, stint_clock_get_zone (self->clock));
  return TRUE;
}

static void
words_changed_cb (StintTimePicker *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *text = NULL;
  StintTime time;

  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  if (self->is_filling || self->clock == NULL)
    return;
  if (understand (self, words, &time))
    text = stint_format_stint_time (&time, stint_clock_get_zone (self->clock), stint_clock_get_today (self->clock));
  gtk_label_set_label (self->understood, text != NULL ? text : _("fri 17:00, 12 dec, tomorrow"));
}

static void
words_entered_cb (StintTimePicker *self)
{
  if (!stint_time_picker_enter (self, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
day_selected_cb (StintTimePicker *self)
{
  int year, month, mday, day;
  StintTime time;

  if (self->is_filling)
    return;
  g_object_get (self->calendar, "year", &year, "month", &month, "day", &mday, NULL);
  if (!stint_day_is_valid_ymd (year, month + 1, mday))
    return;
  day = stint_day_from_ymd (year, month + 1, mday);
  time = stint_time_date (day);
  /* Another day at the same time of day. */
  if (self->has_time && !self->time.date_only)
    {
      time = self->time;
      time.local_s += (gint64) (day - stint_time_get_day (&self->time)) * STINT_DAY_S;
    }
  pick (self, &time);
}

/* The same reading of the clock, in the zone or on any clock. */
static void
zone_picked_cb (StintTimePicker *self)
{
  stint_time_picker_choose_zone (self, stint_zone_picker_get_zone (STINT_ZONE_PICKER (self->zone)));
}

static void
date_only_cb (StintTimePicker *self)
{
  StintTime time = stint_time_date (stint_time_get_day (&self->time));

  if (self->has_time)
    pick (self, &time);
}

static void
none_cb (StintTimePicker *self)
{
  pick (self, NULL);
}

static void
fill_popover (StintTimePicker *self)
{
  int day = self->has_time ? stint_time_get_day (&self->time) : stint_clock_get_today (self->clock);
  int year, month, mday;

  self->is_filling = TRUE;
  stint_day_to_ymd (day, &year, &month, &mday);
  /* The first of the month in between: no step may name a day that the month does not have. */
  g_object_set (self->calendar, "day", 1, NULL);
  g_object_set (self->calendar, "year", year, NULL);
  g_object_set (self->calendar, "month", month - 1, NULL);
  g_object_set (self->calendar, "day", mday, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_set_visible (self->kind, self->has_time && !self->time.date_only);
  stint_zone_picker_set_zone (STINT_ZONE_PICKER (self->zone), self->has_time ? self->time.zone : NULL);
  self->is_filling = FALSE;
  words_changed_cb (self);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintTimePicker *self = user_data;

  if (self->calendar == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new ();

      g_type_ensure (STINT_TYPE_ZONE_PICKER);
      gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE);
      gtk_builder_add_from_resource (builder, "/io/github/stint_app/Stint/ui/inspector/time-popover.ui", NULL);
      self->entry = GTK_ENTRY (gtk_builder_get_object (builder, "entry"));
      self->understood = GTK_LABEL (gtk_builder_get_object (builder, "understood"));
      self->calendar = GTK_CALENDAR (gtk_builder_get_object (builder, "calendar"));
      self->kind = GTK_WIDGET (gtk_builder_get_object (builder, "kind"));
      self->zone = GTK_WIDGET (gtk_builder_get_object (builder, "zone"));
      g_signal_connect_object (self->entry, "changed", G_CALLBACK (words_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "activate", G_CALLBACK (words_entered_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->zone, "picked", G_CALLBACK (zone_picked_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (gtk_builder_get_object (builder, "date_only"), "clicked", G_CALLBACK (date_only_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (gtk_builder_get_object (builder, "none"), "clicked", G_CALLBACK (none_cb), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
    }
  if (self->clock != NULL)
    fill_popover (self);
}

static void
stint_time_picker_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  StintTimePicker *self = STINT_TIME_PICKER (object);

  switch (prop_id)
    {
    case PROP_FORMAT:
      g_free (self->format);
      self->format = g_value_dup_string (value);
      show_time (self);
      break;
    case PROP_PLACEHOLDER:
      g_free (self->placeholder);
      self->placeholder = g_value_dup_string (value);
      show_time (self);
      break;
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      show_time (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_time_picker_dispose (GObject *object)
{
  StintTimePicker *self = STINT_TIME_PICKER (object);

  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (stint_time_picker_parent_class)->dispose (object);
}

static void
stint_time_picker_finalize (GObject *object)
{
  g_free (STINT_TIME_PICKER (object)->format);
  g_free (STINT_TIME_PICKER (object)->placeholder);
  g_free (STINT_TIME_PICKER (object)->title);
  G_OBJECT_CLASS (stint_time_picker_parent_class)->finalize (object);
}

static void
stint_time_picker_class_init (StintTimePickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = stint_time_picker_set_property;
  object_class->dispose = stint_time_picker_dispose;
  object_class->finalize = stint_time_picker_finalize;

  props[PROP_FORMAT] = g_param_spec_string ("format", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
stint_time_picker_init (StintTimePicker *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "value");
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

void
stint_time_picker_set_clock (StintTimePicker *self,
                             StintClock      *clock)
{
  g_return_if_fail (STINT_IS_TIME_PICKER (self));
  g_set_object (&self->clock, clock);
}

/* @time: (nullable) */
void
stint_time_picker_set_time (StintTimePicker *self,
                            const StintTime *time)
{
  g_return_if_fail (STINT_IS_TIME_PICKER (self));
  self->has_time = time != NULL;
  if (time != NULL)
    self->time = *time;
  show_time (self);
}

gboolean
stint_time_picker_get_time (StintTimePicker *self,
                            StintTime       *time)
{
  g_return_val_if_fail (STINT_IS_TIME_PICKER (self), FALSE);
  if (self->has_time)
    *time = self->time;
  return self->has_time;
}

/* What a choice of a zone in the popover does. @zone: (nullable): %NULL: the time floats */
void
stint_time_picker_choose_zone (StintTimePicker *self,
                               const char      *zone)
{
  StintTime time = zone != NULL ? stint_time_zoned (self->time.local_s, zone) : stint_time_floating (self->time.local_s);

  g_return_if_fail (STINT_IS_TIME_PICKER (self));
  if (self->has_time && !self->time.date_only)
    pick (self, &time);
}

/* What Enter in the popover's line does. Returns: whether the words were understood */
gboolean
stint_time_picker_enter (StintTimePicker *self,
                         const char      *words)
{
  StintTime time;

  g_return_val_if_fail (STINT_IS_TIME_PICKER (self), FALSE);
  if (!understand (self, words, &time))
    return FALSE;
  pick (self, &time);
  return TRUE;
}
