/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-hours-axis.h"

#include "core/stint-time.h"
#include "core/stint-zone.h"

/* A clock was never set by more than a day. */
#define LONGEST_CHANGE_S (25 * 3600)

static int
compare_cuts (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* (element-type StintZoneChange): what may touch one of the days. */
static GArray *
list_changes (const char *zone,
              int         first_day,
              int         n_days)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (StintZoneChange));
  gint64 from_s = stint_zone_day_start (zone, first_day) - LONGEST_CHANGE_S;
  gint64 until_s = stint_zone_day_start (zone, first_day + n_days) + LONGEST_CHANGE_S;
  StintZoneChange change;

  while (stint_zone_find_change (zone, from_s, until_s, &change))
    {
      g_array_append_val (changes, change);
      from_s = change.unix_s;
    }

  return changes;
}

/* The part of a change that lies on a day. Returns: whether there is one */
static gboolean
clip (const StintZoneChange *change,
      int                    day,
      int                   *from_s,
      int                   *to_s)
{
  gint64 day_s = (gint64) day * STINT_DAY_S;

  *from_s = (int) CLAMP (change->from_s - day_s, 0, STINT_DAY_S);
  *to_s = (int) CLAMP (change->to_s - day_s, 0, STINT_DAY_S);
  return *from_s < *to_s;
}

static void
add_cut (GArray *cuts,
         int     second)
{
  for (guint i = 0; i < cuts->len; i++)
    if (g_array_index (cuts, int, i) == second)
      return;
  g_array_append_val (cuts, second);
}

/* (element-type int): where hours are missing from, and where they go on after a change, on one of the days; and both midnights. Sorted. */
static GArray *
list_cuts (GArray *changes,
           int     first_day,
           int     n_days)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (int));

  add_cut (cuts, 0);
  add_cut (cuts, STINT_DAY_S);
  for (guint i = 0; i < changes->len; i++)
    for (int column = 0; column < n_days; column++)
      {
        const StintZoneChange *change = &g_array_index (changes, StintZoneChange, i);
        int from_s, to_s;

        if (!clip (change, first_day + column, &from_s, &to_s))
          continue;
        if (!change->repeated)
          add_cut (cuts, from_s);
        add_cut (cuts, to_s);
      }
  g_array_sort (cuts, compare_cuts);

  return cuts;
}

static void
append_part (StintHoursAxis *self,
             int             from_s,
             int             to_s,
             gboolean        again,
             guint           columns)
{
  StintAxisPart part = { self->length_s, from_s, to_s, again, columns };

  if (self->parts->len > 0)
    {
      StintAxisPart *last = &g_array_index (self->parts, StintAxisPart, self->parts->len - 1);

      /* Two days whose clocks are set alike share the part. */
      if (again && last->again && last->from_s == from_s && last->to_s == to_s)
        {
          last->columns |= columns;
          return;
        }
    }
  g_array_append_val (self->parts, part);
  self->length_s += to_s - from_s;
}

/* The days that have [from, to): all but those on which a change leaves it out. */
static guint
find_columns (GArray *changes,
              int     first_day,
              int     n_days,
              int     second)
{
  guint columns = 0;

  for (int column = 0; column < n_days; column++)
    {
      gboolean is_there = TRUE;

      for (guint i = 0; i < changes->len; i++)
        {
          const StintZoneChange *change = &g_array_index (changes, StintZoneChange, i);
          int from_s, to_s;

          if (!change->repeated && clip (change, first_day + column, &from_s, &to_s) && second >= from_s && second < to_s)
            is_there = FALSE;
        }
      columns |= (guint) is_there << column;
    }

  return columns;
}

static void
append_repeated (StintHoursAxis *self,
                 GArray         *changes,
                 int             first_day,
                 int             n_days,
                 int             until_s)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const StintZoneChange *change = &g_array_index (changes, StintZoneChange, i);

      for (int column = 0; column < n_days; column++)
        {
          int from_s, to_s;

          if (change->repeated && clip (change, first_day + column, &from_s, &to_s) && to_s == until_s)
            append_part (self, from_s, to_s, TRUE, 1u << column);
        }
    }
}

/**
 * stint_hours_axis_new:
 * @zone: (nullable): the zone of the grid
 * @n_days: 1 to %STINT_AXIS_MAX_DAYS
 *
 * Returns: (transfer full): the hours of those days
 */
