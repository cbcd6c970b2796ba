/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-alarm.h"

#include "core/stint-schema.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-ics-values.h"

#include <string.h>

/* Whether a task's alarms count from its end: there is no start. */
static gboolean
is_by_end (const StintIcsComponent *owner)
{
  return stint_ics_component_is (owner, "VTODO") && stint_ics_component_find_line (owner, "DTSTART") == NULL;
}

/**
 * stint_ics_alarm_get_minutes:
 *
 * Returns: how many minutes before it rings; -1 if it rings at a fixed time, or later
 */
gint64
stint_ics_alarm_get_minutes (const StintIcsComponent *alarm)
{
  const char *value = stint_ics_component_find_value (alarm, "TRIGGER");
  StintIcsDuration duration;
  gint64 minutes;

  if (value == NULL || !stint_ics_value_parse_duration (value, &duration))
    return -1;
  minutes = -stint_ics_duration_get_minutes (&duration);
  return minutes <= STINT_ESTIMATE_MAX_MIN ? minutes : -1;
}

/**
 * stint_ics_alarm_is_plain:
 * @owner: what it is in
 *
 * Returns: whether its minutes are all that it says, and Stint would write it so
 */
gboolean
stint_ics_alarm_is_plain (const StintIcsComponent *alarm,
                          const StintIcsComponent *owner)
{
  const char *title = stint_ics_component_find_value (owner, "SUMMARY");
  const char *description = stint_ics_component_find_value (alarm, "DESCRIPTION");

  if (alarm->parts->len > 0 || !stint_ics_component_has_value (alarm, "ACTION", "DISPLAY") ||
      (description != NULL && g_strcmp0 (description, title) != 0))
    return FALSE;
  for (guint i = 0; i < alarm->lines->len; i++)
    {
      const char *line = g_ptr_array_index (alarm->lines, i);
      g_autofree char *related = NULL;

      if (stint_ics_line_has_name (line, "ACTION") || stint_ics_line_has_name (line, "DESCRIPTION"))
        continue;
      if (!stint_ics_line_has_name (line, "TRIGGER"))
        return FALSE;
      related = stint_ics_line_dup_parameter (line, "RELATED");
      if ((related != NULL && g_ascii_strcasecmp (related, "END") == 0) != is_by_end (owner))
        return FALSE;
    }
  return TRUE;
}
