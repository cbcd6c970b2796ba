/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/account/stint-sync-button.h"

#include "ui/account/stint-sync-words.h"

#include <glib/gi18n.h>

/* A round after each edit takes less than this: the icon stands still for those. */
#define PATIENCE_MS 600

struct _StintSyncButton
{
  GtkWidget       parent_instance;

  GtkMenuButton  *button;
  GtkStack       *face;
  GtkImage       *icon;
  GtkSpinner     *spinner;
  GtkWidget      *popover;
  GtkLabel       *title;
  GtkLabel       *sentence;
  GtkWidget      *progress_area;
  GtkProgressBar *progress;
  GtkLabel       *last;
  GtkLabel       *pending;
  GtkLabel       *refused;
  GtkWidget      *sync_now;
  GtkWidget      *sign_in;
  StintSync      *sync;
  StintClock     *clock;
  guint           patience_id;
  gboolean        is_patient;
  gboolean        is_terse;
  char           *name;
};

G_DEFINE_FINAL_TYPE (StintSyncButton, stint_sync_button, GTK_TYPE_WIDGET)

static void
show_name (StintSyncButton *self,
           StintSyncState   state)
{
  g_autofree char *name = NULL;

  /* Translators: the name of a button; %s is a state such as “In Sync” or “Offline”. */
  name = g_strdup_printf (_("Sync: %s"), stint_sync_words_get_state (state));
  if (g_strcmp0 (self->name, name) == 0)
    return;
  g_free (self->name);
  self->name = g_steal_pointer (&name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), stint_sync_words_get_state (state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
}

static void
show_face (StintSyncButton *self)
{
  StintSyncState state = stint_sync_get_state (self->sync);
  gboolean turns = state == STINT_SYNC_SYNCING && !self->is_patient;

  if (state == STINT_SYNC_SYNCING && self->is_patient)
    return;
  gtk_image_set_from_icon_name (self->icon, stint_sync_words_get_icon (state));
  gtk_stack_set_visible_child (self->face, turns ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->icon));
  /* It stands still by itself where a person wants no animations. */
  gtk_spinner_set_spinning (self->spinner, turns);
  show_name (self, state);
}

static gboolean
patience_cb (gpointer user_data)
{
  StintSyncButton *self = user_data;

  self->patience_id = 0;
  self->is_patient = FALSE;
  show_face (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_worth_room (StintSyncButton *self)
{
  switch (stint_sync_get_state (self->sync))
    {
    case STINT_SYNC_OFF:
      return FALSE;
    case STINT_SYNC_SYNCED:
    case STINT_SYNC_WAITING:
    case STINT_SYNC_SYNCING:
      return !self->is_terse || stint_sync_get_progress (self->sync) >= 0;
    case STINT_SYNC_SIGNED_OUT:
    case STINT_SYNC_OFFLINE:
    case STINT_SYNC_PROBLEM:
    default:
      return TRUE;
    }
}

static void
state_cb (StintSyncButton *self)
{
  StintSyncState state = stint_sync_get_state (self->sync);

  if (state != STINT_SYNC_SYNCING)
    {
      g_clear_handle_id (&self->patience_id, g_source_remove);
      self->is_patient = FALSE;
    }
  else if (self->patience_id == 0)
    {
      self->is_patient = TRUE;
      self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, self);
    }
  show_face (self);
}

static void
show_words (StintSyncButton *self)
{
  g_autofree char *sentence = stint_sync_words_describe (self->sync);
  g_autofree char *last = stint_sync_words_ago (self->clock, stint_sync_get_last_success_ms (self->sync));
  g_autofree char *pending = stint_sync_words_pending (stint_sync_get_n_pending (self->sync));
  g_autofree char *refused = stint_sync_words_refused (stint_sync_get_n_parked (self->sync));
  double progress = stint_sync_get_progress (self->sync);
  StintSyncState state = stint_sync_get_state (self->sync);

  gtk_label_set_label (self->title, stint_sync_words_get_state (state));
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->last, last);
  gtk_label_set_label (self->pending, pending);
  gtk_label_set_label (self->refused, refused);
  gtk_widget_set_visible (GTK_WIDGET (self->refused), stint_sync_get_n_parked (self->sync) > 0);
  gtk_widget_set_visible (self->progress_area, progress >= 0);
  gtk_widget_set_visible (self->sync_now, progress < 0 && state != STINT_SYNC_SIGNED_OUT);
  gtk_widget_set_visible (self->sign_in, state == STINT_SYNC_SIGNED_OUT);
  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress, progress);
}

static void
notify_cb (StintSyncButton *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), is_worth_room (self));
  if (gtk_widget_get_mapped (self->popover))
    show_words (self);
}

static void
cancel_cb (StintSyncButton *self)
{
  if (self->sync != NULL)
    stint_sync_cancel (self->sync);
}

static void
close_cb (StintSyncButton *self)
{
  gtk_menu_button_popdown (self->button);
}

/* Before it measures itself. */
static void
popup_cb (GtkMenuButton *button,
          gpointer       user_data)
{
  StintSyncButton *self = user_data;

  if (self->sync != NULL)
    show_words (self);
}

static void
let_sync_go (StintSyncButton *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  g_clear_object (&self->clock);
}

static void
stint_sync_button_dispose (GObject *object)
{
  StintSyncButton *self = STINT_SYNC_BUTTON (object);

  let_sync_go (self);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (stint_sync_button_parent_class)->dispose (object);
}

static void
stint_sync_button_class_init (StintSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = stint_sync_button_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/stint_app/Stint/ui/account/stint-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, face);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, popover);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, title);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, sentence);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, progress_area);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, progress);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, last);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, pending);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, refused);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, sync_now);
  gtk_widget_class_bind_template_child (widget_class, StintSyncButton, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
stint_sync_button_init (StintSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_menu_button_set_create_popup_func (self->button, popup_cb, self, NULL);
}

void
stint_sync_button_set_sync (StintSyncButton *self,
                            StintSync       *sync,
                            StintClock      *clock)
{
  g_return_if_fail (STINT_IS_SYNC_BUTTON (self) && STINT_IS_SYNC (sync));
  let_sync_go (self);
  self->sync = g_object_ref (sync);
  self->clock = g_object_ref (clock);
  g_signal_connect_swapped (sync, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (sync, "notify", G_CALLBACK (notify_cb), self);
  state_cb (self);
  notify_cb (self);
}

void
stint_sync_button_set_terse (StintSyncButton *self,
                             gboolean         is_terse)
{
  g_return_if_fail (STINT_IS_SYNC_BUTTON (self));
  self->is_terse = is_terse;
  if (self->sync != NULL)
    notify_cb (self);
}

void
stint_sync_button_popup (StintSyncButton *self)
{
  g_return_if_fail (STINT_IS_SYNC_BUTTON (self));
  gtk_menu_button_popup (self->button);
}

/* Returns: (nullable): as it is spoken */
const char *
stint_sync_button_get_name (StintSyncButton *self)
{
  g_return_val_if_fail (STINT_IS_SYNC_BUTTON (self), NULL);
  return self->name;
}
