/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-mapper.h"

#include "stint-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/stint-id.h"
#include "core/stint-schema.h"
#include "core/stint-task.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-ics-values.h"
#include "interchange/stint-import-text.h"

#define MAX_PARENTS 100000
#define MAX_GENERATIONS 100
#define EVENT_WITHOUT_LENGTH_MIN 15

static struct icaltimetype
get_time_value (icalproperty *property)
{
  switch (icalproperty_isa (property))
    {
    case ICAL_DTSTART_PROPERTY:
      return icalproperty_get_dtstart (property);
    case ICAL_DTEND_PROPERTY:
      return icalproperty_get_dtend (property);
    case ICAL_DUE_PROPERTY:
      return icalproperty_get_due (property);
    case ICAL_COMPLETED_PROPERTY:
      return icalproperty_get_completed (property);
    case ICAL_LASTMODIFIED_PROPERTY:
      return icalproperty_get_lastmodified (property);
    case ICAL_DTSTAMP_PROPERTY:
      return icalproperty_get_dtstamp (property);
    default:
      return icaltime_null_time ();
    }
}

static void
note_unknown_zone (StintIcsMapper          *self,
                   const StintIcsComponent *component,
                   const char              *tzid)
{
  g_autofree char *name = stint_import_text_dup_line (tzid, 80, NULL);
  g_autofree char *reason = NULL;

  if (!g_hash_table_add (self->unknown_zones, g_strdup (tzid)))
    return;
  reason = g_strdup_printf (_("Nobody knows the time zone “%s”; its times are read as those of the place where one is"), name);
  stint_ics_mapper_note_part (self, component, reason);
}

/* Returns FALSE if there is none or it cannot be read: the file has it, but libical or the calendar does not. */
static gboolean
read_time (StintIcsMapper          *self,
           const StintIcsComponent *component,
           icalproperty_kind        kind,
           StintTime               *time)
{
  icalproperty *property = stint_ics_component_get_property (component, kind);
  g_autofree char *unknown_zone = NULL;

  if (property == NULL ||
      !stint_ics_value_read_time (property, get_time_value (property), self->zones, self->zone, time, &unknown_zone))
    return FALSE;
  if (unknown_zone != NULL)
    note_unknown_zone (self, component, unknown_zone);
  return TRUE;
}

/**
 * stint_ics_mapper_read_time:
 * @kind, @name: the property
 * @time: (out caller-allocates)
 *
 * Returns: %FALSE if there is none, or, with a note in the summary, if it cannot be read
 */
gboolean
stint_ics_mapper_read_time (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            icalproperty_kind        kind,
                            const char              *name,
                            StintTime               *time)
{
  g_autofree char *reason = NULL;

  if (read_time (self, component, kind, time))
    return TRUE;
  if (stint_ics_component_find_line (component, name) == NULL)
    return FALSE;

  reason = g_strdup_printf (_("Its %s is no time between the years 1 and 9999, and was left out"), name);
  stint_ics_mapper_note_part (self, component, reason);
  return FALSE;
}

/* Whether a real duration is there. */
static gboolean
read_duration (const StintIcsComponent *component,
               icalproperty_kind        kind,
               struct icaldurationtype *duration)
{
  icalproperty *property = stint_ics_component_get_property (component, kind);

  if (property == NULL)
    return FALSE;
  *duration = kind == ICAL_DURATION_PROPERTY ? icalproperty_get_duration (property) : icalproperty_get_estimatedduration (property);
  return !icaldurationtype_is_bad_duration (*duration);
}

static gboolean
is_start_and_end_in_utc (const StintIcsComponent *component)
{
  icalproperty *start = stint_ics_component_get_property (component, ICAL_DTSTART_PROPERTY);
  icalproperty *end = stint_ics_component_get_property (component, ICAL_DTEND_PROPERTY);

  return start != NULL && end != NULL &&
         icaltime_is_utc (icalproperty_get_dtstart (start)) && icaltime_is_utc (icalproperty_get_dtend (end));
}

static gint64
get_utc_seconds (struct icaltimetype value)
{
  return (gint64) stint_day_from_ymd (value.year, value.month, value.day) * STINT_DAY_S +
         value.hour * 3600 + value.minute * 60 + MIN (value.second, 59);
}

