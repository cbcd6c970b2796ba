/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-edit.h"

#include "stint-config.h"

#include "core/stint-task.h"
#include "workspace/stint-commands-private.h"

#include <glib/gi18n-lib.h>

/* The one member that an edit changes. Returns: (nullable) (transfer full) */
static char *
dup_single_member (const StintSeriesCommand *command)
{
  GVariantIter iter;
  char *name = NULL;

  if (command->action != STINT_SERIES_EDIT || g_variant_n_children (command->members) != 1)
    return NULL;
  g_variant_iter_init (&iter, command->members);
  g_variant_iter_next (&iter, "{sv}", &name, NULL);
  return name;
}

static gboolean
is_resize (const StintSeriesCommand *command,
           StintSeriesState         *state)
{
  return command->has_shown && stint_time_equal (&command->shown, &command->when.start) &&
         stint_when_get_minutes (&command->when, NULL) != state->repeat->minutes;
}

/* Returns: (transfer full) */
static char *
make_label (const StintSeriesCommand *command,
            StintSeriesState         *state,
            const char               *title)
{
  g_autofree char *name = stint_command_shorten (title);
  g_autofree char *member = dup_single_member (command);

  switch (command->action)
    {
    case STINT_SERIES_PLACE:
      return g_strdup_printf (is_resize (command, state) ? _("Resize “%s”") : _("Move “%s”"), name);
    case STINT_SERIES_DUE:
      return g_strdup_printf (_("Change the deadline of “%s”"), name);
    case STINT_SERIES_COMPLETE:
      return g_strdup_printf (command->is_done ? _("Complete “%s”") : _("Reopen “%s”"), name);
    case STINT_SERIES_SKIP:
      return g_strdup_printf (command->scope == STINT_SCOPE_THIS ? _("Skip “%s”") : _("Delete “%s”"), name);
    case STINT_SERIES_EDIT:
    default:
      return member != NULL ? stint_command_label_member (member, name) : g_strdup_printf (_("Edit “%s”"), name);
    }
}

static gboolean
find_occurrence (StintSeriesMaking *self,
                 GError           **error)
{
  const StintSeriesCommand *command = self->command;
  gboolean is_first;

  self->original_s = self->state->repeat->start.local_s;
  if (command->has_original)
    {
      if (!stint_series_find_original (self->state, &command->original, &self->original_s, error))
        return FALSE;
    }
  else if (self->scope != STINT_SCOPE_ALL)
    {
      if (!stint_series_find_open (self->state, &self->original_s, error))
        return FALSE;
    }
  self->override = stint_series_state_find (self->state, self->original_s);

  if (self->scope != STINT_SCOPE_FOLLOWING)
    return TRUE;
  if (!stint_series_is_first (self->state, self->original_s, &is_first, error))
    return FALSE;
  if (is_first || self->state->recurrence == NULL)
    self->scope = STINT_SCOPE_ALL;
  return TRUE;
}

/* Typing goes on in the change before: the merge key says of what. */
static void
set_merge_key (StintSeriesMaking *self)
{
  g_autofree char *member = dup_single_member (self->command);
  g_autofree char *override_id = stint_series_state_derive_id (self->state, self->original_s);
  g_autofree char *key = NULL;

  if (member == NULL || self->scope == STINT_SCOPE_FOLLOWING)
    return;
  key = g_strconcat (self->scope == STINT_SCOPE_THIS ? override_id : self->command->series_id, "/", member, NULL);
  stint_edit_set_merge_key (self->edit, key);
}

/**
 * stint_series_make_edit:
 * @error: %STINT_SERIES_ERROR, or what reading failed with
 *
 * Reads the series and works out what has to be edited. In the store's thread.
 *
 * Returns: (transfer full)
 */
StintEdit *
stint_series_make_edit (StintDatabase            *database,
                        const StintSeriesCommand *command,
                        GError                  **error)
{
  g_autoptr (StintSeriesState) state = stint_series_state_read (database, command->series_id, error);
  StintSeriesMaking making = { .database = database, .state = state, .command = command, .scope = command->scope };
  g_autoptr (StintEdit) edit = NULL;
  g_autofree char *label = NULL;
  gboolean is_made;

  if (state == NULL || !find_occurrence (&making, error))
    return NULL;
  label = make_label (command, state, stint_task_get_title (making.override != NULL ? making.override->shown : state->task));
  making.edit = edit = stint_edit_new (label);
  set_merge_key (&making);
  for (guint i = 0; command->project_ids != NULL && i < command->project_ids->len; i++)
    stint_edit_create (edit, STINT_KIND_PROJECT, command->project_ids->pdata[i], command->project_members->pdata[i]);
  if (making.scope == STINT_SCOPE_THIS)
    is_made = stint_series_make_this (&making, error);
  else if (making.scope == STINT_SCOPE_ALL)
    is_made = stint_series_make_all (&making, error);
  else
    is_made = stint_series_make_following (&making, error);
  return is_made ? g_steal_pointer (&edit) : NULL;
}
