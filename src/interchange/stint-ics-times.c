/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "core/stint-zone.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-import-text.h"

#define EVENT_WITHOUT_LENGTH_MIN 15
#define MAX_UNKNOWN_ZONES 1000

static void
note_unknown_zone (StintIcsMapper          *self,
                   const StintIcsComponent *component,
                   const char              *tzid)
{
  g_autofree char *name = stint_import_text_dup_line (tzid, 80, NULL);
  g_autofree char *reason = NULL;

  if (g_hash_table_size (self->unknown_zones) >= MAX_UNKNOWN_ZONES || !g_hash_table_add (self->unknown_zones, g_strdup (tzid)))
    return;
  reason = g_strdup_printf (_("Nobody knows the time zone “%s”; its times are read as those of the place where one is"), name);
  stint_ics_mapper_note_part (self, component, reason);
}

/**
 * stint_ics_mapper_make_time:
 * @line: what the value belongs to: its TZID is asked
 * @value: one of its values
 * @zone: in which times in UTC are read
 * @time: (out caller-allocates)
 *
 * A time in UTC is an instant, and becomes the time at which the clock in @zone reads it. Any other time stays as it is written: a date,
 * floating, or in its own zone; in one that nobody knows it floats, with a note in the summary.
 *
 * Returns: %FALSE if there is no such time
 */
gboolean
stint_ics_mapper_make_time (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            const char              *line,
                            const char              *value,
                            const char              *zone,
                            StintTime               *time)
{
  g_autofree char *tzid = NULL;
  StintIcsMoment moment;

  if (!stint_ics_value_parse_moment (value, &moment))
    return FALSE;
  if (moment.date_only)
    {
      *time = stint_time_date (stint_day_of_local (moment.local_s));
      return TRUE;
    }

  /* A zone that is named counts, whatever else the value says. */
  tzid = stint_ics_line_dup_parameter (line, "TZID");
  if (moment.in_utc && tzid == NULL)
    {
      *time = stint_time_zoned (stint_zone_to_local (zone, moment.local_s), zone);
      return stint_ics_is_in_reach (time->local_s);
    }
  *time = stint_time_floating (moment.local_s);
  if (tzid != NULL && (time->zone = stint_ics_zones_find (self->zones, tzid)) == NULL)
    note_unknown_zone (self, component, tzid);
  return TRUE;
}

/* Returns FALSE if there is none, or it cannot be read. */
static gboolean
read_time (StintIcsMapper          *self,
           const StintIcsComponent *component,
           const char              *name,
           const char              *zone,
           StintTime               *time)
{
  const char *line = stint_ics_component_find_line (component, name);
  const char *value = line != NULL ? stint_ics_line_get_value (line) : NULL;

  return value != NULL && stint_ics_mapper_make_time (self, component, line, value, zone, time);
}

/**
 * stint_ics_mapper_read_time:
 * @name: the property
 * @zone: in which times in UTC are read
 * @time: (out caller-allocates)
 *
 * Returns: %FALSE if there is none, or, with a note in the summary, if it cannot be read
 */
gboolean
stint_ics_mapper_read_time (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            const char              *name,
                            const char              *zone,
                            StintTime               *time)
{
  g_autofree char *reason = NULL;

  if (read_time (self, component, name, zone, time))
    return TRUE;
  if (stint_ics_component_find_line (component, name) == NULL)
    return FALSE;

  reason = g_strdup_printf (_("Its %s is no time between the years 1 and 9999, and was left out"), name);
  stint_ics_mapper_note_part (self, component, reason);
  return FALSE;
}

static gboolean
read_duration (const StintIcsComponent *component,
               const char              *name,
               StintIcsDuration        *duration)
{
  const char *value = stint_ics_component_find_value (component, name);

  return value != NULL && stint_ics_value_parse_duration (value, duration);
}

/* The instant of a property that is written in UTC and names no zone: what is an instant does not pass through a clock. */
static gboolean
read_instant (const StintIcsComponent *component,
              const char              *name,
              gint64                  *unix_s)
{
  const char *line = stint_ics_component_find_line (component, name);
  const char *value = line != NULL ? stint_ics_line_get_value (line) : NULL;
  g_autofree char *tzid = line != NULL ? stint_ics_line_dup_parameter (line, "TZID") : NULL;
  StintIcsMoment moment;

  if (value == NULL || tzid != NULL || !stint_ics_value_parse_moment (value, &moment) || !moment.in_utc)
    return FALSE;
  *unix_s = moment.local_s;
  return TRUE;
}

/* The end as DTEND or DURATION say it, in the form and zone of the start; FALSE if neither does. */
static gboolean
read_end (StintIcsMapper          *self,
          const StintIcsComponent *component,
          const char              *zone,
          StintWhen               *when)
{
  StintIcsDuration duration;
  gint64 start_unix_s, end_unix_s;
  StintTime end;

  if (stint_ics_mapper_read_time (self, component, "DTEND", zone, &end))
    {
      if (end.date_only != when->start.date_only)
        return FALSE;
      if (end.zone != NULL && when->start.zone != NULL)
        end.local_s = stint_time_to_local (&end, when->start.zone);
      when->end.local_s = end.local_s;
      /* In the hour that the clock shows twice, an end may read earlier than its start; what passes between them is what counts. */
      if (end.local_s <= when->start.local_s && read_instant (component, "DTSTART", &start_unix_s) &&
          read_instant (component, "DTEND", &end_unix_s))
        when->end.local_s = when->start.local_s + end_unix_s - start_unix_s;
      return TRUE;
    }
  if (read_duration (component, "DURATION", &duration))
    {
      stint_ics_duration_add (&duration, &when->end);
      return TRUE;
    }
  return FALSE;
}

