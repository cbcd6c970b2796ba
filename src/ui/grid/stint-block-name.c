/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-ui"

#include "ui/grid/stint-block-name.h"

#include "core/stint-time.h"
#include "workspace/stint-format.h"

#include <glib/gi18n.h>

/**
 * stint_block_describe:
 *
 * Returns: (transfer full): "Write report, Tuesday 24 November 10:00 to 11:30, pinned"
 */
char *
stint_block_describe (const StintGridRow *row)
{
  g_autofree char *day = stint_format_long_day (stint_day_of_local (row->start_s));
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
