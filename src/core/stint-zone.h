/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StintZoneChange:
 * @unix_s: the instant at which the clocks are set
 * @from_s, @to_s: the civil seconds from and to which they are set: what lies between is not there, or there twice
 * @repeated: they are set back
 *
 * A change of a zone's offset. A value.
 */
typedef struct
{
  gint64 unix_s;
  gint64 from_s;
  gint64 to_s;
  gboolean repeated;
} StintZoneChange;

const char *stint_zone_intern   (const char *name);
gint64      stint_zone_to_unix  (const char *zone,
                                 gint64      local_s);
gint64      stint_zone_to_local (const char *zone,
                                 gint64      unix_s);
gint64      stint_zone_day_start (const char *zone,
                                  int         day);
gboolean    stint_zone_is_again  (const char *zone,
                                  gint64      unix_s);
gint64      stint_zone_to_unix_again (const char *zone,
                                      gint64      local_s,
                                      gboolean    again);
gboolean    stint_zone_find_change (const char      *zone,
                                    gint64           after_s,
                                    gint64           until_s,
                                    StintZoneChange *change);

G_END_DECLS
