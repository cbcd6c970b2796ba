/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include "ui/inbox/stint-inbox-window.h"

#include <glib/gi18n.h>

static void
count_cb (StintWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "inbox");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), stint_inbox_get_count (self->inbox) > 0);
  stint_window_update_banner (self);
  if (stint_inbox_get_count (self->inbox) > 0 || self->inbox_window == NULL)
    return;
  /* It was there, and is empty now: instead of the last step the end is said, and undo is of that step still. */
  stint_window_offer_undo (self, _("All conflicts are settled"));
}

static void
inbox_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  stint_window_open_inbox (user_data);
}

/* Nothing to settle means no inbox, nowhere: the action is disabled, and the menu does not have it. */
void
stint_window_watch_conflicts (StintWindow *self)
{
  static const GActionEntry entries[] = {
    { "inbox", inbox_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->inbox = stint_inbox_new (self->workspace);
  g_signal_connect_object (self->inbox, "notify::count", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
  count_cb (self);
}

/**
 * stint_window_open_inbox:
 *
 * Opens the conflicts, if there are any.
 */
void
stint_window_open_inbox (StintWindow *self)
{
  g_return_if_fail (STINT_IS_WINDOW (self));

  if (stint_inbox_get_count (self->inbox) == 0)
    return;
  if (self->inbox_window == NULL)
    {
      self->inbox_window = GTK_WINDOW (stint_inbox_window_new (GTK_WINDOW (self), self->workspace, self->inbox));
      g_object_add_weak_pointer (G_OBJECT (self->inbox_window), (gpointer *) &self->inbox_window);
    }
  gtk_window_present (self->inbox_window);
}

/* Returns: (transfer none): the conflicts; `count` of it is notified */
StintInbox *
stint_window_get_inbox (StintWindow *self)
{
  g_return_val_if_fail (STINT_IS_WINDOW (self), NULL);

  return self->inbox;
}
