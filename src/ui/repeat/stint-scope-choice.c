/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/repeat/stint-scope-choice.h"

#include <glib/gi18n.h>

typedef enum
{
  PLACE,
  DEADLINE,
  SKIP,
} Action;

struct _StintScopeChoice
{
  GObject         parent_instance;

  StintWorkspace *workspace;
  Action          action;
  StintGridRow   *row;
  gint64          start_s;
  gint64          end_s;
  gboolean        all_day;
  int             day;
  char           *label;
  StintScope      scope;
  StintScope      wider;
  gboolean        is_open;
  gboolean        is_widening;
};

enum
{
  CLOSED,
  WIDENED,
  FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StintScopeChoice, stint_scope_choice, G_TYPE_OBJECT)

static StintSeriesCommand *
make_command (StintScopeChoice * self,
              StintScope scope)
{
  switch (self->action)
    {
    case PLACE:
      return stint_series_command_place (self->workspace, self->row, self->start_s, self->end_s, self->all_day, scope);

    case DEADLINE:
      return stint_series_command_set_deadline (self->row, self->day, scope);

    case SKIP:
    default:
      return stint_series_command_skip (self->workspace, self->row->series_id, &self->row->original, scope);
    }
}

static void
fail (StintScopeChoice *self,
      const char       *message)
{
  self->is_widening = FALSE;
  g_signal_emit (self, signals[FAILED], 0, message);
}

static void
redone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (StintScopeChoice) self = user_data;
  g_autoptr (StintChange) change = stint_workspace_undo_finish (STINT_WORKSPACE (source), result, NULL, NULL);

  self->is_widening = FALSE;
}

static void
widened_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (StintScopeChoice) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_series_run_finish (STINT_WORKSPACE (source), result, &error);

  if (change != NULL)
    {
      self->is_widening = FALSE;
      self->scope = self->wider;
      g_free (self->label);
      self->label = g_strdup (stint_change_get_label (change));
      g_signal_emit (self, signals[WIDENED], 0);
      return;
    }
  /* It was taken back for nothing. */
  stint_workspace_redo_async (self->workspace, NULL, redone_cb, g_object_ref (self));
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (StintScopeChoice) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) left = NULL;
  g_autoptr (StintChange) change = stint_workspace_undo_finish (STINT_WORKSPACE (source), result, &left, &error);

  if (error != NULL)
    fail (self, error->message);
  else if (left != NULL && left[0] != NULL)
    fail (self, left[0]);
  else
    stint_series_run_async (self->workspace, make_command (self, self->wider), NULL, widened_cb, g_object_ref (self));
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StintScopeChoice *self = g_task_get_source_object (task);
  GError *error = NULL;
  StintChange *change = stint_series_run_finish (STINT_WORKSPACE (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_open = change != NULL;
  if (change != NULL)
    self->label = g_strdup (stint_change_get_label (change));
  g_task_return_pointer (task, change, (GDestroyNotify) stint_change_unref);
}

/* Whoever does something else has chosen. */
static void
changed_cb (StintScopeChoice *self,
            StintChange      *change,
            StintChangeSource source)
{
  if (source != STINT_CHANGE_ELSEWHERE)
    stint_scope_choice_close (self);
}

static void
stint_scope_choice_finalize (GObject *object)
{
  StintScopeChoice *self = STINT_SCOPE_CHOICE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->row, stint_grid_row_free);
  g_free (self->label);
  G_OBJECT_CLASS (stint_scope_choice_parent_class)->finalize (object);
}

