/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/window/stint-window-private.h"

#include "core/stint-task.h"
#include "ui/repeat/stint-scope-toast.h"
#include "workspace/stint-commands.h"

#include <glib/gi18n.h>

#define TOAST_S 6

static void
add_toast (StintWindow *self,
           AdwToast    *toast)
{
  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* An event, said once. */
void
stint_window_tell (StintWindow *self,
                   const char  *message)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (STINT_IS_WINDOW (self));
  /* A toast's title is markup. */
  escaped = g_markup_escape_text (message, -1);
  add_toast (self, adw_toast_new (escaped));
}

/* One that goes by itself must not be told to go as well: libadwaita 1.2 frees it twice. */
static void
toast_gone_cb (StintWindow *self,
               AdwToast    *toast)
{
  if (self->undo_toast == toast)
    g_clear_object (&self->undo_toast);
}

/* @toast: (transfer full): it takes the place of the one before */
static void
show_undo_toast (StintWindow *self,
                 AdwToast    *toast)
{
  g_set_object (&self->undo_toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_gone_cb), self, G_CONNECT_SWAPPED);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
forget_undo_toast (StintWindow *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->undo_toast);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/* Says what was done, with the button that takes it back, in the place of what was said so before. */
void
stint_window_offer_undo (StintWindow *self,
                         const char  *label)
{
  g_autofree char *escaped = g_markup_escape_text (label, -1);
  AdwToast *toast = adw_toast_new (escaped);

  forget_undo_toast (self);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_set_timeout (toast, TOAST_S);
  show_undo_toast (self, toast);
}

static void
occurrence_changed_cb (StintWindow      *self,
                       StintScopeChoice *choice)
{
  AdwToast *toast = stint_scope_toast_new (choice);

  forget_undo_toast (self);
  g_set_object (&self->choice, choice);
  g_signal_connect_object (choice, "failed", G_CALLBACK (stint_window_tell), self, G_CONNECT_SWAPPED);
  show_undo_toast (self, toast);
}

/* Asks, in the place of what offers undo, how many occurrences a change was meant for. */
void
stint_window_watch_occurrences (StintWindow *self)
{
  g_signal_connect_object (self->calendar, "occurrence-changed", G_CALLBACK (occurrence_changed_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
has_member (GVariant   *members,
            const char *name)
{
  g_autoptr (GVariant) value = members != NULL ? g_variant_lookup_value (members, name, NULL) : NULL;

  return value != NULL;
}

/* Whether a change moves or destroys something that a person would want back at once; what is typed is not. */
static gboolean
is_worth_undo (StintChange *change)
{
  gboolean adds_task = FALSE, moves = FALSE;

  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);

      if (delta->after == NULL && delta->before != NULL)
        return TRUE;
      if (delta->kind == STINT_KIND_TASK && delta->before == NULL)
        adds_task = TRUE;
      if (delta->kind == STINT_KIND_BLOCK)
        moves = TRUE;
      if (delta->kind == STINT_KIND_TASK && has_member (delta->after, STINT_TASK_DONE))
        moves = TRUE;
    }
  return moves && !adds_task;
}

/* @id: (nullable): one task, or NULL for any */
static gboolean
deletes_task (StintChange *change,
              const char  *id)
{
  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);

      if (delta->kind == STINT_KIND_TASK && delta->after == NULL && (id == NULL || g_str_equal (delta->id, id)))
        return TRUE;
    }
  return FALSE;
}

static void
changed_cb (StintWindow      *self,
            StintChange      *change,
            StintChangeSource source)
{
  const char *selected = self->calendar != NULL ? stint_calendar_get_selected_task (self->calendar) : NULL;
  /* The toast that asked stays, and says what was done in the end. */
  gboolean is_widening = self->choice != NULL && stint_scope_choice_get_is_widening (self->choice);

  if (change != NULL && selected != NULL && deletes_task (change, selected))
    {
      stint_window_close_inspector (self);
      stint_calendar_set_selected_task (self->calendar, NULL);
    }
  if (source != STINT_CHANGE_ELSEWHERE)
    {
      g_clear_pointer (&self->refused, g_free);
      stint_window_update_banner (self);
      if (!is_widening)
        forget_undo_toast (self);
    }
  /* The window of the conflicts says itself what was done in it. */
  if (source == STINT_CHANGE_HERE && change != NULL && self->inbox_window == NULL && !is_widening && is_worth_undo (change))
    stint_window_offer_undo (self, stint_change_get_label (change));
  /* The first task ends the welcome, and the last one that goes brings it back. */
  if (change == NULL || g_strcmp0 (stint_window_get_page (self), "welcome") == 0 || deletes_task (change, NULL))
    stint_window_check_empty (self);
}

static void
first_task_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (StintWindow) self = user_data;
  g_autoptr (GPtrArray) rows = stint_workspace_list_tasks_finish (STINT_WORKSPACE (source), result, NULL);
  const char *page = stint_window_get_page (self);

  if (rows == NULL || self->workspace == NULL || g_strcmp0 (page, "trouble") == 0)
    return;
  stint_window_show_centre (self, rows->len == 0 ? "welcome" : "calendar");
}

/* Shows the welcome while there is no task at all. */
void
stint_window_check_empty (StintWindow *self)
{
  StintTaskQuery query = { 0 };
  StintClock *clock = stint_workspace_get_clock (self->workspace);

  if (self->backlog == NULL || !stint_workspace_get_is_open (self->workspace))
    return;
  query.view = STINT_TASK_VIEW_ALL;
  query.zone = stint_clock_get_zone (clock);
  query.now_s = stint_clock_get_unix_ms (clock) / 1000;
  stint_workspace_list_tasks_async (self->workspace, &query, 1, self->cancellable, first_task_cb, g_object_ref (self));
}

static void
example_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (StintWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_workspace_apply_finish (STINT_WORKSPACE (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (error != NULL)
    {
      stint_window_tell (self, error->message);
      return;
    }
  /* One looks around there, and the keys are the grid's. */
  stint_window_show_centre (self, "calendar");
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

/* Fills the week with tasks to look at; one undo takes them all away again. */
void
stint_window_load_example (StintWindow *self)
{
  g_return_if_fail (STINT_IS_WINDOW (self));
  stint_workspace_apply_async (self->workspace, stint_command_example_week (self->workspace), self->cancellable, example_cb,
                               g_object_ref (self));
}

static void
history_cb (StintWindow *self)
{
  stint_window_update_actions (self);
}

/* Of another plan nothing stays on the screen. */
static void
is_open_cb (StintWindow *self)
{
  const char *directory = stint_workspace_get_directory (self->workspace);

  if (!stint_workspace_get_is_open (self->workspace) || g_strcmp0 (self->directory, directory) == 0)
    return;
  g_free (self->directory);
  self->directory = g_strdup (directory);
  g_clear_pointer (&self->refused, g_free);
  if (self->calendar == NULL)
    return;
  forget_undo_toast (self);
  stint_window_close_inspector (self);
  stint_calendar_set_selected_task (self->calendar, NULL);
}

void
stint_window_watch_changes (StintWindow *self)
{
  self->directory = g_strdup (stint_workspace_get_directory (self->workspace));
  g_signal_connect_object (self->workspace, "notify::is-open", G_CALLBACK (is_open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::can-undo", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workspace, "notify::can-redo", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
}
