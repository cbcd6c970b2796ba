/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "stint-workspace"

#include "workspace/stint-system-clock.h"

#include "core/stint-zone.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define LOCALTIME "/etc/localtime"

/* Only where the kernel has no timer for us: how often the day is looked at. */
#define FALLBACK_S 60

struct _StintSystemClock
{
  StintClock    parent_instance;

  int           today;
  int           timer_fd;
  guint         source_id;
  GFileMonitor *monitor;
  char         *link;
};

G_DEFINE_FINAL_TYPE (StintSystemClock, stint_system_clock, STINT_TYPE_CLOCK)

/* The zone to whose file a link points. Returns: (transfer full) (nullable) */
static char *
read_zone_link (const char *path)
{
  g_autofree char *link = g_file_read_link (path, NULL);
  const char *name = link != NULL ? strstr (link, "zoneinfo/") : NULL;

  return name != NULL ? g_strdup (name + strlen ("zoneinfo/")) : NULL;
}

/* What the system says its zone is: $TZ, else where /etc/localtime points. Returns: (transfer full) (nullable) */
static char *
find_system_zone (void)
{
  const char *tz = g_getenv ("TZ");
  g_autofree char *text = NULL;
  char *zone;

  if (tz != NULL && *tz == ':')
    tz++;
  if (tz != NULL && stint_zone_intern (tz) != NULL)
    return g_strdup (tz);
  if ((zone = read_zone_link (LOCALTIME)) != NULL)
    return zone;

  /* Debian also writes the name down, for systems where the other one is a copy. */
  if (g_file_get_contents ("/etc/timezone", &text, NULL, NULL))
    return g_strdup (g_strstrip (text));
  return NULL;
}

/*
 * The timer is set to the instant at which the next day begins, on the clock that goes on through a suspend; it also fires when somebody
 * sets that clock. Between the two the process sleeps.
 */
static void
set_timer (StintSystemClock *self)
{
  const char *zone = stint_clock_get_zone (STINT_CLOCK (self));
  struct itimerspec at = { 0 };

  if (self->timer_fd < 0)
    return;
  at.it_value.tv_sec = stint_zone_day_start (zone, self->today + 1);
  if (timerfd_settime (self->timer_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &at, NULL) != 0)
    g_warning ("The timer for midnight could not be set: %s", g_strerror (errno));
}

static void
look_at_day (StintSystemClock *self)
{
  int today = stint_clock_get_today (STINT_CLOCK (self));
  gboolean changed = today != self->today;

  self->today = today;
  set_timer (self);
  if (changed)
    stint_clock_emit_day_changed (STINT_CLOCK (self));
}

static gboolean
timer_fired_cb (int          fd,
                GIOCondition condition,
                gpointer     user_data)
{
  StintSystemClock *self = user_data;
  guint64 n_times;

  /* The read fails with ECANCELED when the clock was set: one more reason to look. */
  if (read (fd, &n_times, sizeof n_times) < 0 && errno != ECANCELED)
    g_debug ("Reading the timer: %s", g_strerror (errno));
  look_at_day (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
time_passed_cb (gpointer user_data)
{
  look_at_day (user_data);
  return G_SOURCE_CONTINUE;
}

static void
zone_changed_cb (StintSystemClock *self)
{
  look_at_day (self);
}

static void
link_changed_cb (StintSystemClock *self)
{
  g_autofree char *zone = self->link != NULL ? read_zone_link (self->link) : find_system_zone ();

  if (zone != NULL && stint_zone_intern (zone) != NULL)
    stint_clock_set_zone (STINT_CLOCK (self), zone);
}

static gint64
stint_system_clock_get_unix_ms (StintClock *clock)
{
  return g_get_real_time () / 1000;
}

static void
stint_system_clock_dispose (GObject *object)
{
  StintSystemClock *self = STINT_SYSTEM_CLOCK (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  if (self->timer_fd >= 0)
    close (self->timer_fd);
  self->timer_fd = -1;
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (stint_system_clock_parent_class)->dispose (object);
}

static void
stint_system_clock_finalize (GObject *object)
{
  g_free (STINT_SYSTEM_CLOCK (object)->link);

  G_OBJECT_CLASS (stint_system_clock_parent_class)->finalize (object);
}

static void
stint_system_clock_class_init (StintSystemClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  StintClockClass *clock_class = STINT_CLOCK_CLASS (klass);

  object_class->dispose = stint_system_clock_dispose;
  object_class->finalize = stint_system_clock_finalize;
  clock_class->get_unix_ms = stint_system_clock_get_unix_ms;
}

static void
stint_system_clock_init (StintSystemClock *self)
{
  self->timer_fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->timer_fd >= 0)
    self->source_id = g_unix_fd_add (self->timer_fd, G_IO_IN, timer_fired_cb, self);
  else
    self->source_id = g_timeout_add_seconds (FALLBACK_S, time_passed_cb, self);
}

static void
follow_link (StintSystemClock *self,
             const char       *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (link_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Begins to run: from here on it says when the day is another. */
static void
run (StintSystemClock *self,
     const char       *zone)
{
  stint_clock_set_zone (STINT_CLOCK (self), zone);
  self->today = stint_clock_get_today (STINT_CLOCK (self));
  set_timer (self);
  g_signal_connect (self, "zone-changed", G_CALLBACK (zone_changed_cb), NULL);
}

/**
 * stint_system_clock_new:
 * @zone: (nullable): an IANA name to live in whatever the system says; %NULL: follow the system
 *
 * Returns: (transfer full): the clock on the wall
 */
StintClock *
stint_system_clock_new (const char *zone)
{
  StintSystemClock *self = g_object_new (STINT_TYPE_SYSTEM_CLOCK, NULL);
  g_autofree char *system_zone = zone == NULL ? find_system_zone () : NULL;

  if (zone == NULL)
    follow_link (self, LOCALTIME);
  run (self, zone != NULL ? zone : system_zone);

  return STINT_CLOCK (self);
}

/**
 * stint_system_clock_new_following:
 * @path: a link to the file of a zone, as /etc/localtime is one
 *
 * Returns: (transfer full): the clock on the wall, in the zone to which the link points, now and later
 */
StintClock *
stint_system_clock_new_following (const char *path)
{
  StintSystemClock *self = g_object_new (STINT_TYPE_SYSTEM_CLOCK, NULL);
  g_autofree char *zone = read_zone_link (path);

  self->link = g_strdup (path);
  follow_link (self, path);
  run (self, zone);

  return STINT_CLOCK (self);
}
