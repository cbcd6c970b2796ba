/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-task-writer.h"

#include "core/stint-id.h"
#include "core/stint-repeat.h"
#include "core/stint-task.h"
#include "planning/stint-recurrence-sieve.h"
#include "planning/stint-series.h"
#include "wire/stint-json.h"

#include <string.h>

#define ZONE_YEARS 20

/* Returns: (transfer full) (nullable): how a task repeats, if it says from when on */
static StintRepeat *
dup_repeat (StintRecord *task)
{
  g_autoptr (GVariant) value = stint_record_dup_member (task, STINT_TASK_REPEAT);
  StintTime none = stint_time_date (0), start;
  const char *text = NULL;

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (value, "start", "&s", &text) ||
      !stint_time_parse (text, &start, NULL))
    return NULL;
  return stint_repeat_from_variant (value, &none);
}

/* Whether it is written with RRULE, and its changed occurrences with RECURRENCE-ID. */
gboolean
stint_ics_task_is_series (StintRecord *task)
{
  g_autoptr (StintRepeat) repeat = dup_repeat (task);

  return repeat != NULL && stint_record_get_string (task, STINT_TASK_SERIES) == NULL;
}

/* A time of the series in its form and zone: programs know no others in EXDATE, RDATE and RECURRENCE-ID. */
static StintTime
to_form (const StintRepeat *repeat,
         StintTime          time)
{
  const StintTime *start = &repeat->start;

  if (start->date_only)
    return stint_time_date (stint_time_get_day (&time));
  if (time.date_only)
    time.local_s += start->local_s - (gint64) stint_time_get_day (start) * STINT_DAY_S;
  time.date_only = FALSE;
  time.zone = start->zone;
  return time;
}

static void
add_dates (StintIcsTaskWriter *self,
           StintRecord        *task,
           const char         *member,
           const char         *name,
           const StintRepeat  *repeat)
{
  g_auto (GStrv) dates = stint_record_dup_strings (task, member);

  for (char **date = dates; *date != NULL; date++)
    {
      StintTime time;

      if (!stint_time_parse (*date, &time, NULL))
        continue;
      time = to_form (repeat, time);
      stint_ics_writer_add_time (self->writer, name, &time);
    }
}

/* For other programs a series begins with its start, whether its rule leads there or not. */
static void
skip_start (StintIcsTaskWriter *self,
            StintRecord        *task,
            const StintRepeat  *repeat)
{
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_rule_parse (repeat->rule, NULL);
  g_auto (GStrv) added = stint_record_dup_strings (task, STINT_TASK_ADDED);
  g_autofree char *start = stint_time_to_string (&repeat->start);

  if (rule != NULL && rule->skip == STINT_SKIP_OMIT && !g_strv_contains ((const char *const *) added, start) &&
      !stint_recurrence_sieve_hits_start (rule, &repeat->start))
    stint_ics_writer_add_time (self->writer, "EXDATE", &repeat->start);
}

/* For other programs an occurrence that was cancelled is not there; Stint knows all of it. */
static void
add_cancelled (StintIcsTaskWriter *self,
               StintRecord        *series,
               StintRecord        *override,
               const StintRepeat  *repeat)
{
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (stint_record_get_data (override));
  g_autoptr (GVariant) sorted = NULL;
  g_autofree char *json = NULL;
  g_autofree char *id = NULL;
  g_autofree char *property = NULL;
  StintTime original;

  if (!stint_task_get_occurrence (override, &original))
    return;
  id = stint_series_derive_id (stint_record_get_id (series), &original);
  g_variant_dict_remove (&members, STINT_TASK_SERIES);
  sorted = stint_members_sort (g_variant_dict_end (&members));
  json = stint_json_to_string (sorted);
  property = strcmp (id, stint_record_get_id (override)) == 0 ? g_strdup ("X-STINT-CANCELLED")
             : g_strdup_printf ("X-STINT-CANCELLED;X-STINT-ID=%s", stint_record_get_id (override));
  stint_ics_writer_add_text (self->writer, property, json);
  original = to_form (repeat, original);
  stint_ics_writer_add_time (self->writer, "EXDATE", &original);
}