/* In the hour that the clock shows twice, an end may read earlier than its start; what passes between them is what counts. */
static gint64
get_utc_length (const StintIcsComponent *component)
{
  return get_utc_seconds (get_time_value (stint_ics_component_get_property (component, ICAL_DTEND_PROPERTY))) -
         get_utc_seconds (get_time_value (stint_ics_component_get_property (component, ICAL_DTSTART_PROPERTY)));
}

/* The end as DTEND or DURATION say it, in the form and zone of the start; FALSE if neither does. */
static gboolean
read_end (StintIcsMapper          *self,
          const StintIcsComponent *component,
          StintWhen               *when)
{
  struct icaldurationtype duration;
  StintTime end;

  if (stint_ics_mapper_read_time (self, component, ICAL_DTEND_PROPERTY, "DTEND", &end))
    {
      if (end.date_only != when->start.date_only)
        return FALSE;
      if (end.zone != NULL && when->start.zone != NULL)
        end.local_s = stint_time_to_local (&end, when->start.zone);
      when->end.local_s = end.local_s;
      if (end.local_s <= when->start.local_s && is_start_and_end_in_utc (component))
        when->end.local_s = when->start.local_s + get_utc_length (component);
      return TRUE;
    }
  if (read_duration (component, ICAL_DURATION_PROPERTY, &duration))
    {
      stint_ics_value_add_duration (&when->end, duration);
      return TRUE;
    }
  return FALSE;
}

/**
 * stint_ics_mapper_read_when:
 * @when: (out caller-allocates)
 * @reason: (out): why there is none, for people
 *
 * An event on a day without an end is that day. One at a time without an end, or that ends as it begins (RFC 5545 §3.6.1), gets a
 * quarter of an hour, for otherwise nobody could see it.
 */
