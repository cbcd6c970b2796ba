/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-writer.h"

#include "core/stint-zone.h"

#include <string.h>

#define LINE_MAX_OCTETS 75
#define STEP_S (14 * (gint64) STINT_DAY_S)

/* The clocks of before the railways and of the far future are in nobody's calendar. */
#define FIRST_ZONE_YEAR 1970
#define LAST_ZONE_YEAR 2099

static void
append_escaped (GString    *lines,
                const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n')
        {
          g_string_append (lines, "\\n");
          continue;
        }
      if (*p == '\\' || *p == ';' || *p == ',')
        g_string_append_c (lines, '\\');
      g_string_append_c (lines, *p);
    }
}

static void
append_civil (GString *lines,
              gint64   local_s)
{
  int day = stint_day_of_local (local_s);
  int second = (int) (local_s - (gint64) day * STINT_DAY_S);
  int year, month, mday;

  stint_day_to_ymd (day, &year, &month, &mday);
  g_string_append_printf (lines, "%04d%02d%02dT%02d%02d%02d", year, month, mday, second / 3600, second / 60 % 60, second % 60);
}

static void
append_offset (GString    *lines,
               const char *name,
               int         offset_s)
{
  int rest = ABS (offset_s);

  g_string_append_printf (lines, "%s:%c%02d%02d", name, offset_s < 0 ? '-' : '+', rest / 3600, rest / 60 % 60);
  if (rest % 60 != 0)
    g_string_append_printf (lines, "%02d", rest % 60);
  g_string_append_c (lines, '\n');
}

static gboolean
is_same_interval (GTimeZone *tz,
                  int        a,
                  int        b)
{
  return g_time_zone_get_offset (tz, a) == g_time_zone_get_offset (tz, b) &&
         g_time_zone_is_dst (tz, a) == g_time_zone_is_dst (tz, b) &&
         g_str_equal (g_time_zone_get_abbreviation (tz, a), g_time_zone_get_abbreviation (tz, b));
}

/* The first second in (before, after] whose interval is not that of @before. */
static gint64
find_transition (GTimeZone *tz,
                 gint64     before,
                 gint64     after)
{
  int interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, before);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (is_same_interval (tz, interval, g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, middle)))
        before = middle;
      else
        after = middle;
    }
  return after;
}

/* From @unix_s on the interval is @to. The clock that it is told by is that of @from (RFC 5545 §3.6.5). */
static void
append_observance (GString   *lines,
                   GTimeZone *tz,
                   gint64     unix_s,
                   int        from,
                   int        to)
{
  const char *kind = g_time_zone_is_dst (tz, to) ? "DAYLIGHT" : "STANDARD";

  g_string_append_printf (lines, "BEGIN:%s\nDTSTART:", kind);
  append_civil (lines, unix_s + g_time_zone_get_offset (tz, from));
  g_string_append_c (lines, '\n');
  append_offset (lines, "TZOFFSETFROM", g_time_zone_get_offset (tz, from));
  append_offset (lines, "TZOFFSETTO", g_time_zone_get_offset (tz, to));
  g_string_append_printf (lines, "TZNAME:%s\nEND:%s\n", g_time_zone_get_abbreviation (tz, to), kind);
}

