/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-zones.h"

#include "core/stint-zone.h"

#include <string.h>

/* A file may name any number of zones; more than these are looked up each time. */
#define MAX_CACHED 1000

struct _StintIcsZones
{
  GHashTable *names; /* TZID → interned IANA name; NULL: none is known */
  GPtrArray  *held;  /* GLib forgets a zone that nobody holds, and reads its file again the next time */
};

/* What Outlook and Exchange write: the common ones of CLDR's windowsZones.xml, territory 001. */
static const struct
{
  const char *windows;
  const char *iana;
} windows_zones[] = {
  { "AUS Central Standard Time", "Australia/Darwin" },
  { "AUS Eastern Standard Time", "Australia/Sydney" },
  { "Alaskan Standard Time", "America/Anchorage" },
  { "Arab Standard Time", "Asia/Riyadh" },
  { "Arabian Standard Time", "Asia/Dubai" },
  { "Argentina Standard Time", "America/Buenos_Aires" },
  { "Atlantic Standard Time", "America/Halifax" },
  { "Canada Central Standard Time", "America/Regina" },
  { "Cen. Australia Standard Time", "Australia/Adelaide" },
  { "Central America Standard Time", "America/Guatemala" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "Central Standard Time", "America/Chicago" },
  { "Central Standard Time (Mexico)", "America/Mexico_City" },
  { "China Standard Time", "Asia/Shanghai" },
  { "E. Africa Standard Time", "Africa/Nairobi" },
  { "E. Australia Standard Time", "Australia/Brisbane" },
  { "E. South America Standard Time", "America/Sao_Paulo" },
  { "Eastern Standard Time", "America/New_York" },
  { "Egypt Standard Time", "Africa/Cairo" },
  { "FLE Standard Time", "Europe/Kiev" },
  { "GMT Standard Time", "Europe/London" },
  { "GTB Standard Time", "Europe/Bucharest" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "Hawaiian Standard Time", "Pacific/Honolulu" },
  { "India Standard Time", "Asia/Calcutta" },
  { "Iran Standard Time", "Asia/Tehran" },
  { "Israel Standard Time", "Asia/Jerusalem" },
  { "Korea Standard Time", "Asia/Seoul" },
  { "Morocco Standard Time", "Africa/Casablanca" },
  { "Mountain Standard Time", "America/Denver" },
  { "Nepal Standard Time", "Asia/Katmandu" },
  { "New Zealand Standard Time", "Pacific/Auckland" },
  { "Newfoundland Standard Time", "America/St_Johns" },
  { "Pacific SA Standard Time", "America/Santiago" },
  { "Pacific Standard Time", "America/Los_Angeles" },
  { "Pakistan Standard Time", "Asia/Karachi" },
  { "Romance Standard Time", "Europe/Paris" },
  { "Russian Standard Time", "Europe/Moscow" },
  { "SA Pacific Standard Time", "America/Bogota" },
  { "SE Asia Standard Time", "Asia/Bangkok" },
  { "Singapore Standard Time", "Asia/Singapore" },
  { "South Africa Standard Time", "Africa/Johannesburg" },
  { "Taipei Standard Time", "Asia/Taipei" },
  { "Tokyo Standard Time", "Asia/Tokyo" },
  { "Turkey Standard Time", "Europe/Istanbul" },
  { "US Mountain Standard Time", "America/Phoenix" },
  { "UTC", "UTC" },
  { "W. Australia Standard Time", "Australia/Perth" },
  { "W. Central Africa Standard Time", "Africa/Lagos" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "West Asia Standard Time", "Asia/Tashkent" },
};

static const char *
find_windows_zone (const char *tzid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (windows_zones); i++)
    if (g_ascii_strcasecmp (tzid, windows_zones[i].windows) == 0)
      return stint_zone_intern (windows_zones[i].iana);
  return NULL;
}

/* "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin" ends in a name. A name has at most three parts. */
static const char *
find_tail (const char *tzid)
{
  const char *end = tzid + strlen (tzid);
  const char *found = NULL;
  int parts = 0;

  for (const char *p = end; p > tzid && parts < 3; p--)
    if (p[-1] == '/')
      {
        const char *zone = ++parts > 1 ? stint_zone_intern (p) : NULL;

        found = zone != NULL ? zone : found;
      }
  return found;
}

static const char *
find_by_name (const char *tzid)
{
  const char *zone = stint_zone_intern (tzid);

  if (zone == NULL)
    zone = find_windows_zone (tzid);
  return zone != NULL ? zone : find_tail (tzid);
}

static void
hold (StintIcsZones *self,
      const char    *tzid,
      const char    *zone)
{
  g_autoptr (GTimeZone) tz = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;

  if (g_hash_table_size (self->names) >= MAX_CACHED)
    return;
  g_hash_table_insert (self->names, g_strdup (tzid), (gpointer) zone);
  if (tz != NULL)
    g_ptr_array_add (self->held, g_steal_pointer (&tz));
}

StintIcsZones *
stint_ics_zones_new (void)
{
  StintIcsZones *self = g_new0 (StintIcsZones, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) g_time_zone_unref);
  return self;
}

void
stint_ics_zones_free (StintIcsZones *self)
{
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->held);
  g_free (self);
}

/**
 * stint_ics_zones_add:
 * @tzid: as a VTIMEZONE calls itself
 * @location: (nullable): its X-LIC-LOCATION
 *
 * The zone's own name counts before what the calendar says it is.
 */
void
stint_ics_zones_add (StintIcsZones *self,
                     const char    *tzid,
                     const char    *location)
{
  const char *zone = find_by_name (tzid);

  if (zone == NULL && location != NULL)
    zone = find_by_name (location);
  hold (self, tzid, zone);
}

/**
 * stint_ics_zones_find:
 *
 * Returns: (nullable): the IANA zone's interned name; %NULL if it cannot be told
 */
const char *
stint_ics_zones_find (StintIcsZones *self,
                      const char    *tzid)
{
  gpointer zone;

  if (g_hash_table_lookup_extended (self->names, tzid, NULL, &zone))
    return zone;

  zone = (gpointer) find_by_name (tzid);
  hold (self, tzid, zone);
  return zone;
}
