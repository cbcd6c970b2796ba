/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-import-values.h"

#include <stdio.h>
#include <string.h>

#include "core/stint-zone.h"

/* Instants that core can write down: the years 1 to 9999, a day less at both ends, for the zones. */
#define MIN_UNIX_S (((gint64) STINT_DAY_MIN + 2) * STINT_DAY_S)
#define MAX_UNIX_S (((gint64) STINT_DAY_MAX - 2) * STINT_DAY_S)
#define MAX_DURATION 1000000000

/* Days that no month is without. */
#define SAFE_DAYS 28

/* Returns: (nullable): the member if it is a text */
const char *
stint_import_get_text (GVariant   *object,
                       const char *name)
{
  const char *text = NULL;

  g_variant_lookup (object, name, "&s", &text);
  return text;
}

/* Integers too. */
gboolean
stint_import_get_number (GVariant   *object,
                         const char *name,
                         double     *number)
{
  gint64 integer;

  if (g_variant_lookup (object, name, "d", number))
    return TRUE;
  if (!g_variant_lookup (object, name, "x", &integer))
    return FALSE;
  *number = (double) integer;
  return TRUE;
}

/* Returns: whether the member is true */
gboolean
stint_import_get_flag (GVariant   *object,
                       const char *name)
{
  gboolean flag = FALSE;

  return g_variant_lookup (object, name, "b", &flag) && flag;
}

/* Returns: whether it is null, empty, 0 or false: what programs write for what is not there */
gboolean
stint_import_says_nothing (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return *g_variant_get_string (value, NULL) == '\0';
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return !g_variant_get_boolean (value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (value) == 0;
  return g_variant_is_container (value) && g_variant_n_children (value) == 0;
}

/**
 * stint_import_time_at:
 * @zone: the time is in it, as its clock reads it
 * @midnight_is_date: a program that has no dates writes the first moment of the day instead
 */
StintTime
stint_import_time_at (gint64      unix_s,
                      const char *zone,
                      gboolean    midnight_is_date)
{
  gint64 local_s = stint_zone_to_local (zone, CLAMP (unix_s, MIN_UNIX_S, MAX_UNIX_S));

  if (midnight_is_date && local_s % STINT_DAY_S == 0)
    return stint_time_date (stint_day_of_local (local_s));
  return stint_time_zoned (local_s, zone);
}

/* Returns: the zone of that name, UTC if there is none */
const char *
stint_import_zone (const char *name)
{
  const char *zone = name != NULL ? stint_zone_intern (name) : NULL;

  return zone != NULL ? zone : stint_zone_intern ("UTC");
}

/**
 * stint_import_time_to_text:
 *
 * Returns: (transfer full): "2026-11-27", "2026-11-27T17:00" or "2026-11-27T17:00[Europe/Berlin]"
 */
char *
stint_import_time_to_text (const StintTime *time)
{
  g_autofree char *text = stint_time_to_string (time);

  return time->zone != NULL ? g_strdup_printf ("%s[%s]", text, time->zone) : g_steal_pointer (&text);
}

/* Reads what stint_import_time_to_text() writes. */
gboolean
stint_import_time_from_text (const char *text,
                             StintTime  *time)
{
  const char *bracket = strchr (text, '[');
  g_autofree char *civil = g_strndup (text, bracket != NULL ? (gsize) (bracket - text) : strlen (text));
  g_autofree char *zone = bracket != NULL && g_str_has_suffix (bracket, "]") ? g_strndup (bracket + 1, strlen (bracket) - 2) : NULL;

  if (!stint_time_parse (civil, time, NULL))
    return FALSE;
  if (bracket == NULL)
    return TRUE;
  if (time->date_only || zone == NULL || stint_zone_intern (zone) == NULL)
    return FALSE;
  *time = stint_time_zoned (time->local_s, stint_zone_intern (zone));
  return TRUE;
}

/* The six numbers of "20261127T160000Z" or "2026-11-27T16:00:00.000Z". */
static gboolean
read_numbers (const char *text,
              int         numbers[6])
{
  int end = 0;

  memset (numbers, 0, 6 * sizeof *numbers);
  if (sscanf (text, "%4d%2d%2dT%2d%2d%2d%n", &numbers[0], &numbers[1], &numbers[2], &numbers[3], &numbers[4], &numbers[5], &end) != 6 || end != 15)
    {
      end = 0;
      if (sscanf (text, "%4d-%2d-%2dT%2d:%2d:%2d%n", &numbers[0], &numbers[1], &numbers[2], &numbers[3], &numbers[4], &numbers[5], &end) != 6 || end != 19)
        return FALSE;
      if (text[end] == '.')
        end += 1 + (int) strspn (text + end + 1, "0123456789");
    }
  return strcmp (text + end, "Z") == 0;
}

/**
 * stint_import_read_instant:
 * @text: (nullable): in UTC, in the basic or the extended form of ISO 8601
 */
gboolean
stint_import_read_instant (const char *text,
                           gint64     *unix_s)
{
  int n[6];

  if (text == NULL || !read_numbers (text, n) || !stint_day_is_valid_ymd (n[0], n[1], n[2]) ||
      n[3] < 0 || n[3] > 23 || n[4] < 0 || n[4] > 59 || n[5] < 0 || n[5] > 60)
    return FALSE;
  *unix_s = (gint64) stint_day_from_ymd (n[0], n[1], n[2]) * STINT_DAY_S + n[3] * 3600 + n[4] * 60 + n[5];
  return *unix_s >= MIN_UNIX_S && *unix_s <= MAX_UNIX_S;
}

/* "2026-11-27" and nothing else. */
gboolean
stint_import_read_date (const char *text,
                        StintTime  *date)
{
  return text != NULL && strlen (text) == 10 && stint_time_parse (text, date, NULL) && date->date_only;
}

/* The minutes that one of a unit has: months and years have none. */
static int
get_unit_minutes (char     unit,
                  gboolean in_time)
{
  switch (unit)
    {
    case 'W':
      return in_time ? 0 : 7 * 1440;
    case 'D':
      return in_time ? 0 : 1440;
    case 'H':
      return in_time ? 60 : 0;
    case 'M':
      return in_time ? 1 : 0;
    default:
      return 0;
    }
}

/**
 * stint_import_read_duration:
 * @text: (nullable): of ISO 8601, such as "P1DT2H30M", whole minutes of which come to @minutes
 */
gboolean
stint_import_read_duration (const char *text,
                            gint64     *minutes)
{
  gboolean in_time = FALSE;
  const char *p = text;
  gint64 sum = 0;

  if (text == NULL || *p++ != 'P' || *p == '\0')
    return FALSE;
  for (; *p != '\0'; p++)
    {
      char *end = NULL;
      gint64 n;

      if (*p == 'T' && !in_time)
        {
          in_time = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*p))
        return FALSE;
      n = g_ascii_strtoll (p, &end, 10);
      p = end;
      if (n > MAX_DURATION || (get_unit_minutes (*p, in_time) == 0 && !(in_time && *p == 'S')))
        return FALSE;
      sum += in_time && *p == 'S' ? n / 60 : n *get_unit_minutes (*p, in_time);
    }
  *minutes = sum;
  return sum <= MAX_DURATION;
}