StintHoursAxis *
stint_hours_axis_new (const char *zone,
                      int         first_day,
                      int         n_days)
{
  StintHoursAxis *self = g_new0 (StintHoursAxis, 1);
  g_autoptr (GArray) changes = list_changes (zone, first_day, n_days);
  g_autoptr (GArray) cuts = list_cuts (changes, first_day, n_days);

  self->parts = g_array_new (FALSE, FALSE, sizeof (StintAxisPart));
  for (guint i = 0; i + 1 < cuts->len; i++)
    {
      int from_s = g_array_index (cuts, int, i);
      int to_s = g_array_index (cuts, int, i + 1);
      guint columns = find_columns (changes, first_day, n_days, from_s);

      if (columns != 0)
        append_part (self, from_s, to_s, FALSE, columns);
      append_repeated (self, changes, first_day, n_days, to_s);
    }
  /* Samoa had no 30 December 2011: a day that is not there at all is still to be seen. */
  if (self->parts->len == 0)
    append_part (self, 0, STINT_DAY_S, FALSE, 0);

  return self;
}

void
stint_hours_axis_free (StintHoursAxis *self)
{
  g_array_unref (self->parts);
  g_free (self);
}

/**
 * stint_hours_axis_equal:
 * @a, @b: (nullable)
 */
gboolean
stint_hours_axis_equal (const StintHoursAxis *a,
                        const StintHoursAxis *b)
{
  if (a == NULL || b == NULL || a->parts->len != b->parts->len)
    return a == b;
  for (guint i = 0; i < a->parts->len; i++)
    {
      const StintAxisPart *part_a = &g_array_index (a->parts, StintAxisPart, i);
      const StintAxisPart *part_b = &g_array_index (b->parts, StintAxisPart, i);

      if (part_a->from_s != part_b->from_s || part_a->to_s != part_b->to_s || part_a->again != part_b->again || part_a->columns != part_b->columns)
        return FALSE;
    }
  return TRUE;
}

/**
 * stint_hours_axis_get_part:
 *
 * Returns: (transfer none): what lies at a place of the axis; its end is the last part's
 */
const StintAxisPart *
stint_hours_axis_get_part (const StintHoursAxis *self,
                           int                   position_s)
{
  guint i = self->parts->len - 1;

  while (i > 0 && g_array_index (self->parts, StintAxisPart, i).at_s > position_s)
    i--;
  return &g_array_index (self->parts, StintAxisPart, i);
}

/**
 * stint_hours_axis_get_position:
 * @second: of the civil day; %STINT_DAY_S is the day's end
 * @again: the second time that the clock reads so
 *
 * Returns: where it is on the axis; for what was left out, where the axis goes on
 */
int
stint_hours_axis_get_position (const StintHoursAxis *self,
                               int                   second,
                               gboolean              again)
{
  int position_s = self->length_s;

  for (guint i = self->parts->len; i > 0; i--)
    {
      const StintAxisPart *part = &g_array_index (self->parts, StintAxisPart, i - 1);

      if (second >= part->from_s && second < part->to_s && part->again == again)
        return part->at_s + second - part->from_s;
      if (!part->again && part->from_s > second)
        position_s = part->at_s;
    }
  return again ? stint_hours_axis_get_position (self, second, FALSE) : position_s;
}

/**
 * stint_hours_axis_get_end_position:
 *
 * As stint_hours_axis_get_position(), for what ends there: it does not reach over what is missing in the column.
 */
int
stint_hours_axis_get_end_position (const StintHoursAxis *self,
                                   int                   column,
                                   int                   second,
                                   gboolean              again)
{
  int position_s = stint_hours_axis_get_position (self, second, again);

  while (position_s > 0)
    {
      const StintAxisPart *before = stint_hours_axis_get_part (self, position_s - 1);

      if ((before->columns & 1u << column) != 0)
        break;
      position_s = before->at_s;
    }
  return position_s;
}

/**
 * stint_hours_axis_get_second:
 * @again: (out) (optional): whether the clock reads so for the second time
 *
 * Returns: what the clock reads at a place of a column. Where hours are missing it is a reading that does not exist, and on a day without
 *   the repeated hour the end of that hour.
 */
int
stint_hours_axis_get_second (const StintHoursAxis *self,
                             int                   column,
                             int                   position_s,
                             gboolean             *again)
{
  const StintAxisPart *part = stint_hours_axis_get_part (self, position_s);
  gboolean is_there = (part->columns & 1u << column) != 0;

  if (again != NULL)
    *again = part->again && is_there;
  if (part->again && !is_there)
    return part->to_s;
  return CLAMP (part->from_s + position_s - part->at_s, 0, part->to_s);
}
