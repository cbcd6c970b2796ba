/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-inspector-private.h"

#include "core/stint-id.h"
#include "core/stint-task.h"
#include "planning/stint-series.h"
#include "workspace/series/stint-series-commands.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

gboolean
stint_inspector_is_of_series (StintInspector *self)
{
  return self->series_id != NULL;
}

static StintScope
get_scope (StintInspector *self)
{
  return (StintScope) gtk_drop_down_get_selected (self->scope);
}

/* From the first edit on the following ones are a series of their own: what is typed on belongs to that one. */
gboolean
stint_inspector_has_to_wait (StintInspector *self)
{
  return stint_inspector_is_of_series (self) && get_scope (self) == STINT_SCOPE_FOLLOWING && self->n_saving > 0;
}

static void
set_task_id (StintInspector *self,
             const char     *id)
{
  g_free (self->task_id);
  self->task_id = g_strdup (id);
}

/* An edit may have made a record of the occurrence, or a series that begins with it. */
static void
follow (StintInspector *self,
        StintChange    *change)
{
  g_autofree char *when = stint_time_to_string (&self->original);
  g_autofree char *name = g_strdup_printf ("%s:%s", self->series_id, when);
  g_autofree char *successor = stint_id_derive ("series-from", name);
  g_autofree char *override = stint_series_derive_id (self->series_id, &self->original);

  for (guint i = 0; i < stint_change_get_n_deltas (change); i++)
    {
      const StintDelta *delta = stint_change_get_delta (change, i);

      if (delta->kind != STINT_KIND_TASK || delta->after == NULL)
        continue;
      if (g_str_equal (delta->id, override))
        set_task_id (self, override);
      if (delta->before == NULL && g_str_equal (delta->id, successor))
        {
          g_free (self->series_id);
          self->series_id = g_steal_pointer (&successor);
          set_task_id (self, self->series_id);
          return;
        }
    }
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (StintInspector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintChange) change = stint_series_run_finish (STINT_WORKSPACE (source), result, &error);

  if (change != NULL && stint_inspector_is_of_series (self))
    follow (self, change);
  stint_inspector_settle (self, error);
}

static void
run (StintInspector     *self,
     StintSeriesCommand *command)
{
  self->n_saving++;
  stint_series_run_async (self->workspace, command, NULL, run_cb, g_object_ref (self));
}

/* @value: (nullable): NULL removes the member */
void
stint_inspector_save_occurrence (StintInspector *self,
                                 const char     *member,
                                 GVariant       *value)
{
  g_autoptr (GVariant) members = stint_members_with (NULL, member, value != NULL ? value : stint_members_unset_value ());

  run (self, stint_series_command_edit (self->series_id, &self->original, get_scope (self), members));
}

void
stint_inspector_save_due (StintInspector  *self,
                          const StintTime *due)
{
  run (self, stint_series_command_set_due (self->series_id, &self->original, get_scope (self), due));
}

/* One is done, never all of them. */
void
stint_inspector_complete_occurrence (StintInspector *self)
{
  run (self, stint_series_command_complete (self->workspace, self->series_id, &self->original, STINT_SCOPE_THIS,
                                            !stint_task_is_done (self->record)));
}

void
stint_inspector_skip_occurrence (StintInspector *self)
{
  run (self, stint_series_command_skip (self->workspace, self->series_id, &self->original, get_scope (self)));
}

/* Its rule belongs to all, or from here on to the following. */
void
stint_inspector_save_rule (StintInspector *self,
                           GVariant       *repeat)
{
  StintScope scope = get_scope (self) == STINT_SCOPE_FOLLOWING ? STINT_SCOPE_FOLLOWING : STINT_SCOPE_ALL;
  g_autoptr (GVariant) members = stint_members_with (NULL, STINT_TASK_REPEAT, repeat);

  run (self, stint_series_command_edit (self->series_id, &self->original, scope, members));
}

static void
series_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (StintInspector) self = user_data;
  g_autoptr (StintRecord) series = stint_workspace_find_finish (STINT_WORKSPACE (source), result, NULL);

  if (series == NULL || self->workspace == NULL || self->record == NULL ||
      g_strcmp0 (stint_record_get_id (series), self->series_id) != 0)
    return;
  g_clear_pointer (&self->series, stint_record_unref);
  self->series = g_steal_pointer (&series);
  if (self->dirty != 0 || self->n_saving > 0)
    return;
  self->is_filling = TRUE;
  stint_inspector_fill_fields (self);
  self->is_filling = FALSE;
}

static void
say_what_is_deleted (StintInspector *self)
{
  gboolean skips = stint_inspector_is_of_series (self) && get_scope (self) == STINT_SCOPE_THIS;

  gtk_button_set_label (self->delete, skips ? _("Skip") : _("Delete"));
}

static void
scope_changed_cb (StintInspector *self)
{
  say_what_is_deleted (self);
}

void
stint_inspector_fill_occurrence (StintInspector *self)
{
  const char *series_id = stint_record_get_string (self->record, STINT_TASK_SERIES);
  g_autofree char *day = NULL;
  StintTime original;

  /* A record of one occurrence says itself which. */
  if (self->series_id == NULL && series_id != NULL && stint_task_get_occurrence (self->record, &original))
    {
      self->series_id = g_strdup (series_id);
      self->original = original;
    }
  gtk_widget_set_visible (self->occurrence, self->series_id != NULL);
  say_what_is_deleted (self);
  if (self->series_id == NULL)
    return;
  day = stint_format_day (stint_time_get_day (&self->original), stint_clock_get_today (stint_workspace_get_clock (self->workspace)));
  gtk_label_set_label (self->occurrence_day, day);
  stint_workspace_find_async (self->workspace, STINT_KIND_TASK, self->series_id, self->cancellable, series_found_cb, g_object_ref (self));
}

void
stint_inspector_forget_occurrence (StintInspector *self)
{
  g_clear_pointer (&self->series_id, g_free);
  g_clear_pointer (&self->series, stint_record_unref);
  gtk_drop_down_set_selected (self->scope, STINT_SCOPE_THIS);
}

/**
 * stint_inspector_set_occurrence:
 * @task_id: of the record of the occurrence, or of the series if it has none
 *
 * Shows one occurrence of a series. What is changed then is meant for this one, unless a person says otherwise.
 */
void
stint_inspector_set_occurrence (StintInspector  *self,
                                const char      *task_id,
                                const char      *series_id,
                                const StintTime *original)
{
  g_autofree char *task = g_strdup (task_id);
  g_autofree char *series = g_strdup (series_id);
  StintTime when = *original;

  g_return_if_fail (STINT_IS_INSPECTOR (self));
  if (g_strcmp0 (self->series_id, series) == 0 && stint_time_equal (&self->original, &when) && g_strcmp0 (self->task_id, task) == 0)
    return;
  stint_inspector_set_task (self, task);
  self->series_id = g_steal_pointer (&series);
  self->original = when;
}

void
stint_inspector_bind_occurrence (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, StintInspector, occurrence);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, occurrence_day);
  gtk_widget_class_bind_template_child (widget_class, StintInspector, scope);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
}
