/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-zone-rules.h"

#include "core/stint-zone.h"
#include "interchange/stint-ics-lines.h"
#include "interchange/stint-ics-values.h"
#include "interchange/stint-ics-windows-zones.h"
#include "planning/stint-recurrence-rule.h"

#include <string.h>

/* Clocks are compared once a week in these years: since then few countries have changed their law. */
#define FIRST_YEAR 2022
#define LAST_YEAR 2025
#define STEP_S (7 * (gint64) STINT_DAY_S)
#define MAX_ONSETS 400

/* From an instant on, a clock is so many seconds ahead of UTC. */
typedef struct
{
  gint64 unix_s;
  int    offset_s;
} Onset;

static gint64
get_first_s (void)
{
  return (gint64) stint_day_from_ymd (FIRST_YEAR, 1, 1) * STINT_DAY_S;
}

static gint64
get_last_s (void)
{
  return (gint64) stint_day_from_ymd (LAST_YEAR + 1, 1, 1) * STINT_DAY_S;
}

/* Reads "+0130" or "-013045". */
static gboolean
read_offset (const StintIcsComponent *observance,
             const char              *name,
             int                     *offset_s)
{
  const char *value = stint_ics_component_find_value (observance, name);
  gint64 number;
  gsize n_digits;

  if (value == NULL || (*value != '+' && *value != '-'))
    return FALSE;
  n_digits = strspn (value + 1, "0123456789");
  if (n_digits != 4 && n_digits != 6)
    return FALSE;
  number = g_ascii_strtoll (value + 1, NULL, 10) * (n_digits == 4 ? 100 : 1);
  *offset_s = (int) (number / 10000 * 3600 + number / 100 % 100 * 60 + number % 100);
  if (*value == '-')
    *offset_s = -*offset_s;
  return ABS (*offset_s) < STINT_DAY_S;
}

static gboolean
has_mday (const StintRecurrenceRule *rule,
          int                        mday,
          int                        n_days)
{
  for (guint i = 0; i < stint_recurrence_rule_get_n (rule, STINT_BY_MONTHDAY); i++)
    {
      int value = stint_recurrence_rule_get (rule, STINT_BY_MONTHDAY, i);

      if (value == mday || value == mday - n_days - 1)
        return TRUE;
    }
  return rule->by[STINT_BY_MONTHDAY] == NULL;
}

static gboolean
has_weekday (const StintRecurrenceRule *rule,
             int                        weekday,
             int                        mday,
             int                        n_days)
{
  int value, nth;

  if (rule->by[STINT_BY_DAY] == NULL)
    return TRUE;
  value = stint_recurrence_rule_get (rule, STINT_BY_DAY, 0);
  nth = stint_by_day_get_nth (value);
  return stint_by_day_get_weekday (value) == weekday && (nth == 0 || nth == (mday - 1) / 7 + 1 || nth == -((n_days - mday) / 7 + 1));
}

