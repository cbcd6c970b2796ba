/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "interchange/stint-ics-zones.h"

#include "core/stint-zone.h"
#include "interchange/stint-ics-windows-zones.h"
#include "interchange/stint-ics-zone-rules.h"

#include <string.h>

/* A file may name any number of zones; more than these are looked up each time. */
#define MAX_CACHED 1000
/* Comparing clocks costs milliseconds. */
#define MAX_COMPARED 50

struct _StintIcsZones
{
  GHashTable *names; /* TZID → interned IANA name; NULL: none is known */
  const char *preferred;
  guint       n_compared;
};

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
    zone = stint_zone_intern (stint_ics_windows_zones_find (tzid));
  return zone != NULL ? zone : find_tail (tzid);
}

static void
remember (StintIcsZones *self,
          const char    *tzid,
          const char    *zone)
{
  if (g_hash_table_size (self->names) < MAX_CACHED)
    g_hash_table_insert (self->names, g_strdup (tzid), (gpointer) zone);
}

/**
 * stint_ics_zones_new:
 * @preferred: (nullable): the zone that is meant if several have the same clock
 */
StintIcsZones *
stint_ics_zones_new (const char *preferred)
{
  StintIcsZones *self = g_new0 (StintIcsZones, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->preferred = stint_zone_intern (preferred);
  return self;
}

void
stint_ics_zones_free (StintIcsZones *self)
{
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * stint_ics_zones_add:
 * @component: a VTIMEZONE
 * @tzid: (nullable): what it calls itself
 *
 * The zone's own name counts before what the calendar says it is (X-LIC-LOCATION), and that before the rules that it gives.
 *
 * Returns: (nullable): the zone that it was taken for because its clock is the same; %NULL if a name said it, or nothing
 */
const char *
stint_ics_zones_add (StintIcsZones           *self,
                     const StintIcsComponent *component,
                     const char              *tzid)
{
  g_autofree char *location = stint_ics_component_dup_value (component, "X-LIC-LOCATION");
  const char *zone, *alike = NULL;

  if (tzid == NULL)
    return NULL;
  zone = find_by_name (tzid);
  if (zone == NULL && location != NULL)
    zone = find_by_name (location);
  if (zone == NULL && self->n_compared++ < MAX_COMPARED)
    zone = alike = stint_ics_zone_rules_match (component, self->preferred);
  remember (self, tzid, zone);
  return alike;
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
  remember (self, tzid, zone);
  return zone;
}
