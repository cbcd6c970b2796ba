/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-placement.h"

#include "core/stint-block.h"
#include "core/stint-zone.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

gboolean
stint_placement_equal (const StintPlacement *a,
                       const StintPlacement *b)
{
  return a->start_s == b->start_s && a->end_s == b->end_s && !a->all_day == !b->all_day;
}

/* Whether the clocks read so twice. */
static gboolean
is_repeated (const char *zone,
             gint64      local_s)
{
  gint64 unix_s = stint_zone_to_unix (zone, local_s);
  StintZoneChange change;

  return stint_zone_find_change (zone, unix_s, unix_s + STINT_DAY_S, &change) && change.repeated &&
         local_s >= change.from_s && local_s < change.to_s;
}

static void
take_when (StintPlacement  *self,
           const StintWhen *when,
           gint64           missing_s)
{
  self->start_s = when->start.local_s;
  self->end_s = when->end.local_s;
  self->minutes = (int) stint_when_get_minutes (when, NULL);
  self->missing_s = missing_s;
  self->repeated = is_repeated (when->start.zone, self->start_s);
}

/**
 * stint_placement_settle:
 * @zone: (nullable): of the grid
 *
 * A time that the clocks leave out stands for another one, and so does its end; the length on the clock stays (RFC 5545 §3.3.5).
 */
void
stint_placement_settle (StintPlacement *self,
                        const char     *zone)
{
  StintWhen when = { stint_time_zoned (self->start_s, zone), stint_time_zoned (self->end_s, zone) };

  if (self->all_day)
    return;
  stint_when_settle (&when);
  take_when (self, &when, self->start_s);
}

/**
 * stint_placement_settle_minutes:
 * @minutes: that shall pass, whatever the clocks read at the end
 *
 * As stint_placement_settle(), for what is an amount of work.
 */
void
stint_placement_settle_minutes (StintPlacement *self,
                                const char     *zone,
                                int             minutes)
{
  StintWhen when = { stint_time_zoned (self->start_s, zone), stint_time_zoned (self->end_s, zone) };

  if (self->all_day)
    return;
  stint_when_settle (&when);
  when = stint_when_new (&when.start, minutes);
  take_when (self, &when, self->start_s);
}

static int
get_minutes (const StintPlacement *self)
{
  return self->minutes > 0 ? self->minutes : (int) ((self->end_s - self->start_s) / 60);
}

/**
 * stint_placement_format:
 *
 * Returns: (transfer full): "14:00–16:00 · 2 h", or the day; what was meant, if the clocks leave that out
 */
char *
stint_placement_format (const StintPlacement *self)
{
  g_autofree char *range = NULL;
  g_autofree char *length = NULL;
  g_autofree char *missing = NULL;

  if (self->all_day)
    return stint_format_long_day (stint_day_of_local (self->start_s));

  range = stint_format_time_range (self->start_s, self->end_s);
  length = stint_format_minutes (get_minutes (self));
  if (self->minutes > 0 && self->missing_s != self->start_s)
    {
      missing = stint_format_time (self->missing_s);
      /* Translators: beside a dragged block: its times, its length, a time that the clocks leave out on this day */
      return g_strdup_printf (_("%1$s · %2$s · there is no %3$s"), range, length, missing);
    }
  if (self->repeated)
    /* Translators: beside a dragged block, where the clocks are set back and read the same twice: its times, its length */
    return g_strdup_printf (_("%1$s, the first time · %2$s"), range, length);

  /* Translators: beside a dragged block: its times, its length */
  return g_strdup_printf (_("%1$s · %2$s"), range, length);
}

/**
 * stint_placement_say:
 *
 * Returns: (transfer full): for a screen reader: "Tuesday 24 November, 10:00 to 11:30"
 */
char *
stint_placement_say (const StintPlacement *self)
{
  g_autofree char *day = stint_format_long_day (stint_day_of_local (self->start_s));
  g_autofree char *start = stint_format_time (self->start_s);
  g_autofree char *end = stint_format_time (self->end_s);
  g_autofree char *missing = NULL;

  if (self->all_day)
    /* Translators: where a block stands: day */
    return g_strdup_printf (_("%s, all day"), day);
  if (self->minutes > 0 && self->missing_s != self->start_s)
    {
      missing = stint_format_time (self->missing_s);
      /* Translators: where a block stands: day, start, end, a time that the clocks leave out on this day */
      return g_strdup_printf (_("%1$s, %2$s to %3$s, because there is no %4$s on this day"), day, start, end, missing);
    }
  if (self->repeated)
    /* Translators: where a block stands, where the clocks are set back and read the same twice: day, start, end */
    return g_strdup_printf (_("%1$s, the first %2$s to %3$s"), day, start, end);

  /* Translators: where a block stands: day, start, end */
  return g_strdup_printf (_("%1$s, %2$s to %3$s"), day, start, end);
}
