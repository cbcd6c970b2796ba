/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-time.h"

#include <string.h>

#include "core/stint-error.h"
#include "core/stint-zone.h"

/* Reads @n digits; -1 if they are not there. */
static int
read_digits (const char *text,
             int         n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

static gboolean
read_date (const char *text,
           int        *day)
{
  int year = read_digits (text, 4);
  int month, mday;

  if (year < 0 || text[4] != '-')
    return FALSE;
  month = read_digits (text + 5, 2);
  if (month < 0 || text[7] != '-')
    return FALSE;
  mday = read_digits (text + 8, 2);
  if (mday < 0 || !stint_day_is_valid_ymd (year, month, mday))
    return FALSE;

  *day = stint_day_from_ymd (year, month, mday);
  return TRUE;
}

/* Reads "HH:MM" or "HH:MM:SS"; a leap second counts as the 59th. Returns how many bytes, 0 if it is no time of day. */
static int
read_clock (const char *text,
            int        *second_of_day)
{
  int hour = read_digits (text, 2);
  int minute, second = 0;
  int length = 5;

  if (hour < 0 || text[2] != ':')
    return 0;
  minute = read_digits (text + 3, 2);
  if (minute < 0)
    return 0;
  if (text[5] == ':')
    {
      second = read_digits (text + 6, 2);
      length = 8;
    }
  if (hour > 23 || minute > 59 || second < 0 || second > 60)
    return 0;

  *second_of_day = hour * 3600 + minute * 60 + MIN (second, 59);
  return length;
}

StintTime
stint_time_date (int day)
{
  return (StintTime) { .local_s = (gint64) day * STINT_DAY_S, .date_only = TRUE };
}

StintTime
stint_time_floating (gint64 local_s)
{
  return (StintTime) { .local_s = local_s };
}

/**
 * stint_time_zoned:
 * @local_s: civil seconds
 * @zone: an IANA name that stint_zone_intern() knows
 */
StintTime
stint_time_zoned (gint64      local_s,
                  const char *zone)
{
  return (StintTime) { .local_s = local_s, .zone = g_intern_string (zone) };
}

/**
 * stint_time_equal:
 *
 * Returns: whether both say the same, also in which form; two zones' names for one instant are not equal
 */
gboolean
stint_time_equal (const StintTime *a,
                  const StintTime *b)
{
  return a->local_s == b->local_s && a->zone == b->zone && !a->date_only == !b->date_only;
}

int
stint_time_get_day (const StintTime *self)
{
  return stint_day_of_local (self->local_s);
}

/**
 * stint_time_to_unix:
 * @zone: (nullable): where one is: what a date or a floating time is read in
 */
gint64
stint_time_to_unix (const StintTime *self,
                    const char      *zone)
{
  if (self->date_only)
    return stint_zone_day_start (zone, stint_time_get_day (self));
  return stint_zone_to_unix (self->zone != NULL ? self->zone : zone, self->local_s);
}

/**
 * stint_time_to_local:
 * @zone: (nullable): where one is
 *
 * Returns: what the clock on the wall there reads at that time, in civil seconds
 */
gint64
stint_time_to_local (const StintTime *self,
                     const char      *zone)
{
  if (self->zone == NULL || self->zone == zone)
    return self->local_s;
  return stint_zone_to_local (zone, stint_zone_to_unix (self->zone, self->local_s));
}

/**
 * stint_time_parse:
 * @text: "2026-11-27", "2026-11-27T17:00" or "2026-11-27T17:00:00" (a space for the T will do)
 * @time: (out caller-allocates): a date or a floating time
 * @error: %STINT_CORE_ERROR_PARSE
 */
gboolean
stint_time_parse (const char *text,
                  StintTime  *time,
                  GError    **error)
{
  gsize length = strlen (text);
  int second_of_day = 0;
  int day;

  if (length >= 10 && read_date (text, &day))
    {
      *time = stint_time_date (day);
      if (length == 10)
        return TRUE;
      if ((text[10] == 'T' || text[10] == ' ') && length >= 16 &&
          read_clock (text + 11, &second_of_day) == (int) length - 11)
        {
          *time = stint_time_floating (time->local_s + second_of_day);
          return TRUE;
        }
    }

  g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE,
               "“%.40s” is no date (2026-11-27) or time (2026-11-27T17:00) between the years 1 and 9999", text);
  return FALSE;
}

