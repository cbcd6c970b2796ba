/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "workspace/stint-recurrence-preview.h"

typedef struct
{
  StintRecurrence *series;
  gint64           from_s;
  guint            max;
} Question;

static void
question_free (Question *self)
{
  stint_recurrence_free (self->series);
  g_free (self);
}

static gboolean
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
put_times (StintRecurrencePreview *self,
           StintRecurrence        *series,
           GArray                 *times)
{
  for (guint i = 0; i < times->len; i++)
    {
      StintTime time = stint_recurrence_make_time (series, g_array_index (times, gint64, i));

      g_array_append_val (self->times, time);
    }
}

static void
work_out (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Question *question = task_data;
  g_autoptr (StintRecurrencePreview) preview = g_new0 (StintRecurrencePreview, 1);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *error = NULL;
  gint64 first_s;

  preview->times = g_array_new (FALSE, FALSE, sizeof (StintTime));
  if (cancellable != NULL)
    stint_recurrence_set_stop (question->series, is_cancelled, cancellable);
  if (!stint_recurrence_find_first (question->series, &first_s, &error) ||
      !stint_recurrence_expand (question->series, question->from_s, G_MAXINT64, question->max, times, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  preview->has_first = first_s != G_MAXINT64;
  if (preview->has_first)
    preview->first = stint_recurrence_make_time (question->series, first_s);
  put_times (preview, question->series, times);
  g_task_return_pointer (task, g_steal_pointer (&preview), (GDestroyNotify) stint_recurrence_preview_free);
}

void
stint_recurrence_preview_free (StintRecurrencePreview *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->times, g_array_unref);
  g_free (self);
}

/**
 * stint_recurrence_preview_async:
 * @series: (transfer full)
 * @from_day: the civil day, in the zone of the series, from which on dates are asked for
 *
 * Works the next dates of a series out in a thread: a rule that is not honest takes seconds.
 */
void
stint_recurrence_preview_async (StintRecurrence    *series,
                                int                 from_day,
                                guint               max,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->series = series;
  question->from_s = MAX ((gint64) from_day * STINT_DAY_S, stint_recurrence_get_start (series)->local_s);
  question->max = max;
  g_task_set_source_tag (task, stint_recurrence_preview_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, work_out);
}

/* Returns: (transfer full) (nullable): %NULL with an error: cancelled, or %STINT_PLANNING_ERROR_TOO_MANY */
StintRecurrencePreview *
stint_recurrence_preview_finish (GAsyncResult *result,
                                 GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
