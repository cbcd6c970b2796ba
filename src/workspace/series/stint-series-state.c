/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/series/stint-series-state.h"

#include "stint-config.h"

#include "core/stint-id.h"
#include "core/stint-task.h"
#include "planning/stint-series.h"
#include "workspace/series/stint-series-commands.h"

#include <glib/gi18n-lib.h>

static void
override_free (gpointer data)
{
  StintSeriesOverride *self = data;

  g_clear_pointer (&self->record, stint_record_unref);
  g_clear_pointer (&self->shown, stint_record_unref);
  g_free (self);
}

static int
compare_overrides (gconstpointer a,
                   gconstpointer b)
{
  gint64 left = (*(StintSeriesOverride *const *) a)->original_s;
  gint64 right = (*(StintSeriesOverride *const *) b)->original_s;

  return (left > right) - (left < right);
}

static StintSeriesOverride *
make_override (StintSeriesState       *self,
               const StintOverrideRow *row)
{
  StintSeriesOverride *override = NULL;
  StintTime original, deadline;

  if (!stint_task_get_occurrence (row->record, &original))
    return NULL;
  override = g_new0 (StintSeriesOverride, 1);
  override->state = self;
  override->original_s = stint_time_to_local (&original, self->repeat->start.zone);
  override->record = stint_record_ref (row->record);
  override->shown = stint_task_complete_override (row->record, self->task);
  override->is_cancelled = stint_task_is_cancelled (row->record);
  override->is_done = stint_task_is_done (row->record);
  override->has_place = row->n_blocks > 0 || (self->repeat->minutes == 0 && stint_task_get_deadline (row->record, &deadline));
  return override;
}

static gboolean
read_overrides (StintSeriesState *self,
                StintDatabase    *database,
                GError          **error)
{
  g_autoptr (GPtrArray) rows = stint_database_list_overrides (database, stint_record_get_id (self->task), error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      StintSeriesOverride *override = make_override (self, g_ptr_array_index (rows, i));

      if (override != NULL)
        g_ptr_array_add (self->overrides, override);
    }
  g_ptr_array_sort (self->overrides, compare_overrides);
  return TRUE;
}

typedef void (*TakeTime) (StintRecurrence *recurrence,
                          const StintTime *time);

/* The times of a set are of the zone of the series. */
static void
take_times (StintSeriesState *self,
            const char       *member,
            TakeTime          take)
{
  g_auto (GStrv) texts = stint_record_dup_strings (self->task, member);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      StintTime time;

      if (!stint_time_parse (texts[i], &time, NULL))
        continue;
      if (!time.date_only)
        time.zone = self->repeat->start.zone;
      take (self->recurrence, &time);
    }
}

static void
read_rule (StintSeriesState *self)
{
  g_autoptr (GError) error = NULL;

  self->recurrence = stint_recurrence_new (self->repeat->rule, &self->repeat->start, &error);
  self->is_supported = self->recurrence != NULL;
  if (self->repeat->from_completion)
    g_clear_pointer (&self->recurrence, stint_recurrence_free);
  if (self->recurrence == NULL)
    return;
  take_times (self, STINT_TASK_ADDED, stint_recurrence_add);
  take_times (self, STINT_TASK_SKIPPED, stint_recurrence_skip);
}

/* Returns: (nullable) (transfer full): %NULL also for a rule without a start, which cannot be placed */
static StintRepeat *
read_repeat (StintRecord *task)
{
  const StintTime nowhere = stint_time_floating (G_MININT64);
  g_autoptr (GVariant) member = stint_record_dup_member (task, STINT_TASK_REPEAT);
  g_autoptr (StintRepeat) repeat = stint_repeat_from_variant (member, &nowhere);

  return repeat != NULL && repeat->start.local_s != G_MININT64 ? g_steal_pointer (&repeat) : NULL;
}

/**
 * stint_series_state_read:
 * @error: %STINT_STORE_ERROR_NOT_FOUND, or %STINT_SERIES_ERROR_NOT_A_SERIES
 */
StintSeriesState *
stint_series_state_read (StintDatabase *database,
                         const char    *series_id,
                         GError       **error)
{
  g_autoptr (StintSeriesState) self = g_new0 (StintSeriesState, 1);

  self->overrides = g_ptr_array_new_with_free_func (override_free);
  self->row_ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->task = stint_database_get (database, STINT_KIND_TASK, series_id, error);
  if (self->task == NULL)
    return NULL;
  self->repeat = read_repeat (self->task);
  if (self->repeat == NULL)
    {
      g_set_error (error, STINT_SERIES_ERROR, STINT_SERIES_ERROR_NOT_A_SERIES, _("“%s” does not repeat."),
                   stint_task_get_title (self->task));
      return NULL;
    }
  read_rule (self);
  return read_overrides (self, database, error) ? g_steal_pointer (&self) : NULL;
}