/**
 * stint_time_to_string:
 *
 * Returns: (transfer full): what stint_time_parse() reads, with seconds only if there are any; the zone is not in it
 */
char *
stint_time_to_string (const StintTime *self)
{
  int day = stint_time_get_day (self);
  int second = (int) (self->local_s - (gint64) day * STINT_DAY_S);
  int year, month, mday;

  stint_day_to_ymd (day, &year, &month, &mday);
  if (self->date_only)
    return g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
  if (second % 60 == 0)
    return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", year, month, mday, second / 3600, second / 60 % 60);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", year, month, mday, second / 3600, second / 60 % 60, second % 60);
}

static void
add_text (GVariantBuilder *builder,
          const char      *name,
          GVariant        *text)
{
  g_variant_builder_add_value (builder, g_variant_new_dict_entry (g_variant_new_string (name), g_variant_new_variant (text)));
}

/**
 * stint_time_to_variant:
 *
 * Returns: (transfer floating): {date}, {time} or {time, zone}
 */
GVariant *
stint_time_to_variant (const StintTime *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_text (&builder, self->date_only ? "date" : "time", g_variant_new_take_string (stint_time_to_string (self)));
  if (self->zone != NULL)
    add_text (&builder, "zone", g_variant_new_string (self->zone));
  return g_variant_builder_end (&builder);
}

/* In one pass, for it is done for each time of each record. What is of another type than text is passed over. */
static void
read_time_members (GVariant    *object,
                   const char **text,
                   const char **zone,
                   gboolean    *date)
{
  *text = *zone = NULL;
  *date = FALSE;
  if (!g_variant_is_of_type (object, G_VARIANT_TYPE_VARDICT))
    return;
  for (gsize i = 0; i < g_variant_n_children (object); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (object, i);
      g_autoptr (GVariant) name = g_variant_get_child_value (entry, 0);
      g_autoptr (GVariant) boxed = g_variant_get_child_value (entry, 1);
      g_autoptr (GVariant) value = g_variant_get_variant (boxed);
      const char *member = g_variant_get_string (name, NULL);

      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        continue;
      if (strcmp (member, "zone") == 0)
        *zone = g_variant_get_string (value, NULL);
      else if (strcmp (member, "date") == 0 || (strcmp (member, "time") == 0 && !*date))
        {
          *date = member[0] == 'd';
          *text = g_variant_get_string (value, NULL);
        }
    }
}

/**
 * stint_time_from_variant:
 * @object: {date}, {time} or {time, zone}; what else it has is not looked at
 * @time: (out caller-allocates)
 * @error: %STINT_CORE_ERROR_PARSE
 */
gboolean
stint_time_from_variant (GVariant  *object,
                         StintTime *time,
                         GError   **error)
{
  const char *text, *zone;
  gboolean date;

  read_time_members (object, &text, &zone, &date);
  if (text == NULL)
    {
      g_set_error_literal (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE, "A time is {date}, {time} or {time, zone}");
      return FALSE;
    }
  if (!stint_time_parse (text, time, error))
    return FALSE;
  if (time->date_only != date || (date && zone != NULL))
    {
      g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE, "“%s” is not what its name says", text);
      return FALSE;
    }
  if (zone != NULL && (time->zone = stint_zone_intern (zone)) == NULL)
    {
      g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE, "“%.64s” is no time zone that this computer knows", zone);
      return FALSE;
    }
  return TRUE;
}

