/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-block-name.h"

#include "core/stint-time.h"
#include "workspace/stint-format.h"

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

/**
 * stint_block_describe:
 *
 * Returns: (transfer full): "Write report, Tuesday 24 November 10:00 to 11:30, pinned"
 */
char *
stint_block_describe (const StintGridRow *row)
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
