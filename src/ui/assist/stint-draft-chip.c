/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/assist/stint-draft-chip.h"

#include <glib/gi18n.h>

struct _StintDraftChip
{
  GtkWidget      parent_instance;

  GtkMenuButton *button;
  GtkEntry      *entry;
  char          *title;
  char          *hint;
  char          *typed;
};

enum
{
  ENTERED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintDraftChip, stint_draft_chip, GTK_TYPE_WIDGET)

static void
activate_cb (StintDraftChip *self)
{
  stint_draft_chip_enter (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
changed_cb (StintDraftChip *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintDraftChip *self = user_data;

  if (self->entry == NULL)
    {
      GtkWidget *popover = gtk_popover_new ();

      self->entry = GTK_ENTRY (gtk_entry_new ());
      gtk_entry_set_placeholder_text (self->entry, self->hint);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 18);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
      g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->entry));
      gtk_menu_button_set_popover (button, popover);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->typed != NULL ? self->typed : "");
}

static void
stint_draft_chip_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &STINT_DRAFT_CHIP (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (stint_draft_chip_parent_class)->dispose (object);
}

static void
stint_draft_chip_finalize (GObject *object)
{
  StintDraftChip *self = STINT_DRAFT_CHIP (object);

  g_free (self->title);
  g_free (self->hint);
  g_free (self->typed);
  G_OBJECT_CLASS (stint_draft_chip_parent_class)->finalize (object);
}

static void
stint_draft_chip_class_init (StintDraftChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = stint_draft_chip_dispose;
  object_class->finalize = stint_draft_chip_finalize;

  signals[ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
stint_draft_chip_init (StintDraftChip *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "draft-chip");
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

GtkWidget *
stint_draft_chip_new (const char *title,
                      const char *hint)
{
  StintDraftChip *self = g_object_new (STINT_TYPE_DRAFT_CHIP, NULL);

  self->title = g_strdup (title);
  self->hint = g_strdup (hint);
  stint_draft_chip_set_value (self, NULL, NULL);
  return GTK_WIDGET (self);
}

void
stint_draft_chip_set_value (StintDraftChip *self,
                            const char     *value,
                            const char     *typed)
{
  g_autofree char *spoken = NULL;
  GtkWidget *inner;

  g_return_if_fail (STINT_IS_DRAFT_CHIP (self));
  inner = gtk_widget_get_first_child (GTK_WIDGET (self->button));
  /* Translators: a field of a task and its value, for a screen reader: "Estimate: 2 h". */
  spoken = g_strdup_printf (_("%s: %s"), self->title, value != NULL ? value : _("None"));
  g_free (self->typed);
  self->typed = g_strdup (typed);
  gtk_menu_button_set_label (self->button, value != NULL ? value : self->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (value != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
}

gboolean
stint_draft_chip_enter (StintDraftChip *self,
                        const char     *text)
{
  g_autofree char *stripped = NULL;
  gboolean understood = FALSE;

  g_return_val_if_fail (STINT_IS_DRAFT_CHIP (self), FALSE);
  stripped = g_strstrip (g_strdup (text));
  g_signal_emit (self, signals[ENTERED], 0, stripped, &understood);
  if (understood)
    gtk_menu_button_popdown (self->button);
  else if (self->entry != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  return understood;
}
