/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include "ui/assist/stint-assist-window.h"
#include "workspace/assist/stint-assistant-account.h"

#include <glib/gi18n.h>

#define ENABLED_KEY "assistant-enabled"

/* While it is off there is nothing of it: what belongs to its actions is hidden with them. */
static void
enabled_cb (StintWindow *self)
{
  gboolean is_enabled = g_settings_get_boolean (self->settings, ENABLED_KEY);

  stint_window_update_actions (self);
  if (!is_enabled)
    g_clear_object (&self->assistant);
}

static StintAssistant *
get_assistant (StintWindow *self)
{
  if (self->assistant == NULL)
    {
      self->assistant = stint_assistant_new (self->workspace, self->settings);
      if (self->account != NULL)
        stint_assistant_follow (self->assistant, self->account);
    }
  return self->assistant;
}

/* What was added is in the backlog, and told with its undo. */
static void
added_cb (StintWindow *self)
{
  const char *label = stint_workspace_get_undo_label (self->workspace);

  if (label != NULL)
    stint_window_offer_undo (self, label);
}

static StintAssistWindow *
make_window (StintWindow *self)
{
  StintAssistWindow *window = stint_assist_window_new (GTK_WINDOW (self), get_assistant (self));

  g_signal_connect_object (window, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  return window;
}

void
stint_window_assist_action (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data)
{
  StintWindow *self = user_data;

  gtk_window_present (GTK_WINDOW (make_window (self)));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (StintWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecord) task = stint_workspace_find_finish (STINT_WORKSPACE (source), result, &error);
  StintAssistWindow *window;

  if (self->workspace == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (task == NULL)
    {
      stint_window_tell (self, error->message);
      return;
    }
  window = make_window (self);
  stint_assist_window_break_down (window, task);
  gtk_window_present (GTK_WINDOW (window));
}

void
stint_window_break_down_action (GSimpleAction *action,
                                GVariant      *parameter,
                                gpointer       user_data)
{
  StintWindow *self = user_data;
  const char *id = self->inspector != NULL ? stint_inspector_get_task (self->inspector) : NULL;

  if (id != NULL)
    stint_workspace_find_async (self->workspace, STINT_KIND_TASK, id, self->cancellable, found_cb, g_object_ref (self));
}

gboolean
stint_window_has_assist (StintWindow *self)
{
  return g_settings_get_boolean (self->settings, ENABLED_KEY);
}

/* Unlike the window's other keys it comes before the focused text, which would take it for "select nothing"; while it is off it does not. */
static void
add_key (StintWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (trigger, gtk_named_action_new ("win.assist")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
stint_window_watch_assist (StintWindow *self)
{
  add_key (self);
  g_signal_connect_object (self->settings, "changed::" ENABLED_KEY, G_CALLBACK (enabled_cb), self, G_CONNECT_SWAPPED);
}