StintIcsWriter *
stint_ics_writer_new (void)
{
  StintIcsWriter *self = g_new0 (StintIcsWriter, 1);

  self->lines = g_string_new (NULL);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
stint_ics_writer_free (StintIcsWriter *self)
{
  g_string_free (self->lines, TRUE);
  g_hash_table_unref (self->zones);
  g_free (self);
}

/**
 * stint_ics_writer_add_raw:
 * @name: with its parameters
 * @value: as it shall stand there; without newlines
 */
void
stint_ics_writer_add_raw (StintIcsWriter *self,
                          const char     *name,
                          const char     *value)
{
  g_string_append_printf (self->lines, "%s:%s\n", name, value);
}

void
stint_ics_writer_add_text (StintIcsWriter *self,
                           const char     *name,
                           const char     *text)
{
  g_string_append_printf (self->lines, "%s:", name);
  append_escaped (self->lines, text);
  g_string_append_c (self->lines, '\n');
}

void
stint_ics_writer_add_texts (StintIcsWriter *self,
                            const char     *name,
                            char          **texts)
{
  g_string_append_printf (self->lines, "%s:", name);
  for (char **text = texts; *text != NULL; text++)
    {
      if (text != texts)
        g_string_append_c (self->lines, ',');
      append_escaped (self->lines, *text);
    }
  g_string_append_c (self->lines, '\n');
}

void
stint_ics_writer_add_time (StintIcsWriter  *self,
                           const char      *name,
                           const StintTime *time)
{
  g_string_append (self->lines, name);
  if (time->date_only)
    {
      int year, month, mday;

      stint_day_to_ymd (stint_time_get_day (time), &year, &month, &mday);
      g_string_append_printf (self->lines, ";VALUE=DATE:%04d%02d%02d\n", year, month, mday);
      return;
    }

  if (time->zone != NULL)
    g_string_append_printf (self->lines, ";TZID=%s", time->zone);
  stint_ics_writer_use_zone (self, time);
  g_string_append_c (self->lines, ':');
  append_civil (self->lines, time->local_s);
  g_string_append_c (self->lines, '\n');
}

void
stint_ics_writer_add_instant (StintIcsWriter *self,
                              const char     *name,
                              gint64          unix_s)
{
  g_string_append_printf (self->lines, "%s:", name);
  append_civil (self->lines, unix_s);
  g_string_append (self->lines, "Z\n");
}

/**
 * stint_ics_writer_use_zone:
 *
 * Says that there is such a time, so that its zone is described for that year, if it has one.
 */
void
stint_ics_writer_use_zone (StintIcsWriter  *self,
                           const StintTime *time)
{
  StintIcsYears *years;
  int year, month, mday;

  if (time->zone == NULL)
    return;
  years = g_hash_table_lookup (self->zones, time->zone);
  stint_day_to_ymd (stint_day_of_local (time->local_s), &year, &month, &mday);
  if (years == NULL)
    {
      years = g_new0 (StintIcsYears, 1);
      *years = (StintIcsYears) { year, year };
      g_hash_table_insert (self->zones, g_strdup (time->zone), years);
    }
  years->first = MIN (years->first, year);
  years->last = MAX (years->last, year);
}

/**
 * stint_ics_writer_add_zone:
 *
 * Adds the VTIMEZONE of an IANA zone: each change of its clock in these years, one by one.
 */
void
stint_ics_writer_add_zone (StintIcsWriter      *self,
                           const char          *zone,
                           const StintIcsYears *years)
{
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (zone);
  gint64 unix_s = stint_day_from_ymd (CLAMP (years->first - 1, FIRST_ZONE_YEAR, LAST_ZONE_YEAR), 1, 1) * (gint64) STINT_DAY_S;
  gint64 end_s = stint_day_from_ymd (CLAMP (years->last + 1, FIRST_ZONE_YEAR, LAST_ZONE_YEAR), 12, 31) * (gint64) STINT_DAY_S;
  int interval;

  if (tz == NULL)
    return;

  g_string_append_printf (self->lines, "BEGIN:VTIMEZONE\nTZID:%s\nX-LIC-LOCATION:%s\n", zone, zone);
  interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, unix_s);
  append_observance (self->lines, tz, unix_s, interval, interval);
  for (; unix_s < end_s; unix_s += STEP_S)
    {
      int next = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, unix_s + STEP_S);

      if (is_same_interval (tz, interval, next))
        continue;
      append_observance (self->lines, tz, find_transition (tz, unix_s, unix_s + STEP_S), interval, next);
      interval = next;
    }
  g_string_append (self->lines, "END:VTIMEZONE\n");
}

/**
 * stint_ics_fold:
 * @lines: content lines, each ended by a newline
 * @folded: gets them with CRLF, folded at 75 octets and never inside of a character (RFC 5545 §3.1)
 */
void
stint_ics_fold (const char *lines,
                GString    *folded)
{
  int octets = 0;

  for (const char *p = lines; *p != '\0'; p = g_utf8_next_char (p))
    {
      int length = (int) (g_utf8_next_char (p) - p);

      if (*p == '\n')
        {
          g_string_append (folded, "\r\n");
          octets = 0;
          continue;
        }
      if (octets + length > LINE_MAX_OCTETS)
        {
          g_string_append (folded, "\r\n ");
          octets = 1;
        }
      g_string_append_len (folded, p, length);
      octets += length;
    }
}