/* The first day of the month that a rule of a zone means: "the last Sunday of March", say. Returns 0 if there is none. */
static int
find_mday (const StintRecurrenceRule *rule,
           int                        year,
           int                        month,
           int                        otherwise)
{
  int first = stint_day_from_ymd (year, month, 1);
  int n_days = stint_day_from_ymd (month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - first;

  if (rule->by[STINT_BY_DAY] == NULL && rule->by[STINT_BY_MONTHDAY] == NULL)
    return MIN (otherwise, n_days);
  for (int mday = 1; mday <= n_days; mday++)
    if (has_mday (rule, mday, n_days) && has_weekday (rule, stint_day_get_weekday (first + mday - 1), mday, n_days))
      return mday;
  return 0;
}

/* Whether it is of the kind by which zones change their clocks. */
static gboolean
is_zone_rule (const StintRecurrenceRule *rule)
{
  return rule->frequency == STINT_FREQUENCY_YEARLY && rule->interval == 1 && rule->count == 0 &&
         stint_recurrence_rule_get_n (rule, STINT_BY_MONTH) <= 1 && stint_recurrence_rule_get_n (rule, STINT_BY_DAY) <= 1 &&
         rule->by[STINT_BY_WEEKNO] == NULL && rule->by[STINT_BY_YEARDAY] == NULL && rule->by[STINT_BY_SETPOS] == NULL;
}

static gboolean
add_yearly (const char *text,
            gint64      start_s,
            int         from_s,
            int         to_s,
            GArray     *onsets)
{
  g_autoptr (StintRecurrenceRule) rule = stint_recurrence_rule_parse (text, NULL);
  int start_day = stint_day_of_local (start_s);
  int year, month, mday;

  if (rule == NULL || !is_zone_rule (rule))
    return FALSE;
  stint_day_to_ymd (start_day, &year, &month, &mday);
  if (rule->by[STINT_BY_MONTH] != NULL)
    month = stint_recurrence_rule_get (rule, STINT_BY_MONTH, 0);
  for (int y = MAX (year, FIRST_YEAR - 2); y <= LAST_YEAR; y++)
    {
      int found = find_mday (rule, y, month, mday);
      gint64 local_s = (gint64) stint_day_from_ymd (y, month, MAX (found, 1)) * STINT_DAY_S + start_s - (gint64) start_day * STINT_DAY_S;
      Onset onset = { local_s - from_s, to_s };

      if (found == 0 || local_s < start_s || (rule->has_until && onset.unix_s > rule->until.local_s))
        continue;
      g_array_append_val (onsets, onset);
    }
  return TRUE;
}

static void
add_dates (const StintIcsComponent *observance,
           int                      from_s,
           int                      to_s,
           GArray                  *onsets)
{
  for (guint i = 0; i < observance->lines->len; i++)
    {
      const char *line = g_ptr_array_index (observance->lines, i);
      const char *value = stint_ics_line_has_name (line, "RDATE") ? stint_ics_line_get_value (line) : NULL;

      for (; value != NULL && onsets->len < MAX_ONSETS; value = strchr (value, ','))
        {
          StintIcsMoment moment;

          value += *value == ',' ? 1 : 0;
          if (stint_ics_value_parse_moment (value, &moment))
            {
              Onset onset = { moment.local_s - from_s, to_s };

              g_array_append_val (onsets, onset);
            }
        }
    }
}

/* Returns FALSE if it cannot be told when the observance begins. */
static gboolean
add_observance (const StintIcsComponent *observance,
                GArray                  *onsets)
{
  const char *start = stint_ics_component_find_value (observance, "DTSTART");
  const char *rule = stint_ics_component_find_value (observance, "RRULE");
  StintIcsMoment moment;
  int from_s, to_s;
  Onset onset;

  if (start == NULL || !stint_ics_value_parse_moment (start, &moment) ||
      !read_offset (observance, "TZOFFSETFROM", &from_s) || !read_offset (observance, "TZOFFSETTO", &to_s))
    return FALSE;
  onset = (Onset) { moment.local_s - from_s, to_s };
  g_array_append_val (onsets, onset);
  add_dates (observance, from_s, to_s, onsets);
  return rule == NULL || add_yearly (rule, moment.local_s, from_s, to_s, onsets);
}

static int
compare_onsets (gconstpointer a,
                gconstpointer b)
{
  const Onset *first = a;
  const Onset *second = b;

  return (first->unix_s > second->unix_s) - (first->unix_s < second->unix_s);
}

/* Returns: (transfer full) (nullable) (element-type Onset): when its clock changes, the first first */
static GArray *
read_onsets (const StintIcsComponent *zone)
{
  g_autoptr (GArray) onsets = g_array_new (FALSE, FALSE, sizeof (Onset));

  for (guint i = 0; i < zone->parts->len && onsets->len < MAX_ONSETS; i++)
    if (!add_observance (g_ptr_array_index (zone->parts, i), onsets))
      return NULL;
  g_array_sort (onsets, compare_onsets);
  return onsets->len > 0 && g_array_index (onsets, Onset, 0).unix_s <= get_first_s () ? g_steal_pointer (&onsets) : NULL;
}

static gboolean
has_offset (const char *zone,
            gint64      unix_s,
            int         offset_s)
{
  return stint_zone_to_local (zone, unix_s) - unix_s == offset_s;
}

/* Whether its clock was the same each week, and if that is asked, at the very moments at which it changed. */
static gboolean
is_like (const char *zone,
         GArray     *onsets,
         gboolean    exactly)
{
  guint next = 0;

  for (gint64 unix_s = get_first_s (); unix_s < get_last_s (); unix_s += STEP_S)
    {
      while (next < onsets->len && g_array_index (onsets, Onset, next).unix_s <= unix_s)
        next++;
      if (!has_offset (zone, unix_s, g_array_index (onsets, Onset, next - 1).offset_s))
        return FALSE;
    }
  for (guint i = 1; exactly && i < onsets->len; i++)
    {
      const Onset *onset = &g_array_index (onsets, Onset, i);

      if (onset->unix_s > get_first_s () && onset->unix_s < get_last_s () &&
          (!has_offset (zone, onset->unix_s, onset->offset_s) ||
           !has_offset (zone, onset->unix_s - 1, g_array_index (onsets, Onset, i - 1).offset_s)))
        return FALSE;
    }
  return TRUE;
}

/* A clock that never changes and is whole hours from UTC has a name of its own, whose sign is the other way round. */
static char *
dup_fixed_name (GArray *onsets)
{
  int offset_s = g_array_index (onsets, Onset, onsets->len - 1).offset_s;

  return offset_s % 3600 == 0 ? g_strdup_printf ("Etc/GMT%+d", -offset_s / 3600) : NULL;
}

static const char *
find_like (const char *name,
           GArray     *onsets,
           gboolean    exactly)
{
  const char *zone = name != NULL ? stint_zone_intern (name) : NULL;

  return zone != NULL && is_like (zone, onsets, exactly) ? zone : NULL;
}

static const char *
match (GArray     *onsets,
       const char *preferred,
       gboolean    exactly)
{
  g_autofree char *fixed = dup_fixed_name (onsets);
  const char *zone = find_like (preferred, onsets, exactly);
  const StintIcsWindowsZone *zones;
  gsize n_zones;

  if (zone == NULL)
    zone = find_like (fixed, onsets, exactly);
  zones = stint_ics_windows_zones_get (&n_zones);
  for (gsize i = 0; zone == NULL && i < n_zones; i++)
    zone = find_like (zones[i].iana, onsets, exactly);
  return zone;
}

/**
 * stint_ics_zone_rules_match:
 * @zone: a VTIMEZONE
 * @preferred: (nullable): taken if its clock is like that, before any other
 *
 * Some programs are not exact about the hour at which the clock changes, so that is looked at first, but not insisted on.
 *
 * Returns: (nullable): the interned name of a zone whose clock was like that in all of the last years
 */
const char *
stint_ics_zone_rules_match (const StintIcsComponent *zone,
                            const char              *preferred)
{
  g_autoptr (GArray) onsets = read_onsets (zone);
  const char *found = onsets != NULL ? match (onsets, preferred, TRUE) : NULL;

  return onsets != NULL && found == NULL ? match (onsets, preferred, FALSE) : found;
}
