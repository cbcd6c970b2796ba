/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-block.h"

#include "core/stint-error.h"
#include "core/stint-zone.h"

/**
 * stint_block_get_task:
 *
 * Returns: (not nullable): the id of the task that owns it
 */
const char *
stint_block_get_task (StintRecord *block)
{
  const char *task = stint_record_get_string (block, STINT_BLOCK_TASK);

  return task != NULL ? task : "";
}

gboolean
stint_block_get_when (StintRecord *block,
                      StintWhen   *when)
{
  g_autoptr (GVariant) object = stint_record_dup_member (block, STINT_BLOCK_WHEN);

  return object != NULL && stint_when_from_variant (object, when, NULL);
}

gboolean
stint_block_is_pinned (StintRecord *block)
{
  return stint_record_get_boolean (block, STINT_BLOCK_PINNED);
}

gboolean
stint_block_is_done (StintRecord *block)
{
  g_autoptr (GVariant) done = stint_record_dup_member (block, STINT_BLOCK_DONE);

  return done != NULL;
}

/**
 * stint_when_new:
 * @start: a time; for a date, @minutes counts whole days
 * @minutes: of work; the end is where the clock on the wall stands then
 *
 * Across a change of daylight saving the minutes are those that pass, not those between two readings of the clock. An end that
 * only the second reading of a repeated hour could name cannot be written down: then the clock's own minutes count.
 */
StintWhen
stint_when_new (const StintTime *start,
                int              minutes)
{
  StintWhen when = { .start = *start, .end = *start };

  if (start->date_only)
    when.end.local_s += MAX (1, (minutes + 1439) / 1440) * (gint64) STINT_DAY_S;
  else if (start->zone == NULL)
    when.end.local_s += minutes * 60;
  else
    {
      gint64 end_unix_s = stint_zone_to_unix (start->zone, start->local_s) + minutes * 60;

      when.end.local_s = stint_zone_to_local (start->zone, end_unix_s);
      if (stint_zone_to_unix (start->zone, when.end.local_s) != end_unix_s)
        when.end.local_s = start->local_s + minutes * 60;
    }
  return when;
}

/* The reading that stands for one that the clocks leave out; any other is itself. */
static gint64
settle (const StintTime *time,
        gint64           local_s)
{
  return stint_zone_to_local (time->zone, stint_zone_to_unix (time->zone, local_s));
}

/**
 * stint_when_settle:
 *
 * Where clocks are set forward, times that they leave out become those that stand for them (RFC 5545 §3.3.5): a start takes its end along,
 * so that the length stays. What floats, and dates, are as they were.
 */
void
stint_when_settle (StintWhen *self)
{
  gint64 start_s;

  if (self->start.zone == NULL)
    return;
  start_s = settle (&self->start, self->start.local_s);
  self->end.local_s = settle (&self->end, self->end.local_s + start_s - self->start.local_s);
  self->start.local_s = start_s;
}

/**
 * stint_when_get_minutes:
 * @zone: (nullable): where one is, for times that float
 *
 * Returns: the minutes that pass between start and end, at least 0
 */
gint64
stint_when_get_minutes (const StintWhen *self,
                        const char      *zone)
{
  return MAX (0, (stint_time_to_unix (&self->end, zone) - stint_time_to_unix (&self->start, zone)) / 60);
}

/**
 * stint_when_to_variant:
 *
 * Returns: (transfer floating): {end, start} of dates or times, and {zone} if they have one
 */
GVariant *
stint_when_to_variant (const StintWhen *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "end", g_variant_new_take_string (stint_time_to_string (&self->end)));
  g_variant_builder_add (&builder, "{sv}", "start", g_variant_new_take_string (stint_time_to_string (&self->start)));
  if (self->start.zone != NULL)
    g_variant_builder_add (&builder, "{sv}", "zone", g_variant_new_string (self->start.zone));
  return g_variant_builder_end (&builder);
}

/**
 * stint_when_from_variant:
 * @object: {start, end} and perhaps {zone}; what else it has is not looked at
 * @when: (out caller-allocates)
 * @error: %STINT_CORE_ERROR_PARSE; whether the end is after the start is the schema's to check
 */
gboolean
stint_when_from_variant (GVariant  *object,
                         StintWhen *when,
                         GError   **error)
{
  const char *start = NULL, *end = NULL, *zone = NULL;

  if (g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    {
      g_variant_lookup (object, "start", "&s", &start);
      g_variant_lookup (object, "end", "&s", &end);
      g_variant_lookup (object, "zone", "&s", &zone);
    }
  if (start == NULL || end == NULL)
    {
      g_set_error_literal (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE, "A stretch of time is {start, end} or {start, end, zone}");
      return FALSE;
    }
  if (!stint_time_parse (start, &when->start, error) || !stint_time_parse (end, &when->end, error))
    return FALSE;
  if (when->start.date_only != when->end.date_only || (zone != NULL && when->start.date_only))
    {
      g_set_error_literal (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE, "Start and end are both dates, or both times");
      return FALSE;
    }
  if (zone != NULL && (when->start.zone = when->end.zone = stint_zone_intern (zone)) == NULL)
    {
      g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE, "“%.64s” is no time zone that this computer knows", zone);
      return FALSE;
    }
  return TRUE;
}
