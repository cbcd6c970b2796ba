/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/stint-cli-time.h"

#include "stint-config.h"
#include "cli/stint-cli-error.h"
#include "cli/stint-cli-text.h"
#include "core/stint-zone.h"
#include "workspace/stint-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The limits of civil time, in seconds. */
#define LOCAL_S_MIN ((gint64) STINT_DAY_MIN * STINT_DAY_S)
#define LOCAL_S_MAX ((gint64) (STINT_DAY_MAX + 1) * STINT_DAY_S - 1)

static gboolean
fail_time (const char *text,
           GError    **error)
{
  g_autofree char *shown = stint_cli_text_quote (text);

  g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
               _("%s is no time between the years 1 and 9999; write 2026-11-27, 2026-11-27T09:00, 2026-11-27T09:00:00+01:00 or “tomorrow 9:00”"),
               shown);
  return FALSE;
}

/* An instant as a clock there shows it; FALSE if that is outside of the years. */
static gboolean
read_instant (const char *text,
              const char *zone,
              gint64     *local_s)
{
  gint64 unix_s;

  if (!stint_instant_parse (text, &unix_s, NULL))
    return FALSE;
  *local_s = stint_zone_to_local (zone, unix_s);
  return *local_s >= LOCAL_S_MIN && *local_s <= LOCAL_S_MAX;
}

/* What quick add understands of a text that is nothing but a time. */
static gboolean
read_words (const char *text,
            gint64      now_local_s,
            StintTime  *time)
{
  g_autoptr (StintQuickAdd) words = stint_words_parse (text, now_local_s);

  if (!words->has_start || words->title[0] != '\0' || words->has_deadline || words->has_earliest || words->repeat_rule != NULL || words->reminders->len > 0 ||
      words->estimate_min != 0 || words->range_min != 0 ||
      words->project != NULL || words->tags[0] != NULL || words->priority != 0)
    return FALSE;
  *time = words->start;
  return TRUE;
}

/**
 * stint_cli_parse_now:
 * @text: a date, a time in @zone, or an instant with its offset
 * @unix_s: (out)
 * @error: %STINT_CLI_ERROR_USAGE
 *
 * Reads the value of `--now`, which cannot be said in relation to now.
 */
gboolean
stint_cli_parse_now (const char *text,
                     const char *zone,
                     gint64     *unix_s,
                     GError    **error)
{
  StintTime time;

  if (stint_instant_parse (text, unix_s, NULL))
    return TRUE;
  if (!stint_time_parse (text, &time, NULL))
    return fail_time (text, error);
  *unix_s = stint_time_to_unix (&time, zone);
  return TRUE;
}

/*
 * Takes what comes after a time off its text: a zone, or "floating". A name without a slash would be a word of people; "UTC" is none.
 * Returns: whether there was such a word; FALSE with @error: one that should be a zone is none
 */
static gboolean
split_kind (char        *text,
            const char **zone,
            GError     **error)
{
  char *last = strrchr (text, ' ');
  gboolean is_floating = last != NULL && g_ascii_strcasecmp (last + 1, "floating") == 0;
  const char *named;

  if (last == NULL || (!is_floating && (!g_ascii_isalpha (last[1]) || (strchr (last, '/') == NULL && strcmp (last + 1, "UTC") != 0))))
    return FALSE;

  named = is_floating ? NULL : stint_zone_intern (last + 1);
  if (!is_floating && named == NULL)
    {
      g_autofree char *shown = stint_cli_text_quote (last + 1);

      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("%s is no time zone that this computer knows; one is Europe/Berlin"), shown);
      return FALSE;
    }
  *zone = named;
  *last = '\0';
  g_strstrip (text);
  return TRUE;
}

/**
 * stint_cli_parse_time:
 * @text: as people write it; a zone or "floating" may come last
 * @now_local_s: what "tomorrow" starts from, in @zone
 * @time: (out caller-allocates): a date, or a time in @zone, or in the one that is named, or one that floats
 * @error: %STINT_CLI_ERROR_USAGE
 */