void
stint_series_state_free (StintSeriesState *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->task, stint_record_unref);
  g_clear_pointer (&self->repeat, stint_repeat_free);
  g_clear_pointer (&self->recurrence, stint_recurrence_free);
  g_clear_pointer (&self->overrides, g_ptr_array_unref);
  g_clear_pointer (&self->row_ids, g_hash_table_unref);
  g_free (self);
}

/* Returns: that moment as a time of the kind of the start */
StintTime
stint_series_state_make_time (StintSeriesState *self,
                              gint64            original_s)
{
  StintTime time = self->repeat->start;

  time.local_s = original_s;
  return time;
}

/* Returns: (transfer full): the id of the override of an occurrence, whether there is one or not */
char *
stint_series_state_derive_id (StintSeriesState *self,
                              gint64            original_s)
{
  StintTime original = stint_series_state_make_time (self, original_s);

  return stint_series_derive_id (stint_record_get_id (self->task), &original);
}

/* Returns: (transfer full): the id of the block of an override that was moved */
char *
stint_series_derive_block_id (const char *override_id)
{
  return stint_id_derive ("occurrence-block", override_id);
}

/* The first override at or after that moment. */
static guint
find_position (StintSeriesState *self,
               gint64            original_s)
{
  guint low = 0, high = self->overrides->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (((StintSeriesOverride *) self->overrides->pdata[middle])->original_s < original_s)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * stint_series_state_find:
 *
 * Returns: (nullable): the override of that occurrence
 */
const StintSeriesOverride *
stint_series_state_find (StintSeriesState *self,
                         gint64            original_s)
{
  guint position = find_position (self, original_s);
  StintSeriesOverride *override = position < self->overrides->len ? self->overrides->pdata[position] : NULL;

  return override != NULL && override->original_s == original_s ? override : NULL;
}

static gboolean
list_times (StintSeriesState *self,
            gint64            from_s,
            gint64            to_s,
            guint             max,
            GArray           *times,
            GError          **error)
{
  gint64 start_s = self->repeat->start.local_s;

  if (self->recurrence != NULL)
    return stint_recurrence_expand (self->recurrence, from_s, to_s, max, times, error);
  if (start_s >= from_s && start_s < to_s)
    g_array_append_val (times, start_s);
  return TRUE;
}

/**
 * stint_series_state_expand:
 * @from_s: civil seconds in the zone of the series
 * @to_s: civil seconds, excluded
 * @max: how many are enough
 * @occurrences: (element-type StintSeriesOccurrence): where they are put, in the order of their original times
 * @error: as stint_recurrence_expand()
 *
 * What the rule has in a range, and what somebody has touched there though the rule no longer has it, so that nothing is lost. Those that
 * are cancelled or were moved are among them, at their original time.
 */
gboolean
stint_series_state_expand (StintSeriesState *self,
                           gint64            from_s,
                           gint64            to_s,
                           guint             max,
                           GArray           *occurrences,
                           GError          **error)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint position = find_position (self, from_s);
  guint i = 0, n = 0;

  if (!list_times (self, from_s, to_s, max, times, error))
    return FALSE;
  while (n++ < max)
    {
      StintSeriesOverride *override = position < self->overrides->len ? self->overrides->pdata[position] : NULL;
      gint64 override_s = override != NULL && override->original_s < to_s ? override->original_s : G_MAXINT64;
      gint64 time_s = i < times->len ? g_array_index (times, gint64, i) : G_MAXINT64;
      StintSeriesOccurrence occurrence = { MIN (time_s, override_s), override_s <= time_s ? override : NULL };

      if (occurrence.original_s == G_MAXINT64)
        break;
      i += time_s <= override_s;
      position += override_s <= time_s;
      g_array_append_val (occurrences, occurrence);
    }
  return TRUE;
}

/* Whether there is still something to do. */
gboolean
stint_series_occurrence_is_open (const StintSeriesOccurrence *self)
{
  return self->override == NULL || !(self->override->is_cancelled || self->override->is_done);
}

/* Whether it is where the series has it. */
gboolean
stint_series_occurrence_is_in_place (const StintSeriesOccurrence *self)
{
  return self->override == NULL || !(self->override->is_cancelled || self->override->has_place);
}