static void
append_until (GString         *rule,
              const StintTime *start,
              const StintTime *until)
{
  int day = stint_time_get_day (until);
  gint64 at_s = until->date_only ? (gint64) day * STINT_DAY_S + STINT_DAY_S - 1 : until->local_s;
  const char *sign = "";
  int year, month, mday;

  /* RFC 5545 §3.3.10: a date for dates, local time for what floats, UTC for what is in a zone. */
  if (!start->date_only && start->zone != NULL)
    {
      at_s = stint_zone_to_unix (start->zone, at_s);
      sign = "Z";
    }
  stint_day_to_ymd (stint_day_of_local (at_s), &year, &month, &mday);
  g_string_append_printf (rule, ";UNTIL=%04d%02d%02d", year, month, mday);
  if (!start->date_only)
    {
      int second = (int) (at_s - (gint64) stint_day_of_local (at_s) * STINT_DAY_S);

      g_string_append_printf (rule, "T%02d%02d%02d%s", second / 3600, second / 60 % 60, second % 60, sign);
    }
}

/**
 * stint_import_make_rule:
 * @frequency: "DAILY" and so on
 * @parts: (nullable): further parts, as the rule has them, without the first semicolon
 * @until: (nullable): of any form, the last moment that belongs to it
 * @count: 0 if there is no such end
 * @clamp: the last day of a month stands for one that it does not have, as most programs have it
 *
 * Returns: (transfer full): a rule of RFC 5545
 */
char *
stint_import_make_rule (const char      *frequency,
                        gint64           interval,
                        const char      *parts,
                        const StintTime *start,
                        const StintTime *until,
                        gint64           count,
                        gboolean         clamp)
{
  gboolean by_month = strcmp (frequency, "MONTHLY") == 0 || strcmp (frequency, "YEARLY") == 0;
  GString *rule = g_string_new (NULL);
  int year, month, mday;

  stint_day_to_ymd (stint_time_get_day (start), &year, &month, &mday);
  clamp = clamp && by_month && mday > SAFE_DAYS && parts == NULL;
  g_string_append_printf (rule, "%sFREQ=%s", clamp ? "RSCALE=GREGORIAN;" : "", frequency);
  if (interval > 1)
    g_string_append_printf (rule, ";INTERVAL=%" G_GINT64_FORMAT, interval);
  if (parts != NULL && *parts != '\0')
    g_string_append_printf (rule, ";%s", parts);
  if (until != NULL)
    append_until (rule, start, until);
  else if (count > 0)
    g_string_append_printf (rule, ";COUNT=%" G_GINT64_FORMAT, count);
  if (clamp)
    g_string_append (rule, ";SKIP=BACKWARD");
  return g_string_free (rule, FALSE);
}