gboolean
stint_cli_parse_time (const char *text,
                      const char *zone,
                      gint64      now_local_s,
                      StintTime  *time,
                      GError    **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  GError *local_error = NULL;
  const char *named = zone;
  gint64 local_s;

  if (split_kind (stripped, &named, &local_error) && named != NULL)
    now_local_s = stint_zone_to_local (named, stint_zone_to_unix (zone, now_local_s));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  zone = named;

  if (read_instant (stripped, zone, &local_s))
    {
      *time = zone != NULL ? stint_time_zoned (local_s, zone) : stint_time_floating (local_s);
      return TRUE;
    }
  if (g_ascii_strcasecmp (stripped, "now") == 0)
    *time = stint_time_floating (now_local_s - now_local_s % 60);
  else if (!stint_time_parse (stripped, time, NULL) && !read_words (stripped, now_local_s, time))
    return fail_time (text, error);

  if (!time->date_only)
    *time = zone != NULL ? stint_time_zoned (time->local_s, zone) : stint_time_floating (time->local_s);
  return TRUE;
}

gboolean
stint_cli_parse_day (const char *text,
                     const char *zone,
                     gint64      now_local_s,
                     int        *day,
                     GError    **error)
{
  StintTime time;

  if (!stint_cli_parse_time (text, zone, now_local_s, &time, error))
    return FALSE;
  *day = stint_time_get_day (&time);
  return TRUE;
}

/* The minutes of one unit; 0 if it is none. */
static int
read_unit (const char **at)
{
  static const struct
  {
    const char *name;
    int         minutes;
  } units[] = {
    { "minutes", 1 }, { "minute", 1 }, { "mins", 1 }, { "min", 1 }, { "m", 1 },
    { "hours", 60 }, { "hour", 60 }, { "hrs", 60 }, { "hr", 60 }, { "h", 60 },
    { "days", 1440 }, { "day", 1440 }, { "d", 1440 },
    { "weeks", 10080 }, { "week", 10080 }, { "w", 10080 },
  };

  while (**at == ' ')
    (*at)++;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strncasecmp (*at, units[i].name, strlen (units[i].name)) == 0)
      {
        *at += strlen (units[i].name);
        return units[i].minutes;
      }
  return 0;
}

/* Reads "90", "90m", "1h30m", "1h30", "1.5h" or "1d 2h". */
static gboolean
read_minutes (const char *text,
              double     *total)
{
  int last_unit = 0;

  *total = 0;
  do
    {
      char *end;
      double number;
      int unit;

      if (!g_ascii_isdigit (*text))
        return FALSE;
      number = g_ascii_strtod (text, &end);
      if (memchr (text, 'e', end - text) != NULL || memchr (text, 'x', end - text) != NULL)
        return FALSE;
      text = end;
      unit = *text != '\0' ? read_unit (&text) : 1;
      if (unit == 0 || (last_unit != 0 && unit >= last_unit))
        return FALSE;
      *total += number * unit;
      last_unit = unit;
      while (*text == ' ')
        text++;
    }
  while (*text != '\0');

  return *total < 1e9;
}

/**
 * stint_cli_parse_minutes:
 * @max: the most that is allowed
 * @minutes: (out): at least 1
 * @error: %STINT_CLI_ERROR_USAGE
 */
gboolean
stint_cli_parse_minutes (const char *text,
                         int         max,
                         int        *minutes,
                         GError    **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *shown = stint_cli_text_quote (text);
  double total;

  if (!read_minutes (stripped, &total) || total != (int) total)
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("%s is no length of time; write 90, 90m, 2h or 1h30m"), shown);
      return FALSE;
    }
  if (total < 1 || total > max)
    {
      g_set_error (error, STINT_CLI_ERROR, STINT_CLI_ERROR_USAGE,
                   _("%s is not between 1 and %d minutes"), shown, max);
      return FALSE;
    }
  *minutes = (int) total;
  return TRUE;
}

/**
 * stint_cli_format_instant:
 * @local_s: civil seconds in @zone
 *
 * Returns: (transfer full): as RFC 3339 with the offset that holds there then
 */
char *
stint_cli_format_instant (gint64      local_s,
                          const char *zone)
{
  gint64 offset_s = local_s - stint_zone_to_unix (zone, local_s);
  int day = stint_day_of_local (local_s);
  int second = (int) (local_s - (gint64) day * STINT_DAY_S);
  gint64 offset_min = ABS (offset_s) / 60;
  int year, month, mday;

  stint_day_to_ymd (day, &year, &month, &mday);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", year, month, mday,
                          second / 3600, second / 60 % 60, second % 60,
                          offset_s < 0 ? '-' : '+', (int) (offset_min / 60), (int) (offset_min % 60));
}

/**
 * stint_cli_format_date:
 *
 * Returns: (transfer full): "2026-11-27"
 */
char *
stint_cli_format_date (gint64 local_s)
{
  StintTime date = stint_time_date (stint_day_of_local (local_s));

  return stint_time_to_string (&date);
}