static void
stint_scope_choice_class_init (StintScopeChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stint_scope_choice_finalize;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WIDENED] = g_signal_new ("widened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
stint_scope_choice_init (StintScopeChoice *self)
{
}

static StintScopeChoice *
new_choice (StintWorkspace     *workspace,
            Action              action,
            const StintGridRow *row)
{
  StintScopeChoice *self = g_object_new (STINT_TYPE_SCOPE_CHOICE, NULL);

  self->workspace = g_object_ref (workspace);
  self->action = action;
  self->row = stint_grid_row_copy (row);
  return self;
}

StintScopeChoice *
stint_scope_choice_new_place (StintWorkspace     *workspace,
                              const StintGridRow *row,
                              gint64              start_s,
                              gint64              end_s,
                              gboolean            all_day)
{
  StintScopeChoice *self = new_choice (workspace, PLACE, row);

  self->start_s = start_s;
  self->end_s = end_s;
  self->all_day = all_day;
  return self;
}

StintScopeChoice *
stint_scope_choice_new_deadline (StintWorkspace     *workspace,
                                 const StintGridRow *row,
                                 int                 day)
{
  StintScopeChoice *self = new_choice (workspace, DEADLINE, row);

  self->day = day;
  return self;
}

StintScopeChoice *
stint_scope_choice_new_skip (StintWorkspace     *workspace,
                             const StintGridRow *row)
{
  return new_choice (workspace, SKIP, row);
}

/**
 * stint_scope_choice_make_async:
 *
 * Does it to this one. After that the choice is open.
 */
void
stint_scope_choice_make_async (StintScopeChoice   *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_return_if_fail (STINT_IS_SCOPE_CHOICE (self));
  stint_series_run_async (self->workspace, make_command (self, STINT_SCOPE_THIS), cancellable, made_cb,
                          g_task_new (self, cancellable, callback, user_data));
}

/* Returns: (transfer full) (nullable): %NULL without error if that changed nothing */
StintChange *
stint_scope_choice_make_finish (StintScopeChoice *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  StintChange *change = g_task_propagate_pointer (G_TASK (result), error);

  /* Its own change has been told by now. */
  if (self->is_open)
    g_signal_connect_object (self->workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return change;
}

/* Returns: (transfer full): what was done, and to which of them */
char *
stint_scope_choice_describe (StintScopeChoice *self)
{
  g_return_val_if_fail (STINT_IS_SCOPE_CHOICE (self), NULL);
  switch (self->scope)
    {
    case STINT_SCOPE_FOLLOWING:
      /* Translators: what was done to some of a series: "This and following: Move “Standup”" */
      return g_strdup_printf (_("This and following: %s"), self->label);

    case STINT_SCOPE_ALL:
      /* Translators: what was done to all of a series: "All: Move “Standup”" */
      return g_strdup_printf (_("All: %s"), self->label);

    case STINT_SCOPE_THIS:
    default:
      /* Translators: what was done to one of a series: "Only this one: Move “Standup”" */
      return g_strdup_printf (_("Only this one: %s"), self->label);
    }
}

/* Whether it is on its way to that: changes that come now are parts of it. */
gboolean
stint_scope_choice_get_is_widening (StintScopeChoice *self)
{
  g_return_val_if_fail (STINT_IS_SCOPE_CHOICE (self), FALSE);
  return self->is_widening;
}

gboolean
stint_scope_choice_get_is_open (StintScopeChoice *self)
{
  g_return_val_if_fail (STINT_IS_SCOPE_CHOICE (self), FALSE);
  return self->is_open;
}

/**
 * stint_scope_choice_widen:
 *
 * Does it to more than this one, and closes the choice; for %STINT_SCOPE_THIS it only closes it.
 */
void
stint_scope_choice_widen (StintScopeChoice *self,
                          StintScope        scope)
{
  g_return_if_fail (STINT_IS_SCOPE_CHOICE (self));
  if (!self->is_open)
    return;
  stint_scope_choice_close (self);
  self->wider = scope;
  self->is_widening = scope != STINT_SCOPE_THIS;
  if (self->is_widening)
    stint_workspace_undo_async (self->workspace, NULL, taken_back_cb, g_object_ref (self));
}

void
stint_scope_choice_close (StintScopeChoice *self)
{
  g_return_if_fail (STINT_IS_SCOPE_CHOICE (self));
  if (!self->is_open)
    return;
  self->is_open = FALSE;
  g_signal_emit (self, signals[CLOSED], 0);
}
