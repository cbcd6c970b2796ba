/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-block-name.h"

#include "core/stint-time.h"
#include "workspace/stint-format.h"
#include "workspace/stint-zone-names.h"

#include <glib/gi18n.h>

/* Many blocks stand on one day: its name is made once. For the main thread, as all that says something to a person. */
static const char *
get_day_name (int day)
{
  static char *name;
  static int named_day;

  if (name == NULL || named_day != day)
    {
      g_free (name);
      name = stint_format_long_day (day);
      named_day = day;
    }

  return name;
}

/* (transfer full): "Write report, Tuesday 24 November 10:00 to 11:30, pinned" */
static char *
describe_here (const StintGridRow *row)
{
  const char *day = get_day_name (stint_day_of_local (row->start_s));
  g_autofree char *start = stint_format_time (row->start_s);
  g_autofree char *end = stint_format_time (row->end_s);

  if (row->kind == STINT_GRID_DEADLINE && row->done)
    /* Translators: a deadline: title, day */
    return g_strdup_printf (_("%1$s, was due %2$s, done"), row->title, day);
  if (row->kind == STINT_GRID_DEADLINE)
    /* Translators: a deadline: title, day */
    return g_strdup_printf (_("%1$s, due %2$s"), row->title, day);
  if (row->all_day && row->done)
    return g_strdup_printf (_("%1$s, %2$s, all day, done"), row->title, day);
  if (row->all_day)
    return g_strdup_printf (_("%1$s, %2$s, all day"), row->title, day);
  if (row->done)
    /* Translators: a block: title, day, start, end */
    return g_strdup_printf (_("%1$s, %2$s %3$s to %4$s, done"), row->title, day, start, end);
  if (row->pinned)
    return g_strdup_printf (_("%1$s, %2$s %3$s to %4$s, pinned"), row->title, day, start, end);

  return g_strdup_printf (_("%1$s, %2$s %3$s to %4$s"), row->title, day, start, end);
}

/* (transfer full) (nullable): how long it is, if the clock does not tell that. */
static char *
describe_length (const StintGridRow *row,
                 const char         *zone)
{
  gint64 length_s = stint_grid_row_get_end_unix (row, zone) - stint_grid_row_get_start_unix (row, zone);

  return length_s != row->end_s - row->start_s ? stint_format_minutes ((int) (length_s / 60)) : NULL;
}

/* (transfer full): of what is in another zone also its own time, and the length where clocks are set meanwhile */
static char *
describe_everywhere (const StintGridRow *row,
                     const char         *zone)
{
  g_autofree char *here = describe_here (row);
  g_autofree char *length = NULL;
  g_autofree char *elsewhere = NULL;
  StintWhen when;

  if (zone == NULL || row->kind == STINT_GRID_DEADLINE || row->all_day)
    return g_steal_pointer (&here);

  when = stint_grid_row_get_when (row, zone);
  length = describe_length (row, zone);
  elsewhere = stint_format_when_elsewhere (&when, zone);
  if (length != NULL && elsewhere != NULL)
    /* Translators: a block, its length, its own time: "Call, Sunday 29 March 1:00 to 4:00, 2 h, 0:00–2:00 in London" */
    return g_strdup_printf (_("%1$s, %2$s, %3$s"), here, length, elsewhere);
  if (length != NULL || elsewhere != NULL)
    /* Translators: a block, and its length or its own time: "Call, Tuesday 24 November 10:00 to 11:00, 18:00–19:00 in Tokyo" */
    return g_strdup_printf (_("%1$s, %2$s"), here, length != NULL ? length : elsewhere);

  return g_steal_pointer (&here);
}

/**
 * stint_block_describe:
 * @zone: (nullable): of the grid; %NULL: not known, then nothing is said of zones
 *
 * Returns: (transfer full): "Write report, Tuesday 24 November 10:00 to 11:30, pinned"; of what is in another zone also its own time, and
 *   the length where clocks are set meanwhile
 */
char *
stint_block_describe (const StintGridRow *row,
                      const char         *zone)
{
  g_autofree char *name = describe_everywhere (row, zone);

  if (row->series_id == NULL)
    return g_steal_pointer (&name);
  /* Translators: what a block or a deadline of a series is called: title, day and times before */
  return g_strdup_printf (_("%s, repeats"), name);
}