/* Days from civil and back, by Howard Hinnant's proof: eras of 400 years that begin on 1 March. */
int
stint_day_from_ymd (int year,
                    int month,
                    int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

void
stint_day_to_ymd (int  day,
                  int *year,
                  int *month,
                  int *mday)
{
  int z = day + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = z - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * day_of_year + 2) / 153;

  *mday = day_of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

gboolean
stint_day_is_valid_ymd (int year,
                        int month,
                        int day)
{
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && g_date_valid_dmy (day, month, year);
}

/**
 * stint_day_get_weekday:
 *
 * Returns: 0 for Monday to 6 for Sunday
 */
int
stint_day_get_weekday (int day)
{
  return ((day + 3) % 7 + 7) % 7;
}

/**
 * stint_day_get_iso_week:
 * @year: (out) (optional): the year the week belongs to
 *
 * Returns: the week's number by ISO 8601: that of the year in which its Thursday lies
 */
int
stint_day_get_iso_week (int  day,
                        int *year)
{
  int thursday = day - stint_day_get_weekday (day) + 3;
  int y, month, mday;

  stint_day_to_ymd (thursday, &y, &month, &mday);
  if (year != NULL)
    *year = y;
  return (thursday - stint_day_from_ymd (y, 1, 1)) / 7 + 1;
}

/**
 * stint_day_add_months:
 * @months: may be negative
 *
 * Returns: the same day of another month, or its last day where it has no such day; within the years 1 to 9999
 */
int
stint_day_add_months (int day,
                      int months)
{
  int year, month, mday, total;

  stint_day_to_ymd (day, &year, &month, &mday);
  total = CLAMP (year * 12 + month - 1 + months, 12, 9999 * 12 + 11);
  year = total / 12;
  month = total % 12 + 1;
  return stint_day_from_ymd (year, month, MIN (mday, g_date_get_days_in_month (month, year)));
}

int
stint_day_of_local (gint64 local_s)
{
  return (int) ((local_s >= 0 ? local_s : local_s - (STINT_DAY_S - 1)) / STINT_DAY_S);
}

/**
 * stint_instant_to_string:
 * @unix_s: seconds since the epoch, between the years 1 and 9999
 *
 * Returns: (transfer full): as RFC 3339 in UTC: "2026-11-24T08:12:00Z"
 */
char *
stint_instant_to_string (gint64 unix_s)
{
  int day = stint_day_of_local (unix_s);
  int second = (int) (unix_s - (gint64) day * STINT_DAY_S);
  int year, month, mday;

  stint_day_to_ymd (day, &year, &month, &mday);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, mday, second / 3600, second / 60 % 60, second % 60);
}

/**
 * stint_instant_parse:
 * @text: RFC 3339 with an offset: "2026-11-24T08:12:00Z", "2026-11-24T09:12+01:00"
 * @error: %STINT_CORE_ERROR_PARSE
 */
gboolean
stint_instant_parse (const char *text,
                     gint64     *unix_s,
                     GError    **error)
{
  int second_of_day, day, length;
  gsize total = strlen (text);

  if (total >= 17 && read_date (text, &day) && (text[10] == 'T' || text[10] == ' ') &&
      (length = read_clock (text + 11, &second_of_day)) > 0)
    {
      const char *offset = text + 11 + length;

      *unix_s = (gint64) day * STINT_DAY_S + second_of_day;
      if (strcmp (offset, "Z") == 0)
        return TRUE;
      if ((*offset == '+' || *offset == '-') && strlen (offset) == 6 && read_clock (offset + 1, &second_of_day) == 5)
        {
          *unix_s -= *offset == '+' ? second_of_day : -second_of_day;
          return TRUE;
        }
    }

  g_set_error (error, STINT_CORE_ERROR, STINT_CORE_ERROR_PARSE,
               "“%.40s” is no instant such as 2026-11-24T08:12:00Z", text);
  return FALSE;
}
