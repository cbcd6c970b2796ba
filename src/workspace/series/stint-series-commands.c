/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-private.h"

#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "workspace/stint-commands-private.h"

G_DEFINE_QUARK (stint-series-error, stint_series_error)

/**
 * stint_scope_from_string:
 * @text: "this", "following" or "all"
 */
gboolean
stint_scope_from_string (const char *text,
                         StintScope *scope)
{
  static const char *const names[] = { "this", "following", "all" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        *scope = (StintScope) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
stint_task_is_series (StintRecord *task)
{
  const StintTime nowhere = stint_time_floating (G_MININT64);
  g_autoptr (GVariant) member = stint_record_dup_member (task, STINT_TASK_REPEAT);
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (member, &nowhere);

  return repeat != NULL && repeat->start.local_s != G_MININT64;
}

static StintSeriesCommand *
make_command (StintSeriesAction action,
              const char       *series_id,
              const StintTime  *original,
              StintScope        scope)
{
  StintSeriesCommand *self = g_new0 (StintSeriesCommand, 1);

  self->action = action;
  self->series_id = g_strdup (series_id);
  self->scope = scope;
  self->has_original = original != NULL;
  if (original != NULL)
    self->original = *original;
  return self;
}

static void
take_clock (StintSeriesCommand *self,
            StintWorkspace     *workspace)
{
  StintClock *clock = stint_workspace_get_clock (workspace);

  self->zone = stint_clock_get_zone (clock);
  self->now_s = stint_clock_get_unix_ms (clock) / 1000;
}

StintSeriesCommand *
stint_series_command_edit (const char      *series_id,
                           const StintTime *original,
                           StintScope       scope,
                           GVariant        *members)
{
  StintSeriesCommand *self = make_command (STINT_SERIES_EDIT, series_id, original, scope);

  self->members = g_variant_ref_sink (members);
  return self;
}

void
stint_series_command_add_projects (StintSeriesCommand *self,
                                   StintEdit          *edit)
{
  self->project_ids = g_ptr_array_new_with_free_func (g_free);
  self->project_members = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  for (guint i = 0; i < stint_edit_get_n_ops (edit); i++)
    {
      const StintOp *op = stint_edit_get_op (edit, i);

      if (op->type != STINT_OP_CREATE || op->kind != STINT_KIND_PROJECT)
        continue;
      g_ptr_array_add (self->project_ids, g_strdup (op->id));
      g_ptr_array_add (self->project_members, g_variant_ref (op->members));
    }
}

StintSeriesCommand *
stint_series_command_place (StintWorkspace     *workspace,
                            const StintGridRow *row,
                            gint64              start_s,
                            gint64              end_s,
                            gboolean            all_day,
                            StintScope          scope)
{
  StintSeriesCommand *self = make_command (STINT_SERIES_PLACE, row->series_id, &row->original, scope);

  self->when = stint_command_make_placed_when (workspace, row, start_s, end_s, all_day);
  self->shown = row->all_day ? stint_time_date (stint_day_of_local (row->start_s))
                             : stint_command_to_own_form (workspace, row, row->start_s, row->start_again);
  self->has_shown = TRUE;
  return self;
}

StintSeriesCommand *
stint_series_command_place_when (const char      *series_id,
                                 const StintTime *original,
                                 StintScope       scope,
                                 const StintWhen *when)
{
  StintSeriesCommand *self = make_command (STINT_SERIES_PLACE, series_id, original, scope);

  self->when = *when;
  return self;
}

StintSeriesCommand *
stint_series_command_set_deadline (const StintGridRow *row,
                                   int                 day,
                                   StintScope          scope)
{
  StintSeriesCommand *self = make_command (STINT_SERIES_DUE, row->series_id, &row->original, scope);

  self->is_by_days = TRUE;
  self->by_days = day - stint_day_of_local (row->start_s);
  return self;
}

StintSeriesCommand *
stint_series_command_set_due (const char      *series_id,
                              const StintTime *original,
                              StintScope       scope,
                              const StintTime *deadline)
{
  StintSeriesCommand *self = make_command (STINT_SERIES_DUE, series_id, original, scope);

  self->due = *deadline;
  return self;
}

StintSeriesCommand *
stint_series_command_complete (StintWorkspace  *workspace,
                               const char      *series_id,
                               const StintTime *original,
                               StintScope       scope,
                               gboolean         done)
{
  StintSeriesCommand *self = make_command (STINT_SERIES_COMPLETE, series_id, original, scope);
  GVariantBuilder members;

  take_clock (self, workspace);
  self->is_done = done;
  g_variant_builder_init (&members, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&members, "{sv}", STINT_TASK_DONE, done ? stint_command_done_value (workspace) : stint_members_unset_value ());
  self->members = g_variant_ref_sink (g_variant_builder_end (&members));
  return self;
}

StintSeriesCommand *
stint_series_command_skip (StintWorkspace  *workspace,
                           const char      *series_id,
                           const StintTime *original,
                           StintScope       scope)
{
  StintSeriesCommand *self = make_command (STINT_SERIES_SKIP, series_id, original, scope);

  take_clock (self, workspace);
  return self;
}

StintSeriesCommand *
stint_series_command_complete_task (StintWorkspace *workspace,
                                    StintRecord    *task,
                                    gboolean        done)
{
  StintTime original;

  if (stint_task_get_occurrence (task, &original))
    return stint_series_command_complete (workspace, stint_record_get_string (task, STINT_TASK_SERIES), &original, STINT_SCOPE_THIS, done);
  if (!done || !stint_task_is_series (task))
    return NULL;
  return stint_series_command_complete (workspace, stint_record_get_id (task), NULL, STINT_SCOPE_THIS, TRUE);
}

StintSeriesCommand *
stint_series_command_delete_task (StintWorkspace *workspace,
                                  StintRecord    *task)
{
  StintTime original;

  if (!stint_task_get_occurrence (task, &original))
    return NULL;
  return stint_series_command_skip (workspace, stint_record_get_string (task, STINT_TASK_SERIES), &original, STINT_SCOPE_THIS);
}

void
stint_series_command_free (StintSeriesCommand *self)
{
  if (self == NULL)
    return;
  g_free (self->series_id);
  g_clear_pointer (&self->members, g_variant_unref);
  g_clear_pointer (&self->project_ids, g_ptr_array_unref);
  g_clear_pointer (&self->project_members, g_ptr_array_unref);
  g_free (self);
}
