/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/zone/stint-zone-picker.h"

#include "stint-config.h"
#include "workspace/stint-zone-names.h"

#include <glib/gi18n.h>

#define FOUND_MAX 8

struct _StintZonePicker
{
  GtkWidget       parent_instance;

  GtkMenuButton  *button;
  GtkWidget      *label;
  GtkWidget      *icon;
  GtkSearchEntry *entry;
  GtkListBox     *list;
  GCancellable   *cancellable;
  char          **names;
  char           *zone;
  char           *title;
  char           *none;
  gboolean        compact;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_NONE,
  PROP_ICON_NAME,
  PROP_COMPACT,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

enum
{
  PICKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintZonePicker, stint_zone_picker, GTK_TYPE_WIDGET)

static void
show_zone (StintZonePicker *self)
{
  gboolean has_icon = (self->zone == NULL || self->compact) && gtk_image_get_storage_type (GTK_IMAGE (self->icon)) != GTK_IMAGE_EMPTY;
  g_autofree char *name = self->zone != NULL ? stint_format_zone (self->zone) : g_strdup (self->none != NULL ? self->none : "");
  /* Translators: what a time zone is for, and the zone: "Second time zone: Tokyo" */
  g_autofree char *spoken = g_strdup_printf (_("%1$s: %2$s"), self->title != NULL ? self->title : _("Time zone"), name);
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (self->button));

  gtk_label_set_label (GTK_LABEL (self->label), name);
  gtk_widget_set_visible (self->label, !has_icon);
  gtk_widget_set_visible (self->icon, has_icon);
  if (self->compact)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* ---- The list ---- */

static GtkWidget *
make_row (const char *zone,
          const char *none)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *name = zone != NULL ? stint_format_zone (zone) : g_strdup (none);
  g_autofree char *region = zone != NULL ? stint_format_zone_region (zone) : g_strdup ("");
  g_autofree char *offset = zone != NULL ? stint_format_zone_offset (zone, g_get_real_time () / G_USEC_PER_SEC) : g_strdup ("");
  g_autofree char *more = region[0] != '\0' ? g_strdup_printf ("%s · %s", region, offset) : g_strdup (offset);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *dim = gtk_label_new (more);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (dim), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (dim, "dim-label");
  gtk_widget_add_css_class (dim, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), dim);
  g_object_set_data_full (G_OBJECT (box), "stint-zone", g_strdup (zone), g_free);
  return box;
}

static void
fill_list (StintZonePicker *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GPtrArray) found = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->none != NULL && words[0] == '\0')
    gtk_list_box_append (self->list, make_row (NULL, self->none));
  if (self->names == NULL)
    return;

  found = stint_zone_names_search ((const char *const *) self->names, words, FOUND_MAX);
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (found, i), NULL));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  char **names = stint_zone_names_load_finish (result, &error);
  StintZonePicker *self = user_data;

  /* The picker may be gone. */
  if (names == NULL)
    return;
  g_strfreev (self->names);
  self->names = names;
  fill_list (self);
}

static void
row_activated_cb (StintZonePicker *self,
                  GtkListBoxRow   *row)
{
  g_autofree char *zone = g_strdup (g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "stint-zone"));

  gtk_menu_button_popdown (self->button);
  stint_zone_picker_set_zone (self, zone);
  g_signal_emit (self, signals[PICKED], 0);
}

/* Enter in the search takes the first that was found. */
static void
entered_cb (StintZonePicker *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first != NULL)
    row_activated_cb (self, first);
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintZonePicker *self = user_data;

  if (self->list == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new ();

      gtk_builder_set_translation_domain (builder, GETTEXT_PACKAGE);
      gtk_builder_add_from_resource (builder, "/io/github/stint_app/Stint/ui/zone/zone-popover.ui", NULL);
      self->list = GTK_LIST_BOX (gtk_builder_get_object (builder, "list"));
      self->entry = GTK_SEARCH_ENTRY (gtk_builder_get_object (builder, "entry"));
      g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (fill_list), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
      stint_zone_names_load_async (self->cancellable, loaded_cb, self);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  fill_list (self);
}

/* ---- Object ---- */

static void
stint_zone_picker_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  StintZonePicker *self = STINT_ZONE_PICKER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;

    case PROP_NONE:
      g_free (self->none);
      self->none = g_value_dup_string (value);
      break;

    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), g_value_get_string (value));
      break;

    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  show_zone (self);
}

static void
stint_zone_picker_dispose (GObject *object)
{
  StintZonePicker *self = STINT_ZONE_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (stint_zone_picker_parent_class)->dispose (object);
}

static void
stint_zone_picker_finalize (GObject *object)
{
  StintZonePicker *self = STINT_ZONE_PICKER (object);

  g_clear_object (&self->cancellable);
  g_strfreev (self->names);
  g_free (self->zone);
  g_free (self->title);
  g_free (self->none);

  G_OBJECT_CLASS (stint_zone_picker_parent_class)->finalize (object);
}

static void
stint_zone_picker_class_init (StintZonePickerClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = stint_zone_picker_set_property;
  object_class->dispose = stint_zone_picker_dispose;
  object_class->finalize = stint_zone_picker_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_NONE] = g_param_spec_string ("none", NULL, NULL, NULL, flags);
  props[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
stint_zone_picker_init (StintZonePicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->cancellable = g_cancellable_new ();
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  self->icon = gtk_image_new ();
  gtk_widget_set_hexpand (self->icon, TRUE);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  show_zone (self);
}

/**
 * stint_zone_picker_set_zone:
 * @zone: (nullable)
 */
void
stint_zone_picker_set_zone (StintZonePicker *self,
                            const char      *zone)
{
  char *copy = g_strdup (zone);

  g_return_if_fail (STINT_IS_ZONE_PICKER (self));

  g_free (self->zone);
  self->zone = copy;
  show_zone (self);
}

/* Returns: (nullable) */
const char *
stint_zone_picker_get_zone (StintZonePicker *self)
{
  g_return_val_if_fail (STINT_IS_ZONE_PICKER (self), NULL);

  return self->zone;
}

/**
 * stint_zone_picker_set_tip:
 * @tip: (nullable): what there is to know of the zone, for the pointer and for a screen reader
 */
void
stint_zone_picker_set_tip (StintZonePicker *self,
                           const char      *tip)
{
  GtkWidget *inner = gtk_widget_get_first_child (GTK_WIDGET (self->button));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tip != NULL ? tip : "", -1);
}
