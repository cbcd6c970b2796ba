/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/stint-zone.h"

#include "core/stint-time.h"

#include <string.h>

/*
 * Zones that were asked for once stay open: GLib forgets one as soon as nobody holds it, and would read its file again for each
 * conversion. There are as many as a plan names; what is in the table never changes, so the table is no state that one could notice.
 */
G_LOCK_DEFINE_STATIC (zones);
static GHashTable *zones;

/* Returns: (transfer none) (nullable): the zone of that name */
static GTimeZone *
find_zone (const char *name)
{
  GTimeZone *zone;

  G_LOCK (zones);
  if (zones == NULL)
    zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL && (zone = g_time_zone_new_identifier (name)) != NULL)
    g_hash_table_insert (zones, g_strdup (name), zone);
  G_UNLOCK (zones);

  return zone;
}

/* Returns: (transfer none): the zone of that name; UTC if there is none */
static GTimeZone *
open_zone (const char *name)
{
  GTimeZone *zone = name != NULL ? find_zone (name) : NULL;

  return zone != NULL ? zone : find_zone ("UTC");
}

/* "UTC-11" is a rule to GLib, with the sign of POSIX: the other way round. Few names of zones have digits and no slash. */
static gboolean
is_rule (const char *name)
{
  static const char *const names[] = { "CST6CDT", "EST5EDT", "GMT+0", "GMT-0", "GMT0", "MST7MDT", "PST8PDT", NULL };

  return strpbrk (name, "0123456789") != NULL && strchr (name, '/') == NULL && !g_strv_contains (names, name);
}

/**
 * stint_zone_intern:
 * @name: (nullable): an IANA name such as "Europe/Berlin"
 *
 * GLib would also take "+02:00" or a POSIX rule; those are no zones that a record may name.
 *
 * Returns: (nullable): the interned name, or %NULL if this machine knows no such zone
 */
const char *
stint_zone_intern (const char *name)
{
  if (name == NULL || !g_ascii_isalpha (name[0]) || strlen (name) > 64 || strstr (name, "..") != NULL)
    return NULL;
  if (strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-") != strlen (name) || is_rule (name))
    return NULL;

  return find_zone (name) != NULL ? g_intern_string (name) : NULL;
}

/**
 * stint_zone_to_unix:
 * @zone: (nullable): a zone; %NULL is UTC
 * @local_s: civil seconds
 *
 * A time in a gap takes the offset before the gap, an ambiguous one its first reading (RFC 5545 §3.3.5).
 *
 * Returns: seconds since the epoch
 */
gint64
stint_zone_to_unix (const char *zone,
                    gint64      local_s)
{
  GTimeZone *tz = open_zone (zone);
  gint64 adjusted = local_s;
  int interval = g_time_zone_adjust_time (tz, G_TIME_TYPE_STANDARD, &adjusted);
  gint64 standard = local_s - g_time_zone_get_offset (tz, interval);
  gint64 best;

  if (adjusted != local_s)
    {
      /* In a gap: the interval found is the one after it, the offset wanted is the one before. */
      int before = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, adjusted - g_time_zone_get_offset (tz, interval) - 1);

      return local_s - g_time_zone_get_offset (tz, before);
    }

  /* Twice on the clock: the reading with the larger offset comes first. */
  interval = g_time_zone_find_interval (tz, G_TIME_TYPE_DAYLIGHT, local_s);
  best = interval >= 0 ? local_s - g_time_zone_get_offset (tz, interval) : standard;
  return MIN (best, standard);
}

/**
 * stint_zone_to_local:
 * @zone: (nullable): a zone; %NULL is UTC
 * @unix_s: seconds since the epoch
 *
 * Returns: what the clock on the wall reads then, in civil seconds
 */
gint64
stint_zone_to_local (const char *zone,
                     gint64      unix_s)
{
  GTimeZone *tz = open_zone (zone);
  int interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, unix_s);

  return unix_s + g_time_zone_get_offset (tz, interval);
}

/**
 * stint_zone_day_start:
 * @zone: (nullable): a zone; %NULL is UTC
 * @day: a civil day
 *
 * Where midnight does not exist, the day starts at the first moment after the gap.
 *
 * Returns: the instant at which the day begins there, in seconds since the epoch
 */
gint64
stint_zone_day_start (const char *zone,
                      int         day)
{
  GTimeZone *tz = open_zone (zone);
  gint64 local_s = (gint64) day * STINT_DAY_S;
  gint64 adjusted = local_s;
  int interval = g_time_zone_adjust_time (tz, G_TIME_TYPE_STANDARD, &adjusted);

  if (adjusted != local_s)
    return adjusted - g_time_zone_get_offset (tz, interval);
  return stint_zone_to_unix (zone, local_s);
}

/**
 * stint_zone_is_again:
 * @zone: (nullable): a zone; %NULL is UTC
 *
 * Returns: whether the clock on the wall has read the same before: it was set back, and this is the second time
 */
gboolean
stint_zone_is_again (const char *zone,
                     gint64      unix_s)
{
  return stint_zone_to_unix (zone, stint_zone_to_local (zone, unix_s)) != unix_s;
}

/**
 * stint_zone_to_unix_again:
 * @again: the second time that the clock on the wall reads so, if there is one
 *
 * As stint_zone_to_unix(), but either reading of a repeated hour.
 */
gint64
stint_zone_to_unix_again (const char *zone,
                          gint64      local_s,
                          gboolean    again)
{
  gint64 unix_s = stint_zone_to_unix (zone, local_s);
  StintZoneChange change;

  if (again && stint_zone_find_change (zone, unix_s, unix_s + STINT_DAY_S, &change) && change.repeated)
    return unix_s + change.to_s - change.from_s;
  return unix_s;
}

/* The first instant in (@after_s, @until_s] that is in another interval than @after_s; @until_s must be in another one. */
static gint64
find_next_interval (GTimeZone *tz,
                    gint64     after_s,
                    gint64     until_s)
{
  int interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, after_s);

  while (until_s - after_s > 1)
    {
      gint64 middle_s = after_s + (until_s - after_s) / 2;

      if (g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, middle_s) == interval)
        after_s = middle_s;
      else
        until_s = middle_s;
    }
  return until_s;
}

/**
 * stint_zone_find_change:
 * @zone: (nullable): a zone; %NULL is UTC
 * @after_s, @until_s: instants, the first exclusive, the last inclusive
 * @change: (out): the first time that the clocks are set between them
 *
 * Returns: whether they are
 */
gboolean
stint_zone_find_change (const char      *zone,
                        gint64           after_s,
                        gint64           until_s,
                        StintZoneChange *change)
{
  GTimeZone *tz = open_zone (zone);

  while (after_s < until_s &&
         g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, after_s) != g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, until_s))
    {
      gint64 at_s = find_next_interval (tz, after_s, until_s);
      gint64 before_s = at_s + g_time_zone_get_offset (tz, g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, at_s - 1));
      gint64 then_s = at_s + g_time_zone_get_offset (tz, g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, at_s));

      after_s = at_s;
      /* Only the name of the offset may be another one. */
      if (before_s == then_s)
        continue;
      *change = (StintZoneChange){ at_s, MIN (before_s, then_s), MAX (before_s, then_s), then_s < before_s };
      return TRUE;
    }
  return FALSE;
}
