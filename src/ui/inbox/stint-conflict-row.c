/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inbox/stint-conflict-row.h"

#include "core/stint-project.h"
#include "workspace/inbox/stint-commands-conflict.h"
#include "workspace/inbox/stint-conflict-text.h"

#include <glib/gi18n.h>

struct _StintConflictRow
{
  GtkListBoxRow      parent_instance;

  GtkLabel          *field;
  GtkLabel          *reason;
  GtkBox            *versions;
  GtkWidget         *current;
  GtkWidget         *other;
  GtkLabel          *current_caption;
  GtkLabel          *other_caption;
  GtkLabel          *current_value;
  GtkLabel          *other_value;
  GtkLabel          *current_edit;
  GtkLabel          *other_edit;
  GtkButton         *keep;
  GtkButton         *swap;
  GtkButton         *both;

  StintConflictItem *item;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintConflictRow, stint_conflict_row, GTK_TYPE_LIST_BOX_ROW)

static void
keep_cb (StintConflictRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, STINT_CONFLICT_KEEP);
}

static void
swap_cb (StintConflictRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, STINT_CONFLICT_SWAP);
}

static void
both_cb (StintConflictRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, STINT_CONFLICT_BOTH);
}

/* The row itself is no stop of the Tab key, its buttons are. */
static gboolean
stint_conflict_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (STINT_CONFLICT_ROW (widget)->keep));
}

static void
stint_conflict_row_finalize (GObject *object)
{
  g_clear_object (&STINT_CONFLICT_ROW (object)->item);

  G_OBJECT_CLASS (stint_conflict_row_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/inbox/stint-conflict-row.ui");
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, field);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, reason);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, versions);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, current);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, other);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, current_caption);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, other_caption);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, current_value);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, other_value);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, current_edit);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, other_edit);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, keep);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, swap);
  gtk_widget_class_bind_template_child (widget_class, StintConflictRow, both);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
  gtk_widget_class_bind_template_callback (widget_class, both_cb);
}

static void
stint_conflict_row_class_init (StintConflictRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = stint_conflict_row_finalize;
  widget_class->grab_focus = stint_conflict_row_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  bind_template (widget_class);
}

static void
stint_conflict_row_init (StintConflictRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Takes @text; what has nothing to say is not there. */
static void
set_text (GtkLabel *label,
          char     *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
  g_free (text);
}

/* A colour is seen, beside its name. */
static void
set_value (StintConflictRow *self,
           GtkLabel         *label,
           char             *text)
{
  g_autofree char *markup = NULL;
  GdkRGBA color;

  set_text (label, text);
  if (stint_conflict_item_get_kind (self->item) != STINT_KIND_PROJECT ||
      g_strcmp0 (stint_conflict_item_get_member (self->item), STINT_PROJECT_COLOR) != 0 ||
      !gdk_rgba_parse (&color, gtk_label_get_label (label)))
    return;
  markup = g_markup_printf_escaped ("<span foreground=\"%1$s\">●</span> %1$s", gtk_label_get_label (label));
  gtk_label_set_markup (label, markup);
}

/* What is read aloud beside the button's words, which are the same in every row. */
static void
set_choice (StintConflictRow   *self,
            GtkButton          *button,
            StintConflictChoice choice,
            const char         *about)
{
  g_autofree char *words = stint_conflict_describe_choice (self->item, choice);
  GtkWidget *label;

  gtk_button_set_label (button, words);
  /* Longer words of other languages take a second line, not the other version's room. */
  label = gtk_button_get_child (button);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (button), stint_conflict_item_offers (self->item, choice));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
}

static void
name_version (GtkWidget *version,
              GtkLabel  *caption)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (version), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_label (caption), -1);
}

static void
fill (StintConflictRow *self,
      StintClock       *clock)
{
  StintConflictState state = stint_conflict_item_get_state (self->item);
  g_autofree char *title = stint_conflict_describe_title (self->item);
  g_autofree char *field = stint_conflict_describe_field (self->item);
  /* Translators: the title of a task, and the field of it that is in conflict: “Report: Deadline” */
  g_autofree char *about = g_strdup_printf (_("%1$s: %2$s"), title, field);

  gtk_label_set_label (self->field, field);
  set_text (self->reason, stint_conflict_describe_reason (self->item));
  set_value (self, self->current_value, stint_conflict_describe_current (self->item, clock));
  set_value (self, self->other_value, stint_conflict_describe_other (self->item, clock));
  set_text (self->current_edit, stint_conflict_describe_current_edit (self->item, clock));
  set_text (self->other_edit, stint_conflict_describe_other_edit (self->item, clock));
  if (stint_conflict_item_is_united (self->item))
    gtk_label_set_label (self->other_caption, _("Only what both had"));
  /* What cannot be taken by a button may still be copied by hand. */
  gtk_label_set_selectable (self->other_value, state == STINT_CONFLICT_GONE);

  set_choice (self, self->keep, STINT_CONFLICT_KEEP, about);
  set_choice (self, self->swap, STINT_CONFLICT_SWAP, about);
  set_choice (self, self->both, STINT_CONFLICT_BOTH, about);
  name_version (self->current, self->current_caption);
  name_version (self->other, self->other_caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, about, -1);
}

GtkWidget *
stint_conflict_row_new (StintConflictItem *item,
                        StintClock        *clock)
{
  StintConflictRow *self = g_object_new (STINT_TYPE_CONFLICT_ROW, NULL);

  self->item = g_object_ref (item);
  fill (self, clock);
  return GTK_WIDGET (self);
}

StintConflictItem *
stint_conflict_row_get_item (StintConflictRow *self)
{
  g_return_val_if_fail (STINT_IS_CONFLICT_ROW (self), NULL);

  return self->item;
}

void
stint_conflict_row_set_stacked (StintConflictRow *self,
                                gboolean          stacked)
{
  g_return_if_fail (STINT_IS_CONFLICT_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->versions), stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->versions, !stacked);
}
