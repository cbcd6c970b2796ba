/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint"

#include "ui/inspector/stint-inspector-private.h"

#include "core/stint-task.h"
#include "workspace/stint-commands.h"
#include "workspace/stint-recurrence-preview.h"

#include <glib/gi18n.h>

/* The rule of an occurrence is that of its series. */
static StintRecord *
get_series (StintInspector *self)
{
  return self->series != NULL ? self->series : self->record;
}

static void
repeat_picked_cb (StintInspector *self,
                  StintRepeat    *repeat)
{
  if (self->record != NULL && stint_inspector_is_of_series (self))
    {
      g_autoptr (GVariant) before = stint_record_dup_member (get_series (self), STINT_TASK_REPEAT);

      stint_inspector_save_rule (self, stint_repeat_to_variant (repeat, before));
    }
  else if (self->record != NULL)
    stint_inspector_apply (self, stint_command_set_repeat (self->workspace, self->record, self->task_blocks, repeat));
}

static void
next_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (StintInspector) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (StintRecurrencePreview) preview = stint_recurrence_preview_finish (result, &error);
  g_autoptr (StintRepeat) repeat = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL || self->record == NULL)
    return;
  repeat = stint_command_propose_repeat (self->workspace, get_series (self), NULL);
  if (preview != NULL && preview->times->len > 0)
    repeat->start = g_array_index (preview->times, StintTime, 0);
  stint_inspector_apply (self, stint_command_stop_repeat (self->workspace, get_series (self), &repeat->start));
}

/* What stays is the next one; a rule that cannot be worked out has its start alone. */
static void
repeat_stopped_cb (StintInspector *self)
{
  g_autoptr (StintRepeat) repeat = NULL;
  StintRecurrence *series;

  if (self->record == NULL)
    return;
  repeat = stint_command_propose_repeat (self->workspace, get_series (self), NULL);
  series = stint_recurrence_new (repeat->rule, &repeat->start, NULL);
  if (series == NULL)
    stint_inspector_apply (self, stint_command_stop_repeat (self->workspace, get_series (self), &repeat->start));
  else
    stint_recurrence_preview_async (series, stint_clock_get_today (stint_workspace_get_clock (self->workspace)), 1, self->cancellable,
                                    next_found_cb, g_object_ref (self));
}

void
stint_inspector_fill_repeat (StintInspector *self)
{
  g_autoptr (StintRepeat) repeat = stint_command_propose_repeat (self->workspace, get_series (self), self->task_blocks);

  stint_repeat_picker_set_repeat (self->repeat, repeat);
}

/* Whether the occurrences of its series are blocks; otherwise they are deadlines. */
gboolean
stint_inspector_is_block (StintInspector *self)
{
  g_autoptr (StintRepeat) repeat = stint_command_propose_repeat (self->workspace, get_series (self), NULL);

  return repeat->minutes > 0;
}

void
stint_inspector_bind_repeat (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, StintInspector, repeat);
  gtk_widget_class_bind_template_callback (widget_class, repeat_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, repeat_stopped_cb);
}