static void
add_rule (StintIcsTaskWriter *self,
          StintRecord        *series,
          const StintRepeat  *repeat,
          GPtrArray          *overrides)
{
  stint_ics_writer_add_raw (self->writer, "RRULE", repeat->rule);
  add_dates (self, series, STINT_TASK_SKIPPED, "EXDATE", repeat);
  add_dates (self, series, STINT_TASK_ADDED, "RDATE", repeat);
  skip_start (self, series, repeat);
  for (guint i = 0; overrides != NULL && i < overrides->len; i++)
    if (stint_task_is_cancelled (g_ptr_array_index (overrides, i)))
      add_cancelled (self, series, g_ptr_array_index (overrides, i), repeat);
}

/* A rule goes on and on; what its zone does then is described for some years. */
static void
use_zone_for_years (StintIcsTaskWriter *self,
                    const StintRepeat  *repeat)
{
  StintTime last = repeat->start;

  last.local_s = MIN (last.local_s + ZONE_YEARS * 366 * (gint64) STINT_DAY_S, (gint64) STINT_DAY_MAX * STINT_DAY_S);
  stint_ics_writer_use_zone (self->writer, &last);
}

/* The checker shall know the series as a reader of the whole file will. */
static void
tell_checker (StintIcsTaskWriter *self,
              StintRecord        *series,
              const StintRepeat  *repeat)
{
  StintIcsSeriesFacts facts = { .start = repeat->start, .members = stint_record_get_data (series) };

  stint_ics_series_table_add (self->checker->series, stint_record_get_id (series), &facts);
}

/**
 * stint_ics_task_writer_series:
 * @series: a task, as stint_ics_task_is_series() says
 * @overrides: (nullable) (element-type StintRecord): its changed occurrences: the cancelled ones are in it, the others beside it
 *
 * Adds a series: one of blocks as a VEVENT, one of deadlines as a VTODO.
 */
void
stint_ics_task_writer_series (StintIcsTaskWriter *self,
                              StintRecord        *series,
                              GPtrArray          *overrides)
{
  gsize start = self->writer->lines->len;
  g_autoptr (StintRepeat) repeat = dup_repeat (series);
  gboolean event = repeat->minutes > 0;
  const char *kind = event ? "VEVENT" : "VTODO";
  g_autofree char *uid = stint_ics_task_dup_uid (series);
  g_autofree char *derived = stint_id_derive ("task", uid);
  gboolean own = strcmp (derived, stint_record_get_id (series)) != 0;
  g_auto (StintIcsReading) reading = { 0 };

  stint_ics_task_writer_add_head (self, kind, uid, own ? stint_record_get_id (series) : NULL);
  if (event)
    {
      StintWhen when = stint_when_new (&repeat->start, repeat->minutes);

      stint_ics_task_writer_add_when (self, &when);
    }
  else
    {
      stint_ics_writer_add_time (self->writer, "DTSTART", &repeat->start);
      stint_ics_writer_add_time (self->writer, "DUE", &repeat->start);
      stint_ics_task_writer_add_todo_fields (self, series);
    }
  use_zone_for_years (self, repeat);
  add_rule (self, series, repeat, overrides);
  stint_ics_task_writer_add_fields (self, series, FALSE);
  stint_ics_task_writer_finish (self, start, kind, series, &reading);
  tell_checker (self, series, repeat);
}

