/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/sync/stint-sync-private.h"

#include <time.h>

/* What waited while the lid was closed is due when it is opened: the monotonic clock would have stood still. */
static gint64
get_system_ms (gpointer data)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) < 0)
    return g_get_monotonic_time () / 1000;
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static guint
add_to_main_loop (gpointer        data,
                  gint64          ms,
                  GSourceOnceFunc func,
                  gpointer        user_data)
{
  return g_timeout_add_once ((guint) ms, func, user_data);
}

static void
remove_from_main_loop (gpointer data,
                       guint    id)
{
  g_source_remove (id);
}

const StintTimers stint_timers_of_system = {
  .get_ms = get_system_ms,
  .add = add_to_main_loop,
  .remove = remove_from_main_loop,
};