/**
 * stint_ics_mapper_read_when:
 * @zone: in which times in UTC are read
 * @when: (out caller-allocates)
 * @reason: (out): why there is none, for people
 *
 * An event on a day without an end is that day. One at a time without an end, or that ends as it begins (RFC 5545 §3.6.1), gets a
 * quarter of an hour, for otherwise nobody could see it.
 */
gboolean
stint_ics_mapper_read_when (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            const char              *zone,
                            StintWhen               *when,
                            const char             **reason)
{
  if (!read_time (self, component, "DTSTART", zone, &when->start))
    {
      *reason = stint_ics_component_find_line (component, "DTSTART") != NULL ?
        _("It begins at no time between the years 1 and 9999") : _("It does not say when it begins");
      return FALSE;
    }

  when->end = when->start;
  if (read_end (self, component, zone, when) && when->end.local_s < when->start.local_s)
    {
      *reason = _("It ends before it begins");
      return FALSE;
    }
  if (when->end.local_s == when->start.local_s)
    when->end.local_s += when->start.date_only ? STINT_DAY_S : EVENT_WITHOUT_LENGTH_MIN * 60;
  if (stint_day_of_local (when->end.local_s) > STINT_DAY_MAX)
    {
      *reason = _("It ends after the year 9999");
      return FALSE;
    }
  return TRUE;
}

static void
insert_time (GVariantDict    *task,
             const char      *member,
             const StintTime *time)
{
  g_variant_dict_insert_value (task, member, stint_time_to_variant (time));
}

/* A task that is done without saying when was done when the file last says anything about it: never now, or each import would differ. */
static void
read_done (StintIcsMapper          *self,
           const StintIcsComponent *component,
           GVariantDict            *task)
{
  static const char *const sources[] = { "COMPLETED", "LAST-MODIFIED", "DTSTAMP", "DUE", "DTSTART" };
  StintTime time;
  gint64 unix_s = 0;
  g_autofree char *at = NULL;

  if (!stint_ics_component_has_value (component, "STATUS", "COMPLETED") && stint_ics_component_find_line (component, "COMPLETED") == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (stint_ics_mapper_read_time (self, component, sources[i], self->zone, &time))
      {
        if (!read_instant (component, sources[i], &unix_s))
          unix_s = stint_time_to_unix (&time, self->zone);
        break;
      }
  at = stint_instant_to_string (unix_s);
  g_variant_dict_insert_value (task, STINT_TASK_DONE, g_variant_new_parsed ("{'at': <%s>}", at));
}

static void
read_estimate (const StintIcsComponent *component,
               GVariantDict            *task)
{
  StintIcsDuration duration;
  gint64 minutes;

  if (!read_duration (component, "ESTIMATED-DURATION", &duration) && !read_duration (component, "DURATION", &duration))
    return;
  minutes = stint_ics_duration_get_minutes (&duration);
  if (minutes >= 1 && minutes <= STINT_ESTIMATE_MAX_MIN)
    g_variant_dict_insert (task, STINT_TASK_ESTIMATE, "x", minutes);
}

/**
 * stint_ics_mapper_read_due:
 * @zone: in which times in UTC are read
 * @due: (out caller-allocates)
 *
 * A start and a length say when it is due as well as DUE does (RFC 5545 §3.6.2).
 */
gboolean
stint_ics_mapper_read_due (StintIcsMapper          *self,
                           const StintIcsComponent *component,
                           const char              *zone,
                           StintTime               *due)
{
  StintIcsDuration duration;

  if (stint_ics_mapper_read_time (self, component, "DUE", zone, due))
    return TRUE;
  if (!read_duration (component, "DURATION", &duration) || !read_time (self, component, "DTSTART", zone, due))
    return FALSE;
  stint_ics_duration_add (&duration, due);
  return TRUE;
}

/**
 * stint_ics_mapper_read_todo:
 *
 * Reads what only a VTODO has, but for its relations. One that repeats has its deadlines in its rule; the start of an occurrence is none.
 */
void
stint_ics_mapper_read_todo (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            GVariantDict            *task)
{
  StintTime start, due;

  if (!g_variant_dict_contains (task, STINT_TASK_REPEAT))
    {
      if (stint_ics_mapper_read_time (self, component, "DTSTART", self->zone, &start))
        insert_time (task, STINT_TASK_EARLIEST, &start);
      if (stint_ics_mapper_read_due (self, component, self->zone, &due))
        insert_time (task, STINT_TASK_DEADLINE, &due);
    }
  read_estimate (component, task);
  read_done (self, component, task);
}
