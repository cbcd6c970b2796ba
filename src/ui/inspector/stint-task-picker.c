/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-task-picker.h"

#include "core/stint-task.h"
#include "stint-config.h"

#include <glib/gi18n.h>

#define FOUND_MAX 8

struct _StintTaskPicker
{
  GtkWidget       parent_instance;

  GtkMenuButton  *button;
  GtkSearchEntry *entry;
  GtkListBox     *list;
  StintWorkspace *workspace;
  GCancellable   *cancellable;
  char           *hidden;
};

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  PICKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintTaskPicker, stint_task_picker, GTK_TYPE_WIDGET)

static void
clear_list (StintTaskPicker *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (StintTaskPicker) self = user_data;
  g_autoptr (GPtrArray) rows = stint_workspace_list_tasks_finish (STINT_WORKSPACE (source), result, NULL);

  if (rows == NULL || self->workspace == NULL)
    return;
  clear_list (self);
  for (guint i = 0; i < rows->len; i++)
    {
      const StintTaskRow *row = g_ptr_array_index (rows, i);
      GtkWidget *label;

      if (g_strcmp0 (stint_record_get_id (row->record), self->hidden) == 0)
        continue;
      label = gtk_label_new (stint_task_get_title (row->record));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
      g_object_set_data_full (G_OBJECT (label), "stint-task", g_strdup (stint_record_get_id (row->record)), g_free);
      gtk_list_box_append (self->list, label);
    }
}

static void
search_cb (StintTaskPicker *self)
{
  StintTaskQuery query = { 0 };
  StintClock *clock;
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->workspace == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  clock = stint_workspace_get_clock (self->workspace);
  query.view = STINT_TASK_VIEW_OPEN;
  query.sort = STINT_TASK_SORT_TITLE;
  query.search = words[0] != '\0' ? (char *) words : NULL;
  query.zone = stint_clock_get_zone (clock);
  query.now_s = stint_clock_get_unix_ms (clock) / 1000;
  stint_workspace_list_tasks_async (self->workspace, &query, FOUND_MAX, self->cancellable, found_cb, g_object_ref (self));
}

static void
row_activated_cb (StintTaskPicker *self,
                  GtkListBoxRow   *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "stint-task"));

  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[PICKED], 0, id);
}

/* Enter in the search takes the first that was found. */
static void
entered_cb (StintTaskPicker *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first != NULL)
    row_activated_cb (self, first);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintTaskPicker *self = user_data;

  if (self->list == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new ();

      gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE);
      gtk_builder_add_from_resource (builder, "/io/github/stint_app/Stint/ui/inspector/task-popover.ui", NULL);
      self->list = GTK_LIST_BOX (gtk_builder_get_object (builder, "list"));
      self->entry = GTK_SEARCH_ENTRY (gtk_builder_get_object (builder, "entry"));
      g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_cb (self);
}

static void
stint_task_picker_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_LABEL:
      stint_task_picker_set_label (STINT_TASK_PICKER (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
stint_task_picker_dispose (GObject *object)
{
  StintTaskPicker *self = STINT_TASK_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (stint_task_picker_parent_class)->dispose (object);
}

static void
stint_task_picker_finalize (GObject *object)
{
  StintTaskPicker *self = STINT_TASK_PICKER (object);

  g_clear_object (&self->cancellable);
  g_free (self->hidden);
  G_OBJECT_CLASS (stint_task_picker_parent_class)->finalize (object);
}

static void
stint_task_picker_class_init (StintTaskPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = stint_task_picker_set_property;
  object_class->dispose = stint_task_picker_dispose;
  object_class->finalize = stint_task_picker_finalize;

  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
stint_task_picker_init (StintTaskPicker *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "value");
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

void
stint_task_picker_set_workspace (StintTaskPicker *self,
                                 StintWorkspace  *workspace)
{
  g_return_if_fail (STINT_IS_TASK_PICKER (self));
  g_set_object (&self->workspace, workspace);
}

void
stint_task_picker_set_label (StintTaskPicker *self,
                             const char      *label)
{
  g_return_if_fail (STINT_IS_TASK_PICKER (self));
  gtk_menu_button_set_label (self->button, label != NULL ? label : "");
}

/* @task_id: (nullable): a task that is never offered: the one that is being edited */
void
stint_task_picker_set_hidden (StintTaskPicker *self,
                              const char      *task_id)
{
  g_return_if_fail (STINT_IS_TASK_PICKER (self));
  g_free (self->hidden);
  self->hidden = g_strdup (task_id);
}