gboolean
stint_ics_mapper_read_when (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            StintWhen               *when,
                            const char             **reason)
{
  if (!read_time (self, component, ICAL_DTSTART_PROPERTY, &when->start))
    {
      *reason = stint_ics_component_find_line (component, "DTSTART") != NULL ?
        _("It begins at no time between the years 1 and 9999") : _("It does not say when it begins");
      return FALSE;
    }

  when->end = when->start;
  if (read_end (self, component, when) && when->end.local_s < when->start.local_s)
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

/* The instant of a time that was read: what is in UTC does not pass through a clock that may show an hour twice. */
static gint64
get_instant (const StintIcsComponent *component,
             icalproperty_kind        kind,
             const StintTime         *time,
             const char              *zone)
{
  struct icaltimetype value = get_time_value (stint_ics_component_get_property (component, kind));

  return icaltime_is_utc (value) ? get_utc_seconds (value) : stint_time_to_unix (time, zone);
}

/* A task that is done without saying when was done when the file last says anything about it: never now, or each import would differ. */
static void
read_done (StintIcsMapper          *self,
           const StintIcsComponent *component,
           GVariantDict            *task)
{
  static const struct
  {
    icalproperty_kind kind;
    const char       *name;
  } sources[] = {
    { ICAL_COMPLETED_PROPERTY, "COMPLETED" },
    { ICAL_LASTMODIFIED_PROPERTY, "LAST-MODIFIED" },
    { ICAL_DTSTAMP_PROPERTY, "DTSTAMP" },
    { ICAL_DUE_PROPERTY, "DUE" },
    { ICAL_DTSTART_PROPERTY, "DTSTART" },
  };
  g_autofree char *status = stint_ics_component_dup_value (component, "STATUS");
  StintTime time;
  gint64 unix_s = 0;
  g_autofree char *at = NULL;

  if ((status == NULL || g_ascii_strcasecmp (g_strstrip (status), "COMPLETED") != 0) &&
      stint_ics_component_find_line (component, "COMPLETED") == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (stint_ics_mapper_read_time (self, component, sources[i].kind, sources[i].name, &time))
      {
        unix_s = get_instant (component, sources[i].kind, &time, self->zone);
        break;
      }
  at = stint_instant_to_string (unix_s);
  g_variant_dict_insert_value (task, STINT_TASK_DONE, g_variant_new_parsed ("{'at': <%s>}", at));
}

static gboolean
is_descendant (StintIcsMapper *self,
               const char     *id,
               const char     *of)
{
  for (int i = 0; id != NULL && i < MAX_GENERATIONS; i++)
    {
      if (strcmp (id, of) == 0)
        return TRUE;
      id = g_hash_table_lookup (self->parents, id);
    }
  return id != NULL;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* RELATED-TO is the parent, or with DEPENDS-ON (RFC 9253) what must be done before. */
static void
read_relations (StintIcsMapper          *self,
                const StintIcsComponent *component,
                const char              *id,
                GVariantDict            *task)
{
  g_autoptr (GPtrArray) blockers = g_ptr_array_new_with_free_func (g_free);
  gboolean has_parent = FALSE;

  for (guint i = 0; i < component->lines->len; i++)
    {
      const char *line = g_ptr_array_index (component->lines, i);
      g_autofree char *type = NULL;
      g_autofree char *other = NULL;
      g_autofree char *uid = NULL;

      if (!stint_ics_line_has_name (line, "RELATED-TO") || stint_ics_line_get_value (line) == NULL)
        continue;
      type = stint_ics_line_dup_parameter (line, "RELTYPE");
      other = stint_ics_line_dup_parameter (line, "X-STINT-ID");
      uid = stint_ics_text_unescape (stint_ics_line_get_value (line));
      if (!stint_id_is_valid (other))
        {
          g_free (other);
          other = stint_id_derive ("task", uid);
        }

      if ((type == NULL || g_ascii_strcasecmp (type, "PARENT") == 0) && !has_parent)
        {
          if (is_descendant (self, other, id))
            {
              stint_ics_mapper_note_part (self, component, _("It is its own parent; the relation was left out"));
              continue;
            }
          has_parent = TRUE;
          if (g_hash_table_size (self->parents) < MAX_PARENTS)
            g_hash_table_replace (self->parents, g_strdup (id), g_strdup (other));
          g_variant_dict_insert (task, STINT_TASK_PARENT, "s", other);
        }
      else if (g_strcmp0 (type, "DEPENDS-ON") == 0 && blockers->len < STINT_SET_MAX_ELEMENTS && strcmp (other, id) != 0 &&
               !g_ptr_array_find_with_equal_func (blockers, other, g_str_equal, NULL))
        g_ptr_array_add (blockers, g_steal_pointer (&other));
    }

  if (blockers->len > 0)
    {
      g_ptr_array_sort (blockers, compare_ids);
      g_variant_dict_insert_value (task, STINT_TASK_BLOCKERS, g_variant_new_strv ((const char *const *) blockers->pdata, blockers->len));
    }
}

/**
 * stint_ics_mapper_read_todo:
 * @id: the task's
 *
 * Reads what only a VTODO has. Its length is the estimate, and with a start but no DUE also says when it is due (RFC 5545 §3.6.2).
 */
void
stint_ics_mapper_read_todo (StintIcsMapper          *self,
                            const StintIcsComponent *component,
                            const char              *id,
                            GVariantDict            *task)
{
  struct icaldurationtype duration, estimate;
  gboolean has_duration = read_duration (component, ICAL_DURATION_PROPERTY, &duration);
  gboolean has_estimate = read_duration (component, ICAL_ESTIMATEDDURATION_PROPERTY, &estimate);
  StintTime start, due;
  gboolean has_start = stint_ics_mapper_read_time (self, component, ICAL_DTSTART_PROPERTY, "DTSTART", &start);
  gboolean has_due = stint_ics_mapper_read_time (self, component, ICAL_DUE_PROPERTY, "DUE", &due);

  if (has_start)
    insert_time (task, STINT_TASK_EARLIEST, &start);
  if (!has_due && has_start && has_duration)
    {
      due = start;
      stint_ics_value_add_duration (&due, duration);
      has_due = TRUE;
    }
  if (has_due)
    insert_time (task, STINT_TASK_DEADLINE, &due);

  if (has_estimate || has_duration)
    {
      gint64 minutes = stint_ics_value_get_minutes (has_estimate ? estimate : duration);

      if (minutes >= 1 && minutes <= STINT_ESTIMATE_MAX_MIN)
        g_variant_dict_insert (task, STINT_TASK_ESTIMATE, "x", minutes);
    }
  read_done (self, component, task);
  read_relations (self, component, id, task);
}