static void
add_occurrence_head (StintIcsTaskWriter *self,
                     StintRecord        *series,
                     StintRecord        *override,
                     const char         *kind,
                     const StintTime    *original)
{
  g_autofree char *uid = stint_ics_task_dup_uid (series);
  g_autofree char *series_id = stint_id_derive ("task", uid);
  g_autofree char *id = stint_series_derive_id (stint_record_get_id (series), original);
  g_autofree char *key = NULL;
  g_autofree char *range = stint_ics_task_dup_kept (override, "RECURRENCE-ID", &key);

  stint_ics_task_writer_add_head (self, kind, uid, strcmp (id, stint_record_get_id (override)) != 0 ? stint_record_get_id (override) : NULL);
  if (strcmp (series_id, stint_record_get_id (series)) != 0)
    stint_ics_writer_add_raw (self->writer, "X-STINT-SERIES", stint_record_get_id (series));
  stint_ics_writer_add_time (self->writer, range != NULL && strstr (key, "THISANDFUTURE") != NULL
                             ? "RECURRENCE-ID;RANGE=THISANDFUTURE" : "RECURRENCE-ID", original);
}

/* Adds what the block has that the component does not say, and ends the component. */
static void
finish_with_block (StintIcsTaskWriter *self,
                   gsize               start,
                   StintRecord        *override,
                   StintRecord        *block)
{
  gsize end = self->writer->lines->len;
  g_auto (StintIcsReading) reading = { 0 };
  g_autoptr (GVariant) rest = NULL;
  g_autofree char *json = NULL;

  stint_ics_task_writer_finish (self, start, "VEVENT", override, &reading);
  if (block == NULL || (reading.block != NULL && g_variant_equal (reading.block, stint_record_get_data (block))))
    return;

  /* What was not moved has no block when it is read, unless one is asked for. */
  g_string_truncate (self->writer->lines, end);
  stint_ics_writer_add_text (self->writer, "X-STINT-BLOCK-MEMBERS", "{}");
  stint_ics_task_writer_finish (self, start, "VEVENT", override, &reading);
  rest = stint_ics_task_subtract (stint_record_get_data (block), reading.block);
  json = stint_json_to_string (rest);
  g_string_truncate (self->writer->lines, end);
  stint_ics_writer_add_text (self->writer, "X-STINT-BLOCK-MEMBERS", json);
  stint_ics_task_writer_finish (self, start, "VEVENT", override, &reading);
}

/**
 * stint_ics_task_writer_occurrence:
 * @series: was added before
 * @override: an occurrence of it that was changed, but not cancelled
 * @block: (nullable): the block that it owns because it was moved
 *
 * Adds an occurrence under the UID of its series, with all that it has from it.
 */
void
stint_ics_task_writer_occurrence (StintIcsTaskWriter *self,
                                  StintRecord        *series,
                                  StintRecord        *override,
                                  StintRecord        *block)
{
  gsize start = self->writer->lines->len;
  g_autoptr (StintRepeat) repeat = dup_repeat (series);
  g_autoptr (StintRecord) complete = stint_task_complete_override (override, series);
  gboolean event = repeat->minutes > 0;
  g_auto (StintIcsReading) reading = { 0 };
  StintTime original, deadline;
  StintWhen when;

  stint_task_get_occurrence (override, &original);
  original = to_form (repeat, original);
  add_occurrence_head (self, series, override, event ? "VEVENT" : "VTODO", &original);
  if (event)
    {
      if (block == NULL || !stint_block_get_when (block, &when))
        when = stint_when_new (&original, repeat->minutes);
      stint_ics_task_writer_add_when (self, &when);
      if (block != NULL)
        stint_ics_task_writer_add_block_fields (self, block);
      stint_ics_task_writer_add_fields (self, complete, FALSE);
      finish_with_block (self, start, override, block);
      return;
    }
  if (!stint_task_get_deadline (override, &deadline))
    deadline = original;
  stint_ics_writer_add_time (self->writer, "DTSTART", &deadline);
  stint_ics_writer_add_time (self->writer, "DUE", &deadline);
  stint_ics_task_writer_add_todo_fields (self, complete);
  stint_ics_task_writer_add_fields (self, complete, FALSE);
  stint_ics_task_writer_finish (self, start, "VTODO", override, &reading);
}
